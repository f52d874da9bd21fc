//! The size that was probably meant by an invalid one.

use crate::model::decimal;
use crate::model::quantity::{QuantityError, in_largest_unit, is_size, likely_unit, split_unit};

/// The size that was probably meant: `1Gi` for `1GB`, `512Mi` for `512m`, `512mi`, `512 MB` and `512`.
pub(super) fn likely_size(text: &str, fault: QuantityError) -> Option<String> {
    let text = plain_number(text.trim());
    let (number, unit) = split_unit(&text);
    let meant = match (fault, unit.trim_start().to_ascii_lowercase().as_str()) {
        (QuantityError::Fraction, unit) => whole_bytes(number, unit.strip_suffix('i')?),
        (_, "") => bytes(number),
        (_, "b" | "byte" | "bytes") => bytes(number),
        (_, unit) => likely_unit(unit).map(|unit| [number, unit].concat()),
    };
    meant.filter(|meant| is_size(meant))
}

/// A text whose number has a point instead of a decimal comma, and no separators between thousands: `1000Gi` for `1'000Gi`,
/// `1_000Gi` and `1,000Gi`.
fn plain_number(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '\'' | ' ');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    let groups: Vec<&str> = number.trim_end().split([',', '_', '\'', ' ']).collect();
    let number = match groups.as_slice() {
        [first, rest @ ..] if !first.is_empty() && rest.iter().all(|group| group.len() == 3) => {
            groups.concat()
        }
        [_, decimals] if number.contains(',') && !decimals.is_empty() => groups.join("."),
        _ => number.to_owned(),
    };
    number + unit
}

/// The nearest size in the next smaller unit: `1331Mi` for `1.3Gi`. `unit` is the unit in lower case, without its `i`.
fn whole_bytes(number: &str, unit: &str) -> Option<String> {
    let smaller = match unit {
        "g" => "Mi",
        "t" => "Gi",
        "m" => "Ki",
        _ => return None,
    };
    let count = (decimal::parse(number)? * 1024.0).round();
    Some(format!("{}{smaller}", decimal::print_positional(count)))
}

/// A number without a unit, in the largest unit of 1024 that gives a whole number. Small numbers are counts of MiB, as on
/// platforms that know no other unit; large ones are bytes.
fn bytes(number: &str) -> Option<String> {
    let value: u64 = number.parse().ok()?;
    match value < 1 << 20 {
        true => Some(format!("{value}Mi")),
        false => in_largest_unit(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_size_is_found() {
        let meant = |text: &str| {
            likely_size(
                text,
                crate::model::quantity::parse_size(text).value.unwrap_err(),
            )
        };
        for (text, expected) in [
            ("1GB", "1Gi"),
            ("512m", "512Mi"),
            ("512mi", "512Mi"),
            ("1K", "1Ki"),
            ("1.5 gib", "1.5Gi"),
            ("1073741824", "1Gi"),
            ("536870912B", "512Mi"),
            ("512", "512Mi"),
            ("2,5Gi", "2.5Gi"),
            ("1'000Gi", "1000Gi"),
            ("1_000Mi", "1000Mi"),
            ("1,024 MB", "1024Mi"),
            ("1.3Gi", "1331Mi"),
            ("0.3Ti", "307Gi"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "lots", "1048577", "0Gi", "0", "1.1Ki", "-1Gi", "1Pi", ",5Gi",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
