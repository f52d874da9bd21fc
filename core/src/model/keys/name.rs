//! Finds the key with a name.

use super::Key;

/// The name of a key in a declaration, and its first eight bytes as a number: comparing numbers is faster than comparing
/// byte by byte.
#[derive(Clone, Copy)]
pub(crate) struct Name<'d> {
    bytes: &'d [u8],
    head: u64,
}

impl<'d> Name<'d> {
    /// The name of `length` bytes from `start` on.
    #[inline(always)]
    pub(crate) fn in_text(text: &'d [u8], start: usize, length: usize) -> Self {
        let rest = text.get(start..).unwrap_or_default();
        let bytes = rest.get(..length).unwrap_or_default();
        let head = match rest.first_chunk() {
            Some(word) if bytes.len() < 8 => {
                let after = u64::MAX << (8 * bytes.len());
                u64::from_le_bytes(*word) & !after
            }
            Some(word) => u64::from_le_bytes(*word),
            None => head(bytes),
        };
        Self { bytes, head }
    }

    /// The bytes.
    #[inline]
    pub(crate) fn bytes(self) -> &'d [u8] {
        self.bytes
    }
}

/// The first eight bytes of a name as a number.
#[inline(never)]
pub(super) const fn head(mut name: &[u8]) -> u64 {
    let (mut head, mut bits) = (0, 0);
    while let [first, rest @ ..] = name
        && bits < u64::BITS
    {
        head |= (*first as u64) << bits;
        (name, bits) = (rest, bits + 8);
    }
    head
}

/// The last eight bytes of a name as a number; 0 for a shorter name.
#[inline(always)]
pub(super) const fn tail(name: &[u8]) -> u64 {
    match name.last_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => 0,
    }
}

impl Key {
    /// Whether this key may have a name, by its length and its first bytes. At most one key of an object does; a test
    /// ensures that.
    #[inline(always)]
    pub(crate) fn may_be_named(&self, name: Name) -> bool {
        self.head == name.head && self.name.len() == name.bytes.len()
    }

    /// Whether this key has a name.
    #[inline(always)]
    pub(crate) fn is_named(&self, name: Name) -> bool {
        let length = name.bytes.len();
        self.may_be_named(name)
            && (length <= 8
                || self.tail == tail(name.bytes)
                    && (length <= 16 || self.name.as_bytes() == name.bytes))
    }
}

/// The index of the key with a name. It is probably `likely`, since most declarations use the order of the table.
#[inline(always)]
pub(crate) fn find_key(keys: &[Key], name: Name, likely: usize) -> Option<usize> {
    match keys.get(likely) {
        Some(key) if key.is_named(name) => Some(likely),
        _ => find_other_key(keys, name, likely),
    }
}

/// Searches the keys after `likely` first, since many declarations leave out optional keys.
#[inline(never)]
fn find_other_key(keys: &[Key], name: Name, likely: usize) -> Option<usize> {
    let next = keys.get(likely..).unwrap_or_default();
    match next.iter().position(|key| key.is_named(name)) {
        Some(at) => Some(likely + at),
        None => keys.iter().position(|key| key.is_named(name)),
    }
}
