//! What counts, ports and times have in common: they are whole numbers within bounds.

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::bounds::Bounds;
use crate::model::number;
use crate::path::Path;

/// Reports a number that is not whole or not within `bounds`. `what` names it: `gpu count`.
pub fn refuses(
    code: &'static Code,
    what: &str,
    value: f64,
    bounds: Bounds,
    path: impl FnOnce() -> Path,
    sink: &mut Sink,
) -> bool {
    let refused = !bounds.hold(value);
    if refused {
        sink.report(code, || diagnostic(code, what, value, bounds, path()));
    }
    refused
}

/// The diagnostic of a number that is refused.
pub fn diagnostic(
    code: &'static Code,
    what: &str,
    value: f64,
    Bounds { low, high }: Bounds,
    path: Path,
) -> Diagnostic {
    let reason = if value.is_nan() || value.is_finite() && value.fract() != 0.0 {
        "is not a whole number".to_owned()
    } else {
        format!("is not between {low} and {high}")
    };
    let message = format!("{what} {} {reason}", number::print(value));
    Diagnostic::at(code, path, message).help(format!("write a whole number from {low} to {high}"))
}
