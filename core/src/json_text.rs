//! JSON strings: finds the characters that must be escaped, and writes text as a string.

use std::fmt::Write;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Sets the high bit of each byte that is `"`, `\` or a control character. Only the lowest set bit is reliable: bytes above
/// it may be set because of a borrow.
#[inline(always)]
fn special_bytes(word: u64) -> u64 {
    // Flipping bit 1 turns `"` (0x22) into 0x20, next to the control characters, so that one comparison finds both.
    let quote_or_control = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21) & !word;
    let backslash = word ^ (ONES * b'\\' as u64);
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (quote_or_control | backslash) & HIGH
}

/// The index of the next `"`, `\` or control character from `at` on, or the length.
#[inline(always)]
pub(crate) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a text needs no escapes in a JSON string.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    // The last load overlaps the one before it if the length is not a multiple of eight.
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let is_plain = |word: &[u8; 8]| special_bytes(u64::from_le_bytes(*word)) == 0;
        let (words, _) = bytes.as_chunks();
        is_plain(first) && is_plain(last) && words.iter().skip(1).all(is_plain)
    } else if let (Some([a, b, c, d]), Some([e, f, g, h])) =
        (bytes.first_chunk(), bytes.last_chunk())
    {
        special_bytes(u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h])) == 0
    } else {
        plain_end(bytes, 0) == bytes.len()
    }
}

/// Text as a JSON string.
pub(crate) fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_json_string(text, &mut out);
    out
}

/// Appends text as a JSON string, escaped as `JSON.stringify` escapes it.
pub(crate) fn push_json_string(text: &str, out: &mut String) {
    out.push('"');
    if is_plain(text.as_bytes()) {
        out.push_str(text);
    } else {
        push_escaped(text, out);
    }
    out.push('"');
}

/// Appends `length` bytes of a text from `start` on. If they are few, this is faster than `push_str`: 16 bytes are copied at a
/// time, and those after the end are removed again, so the compiler knows the length of each copy. In WebAssembly, a copy of
/// another length is a call.
#[inline(always)]
pub(crate) fn push_short(text: &str, start: usize, length: usize, out: &mut String) {
    let (before, end) = (out.len(), start + length);
    let mut at = start;
    while at < end {
        let Some(word) = text.get(at..at + 16) else {
            out.truncate(before);
            return out.push_str(text.get(start..end).unwrap_or_default());
        };
        out.push_str(word);
        at += 16;
    }
    out.truncate(before + length);
}

#[inline(never)]
fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    loop {
        let end = plain_end(rest.as_bytes(), 0);
        let (plain, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = tail.chars();
        match chars.next() {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some(c @ ('"' | '\\')) => {
                out.push('\\');
                out.push(c);
            }
            Some(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            None => return,
        }
        rest = chars.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_bytes_are_found_at_every_index() {
        for length in 0..40 {
            let plain = "é~ ".repeat(20);
            let plain = plain
                .get(..length)
                .unwrap_or("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
            let plain = plain.get(..length).unwrap_or_default();
            assert!(is_plain(plain.as_bytes()), "{plain}");
            assert_eq!(plain_end(plain.as_bytes(), 0), length);
            for at in 0..length {
                for special in [b'"', b'\\', 0, 0x1f, b'\n'] {
                    let mut bytes = plain.as_bytes().to_vec();
                    bytes[at] = special;
                    assert!(!is_plain(&bytes), "{bytes:?}");
                    assert_eq!(plain_end(&bytes, 0), at, "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn short_texts_are_copied_like_any() {
        let text = "0123456789é🚀".repeat(5);
        let ends: Vec<_> = (0..=text.len())
            .filter(|at| text.is_char_boundary(*at))
            .collect();
        for start in &ends {
            for end in ends.iter().filter(|end| *end >= start) {
                let mut out = "é".to_owned();
                push_short(&text, *start, end - start, &mut out);
                assert_eq!(out, format!("é{}", &text[*start..*end]));
            }
        }
    }

    #[test]
    fn strings_are_escaped_as_javascript_escapes_them() {
        assert_eq!(
            json_string("a\"b\\c\n\r\t\u{8}\u{c}\u{1}\u{7f}é🚀/"),
            "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\u{7f}é🚀/\""
        );
    }
}
