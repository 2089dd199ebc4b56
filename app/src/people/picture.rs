//! A picture that someone sends, unpacked within limits and upright: what becomes of it is
//! for who asked.

use crate::fields::Problem;
use crate::parts::Parts;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use std::io::Cursor;
use thiserror::Error;

/// What a picture may take.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Bytes, as it is sent.
    pub bytes: usize,
    /// Pixels, of either side.
    pub side: u32,
    /// Bytes of memory, unpacked.
    pub memory: u64,
}

/// Why a picture is not taken.
#[derive(Debug, Error)]
pub enum PictureError {
    /// More bytes, pixels or memory than is unpacked.
    #[error("the picture is too large")]
    TooLarge,
    /// Not a picture, or one of a kind that is not read.
    #[error("not a picture: {0}")]
    NotAPicture(#[source] ImageError),
}

impl From<ImageError> for PictureError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge,
            other => Self::NotAPicture(other),
        }
    }
}

/// A JPEG, PNG or WebP, turned as its camera says.
///
/// # Errors
/// [`PictureError`]. What the file claims of its size is not believed beyond the limits.
pub fn upright(bytes: &[u8], most: Most) -> Result<DynamicImage, PictureError> {
    if bytes.len() > most.bytes {
        return Err(PictureError::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(ImageError::IoError)?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(most.side), Some(most.side));
    limits.max_alloc = Some(most.memory);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// The picture of a form, taken by `redraw`, which takes long enough to hold up others: they do
/// not wait for it.
///
/// # Errors
/// [`Problem::Required`], [`Problem::file_too_large`] beyond the bytes given, [`Problem::NotAPhoto`].
pub async fn received<P: Send + 'static>(
    parts: Parts,
    most_bytes: usize,
    redraw: impl FnOnce(&[u8]) -> Result<P, PictureError> + Send + 'static,
) -> Result<P, Problem> {
    if parts.cut_short {
        return Err(Problem::file_too_large(most_bytes));
    }
    if parts.bytes.is_empty() {
        return Err(Problem::Required);
    }
    match tokio::task::spawn_blocking(move || redraw(&parts.bytes)).await {
        Ok(Ok(picture)) => Ok(picture),
        Ok(Err(PictureError::TooLarge)) => Err(Problem::file_too_large(most_bytes)),
        Ok(Err(PictureError::NotAPicture(_))) | Err(_) => Err(Problem::NotAPhoto),
    }
}
