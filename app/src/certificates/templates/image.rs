//! What is made of a logo or a signature that someone sends: drawn anew, so that nothing
//! stays of where and with what it was made; what can be seen through stays so.

use crate::people::picture::{Most, PictureError, upright};
use image::codecs::png::{CompressionType, FilterType as Filter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbaImage};

/// The most bytes of an image as it is sent.
pub const MAX_BYTES: usize = 6 << 20;
/// The longer side of what is kept, in pixels: 500 in an inch of a logo as it is printed.
const SIDE: u32 = 640;
/// The widest and tallest picture that is unpacked, in pixels.
const MAX_SIDE: u32 = 10_000;
/// The most memory that unpacking may take, in bytes.
const MAX_MEMORY: u64 = 160 << 20;

/// A PNG or JPEG, upright, without its empty margins, as a PNG whose longer side is at most
/// [`SIDE`] pixels.
///
/// # Errors
/// [`PictureError`]. What the file claims of its size is not believed beyond the limits.
pub fn redraw(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let picture = upright(bytes, Most { bytes: MAX_BYTES, side: MAX_SIDE, memory: MAX_MEMORY })?;
    let picture = without_margins(picture.into_rgba8());
    let longer = picture.width().max(picture.height());
    let picture = DynamicImage::from(picture);
    let small = if longer > SIDE { picture.resize(SIDE, SIDE, FilterType::CatmullRom) } else { picture };
    encode(&small.into_rgba8())
}

/// A picture as PNG.
///
/// # Errors
/// [`PictureError::NotAPicture`] for a picture without pixels.
pub fn encode(picture: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, Filter::Adaptive).write_image(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        ExtendedColorType::Rgba8,
    )?;
    Ok(png)
}

/// Cut to what is drawn: a signature photographed on a sheet would stand lost in its white.
fn without_margins(picture: RgbaImage) -> RgbaImage {
    let drawn = |pixel: &image::Rgba<u8>| pixel[3] > 8 && pixel.0[..3].iter().any(|value| *value < 245);
    let mut edges: Option<(u32, u32, u32, u32)> = None;
    for (x, y, _) in picture.enumerate_pixels().filter(|(_, _, pixel)| drawn(pixel)) {
        let (left, top, right, bottom) = edges.unwrap_or((x, y, x, y));
        edges = Some((left.min(x), top.min(y), right.max(x), bottom.max(y)));
    }
    match edges {
        Some((left, top, right, bottom)) => {
            image::imageops::crop_imm(&picture, left, top, right - left + 1, bottom - top + 1).to_image()
        }
        None => picture,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba};
    use std::io::Cursor;

    fn sent(picture: &RgbaImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::from(picture.clone());
        match format {
            ImageFormat::Jpeg => DynamicImage::from(picture.into_rgb8()).write_to(&mut bytes, format),
            _ => picture.write_to(&mut bytes, format),
        }
        .expect("encoded");
        bytes.into_inner()
    }

    fn read(png: &[u8]) -> RgbaImage {
        image::load_from_memory_with_format(png, ImageFormat::Png).expect("a PNG").into_rgba8()
    }

    /// A dark square on nothing.
    fn square(side: u32, of: u32) -> RgbaImage {
        let from = (side - of) / 2;
        let inside = |at: u32| (from..from + of).contains(&at);
        RgbaImage::from_fn(
            side,
            side,
            |x, y| if inside(x) && inside(y) { Rgba([20, 40, 90, 255]) } else { Rgba([0; 4]) },
        )
    }

    #[test]
    fn what_is_kept_is_small_cut_to_its_drawing_and_can_be_seen_through() {
        let kept = read(&redraw(&sent(&square(1_000, 900), ImageFormat::Png)).expect("a logo"));
        assert_eq!(kept.dimensions(), (SIDE, SIDE));
        let ring = RgbaImage::from_fn(100, 60, |x, y| {
            if x < 10 || y < 10 || x > 89 || y > 49 { Rgba([0, 0, 0, 255]) } else { Rgba([0; 4]) }
        });
        let kept = read(&redraw(&sent(&ring, ImageFormat::Png)).expect("a logo"));
        assert_eq!((kept.dimensions(), kept.get_pixel(50, 30)[3]), ((100, 60), 0));
        let kept = read(&redraw(&sent(&square(200, 40), ImageFormat::Png)).expect("a logo"));
        assert_eq!(kept.dimensions(), (40, 40));
    }

    #[test]
    fn a_jpeg_is_taken_and_what_is_no_image_or_too_large_is_not() {
        let mut white = square(80, 40);
        white.pixels_mut().filter(|pixel| pixel[3] == 0).for_each(|pixel| *pixel = Rgba([255; 4]));
        let kept = read(&redraw(&sent(&white, ImageFormat::Jpeg)).expect("a logo"));
        // A JPEG blurs what it shows, by a block of eight at most.
        assert!((38..=56).contains(&kept.width()), "{}", kept.width());
        for bytes in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n"] {
            assert!(matches!(redraw(bytes), Err(PictureError::NotAPicture(_))), "{bytes:?}");
        }
        assert!(matches!(redraw(&vec![0; MAX_BYTES + 1]), Err(PictureError::TooLarge)));
    }

    #[test]
    fn the_same_picture_gives_the_same_bytes_and_nothing_beside_it() {
        let picture = sent(&square(300, 200), ImageFormat::Png);
        let kept = redraw(&picture).expect("a logo");
        assert_eq!(kept, redraw(&picture).expect("again"));
        for name in [b"tEXt", b"eXIf", b"iTXt", b"tIME", b"zTXt"] {
            assert!(!kept.windows(4).any(|part| part == name));
        }
    }
}
