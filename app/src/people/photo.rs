//! What is made of a photo that someone sends: a small square, drawn anew, so that
//! nothing stays of where, when and with what it was taken.

use super::picture::{Most, PictureError, upright};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

/// The most bytes of a photo as it is sent: what a telephone's camera makes.
pub const MAX_BYTES: usize = 12 << 20;

/// The side of what is kept, in pixels.
const SIDE: u32 = 320;

/// The widest and tallest picture that is unpacked, in pixels.
const MAX_SIDE: u32 = 12_000;

/// The most memory that unpacking may take, in bytes: 50 megapixels.
const MAX_MEMORY: u64 = 200 << 20;

/// Of 100, what JPEG keeps of the picture.
const QUALITY: u8 = 80;

/// The middle of a JPEG, PNG or WebP, upright, as a JPEG of [`SIDE`] × [`SIDE`].
///
/// # Errors
/// [`PictureError`]. What the file claims of its size is not believed beyond the limits.
pub fn portrait(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let picture = upright(bytes, Most { bytes: MAX_BYTES, side: MAX_SIDE, memory: MAX_MEMORY })?;
    let square = picture.resize_to_fill(SIDE, SIDE, FilterType::CatmullRom).into_rgb8();
    let mut jpeg = Vec::new();
    square.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgb, RgbImage};
    use std::io::Cursor;

    fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encoded");
        bytes.into_inner()
    }

    /// Red on the left, blue on the right.
    fn halves(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) })
    }

    fn read(jpeg: &[u8]) -> RgbImage {
        image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).expect("a JPEG").into_rgb8()
    }

    fn is_red(pixel: Rgb<u8>) -> bool {
        pixel[0] > 200 && pixel[2] < 60
    }

    #[test]
    fn what_is_kept_is_a_small_square_of_the_middle() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            for (width, height) in [(1, 1), (50, 900), (1600, 1200)] {
                let kept = portrait(&encoded(&halves(width, height), format)).expect("a portrait");
                assert_eq!(read(&kept).dimensions(), (SIDE, SIDE), "{format:?} {width} {height}");
                assert!(kept.len() < 40_000, "{} bytes", kept.len());
            }
        }
    }

    /// A JPEG with what cameras write: that it is to be turned, and a text.
    fn from_a_camera(picture: &RgbImage) -> Vec<u8> {
        let jpeg = encoded(picture, ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
        // Two entries: 0x010F the maker, in four letters; 0x0112 turned by 90 degrees.
        exif.extend(b"\0\x02\x01\x0F\0\x02\0\0\0\x04Nok\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
        [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn a_photo_stands_upright_and_tells_nothing_of_its_camera() {
        let sent = from_a_camera(&halves(400, 400));
        assert!(sent.windows(3).any(|part| part == b"Nok"));
        let kept = portrait(&sent).expect("a portrait");
        let picture = read(&kept);
        assert!(is_red(*picture.get_pixel(SIDE / 2, 20)), "the left is on top now");
        assert!(!is_red(*picture.get_pixel(SIDE / 2, SIDE - 20)));
        assert!(!kept.windows(3).any(|part| part == b"Nok") && !kept.windows(4).any(|part| part == b"Exif"));
    }

    #[test]
    fn what_is_no_photo_or_claims_too_much_is_refused() {
        for bytes in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n"] {
            assert!(matches!(portrait(bytes), Err(PictureError::NotAPicture(_))), "{bytes:?}");
        }
        let mut claims = encoded(&halves(40, 40), ImageFormat::Png);
        // The width and height of a PNG stand at its 16th byte; their checksum follows.
        claims[16..24].copy_from_slice(&[0, 0, 0x60, 0, 0, 0, 0x60, 0]);
        let checksum = crc32(&claims[12..29]);
        claims[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert!(matches!(portrait(&claims), Err(PictureError::TooLarge)));
        assert!(matches!(portrait(&vec![0; MAX_BYTES + 1]), Err(PictureError::TooLarge)));
        let cut = encoded(&halves(400, 400), ImageFormat::Png);
        assert!(portrait(&cut[..cut.len() / 2]).is_err());
    }

    /// As PNG has it (ISO 3309).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
        })
    }
}
