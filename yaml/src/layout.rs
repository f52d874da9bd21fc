//! Finds where nodes start and end in a text, where the events of the parser don't say it exactly.

/// The byte after the white space, comments, indicators and properties between a node and the content of the next one: the
/// start of the header of a block scalar, or the first `-` of a list.
pub(crate) fn skip_to(text: &str, mut at: usize, wanted: fn(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let byte = *bytes.get(at)?;
        let is_separated = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        match byte {
            _ if wanted(byte) && (byte != b'-' || is_separated) => return Some(at),
            b'#' => at += line_length(bytes.get(at..)?),
            // An anchor or a tag.
            b'&' | b'!' => at += word_length(bytes.get(at..)?),
            b'-' if bytes.get(at..at + 3) == Some(b"---") => at += 3,
            _ => at += 1,
        }
    }
}

/// Where an empty value is between two nodes: after the last indicator, anchor or tag, and before the comments. The parser
/// returns a place further behind.
pub(crate) fn empty_place(text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut place) = (from, from);
    while let Some(byte) = bytes.get(at).filter(|_| at < to) {
        let rest = bytes.get(at..).unwrap_or_default();
        at += match byte {
            b'#' => line_length(rest),
            b'&' | b'!' => word_length(rest),
            _ => 1,
        };
        if !matches!(byte, b'#' | b' ' | b'\t' | b'\n' | b'\r') {
            place = at;
        }
    }
    place.min(to)
}

fn line_length(rest: &[u8]) -> usize {
    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    end.unwrap_or(rest.len())
}

fn word_length(rest: &[u8]) -> usize {
    let end = rest.iter().position(u8::is_ascii_whitespace);
    end.unwrap_or(rest.len())
}

/// The end of a part of a text without the white space at its end.
pub(crate) fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    let part = text.get(start..end).unwrap_or_default();
    start + part.trim_end_matches([' ', '\t', '\n', '\r']).len()
}
