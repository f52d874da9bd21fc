//! Nodes, with the kinds and flags of their first word, as the bindings' tapes write them too.

/// Sixteen bytes. What `a` and `b` hold depends on the kind; see the constants beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Kind in the low byte, flags above.
    pub(crate) head: u32,
    /// The sibling, or the end of the parent; while a container is open, its own parent.
    pub(crate) next: u32,
    pub(crate) a: u32,
    pub(crate) b: u32,
}

const _: () = assert!(size_of::<Node>() == 16);

impl Node {
    pub(crate) const NOTHING: Self = Self {
        head: NULL | BROKEN,
        next: 1,
        a: 0,
        b: 0,
    };

    /// Whether what is wrong with this node has been reported.
    #[inline]
    pub(crate) fn is_broken(self) -> bool {
        self.head & BROKEN != 0
    }

    /// Whether this is a null in the place of a key that was left out: not broken, and no argument of a call.
    #[inline]
    pub(crate) fn is_left_out(self) -> bool {
        self.head & (KIND | BROKEN | ARGUMENT) == NULL
    }
}

/// `null`; `b`: start in the text.
pub const NULL: u32 = 0;
/// `a`: 0 or 1; `b`: start.
pub const BOOL: u32 = 1;
/// A number written as up to nine digits; `a`: start; `b`: its value.
pub const INTEGER: u32 = 2;
/// A number as written; `a`: start; `b`: length.
pub(crate) const NUMBER: u32 = 3;
/// A number of a value; `a`, `b`: low and high half of its bits.
pub const FLOAT: u32 = 4;
/// `a`: start of the content; `b`: its length in bytes.
pub const STRING: u32 = 5;
/// `a`: start; `b`: end.
pub const ARRAY: u32 = 6;
/// `a`: start; `b`: end.
pub const OBJECT: u32 = 7;
/// `a`: the number of a [`super::Foreign`].
pub const FOREIGN: u32 = 8;
/// Masks the kind.
pub(crate) const KIND: u32 = 0xff;

/// The string lies in the side arena, not in the text.
pub(crate) const SIDE: u32 = 1 << 8;
/// The object or array was closed by recovery: more may belong to it.
pub(crate) const UNFINISHED: u32 = 1 << 9;
/// What is wrong with this node has been reported.
pub(crate) const BROKEN: u32 = 1 << 10;
/// The span is kept in `Document::spans`.
pub(crate) const SPAN: u32 = 1 << 11;
/// A scalar given to a builder call that stands for a pair.
pub(crate) const SHORTHAND: u32 = 1 << 12;
/// The text has a lone surrogate, which stands as U+FFFD here.
pub const SURROGATE: u32 = 1 << 13;
/// A null that is the argument of a builder call: it is a value of the wrong type, not an absent key.
pub(crate) const ARGUMENT: u32 = 1 << 14;
/// Recovery took this for what it is by a guess: it was read right after a fault.
pub(crate) const GUESSED: u32 = 1 << 15;
