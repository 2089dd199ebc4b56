//! What a form with a file sends: one file, and texts beside it.

use axum::extract::Multipart;

/// A form with a file, as far as it was read.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// What the sender's device called the file.
    pub file_name: String,
    /// The file; empty if none was chosen.
    pub bytes: Vec<u8>,
    /// Whether more came than is taken, in whatever part that was noticed.
    pub cut_short: bool,
    texts: Vec<(String, String)>,
}

impl Parts {
    /// Reads a form whose file stands in this field.
    pub async fn read(mut sent: Multipart, file: &str) -> Self {
        let mut parts = Self::default();
        loop {
            let part = match sent.next_field().await {
                Ok(Some(part)) => part,
                Ok(None) => return parts,
                Err(_) => break,
            };
            let name = part.name().unwrap_or_default().to_owned();
            if name == file {
                part.file_name().unwrap_or_default().clone_into(&mut parts.file_name);
                match part.bytes().await {
                    Ok(read) => parts.bytes = read.to_vec(),
                    Err(_) => break,
                }
            } else {
                match part.text().await {
                    Ok(text) => parts.texts.push((name, text)),
                    Err(_) => break,
                }
            }
        }
        parts.cut_short = true;
        parts
    }

    /// What stands in a field of text; nothing, if it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.texts.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }
}
