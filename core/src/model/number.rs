//! Formats numbers as JavaScript does, so that the text is the same in every language.

use serde::Serializer;

use super::decimal;

/// 2^53. Up to it, a float represents every whole number exactly.
pub(crate) const MAX_EXACT: u64 = 1 << 53;

/// The shortest text that parses back to `value`, like `String(value)` in JavaScript.
pub(crate) fn print(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = value.abs();
    if size < MAX_EXACT as f64 && value.fract() == 0.0 {
        // Much faster than formatting a float. This also turns -0 into 0.
        (value as i64).to_string()
    } else {
        decimal::print(value)
    }
}

/// The integer that `value` is, if it lies in `low..=high`. The bounds are at most [`MAX_EXACT`].
pub(crate) fn integer(value: f64, low: u64, high: u64) -> Option<u64> {
    // NaN fails both comparisons.
    (value >= low as f64 && value <= high as f64 && value.fract() == 0.0).then_some(value as u64)
}

/// Serializes a number like [`print()`]: a whole number has no decimal point.
pub(crate) fn serialize<S: Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match *value {
        Some(value) => match integer(value, 0, MAX_EXACT) {
            Some(whole) => serializer.serialize_u64(whole),
            None => serializer.serialize_f64(value),
        },
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_javascript_prints_them() {
        let cases = [
            (70.0, "70"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (1e21, "1e+21"),
            (123456789012345680000.0, "123456789012345680000"),
            (1.5e-7, "1.5e-7"),
            (0.000001, "0.000001"),
            (-2.5e30, "-2.5e+30"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (value, text) in cases {
            assert_eq!(print(value), text);
        }
    }

    #[test]
    fn integers_are_recognised_by_value() {
        assert_eq!(integer(8080.0, 1, 65535), Some(8080));
        assert_eq!(
            [f64::NAN, 80.5, 0.0, 65536.0].map(|v| integer(v, 1, 65535)),
            [None; 4]
        );
        assert_eq!(integer(-0.0, 0, 9), Some(0));
    }
}
