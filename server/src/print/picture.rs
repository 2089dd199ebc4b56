//! A picture as PDF keeps it: encoded once, drawn as often as wished, and not at every save,
//! which would take longer than all the rest of a certificate. A JPEG goes into the file as
//! it is, all else is unpacked and packed.

use super::PrintError;
use super::packing::{SMALL, packed};
use super::resource::{Resource, name, stream};
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use printpdf::{DictItem, ExternalStream};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use std::io::Cursor;
use std::sync::{Arc, LazyLock};

/// A picture, ready to be drawn on any number of pages.
#[derive(Debug)]
pub struct Picture {
    /// What a file holds of it.
    pub resource: Resource,
    /// The file that it was read from.
    pub file: Arc<[u8]>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// How many are remembered: the logos and signatures of a few campaigns, the figures of a
/// few curricula.
const REMEMBERED: usize = 64;

impl Picture {
    /// Reads a JPEG or a PNG; one that was read lately is remembered by its bytes.
    ///
    /// # Errors
    ///
    /// [`PrintError::Writing`] for what is neither: what comes in was drawn by us.
    pub fn of(file: &Arc<[u8]>) -> Result<Arc<Self>, PrintError> {
        static KNOWN: LazyLock<Cache<[u8; 32], Arc<Picture>>> = LazyLock::new(|| Cache::new(REMEMBERED));
        let digest = Sha256::digest(file).into();
        KNOWN.get_or_insert_with(&digest, || Ok(Arc::new(Self::read(file, digest)?)))
    }

    fn read(file: &Arc<[u8]>, digest: [u8; 32]) -> Result<Self, PrintError> {
        let decoder = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(PrintError::writing)?;
        let is_jpeg = decoder.format() == Some(ImageFormat::Jpeg);
        let decoder = decoder.into_decoder().map_err(PrintError::writing)?;
        let (width, height) = decoder.dimensions();
        let stream = if is_jpeg {
            let colours = if decoder.color_type() == ColorType::L8 { GREY } else { COLOUR };
            stream(entries((width, height), colours, "DCTDecode"), file.to_vec())
        } else {
            unpacked(&DynamicImage::from_decoder(decoder).map_err(PrintError::writing)?)?
        };
        Ok(Self { resource: Resource::new("IM", digest, stream), file: Arc::clone(file), width, height })
    }

    /// Its width in its height.
    #[expect(clippy::cast_precision_loss, reason = "pixels are few beside the digits of a float")]
    pub fn aspect(&self) -> f32 {
        self.width as f32 / self.height.max(1) as f32
    }
}

const GREY: &str = "DeviceGray";
const COLOUR: &str = "DeviceRGB";

/// Colours, and apart from them what can be seen through.
fn unpacked(picture: &DynamicImage) -> Result<ExternalStream, PrintError> {
    let read = picture.to_rgba8();
    let size = read.dimensions();
    let is_grey = read.pixels().map(|pixel| colour(pixel.0)).all(|[red, green, blue]| red == green && green == blue);
    // What has no colour takes a third of the room.
    let (colours, kept) = if is_grey { (GREY, 1) } else { (COLOUR, 3) };
    let bytes: Vec<u8> = read.pixels().flat_map(|pixel| colour(pixel.0).into_iter().take(kept)).collect();
    let mut picture = stream(entries(size, colours, "FlateDecode"), packed(&bytes, SMALL)?);
    if read.pixels().any(|pixel| pixel[3] < 255) {
        let seen_through: Vec<u8> = read.pixels().map(|pixel| pixel[3]).collect();
        let mask = stream(entries(size, GREY, "FlateDecode"), packed(&seen_through, SMALL)?);
        picture.dict.insert("SMask".to_owned(), DictItem::Stream { stream: mask });
    }
    Ok(picture)
}

/// What cannot be seen is white: nothing of it shows, and it packs well.
fn colour([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    if alpha == 0 { [255; 3] } else { [red, green, blue] }
}

fn entries((width, height): (u32, u32), colours: &str, filter: &str) -> [(&'static str, DictItem); 7] {
    [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("ColorSpace", name(colours)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name(filter)),
    ]
}
