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
//!
//! If a builder of a container is added to a builder of a stack before it is built, its calls are copied in front of the
//! call `addBuilder`, which has no argument for the resource. So all calls have one numbering, and each problem of the
//! container is reported at its own call:
//!
//! ```json
//! [["stack", "shop"], ["container", "api"], ["port", 8080], ["addBuilder", "live"]]
//! ```

mod environment;
mod fold;
mod methods;
mod ports;
mod scaling;
mod stack;
mod writer;

pub(crate) use fold::fold;
pub use methods::{METHODS, Method};

use methods::Effect;

use crate::diagnostic::quoted;
use crate::document::{Document, Kind};
use crate::language::Language;
use crate::model::keys::CONTAINER;
use crate::model::{Lifecycle, Protocol, number};
use crate::span::NodeId;

const CODE: usize = CONTAINER.index_of("code");

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

    /// The name that programs call it by.
    fn shown_name(&self) -> &'static str {
        match self.effect {
            Effect::addBuilder => "add",
            _ => self.name,
        }
    }

    /// Whether messages may show the arguments of this method: whether none of them may be secret.
    fn shows_arguments(&self) -> bool {
        !matches!(
            self.effect,
            Effect::Set(CODE)
                | Effect::autoScale
                | Effect::environment
                | Effect::from
                | Effect::fromStack
        )
    }
}

/// Whether the calls build a stack, not a container.
pub(crate) fn is_stack(calls: &Document<'_>) -> bool {
    let first = calls.elements(Document::ROOT).next();
    let name = first.and_then(|call| calls.elements(call).next());
    let method = name.and_then(|name| Method::called_by(calls, name));
    method.is_some_and(|method| matches!(method.effect, Effect::stack | Effect::fromStack))
}

/// The name of the method of a call; `new` for the constructor.
pub(crate) fn call_method(calls: &Document<'_>, call: NodeId) -> &'static str {
    let name = calls.elements(call).next();
    match name.and_then(|name| Method::called_by(calls, name)) {
        Some(Method {
            effect: Effect::container | Effect::stack,
            ..
        }) => "new",
        Some(method) => method.shown_name(),
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
    call_with_builder(calls, call, "…", language)
}

/// All calls of a builder as source code, such as `new Container("api").port(8080)`. What [`call_text`] hides is hidden
/// here too.
pub(crate) fn call_texts(calls: &Document<'_>, language: &Language) -> Vec<String> {
    let mut texts = Vec::new();
    // The calls of a builder that a later call adds to the stack.
    let mut builder = String::new();
    let is_stack = is_stack(calls);
    for call in calls.elements(Document::ROOT) {
        let name = calls.elements(call).next();
        let method = name.and_then(|name| Method::called_by(calls, name));
        match method.map(|method| method.effect) {
            Some(Effect::addBuilder) => {
                texts.push(call_with_builder(calls, call, &builder, language));
                builder.clear();
            }
            Some(Effect::container | Effect::from) if is_stack => {
                builder += &call_text(calls, call, language);
            }
            _ if !builder.is_empty() => builder += &call_text(calls, call, language),
            _ => texts.push(call_text(calls, call, language)),
        }
    }
    texts
}

/// A call as source code. `builder` is shown as the first argument of `addBuilder`.
fn call_with_builder(
    calls: &Document<'_>,
    call: NodeId,
    builder: &str,
    language: &Language,
) -> String {
    let mut parts = calls.elements(call);
    let Some(method) = parts.next().and_then(|name| Method::called_by(calls, name)) else {
        return String::new();
    };
    let mut arguments: Vec<String> = parts
        .clone()
        .take(MAX_SHOWN_ARGUMENTS)
        .map(|argument| {
            let variant = || variant_text(method, calls.str(argument)?, language);
            match variant().or_else(|| argument_text(calls, argument, language)) {
                Some(text) if method.shows_arguments() => text,
                _ => "…".to_owned(),
            }
        })
        .collect();
    if parts.nth(MAX_SHOWN_ARGUMENTS).is_some() {
        arguments.push("…".to_owned());
    }
    if matches!(method.effect, Effect::addBuilder) {
        arguments.insert(0, builder.to_owned());
    }
    let arguments = arguments.join(", ");
    match method.effect {
        Effect::container => language.new_call("Container", &arguments),
        Effect::from => language.from_call("Container", &arguments),
        Effect::stack => language.new_call("Stack", &arguments),
        Effect::fromStack => language.from_call("Stack", &arguments),
        _ => language.method_call(method.shown_name(), &arguments),
    }
}

/// An argument that is a value of an enum, in languages that have enums.
fn variant_text(method: &Method, value: &str, language: &Language) -> Option<String> {
    let protocols = [Protocol::Http, Protocol::Tcp].map(Protocol::name);
    let lifecycles = [Lifecycle::Live, Lifecycle::Frozen].map(Lifecycle::name);
    let (class, values) = match method.effect {
        Effect::expose | Effect::exposePort => ("Protocol", protocols),
        Effect::add | Effect::addBuilder => ("Lifecycle", lifecycles),
        _ => return None,
    };
    language
        .variant(class, value)
        .filter(|_| values.contains(&value))
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
