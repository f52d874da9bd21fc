//! The kinds of nodes.

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number. A document of a value may also have NaN and the infinities.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A value that JSON doesn't have.
    Foreign(Foreign),
}

/// A value of a programming language that JSON doesn't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Foreign {
    /// An object of a class that JSON doesn't have, such as a map, a date or a regular expression.
    Instance,
    /// JavaScript's `undefined`.
    Undefined,
    /// JavaScript's `BigInt`.
    BigInt,
    /// A symbol.
    Symbol,
    /// A function.
    Function,
    /// Bytes.
    Bytes,
    /// An exact decimal.
    Decimal,
    /// A getter, `ref()` or `Serialize` that failed with an exception or error.
    Threw,
    /// A value that contains itself.
    Cycle,
    /// A value that is nested more deeply than the limit allows.
    TooDeep,
    /// A value with more parts or longer strings than the limit allows.
    TooLarge,
    /// A value whose key is not a string, such as in Python's `{8080: "http"}`. The document contains the key as text.
    Keyed,
}

impl Foreign {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 12] = [
        Self::Instance,
        Self::Undefined,
        Self::BigInt,
        Self::Symbol,
        Self::Function,
        Self::Bytes,
        Self::Decimal,
        Self::Threw,
        Self::Cycle,
        Self::TooDeep,
        Self::TooLarge,
        Self::Keyed,
    ];

    pub(super) fn from_number(number: u32) -> Self {
        Self::ALL
            .get(number as usize)
            .copied()
            .unwrap_or(Self::Instance)
    }
}
