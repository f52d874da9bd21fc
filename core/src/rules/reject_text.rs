//! How value rules report an invalid text.

use super::lookalike::to_ascii;
use super::unfilled_placeholder::report_placeholder;
use super::word::character;
use crate::diagnostic::{Code, Diagnostic, Sink, quoted};
use crate::fix::{Edit, Fix};
use crate::path::Path;
use crate::secret::mask;

/// Reports an invalid text. If it contains a placeholder, that is reported instead. If it is valid without characters that
/// only look like others, that is the help. Otherwise `make` describes what is wrong.
pub(super) fn reject_text(
    code: &'static Code,
    text: &str,
    is_valid: impl Fn(&str) -> bool,
    path: Path,
    sink: &mut Sink,
    make: impl Fn(Path) -> Diagnostic,
) {
    report(code, text, &is_valid, path, sink, &make);
}

// Separate from `reject_text`, which is compiled once for every pair of functions that are passed to it.
#[cold]
#[inline(never)]
fn report(
    code: &'static Code,
    text: &str,
    is_valid: &dyn Fn(&str) -> bool,
    path: Path,
    sink: &mut Sink,
    make: &dyn Fn(Path) -> Diagnostic,
) {
    if report_placeholder(text, &path, sink) {
        return;
    }
    sink.report(code, || match meant(text, is_valid) {
        Some(meant) => {
            let title = format!("write {}", quoted(&meant));
            let stranger = text.chars().find(|c| !c.is_ascii()).unwrap_or_default();
            let help = format!(
                "{title}, with characters of ASCII in place of {}",
                character(stranger)
            );
            let mut rejected = make(path.clone()).help(help).suggestion(&meant);
            rejected.fixes = vec![Fix::risky(title, [Edit::set_text(path, &meant)])];
            rejected
        }
        None => make(path),
    });
}

/// The valid ASCII text that an invalid text looks like. A secret would no longer be recognised, so it has none.
fn meant(text: &str, is_valid: &dyn Fn(&str) -> bool) -> Option<String> {
    let ascii = to_ascii(text).filter(|_| mask(text) == text)?;
    let without_spaces = ascii.split_whitespace().collect::<String>();
    [ascii.trim().to_owned(), without_spaces]
        .into_iter()
        .find(|meant| is_valid(meant))
}
