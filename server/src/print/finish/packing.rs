//! What makes a file small: its streams are packed.

use super::writing;
use crate::print::PrintError;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream};
use std::io::Write;

/// Of nine. The highest, which lopdf takes, makes a certificate smaller by a hundredth, and
/// takes twice as long.
const LEVEL: u32 = 6;

/// Packs all streams that are not packed yet.
///
/// # Errors
///
/// [`PrintError::Writing`], in theory: it is written to memory.
pub fn pack(file: &mut Document) -> Result<(), PrintError> {
    let streams = file.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    for stream in streams.filter(|stream| stream.allows_compression && !stream.dict.has(b"Filter")) {
        let packed = packed(&stream.content)?;
        fill(stream, packed);
    }
    Ok(())
}

/// Bytes, packed.
pub fn packed(bytes: &[u8]) -> Result<Vec<u8>, PrintError> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(LEVEL));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(writing)
}

/// A stream of what is packed, unless it takes less room as it is.
fn fill(stream: &mut Stream, packed: Vec<u8>) {
    const ENTRY: usize = "/Filter/FlateDecode".len();
    if packed.len() + ENTRY < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
}
