//! Container image references in the syntax of OCI registries: `registry:port/path:tag@digest`.

use super::names::{split_once, split_once_by};
use crate::secret::strip_user;

/// An image reference as it was written, and its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Image<'d> {
    /// The text.
    pub text: &'d str,
    /// The parsed parts, or why the text is not a valid reference.
    pub parts: Result<ImageParts<'d>, ImageError>,
}

/// The parts of a reference that the rules need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageParts<'d> {
    /// The tag, after the last `:` of the path.
    pub tag: Option<&'d str>,
    /// The digest, after the `@`.
    pub digest: Option<&'d str>,
}

/// Why a text is not a valid image reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// The text is empty.
    Empty,
    /// It begins with `https://` or another scheme.
    Scheme,
    /// It contains a space or a control character.
    Space,
    /// It contains a user or a password before an `@`.
    User,
    /// The registry host is invalid.
    Registry,
    /// The registry port is invalid.
    Port,
    /// The path contains upper-case letters, and nothing before them is invalid.
    UpperCase,
    /// A part of the path is empty or contains an invalid character.
    Path,
    /// The registry and the path have more than 255 characters in total.
    Long,
    /// The tag is invalid.
    Tag,
    /// The digest is invalid.
    Digest,
}

/// Reads an image reference.
pub(crate) fn parse_image(text: &str) -> Image<'_> {
    Image {
        text,
        parts: parse_parts(text).map_err(|error| obvious_error(text).unwrap_or(error)),
    }
}

/// Finds the obvious problem first, since it usually causes others.
#[cold]
fn obvious_error(text: &str) -> Option<ImageError> {
    if text.bytes().any(|byte| byte <= b' ' || byte == 0x7f) {
        Some(ImageError::Space)
    } else if split_once_by(text, "://").is_some() {
        Some(ImageError::Scheme)
    } else if strip_user(text).is_some() {
        Some(ImageError::User)
    } else {
        None
    }
}

fn parse_parts(text: &str) -> Result<ImageParts<'_>, ImageError> {
    match parse_common(text) {
        Some(parts) => Ok(parts),
        None => parse_any(text),
    }
}

/// Reads a reference of the most common form in one pass: lower-case letters and digits with single separators between
/// them, and perhaps a tag. Returns `None` for all others, valid or not.
#[inline]
fn parse_common(text: &str) -> Option<ImageParts<'_>> {
    let digest = None;
    let mut in_word = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => in_word = true,
            b'/' | b'.' | b'-' if in_word => in_word = false,
            b':' if in_word && at <= 255 => {
                let tag = text.get(at + 1..).filter(|tag| is_tag(tag))?;
                return Some(ImageParts {
                    tag: Some(tag),
                    digest,
                });
            }
            _ => return None,
        }
    }
    (in_word && text.len() <= 255).then_some(ImageParts { tag: None, digest })
}

#[inline(never)]
fn parse_any(text: &str) -> Result<ImageParts<'_>, ImageError> {
    if text.is_empty() {
        return Err(ImageError::Empty);
    }
    let (name, tag, digest) = split_reference(text);
    check_name(name)?;
    if tag.is_some_and(|tag| !is_tag(tag)) {
        return Err(ImageError::Tag);
    }
    if digest.is_some_and(|digest| !is_digest(digest)) {
        return Err(ImageError::Digest);
    }
    Ok(ImageParts { tag, digest })
}

/// Splits a reference into the name (registry and path), the tag after a `:` and the digest after an `@`, without
/// checking them.
pub(crate) fn split_reference(text: &str) -> (&str, Option<&str>, Option<&str>) {
    let (mut colon, mut end) = (None, text.len());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'/' => colon = None,
            b':' if colon.is_none() => colon = Some(at),
            b'@' => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let name = text.get(..colon.unwrap_or(end)).unwrap_or_default();
    let tag = colon.and_then(|at| text.get(at + 1..end));
    (name, tag, text.get(end + 1..))
}

/// Splits a name into the registry and the path. A registry contains a dot or a port, or is `localhost`.
pub(crate) fn split_name(name: &str) -> (Option<&str>, &str) {
    let is_registry =
        |text: &str| text.bytes().any(|b| matches!(b, b'.' | b':')) || text == "localhost";
    match split_once(name, b'/') {
        Some((registry, path)) if is_registry(registry) => (Some(registry), path),
        _ => (None, name),
    }
}

fn check_name(name: &str) -> Result<(), ImageError> {
    if name.len() > 255 {
        return Err(ImageError::Long);
    }
    let (registry, path) = split_name(name);
    registry.map_or(Ok(()), check_registry)?;
    path.as_bytes()
        .split(|byte| *byte == b'/')
        .try_for_each(check_component)
}

fn check_registry(registry: &str) -> Result<(), ImageError> {
    let colon = registry.bytes().rposition(|byte| byte == b':');
    let (host, port) = match colon.and_then(|at| registry.split_at_checked(at)) {
        // Brackets contain an IPv6 address, which contains colons itself.
        Some((host, port)) if !port.ends_with(']') => (host, port.get(1..)),
        _ => (registry, None),
    };
    if let Some(port) = port {
        let digits =
            !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
        if !digits
            || port.parse::<u16>().is_ok_and(|port| port == 0)
            || port.parse::<u16>().is_err()
        {
            return Err(ImageError::Port);
        }
    }
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let good = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.as_bytes().split(|byte| *byte == b'.').all(|bytes| {
            bytes.first().is_some_and(u8::is_ascii_alphanumeric)
                && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
                && bytes
                    .iter()
                    .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        }),
    };
    if good {
        Ok(())
    } else {
        Err(ImageError::Registry)
    }
}

/// Checks a path component: lower-case letters and digits, separated by `.`, `_`, `__` or any number of `-`.
pub(crate) fn check_component(bytes: &[u8]) -> Result<(), ImageError> {
    let alphanumeric = u8::is_ascii_alphanumeric;
    let edges = bytes.first().is_some_and(alphanumeric) && bytes.last().is_some_and(alphanumeric);
    let usual = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    if edges && bytes.iter().all(usual) {
        return Ok(());
    }
    let mut separators = bytes.split(alphanumeric);
    let is_separator =
        |mark: &[u8]| matches!(mark, b"" | b"." | b"_" | b"__") || mark.iter().all(|b| *b == b'-');
    if !edges || !separators.all(is_separator) {
        Err(ImageError::Path)
    } else if bytes.iter().any(u8::is_ascii_uppercase) {
        Err(ImageError::UpperCase)
    } else {
        Ok(())
    }
}

fn is_tag(tag: &str) -> bool {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    tag.len() <= 128
        && tag.as_bytes().first().is_some_and(word)
        && tag
            .as_bytes()
            .iter()
            .all(|byte| word(byte) || matches!(byte, b'.' | b'-'))
}

/// Checks a digest, `algorithm:hex`. Known algorithms have a fixed number of digits; others have at least 32.
fn is_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else {
        return false;
    };
    let algorithm_good = algorithm.split(['+', '.', '_', '-']).all(|part| {
        part.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let length_good = match algorithm {
        "sha256" => hex.len() == 64,
        "sha512" => hex.len() == 128,
        _ => hex.len() >= 32,
    };
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    algorithm_good && length_good && hex.bytes().all(is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> Option<ImageError> {
        parse_image(text).parts.err()
    }

    #[test]
    fn references_of_every_form_are_read() {
        let digest = format!("a@sha256:{}", "0".repeat(64));
        for text in [
            "api",
            "ghcr.io/acme/api:v1",
            "localhost/x",
            "localhost:5000/x/y__z:1.2.3-rc_1",
            "127.0.0.1:5000/x",
            "[::1]:5000/x",
            "a/b.c/d---e",
            "Registry.Example.com/x",
            &digest,
        ] {
            assert_eq!(error(text), None, "{text}");
        }
        assert_eq!(parse_image("ghcr.io/a:v1").parts.unwrap().tag, Some("v1"));
        assert_eq!(parse_image("localhost:5000/a").parts.unwrap().tag, None);
    }

    #[test]
    fn both_parsers_agree() {
        let pieces = [
            "",
            "a",
            "1",
            "A",
            "_",
            "-",
            ".",
            "/",
            ":",
            "@",
            "ghcr.io",
            "localhost",
            ":5000",
            ":v1",
            ":V_1.2-3",
            "é",
        ];
        let texts = (0..pieces.len().pow(4)).map(|number| {
            let piece = |at| pieces[number / pieces.len().pow(at) % pieces.len()];
            (0..4).map(piece).collect::<String>()
        });
        let long = [254, 255, 256].into_iter().flat_map(|length| {
            let name = "a".repeat(length);
            let tag = "b".repeat(length - 127);
            [format!("{name}:b"), format!("a:{tag}"), name]
        });
        let mut common = 0;
        for text in texts.chain(long) {
            if let Some(parts) = parse_common(&text) {
                assert_eq!(parse_any(&text), Ok(parts), "{text}");
                common += 1;
            }
        }
        assert!(common > 1000);
        assert!(parse_common("ghcr.io/acme/api:v1").is_some());
    }

    #[test]
    fn each_part_has_its_error() {
        for (text, expected) in [
            ("", ImageError::Empty),
            ("a b", ImageError::Space),
            ("https://ghcr.io/a", ImageError::Scheme),
            ("kim:x@ghcr.io/a", ImageError::User),
            ("-x.io/a", ImageError::Registry),
            ("x.io:70000/a", ImageError::Port),
            ("x.io:/a", ImageError::Port),
            ("x.io:0/a", ImageError::Port),
            ("x.io:+80/a", ImageError::Port),
            ("x.io:000080/a", ImageError::Port),
            ("ghcr.io/Acme/api", ImageError::UpperCase),
            ("a//b", ImageError::Path),
            ("a/", ImageError::Path),
            ("a___b", ImageError::Path),
            ("a-", ImageError::Path),
            ("-a", ImageError::Path),
            ("äpi", ImageError::Path),
            ("a:", ImageError::Tag),
            ("a:.x", ImageError::Tag),
            ("a:b:c", ImageError::Tag),
            ("a@sha256:12", ImageError::Digest),
            ("a@", ImageError::Digest),
        ] {
            assert_eq!(error(text), Some(expected), "{text}");
        }
        assert_eq!(error(&"a".repeat(256)), Some(ImageError::Long));
    }
}
