//! The JSON Schemas (2020-12) of a container, a stack and a state: the keys and patterns of the model, and those relations
//! between fields that a schema can express.

mod stack;

pub(crate) use stack::{stack, state};

use crate::json_text::json_string;
use crate::model::bounds::Bounds;
use crate::model::keys::{CONTAINER, Key, Object, Required, Shape};
use crate::model::names::VARIABLE_PATTERN;

/// The schema of a container, as JSON text.
pub(crate) fn container() -> String {
    let members = container_members(&format!("    {SCHEMA_PROPERTY},\n"));
    let definitions = definitions().join(",\n    ");
    format!("{{\n{HEAD},\n{members},\n  \"$defs\": {{\n    {definitions}\n  }}\n}}\n")
}

/// The property `$schema` at the root of every declaration.
const SCHEMA_PROPERTY: &str = "\"$schema\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}], \"description\": \"the JSON Schema of this file, for editors\"}";

/// The first line of every schema.
const HEAD: &str = "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"";

/// The members of the schema of a container, without braces and without the definitions that it refers to. `more` are properties besides those of the model.
fn container_members(more: &str) -> String {
    let (properties, required) = properties_and_required(&CONTAINER, "    ");
    let relations = relations().join(",\n    ");
    [
        "  \"title\": \"Alien container\",\n  \"type\": \"object\",\n",
        &format!("  \"properties\": {{\n{more}{properties}\n  }},\n"),
        &format!("  \"required\": [{required}],\n  \"additionalProperties\": false,\n"),
        &format!("  \"allOf\": [\n    {relations}\n  ]"),
    ]
    .concat()
}

/// The relations between fields.
fn relations() -> Vec<String> {
    let comment = |code: &str| format!("\"$comment\": \"{code}\"");
    vec![
        format!(
            "{{{}, \"not\": {{\"required\": [\"replicas\", \"autoscaling\"], \"properties\": {{\"replicas\": {{\"type\": \"integer\"}}, \"autoscaling\": {{\"type\": \"object\"}}}}}}}}",
            comment("replicas-with-autoscaling")
        ),
        format!(
            "{{{}, \"if\": {{\"required\": [\"persistentStorage\"], \"properties\": {{\"persistentStorage\": {{\"type\": \"object\"}}}}}}, \"then\": {{\"required\": [\"stateful\"], \"properties\": {{\"stateful\": {{\"const\": true}}}}}}}}",
            comment("storage-without-state")
        ),
        format!(
            "{{{}, \"if\": {{\"required\": [\"stateful\"], \"properties\": {{\"stateful\": {{\"const\": true}}}}}}, \"then\": {{\"properties\": {{\"autoscaling\": {{\"type\": \"null\"}}}}}}}}",
            comment("autoscaling-stateful")
        ),
        format!(
            "{{{}, \"properties\": {{\"ports\": {{\"contains\": {{\"required\": [\"expose\"], \"properties\": {{\"expose\": {{\"type\": \"string\"}}}}}}, \"minContains\": 0, \"maxContains\": 1}}}}}}",
            comment("several-exposed-ports")
        ),
    ]
}

/// The schemas of all objects inside a container, each once.
fn definitions() -> Vec<String> {
    let mut found: Vec<&'static Object> = Vec::new();
    collect_objects(&CONTAINER, &mut found);
    found.into_iter().map(definition).collect()
}

fn collect_objects(object: &Object, found: &mut Vec<&'static Object>) {
    for key in &object.keys {
        for inner in nested_objects(&key.shape) {
            if found.iter().all(|known| known.name != inner.name) {
                found.push(inner);
                collect_objects(inner, found);
            }
        }
    }
}

/// The objects that a value of a shape may be or contain.
fn nested_objects(shape: &Shape) -> &[&'static Object] {
    match shape {
        Shape::Object(object) | Shape::Amount(object) => std::slice::from_ref(object),
        Shape::Tagged(objects) => objects,
        Shape::List(element, _) => nested_objects(element),
        _ => &[],
    }
}

fn definition(object: &'static Object) -> String {
    let (properties, required) = properties_and_required(object, "      ");
    let required = if required.is_empty() {
        String::new()
    } else {
        format!(", \"required\": [{required}]")
    };
    format!(
        "{}: {{\"type\": \"object\", \"properties\": {{\n{properties}\n    }}{required}, \"additionalProperties\": false}}",
        json_string(object.name)
    )
}

/// The properties of an object, one line for each, and the names of the required ones.
fn properties_and_required(object: &Object, indent: &str) -> (String, String) {
    let property = |key: &Key| {
        let (name, doc) = (json_string(key.name), json_string(key.doc));
        let schema = nullable(key, shape_schema(&key.shape));
        format!("{indent}{name}: {{{schema}, \"description\": {doc}}}")
    };
    let properties: Vec<_> = object.keys.iter().map(property).collect();
    (properties.join(",\n"), required(object))
}

/// The names of the required keys, in quotes.
fn required(object: &Object) -> String {
    let required = object
        .keys
        .iter()
        .filter(|key| key.required != Required::No);
    let names: Vec<_> = required.map(|key| json_string(key.name)).collect();
    names.join(", ")
}

/// Also allows null if the key is optional.
fn nullable(key: &Key, schema: String) -> String {
    if key.required == Required::No && !schema.is_empty() {
        format!("\"anyOf\": [{{{schema}}}, {{\"type\": \"null\"}}]")
    } else {
        schema
    }
}

/// The schema of a shape inside a container, without braces.
fn shape_schema(shape: &Shape) -> String {
    match shape {
        Shape::Object(object) | Shape::Amount(object) => reference(object),
        Shape::Tagged(objects) => {
            let variants: Vec<_> = objects
                .iter()
                .map(|object| format!("{{{}}}", reference(object)))
                .collect();
            format!("\"oneOf\": [{}]", variants.join(", "))
        }
        Shape::List(element, least) => list_schema(shape_schema(element), *least),
        Shape::Map(value) => map_schema(&shape_schema(value)),
        plain => simple_schema(plain),
    }
}

fn reference(object: &Object) -> String {
    format!("\"$ref\": \"#/$defs/{}\"", object.name)
}

/// The schema of a shape that contains no objects with known keys.
fn simple_schema(shape: &Shape) -> String {
    let text = "\"type\": \"string\"";
    match shape {
        Shape::Constant(text) => format!("\"const\": {}", json_string(text)),
        Shape::FilledText => format!("{text}, \"minLength\": 1"),
        Shape::Pattern(pattern) => format!("{text}, \"pattern\": {}", json_string(pattern)),
        Shape::OneOf(names) => one_of(names),
        Shape::Boolean => "\"type\": \"boolean\"".to_owned(),
        Shape::Integer(bounds) => integer(bounds),
        Shape::Positive(positive) => {
            let most = match positive.max {
                f64::MAX => String::new(),
                most => format!(", \"maximum\": {most}"),
            };
            format!("\"type\": \"number\", \"exclusiveMinimum\": 0{most}")
        }
        Shape::Variables => format!(
            "\"type\": \"object\", \"additionalProperties\": {{{text}}}, \"propertyNames\": {{\"pattern\": {}}}",
            json_string(VARIABLE_PATTERN)
        ),
        Shape::Any => String::new(),
        _ => text.to_owned(),
    }
}

fn list_schema(element: String, least: u32) -> String {
    let least = match least {
        0 => String::new(),
        least => format!(", \"minItems\": {least}"),
    };
    format!("\"type\": \"array\"{least}, \"items\": {{{element}}}")
}

/// An object with user-defined keys.
fn map_schema(value: &str) -> String {
    format!("\"type\": \"object\", \"additionalProperties\": {{{value}}}")
}

fn integer(Bounds { low, high, .. }: &Bounds) -> String {
    format!("\"type\": \"integer\", \"minimum\": {low}, \"maximum\": {high}")
}

fn one_of(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| json_string(name)).collect();
    format!("\"enum\": [{}]", names.join(", "))
}
