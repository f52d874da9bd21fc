//! Paths, by which rules say where something is in a declaration: JSON Pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt;

use crate::secret::mask_name;
use crate::span::NodeId;

/// A JSON Pointer such as `/ports/0/port`. It starts from the declaration that is being checked, or from a given node.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    pointer: String,
    start: Option<NodeId>,
}

/// The length in characters of the longest key that paths in a report show completely. No valid name is longer than
/// half of this.
pub(crate) const LONGEST_KEY: usize = 256;

impl Path {
    /// The whole declaration.
    pub const fn root() -> Self {
        Self {
            pointer: String::new(),
            start: None,
        }
    }

    /// A path that starts from a node. Paths inside the node then don't contain the keys that lead to it, which may be
    /// long, while there may be many such paths.
    #[inline(never)]
    pub const fn from_node(node: NodeId) -> Self {
        Self {
            pointer: String::new(),
            start: Some(node),
        }
    }

    /// Parses a JSON Pointer. The result is the root if the text does not start with `/`.
    pub fn parse(pointer: &str) -> Self {
        let mut path = Self::root();
        if pointer.starts_with('/') {
            path.pointer.push_str(pointer);
        }
        path
    }

    /// The node that this path starts from; `None` if it starts from the declaration that is being checked.
    pub const fn start_node(&self) -> Option<NodeId> {
        self.start
    }

    /// Appends a key.
    #[must_use]
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        // Most paths fit into their first allocation.
        let least = if self.pointer.is_empty() { 32 } else { 0 };
        self.pointer.reserve(least.max(key.len() + 1));
        self.pointer.push('/');
        if !key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            self.pointer.push_str(key);
            return self;
        }
        for c in key.chars() {
            match c {
                '~' => self.pointer.push_str("~0"),
                '/' => self.pointer.push_str("~1"),
                c => self.pointer.push(c),
            }
        }
        self
    }

    /// Appends a key, like [`Path::key`]. If the key is longer than [`LONGEST_KEY`], the rest of it is replaced by `…`.
    #[must_use]
    pub fn short_key(self, key: &str) -> Self {
        // Counting bytes is faster, and there are at least as many as characters.
        if key.len() <= LONGEST_KEY {
            return self.key(key);
        }
        let Some((end, _)) = key.char_indices().nth(LONGEST_KEY) else {
            return self.key(key);
        };
        let mut path = self.key(key.get(..end).unwrap_or_default());
        path.pointer.push('…');
        path
    }

    /// Appends all keys of another path, each as [`Path::short_key`] does.
    #[must_use]
    pub fn join(mut self, inner: &Path) -> Self {
        if inner.pointer.len() > LONGEST_KEY {
            return inner
                .segments()
                .fold(self, |path, key| path.short_key(&key));
        }
        self.pointer.push_str(&inner.pointer);
        self
    }

    /// Whether [`Path::short_key`] cut a key, so that nothing can be found by this path.
    pub fn is_cut(&self) -> bool {
        self.pointer.len() > LONGEST_KEY
            && self
                .segments()
                .any(|key| key.chars().nth(LONGEST_KEY).is_some())
    }

    /// Appends a key, if there is one.
    #[must_use]
    #[inline(never)]
    pub fn optional_key(self, key: Option<&str>) -> Self {
        match key {
            Some(key) => self.key(key),
            None => self,
        }
    }

    /// Appends the index of an element, from 0.
    #[must_use]
    #[inline(never)]
    pub fn index(self, index: usize) -> Self {
        self.key(&index.to_string())
    }

    /// The unescaped keys and indices, from the outermost to the innermost.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        // Keys are short. Searching a single `char` is only faster in long texts.
        self.pointer.split(['/']).skip(1).map(|segment| {
            if segment.contains('~') {
                Cow::Owned(unescape(segment))
            } else {
                Cow::Borrowed(segment)
            }
        })
    }

    /// The path without its last key or index; `None` if there is no key or index.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.pointer.rsplit_once('/')?;
        Some(Self {
            pointer: parent.to_owned(),
            start: self.start,
        })
    }

    /// The JSON Pointer, like [`Path::as_str`].
    pub fn into_string(self) -> String {
        self.pointer
    }

    /// The JSON Pointer as text. It doesn't contain the node that the path starts from.
    pub fn as_str(&self) -> &str {
        &self.pointer
    }
}

/// Masks each key, since a key may contain a secret.
impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = self
            .segments()
            .fold(Self::root(), |path, key| path.key(&mask_name(&key)));
        fmt::Debug::fmt(&masked.pointer, f)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pointer)
    }
}

fn unescape(segment: &str) -> String {
    let (mut out, mut chars) = (String::new(), segment.chars());
    while let Some(c) = chars.next() {
        out.push(match c {
            '~' if chars.next() == Some('1') => '/',
            c => c,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_escaped_and_unescaped() {
        let path = Path::root().key("a/b").key("~1").index(3);
        assert_eq!(path.as_str(), "/a~1b/~01/3");
        assert_eq!(path.segments().collect::<Vec<_>>(), ["a/b", "~1", "3"]);
        assert_eq!(path.parent().unwrap().as_str(), "/a~1b/~01");
    }

    #[test]
    fn short_key_cuts_long_keys_and_is_cut_detects_it() {
        let [whole, long] = [LONGEST_KEY, LONGEST_KEY + 1].map(|length| "é".repeat(length));
        let path = Path::root().short_key(&whole).short_key("…");
        assert_eq!(path, Path::root().key(&whole).key("…"));
        assert!(!path.is_cut());
        let path = Path::root().short_key(&long).key("a");
        assert_eq!(path.as_str(), format!("/{whole}…/a"));
        assert!(path.is_cut());
        assert_eq!(Path::root().join(&Path::root().key(&long).key("a")), path);
        let path = Path::root().key("a").join(&Path::root().key("b").index(1));
        assert_eq!(path.as_str(), "/a/b/1");
    }
}
