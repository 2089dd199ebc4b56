//! A picture as PDF keeps it: encoded once, drawn as often as wished, and not at every save,
//! which would take longer than all the rest of a certificate. A JPEG goes into the file as
//! it is, all else is unpacked and packed.

use super::PrintError;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

/// A picture, ready to be drawn on any number of pages.
#[derive(Debug)]
pub struct Picture {
    id: XObjectId,
    object: ExternalXObject,
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
        static KNOWN: Mutex<Vec<([u8; 32], Arc<Picture>)>> = Mutex::new(Vec::new());
        let digest: [u8; 32] = Sha256::digest(file).into();
        let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, picture)) = known().iter().find(|(of, _)| *of == digest) {
            return Ok(Arc::clone(picture));
        }
        let picture = Arc::new(Self::read(file, &digest)?);
        let mut remembered = known();
        if remembered.len() >= REMEMBERED {
            remembered.remove(0);
        }
        remembered.push((digest, Arc::clone(&picture)));
        Ok(picture)
    }

    fn read(file: &Arc<[u8]>, digest: &[u8; 32]) -> Result<Self, PrintError> {
        let decoder = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(writing)?;
        let is_jpeg = decoder.format() == Some(ImageFormat::Jpeg);
        let decoder = decoder.into_decoder().map_err(writing)?;
        let (width, height) = decoder.dimensions();
        let stream = if is_jpeg {
            let colours = if decoder.color_type() == ColorType::L8 { GREY } else { COLOUR };
            let dict = entries((width, height), colours, "DCTDecode");
            ExternalStream { dict, content: file.to_vec(), compress: false }
        } else {
            unpacked(&DynamicImage::from_decoder(decoder).map_err(writing)?)?
        };
        let name = u64::from_be_bytes(std::array::from_fn(|place| digest[place]));
        Ok(Self {
            id: XObjectId(format!("IM{name:016X}")),
            object: ExternalXObject { stream, width: None, height: None, dpi: None },
            file: Arc::clone(file),
            width,
            height,
        })
    }

    /// Its width in its height.
    #[expect(clippy::cast_precision_loss, reason = "pixels are few beside the digits of a float")]
    pub fn aspect(&self) -> f32 {
        self.width as f32 / self.height.max(1) as f32
    }

    /// The name of the resource: of its bytes, because printpdf's own are random.
    pub fn id(&self) -> XObjectId {
        self.id.clone()
    }

    /// The object that the file holds.
    pub fn object(&self) -> XObject {
        XObject::External(self.object.clone())
    }
}

const GREY: &str = "DeviceGray";
const COLOUR: &str = "DeviceRGB";

fn writing(error: impl std::fmt::Display) -> PrintError {
    PrintError::Writing(error.to_string())
}

/// Colours, and apart from them what can be seen through.
fn unpacked(picture: &DynamicImage) -> Result<ExternalStream, PrintError> {
    let read = picture.to_rgba8();
    let size = read.dimensions();
    let is_grey = read.pixels().map(|pixel| colour(pixel.0)).all(|[red, green, blue]| red == green && green == blue);
    // What has no colour takes a third of the room.
    let (colours, kept) = if is_grey { (GREY, 1) } else { (COLOUR, 3) };
    let bytes: Vec<u8> = read.pixels().flat_map(|pixel| colour(pixel.0).into_iter().take(kept)).collect();
    let mut dict = entries(size, colours, "FlateDecode");
    if read.pixels().any(|pixel| pixel[3] < 255) {
        let seen_through: Vec<u8> = read.pixels().map(|pixel| pixel[3]).collect();
        let stream = packed(entries(size, GREY, "FlateDecode"), &seen_through)?;
        dict.insert("SMask".to_owned(), DictItem::Stream { stream });
    }
    packed(dict, &bytes)
}

/// What cannot be seen is white: nothing of it shows, and it packs well.
fn colour([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    if alpha == 0 { [255; 3] } else { [red, green, blue] }
}

fn entries((width, height): (u32, u32), colours: &str, filter: &str) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("ColorSpace", name(colours)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name(filter)),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

fn packed(dict: BTreeMap<String, DictItem>, bytes: &[u8]) -> Result<ExternalStream, PrintError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let content = encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(writing)?;
    Ok(ExternalStream { dict, content, compress: false })
}
