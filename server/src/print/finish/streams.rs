//! The streams of the file, packed.

use crate::print::PrintError;
use crate::print::packing::{QUICK, packed};
use lopdf::{Document, Object, Stream};
use rayon::prelude::*;

/// As many streams are packed on all cores. Fewer, as in a handout, are packed right here: no
/// reader waits for the cores that print a thousand certificates.
const MANY: usize = 200;

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
    let open: Vec<&mut Stream> =
        streams.filter(|stream| stream.allows_compression && !stream.dict.has(b"Filter")).collect();
    if open.len() < MANY {
        open.into_iter().try_for_each(pack_one)
    } else {
        open.into_par_iter().try_for_each(pack_one)
    }
}

/// Packs a stream, unless it takes less room as it is.
fn pack_one(stream: &mut Stream) -> Result<(), PrintError> {
    const ENTRY: usize = "/Filter/FlateDecode".len();
    let packed = packed(&stream.content, QUICK)?;
    if packed.len() + ENTRY < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
    Ok(())
}
