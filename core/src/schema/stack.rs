//! The schemas of a stack and of its state. Both are open: other parts of the platform have keys of their own there.

use super::{HEAD, body, list, map, nullable, quoted, required, scalar};
use crate::model::keys::{CONFIG, Key, OUTPUTS, Object, RESOURCE_STATE, STACK, STATE, Shape};

/// The `$id` of the container's schema inside that of a stack: its references are resolved against it.
const CONTAINER: &str = "container.schema.json";

/// Holds for the declaration or the state of a container.
const IS_CONTAINER: &str = "{\"properties\": {\"type\": {\"const\": \"container\"}}}";

/// The schema of a stack, as JSON text.
pub(crate) fn stack() -> String {
    let container = body().replace('\n', "\n    ");
    format!(
        "{{\n{HEAD},\n  \"title\": \"Alien stack\",\n  {},\n  \"$defs\": {{\n    \"container\": {{\n      \"$id\": \"{CONTAINER}\",\n    {container}\n    }}\n  }}\n}}\n",
        object(&STACK)
    )
}

/// The schema of a stack state, as JSON text.
pub(crate) fn state() -> String {
    format!(
        "{{\n{HEAD},\n  \"title\": \"Alien stack state\",\n  {}\n}}\n",
        object(&STATE)
    )
}

/// The schema of an open object, without its braces.
fn object(object: &Object) -> String {
    let property = |key: &Key| {
        let described = format!("\"description\": {}", quoted(key.doc));
        let parts = [nullable(key, of(&key.shape)), described];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {{{}}}", quoted(key.name), parts.join(", "))
    };
    let properties: Vec<_> = object.keys.iter().map(property).collect();
    let more = match object.name {
        name if name == CONFIG.name => {
            format!(", \"if\": {IS_CONTAINER}, \"then\": {{\"$ref\": \"{CONTAINER}\"}}")
        }
        name if name == RESOURCE_STATE.name => {
            let outputs = self::object(&OUTPUTS);
            format!(
                ", \"if\": {IS_CONTAINER}, \"then\": {{\"properties\": {{\"outputs\": {{\"anyOf\": [{{{outputs}}}, {{\"type\": \"null\"}}]}}}}}}"
            )
        }
        _ => String::new(),
    };
    format!(
        "\"type\": \"object\", \"properties\": {{{}}}, \"required\": [{}]{more}",
        properties.join(", "),
        required(object)
    )
}

/// The schema of a shape, its objects written out in place.
fn of(shape: &Shape) -> String {
    match shape {
        Shape::Object(inner) => object(inner),
        Shape::List(element, least) => list(of(element), *least),
        Shape::Map(value) => map(&of(value)),
        plain => scalar(plain),
    }
}
