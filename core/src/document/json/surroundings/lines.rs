//! Texts in which something stands before the content of every line: line numbers, or the marks of a diff.

use super::{Surroundings, removals, span};
use crate::document::json::syntax_faults::SyntaxFault;
use crate::span::Span;

/// Finds what is before every line. Returns whether there is anything.
pub(super) fn find(text: &str, begin: usize, found: &mut Surroundings) -> bool {
    find_numbers(text, begin, found) || find_diff(text, begin, found)
}

/// The lines of a text that are not empty, each with its start.
fn lines(text: &str, begin: usize) -> impl Iterator<Item = (usize, &str)> {
    let start = text.get(..begin).unwrap_or_default();
    let line_start = start.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(line_start..).unwrap_or_default();
    rest.split_inclusive('\n')
        .scan(line_start, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        })
        .filter(|(_, line)| !line.trim().is_empty())
}

/// Finds numbers before all lines, each greater by one than the one before.
fn find_numbers(text: &str, begin: usize, found: &mut Surroundings) -> bool {
    let mut parts: Vec<Span> = Vec::new();
    let mut previous: Option<u32> = None;
    for (start, line) in lines(text, begin) {
        let content = line.trim_start_matches([' ', '\t']);
        let digits = content
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(content.len());
        let number = content
            .get(..digits)
            .and_then(|digits| digits.parse::<u32>().ok());
        let rest = content.get(digits..).unwrap_or_default();
        let mark = usize::from(rest.starts_with([':', '|', '.', ')']));
        let is_next = match (previous, number) {
            (Some(previous), Some(number)) => number > previous && number - previous <= 3,
            (None, Some(_)) => rest
                .get(mark..)
                .is_some_and(|rest| rest.trim_start().starts_with(['{', '['])),
            _ => false,
        };
        if !is_next {
            return false;
        }
        previous = number;
        let number_start = start + line.len() - content.len();
        parts.push(span(number_start, number_start + digits + mark));
    }
    let Some(first) = parts.first().filter(|_| parts.len() > 2) else {
        return false;
    };
    let fault = SyntaxFault::new(
        *first,
        "each line begins with a line number, which doesn't belong to the text",
    )
    .help("copy the text without line numbers")
    .risky_fix(removals(&parts));
    found.add(fault, parts);
    true
}

/// Finds the marks of a diff, if it shows every line of a document.
fn find_diff(text: &str, begin: usize, found: &mut Surroundings) -> bool {
    let first = text.get(begin..).unwrap_or_default();
    let is_header = ["--- ", "diff ", "@@ ", "index "]
        .iter()
        .any(|header| first.starts_with(header));
    if !is_header && !first.starts_with(['+', '-']) {
        return false;
    }
    let mut parts: Vec<Span> = Vec::new();
    let mut added = 0;
    for (start, line) in lines(text, begin) {
        let headers = [
            "--- ",
            "+++ ",
            "diff ",
            "@@ ",
            "index ",
            "new file",
            "\\ No newline",
        ];
        let is_header = headers.iter().any(|header| line.starts_with(header));
        if is_header || line.starts_with('-') {
            parts.push(span(start, start + line.len()));
        } else if line.starts_with('+') {
            added += 1;
            parts.push(span(start, start + 1));
        } else if !line.starts_with(' ') {
            return false;
        }
    }
    let Some(first) = parts.first().filter(|_| added > 1) else {
        return false;
    };
    let line = text.get(first.range()).unwrap_or_default().trim_end();
    let place = span(first.start as usize, first.start as usize + line.len());
    let fault = SyntaxFault::new(place, "this is a diff: its lines begin with `+` or `-`")
        .help("remove the marks, and the lines that begin with `-`")
        .risky_fix(removals(&parts));
    found.add(fault, parts);
    true
}
