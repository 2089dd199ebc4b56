//! Many certificates at once: as a zip that is written while it is read, so that ten thousand
//! are never in memory; or as one file to print. Files are printed on all cores.

use crate::papers;
use crate::print::PrintError;
use crate::seals::Sealer;
use app::certificates::store::Paper;
use app::certificates::store::printing::{Leaf, Sheaf};
use app::i18n::Locale;
use app::people::caller::Caller;
use app::schema::error::UseError;
use rayon::prelude::*;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How many certificates are in memory at once.
const AT_ONCE: usize = 50;
/// The most pages of one file: it is laid out in memory as a whole.
pub const MOST_PAGES: usize = 2_000;

/// Why certificates could not be written together.
#[derive(Debug, thiserror::Error)]
pub enum SheafError {
    /// The database failed, or the asker may not.
    #[error(transparent)]
    Use(#[from] UseError),
    /// One of them cannot be printed.
    #[error("{serial}: {cause}")]
    Print {
        /// Its number.
        serial: String,
        /// Why.
        cause: PrintError,
    },
    /// Where they were to be written nothing could be.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The archive could not be written.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// The thread that printed them died.
    #[error("the printer panicked")]
    Panicked,
    /// More than [`MOST_PAGES`] for one file.
    #[error("more than {MOST_PAGES} certificates for one file: take the zip")]
    TooMany,
}

/// How certificates are printed.
#[derive(Clone)]
pub struct Press {
    /// The language of what is not given.
    pub locale: Locale,
    /// What QR codes point at.
    pub public_url: Arc<str>,
    /// What seals files that are given out one by one.
    pub sealer: Arc<Sealer>,
}

impl Press {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>, SheafError> {
        let serial = || paper.certificate.serial.to_string();
        papers::sealed_certificate(paper, self.locale, &self.public_url, &self.sealer)
            .map_err(|cause| SheafError::Print { serial: serial(), cause })
    }
}

/// The name of a certificate's file among others: family name, given names, number. Of letters
/// and digits, whatever the alphabet; no other sign, so that it is a name on every system.
#[must_use]
pub fn file_name(leaf: &Leaf) -> String {
    let plain = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        // File systems take 255 bytes: two names of sixty letters of three bytes are too many.
        words.collect::<Vec<_>>().join("-").chars().take(30).collect::<String>()
    };
    let names = [plain(&leaf.name.family), plain(&leaf.name.given)];
    let serial = leaf.serial.as_str();
    let parts: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).chain([serial]).collect();
    format!("{}.pdf", parts.join("_"))
}

/// Writes certificates as a zip; `told` hears how many are through. The same certificates give
/// the same bytes.
///
/// # Errors
/// As the first that goes wrong; what was written until then is no archive.
pub async fn write_zip<W: Write + Send + 'static>(
    caller: &Caller,
    mut sheaf: Sheaf,
    press: &Press,
    to: W,
    mut told: impl FnMut(usize),
) -> Result<W, SheafError> {
    let mut archive = ZipWriter::new_stream(to);
    let mut through = 0;
    loop {
        let some = match sheaf.take(caller, AT_ONCE).await {
            Ok(some) => some,
            Err(error) => {
                // An archive that is let go writes its end, which may wait: not here.
                let _ = tokio::task::spawn_blocking(move || drop(archive)).await;
                return Err(error.into());
            }
        };
        if some.is_empty() {
            break;
        }
        through += some.len();
        let press = press.clone();
        let printed = tokio::task::spawn_blocking(move || {
            let files: Vec<_> = some.par_iter().map(|(_, paper)| press.print(paper)).collect();
            for ((leaf, _), bytes) in some.iter().zip(files) {
                add(&mut archive, leaf, &bytes?)?;
            }
            Ok::<_, SheafError>(archive)
        });
        archive = printed.await.map_err(|_| SheafError::Panicked)??;
        told(through);
    }
    let closed = tokio::task::spawn_blocking(move || {
        let mut to = archive.finish()?.into_inner();
        to.flush()?;
        Ok(to)
    });
    closed.await.map_err(|_| SheafError::Panicked)?
}

fn add<W: Write>(archive: &mut ZipWriter<StreamWriter<W>>, leaf: &Leaf, bytes: &[u8]) -> Result<(), SheafError> {
    // Deflated although it gains little: what is stored cannot be read from a stream.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    archive.start_file(file_name(leaf), options)?;
    archive.write_all(bytes)?;
    Ok(())
}

/// Writes certificates into a folder, a file each that has its number for a name.
///
/// # Errors
/// As one that goes wrong; others are written.
pub async fn write_files(
    caller: &Caller,
    mut sheaf: Sheaf,
    press: &Press,
    folder: &Path,
    mut told: impl FnMut(usize),
) -> Result<usize, SheafError> {
    let mut through = 0;
    loop {
        let some = sheaf.take(caller, AT_ONCE).await?;
        if some.is_empty() {
            return Ok(through);
        }
        through += some.len();
        let (press, folder) = (press.clone(), folder.to_owned());
        let printed = tokio::task::spawn_blocking(move || {
            some.par_iter().try_for_each(|(leaf, paper)| {
                std::fs::write(folder.join(format!("{}.pdf", leaf.serial.as_str())), press.print(paper)?)?;
                Ok::<_, SheafError>(())
            })
        });
        printed.await.map_err(|_| SheafError::Panicked)??;
        told(through);
    }
}

/// Certificates as one file to print, a page each.
///
/// # Errors
/// [`SheafError::TooMany`]; as the first that goes wrong.
pub async fn one_file(
    caller: &Caller,
    mut sheaf: Sheaf,
    press: &Press,
    mut told: impl FnMut(usize),
) -> Result<Vec<u8>, SheafError> {
    if sheaf.len() > MOST_PAGES {
        return Err(SheafError::TooMany);
    }
    let mut papers: Vec<Paper> = Vec::with_capacity(sheaf.len());
    loop {
        let some = sheaf.take(caller, AT_ONCE).await?;
        if some.is_empty() {
            break;
        }
        papers.extend(some.into_iter().map(|(_, paper)| paper));
        told(papers.len());
    }
    let press = press.clone();
    let printed = tokio::task::spawn_blocking(move || {
        papers::certificates(&papers, press.locale, &press.public_url)
            .map_err(|cause| SheafError::Print { serial: String::from("all"), cause })
    });
    printed.await.map_err(|_| SheafError::Panicked)?
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::code::Code;
    use app::people::model::PersonName;
    use uuid::Uuid;

    fn named(family: &str, given: &str) -> String {
        let name = PersonName { family: family.to_owned(), given: given.to_owned() };
        let serial = Code::from_random(7);
        file_name(&Leaf { id: Uuid::nil(), serial, name }).replace(Code::from_random(7).as_str(), "N")
    }

    #[test]
    fn files_are_named_by_whom_they_are_for() {
        assert_eq!(named("COULIBALY", "Awa Ɲɛlɛ"), "COULIBALY_Awa-Ɲɛlɛ_N.pdf");
        assert_eq!(named("N’DIAYE", ""), "N-DIAYE_N.pdf");
        assert_eq!(named("../../etc", "a/b\\c:d*e?\"<>|\n"), "etc_a-b-c-d-e_N.pdf");
        assert_eq!(named("...", " "), "N.pdf");
        assert!(named(&"ⵣ".repeat(120), &"É".repeat(120)).len() < 200);
    }
}
