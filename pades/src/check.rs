//! Saying whether a seal is intact.
//!
//! The file is a stranger's. What a `/ByteRange` says is only a hint at where the gap of a
//! signature is: the gap must be a string in hexadecimal with one message of ours and
//! zeros, all else up to the last byte must be what that message signs.

use crate::key::common_name;
use crate::message::signer;
use crate::sign::digest;
use der::{Decode, Encode, Header, SliceReader};
use x509_cert::Certificate;

/// How many hints are followed, from the last: a paper of ours has one.
const HINTS: usize = 8;

/// What bears witness that there was a seal: more than a slip of one byte takes away.
const MARKS: [&[u8]; 3] = [RANGE, b"/ETSI.CAdES.detached", b"/SigFlags"];

const RANGE: &[u8] = b"/ByteRange";

/// What a PDF's seal is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealState {
    /// It bears none.
    Absent,
    /// Every byte is as it was sealed, by this certificate. Whether that is one to be
    /// trusted is for the asker to say: anyone can make one, with any name.
    Intact(Seal),
    /// It bears one that does not hold.
    Broken(Flaw),
}

/// Who sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The certificate (X.509, DER), to be compared with those of the installation.
    pub certificate: Vec<u8>,
    /// The name in it, as it claims.
    pub name: String,
}

/// Why a seal does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Something in the file was changed since, or the seal was not made by Relais.
    #[error("the file was changed after it was sealed, or was sealed by another program")]
    Changed,
    /// The sealed bytes are whole, but others follow them.
    #[error("something was added to the file after it was sealed")]
    Added,
}

/// Says whether a PDF is as it was sealed, in all its bytes.
#[must_use]
pub fn check(pdf: &[u8]) -> SealState {
    if !MARKS.iter().any(|mark| find(pdf, mark).is_some()) {
        return SealState::Absent;
    }
    let mut flaw = Flaw::Changed;
    let (mut rest, mut hints) = (pdf, HINTS);
    while let Some(place) = find_last(rest, RANGE) {
        if let Some(gap) = Gap::read(&pdf[place + RANGE.len()..]) {
            match gap.signer(pdf) {
                Some(certificate) if gap.covers == pdf.len() => return intact(&certificate),
                Some(_) => flaw = Flaw::Added,
                None => {}
            }
        }
        rest = &pdf[..place];
        hints -= 1;
        if hints == 0 {
            break;
        }
    }
    SealState::Broken(flaw)
}

fn intact(certificate: &Certificate) -> SealState {
    match certificate.to_der() {
        Ok(encoded) => SealState::Intact(Seal { certificate: encoded, name: common_name(certificate) }),
        Err(_) => SealState::Broken(Flaw::Changed),
    }
}

/// Where a signature stands, as a `/ByteRange` claims.
struct Gap {
    begins: usize,
    ends: usize,
    /// Up to where it signs.
    covers: usize,
}

impl Gap {
    /// Reads `[0 begins ends rest]`.
    fn read(text: &[u8]) -> Option<Self> {
        /// More than four numbers take.
        const LONGEST: usize = 100;
        let text = text.get(..LONGEST).unwrap_or(text);
        let opens = text.iter().position(|byte| *byte == b'[')?;
        let closes = text.iter().position(|byte| *byte == b']')?;
        let numbers = std::str::from_utf8(text.get(opens + 1..closes)?).ok()?;
        let numbers: Result<Vec<usize>, _> = numbers.split_ascii_whitespace().map(str::parse).collect();
        let [0, begins, ends, rest] = numbers.ok()?[..] else { return None };
        Some(Self { begins, ends, covers: ends.checked_add(rest)? })
    }

    /// Whose signature it is, if it is whole.
    fn signer(&self, pdf: &[u8]) -> Option<Certificate> {
        let covered = pdf.get(..self.covers)?;
        let hex = covered.get(self.begins..self.ends)?.strip_prefix(b"<")?.strip_suffix(b">")?;
        let message = message(hex)?;
        signer(&message, &digest(covered, self.begins, self.ends))
    }
}

/// The message in a gap: what its own length says, with nothing but zeros after it.
fn message(hex: &[u8]) -> Option<Vec<u8>> {
    /// Many times what a message of ours takes.
    const LONGEST: usize = 64 * 1024;
    if hex.len() > LONGEST || !hex.len().is_multiple_of(2) {
        return None;
    }
    let mut bytes: Vec<u8> = hex.chunks_exact(2).map(byte).collect::<Option<_>>()?;
    let header = Header::decode(&mut SliceReader::new(&bytes).ok()?).ok()?;
    let length = usize::try_from((header.encoded_len().ok()? + header.length()).ok()?).ok()?;
    let zeros = bytes.get(length..)?.iter().all(|byte| *byte == 0);
    bytes.truncate(length);
    zeros.then_some(bytes)
}

/// A byte as we write it: digits and capitals.
fn byte(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    };
    let [high, low] = pair else { return None };
    Some(digit(*high)? << 4 | digit(*low)?)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}
