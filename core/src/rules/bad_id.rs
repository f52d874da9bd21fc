//! What is wrong with an id, and which one was probably meant.

use super::word::character;
use crate::diagnostic::{Diagnostic, quoted};
use crate::model::names::is_id;
use crate::path::Path;
use crate::secret::mask;

/// Explains why the id at `path` is invalid, and suggests the id that was probably meant unless that is taken.
#[cold]
pub(super) fn bad_id_diagnostic(
    id: &str,
    path: Path,
    is_taken: impl Fn(&str) -> bool,
) -> Diagnostic {
    let message = match reason(id) {
        Some(reason) => format!("id {} {reason}", quoted(id)),
        None => "the id is empty".to_owned(),
    };
    let refused = Diagnostic::at(path.clone(), message).value(id);
    // A secret that is rewritten as an id no longer looks like a secret, so it would not be masked.
    let is_secret = mask(id) != id;
    match likely(id).filter(|meant| !is_secret && !is_taken(meant)) {
        Some(meant) => refused.suggest_text(path, &meant),
        None if id.len() > LONGEST && id.is_ascii() => {
            refused.help("shorten it to at most 63 characters")
        }
        None => refused.help("write 1 to 63 characters of a-z, 0-9 and \"-\", such as \"api\""),
    }
}

/// The maximum length of a DNS label.
const LONGEST: usize = 63;

/// Why a text is not a valid id; `None` if it is empty.
fn reason(id: &str) -> Option<String> {
    let (first, last) = (id.chars().next()?, id.chars().next_back()?);
    let stranger = |c: &char| !matches!(c, 'a'..='z' | '0'..='9' | '-' | 'A'..='Z');
    Some(if let Some(c) = id.chars().find(stranger) {
        format!("contains {}", character(c))
    } else if id.bytes().any(|byte| byte.is_ascii_uppercase()) {
        "contains upper-case letters".to_owned()
    } else if id.len() > LONGEST {
        format!("has {} characters, more than 63", id.len())
    } else if first == '-' {
        "starts with \"-\"".to_owned()
    } else if last == '-' {
        "ends with \"-\"".to_owned()
    } else {
        "contains \"--\"".to_owned()
    })
}

/// The id in lower case, with one `-` between words: `vector-reader` for `vector_reader` and `VectorReader`.
pub(super) fn likely(id: &str) -> Option<String> {
    // Internationalized names are encoded like this; another name would not be the same.
    if id.starts_with("xn--") {
        return None;
    }
    let mut meant = String::new();
    let mut before = '-';
    for c in id.trim().chars() {
        let is_mark = matches!(c, ' ' | '.' | '_' | '-' | '/');
        if (is_mark || before.is_ascii_lowercase() && c.is_ascii_uppercase()) && before != '-' {
            meant.push('-');
        }
        if !is_mark {
            meant.push(c.to_ascii_lowercase());
        }
        before = if is_mark { '-' } else { c };
    }
    let meant = meant.strip_suffix('-').unwrap_or(&meant);
    is_id(meant).then(|| meant.to_owned())
}
