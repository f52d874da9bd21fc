//! How rules name a place in a declaration: a JSON Pointer (RFC 6901).

use std::borrow::Cow;
use std::fmt;

use crate::secret::mask_name;

/// A JSON Pointer: `/ports/0/port`. The empty path is the whole declaration.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(String);

impl Path {
    /// The whole declaration.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// Reads a JSON Pointer as it is written; what does not start with `/` is the root.
    pub fn parse(pointer: &str) -> Self {
        if pointer.starts_with('/') {
            Self(pointer.to_owned())
        } else {
            Self::root()
        }
    }

    /// The path of a key inside this one.
    #[must_use]
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.push('/');
        for c in key.chars() {
            match c {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                c => self.0.push(c),
            }
        }
        self
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

    /// This path, with another one behind it.
    #[must_use]
    #[inline(never)]
    pub fn join(mut self, inner: &Path) -> Self {
        self.0.push_str(&inner.0);
        self
    }

    /// The keys and indices from the outside in, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|segment| {
            if segment.contains('~') {
                Cow::Owned(unescaped(segment))
            } else {
                Cow::Borrowed(segment)
            }
        })
    }

    /// The path without its last key or index; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        self.0
            .rsplit_once('/')
            .map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The JSON Pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Masked key by key: a key may hold a secret.
impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = self
            .segments()
            .fold(Self::root(), |path, key| path.key(&mask_name(&key)));
        fmt::Debug::fmt(&masked.0, f)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
}
