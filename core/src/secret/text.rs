//! Finds the secret parts of a text.

use std::borrow::Cow;
use std::ops::Range;

use super::MASK;
use super::credentials::{credential_in, is_credential};
use super::names::{is_secret, is_secret_after, may_take_secret, takes_secret};

/// The kind of a text, which determines what may be secret in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// A value.
    Value,
    /// The beginning of a value or of a key; the rest is unknown.
    Beginning,
    /// A key. It may contain a value by mistake, as in `NAME=value`.
    Name,
}

/// Replaces each secret part of a value by `…`. Masking a masked text changes nothing.
pub fn mask(text: &str) -> Cow<'_, str> {
    mask_ranges(text, &secret_ranges(text, TextKind::Value))
}

/// Like [`mask`], for a key.
pub(crate) fn mask_name(name: &str) -> Cow<'_, str> {
    mask_ranges(name, &secret_ranges(name, TextKind::Name))
}

/// Masks the words of a command, and whole words after a flag such as `--password`.
pub(crate) fn mask_words<'t>(
    words: impl Iterator<Item = &'t str>,
) -> impl Iterator<Item = Cow<'t, str>> {
    words.scan("", |before, word| {
        let before = std::mem::replace(before, word);
        Some(match is_secret_after(before, word) {
            true => Cow::Borrowed(MASK),
            false => mask(word),
        })
    })
}

/// The number of bytes of a text that are scanned if only its beginning is shown.
const MAX_SCANNED: usize = 1024;

/// The beginning of a text, masked. The time does not depend on the length of the text.
pub(crate) fn mask_beginning(text: &str, kind: TextKind) -> Cow<'_, str> {
    let start = text.get(..text.floor_char_boundary(MAX_SCANNED));
    let start = start.unwrap_or_default();
    if start.len() == text.len() {
        return mask_ranges(text, &secret_ranges(text, kind));
    }
    let parts = secret_ranges(start, TextKind::Beginning);
    match kind {
        TextKind::Name => mask_ranges(start, &add_assigned_value(parts, start)),
        _ => mask_ranges(start, &parts),
    }
}

/// The secret parts of a text, as ranges of bytes, in order.
pub(crate) fn secret_ranges(text: &str, kind: TextKind) -> Vec<Range<usize>> {
    // Most texts are one word. Only a known credential is secret without a mark before it.
    let mut bytes = text.bytes();
    if bytes.all(|byte| byte.is_ascii_alphanumeric()) && !is_credential(text.as_bytes()) {
        return Vec::new();
    }
    let parts = find_secrets(text, user_range(text, kind));
    match kind {
        TextKind::Name => add_assigned_value(parts, text),
        _ => parts,
    }
}

/// Adds the part after the first `=` of a key.
fn add_assigned_value(mut parts: Vec<Range<usize>>, name: &str) -> Vec<Range<usize>> {
    if let Some(at) = name.bytes().position(|byte| byte == b'=') {
        // Another secret part may start before the `=` and end after it.
        let start = parts.iter().find(|part| part.contains(&at));
        let start = start.map_or(at + 1, |part| part.start);
        parts.retain(|part| part.start < start);
        parts.push(start..name.len());
    }
    parts
}

fn mask_ranges<'t>(text: &'t str, parts: &[Range<usize>]) -> Cow<'t, str> {
    if parts.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut shown) = (String::new(), 0);
    for part in parts {
        out.push_str(text.get(shown..part.start).unwrap_or_default());
        out.push_str(MASK);
        shown = part.end;
    }
    out.push_str(text.get(shown..).unwrap_or_default());
    Cow::Owned(out)
}

/// The range of the user and password in a text: from the scheme of a URL up to the last `@`. Without a scheme, the range
/// starts at the start of the text; in a value it must then contain a `:`.
fn user_range(text: &str, kind: TextKind) -> Range<usize> {
    let bytes = text.as_bytes();
    // An `@` may also start the digest of an image.
    let is_digest = |at: &usize| {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        rest.starts_with(b"sha256:") || rest.starts_with(b"sha512:")
    };
    let mut ends = (0..bytes.len()).rev();
    let end = match kind {
        TextKind::Beginning => Some(bytes.len()),
        _ => ends.find(|at| bytes.get(*at) == Some(&b'@') && !is_digest(at)),
    };
    let Some(before) = end.and_then(|end| bytes.get(..end)) else {
        return 0..0;
    };
    let scheme = before.windows(3).position(|three| three == b"://");
    match scheme {
        Some(at) => at + 3..before.len(),
        None if kind == TextKind::Name || before.contains(&b':') => 0..before.len(),
        None => 0..0,
    }
}

/// The text after the user, the password and the `@`, without the scheme of a URL; `None` if there is no user.
pub(crate) fn strip_user(text: &str) -> Option<&str> {
    let user = user_range(text, TextKind::Value);
    text.get(user.end + 1..).filter(|_| !user.is_empty())
}

/// Finds every secret part of a text, including the range `user`. The first value that follows a name or a flag hides the
/// rest of the text, since it is unknown where the value ends.
fn find_secrets(text: &str, user: Range<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut at, mut is_query) = (Vec::new(), 0, false);
    while at < text.len() {
        if at == user.start && !user.is_empty() {
            at = user.end;
            parts.push(user.clone());
            continue;
        }
        let most = if at < user.start {
            user.start
        } else {
            text.len()
        };
        let rest = text.get(at..most).unwrap_or_default();
        let length = rest.bytes().position(|byte| !is_name_byte(byte));
        let (name, mark) = rest
            .split_at_checked(length.unwrap_or(rest.len()))
            .unwrap_or_default();
        if let Some(start) = credential_in(name) {
            parts.push(at + start..at + name.len());
        }
        let after = mark.chars().next();
        let end = at + name.len() + after.map_or(0, char::len_utf8);
        let follows = text.get(end..).unwrap_or_default();
        if after.is_some_and(|mark| is_followed_by_secret(name, mark, follows, is_query)) {
            let start = text.len() - follows.trim_ascii_start().len();
            parts.push(start..text.len());
            break;
        }
        is_query = match after {
            Some('?') => true,
            Some(mark) => is_query && !mark.is_whitespace() && !matches!(mark, '"' | '\''),
            None => is_query,
        };
        at = end;
    }
    parts
}

/// Whether a byte may be part of a name or a flag.
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || !byte.is_ascii()
}

/// Whether a secret follows a name and the character after it.
fn is_followed_by_secret(name: &str, mark: char, follows: &str, is_query: bool) -> bool {
    match mark {
        // In `/health?deep=1` and `--port=1` the name tells whether the value is secret. Any other value may be a variable.
        '=' if is_query || name.starts_with("--") => is_secret(name),
        '=' => true,
        // An HTTP header, a line of YAML, or a member of a JSON object.
        ':' if follows.starts_with([' ', '\t', '"', '\'']) => true,
        '"' | '\'' if follows.starts_with(':') => true,
        ' ' if name.ends_with("-----BEGIN") => true,
        mark if mark.is_whitespace() && may_take_secret(name) => {
            is_secret_after(name, follows.split_whitespace().next().unwrap_or_default())
        }
        _ => takes_secret(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_parts_are_masked() {
        for (text, masked) in [
            ("https://kim:hunter2@ghcr.io/a", "https://…@ghcr.io/a"),
            ("https://hunter2@ghcr.io/a", "https://…@ghcr.io/a"),
            ("https://kim:a@b/c d@ghcr.io/a", "https://…@ghcr.io/a"),
            (
                "https://kim:x@h/a?b=1&token=hunter2",
                "https://…@h/a?b=1&token=…",
            ),
            (
                "https://kim:x@ghcr.io/a@sha256:00",
                "https://…@ghcr.io/a@sha256:00",
            ),
            ("kim:hunter2@ghcr.io/a:v1", "…@ghcr.io/a:v1"),
            ("postgres://:hunter2@db", "postgres://…@db"),
            ("DSN=postgres://kim:hunter2@db", "DSN=…"),
            ("TOKEN=hunter2", "TOKEN=…"),
            ("=hunter2", "=…"),
            ("A=", "A=…"),
            ("--token=", "--token=…"),
            ("env A=1 B=hunter2", "env A=…"),
            ("--env=A=hunter2", "--env=A=…"),
            ("-eA=hunter2", "-eA=…"),
            ("-Ddb.password=hunter2", "-Ddb.password=…"),
            ("--password=hunter2", "--password=…"),
            ("--port=1 --apiKey=hunter2", "--port=1 --apiKey=…"),
            ("run --token hunter2 --port 1", "run --token …"),
            ("run --db-password\thunter2", "run --db-password\t…"),
            ("run '--token' 'hunter2'", "run '--token' …"),
            ("run --token:hunter2", "run --token:…"),
            ("login -u kim:hunter2", "login -u …"),
            ("login -p hunter2", "login -p …"),
            ("Authorization: Bearer hunter2", "Authorization: …"),
            ("bearer hunter2", "bearer …"),
            ("{\"a\":\"hunter2\"}", "{\"a\"…"),
            ("{\"a\":[1]}", "{\"a\"…"),
            ("a ghp_hunter2.b", "a …"),
            ("ghcr.io/x-ghp_hunter2/b", "ghcr.io/x-…/b"),
            ("-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN …"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
            assert_eq!(mask(masked), masked, "{text}");
            assert_eq!(mask_beginning(text, TextKind::Value), masked, "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_not_masked() {
        for text in [
            "",
            "ghcr.io/acme/api:v1",
            "localhost:5000/auth:v1",
            "a:v1@sha256:00",
            "a@latest",
            "git@github.com:acme/api",
            "https://ghcr.io:443/token/api:v1",
            "512Mi",
            "70000",
            "vector-reader",
            "./server --addr :8080 [::1]:5000 --port 8080 --workers=4 -p 8080",
            "docker run -u 1000:1000 api",
            "/health?deep=1&verbose",
            "--token",
            "C:\\x",
            "größe",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn values_after_names_are_masked() {
        for (name, masked) in [
            ("A=hunter2", "A=…"),
            ("a?b=hunter2", "a?b=…"),
            ("--port=hunter2", "--port=…"),
            ("https://kim:a=b@c", "https://…"),
            ("hunter2@c", "…@c"),
            ("https://kim:a@c?b=d", "https://…@c?b=…"),
            ("LOG LEVEL", "LOG LEVEL"),
            ("A=", "A=…"),
        ] {
            assert_eq!(mask_name(name), masked, "{name}");
            assert_eq!(mask_name(masked), masked, "{name}");
        }
    }

    #[test]
    fn only_the_beginning_of_a_long_text_is_scanned() {
        let text = "x".repeat(2000);
        let long = |text: &str| mask_beginning(text, TextKind::Value).into_owned();
        assert_eq!(long(&text).len(), MAX_SCANNED);
        assert_eq!(long(&format!("https://kim:{text}@ghcr.io")), "https://…");
        assert_eq!(long(&format!("kim:{text}@ghcr.io")), "…");
        assert_eq!(long(&format!("--token {text}")), "--token …");
        assert!(long(&"é".repeat(2000)).starts_with('é'));
        let name = format!("A={text}");
        assert_eq!(mask_beginning(&name, TextKind::Name), "A=…");
    }
}
