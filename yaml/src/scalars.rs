//! The core schema of YAML 1.2: what plain scalars mean.

/// The meaning of a plain scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scalar {
    Null,
    Bool(bool),
    /// A number of one to nine digits.
    Digits(u32),
    /// Another number that is also written like this in JSON.
    JsonNumber,
    Number(f64),
    Text,
}

impl Scalar {
    /// The meaning of a plain scalar without a tag.
    pub(crate) fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "true" | "True" | "TRUE" => Self::Bool(true),
            "false" | "False" | "FALSE" => Self::Bool(false),
            _ => number(text).unwrap_or(Self::Text),
        }
    }
}

fn number(text: &str) -> Option<Scalar> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if is_digits(text) && text.len() <= 9 {
        return text.parse().ok().map(Scalar::Digits);
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return in_radix(digits, radix).map(Scalar::Number);
        }
    }
    let (is_negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let sign = if is_negative { -1.0 } else { 1.0 };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(Scalar::Number(sign * f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => return Some(Scalar::Number(f64::NAN)),
        _ => {}
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let exponent = exponent.map(|text| text.strip_prefix(['-', '+']).unwrap_or(text));
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let may_be_empty = |text: &str| text.is_empty() || is_digits(text);
    let is_number = (is_digits(whole) || whole.is_empty() && fraction.is_some_and(is_digits))
        && fraction.is_none_or(may_be_empty)
        && exponent.is_none_or(is_digits);
    if !is_number {
        return None;
    }
    let is_json = !text.starts_with('+')
        && (whole == "0" || is_digits(whole) && !whole.starts_with('0'))
        && fraction.is_none_or(is_digits);
    match is_json {
        true => Some(Scalar::JsonNumber),
        false => text.parse().ok().map(Scalar::Number),
    }
}

fn in_radix(digits: &str, radix: u32) -> Option<f64> {
    let is_empty = digits.is_empty();
    let value = digits.chars().try_fold(0.0, |value, c| {
        Some(value * f64::from(radix) + f64::from(c.to_digit(radix)?))
    });
    value.filter(|_| !is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_have_the_meaning_of_the_core_schema() {
        use Scalar::{Bool, Digits, JsonNumber, Null, Number, Text};
        for (text, expected) in [
            ("", Null),
            ("NULL", Null),
            ("nULL", Text),
            ("True", Bool(true)),
            ("no", Text),
            ("on", Text),
            ("y", Text),
            ("8080", Digits(8080)),
            ("007", Digits(7)),
            ("0644", Digits(644)),
            ("1234567890", JsonNumber),
            ("-1", JsonNumber),
            ("1.5e3", JsonNumber),
            ("0.5", JsonNumber),
            ("+1", Number(1.0)),
            (".5", Number(0.5)),
            ("-.5", Number(-0.5)),
            ("1.", Number(1.0)),
            ("01.5", Number(1.5)),
            ("0x1F", Number(31.0)),
            ("0o17", Number(15.0)),
            ("0x", Text),
            ("-0x1", Text),
            ("1_000", Text),
            ("1:30", Text),
            ("-", Text),
            (".", Text),
            ("e5", Text),
            ("1e", Text),
            ("1.2.3", Text),
            ("-.INF", Number(f64::NEG_INFINITY)),
            ("2024-01-01", Text),
        ] {
            assert_eq!(Scalar::of(text), expected, "{text}");
        }
        assert!(matches!(Scalar::of(".nan"), Number(nan) if nan.is_nan()));
        assert_eq!(Scalar::of("-.nan"), Text);
    }
}
