//! How rules name a place in a declaration: a JSON Pointer (RFC 6901).

use std::borrow::Cow;
use std::fmt;

use crate::secret::mask_name;
use crate::span::NodeId;

/// A JSON Pointer: `/ports/0/port`. It starts from the declaration in hand, or from a node of the document.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    pointer: String,
    start: Option<NodeId>,
}

/// The longest key, in characters, that a report's paths show in full. No valid name is longer than half of this.
pub(crate) const LONGEST_KEY: usize = 256;

impl Path {
    /// The whole declaration.
    pub const fn root() -> Self {
        Self {
            pointer: String::new(),
            start: None,
        }
    }

    /// The path of a node, for paths to what is inside it. They hold no copy of the keys around that node, however long
    /// those are and however much is said of what is inside.
    #[inline(never)]
    pub const fn within(node: NodeId) -> Self {
        Self {
            pointer: String::new(),
            start: Some(node),
        }
    }

    /// Reads a JSON Pointer as it is written; what does not start with `/` is the root.
    pub fn parse(pointer: &str) -> Self {
        let mut path = Self::root();
        if pointer.starts_with('/') {
            path.pointer.push_str(pointer);
        }
        path
    }

    /// The node that this path starts from; `None` if that is the declaration in hand.
    pub const fn start(&self) -> Option<NodeId> {
        self.start
    }

    /// The path of a key inside this one.
    #[must_use]
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.pointer.push('/');
        for c in key.chars() {
            match c {
                '~' => self.pointer.push_str("~0"),
                '/' => self.pointer.push_str("~1"),
                c => self.pointer.push(c),
            }
        }
        self
    }

    /// Like [`Path::key`], but of a key longer than [`LONGEST_KEY`] only the start, then `…`.
    #[must_use]
    pub fn short_key(self, key: &str) -> Self {
        // A character has at least one byte.
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

    /// This path with the keys of another one behind it, each as [`Path::short_key`] gives it.
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

    /// Whether [`Path::short_key`] left out the end of a key, so that this path leads nowhere.
    pub fn is_cut(&self) -> bool {
        self.pointer.len() > LONGEST_KEY
            && self
                .segments()
                .any(|key| key.chars().nth(LONGEST_KEY).is_some())
    }

    /// The path of a key inside this one, if there is a key.
    #[must_use]
    #[inline(never)]
    pub fn optional_key(self, key: Option<&str>) -> Self {
        match key {
            Some(key) => self.key(key),
            None => self,
        }
    }

    /// The path of an element inside this one, counted from 0.
    #[must_use]
    #[inline(never)]
    pub fn index(self, index: usize) -> Self {
        self.key(&index.to_string())
    }

    /// The keys and indices from the outside in, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.pointer.split('/').skip(1).map(|segment| {
            if segment.contains('~') {
                Cow::Owned(unescaped(segment))
            } else {
                Cow::Borrowed(segment)
            }
        })
    }

    /// The path without its last key or index; `None` where it starts.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.pointer.rsplit_once('/')?;
        Some(Self {
            pointer: parent.to_owned(),
            start: self.start,
        })
    }

    /// The JSON Pointer as text, from where the path starts.
    pub fn as_str(&self) -> &str {
        &self.pointer
    }
}

/// Masked key by key: a key may hold a secret.
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

fn unescaped(segment: &str) -> String {
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
    fn segments_come_back_as_they_went_in() {
        let path = Path::root().key("a/b").key("~1").index(3);
        assert_eq!(path.as_str(), "/a~1b/~01/3");
        assert_eq!(path.segments().collect::<Vec<_>>(), ["a/b", "~1", "3"]);
        assert_eq!(path.parent().unwrap().as_str(), "/a~1b/~01");
    }

    #[test]
    fn long_keys_are_cut_and_known_to_be() {
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
