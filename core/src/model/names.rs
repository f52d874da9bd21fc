//! The formats of IDs and names.

use super::bytes::{DOT, HYPHEN, LOWER, UNDERSCORE, UPPER, are_all_in, is_in};

/// The pattern of container IDs, for schemas. It matches the same IDs as [`is_id`].
pub(crate) const ID_PATTERN: &str = "^(?!.*--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

/// Whether a text is a DNS label without `--`: 1–63 of a–z, 0–9 and `-`, alphanumeric at both ends.
#[inline(always)]
pub(crate) fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    let edge = |byte: Option<&u8>| byte.is_some_and(|byte| is_in(*byte, LOWER));
    bytes.len() <= 63
        && edge(bytes.first())
        && edge(bytes.last())
        && are_all_in(bytes, LOWER | HYPHEN)
        && bytes.windows(2).all(|pair| pair != b"--")
}

/// The pattern of permission profiles, clusters and pools.
pub(crate) const NAME_PATTERN: &str = "^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$";

/// Whether a text is a valid name for a permission profile, a cluster or a pool.
pub(crate) fn is_name(text: &str) -> bool {
    is_word(text, 128, UNDERSCORE | HYPHEN)
}

/// The pattern of GPU types.
pub(crate) const GPU_PATTERN: &str = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";

/// The common GPU types.
pub(crate) const GPU_TYPES: [&str; 3] = ["nvidia-t4", "nvidia-a100", "nvidia-h100"];

/// The default mount path of persistent storage.
pub(crate) const MOUNT_PATH: &str = "/data";

/// The pattern of mount paths, for schemas: absolute paths that the system doesn't reserve.
pub(crate) const MOUNT_PATH_PATTERN: &str = "^/(?!(proc|sys|dev)?/*$)";

/// The pattern of variable names, for schemas: not empty, without `=` and control characters.
#[cfg(feature = "schema")]
pub(crate) const VARIABLE_PATTERN: &str = r"^[^=\u0000-\u001f\u007f-\u009f]+$";

/// Whether a text is a valid GPU type.
pub(crate) fn is_gpu_type(text: &str) -> bool {
    is_word(text, 63, DOT | UNDERSCORE | HYPHEN)
}

#[inline(always)]
fn is_word(text: &str, longest: usize, marks: u8) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.len() <= longest
        && are_all_in(bytes, LOWER | UPPER | marks)
}

/// Splits a text at the first occurrence of an ASCII byte. For short texts this is three times as fast as the
/// method of `str`.
#[inline]
pub(crate) fn split_once(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Splits a text at the first occurrence of `by`. The search in the standard library is made for long texts, and
/// would add 5 KB to the compressed WebAssembly module: its panic message can show any character.
pub(crate) fn split_once_by<'t>(text: &'t str, by: &str) -> Option<(&'t str, &'t str)> {
    let is_here = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(by));
    let at = (0..text.len()).find(is_here)?;
    Some((text.get(..at)?, text.get(at + by.len()..)?))
}

/// Whether a character is one of `marks`. The method `contains` of `str` searches for a text, as above.
pub(crate) fn is_one_of(marks: &str, c: char) -> bool {
    marks.chars().any(|mark| mark == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_dns_labels() {
        let long = "a".repeat(63);
        for id in ["a", "api", "vector-reader", "0", &long] {
            assert!(is_id(id), "{id}");
        }
        let longer = "a".repeat(64);
        for id in ["", "-a", "a-", "a--b", "A", "a_b", "a.b", "ä", &longer] {
            assert!(!is_id(id), "{id}");
        }
    }

    #[test]
    fn names_are_words() {
        assert!(is_name("compute_1-a") && !is_name("_a") && !is_name("a.b") && !is_name(""));
        assert!(is_gpu_type("nvidia-t4.1") && !is_gpu_type(&"a".repeat(64)));
    }
}
