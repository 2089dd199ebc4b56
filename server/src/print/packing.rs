//! What makes files small: what they hold is packed.

use super::PrintError;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;

/// For what differs from file to file: nearly as small, in half the time.
pub const QUICK: Compression = Compression::new(6);
/// For what comes again and again, and is remembered.
pub const SMALL: Compression = Compression::best();

/// Bytes, packed as the filter `FlateDecode` unpacks them (ISO 32000-1, 7.4.4).
///
/// # Errors
///
/// [`PrintError::Writing`], in theory: it is written to memory.
pub fn packed(bytes: &[u8], level: Compression) -> Result<Vec<u8>, PrintError> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), level);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(PrintError::writing)
}
