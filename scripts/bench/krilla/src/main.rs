//! The peer of certificates in Rust: the same texts by krilla, shaped by harfrust, fonts read
//! once. `krilla-peer FOLDER FONTS OUT` reads `certificates.json` of the first folder.

use harfrust::font::Font as ShapingFont;
use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont};
use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use serde::Deserialize;
use std::path::Path;
use std::time::Instant;

const WIDTH: f32 = 841.89;
const HEIGHT: f32 = 595.28;
/// How far texts that are divided into lines may reach.
const MEASURE: f32 = WIDTH - 200.0;

#[derive(Deserialize)]
struct Certificate {
    authority: Vec<String>,
    partners: Vec<String>,
    programme: String,
    holder: String,
    body: String,
    modules: Vec<String>,
    closing: String,
    serial: String,
    address: String,
    code: Vec<String>,
}

/// A face, read once for shaping and once for embedding.
struct Face {
    shaping: ShapingFont,
    plan: ShapePlan,
    embedded: Font,
}

impl Face {
    fn read(fonts: &Path, name: &str) -> Self {
        let bytes: &'static [u8] = std::fs::read(fonts.join(format!("{name}.ttf"))).expect("a font").leak();
        let shaping = ShapingFont::new(bytes, 0).expect("a font");
        let plan = ShapePlan::new(&shaping, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
        Self { shaping, plan, embedded: Font::new(bytes.into(), 0).expect("a font") }
    }

    fn shape(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        let shaper = ShaperFont::new(&self.shaping);
        harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(&self.plan))).expect("shaped");
        let infos = buffer.glyph_infos();
        let em = self.embedded.units_per_em();
        let glyph = |(index, (info, place)): (usize, (&harfrust::GlyphInfo, &harfrust::GlyphPosition))| {
            let start = info.cluster as usize;
            let later = infos[index..].iter().map(|next| next.cluster as usize).find(|next| *next > start);
            let id = GlyphId::new(info.glyph_id);
            let [x, dx, dy] = [place.x_advance, place.x_offset, place.y_offset].map(|units| units as f32 / em);
            KrillaGlyph::new(id, x, dx, dy, 0.0, start..later.unwrap_or(text.len()), None)
        };
        infos.iter().zip(buffer.glyph_positions()).enumerate().map(glyph).collect()
    }
}

fn width(glyphs: &[KrillaGlyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * size
}

fn centred(surface: &mut Surface<'_>, face: &Face, size: f32, y: f32, text: &str) {
    let glyphs = face.shape(text);
    let start = Point::from_xy((WIDTH - width(&glyphs, size)) / 2.0, HEIGHT - y);
    surface.draw_glyphs(start, &glyphs, face.embedded.clone(), text, size, false);
}

/// Lines as long as the measure allows, each centred.
fn paragraph(surface: &mut Surface<'_>, face: &Face, size: f32, mut y: f32, text: &str) {
    let (mut line, mut used) = (String::new(), 0.0);
    for word in text.split_inclusive(' ') {
        let wide = width(&face.shape(word), size);
        if used + wide > MEASURE && !line.is_empty() {
            centred(surface, face, size, y, line.trim_end());
            y -= size * 1.4;
            (line, used) = (String::new(), 0.0);
        }
        line.push_str(word);
        used += wide;
    }
    centred(surface, face, size, y, line.trim_end());
}

fn rectangle(path: &mut PathBuilder, x: f32, y: f32, wide: f32, high: f32) {
    path.push_rect(Rect::from_xywh(x, y, wide, high).expect("a rectangle"));
}

fn frame(surface: &mut Surface<'_>) {
    let mut border = PathBuilder::new();
    rectangle(&mut border, 24.0, 24.0, WIDTH - 48.0, HEIGHT - 48.0);
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke::default()));
    surface.draw_path(&border.finish().expect("a path"));
    let mut beads = PathBuilder::new();
    for place in 0..40 {
        let x = 30.0 + place as f32 * 20.0;
        rectangle(&mut beads, x, 28.0, 4.0, 4.0);
        rectangle(&mut beads, x, HEIGHT - 32.0, 4.0, 4.0);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { opacity: NormalizedF32::ONE, ..Fill::default() }));
    surface.draw_path(&beads.finish().expect("a path"));
}

fn code(surface: &mut Surface<'_>, rows: &[String]) {
    let module = 70.0 / rows.len() as f32;
    let mut path = PathBuilder::new();
    for (row, bits) in rows.iter().enumerate() {
        for (column, _) in bits.bytes().enumerate().filter(|(_, bit)| *bit == b'1') {
            rectangle(&mut path, 50.0 + column as f32 * module, HEIGHT - 130.0 + row as f32 * module, module, module);
        }
    }
    surface.draw_path(&path.finish().expect("a path"));
}

fn page(document: &mut Document, faces: &[Face; 5], certificate: &Certificate) {
    let [sans, sans_bold, serif, serif_bold, serif_italic] = faces;
    let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT).expect("a page"));
    let mut surface = page.surface();
    frame(&mut surface);
    let mut y = 535.0;
    for line in &certificate.authority {
        centred(&mut surface, sans_bold, 9.0, y, line);
        y -= 13.0;
    }
    centred(&mut surface, serif_bold, 30.0, 430.0, "Attestation de participation");
    centred(&mut surface, serif_italic, 14.0, 400.0, &certificate.programme);
    centred(&mut surface, serif, 12.0, 370.0, "La présente attestation est décernée à");
    centred(&mut surface, serif_bold, 32.0, 330.0, &certificate.holder);
    paragraph(&mut surface, serif, 14.0, 290.0, &certificate.body);
    paragraph(&mut surface, sans, 8.5, 235.0, &format!("Modules : {}", certificate.modules.join(" · ")));
    centred(&mut surface, sans, 9.0, 150.0, &certificate.closing);
    centred(&mut surface, sans, 8.0, 90.0, &certificate.partners.join(" · "));
    centred(&mut surface, sans_bold, 8.0, 70.0, &format!("N° {}", certificate.serial));
    centred(&mut surface, sans, 7.0, 58.0, &certificate.address);
    code(&mut surface, &certificate.code);
    surface.finish();
    page.finish();
}

fn about(document: &mut Document, title: String) {
    document.set_metadata(Metadata::new().title(title).language("fr".to_owned()));
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, fonts, out] = &arguments[..] else { panic!("krilla-peer FOLDER FONTS OUT") };
    let text = std::fs::read_to_string(Path::new(folder).join("certificates.json")).expect("certificates");
    let all: Vec<Certificate> = serde_json::from_str(&text).expect("certificates");
    let names = ["NotoSans-Regular", "NotoSans-Bold", "NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic"];
    let faces = names.map(|name| Face::read(Path::new(fonts), name));
    let print = |certificate: &Certificate| {
        let mut document = Document::new();
        page(&mut document, &faces, certificate);
        about(&mut document, format!("Attestation {} – {}", certificate.serial, certificate.holder));
        document.finish().expect("a file")
    };
    all.first().map(print);
    let started = Instant::now();
    let files: Vec<Vec<u8>> = all.iter().map(print).collect();
    let seconds = started.elapsed().as_secs_f64();
    println!("files {seconds} {}", files.iter().map(Vec::len).sum::<usize>() / files.len());
    let started = Instant::now();
    let mut document = Document::new();
    for certificate in &all {
        page(&mut document, &faces, certificate);
    }
    about(&mut document, "Attestations".to_owned());
    let one = document.finish().expect("a file");
    println!("one {} {}", started.elapsed().as_secs_f64(), one.len() / all.len());
    std::fs::create_dir_all(out).expect("a folder");
    std::fs::write(Path::new(out).join("certificate.pdf"), &files[0]).expect("written");
    std::fs::write(Path::new(out).join("certificates.pdf"), &one).expect("written");
}
