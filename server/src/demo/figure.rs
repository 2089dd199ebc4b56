//! The figure of the demonstration, drawn here: one room, set up in two ways; and the draft of
//! a module that waits for the next version.

use super::DemoError;
use app::campaigns::editing::model::ModuleText;
use app::campaigns::editing::store::{find, save};
use app::campaigns::figures::picture::redrawn;
use app::campaigns::figures::store::add;
use app::ids::CurriculumId;
use app::people::caller::Caller;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// What texts call it.
pub(super) const ROOM: &str = "salle-en-u.png";

const WALL: Rgb<u8> = Rgb([60, 60, 60]);
const TABLE: Rgb<u8> = Rgb([196, 196, 196]);
const SEAT: Rgb<u8> = Rgb([85, 85, 85]);
const TRAINER: Rgb<u8> = Rgb([16, 78, 59]);

/// The room of both plans: width and height, in pixels.
const SIZE: (u32, u32) = (560, 420);

/// Keeps the figure, and a draft of the last module.
pub(super) async fn load(organiser: &Caller, curriculum: CurriculumId) -> Result<(), DemoError> {
    // What was drawn here is a picture, within all limits.
    if let Ok(picture) = redrawn(&room()) {
        add(organiser, curriculum, ROOM.to_owned(), picture).await?;
    }
    let written = find(organiser, curriculum, 13).await?;
    let seen = written.text.sign();
    let body = format!("{}\n- Un appel de suivi tenu vaut mieux que deux promis.\n", written.text.body.trim_end());
    Ok(save(organiser, curriculum, 13, (ModuleText { body, ..written.text }, &seen)).await?)
}

/// Two plans side by side, as a PNG: in rows, and in the shape of a U.
fn room() -> Vec<u8> {
    let (width, height) = SIZE;
    let mut picture = RgbImage::from_pixel(2 * width + 80, height, Rgb([255, 255, 255]));
    for (left, is_rows) in [(0, true), (width + 80, false)] {
        frame(&mut picture, (left, 0), SIZE);
        disc(&mut picture, (left + width / 2, 52), 15, TRAINER);
        if is_rows { rows(&mut picture, left) } else { shape_of_u(&mut picture, left) }
    }
    let mut png = Cursor::new(Vec::new());
    // A picture in memory is written without fail.
    let _ = picture.write_to(&mut png, ImageFormat::Png);
    png.into_inner()
}

fn rows(picture: &mut RgbImage, left: u32) {
    for row in 0..4 {
        let y = 116 + row * 74;
        bar(picture, (left + 90, y), (380, 20), TABLE);
        (0..6).for_each(|seat| disc(picture, (left + 120 + seat * 64, y + 38), 12, SEAT));
    }
}

fn shape_of_u(picture: &mut RgbImage, left: u32) {
    bar(picture, (left + 96, 110), (20, 240), TABLE);
    bar(picture, (left + 444, 110), (20, 240), TABLE);
    bar(picture, (left + 96, 330), (368, 20), TABLE);
    for seat in 0..6 {
        disc(picture, (left + 74, 126 + seat * 44), 12, SEAT);
        disc(picture, (left + 486, 126 + seat * 44), 12, SEAT);
        disc(picture, (left + 130 + seat * 60, 374), 12, SEAT);
    }
}

fn bar(picture: &mut RgbImage, (x, y): (u32, u32), (width, height): (u32, u32), ink: Rgb<u8>) {
    (x..x + width).for_each(|x| (y..y + height).for_each(|y| picture.put_pixel(x, y, ink)));
}

fn frame(picture: &mut RgbImage, (x, y): (u32, u32), (width, height): (u32, u32)) {
    const LINE: u32 = 4;
    bar(picture, (x, y), (width, LINE), WALL);
    bar(picture, (x, y + height - LINE), (width, LINE), WALL);
    bar(picture, (x, y), (LINE, height), WALL);
    bar(picture, (x + width - LINE, y), (LINE, height), WALL);
}

fn disc(picture: &mut RgbImage, (x, y): (u32, u32), radius: u32, ink: Rgb<u8>) {
    for dx in 0..=2 * radius {
        for dy in 0..=2 * radius {
            if dx.abs_diff(radius).pow(2) + dy.abs_diff(radius).pow(2) <= radius.pow(2) {
                picture.put_pixel(x + dx - radius, y + dy - radius, ink);
            }
        }
    }
}
