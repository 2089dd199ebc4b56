//! Pictures: encoded once, drawn as often as wished. A JPEG goes into the file as it is.

use image::{ColorType, ImageDecoder, ImageReader};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};
use std::collections::BTreeMap;
use std::io::Cursor;

/// A picture, ready for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its name among the document's resources.
    pub name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    is_jpeg: bool,
    is_grey: bool,
    bytes: Vec<u8>,
}

impl Picture {
    /// Reads a JPEG or a PNG; `None` if it is neither.
    pub fn read(name: &str, bytes: &[u8]) -> Option<Self> {
        let decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let is_jpeg = decoder.format() == Some(image::ImageFormat::Jpeg);
        let decoder = decoder.into_decoder().ok()?;
        let (width, height) = decoder.dimensions();
        let (is_grey, bytes) = if is_jpeg {
            (decoder.color_type() == ColorType::L8, bytes.to_vec())
        } else {
            let picture = image::DynamicImage::from_decoder(decoder).ok()?.to_rgb8();
            // What has no colour takes a third of the room.
            if picture.pixels().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]) {
                (true, picture.pixels().map(|pixel| pixel[0]).collect())
            } else {
                (false, picture.into_raw())
            }
        };
        Some(Self { name: name.to_owned(), width, height, is_jpeg, is_grey, bytes })
    }

    /// As the file has it. What is not packed yet, the last pass packs.
    pub fn object(&self) -> XObject {
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        let mut dict = BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Image")),
            ("Width".to_owned(), DictItem::Int(self.width.into())),
            ("Height".to_owned(), DictItem::Int(self.height.into())),
            ("ColorSpace".to_owned(), name(if self.is_grey { "DeviceGray" } else { "DeviceRGB" })),
            ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ]);
        if self.is_jpeg {
            dict.insert("Filter".to_owned(), name("DCTDecode"));
        }
        let stream = ExternalStream { dict, content: self.bytes.clone(), compress: !self.is_jpeg };
        XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
    }
}
