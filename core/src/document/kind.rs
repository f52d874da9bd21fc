//! What nodes are.

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, also NaN and the infinities where the source has them.
    Number,
    /// Text.
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
    /// An object of some other class: a map, a date, a regular expression.
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
    /// A getter or a `ref()` that threw.
    Threw,
    /// A value that contains itself.
    Cycle,
    /// A value inside more objects and arrays than the limit allows.
    TooDeep,
    /// A value with more parts, or longer text, than a binding carries over.
    TooLarge,
    /// A value whose key is no text: of Python's `{8080: "http"}`, say. The key stands there as it is shown.
    Keyed,
}

impl Foreign {
    /// Every one, by its number on a tape.
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
