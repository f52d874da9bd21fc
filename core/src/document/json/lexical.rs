//! Lexical rules that both parsers share: white space, comments, escapes and numbers.

use crate::diagnostic::is_hidden;

const SPACES: u64 = 0x2020_2020_2020_2020;

/// The eight bytes from `at` on, as a little-endian number.
#[inline(always)]
fn eight_bytes(bytes: &[u8], at: usize) -> Option<u64> {
    let chunk = bytes.get(at..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*chunk))
}

/// The end of the JSON white space that starts at `at`.
#[inline(always)]
pub(crate) fn whitespace_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\n' | b'\r' | b'\t') => at += 1,
            _ => return at,
        }
        // Indentation is mostly spaces, so compare eight bytes at a time.
        while let Some(word) = eight_bytes(bytes, at) {
            let others = word ^ SPACES;
            if others != 0 {
                let spaces = others.trailing_zeros() / 8;
                at += spaces as usize;
                if (word >> (spaces * 8)) as u8 > b' ' {
                    return at;
                }
                break;
            }
            at += 8;
        }
    }
}

/// What follows a backslash in a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// An escaped character, and the length of the escape in bytes.
    Char(char, usize),
    /// Half of a surrogate pair, and its length.
    Half(usize),
    /// `\u` without four hexadecimal digits; the length is that of `\u`.
    BadHex(usize),
    /// A backslash before a character that can't be escaped; the length is that of the backslash.
    Unknown(usize),
}

/// Reads the escape whose backslash is at `at`.
pub(super) fn escape(bytes: &[u8], at: usize) -> Escape {
    let plain = |c| Escape::Char(c, 2);
    match bytes.get(at + 1) {
        Some(b'"') => plain('"'),
        Some(b'\\') => plain('\\'),
        Some(b'/') => plain('/'),
        Some(b'b') => plain('\u{8}'),
        Some(b'f') => plain('\u{c}'),
        Some(b'n') => plain('\n'),
        Some(b'r') => plain('\r'),
        Some(b't') => plain('\t'),
        Some(b'u') => unicode_escape(bytes, at),
        _ => Escape::Unknown(1),
    }
}

fn unicode_escape(bytes: &[u8], at: usize) -> Escape {
    let Some(unit) = hex_code_unit(bytes, at + 2) else {
        return Escape::BadHex(2);
    };
    if let Some(c) = char::from_u32(unit) {
        return Escape::Char(c, 6);
    }
    let low = match (bytes.get(at + 6), bytes.get(at + 7)) {
        (Some(b'\\'), Some(b'u')) => hex_code_unit(bytes, at + 8),
        _ => None,
    };
    match low {
        Some(low @ 0xdc00..=0xdfff) if unit < 0xdc00 => {
            let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            char::from_u32(code).map_or(Escape::Half(6), |c| Escape::Char(c, 12))
        }
        _ => Escape::Half(6),
    }
}

fn hex_code_unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |unit, digit| {
        Some(unit << 4 | (*digit as char).to_digit(16)?)
    })
}

#[inline]
pub(super) fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

/// The end of the JSON number that starts at `at`; `None` if there is no valid number.
pub(super) fn number_end(bytes: &[u8], at: usize) -> Option<usize> {
    let whole = at + usize::from(bytes.get(at) == Some(&b'-'));
    let mut end = match bytes.get(whole)? {
        b'0' => whole + 1,
        b'1'..=b'9' => digits_end(bytes, whole + 1),
        _ => return None,
    };
    if bytes.get(end) == Some(&b'.') {
        end = at_least_one_digit_end(bytes, end + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let sign = matches!(bytes.get(end + 1), Some(b'+' | b'-'));
        end = at_least_one_digit_end(bytes, end + 1 + usize::from(sign))?;
    }
    Some(end)
}

fn at_least_one_digit_end(bytes: &[u8], at: usize) -> Option<usize> {
    let end = digits_end(bytes, at);
    (end > at).then_some(end)
}

/// The end of the character at `at`, if it is invisible or white space that JSON doesn't allow.
pub(crate) fn foreign_space_end(text: &str, at: usize) -> Option<usize> {
    // Nearly all tokens begin with a visible character of ASCII.
    if text.as_bytes().get(at)?.is_ascii_graphic() {
        return None;
    }
    let c = text.get(at..)?.chars().next()?;
    let is_json = matches!(c, ' ' | '\t' | '\n' | '\r');
    let is_foreign = !is_json && (c.is_whitespace() || is_hidden(c));
    is_foreign.then_some(at + c.len_utf8())
}

/// The end of the comment that starts at `at`, and whether the comment is closed; `None` if there is no comment.
pub(crate) fn comment_end(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    let rest = bytes.get(at..)?;
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    match rest {
        [b'#', ..] | [b'/', b'/', ..] => {
            let length = rest.iter().position(is_end).unwrap_or(rest.len());
            Some((at + length, true))
        }
        [b'/', b'*', inner @ ..] => {
            let closer = inner.windows(2).position(|pair| pair == b"*/");
            Some(match closer {
                Some(length) => (at + length + 4, true),
                None => (bytes.len(), false),
            })
        }
        _ => None,
    }
}
