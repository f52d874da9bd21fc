//! Classes of ASCII characters. Looking a byte up in a table is faster than comparing it with every range.

/// a–z and 0–9.
pub(crate) const LOWER: u8 = 1;
/// A–Z.
pub(crate) const UPPER: u8 = 1 << 1;
/// `-`
pub(crate) const HYPHEN: u8 = 1 << 2;
/// `_`
pub(crate) const UNDERSCORE: u8 = 1 << 3;
/// `.`
pub(crate) const DOT: u8 = 1 << 4;
/// `$`, `{`, `<`, `[` and `N`: every placeholder except `undefined` and `null` contains one of these.
pub(crate) const OF_PLACEHOLDERS: u8 = 1 << 5;
/// `u`, which is in `undefined` and `null`.
pub(crate) const U: u8 = 1 << 6;
/// `f` and `l`: `undefined` contains one of them, and `null` the other.
pub(crate) const F_OR_L: u8 = 1 << 7;

#[allow(clippy::indexing_slicing)]
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let placeholder = match byte as u8 {
            b'$' | b'{' | b'<' | b'[' | b'N' => OF_PLACEHOLDERS,
            b'u' => U,
            b'f' | b'l' => F_OR_L,
            _ => 0,
        };
        classes[byte] = placeholder
            | match byte as u8 {
                b'a'..=b'z' | b'0'..=b'9' => LOWER,
                b'A'..=b'Z' => UPPER,
                b'-' => HYPHEN,
                b'_' => UNDERSCORE,
                b'.' => DOT,
                _ => 0,
            };
        byte += 1;
    }
    classes
};

/// Whether a byte is in one of the classes.
#[inline(always)]
pub(crate) fn is_in(byte: u8, classes: u8) -> bool {
    CLASSES
        .get(usize::from(byte))
        .is_some_and(|class| class & classes != 0)
}

/// The classes of all bytes.
#[inline(always)]
pub(crate) fn classes_of(bytes: &[u8]) -> u8 {
    let class = |byte: &u8| CLASSES.get(usize::from(*byte)).copied();
    bytes
        .iter()
        .fold(0, |all, byte| all | class(byte).unwrap_or_default())
}

/// Whether every byte is in one of the classes.
#[inline(always)]
pub(crate) fn are_all_in(bytes: &[u8], classes: u8) -> bool {
    bytes.iter().all(|byte| is_in(*byte, classes))
}
