//! An archive in memory. Nothing that it says of itself is trusted: what counts is what
//! was unpacked. Names are compared as text and never lead anywhere.

use crate::formats::MOST_BYTES;
use crate::formats::notes::Reason;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes that all files of an archive unpack to.
pub const MOST_UNPACKED: usize = 64 * 1024 * 1024;

/// The most files of an archive.
pub const MOST_ENTRIES: usize = 20_000;

/// An archive that is being read.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    // The first file of a name counts.
    names: BTreeMap<String, usize>,
    left: usize,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Reason> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::NotThisFormat)?;
        if zip.len() > MOST_ENTRIES {
            return Err(too_large());
        }
        let mut names = BTreeMap::new();
        for (index, name) in zip.file_names().enumerate() {
            // A name that is no text names nothing.
            if let Ok(name) = name {
                names.entry(tidy(&name)).or_insert(index);
            }
        }
        Ok(Self { zip, names, left: MOST_UNPACKED })
    }

    /// The names of its files, as [`tidy`] makes them.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.names.keys()
    }

    /// Unpacks a file. `None` if there is none of this name.
    pub fn file(&mut self, name: &str) -> Option<Result<Vec<u8>, Reason>> {
        let index = *self.names.get(&tidy(name))?;
        Some(self.unpack(index))
    }

    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Reason> {
        let most = self.left.min(MOST_BYTES) as u64;
        let file = self.zip.by_index(index).map_err(|_| Reason::Malformed("zip".to_owned()))?;
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| Reason::Malformed("zip".to_owned()))?;
        if bytes.len() as u64 > most {
            self.left = 0;
            return Err(too_large());
        }
        self.left -= bytes.len();
        Ok(bytes)
    }
}

fn too_large() -> Reason {
    Reason::UnpacksTooLarge { most: MOST_UNPACKED }
}

/// A name without `.` and `..`, its slashes forward.
pub fn tidy(name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
