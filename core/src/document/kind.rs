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
    /// An object of a class that JSON doesn't have and that no other kind describes.
    Instance,
    /// JavaScript's `undefined`.
    Undefined,
    /// JavaScript's `BigInt`.
    BigInt,
    /// A symbol.
    Symbol,
    /// A function.
    Function,
    /// Bytes, such as JavaScript's `Uint8Array` or Python's `bytes`.
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
    /// A builder of this package that was not built.
    Builder,
    /// A class itself.
    Class,
    /// A value that must be awaited, such as a `Promise` or a coroutine.
    Awaitable,
    /// JavaScript: a `Map`.
    Map,
    /// JavaScript: an object with entries that is not a `Map`, such as `Headers`.
    Entries,
    /// JavaScript: a `Set`.
    Set,
    /// JavaScript: an iterator, such as a generator.
    Iterator,
    /// JavaScript: an array of numbers, such as `Float64Array`.
    NumberArray,
    /// JavaScript: a `Date`.
    Date,
    /// JavaScript: a `URL`.
    Url,
    /// JavaScript: a `RegExp`.
    RegExp,
    /// JavaScript: an `Error`.
    Error,
    /// JavaScript: a boxed string.
    BoxedString,
    /// JavaScript: a boxed number.
    BoxedNumber,
    /// JavaScript: a boxed boolean.
    BoxedBoolean,
    /// Python: a member of an `Enum`.
    EnumMember,
    /// Python: an instance of a data class.
    Dataclass,
    /// Python: an instance of a class of the package `attrs`.
    Attrs,
    /// Python: a model of pydantic, or another object with a method `model_dump`.
    Model,
    /// Python: a `Struct` of the package `msgspec`.
    Struct,
    /// Python: a `SimpleNamespace`.
    Namespace,
    /// Python: a set, range, generator or another object that can be iterated.
    Iterable,
    /// Python: an asynchronous generator or another object that can be iterated asynchronously.
    AsyncIterable,
    /// Python: an array with a method `tolist`, such as one of NumPy.
    ArrayLike,
    /// Python: a date, time or another object with a method `isoformat`.
    IsoFormat,
    /// Python: a path, which has a method `__fspath__`.
    FilePath,
    /// Python: a number that is neither an integer nor a float, such as a fraction.
    Real,
    /// Python: a boolean of NumPy.
    NumpyBool,
    /// Python: an object that `str` converts to meaningful text, such as a `UUID`.
    Printable,
}

impl Foreign {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 41] = [
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
        Self::Builder,
        Self::Class,
        Self::Awaitable,
        Self::Map,
        Self::Entries,
        Self::Set,
        Self::Iterator,
        Self::NumberArray,
        Self::Date,
        Self::Url,
        Self::RegExp,
        Self::Error,
        Self::BoxedString,
        Self::BoxedNumber,
        Self::BoxedBoolean,
        Self::EnumMember,
        Self::Dataclass,
        Self::Attrs,
        Self::Model,
        Self::Struct,
        Self::Namespace,
        Self::Iterable,
        Self::AsyncIterable,
        Self::ArrayLike,
        Self::IsoFormat,
        Self::FilePath,
        Self::Real,
        Self::NumpyBool,
        Self::Printable,
    ];

    pub(super) fn from_number(number: u32) -> Self {
        Self::ALL
            .get(number as usize)
            .copied()
            .unwrap_or(Self::Instance)
    }
}
