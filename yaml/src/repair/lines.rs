//! Lines of a text. A line ends with `\n`, `\r\n` or a lone `\r`.

use std::ops::Range;

/// The start of the line that contains byte `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The end of the line that contains byte `at`, without its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find(['\n', '\r'])
        .map_or(text.len(), |length| at + length)
}

/// The start of the line after the one that contains byte `at`; the length of the text if there is none.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let rest = text.get(end..).unwrap_or_default();
    let length = if rest.starts_with("\r\n") { 2 } else { 1 };
    (end + length).min(text.len())
}

/// The end of the line before the one that starts at byte `line`, without its line break.
pub(super) fn previous_end(text: &str, line: usize) -> usize {
    let before = text.get(..line).unwrap_or_default();
    let rest = before.strip_suffix('\n').unwrap_or(before);
    rest.strip_suffix('\r').unwrap_or(rest).len()
}

/// The lines from byte `start`, which is the start of one, up to byte `end`.
pub(super) fn lines(text: &str, start: usize, end: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < end.min(text.len())).then(|| {
            let line = at..line_end(text, at);
            at = next_line(text, at);
            line
        })
    })
}

/// The number of spaces and tabs at the start of a line.
pub(super) fn indentation(text: &str, line: usize) -> usize {
    let rest = text.get(line..).unwrap_or_default();
    rest.bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// The content of a line, without indentation, comment and spaces at its end.
pub(super) fn content(text: &str, line: usize) -> Range<usize> {
    let start = line + indentation(text, line);
    let end = line_end(text, line);
    let rest = text.get(start..end).unwrap_or_default();
    start..start + without_comment(rest).trim_end().len()
}

/// Whether a line is empty or only has a comment.
pub(super) fn is_blank(text: &str, line: usize) -> bool {
    content(text, line).is_empty()
}

/// Whether a line is `---` or `...`, between documents.
pub(super) fn is_document_mark(text: &str, line: usize) -> bool {
    let rest = text.get(line..).unwrap_or_default();
    let is_mark = rest.starts_with("---") || rest.starts_with("...");
    is_mark
        && rest
            .get(3..)
            .unwrap_or_default()
            .starts_with([' ', '\t', '\n', '\r'])
        || rest == "---"
        || rest == "..."
}

/// A part of a line without the comment at its end. A `#` in quotes starts no comment.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut previous = b' ';
    for (at, byte) in line.bytes().enumerate() {
        let is_separated = matches!(previous, b' ' | b'\t');
        match (byte, quote) {
            (b'#', None) if is_separated => return line.get(..at).unwrap_or_default(),
            (b'"' | b'\'', None) if is_separated || matches!(previous, b'[' | b'{' | b',') => {
                quote = Some(byte);
            }
            (_, Some(open)) if open == byte && previous != b'\\' => quote = None,
            _ => {}
        }
        previous = byte;
    }
    line
}
