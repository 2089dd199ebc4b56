//! What is made of a picture that an organiser sends: drawn anew, so that nothing stays of
//! where and with what it was made, on white, no larger than a page shows.

use crate::people::picture::{Most, PictureError, upright};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, RgbImage, Rgba};

/// The most bytes of a picture as it is sent.
pub const MAX_BYTES: usize = 12 << 20;
/// The longer side of what is kept, in pixels: 200 to the inch over the measure of a page.
const LARGEST: u32 = 1_400;
/// A photograph of a good telephone, unpacked.
const MOST: Most = Most { bytes: MAX_BYTES, side: 12_000, memory: 200 << 20 };
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

/// Draws a picture anew, photographs as JPEG and drawings as PNG.
///
/// # Errors
/// [`PictureError`]. What the file claims of its size is not believed beyond the limits.
pub fn redrawn(bytes: &[u8]) -> Result<Picture, PictureError> {
    let is_drawn = image::guess_format(bytes).is_ok_and(|format| format == ImageFormat::Png);
    let mut picture = upright(bytes, MOST)?;
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
    use std::io::Cursor;

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
