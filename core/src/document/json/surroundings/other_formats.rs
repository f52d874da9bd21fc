//! Texts that are something else than JSON as a whole.

use super::span;
use crate::document::json::syntax_faults::SyntaxFault;
use crate::model::names::split_once_by;

/// Names what a text is, if it is certainly no JSON. `text` begins at byte `begin` of the whole text.
pub(super) fn find(text: &str, begin: usize) -> Option<SyntaxFault> {
    let first_line = text.lines().next().unwrap_or_default().trim_end();
    let place = span(begin, begin + first_line.len());
    let fault = |message: &str, help| SyntaxFault::new(place, message).help(help);
    if text.starts_with("[object ") {
        return Some(fault(
            "this is an object that a program turned into text without `JSON.stringify`",
            "pass the object itself, or `JSON.stringify(object)`",
        ));
    }
    if is_utf16(text) {
        let start = span(begin, begin);
        return Some(
            SyntaxFault::new(
                start,
                "the text has a NUL after every character: it is UTF-16, read as UTF-8",
            )
            .help("read the file as UTF-16, or save it as UTF-8"),
        );
    }
    if is_markup(text) {
        let lower = first_line.to_ascii_lowercase();
        return Some(
            match split_once_by(&lower, "html").is_some()
                || lower.starts_with("<head")
                || lower.starts_with("<body")
            {
                true => fault(
                    "this is an HTML page, not JSON",
                    "check the address that it comes from; it may be an error or sign-in page",
                ),
                false => fault(
                    "this is XML or HTML, not JSON",
                    "check that this is the right file",
                ),
            },
        );
    }
    if is_yaml(text) {
        return Some(fault(
            "this is YAML, not JSON",
            "convert it to JSON: names and texts in double quotes, objects in `{}`, lists in `[]`",
        ));
    }
    if is_file_name(text) {
        return Some(fault(
            "this is the name of a file, not its content",
            "read the file, and pass what is in it; Python also takes its path, as a pathlib.Path",
        ));
    }
    None
}

/// Whether every other of the first characters is NUL.
fn is_utf16(text: &str) -> bool {
    let bytes = text.as_bytes().iter().take(64);
    let nuls = bytes.clone().filter(|byte| **byte == 0).count();
    nuls > 1 && nuls * 3 > bytes.len()
}

fn is_markup(text: &str) -> bool {
    let mut chars = text.chars();
    let is_open = chars.next() == Some('<');
    is_open
        && chars
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
}

/// Whether the text consists of lines such as `name: value` and `- value`, without brackets around them.
fn is_yaml(text: &str) -> bool {
    let (mut keys, mut others) = (0, 0);
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (at, line) in lines.take(100).enumerate() {
        let line = line.strip_prefix("- ").unwrap_or(line);
        let key = line
            .split_once(':')
            .map(|(key, value)| (key.trim_end(), value));
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        match key {
            Some((key, value)) if !key.is_empty() && key.chars().all(is_word) => {
                // A comma at the end belongs to an object of JavaScript.
                if !value.is_empty() && !value.starts_with(' ') || value.ends_with(',') {
                    return false;
                }
                keys += 1;
            }
            _ if line == "---" || at > 0 && line == "-" => {}
            _ if at == 0 => return false,
            _ => others += 1,
        }
    }
    keys > 1 && keys > others
}

/// Whether the text is one word that ends as the names of files do, or a path.
fn is_file_name(text: &str) -> bool {
    let name = text.trim_end();
    let ends = [
        ".json", ".jsonc", ".json5", ".yaml", ".yml", ".toml", ".js", ".ts", ".py",
    ];
    let is_path = name.starts_with("./")
        || name.starts_with("../")
        || name.starts_with("file:")
        || name.starts_with("~/");
    let has_end = ends
        .iter()
        .any(|end| name.len() > end.len() && name.ends_with(end));
    name.len() < 4096
        && !name.contains(['\n', '{', '[', '"', '\'', '\t'])
        && !name.starts_with("//")
        && (is_path || has_end)
}
