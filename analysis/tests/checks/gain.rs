use analysis::Undefined;
use analysis::gain::{GainBand, gains, normalised_change, normalised_gain};

use crate::{all_close, close};

// By hand, from the definitions.
#[test]
fn gains_of_people_and_of_groups() {
    let found = gains(&[20.0, 50.0, 80.0, 100.0], &[60.0, 50.0, 70.0, 100.0], 100.0).unwrap();
    assert_eq!(found.individual, [Some(0.5), Some(0.0), Some(-0.5), None]);
    assert_eq!(found.change, [Some(0.5), Some(0.0), Some(-0.125), None]);
    assert_eq!((found.without_gain, found.without_change), (1, 1));
    close(found.average_of_gains.unwrap(), 0.0);
    close(found.average_change.unwrap(), 0.125);
    // Means 62.5 and 70.
    close(found.gain_of_averages.unwrap(), 7.5 / 37.5);
}

// Hake's formula 1 on class averages in percent: 19 of 56 possible points.
#[test]
fn hakes_gain_of_class_averages() {
    close(gains(&[44.0], &[63.0], 100.0).unwrap().gain_of_averages.unwrap(), 19.0 / 56.0);
    let bands = [0.23, 0.3, 0.48, 0.7].map(GainBand::of);
    assert_eq!(bands, [GainBand::Low, GainBand::Medium, GainBand::Medium, GainBand::High]);
}

#[test]
fn whoever_had_all_has_no_gain() {
    assert_eq!(normalised_gain(20.0, 20.0, 20.0), None);
    assert_eq!(normalised_gain(20.0, 15.0, 20.0), None);
    assert_eq!(normalised_gain(5.0, 25.0, 20.0), None);
    assert_eq!(normalised_change(20.0, 20.0, 20.0), None);
    assert_eq!(normalised_change(0.0, 0.0, 20.0), None);
    assert_eq!(normalised_change(20.0, 0.0, 20.0), Some(-1.0));
    assert_eq!(normalised_change(f64::NAN, 0.0, 20.0), None);
    let all = gains(&[20.0, 20.0], &[20.0, 10.0], 20.0).unwrap();
    assert_eq!((all.average_of_gains, all.gain_of_averages), (None, None));
    all_close(all.average_change, &[-0.5]);
    assert_eq!(gains(&[21.0], &[20.0], 20.0), Err(Undefined::OutOfScale));
    assert_eq!(gains(&[1.0], &[], 20.0), Err(Undefined::UnequalLengths { left: 1, right: 0 }));
    assert_eq!(gains(&[], &[], 20.0), Err(Undefined::TooFew { needed: 1, given: 0 }));
}
