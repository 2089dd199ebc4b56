//! Reads the codes of a picture, as a check by hand: `pdftoppm -r 100 -gray sheet.pdf
//! page`, then `cargo run --release -p scanner --example read -- page-1.pgm`.

use std::io::Error;
use std::time::Instant;

fn main() -> Result<(), Error> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let (width, height, grey) = pgm(&bytes).ok_or_else(|| Error::other("not a binary PGM of 8 bits"))?;
        let since = Instant::now();
        let found = scanner::read(grey, width, height);
        println!("{path}: {} codes in {:?}", found.len(), since.elapsed());
        for text in found {
            println!("{text}");
        }
    }
    Ok(())
}

/// Width, height and pixels of a Netpbm greymap (P5).
fn pgm(bytes: &[u8]) -> Option<(u32, u32, &[u8])> {
    let mut fields = Vec::new();
    let mut rest = bytes;
    while fields.len() < 4 {
        let end = rest.iter().position(u8::is_ascii_whitespace)?;
        fields.push(std::str::from_utf8(&rest[..end]).ok()?);
        rest = &rest[end + 1..];
    }
    let [kind, width, height, most] = fields[..] else { return None };
    (kind == "P5" && most == "255").then_some((width.parse().ok()?, height.parse().ok()?, rest))
}
