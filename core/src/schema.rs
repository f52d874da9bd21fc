//! The JSON Schemas (2020-12) of a container, a stack and a state: the keys and patterns of the model, and the rules between
//! fields that a schema can say.

mod stack;

pub use stack::{stack, state};

use crate::fix::string;
use crate::model::HttpMethod;
use crate::model::keys::{self, Key, Needed, Object};
use crate::model::names::{GPU_PATTERN, ID_PATTERN, NAME_PATTERN};

/// The patterns of quantities; that they are above zero and whole bytes is part of `invalid-…`.
const CPU_PATTERN: &str = r"^(?=.*[1-9])[0-9]+(\.[0-9]+)?m?$";
const SIZE_PATTERN: &str = r"^(?=.*[1-9])[0-9]+(\.[0-9]+)?([KMGT]i|[kMGT])$";
/// A name of a variable: not empty, without `=` and control characters.
const VARIABLE_PATTERN: &str = r"^[^=\u0000-\u001f\u007f-\u009f]+$";

/// The schema of a container, as JSON text.
pub fn container() -> String {
    format!("{{\n{HEAD},\n{}\n}}\n", body())
}

/// What every schema begins with.
const HEAD: &str = "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"";

/// What the schema of a container says, without its braces.
fn body() -> String {
    let (properties, required) = members(&keys::CONTAINER.keys, "    ", &field);
    let relations = relations().join(",\n    ");
    let definitions = definitions().join(",\n    ");
    [
        "  \"title\": \"Alien container\",\n  \"type\": \"object\",\n",
        &format!("  \"properties\": {{\n{properties}\n  }},\n"),
        &format!("  \"required\": [{required}],\n  \"additionalProperties\": false,\n"),
        &format!("  \"allOf\": [\n    {relations}\n  ],\n"),
        &format!("  \"$defs\": {{\n    {definitions}\n  }}"),
    ]
    .concat()
}

/// What fields must be to each other.
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

fn definitions() -> Vec<String> {
    let object = |name: &str, body: String| format!("\"{name}\": {body}");
    vec![
        object("image", plain(&keys::IMAGE, "image")),
        object("source", plain(&keys::SOURCE, "source")),
        object("typescript", plain(&keys::TYPESCRIPT, "typescript")),
        object("rust", plain(&keys::RUST, "rust")),
        object("docker", plain(&keys::DOCKER, "docker")),
        object("cpu", of(&keys::CPU, |_| pattern(CPU_PATTERN))),
        object("memory", of(&keys::MEMORY, |_| pattern(SIZE_PATTERN))),
        object(
            "gpu",
            of(&keys::GPU, |key| match key {
                "type" => pattern(GPU_PATTERN),
                _ => integer(1, Some(8)),
            }),
        ),
        object(
            "port",
            of(&keys::PORT, |key| match key {
                "port" => integer(1, Some(65535)),
                _ => one_of(&["http", "tcp"]),
            }),
        ),
        object(
            "autoscaling",
            of(&keys::AUTOSCALING, |key| match key {
                "min" | "desired" => integer(0, Some(u32::MAX.into())),
                "max" => integer(1, Some(u32::MAX.into())),
                "targetHttpInFlightPerReplica" => integer(1, None),
                "maxHttpP95LatencyMs" => "\"type\": \"number\", \"exclusiveMinimum\": 0".to_owned(),
                _ => "\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": 100".to_owned(),
            }),
        ),
        object(
            "persistentStorage",
            of(&keys::PERSISTENT_STORAGE, |key| match key {
                "size" => pattern(SIZE_PATTERN),
                _ => pattern("^/(?!(proc|sys|dev)?/*$)"),
            }),
        ),
        object(
            "healthCheck",
            of(&keys::HEALTH_CHECK, |key| match key {
                "path" => pattern("^/"),
                "port" => integer(1, Some(65535)),
                "method" => one_of(&HttpMethod::ALL.map(HttpMethod::name)),
                _ => integer(1, None),
            }),
        ),
        object(
            "link",
            of(&keys::LINK, |_| "\"type\": \"string\"".to_owned()),
        ),
    ]
}

/// An object whose fields are given by their names.
fn of<const N: usize>(object: &Object<N>, field: impl Fn(&str) -> String) -> String {
    let body = |key: &Key| optional(key, field(key.name));
    let (properties, required) = members(&object.keys, "      ", &body);
    let required = if required.is_empty() {
        String::new()
    } else {
        format!(", \"required\": [{required}]")
    };
    format!(
        "{{\"type\": \"object\", \"properties\": {{\n{properties}\n    }}{required}, \"additionalProperties\": false}}"
    )
}

/// An object that its `type` tells from others; its other fields are text unless known otherwise.
fn plain<const N: usize>(object: &Object<N>, tag: &str) -> String {
    of(object, |key| {
        match key {
        "type" => format!("\"const\": {}", quoted(tag)),
        "toolchain" => "\"oneOf\": [{\"$ref\": \"#/$defs/typescript\"}, {\"$ref\": \"#/$defs/rust\"}, {\"$ref\": \"#/$defs/docker\"}]".to_owned(),
        "buildArgs" => variables(),
        "src" | "image" => "\"type\": \"string\", \"minLength\": 1".to_owned(),
        _ => "\"type\": \"string\"".to_owned(),
    }
    })
}

fn members(keys: &[Key], indent: &str, field: &dyn Fn(&Key) -> String) -> (String, String) {
    let property = |key: &Key| {
        let (name, doc) = (quoted(key.name), quoted(key.doc));
        format!("{indent}{name}: {{{}, \"description\": {doc}}}", field(key))
    };
    let properties: Vec<_> = keys.iter().map(property).collect();
    let required: Vec<_> = keys
        .iter()
        .filter(|key| key.needed != Needed::No)
        .map(|key| quoted(key.name))
        .collect();
    (properties.join(",\n"), required.join(", "))
}

/// The schema of a key of a container.
fn field(key: &Key) -> String {
    let reference = |name: &str| format!("\"$ref\": \"#/$defs/{name}\"");
    let schema = match key.name {
        "type" => "\"const\": \"container\"".to_owned(),
        "id" => pattern(ID_PATTERN),
        "code" => {
            "\"oneOf\": [{\"$ref\": \"#/$defs/image\"}, {\"$ref\": \"#/$defs/source\"}]".to_owned()
        }
        "ports" => "\"type\": \"array\", \"minItems\": 1, \"items\": {\"$ref\": \"#/$defs/port\"}"
            .to_owned(),
        "replicas" => integer(0, Some(u32::MAX.into())),
        "stateful" => "\"type\": \"boolean\"".to_owned(),
        "ephemeralStorage" => pattern(SIZE_PATTERN),
        "environment" => variables(),
        "links" => "\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/link\"}".to_owned(),
        "permissions" | "cluster" | "pool" => pattern(NAME_PATTERN),
        "command" => {
            "\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": \"string\"}".to_owned()
        }
        name => reference(name),
    };
    optional(key, schema)
}

/// A key that may be left out may also be null.
fn optional(key: &Key, schema: String) -> String {
    if key.needed == Needed::No && !schema.is_empty() {
        format!("\"anyOf\": [{{{schema}}}, {{\"type\": \"null\"}}]")
    } else {
        schema
    }
}

fn pattern(pattern: &str) -> String {
    format!("\"type\": \"string\", \"pattern\": {}", quoted(pattern))
}

fn integer(low: u64, high: Option<u64>) -> String {
    let high = high
        .map(|high| format!(", \"maximum\": {high}"))
        .unwrap_or_default();
    format!("\"type\": \"integer\", \"minimum\": {low}{high}")
}

fn one_of(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    format!("\"enum\": [{}]", names.join(", "))
}

fn variables() -> String {
    let names = format!(
        "\"propertyNames\": {{\"pattern\": {}}}",
        quoted(VARIABLE_PATTERN)
    );
    format!("\"type\": \"object\", \"additionalProperties\": {{\"type\": \"string\"}}, {names}")
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    string(text, &mut out);
    out
}
