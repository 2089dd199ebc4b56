//! What is made of a picture that an organiser sends: drawn anew, so that nothing stays of
//! where and with what it was made, on white, no larger than a page shows.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, Rgba};
use std::io::Cursor;
use thiserror::Error;

/// The most bytes of a picture as it is sent.
pub const MAX_BYTES: usize = 12 << 20;
/// The longer side of what is kept, in pixels: 200 to the inch over the measure of a page.
const LARGEST: u32 = 1_400;
/// The widest and tallest picture that is unpacked, in pixels.
const MAX_SIDE: u32 = 12_000;
/// The most memory that unpacking may take, in bytes.
const MAX_MEMORY: u64 = 200 << 20;
/// Of 100, what JPEG keeps of the picture.
const QUALITY: u8 = 82;

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// `image/jpeg` for photographs, `image/png` for what was drawn.
    pub media_type: &'static str,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
    /// The file.
    pub content: Vec<u8>,
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

/// Draws a JPEG or PNG anew.
///
/// # Errors
/// [`PictureError`]. What the file claims of its size is not believed beyond the limits.
pub fn redrawn(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(ImageError::IoError)?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let is_drawn = reader.format() == Some(ImageFormat::Png);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > LARGEST {
        picture = picture.resize(LARGEST, LARGEST, FilterType::CatmullRom);
    }
    let flat = on_white(&picture);
    let mut content = Vec::new();
    if is_drawn {
        flat.write_with_encoder(PngEncoder::new(&mut content))?;
    } else {
        flat.write_with_encoder(JpegEncoder::new_with_quality(&mut content, QUALITY))?;
    }
    let side = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    Ok(Picture {
        media_type: if is_drawn { "image/png" } else { "image/jpeg" },
        width: side(flat.width()),
        height: side(flat.height()),
        content,
    })
}

/// Paper is white: what could be seen through is mixed with it.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *seen.get_pixel(x, y);
        let mixed = |value: u8| {
            let sum = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([mixed(red), mixed(green), mixed(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encoded");
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_kept_small_on_white_and_in_its_kind() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(3_000, 1_000, Rgba([0, 0, 0, 0])));
        let kept = redrawn(&encoded(&clear, ImageFormat::Png)).expect("kept");
        assert_eq!((kept.media_type, kept.width), ("image/png", 1_400));
        let again = image::load_from_memory(&kept.content).expect("a picture").to_rgb8();
        assert_eq!(*again.get_pixel(0, 0), image::Rgb([255, 255, 255]));
        let photo = DynamicImage::ImageRgb8(RgbImage::new(40, 30));
        let kept = redrawn(&encoded(&photo, ImageFormat::Jpeg)).expect("kept");
        assert_eq!((kept.media_type, kept.width, kept.height), ("image/jpeg", 40, 30));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"] {
            assert!(matches!(redrawn(bytes), Err(PictureError::NotAPicture(_))), "{bytes:?}");
        }
        assert!(matches!(redrawn(&vec![0; MAX_BYTES + 1]), Err(PictureError::TooLarge)));
    }
}
