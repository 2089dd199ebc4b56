use super::texts;
use proptest::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

const BADGE: &str = "RELAIS:7QK4ZM";

/// What a camera might see: a code somewhere in a picture, turned, at a scale, out of
/// focus, in bad light.
#[derive(Clone, Copy, Debug)]
struct Scene {
    width: usize,
    height: usize,
    /// Pixels a module.
    scale: f64,
    /// Degrees.
    turned: f64,
    /// How many pixels around are mixed into each.
    blur: usize,
    /// The most by which a pixel is off.
    noise: i32,
    /// Black and white as they arrive; the light falls off by half to the right.
    dark: f64,
    light: f64,
}

const CLEAR: Scene =
    Scene { width: 320, height: 240, scale: 5.0, turned: 0.0, blur: 0, noise: 0, dark: 0.0, light: 255.0 };

impl Scene {
    fn grey(self, text: &str) -> Vec<u8> {
        let code = QrCode::encode_text(text, QrCodeEcc::Quartile).expect("a code");
        let side = f64::from(code.size());
        let (sin, cos) = self.turned.to_radians().sin_cos();
        let (mid_x, mid_y) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        let sharp: Vec<f64> = (0..self.width * self.height)
            .map(|at| {
                let (x, y) = ((at % self.width) as f64 - mid_x, (at / self.width) as f64 - mid_y);
                let column = (x * cos + y * sin) / self.scale + side / 2.0;
                let row = (y * cos - x * sin) / self.scale + side / 2.0;
                let within = (0.0..side).contains(&column) && (0.0..side).contains(&row);
                let dark = within && code.get_module(column as i32, row as i32);
                let shade = 1.0 - 0.5 * (at % self.width) as f64 / self.width as f64;
                if dark { self.dark * shade } else { self.light * shade }
            })
            .collect();
        let mut chance = 0x2545_F491_u32;
        (0..sharp.len())
            .map(|at| {
                chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let off =
                    if self.noise == 0 { 0 } else { (chance >> 16).cast_signed() % (2 * self.noise + 1) - self.noise };
                (self.mixed(&sharp, at) as i32 + off).clamp(0, 255) as u8
            })
            .collect()
    }

    /// The mean around a pixel.
    fn mixed(self, sharp: &[f64], at: usize) -> f64 {
        let (x, y) = (at % self.width, at / self.width);
        let mut sum = (0.0, 0.0);
        for row in y.saturating_sub(self.blur)..=(y + self.blur).min(self.height - 1) {
            for column in x.saturating_sub(self.blur)..=(x + self.blur).min(self.width - 1) {
                sum = (sum.0 + sharp[row * self.width + column], sum.1 + 1.0);
            }
        }
        sum.0 / sum.1
    }

    fn is_read(self) -> bool {
        texts(&self.grey(BADGE), self.width, self.height) == [BADGE]
    }
}

/// Of forty pictures of this scene, each turned otherwise, how many are read.
fn read_of_forty(scene: Scene) -> usize {
    (0..40).filter(|turn| Scene { turned: f64::from(*turn) * 9.0, ..scene }.is_read()).count()
}

#[test]
fn a_clear_code_is_read_at_any_angle() {
    assert_eq!(read_of_forty(CLEAR), 40);
}

#[test]
fn a_code_in_bad_light_and_out_of_focus_is_read_more_often_than_not() {
    // Eight frames a second: one of two is read within the second.
    for (blur, noise, least) in [(1, 0, 40), (1, 10, 39), (2, 0, 39)] {
        let read = read_of_forty(Scene { blur, noise, dark: 60.0, light: 190.0, ..CLEAR });
        assert!(read >= least, "blur {blur}, noise {noise}: {read}");
    }
}

#[test]
fn a_small_code_is_read() {
    for scale in [2.0, 2.5, 3.0, 4.0] {
        let scene = Scene { scale, ..CLEAR };
        assert!(scene.is_read(), "{scene:?}");
    }
}

#[test]
fn several_codes_are_each_told_once() {
    let one = Scene { width: 160, ..CLEAR };
    let (left, right) = (one.grey("RELAIS:000000"), one.grey("RELAIS:111115"));
    let sides = left.chunks(160).zip(right.chunks(160));
    let both: Vec<u8> = sides.flat_map(|(left, right)| [left, right, left].concat()).collect();
    let mut found = texts(&both, 480, 240);
    found.sort();
    assert_eq!(found, ["RELAIS:000000", "RELAIS:111115"]);
}

#[test]
fn what_is_drawn_is_read() {
    let text = "RELAIS-MARKS:".to_owned() + &"0123456789ABCDEF".repeat(40);
    let code = QrCode::encode_text(&text, QrCodeEcc::Low).expect("a code");
    let side = (code.size().unsigned_abs() as usize + 8) * 4;
    let grey: Vec<u8> = (0..side * side)
        .map(|at| {
            let module = |at: usize| i32::try_from(at / 4).expect("few") - 4;
            if code.get_module(module(at % side), module(at / side)) { 0 } else { 255 }
        })
        .collect();
    assert_eq!(texts(&grey, side, side), [text]);
}

#[test]
fn a_picture_smaller_than_it_claims_holds_nothing() {
    for (width, height) in [(0, 0), (0, 5), (10, 10), (usize::MAX, 2)] {
        assert!(texts(&[0; 99], width, height).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A trap in the browser would end the scanner: no picture may cause one.
    #[test]
    fn no_picture_makes_it_fail(seed: Vec<u8>, width in 1..80usize, height in 1..80usize, scale in 1.0..6.0) {
        let noise: Vec<u8> = (0..width * height).map(|at| seed.get(at % seed.len().max(1)).copied().unwrap_or(9)).collect();
        let _ = texts(&noise, width, height);
        let cut = Scene { width, height, scale, ..CLEAR };
        let _ = texts(&cut.grey(BADGE), width, height);
    }
}
