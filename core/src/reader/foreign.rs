//! Describes values that JSON doesn't have, and says how a program converts them.

use super::mismatch::Expected;
use crate::diagnostic::shown;
use crate::document::{Document, Foreign};
use crate::span::NodeId;

/// What a foreign value is, for a message. Only its type is named, since its content may be secret.
pub(super) fn describe(document: &Document<'_>, id: NodeId, kind: Foreign) -> String {
    let name = shown(document.type_name(id));
    let unnamed = match kind {
        Foreign::Undefined => "undefined",
        Foreign::BigInt => "a BigInt",
        Foreign::Symbol => "a symbol",
        Foreign::Function => "a function",
        Foreign::Threw => "a value that throws when it is read",
        Foreign::Cycle => "a value that contains itself",
        Foreign::TooDeep => "a value that is nested too deeply",
        Foreign::TooLarge => "a value that is too large",
        Foreign::Keyed => "a value whose key is not a string",
        Foreign::BoxedString => "a String object",
        Foreign::BoxedNumber => "a Number object",
        Foreign::BoxedBoolean => "a Boolean object",
        Foreign::Builder => return format!("{} that was not built", with_article(&name)),
        Foreign::Bytes if name.is_empty() => "bytes",
        Foreign::Decimal if name.is_empty() => "a decimal object",
        Foreign::Class if name.is_empty() => "a class",
        Foreign::Class => return format!("the class {name}"),
        _ if name.is_empty() => "a class instance",
        Foreign::EnumMember => return format!("a member of {name}"),
        Foreign::Instance
        | Foreign::Dataclass
        | Foreign::Attrs
        | Foreign::Model
        | Foreign::Struct => return describe_instance(&name),
        _ => return with_article(&name),
    };
    unnamed.to_owned()
}

/// What an object of a class is, for a message. `name` may be empty.
pub(super) fn describe_object(document: &Document<'_>, id: NodeId) -> String {
    match document.type_name(id) {
        "" => "an object".to_owned(),
        name => describe_instance(&shown(name)),
    }
}

fn describe_instance(name: &str) -> String {
    format!("an instance of {name}")
}

fn with_article(name: &str) -> String {
    // A capital or small U mostly sounds like "you", as in `URL` and `Uint8Array`.
    let article = match name.chars().next() {
        Some('A' | 'E' | 'I' | 'O' | 'a' | 'e' | 'i' | 'o') => "an",
        _ => "a",
    };
    format!("{article} {name}")
}

/// Whether a foreign value is an object in its language, so that a message must ask for a plain one.
pub(super) fn is_object(kind: Foreign) -> bool {
    !matches!(
        kind,
        Foreign::Undefined
            | Foreign::BigInt
            | Foreign::Symbol
            | Foreign::Function
            | Foreign::Threw
            | Foreign::Cycle
            | Foreign::TooDeep
            | Foreign::TooLarge
            | Foreign::Keyed
            | Foreign::Class
    )
}

/// How a program converts a foreign value to what is expected; `None` if no conversion is likely to help.
pub(super) fn conversion(kind: Foreign, expected: Expected<'_>) -> Option<&'static str> {
    if kind == Foreign::Builder && expected.is_reference() {
        return Some("call ref() on it");
    }
    let is_any = matches!(expected, Expected::Json);
    let conversions: [(bool, fn(Foreign) -> Option<&'static str>); 6] = [
        (true, conversion_to_any),
        (expected.accepts_object(), conversion_to_object),
        (expected.accepts_list(), conversion_to_list),
        (expected.accepts_text(), conversion_to_text),
        (expected.accepts_number(), conversion_to_number),
        (matches!(expected, Expected::Bool), conversion_to_boolean),
    ];
    let mut fitting = conversions.into_iter().filter(|(fits, _)| *fits || is_any);
    fitting.find_map(|(_, conversion)| conversion(kind))
}

/// Conversions that don't depend on what is expected.
fn conversion_to_any(kind: Foreign) -> Option<&'static str> {
    Some(match kind {
        Foreign::Threw => "handle the error that reading it throws",
        Foreign::Cycle => "remove the cycle",
        Foreign::Keyed => "use a string as the key",
        Foreign::Builder => "call build() on it",
        Foreign::Awaitable => "await it",
        Foreign::EnumMember => "use member.value",
        Foreign::Function => "pass a value, such as the result of calling the function",
        Foreign::Class => "pass a value, not the class",
        _ => return None,
    })
}

fn conversion_to_object(kind: Foreign) -> Option<&'static str> {
    Some(match kind {
        Foreign::Map => "use Object.fromEntries(map)",
        Foreign::Entries => "use Object.fromEntries(…)",
        Foreign::Dataclass => "use dataclasses.asdict(…)",
        Foreign::Attrs => "use attrs.asdict(…)",
        Foreign::Model => "use model.model_dump()",
        Foreign::Struct => "use msgspec.to_builtins(…)",
        Foreign::Namespace => "use vars(…)",
        _ => return None,
    })
}

fn conversion_to_list(kind: Foreign) -> Option<&'static str> {
    Some(match kind {
        Foreign::Set => "use [...set]",
        Foreign::Map => "use [...map.values()]",
        Foreign::Iterator | Foreign::NumberArray => "use Array.from(…)",
        Foreign::Iterable => "use list(…)",
        Foreign::AsyncIterable => "use [item async for item in …]",
        Foreign::ArrayLike => "use array.tolist()",
        _ => return None,
    })
}

fn conversion_to_text(kind: Foreign) -> Option<&'static str> {
    Some(match kind {
        Foreign::BigInt => "use String(…)",
        Foreign::Date => "use date.toISOString()",
        Foreign::Url => "use url.href or url.pathname",
        Foreign::RegExp => "use regexp.source",
        Foreign::Error => "use error.message, or handle the error",
        Foreign::Symbol => "use symbol.description",
        Foreign::BoxedString => "use String(…) without new",
        Foreign::Bytes => "decode the bytes",
        Foreign::IsoFormat => "use value.isoformat()",
        Foreign::FilePath => "use str(path)",
        Foreign::Decimal | Foreign::Real | Foreign::Printable => "use str(…)",
        _ => return None,
    })
}

fn conversion_to_number(kind: Foreign) -> Option<&'static str> {
    Some(match kind {
        Foreign::BigInt => "use Number(…)",
        Foreign::BoxedNumber => "use Number(…) without new",
        Foreign::Decimal | Foreign::Real => "use float(…)",
        _ => return None,
    })
}

fn conversion_to_boolean(kind: Foreign) -> Option<&'static str> {
    Some(match kind {
        Foreign::BoxedBoolean => "use Boolean(…) without new",
        Foreign::NumpyBool => "use bool(…)",
        _ => return None,
    })
}
