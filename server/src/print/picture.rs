//! A picture as PDF keeps it. It is unpacked and packed once, not at every save, which
//! would take longer than all the rest of a certificate.

use super::PrintError;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// A picture, ready to be drawn on any number of pages.
pub struct Picture {
    id: XObjectId,
    object: ExternalXObject,
    /// The file that it was read from.
    pub png: Arc<[u8]>,
    /// Its width in its height.
    pub aspect: f32,
}

/// How many are remembered: the logos and signatures of a few campaigns.
const REMEMBERED: usize = 24;

impl Picture {
    /// Reads a PNG; one that was read lately is remembered by its bytes.
    ///
    /// # Errors
    ///
    /// [`PrintError::Writing`] for what is no picture: what comes in was drawn by us.
    pub fn of(png: &Arc<[u8]>) -> Result<Arc<Self>, PrintError> {
        static KNOWN: Mutex<Vec<([u8; 32], Arc<Picture>)>> = Mutex::new(Vec::new());
        let digest: [u8; 32] = Sha256::digest(png).into();
        let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, picture)) = known().iter().find(|(of, _)| *of == digest) {
            return Ok(Arc::clone(picture));
        }
        let picture = Arc::new(Self::read(png, &digest)?);
        let mut remembered = known();
        if remembered.len() >= REMEMBERED {
            remembered.remove(0);
        }
        remembered.push((digest, Arc::clone(&picture)));
        Ok(picture)
    }

    fn read(png: &Arc<[u8]>, digest: &[u8; 32]) -> Result<Self, PrintError> {
        let writing = |error: String| PrintError::Writing(error);
        let read = image::load_from_memory_with_format(png, image::ImageFormat::Png)
            .map_err(|error| writing(error.to_string()))?
            .into_rgba8();
        let (width, height) = read.dimensions();
        let colours: Vec<u8> = read.pixels().flat_map(|pixel| colour(pixel.0)).collect();
        let mut dict = entries(width, height, "DeviceRGB");
        if read.pixels().any(|pixel| pixel[3] < 255) {
            let seen_through: Vec<u8> = read.pixels().map(|pixel| pixel[3]).collect();
            let stream = packed(entries(width, height, "DeviceGray"), &seen_through)?;
            dict.insert("SMask".to_owned(), DictItem::Stream { stream });
        }
        let name = u64::from_be_bytes(std::array::from_fn(|place| digest[place]));
        #[expect(clippy::cast_precision_loss, reason = "pixels of a logo")]
        let aspect = width as f32 / height.max(1) as f32;
        Ok(Self {
            id: XObjectId(format!("IM{name:016X}")),
            object: ExternalXObject { stream: packed(dict, &colours)?, width: None, height: None, dpi: None },
            png: Arc::clone(png),
            aspect,
        })
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

/// What cannot be seen is white: nothing of it shows, and it packs well.
fn colour([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    if alpha == 0 { [255; 3] } else { [red, green, blue] }
}

fn entries(width: u32, height: u32, colours: &str) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("ColorSpace", name(colours)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("FlateDecode")),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

fn packed(dict: BTreeMap<String, DictItem>, bytes: &[u8]) -> Result<ExternalStream, PrintError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    let content = written.map_err(|error| PrintError::Writing(error.to_string()))?;
    Ok(ExternalStream { dict, content, compress: false })
}
