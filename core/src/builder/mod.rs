//! The builder of every language: turns recorded calls into the declaration that they describe.
//!
//! The calls are a document too: an array that has one array for each call. The first call is the constructor. A method
//! is identified by its name or by its index in [`METHODS`]:
//!
//! ```json
//! [["container", "api"], ["port", 8080], ["memory", "1Gi"]]
//! ```
//!
//! [`fold`] turns this document into the declaration, with the keys in the order of [`CONTAINER`]. Every node of the
//! declaration has the number of the call that it comes from. Nothing is validated here: an argument of a wrong type, an
//! extra key or a cycle is copied into the declaration, where the decoder reports it as in any other document. A call
//! that a later call replaced leaves nothing behind.

mod environment;
mod fold;
mod ports;
mod scaling;
mod stack;
mod writer;

pub(crate) use fold::fold;

use crate::diagnostic::quoted;
use crate::document::{Document, Kind};
use crate::language::Language;
use crate::model::keys::{CONTAINER, is_equal};
use crate::model::number;
use crate::span::NodeId;

const CODE: usize = CONTAINER.index_of("code");

/// A method of the builder.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// The name in recorded calls, in camelCase.
    pub name: &'static str,
    /// The minimum number of arguments.
    pub min: u32,
    /// The maximum number of arguments.
    pub max: u32,
    effect: Effect,
}

/// What a call does to the declaration.
#[derive(Clone, Copy, Debug)]
enum Effect {
    Constructor,
    From,
    /// Sets the key of [`CONTAINER`] that has this index; the last call wins.
    Set(usize),
    Port,
    Ports,
    Expose,
    ExposePort,
    MinReplicas,
    MaxReplicas,
    AutoScale,
    PersistentStorage,
    Environment,
    Link,
    Stack,
    FromStack,
    Add,
}

/// The methods that do more than set the key with their name.
const SPECIAL: [Method; 15] = [
    method("container", 1, 1, Effect::Constructor),
    method("from", 1, 1, Effect::From),
    method("port", 1, 1, Effect::Port),
    method("ports", 1, 1, Effect::Ports),
    method("expose", 1, 1, Effect::Expose),
    method("exposePort", 2, 2, Effect::ExposePort),
    method("minReplicas", 1, 1, Effect::MinReplicas),
    method("maxReplicas", 1, 1, Effect::MaxReplicas),
    method("autoScale", 1, 1, Effect::AutoScale),
    method("persistentStorage", 1, 2, Effect::PersistentStorage),
    method("environment", 1, 1, Effect::Environment),
    method("link", 1, 1, Effect::Link),
    method("stack", 1, 1, Effect::Stack),
    method("fromStack", 1, 1, Effect::FromStack),
    method("add", 2, 3, Effect::Add),
];

const fn method(name: &'static str, min: u32, max: u32, effect: Effect) -> Method {
    Method {
        name,
        min,
        max,
        effect,
    }
}

/// Every method: the special ones, then a setter for each key that has one. A binding may identify a method by its index
/// in this list.
#[allow(clippy::indexing_slicing)]
pub static METHODS: [Method; SPECIAL.len() + count_setters()] = {
    let mut methods = [SPECIAL[0]; SPECIAL.len() + count_setters()];
    let (mut at, mut index) = (0, 0);
    while at < SPECIAL.len() {
        methods[at] = SPECIAL[at];
        at += 1;
    }
    while index < CONTAINER.keys.len() {
        if is_setter(index) {
            methods[at] = method(CONTAINER.keys[index].name, 1, 1, Effect::Set(index));
            at += 1;
        }
        index += 1;
    }
    methods
};

const fn count_setters() -> usize {
    let (mut count, mut index) = (0, 0);
    while index < CONTAINER.keys.len() {
        count += is_setter(index) as usize;
        index += 1;
    }
    count
}

/// Whether a method of the same name sets the key at an index and does nothing else.
#[allow(clippy::indexing_slicing)]
const fn is_setter(index: usize) -> bool {
    let key = &CONTAINER.keys[index];
    let mut at = 0;
    while at < SPECIAL.len() {
        if is_equal(SPECIAL[at].name, key.name) {
            return false;
        }
        at += 1;
    }
    key.has_setter()
}

impl Method {
    /// The method of a call, given the first element of the call.
    #[inline]
    fn called_by(calls: &Document<'_>, name: NodeId) -> Option<&'static Self> {
        match calls.short_integer(name) {
            Some(index) => METHODS.get(index as usize),
            None => Self::named(calls, name),
        }
    }

    #[inline(never)]
    fn named(calls: &Document<'_>, name: NodeId) -> Option<&'static Self> {
        match calls.str(name) {
            Some(name) => METHODS.iter().find(|method| method.name == name),
            None => {
                let number = number::integer(calls.number(name)?, 0, METHODS.len() as u64)?;
                METHODS.get(number as usize)
            }
        }
    }

    /// Whether messages may show the arguments of this method: whether none of them may be secret.
    fn shows_arguments(&self) -> bool {
        !matches!(
            self.effect,
            Effect::Set(CODE)
                | Effect::AutoScale
                | Effect::Environment
                | Effect::From
                | Effect::FromStack
        )
    }
}

/// Whether the calls build a stack, not a container.
pub(crate) fn is_stack(calls: &Document<'_>) -> bool {
    let first = calls.elements(Document::ROOT).next();
    let name = first.and_then(|call| calls.elements(call).next());
    let method = name.and_then(|name| Method::called_by(calls, name));
    method.is_some_and(|method| matches!(method.effect, Effect::Stack | Effect::FromStack))
}

/// The name of the method of a call; `new` for the constructor.
pub(crate) fn call_method(calls: &Document<'_>, call: NodeId) -> &'static str {
    let name = calls.elements(call).next();
    match name.and_then(|name| Method::called_by(calls, name)) {
        Some(Method {
            effect: Effect::Constructor | Effect::Stack,
            ..
        }) => "new",
        Some(method) => method.name,
        None => "",
    }
}

/// The maximum number of arguments of a call that are shown. No method takes more, but a program may pass any number.
const MAX_SHOWN_ARGUMENTS: usize = 8;

/// A call as source code: in JavaScript `.exposePort(9090, "tcp")`, or `new Container("api")` for the constructor.
///
/// Arguments other than strings, numbers, booleans and null are shown as `…`, and so are all arguments of
/// `environment`, `code`, `autoScale` and `from`. `call` is an element of the root. Returns an empty string if it is not a
/// call.
pub fn call_text(calls: &Document<'_>, call: NodeId, language: &Language) -> String {
    let mut parts = calls.elements(call);
    let Some(method) = parts.next().and_then(|name| Method::called_by(calls, name)) else {
        return String::new();
    };
    let mut arguments: Vec<String> = parts
        .clone()
        .take(MAX_SHOWN_ARGUMENTS)
        .map(|argument| match argument_text(calls, argument, language) {
            Some(text) if method.shows_arguments() => text,
            _ => "…".to_owned(),
        })
        .collect();
    if parts.nth(MAX_SHOWN_ARGUMENTS).is_some() {
        arguments.push("…".to_owned());
    }
    let arguments = arguments.join(", ");
    match method.effect {
        Effect::Constructor => language.new_call("Container", &arguments),
        Effect::From => language.from_call("Container", &arguments),
        Effect::Stack => language.new_call("Stack", &arguments),
        Effect::FromStack => language.from_call("Stack", &arguments),
        _ => language.method_call(method.name, &arguments),
    }
}

fn argument_text(calls: &Document<'_>, argument: NodeId, language: &Language) -> Option<String> {
    match calls.kind(argument) {
        Kind::String => calls.str(argument).map(quoted),
        Kind::Number => calls.number(argument).map(number::print),
        Kind::Null => Some(language.null().to_owned()),
        Kind::Bool => calls
            .bool(argument)
            .map(|value| language.boolean(value).to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
