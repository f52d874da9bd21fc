//! Generates `python/src/alien/_declarations.py`: the types of declarations, for Python type checkers.

use std::fmt::Write;

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::keys::{self, Key, Object, Required, Shape};

const HEAD: &str = r#""""The types of declarations, which are plain dicts. Written by `cargo xtask generate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict
else:
    try:
        # Pydantic depends on this package, and before Python 3.12 it only supports the `TypedDict` in it.
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict
"#;

/// Returns the module as Python.
pub fn module() -> String {
    let mut module = Module {
        out: HEAD.to_owned(),
        defined: Vec::new(),
    };
    module.object(&keys::CONTAINER, Form::Normalised);
    module.object(&keys::CONTAINER, Form::Written);
    module.object(&keys::STACK, Form::Written);
    module.out.push_str(&codes());
    module.out
}

/// The type of the codes of diagnostics.
fn codes() -> String {
    let mut out = String::from("\n\nDiagnosticCode = Literal[\n");
    for code in functions::catalog().codes {
        let _ = writeln!(out, "    \"{}\",", code.code);
    }
    let doc = "A code of this version of the SDK. Newer versions may add codes.";
    let _ = write!(out, "]\n\"\"\"{doc}\"\"\"\n");
    out
}

/// A form of a declaration.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Normalised: keys with defaults are present.
    Normalised,
    /// As people write it: keys with defaults may be absent.
    Written,
}

/// The Python module that is being written. Each type is written before the types that use it.
struct Module {
    out: String,
    /// The names of the types that are already written.
    defined: Vec<String>,
}

impl Module {
    /// Writes the class of an object, after the types that it needs.
    fn object(&mut self, object: &Object, form: Form) {
        if object.name == CONFIG {
            return;
        }
        for key in &object.keys {
            self.shape(&key.shape, key.name, form);
        }
        let name = class_name(object, form);
        if self.is_new(&name) {
            self.out.push_str(&class(&name, object, form));
        }
    }

    /// Writes the types that a shape needs.
    fn shape(&mut self, shape: &Shape, key: &str, form: Form) {
        match shape {
            Shape::Object(inner) | Shape::Amount(inner) => self.object(inner, form),
            Shape::List(element, _) | Shape::Map(element) => self.shape(element, key, form),
            Shape::OneOf(names) => {
                let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
                self.alias(key, &format!("Literal[{}]", names.join(", ")));
            }
            Shape::Tagged(variants) => {
                for variant in *variants {
                    self.object(variant, form);
                }
                let names = variants.iter().map(|variant| class_name(variant, form));
                let names: Vec<_> = names.collect();
                self.alias(key, &names.join(" | "));
            }
            _ => {}
        }
    }

    /// Writes a type alias, such as `Protocol = Literal["http", "tcp"]`.
    fn alias(&mut self, key: &str, definition: &str) {
        let (name, doc) = alias(key);
        if self.is_new(name) {
            let _ = write!(self.out, "\n\n{name} = {definition}\n\"\"\"{doc}\"\"\"\n");
        }
    }

    /// Marks a type as written, and returns whether it wasn't marked before.
    fn is_new(&mut self, name: &str) -> bool {
        let is_new = self.defined.iter().all(|defined| defined != name);
        if is_new {
            self.defined.push(name.to_owned());
        }
        is_new
    }
}

/// Returns the class of an object. If some keys are always present and others are not, there is a base class for those
/// that are. In a normalised declaration, keys with a default are always present.
fn class(name: &str, object: &Object, form: Form) -> String {
    let has_default = |key: &Key| form == Form::Normalised && key.default.is_some();
    let is_present = |key: &&Key| key.required != Required::No || has_default(key);
    let (present, optional): (Vec<_>, Vec<_>) = object.keys.iter().partition(is_present);
    let doc = match (object.name, form) {
        ("container", Form::Written) => {
            "a declaration of a container as it is written by hand: keys with defaults may be absent"
        }
        ("stack", _) => {
            "a declaration of a stack as it is written by hand: keys of its containers that have defaults may be absent"
        }
        _ => object.doc,
    };
    let doc = format!("    \"\"\"{}\"\"\"\n", sentence(doc));
    let mut out = String::new();
    let base = match (present.is_empty(), optional.is_empty()) {
        (false, true) => {
            let _ = write!(out, "\n\nclass {name}(TypedDict):\n{doc}");
            out.push_str(&members(&present, object, form));
            return out;
        }
        (false, false) => {
            let _ = write!(out, "\n\nclass _{name}(TypedDict):\n");
            out.push_str(members(&present, object, form).trim_start_matches('\n'));
            format!("_{name}")
        }
        _ => "TypedDict".to_owned(),
    };
    let _ = write!(out, "\n\nclass {name}({base}, total=False):\n{doc}");
    out.push_str(&members(&optional, object, form));
    out
}

fn members(keys: &[&Key], object: &Object, form: Form) -> String {
    let mut out = String::new();
    for key in keys {
        let value = annotation(&key.shape, key.name, object, form);
        let doc = sentence(key.doc);
        let _ = write!(out, "\n    {}: {value}\n    \"\"\"{doc}\"\"\"\n", key.name);
    }
    out
}

fn annotation(shape: &Shape, key: &str, object: &Object, form: Form) -> String {
    let inner = |shape| annotation(shape, key, object, form);
    match shape {
        Shape::Constant(text) => format!("Literal[\"{text}\"]"),
        Shape::Text | Shape::FilledText | Shape::Pattern(_) => "str".to_owned(),
        Shape::OneOf(_) | Shape::Tagged(_) => alias(key).0.to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Integer(_) => "int".to_owned(),
        Shape::Positive(_) => "float".to_owned(),
        Shape::List(element, _) => match form {
            Form::Normalised => format!("list[{}]", inner(element)),
            Form::Written => format!("Sequence[{}]", inner(element)),
        },
        Shape::Variables if object.name == keys::CONTAINER.name && form == Form::Normalised => {
            "dict[str, str]".to_owned()
        }
        Shape::Variables => "Mapping[str, str]".to_owned(),
        Shape::Map(element) => format!("Mapping[str, {}]", inner(element)),
        // A container, or another resource, which may have any keys.
        Shape::Object(config) if config.name == CONFIG => {
            "ContainerDeclaration | Mapping[str, Any]".to_owned()
        }
        Shape::Object(inner) | Shape::Amount(inner) => class_name(inner, form),
        Shape::Any => "Any".to_owned(),
    }
}

/// For each key whose type is an alias: the key, and the name and documentation of the alias.
fn alias(key: &str) -> (&str, &str) {
    match key {
        "code" => ("ContainerCode", "What a container runs."),
        "toolchain" => (
            "Toolchain",
            "The toolchain that builds an image from source code.",
        ),
        "expose" => ("Protocol", "The protocol of a public port."),
        "lifecycle" => (
            "Lifecycle",
            "When a resource is deployed: with every release, or only with the first one.",
        ),
        "method" => ("HttpMethod", "The HTTP method of a health check."),
        other => (other, ""),
    }
}

/// The object in the table that stands for the declaration of any resource.
const CONFIG: &str = "config";

fn class_name(object: &Object, form: Form) -> String {
    let written = form == Form::Written && object.keys.iter().any(|key| key.default.is_some());
    match object.name {
        "container" if written => "ContainerDeclaration".to_owned(),
        "container" => "ContainerConfig".to_owned(),
        "healthCheck" if written => "HealthCheckInput".to_owned(),
        "permissions" => "PermissionsInput".to_owned(),
        "resource" => "StackResourceDeclaration".to_owned(),
        "stack" => "StackDeclaration".to_owned(),
        name if written => format!("{}Declaration", capitalised(name)),
        "image" => "ImageCode".to_owned(),
        "source" => "SourceCode".to_owned(),
        "cpu" | "memory" => "Resources".to_owned(),
        "link" => "ResourceRef".to_owned(),
        "typescript" | "rust" | "docker" => {
            format!("{}Toolchain", capitalised(object.name))
        }
        other => capitalised(other),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Formats the documentation of a key as a sentence, such as `GPUs of one type.`
fn sentence(doc: &str) -> String {
    format!("{}.", capitalised(doc).trim_end_matches('.')).replace('\\', "\\\\")
}
