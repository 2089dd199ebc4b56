//! The looks of the demonstration's certificates, with a seal, a mark and a signature that
//! are drawn here: no State's emblem and nobody's hand.

use super::DemoError;
use app::certificates::model::Kind;
use app::certificates::templates::image::encode;
use app::certificates::templates::model::{Colour, Design, Frame, Language, Logo, Orientation, Signatory, Spot};
use app::certificates::templates::store::images::add_image;
use app::certificates::templates::store::save;
use app::certificates::templates::wording::Wording;
use app::ids::CampaignId;
use app::people::caller::Caller;
use app::schema::error::UseError;
use image::{Rgba, RgbaImage};

/// Adds the images and saves a template of each kind.
pub(super) async fn load(organiser: &Caller, campaign: CampaignId) -> Result<(), DemoError> {
    let seal = add_image(organiser, campaign, "Sceau (démonstration)", encode(&seal())?).await?;
    let mark = add_image(organiser, campaign, "Marque du programme (démonstration)", encode(&mark())?).await?;
    let hand = add_image(organiser, campaign, "Signature (démonstration)", encode(&hand())?).await?;
    let logos = vec![Logo { image: seal, spot: Spot::State }, Logo { image: mark, spot: Spot::Partners }];
    let signs = |name: &str, french: &str, english: &str, image| -> Result<Signatory, DemoError> {
        let wrong = |_| UseError::refused("name0", app::fields::Problem::NotText);
        let name = Wording::read(name).map_err(wrong)?;
        Ok(Signatory { name, office_fr: french.to_owned(), office_en: english.to_owned(), image })
    };
    let coordinator = ("Le coordonnateur de la campagne", "The coordinator of the campaign");
    let trainer = ("Le formateur principal", "The lead trainer");
    let signatories = vec![
        signs("Issa Démonstration", coordinator.0, coordinator.1, Some(hand))?,
        signs("{lead_trainer}", trainer.0, trainer.1, None)?,
    ];
    let attendance = Design { logos, signatories, ..Design::usual(Kind::Attendance) };
    save(organiser, campaign, Kind::Attendance, "", &attendance, None).await?;
    let trainers = Design {
        language: Language::Both,
        orientation: Orientation::Portrait,
        frame: Frame::Rules,
        colour: Colour::Blue,
        logos: attendance.logos.clone(),
        signatories: attendance.signatories.clone(),
        ..Design::usual(Kind::Trainer)
    };
    save(organiser, campaign, Kind::Trainer, "", &trainers, Some(36)).await?;
    Ok(())
}

const GREEN: [u8; 3] = [16, 78, 59];
const OCHRE: [u8; 3] = [156, 80, 12];
const INK: [u8; 3] = [30, 42, 110];

/// A picture by how far each point is inside what is drawn, in pixels.
fn drawn(width: u32, height: u32, ink: [u8; 3], inside: impl Fn(f64, f64) -> f64) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        let [red, green, blue] = ink;
        Rgba([red, green, blue, alpha(inside(f64::from(x) + 0.5, f64::from(y) + 0.5))])
    })
}

/// How dense a point is that lies so deep inside what is drawn.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 255")]
fn alpha(depth: f64) -> u8 {
    ((depth + 0.5).clamp(0.0, 1.0) * 255.0).round() as u8
}

/// Two rings and between them and the middle a wreath of lozenges.
fn seal() -> RgbaImage {
    const HALF: f64 = 150.0;
    drawn(300, 300, GREEN, |x, y| {
        let (x, y) = (x - HALF, y - HALF);
        let far = x.hypot(y);
        let ring = |middle: f64, half: f64| half - (far - middle).abs();
        let turn = std::f64::consts::TAU / 8.0;
        let around = (y.atan2(x) / turn).round() * turn;
        let (along, across) = (x * around.cos() + y * around.sin() - 72.0, y * around.cos() - x * around.sin());
        let lozenge = (1.0 - along.abs() / 34.0 - across.abs() / 19.0) * 17.0;
        [ring(142.0, 6.0), ring(126.0, 2.0), lozenge, 18.0 - far].into_iter().fold(f64::MIN, f64::max)
    })
}

/// Three arrows, each in the back of the one before it: a relay.
fn mark() -> RgbaImage {
    drawn(360, 150, OCHRE, |x, y| {
        let arrow = |left: f64| {
            let edge = left + 60.0 - (y - 75.0).abs() * 0.8;
            let inside_left = x - edge;
            let inside_right = edge + 62.0 - x;
            inside_left.min(inside_right).min(y - 6.0).min(144.0 - y)
        };
        [arrow(0.0), arrow(110.0), arrow(220.0)].into_iter().fold(f64::MIN, f64::max)
    })
}

/// A line as a pen draws it that nobody holds.
fn hand() -> RgbaImage {
    const POINTS: u32 = 900;
    const REACH: i32 = 4;
    let mut picture = RgbaImage::from_pixel(480, 160, Rgba([INK[0], INK[1], INK[2], 0]));
    for index in 0..POINTS {
        let t = f64::from(index) / f64::from(POINTS);
        let loops = (t * 34.0).sin() * 34.0 * (1.0 - t).powf(0.6);
        let x = 24.0 + t * 420.0 + (t * 34.0).cos() * 17.0 * (1.0 - t);
        let y = 84.0 - loops - (t * 5.0).sin() * 22.0 + t * 26.0;
        let half = 1.5 + (t * 34.0).cos().abs() * 1.7;
        #[expect(clippy::cast_possible_truncation, reason = "within the picture")]
        let (column, row) = (x as i32, y as i32);
        for dx in -REACH..=REACH {
            for dy in -REACH..=REACH {
                let (px, py) = (column + dx, row + dy);
                let far = (f64::from(px) + 0.5 - x).hypot(f64::from(py) + 0.5 - y);
                let place = u32::try_from(px).ok().zip(u32::try_from(py).ok());
                if let Some(pixel) = place.and_then(|(px, py)| picture.get_pixel_mut_checked(px, py)) {
                    pixel[3] = pixel[3].max(alpha(half - far));
                }
            }
        }
    }
    picture
}
