//! Generates `docs/reference/fields.md`: every key of a declaration, from the table of fields.

use std::fmt::Write;

use alien_sdk_core::internal::keys::{
    CONTAINER, ExampleCall, Key, OUTPUTS, Object, Required, STACK, STATE, Shape,
};
use alien_sdk_core::internal::language::{JAVASCRIPT, Language, PYTHON};

const HEAD: &str = "\
# Fields

<!-- Written by `cargo xtask generate` from the table of fields. -->

Every key of a declaration: of a [container](#container), of a [stack](#stack) and of the [state](#state) of a deployed
stack. The same keys are in JSON files, in the dicts of Python and in the objects of JavaScript. A key that is neither
required nor has a default may be left out.

A *size* is a decimal number with a unit: `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024) or `k`, `M`, `G`, `T` (powers of 1000).
Builder methods that take a minimum and a desired amount also take one value for both.
";

/// Returns the page as Markdown.
pub fn page() -> String {
    let mut out = HEAD.to_owned();
    let mut written: Vec<&str> = Vec::new();
    for object in [&CONTAINER as &Object, &STACK, &STATE, &OUTPUTS] {
        write_object(object, &mut written, &mut out);
    }
    out
}

/// Writes the section of an object, and then those of the objects inside it.
fn write_object(object: &'static Object, written: &mut Vec<&'static str>, out: &mut String) {
    if written.contains(&object.name) {
        return;
    }
    written.push(object.name);
    let _ = write!(
        out,
        "\n## {}\n\n{}.\n\n",
        object.name,
        capitalised(object.doc)
    );
    out.push_str("| key | value | required or default | example | what it is |\n| --- | --- | --- | --- | --- |\n");
    for key in &object.keys {
        let default = match (key.required, key.default) {
            (Required::Yes | Required::ByRule, _) => "required".to_owned(),
            (Required::No, Some(json)) => code(json),
            (Required::No, None) => String::new(),
        };
        let (name, value, example, doc) = (
            code(key.name),
            value(&key.shape),
            code(key.example),
            text(key.doc),
        );
        let _ = writeln!(out, "| {name} | {value} | {default} | {example} | {doc} |");
    }
    let mut calls = object.keys.iter().filter_map(calls).peekable();
    if calls.peek().is_some() {
        out.push_str("\n| key | TypeScript | Python |\n| --- | --- | --- |\n");
    }
    for (name, [typescript, python]) in calls {
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            code(name),
            code(&typescript),
            code(&python)
        );
    }
    for key in &object.keys {
        for inner in inner_objects(&key.shape) {
            write_object(inner, written, out);
        }
    }
}

/// The name of a key, and the builder call that sets it in each language, if there is one.
fn calls(key: &Key) -> Option<(&str, [String; 2])> {
    let call = key.call?;
    let in_language = |language: &Language| {
        let arguments = match call.arguments {
            "true" => language.boolean(true),
            arguments => arguments,
        };
        ExampleCall { arguments, ..call }.in_language(language)
    };
    Some((key.name, [in_language(&JAVASCRIPT), in_language(&PYTHON)]))
}

fn inner_objects(shape: &Shape) -> &[&'static Object] {
    match shape {
        Shape::Object(object) | Shape::Amount(object) => std::slice::from_ref(object),
        Shape::Tagged(objects) => objects,
        Shape::List(element, _) | Shape::Map(element) => inner_objects(element),
        _ => &[],
    }
}

/// Describes the values of a shape.
fn value(shape: &Shape) -> String {
    match shape {
        Shape::Constant(text) => code(&format!("\"{text}\"")),
        Shape::Text => "a string".to_owned(),
        Shape::FilledText => "a string that is not empty".to_owned(),
        Shape::Pattern(pattern) => format!("a string that matches {}", code(pattern)),
        Shape::OneOf(names) => {
            let names: Vec<_> = names
                .iter()
                .map(|name| code(&format!("\"{name}\"")))
                .collect();
            names.join(", ")
        }
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Integer(bounds) => format!("a whole number from {} to {}", bounds.low, bounds.high),
        Shape::Positive(positive) if positive.max == f64::MAX => "a number above 0".to_owned(),
        Shape::Positive(positive) => format!("a number above 0, at most {}", positive.max),
        Shape::List(element, 0) => format!("a list; each element is {}", value(element)),
        Shape::List(element, least) => {
            format!(
                "a list of at least {least}; each element is {}",
                value(element)
            )
        }
        Shape::Variables => "an object with names as keys and strings as values".to_owned(),
        Shape::Map(inner) => format!(
            "an object with IDs or names as keys; each value is {}",
            value(inner)
        ),
        Shape::Object(object) | Shape::Amount(object) => link(object),
        Shape::Tagged(objects) => {
            let links: Vec<_> = objects.iter().map(|object| link(object)).collect();
            links.join(" or ")
        }
        Shape::Any => "any value".to_owned(),
    }
}

fn link(object: &Object) -> String {
    format!("[{}](#{})", object.name, object.name.to_lowercase())
}

/// Code in a cell of a table.
fn code(code: &str) -> String {
    format!("`{}`", code.replace('|', "\\|"))
}

/// Text in a cell of a table.
fn text(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
