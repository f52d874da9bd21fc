//! Follows the help texts of a report that state a literal replacement, as a person would.

use alien_sdk_core::report::Position;
use alien_sdk_core::{Diagnostic, Options, Severity, validate_text};
use serde_json::Value;

/// Follows all literal help texts, one after another, and returns the text after that and how many they were. Each must remove
/// its diagnostic, and cause no more errors. The error says which one doesn't.
pub fn follow(text: &str, options: &Options) -> Result<(String, usize), String> {
    let (mut text, mut followed) = (text.to_owned(), 0);
    for _ in 0..50 {
        let report = validate_text(&text, options);
        // Where the text is broken, helps are about the repaired structure.
        if report.diagnostics.iter().any(|it| it.code == "json-syntax") {
            break;
        }
        let mut all = report.diagnostics.iter();
        let next = all.find_map(|found| Some((found, followed_help(&text, found)?)));
        let Some((found, after)) = next else { break };
        // A corrected type uncovers what is wrong beside it; other values are at most compared with another one.
        let is_type = found.path.ends_with("/type");
        if !is_type && errors(&after, options) > errors(&text, options) {
            return Err(format!("{found:?} leads to more errors:\n{after}"));
        }
        let is_same = |other: &Diagnostic| {
            (&other.code, &other.path, &other.message) == (&found.code, &found.path, &found.message)
        };
        if validate_text(&after, options)
            .diagnostics
            .iter()
            .any(is_same)
        {
            return Err(format!("{found:?} stays:\n{after}"));
        }
        (text, followed) = (after, followed + 1);
    }
    Ok((text, followed))
}

/// The number of errors of a text.
pub fn errors(text: &str, options: &Options) -> usize {
    let found = validate_text(text, options).diagnostics;
    let errors = found.iter().filter(|it| it.severity == Severity::Error);
    errors.count()
}

/// The text with the value or the member that the help of an error states: `write "512Mi"`, `add "id": "api"`.
fn followed_help(text: &str, found: &Diagnostic) -> Option<String> {
    let (help, range) = (found.help.as_deref()?, found.range?);
    let (start, end) = (offset(text, range.start)?, offset(text, range.end)?);
    let literal = |word| {
        let literal = help.strip_prefix(word)?.split("; ").next()?;
        let literal = literal
            .strip_suffix(", if that is what you mean")
            .unwrap_or(literal);
        Some(literal).filter(|literal| !literal.contains('…'))
    };
    let is_key = found.target != Default::default();
    if found.severity != Severity::Error || is_key {
        return None;
    }
    if let Some(value) = literal("write ") {
        serde_json::from_str::<Value>(value).ok()?;
        return Some(format!("{}{value}{}", text.get(..start)?, text.get(end..)?));
    }
    let member = literal("add ")?;
    serde_json::from_str::<Value>(&format!("{{{member}}}")).ok()?;
    let (before, rest) = (text.get(..end)?, text.get(end..)?);
    let comma = if rest.trim_start().starts_with('}') {
        ""
    } else {
        ", "
    };
    before
        .ends_with('{')
        .then(|| format!("{before}{member}{comma}{rest}"))
}

/// The byte at a position, whose character is counted in UTF-16 units.
fn offset(text: &str, position: Position) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines
        .by_ref()
        .take(position.line as usize)
        .map(str::len)
        .sum();
    let mut units = position.character as usize;
    let line = lines.next().unwrap_or_default();
    for (at, c) in line.char_indices() {
        if units == 0 {
            return Some(before + at);
        }
        units = units.saturating_sub(c.len_utf16());
    }
    (units == 0).then_some(before + line.len())
}
