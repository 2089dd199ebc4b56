//! Means and sums of squares, in two passes so that large values lose no digits.

/// A standard deviation below this share of the greatest value is rounding, not
/// variance: ten times 0.1 must count as constant.
const ROUNDING: f64 = 1e-10;

/// A count as a number to reckon with; exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// The mean; `None` of nothing.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / real(values.len()))
}

/// The sum of squared deviations from the mean; `None` where the values do not vary.
pub(crate) fn squares(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let sum: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let greatest = values.iter().fold(0.0_f64, |greatest, value| greatest.max(value.abs()));
    varies(sum, values.len(), greatest)
}

/// A sum of squares that is more than the rounding of values as great as `greatest`.
pub(crate) fn varies(sum: f64, count: usize, greatest: f64) -> Option<f64> {
    (sum > real(count) * (ROUNDING * greatest).powi(2)).then_some(sum)
}

/// Pearson's correlation of lists of one length; `None` where one does not vary.
pub(crate) fn correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    let (left_mean, right_mean) = (mean(left)?, mean(right)?);
    let products: f64 = left.iter().zip(right).map(|(x, y)| (x - left_mean) * (y - right_mean)).sum();
    Some((products / (squares(left)? * squares(right)?).sqrt()).clamp(-1.0, 1.0))
}
