//! JSON that was encoded once more: its quotes are escaped, or written as HTML entities.

use super::span;
use crate::document::json::syntax_faults::SyntaxFault;
use crate::fix::Edit;
use crate::model::names::split_once_by;
use crate::span::Span;

/// Finds out whether the quotes of the whole text are encoded.
pub(super) fn find(text: &str, begin: usize) -> Option<SyntaxFault> {
    let rest = text.get(begin..)?;
    let inner = rest.strip_prefix('"').unwrap_or(rest);
    let inner = inner.trim_start_matches(['{', '[', ' ', '\t', '\n', '\r']);
    let start = text.len() - inner.len();
    if inner.starts_with("\\\"") || inner.starts_with("\\n") || inner.starts_with("\\r\\n") {
        return escaped(text, begin, start);
    }
    let entities = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#x22;", "\""),
        ("&ldquo;", "\""),
        ("&#39;", "'"),
    ];
    let (entity, _) = entities
        .into_iter()
        .find(|(entity, _)| inner.starts_with(entity))?;
    let length = inner
        .strip_prefix(entity)
        .and_then(|rest| split_once_by(rest, entity))
        .map_or(0, |(content, _)| content.len() + entity.len());
    let others = [
        ("&rdquo;", "\""),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
    ];
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('&') {
        let rest = text.get(at..).unwrap_or_default();
        let known = entities.into_iter().chain(others);
        if let Some((entity, c)) = known
            .into_iter()
            .find(|(entity, _)| rest.starts_with(entity))
        {
            edits.push(Edit::replace(span(at, at + entity.len()), c));
        }
    }
    let place = span(start, start + length + entity.len());
    let fault = SyntaxFault::new(
        place,
        "expected `\"`, found an HTML entity: the text was escaped for a web page",
    );
    Some(
        fault
            .help("write `\"` and the other characters themselves")
            .risky_fix(edits),
    )
}

/// The text is the inside of a string of a program.
fn escaped(text: &str, begin: usize, start: usize) -> Option<SyntaxFault> {
    let rest = text.get(start..)?;
    let content = split_once_by(rest.get(2..)?, "\\\"").map(|(content, _)| content);
    let length = content.map_or(2, |content| content.len() + 4);
    let place = span(start, start + length);
    let mut edits = Vec::new();
    let is_string = text.get(begin..)?.starts_with('"');
    let end = text.trim_end().len();
    let mut last = end;
    if is_string {
        edits.push(Edit::replace(span(begin, begin + 1), ""));
        if text.get(..end)?.ends_with('"') && end > begin + 1 {
            last = end - 1;
            edits.push(Edit::replace(span(last, end), ""));
        }
    }
    match unescaping(text, begin + usize::from(is_string), last) {
        Some(inner) => edits.extend(inner),
        None => edits.clear(),
    }
    let fault = SyntaxFault::new(
        place,
        "expected `\"`, found `\\\"`: this is JSON that was encoded as a string",
    )
    .help("decode it once more, or write `\"` without `\\`");
    Some(fault.risky_fix(edits))
}

/// The whole text is a JSON string that contains JSON.
pub(super) fn string_with_json(text: &str, whole: Span) -> SyntaxFault {
    let (start, end) = (whole.start as usize, whole.end as usize);
    let edits = unescaping(text, start + 1, end - 1).map(|inner| {
        let quotes = [span(start, start + 1), span(end - 1, end)];
        let quotes = quotes.map(|quote| Edit::replace(quote, ""));
        quotes.into_iter().chain(inner)
    });
    SyntaxFault::new(
        whole,
        "this is JSON that was encoded twice: a string with JSON in it",
    )
    .help("decode it once more, or encode it only once")
    .risky_fix(edits.into_iter().flatten())
}

/// The edits that decode the escapes between two positions; `None` if some can't be decoded without showing the content.
fn unescaping(text: &str, start: usize, end: usize) -> Option<Vec<Edit>> {
    let (mut edits, mut at) = (Vec::new(), start);
    while let Some(length) = text.get(at..end).and_then(|rest| rest.find('\\')) {
        let backslash = at + length;
        let whole = span(backslash, backslash + 2);
        let plain = match text.as_bytes().get(backslash + 1) {
            Some(b'n') => "\n",
            Some(b'r') => "\r",
            Some(b't') => "\t",
            Some(b'"' | b'\\' | b'/' | b'\'') => {
                edits.push(Edit::replace(Span::new(whole.start, whole.start + 1), ""));
                at = backslash + 2;
                continue;
            }
            _ => return None,
        };
        edits.push(Edit::replace(whole, plain));
        at = backslash + 2;
    }
    Some(edits)
}
