//! The streams of the file, packed.

use crate::print::PrintError;
use crate::print::packing::{EACH_TIME, packed};
use lopdf::{Document, Object, Stream};

/// Packs all streams that are not packed yet.
///
/// # Errors
///
/// As [`packed`].
pub fn pack(file: &mut Document) -> Result<(), PrintError> {
    let streams = file.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    for stream in streams.filter(|stream| stream.allows_compression && !stream.dict.has(b"Filter")) {
        let packed = packed(&stream.content, EACH_TIME)?;
        fill(stream, packed);
    }
    Ok(())
}

/// A stream of what is packed, unless it takes less room as it is.
fn fill(stream: &mut Stream, packed: Vec<u8>) {
    const ENTRY: usize = "/Filter/FlateDecode".len();
    if packed.len() + ENTRY < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
}
