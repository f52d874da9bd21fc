//! The check that `cpu` and `memory` share: `min` must be at most `desired`, before and after a fix.

use crate::diagnostic::{Code, Diagnostic, Sink, quoted};
use crate::draft::{Field, Pair};
use crate::fix::{Edit, Fix};
use crate::model::quantity::Quantity;
use crate::path::Path;

/// Reports a `min` that is above `desired`. `name` is the key of the pair; `is_above` compares two values exactly.
pub(super) fn min_above_desired<V>(
    code: &'static Code,
    name: &'static str,
    pair: &Field<Pair<Quantity<V>>>,
    is_above: impl Fn(&V, &V) -> bool,
    sink: &mut Sink,
) {
    let Some((min, desired)) = pair.given().and_then(Pair::min_and_desired) else {
        return;
    };
    let (Ok(least), Ok(wished)) = (&min.value, &desired.value) else {
        return;
    };
    if is_above(least, wished) {
        sink.report(code, || {
            min_above_desired_diagnostic(name, min.text, desired.text)
        });
    }
}

fn min_above_desired_diagnostic(name: &str, min: &str, desired: &str) -> Diagnostic {
    let path = |key| Path::root().key(name).key(key);
    let message = format!(
        "{name} min {} is above desired {}",
        quoted(min),
        quoted(desired)
    );
    let swap = [
        Edit::set_text(path("min"), desired),
        Edit::set_text(path("desired"), min),
    ];
    let raise = [Edit::set_text(path("desired"), min)];
    Diagnostic::at(path("min"), message)
        .value(min)
        .max(desired)
        .help("lower min, or raise desired")
        .related(path("desired"), format!("desired is {}", quoted(desired)))
        .fix(Fix::risky("swap min and desired", swap))
        .fix(Fix::risky(
            format!("raise desired to {}", quoted(min)),
            raise,
        ))
}

/// A fix that replaces each value by the result of `rewrite`, and keeps a value for which that is `None`.
///
/// `None` if nothing changes, or if the new pair is at fault.
pub(super) fn rewritten<'d, V>(
    name: &str,
    pair: &Pair<Quantity<'d, V>>,
    rewrite: impl Fn(&Quantity<'d, V>) -> Option<String>,
    is_fault: impl Fn(&str, &str) -> bool,
) -> Option<Fix> {
    let (mut edits, mut written, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for (key, field) in pair.values() {
        let Some(quantity) = field.given() else {
            continue;
        };
        let text = rewrite(quantity);
        if let Some(text) = &text {
            let path = Path::root().key(name).optional_key(key);
            edits.push(Edit::set_text(path, text));
            written.push(quoted(text));
        }
        texts.push(text.unwrap_or_else(|| quantity.text.to_owned()));
    }
    if edits.is_empty() || matches!(texts.as_slice(), [min, desired] if is_fault(min, desired)) {
        return None;
    }
    written.dedup();
    Some(Fix::risky(
        format!("write {}", written.join(" and ")),
        edits,
    ))
}
