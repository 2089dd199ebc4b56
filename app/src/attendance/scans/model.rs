//! What a file must be to be kept as a signed sheet. No I/O.

use crate::fields::Problem;
use crate::workshops::timetable::Half;
use chrono::NaiveDate;
use std::str::FromStr;

/// The most bytes of a sheet: some pages from a scanner, or a telephone's photo.
pub const MAX_BYTES: usize = 10 << 20;

/// How much is kept of what the sender's device called it, in characters.
const MAX_NAME: usize = 120;

/// What a sheet is kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From a scanner.
    Pdf,
    /// From a camera.
    Jpeg,
    /// From either.
    Png,
    /// From a camera.
    Webp,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Webp];

    /// As stored, and as browsers are told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// What a file is by its first bytes; its name may say anything.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        match bytes {
            _ if bytes.starts_with(b"%PDF-") => Some(Self::Pdf),
            _ if bytes.starts_with(b"\xFF\xD8\xFF") => Some(Self::Jpeg),
            _ if bytes.starts_with(b"\x89PNG\r\n\x1A\n") => Some(Self::Png),
            _ if riff => Some(Self::Webp),
            _ => None,
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// A sheet that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedSheet {
    /// What the sender's device called it, without its folders.
    pub file_name: String,
    /// What it is.
    pub kind: Kind,
    /// The file as it came.
    pub bytes: Vec<u8>,
}

impl SignedSheet {
    /// A file as it was sent.
    ///
    /// # Errors
    /// If nothing was sent, too much, or what is neither a PDF nor a picture of a known kind.
    pub fn read(file_name: &str, bytes: Vec<u8>) -> Result<Self, Problem> {
        if bytes.is_empty() {
            return Err(Problem::Required);
        }
        if bytes.len() > MAX_BYTES {
            return Err(Problem::file_too_large(MAX_BYTES));
        }
        let kind = Kind::of(&bytes).ok_or(Problem::NotASheet)?;
        Ok(Self { file_name: base_name(file_name, kind), kind, bytes })
    }
}

/// The last part of a path, without what no line can show.
fn base_name(path: &str, kind: Kind) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|character| !character.is_control()).take(MAX_NAME).collect();
    match name.trim() {
        "" => format!("emargement.{}", kind.extension()),
        name => name.to_owned(),
    }
}

/// What a sheet is called when it is given back: by what it proves.
#[must_use]
pub fn download_name(held_on: NaiveDate, half: Half, sha256: &str, kind: Kind) -> String {
    let first: String = sha256.chars().take(8).collect();
    let half = match half {
        Half::Morning => "matin",
        Half::Afternoon => "apres-midi",
    };
    format!("emargement-{held_on}-{half}-{first}.{}", kind.extension())
}

/// A hash in groups of eight, to be compared by eye.
#[must_use]
pub fn grouped(sha256: &str) -> String {
    let symbols: Vec<char> = sha256.chars().collect();
    symbols.chunks(8).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let cases: [(&[u8], Option<Kind>); 8] = [
            (b"%PDF-1.7\n", Some(Kind::Pdf)),
            (b"\xFF\xD8\xFF\xE0\x00\x10JFIF", Some(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1A\n", Some(Kind::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Kind::Webp)),
            (b"RIFF\x10\0\0\0WAVE", None),
            (b"<!DOCTYPE html>", None),
            (b"PK\x03\x04", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(Kind::of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(SignedSheet::read("a.pdf", Vec::new()), Err(Problem::Required));
        assert_eq!(SignedSheet::read("a.pdf", b"<script>".to_vec()), Err(Problem::NotASheet));
        let mut large = b"%PDF-".to_vec();
        large.resize(MAX_BYTES, 0);
        assert!(SignedSheet::read("a.pdf", large.clone()).is_ok());
        large.push(0);
        assert_eq!(SignedSheet::read("a.pdf", large), Err(Problem::FileTooLarge { max: 10 }));
    }

    #[test]
    fn a_name_has_no_folders_and_is_never_empty() {
        let named = |name: &str| SignedSheet::read(name, b"%PDF-".to_vec()).expect("a sheet").file_name;
        assert_eq!(named("C:\\Scans\\lundi matin.pdf"), "lundi matin.pdf");
        assert_eq!(named("../../etc/passwd"), "passwd");
        assert_eq!(named("a\r\nb\0.pdf"), "ab.pdf");
        assert_eq!(named(" "), "emargement.pdf");
    }

    #[test]
    fn it_is_given_back_under_a_name_of_ours() {
        let day = NaiveDate::from_ymd_opt(2022, 10, 24).expect("a date");
        let name = download_name(day, Half::Afternoon, "0123456789abcdef", Kind::Jpeg);
        assert_eq!(name, "emargement-2022-10-24-apres-midi-01234567.jpg");
        assert_eq!(grouped("0123456789abcdef01"), "01234567 89abcdef 01");
    }

    proptest! {
        #[test]
        fn never_panics(name: String, bytes: Vec<u8>) {
            let _ = SignedSheet::read(&name, bytes);
        }
    }
}
