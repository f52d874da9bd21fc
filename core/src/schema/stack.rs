//! The schemas of a stack and of its state. Both are open: other parts of the platform have keys of their own there.

use super::{HEAD, body, integer, one_of, pattern};
use crate::model::keys::{self, Key, Needed};
use crate::model::names::ID_PATTERN;

/// Where the schema of a container stands inside that of a stack, whose references it would catch otherwise.
const CONTAINER: &str = "container.schema.json";

/// The schema of a stack, as JSON text.
pub fn stack() -> String {
    let reference = object(&keys::LINK.keys, &|_| text());
    let references = format!("\"type\": \"array\", \"items\": {{{reference}}}");
    let config = object(&keys::CONFIG.keys, &|key| match key {
        "id" => pattern(ID_PATTERN),
        "capacityGroups" => {
            let group = object(&keys::CAPACITY_GROUP.keys, &|_| text());
            format!("\"type\": \"array\", \"items\": {{{group}}}")
        }
        _ => text(),
    });
    let is_container = "{\"properties\": {\"type\": {\"const\": \"container\"}}}";
    let config =
        format!("{config}, \"if\": {is_container}, \"then\": {{\"$ref\": \"{CONTAINER}\"}}");
    let resource = object(&keys::RESOURCE.keys, &|key| match key {
        "config" => config.clone(),
        "lifecycle" => one_of(&["live", "frozen"]),
        _ => references.clone(),
    });
    let permissions = object(&keys::PERMISSIONS.keys, &|_| {
        "\"type\": \"object\"".to_owned()
    });
    let stack = object(&keys::STACK.keys, &|key| match key {
        "id" => pattern(ID_PATTERN),
        "resources" => map(&resource),
        _ => permissions.clone(),
    });
    let container = body().replace('\n', "\n    ");
    format!(
        "{{\n{HEAD},\n  \"title\": \"Alien stack\",\n  {stack},\n  \"$defs\": {{\n    \"container\": {{\n      \"$id\": \"{CONTAINER}\",\n    {container}\n    }}\n  }}\n}}\n"
    )
}

/// The schema of a stack state, as JSON text.
pub fn state() -> String {
    let count = || integer(0, None);
    let boolean = || "\"type\": \"boolean\"".to_owned();
    let replica = object(&keys::REPLICA.keys, &|key| match key {
        "ordinal" => count(),
        "healthy" => boolean(),
        _ => text(),
    });
    let outputs = object(&keys::OUTPUTS.keys, &|key| match key {
        "currentReplicas" | "desiredReplicas" => count(),
        "replicas" => format!("\"type\": \"array\", \"items\": {{{replica}}}"),
        _ => text(),
    });
    let is_container = "{\"properties\": {\"type\": {\"const\": \"container\"}}}";
    let outputs = format!(
        "{{\"properties\": {{\"outputs\": {{\"anyOf\": [{{{outputs}}}, {{\"type\": \"null\"}}]}}}}}}"
    );
    let resource = object(&keys::RESOURCE_STATE.keys, &|key| match key {
        "config" | "outputs" => String::new(),
        _ => text(),
    });
    let resource = format!("{resource}, \"if\": {is_container}, \"then\": {outputs}");
    let state = object(&keys::STATE.keys, &|_| map(&resource));
    format!("{{\n{HEAD},\n  \"title\": \"Alien stack state\",\n  {state}\n}}\n")
}

fn text() -> String {
    "\"type\": \"string\"".to_owned()
}

/// An object whose keys are a person's own.
fn map(value: &str) -> String {
    format!("\"type\": \"object\", \"additionalProperties\": {{{value}}}")
}

/// An open object, without its braces.
fn object(keys: &[Key], schema: &dyn Fn(&str) -> String) -> String {
    let property = |key: &Key| {
        let described = format!("\"description\": {}", super::quoted(key.doc));
        let parts = [super::optional(key, schema(key.name)), described];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {{{}}}", super::quoted(key.name), parts.join(", "))
    };
    let properties: Vec<_> = keys.iter().map(property).collect();
    let required = keys.iter().filter(|key| key.needed == Needed::Yes);
    let required: Vec<_> = required.map(|key| super::quoted(key.name)).collect();
    format!(
        "\"type\": \"object\", \"properties\": {{{}}}, \"required\": [{}]",
        properties.join(", "),
        required.join(", ")
    )
}
