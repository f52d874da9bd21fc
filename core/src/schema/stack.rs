//! The schemas of a stack and of a stack state. Both allow unknown keys, which other parts of the platform use.

use super::{
    HEAD, SCHEMA_PROPERTY, container_members, definitions, list_schema, map_schema, nullable,
    required, simple_schema,
};
use crate::draft::CLUSTERS;
use crate::json_text::json_string;
use crate::model::keys::{
    CONFIG, Key, OUTPUTS, Object, RESOURCE_STATE, Required, STACK, STATE, Shape,
};

/// A schema that matches the declaration or the state of a container.
const IS_CONTAINER: &str = "{\"properties\": {\"type\": {\"const\": \"container\"}}}";

/// The schema of a stack, as JSON text.
///
/// The schema of a container and the schemas that it refers to are definitions next to each other. Editors can't resolve
/// references inside a definition with its own `$id`.
pub(crate) fn stack() -> String {
    let container = container_members("").replace('\n', "\n    ");
    let container = format!("\"container\": {{\n    {container}\n    }}");
    let definitions = [vec![container], definitions()].concat().join(",\n    ");
    format!(
        "{{\n{HEAD},\n  \"title\": \"Alien stack\",\n  {},\n  \"$defs\": {{\n    {definitions}\n  }}\n}}\n",
        root_object(&STACK)
    )
}

/// The schema of a stack state, as JSON text.
pub(crate) fn state() -> String {
    format!(
        "{{\n{HEAD},\n  \"title\": \"Alien stack state\",\n  {}\n}}\n",
        root_object(&STATE)
    )
}

/// The schema of a whole document that allows unknown keys, without braces.
fn root_object(object: &Object) -> String {
    let own = "\"properties\": {";
    open_object(object).replacen(own, &format!("{own}{SCHEMA_PROPERTY}, "), 1)
}

/// The schema of an object that allows unknown keys, without braces.
fn open_object(object: &Object) -> String {
    let property = |key: &Key| {
        let described = format!("\"description\": {}", json_string(key.doc));
        // Other resources may have keys of the same names with other values.
        let is_of_clusters = object.name == CONFIG.name && key.required == Required::No;
        let schema = match is_of_clusters {
            true => String::new(),
            false => nullable(key, inline_schema(&key.shape)),
        };
        let parts = [schema, described];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {{{}}}", json_string(key.name), parts.join(", "))
    };
    let properties: Vec<_> = object.keys.iter().map(property).collect();
    let more = match object.name {
        name if name == CONFIG.name => {
            let optional = object
                .keys
                .iter()
                .filter(|key| key.required == Required::No);
            let schemas = optional.map(|key| {
                let schema = nullable(key, inline_schema(&key.shape));
                format!("{}: {{{schema}}}", json_string(key.name))
            });
            let of_clusters = schemas.collect::<Vec<_>>().join(", ");
            let clusters = CLUSTERS.map(json_string).join(", ");
            format!(
                ", \"if\": {IS_CONTAINER}, \"then\": {{\"$ref\": \"#/$defs/container\"}}, \"allOf\": [{{\"if\": {{\"properties\": {{\"type\": {{\"enum\": [{clusters}]}}}}}}, \"then\": {{\"properties\": {{{of_clusters}}}}}}}]"
            )
        }
        name if name == RESOURCE_STATE.name => {
            let outputs = open_object(&OUTPUTS);
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

/// The schema of a shape, with the schemas of objects inline.
fn inline_schema(shape: &Shape) -> String {
    match shape {
        Shape::Object(inner) => open_object(inner),
        Shape::List(element, least) => list_schema(inline_schema(element), *least),
        Shape::Map(value) => map_schema(&inline_schema(value)),
        plain => simple_schema(plain),
    }
}
