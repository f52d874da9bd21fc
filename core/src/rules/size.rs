//! The check that memory and storage sizes share: why one is invalid, and which size was probably meant.

use super::unfilled_placeholder::reject_text;
use crate::diagnostic::{Code, Diagnostic, Sink, is_word, quoted};
use crate::fix::{Edit, Fix};
use crate::model::quantity::{Bytes, Quantity, QuantityError, is_size, split_unit};
use crate::path::Path;

/// Reports an invalid size, and returns whether it is invalid. `what` names it: `memory`.
pub(super) fn refuses(
    code: &'static Code,
    what: &str,
    size: &Quantity<Bytes>,
    path: impl FnOnce() -> Path,
    sink: &mut Sink,
) -> bool {
    let Err(fault) = size.value else { return false };
    report(code, what, size.text, fault, path(), sink);
    true
}

// Separate from `refuses`, which is compiled once for every type of `path`.
#[cold]
#[inline(never)]
fn report(
    code: &'static Code,
    what: &str,
    size: &str,
    fault: QuantityError,
    path: Path,
    sink: &mut Sink,
) {
    reject_text(code, size, path, sink, |path| {
        let text = quoted(size);
        let (_, unit) = split_unit(size);
        let reason = match fault {
            QuantityError::Form if size.is_empty() => "is empty".to_owned(),
            QuantityError::Form if size.strip_prefix('-').is_some_and(is_size) => {
                "is negative".to_owned()
            }
            QuantityError::Form | QuantityError::Unit if size.contains(char::is_whitespace) => {
                "contains a space".to_owned()
            }
            QuantityError::NoUnit => "has no unit".to_owned(),
            QuantityError::Unit if unit.chars().all(|c| is_word(c) && !c.is_ascii_digit()) => {
                format!("has the unknown unit {}", quoted(unit))
            }
            QuantityError::Form | QuantityError::Unit => "is not a number with a unit".to_owned(),
            QuantityError::Zero => "is zero".to_owned(),
            QuantityError::TooLarge => "is more than 2^63 - 1 bytes".to_owned(),
            QuantityError::Fraction => "is not a whole number of bytes".to_owned(),
        };
        let refused = Diagnostic::at(path.clone(), format!("{what} {text} {reason}"));
        match likely(size, fault) {
            Some(meant) => {
                let edit = Edit::set_text(path, &meant);
                let meant = quoted(&meant);
                refused
                    .help(format!("write {meant}, if that is what you mean"))
                    .fix(Fix::risky(format!("write {meant}"), [edit]))
            }
            None => refused
                .help("write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as \"512Mi\""),
        }
    });
}

/// The size that was probably meant: `1Gi` for `1GB`, `512Mi` for `512m`, `512mi` and `512 MB`.
fn likely(text: &str, fault: QuantityError) -> Option<String> {
    let (number, unit) = split_unit(text.trim());
    let meant = match (fault, unit.trim_start().to_ascii_lowercase().as_str()) {
        (QuantityError::NoUnit, _) => bytes(number),
        (_, "k" | "kb" | "ki" | "kib") => Some(format!("{number}Ki")),
        (_, "m" | "mb" | "mi" | "mib") => Some(format!("{number}Mi")),
        (_, "g" | "gb" | "gi" | "gib") => Some(format!("{number}Gi")),
        (_, "t" | "tb" | "ti" | "tib") => Some(format!("{number}Ti")),
        (_, "b" | "bytes") => bytes(number),
        _ => None,
    };
    meant.filter(|meant| is_size(meant))
}

/// A number of bytes, in the largest unit of 1024 that gives a whole number.
fn bytes(number: &str) -> Option<String> {
    let mut value: u64 = number.parse().ok()?;
    let mut unit = None;
    for larger in ["Ki", "Mi", "Gi", "Ti"] {
        if value == 0 || !value.is_multiple_of(1024) {
            break;
        }
        value /= 1024;
        unit = Some(larger);
    }
    unit.map(|unit| format!("{value}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_size_is_found() {
        let meant = |text: &str| {
            likely(
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
        ] {
            assert_eq!(meant(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["lots", "1000", "0Gi", "1.1Ki", "-1Gi", "1Pi"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
