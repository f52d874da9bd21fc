//! Nodes, and the constants for the kind and the flags in their first word. Tapes use the same constants.

/// A node of 16 bytes. The meaning of `a` and `b` depends on the kind; the constants of this module describe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// The kind in the low byte, and the flags in the other bits.
    pub(crate) head: u32,
    /// The number of the node after this one and its children. In an object or array that the writer has not closed
    /// yet, it is the number of its parent.
    pub(crate) next: u32,
    pub(crate) a: u32,
    pub(crate) b: u32,
}

const _: () = assert!(size_of::<Node>() == 16);

impl Node {
    /// What a document returns for a node that doesn't exist: a broken null.
    pub(crate) const MISSING: Self = Self {
        head: NULL | BROKEN,
        next: 1,
        a: 0,
        b: 0,
    };

    /// Whether an error about this node has been reported.
    #[inline]
    pub(crate) fn is_broken(self) -> bool {
        self.head & BROKEN != 0
    }

    /// Whether the parser had to guess what this node is or where it ends.
    #[inline]
    pub(crate) fn is_guessed(self) -> bool {
        self.head & (UNFINISHED | GUESSED) != 0
    }

    /// Whether this null means that the key is absent: it is not broken, and was not passed to a builder call.
    #[inline]
    pub(crate) fn is_left_out(self) -> bool {
        self.head & (KIND | BROKEN | ARGUMENT) == NULL
    }
}

/// `null`. `b`: its start in the text.
pub const NULL: u32 = 0;
/// A boolean. `a`: 0 or 1; `b`: its start in the text.
pub const BOOL: u32 = 1;
/// A number that is written with one to nine digits and nothing else. `a`: its start in the text; `b`: its value.
pub const INTEGER: u32 = 2;
/// Any other number of a text. `a`: its start in the text; `b`: its length in bytes.
pub const NUMBER: u32 = 3;
/// A number that is not from a text. `a` and `b`: the lower and the upper half of the bits of the double.
pub const FLOAT: u32 = 4;
/// A string or key. `a`: the start of its content; `b`: the length of the content in bytes.
pub const STRING: u32 = 5;
/// An array. `a`: its start in the text; `b`: its end.
pub const ARRAY: u32 = 6;
/// An object. `a`: its start in the text; `b`: its end. With `NAMED`, `a` and `b` are as in a foreign value.
pub const OBJECT: u32 = 7;
/// A value that JSON doesn't have. `a`: the start of the name of its type in the text or side arena; `b`: the number of a
/// [`super::Foreign`] in the low [`NAME_BITS`] bits, and the length of the name in bytes in the high bits.
pub const FOREIGN: u32 = 8;
/// The number of the lowest bit of the length of a name of a type.
pub const NAME_BITS: u32 = 8;
/// The bits of the kind.
pub const KIND: u32 = 0xff;

/// The content of the string is in the side arena, not in the text.
pub const SIDE: u32 = 1 << 8;
/// The parser had to close this object or array, or may have lost members of it.
pub const UNFINISHED: u32 = 1 << 9;
/// An error about this node has been reported.
pub const BROKEN: u32 = 1 << 10;
/// The span of the node is in `Document::spans`.
pub(crate) const SPAN: u32 = 1 << 11;
/// A scalar that was passed to a builder call and stands for a pair, such as `cpu(1)` for `{min, desired}`.
pub(crate) const SHORTHAND: u32 = 1 << 12;
/// The string has a lone surrogate in its source, which is replaced by U+FFFD.
pub const SURROGATE: u32 = 1 << 13;
/// A null that was passed to a builder call. It is a value of the wrong type, and does not mean that a key is absent.
pub(crate) const ARGUMENT: u32 = 1 << 14;
/// The parser guessed what this node is, since it read the node right after a syntax error.
pub const GUESSED: u32 = 1 << 15;
/// The object has the name of its class. Only documents of values and calls have such objects.
pub(crate) const NAMED: u32 = 1 << 16;
/// The object is what a builder of containers declares in a stack, whatever its `type` is.
pub(crate) const CONTAINER: u32 = 1 << 17;
/// With `SURROGATE`: what is replaced by U+FFFD is not a lone surrogate, but bytes that are not valid UTF-8.
pub(crate) const NOT_UTF8: u32 = 1 << 18;
/// The array of the documents of a text that has several.
#[cfg(feature = "yaml")]
pub(crate) const STREAM: u32 = 1 << 19;
/// An element of that array.
#[cfg(feature = "yaml")]
pub(crate) const STREAMED: u32 = 1 << 20;
/// The node is in a part of a YAML text that was repaired. With `GUESSED`.
#[cfg(feature = "yaml")]
pub const REPAIRED: u32 = 1 << 21;
/// A key that a merge key of YAML added to its object.
#[cfg(feature = "yaml")]
pub const MERGED: u32 = 1 << 22;
