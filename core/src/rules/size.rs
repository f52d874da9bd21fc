//! The check that memory and storage sizes share: why one is invalid, and which size was probably meant.

use super::likely_size::likely_size;
use super::reject_text::reject_text;
use crate::diagnostic::{Code, Diagnostic, Sink, is_word, quoted};
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
    reject_text(code, size, is_size, path, sink, |path| {
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
            QuantityError::Unit if is_unit(unit) => {
                ["has the unknown unit ", &quoted(unit)].concat()
            }
            QuantityError::Form | QuantityError::Unit => "is not a number with a unit".to_owned(),
            QuantityError::Zero => "is zero".to_owned(),
            QuantityError::TooLarge => "is more than 2^63 - 1 bytes".to_owned(),
            QuantityError::Fraction => "is not a whole number of bytes".to_owned(),
        };
        let message = [what, &text, &reason].join(" ");
        let refused = Diagnostic::at(path.clone(), message).value(size);
        let unit = unit.trim();
        let refused = match is_unit(unit) {
            true => refused.unit(unit),
            false => refused,
        };
        match likely_size(size, fault) {
            Some(meant) => refused.suggest_text(path, &meant),
            None => refused
                .help("write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as \"512Mi\""),
        }
    });
}

/// Whether a text after a number looks like a unit: it consists of letters.
fn is_unit(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_word(c) && !c.is_ascii_digit())
}
