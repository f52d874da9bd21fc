//! Recognises declarations among files of other tools.

use crate::diagnostic::Sink;
use crate::document::{Document, Kind, Syntax};
use crate::model::keys;
use crate::span::NodeId;

/// Whether a text can be nothing but a declaration or a state, so that a tool may report its problems without being asked to:
/// its `$schema` is one of the package, it is a container with its `type` and `code`, or its resources have a `config` with a
/// `type`.
pub fn is_certainly_declaration(text: &str, syntax: Syntax) -> bool {
    let document = syntax.parse_leniently(text, &mut Sink::new(0));
    let member = |id, key| document.get(id, key);
    let text = |id, key| member(id, key).and_then(|value| document.str(value));
    if text(Document::ROOT, keys::SCHEMA).is_some_and(is_own_schema) {
        return true;
    }
    let is_container = text(Document::ROOT, "type") == Some("container")
        && member(Document::ROOT, "code").is_some();
    is_container || member(Document::ROOT, "resources").is_some_and(|id| are_ours(&document, id))
}

/// Whether a reference leads to a schema in the package.
fn is_own_schema(reference: &str) -> bool {
    let mut parts = reference.rsplit('/');
    let is_schema = matches!(
        parts.next(),
        Some("container.schema.json" | "stack.schema.json" | "state.schema.json")
    );
    is_schema && parts.any(|part| part == "alien-sdk")
}

/// Whether there are resources, each with a `config` that has a `type`.
fn are_ours(document: &Document, resources: NodeId) -> bool {
    let has_type = |resource| {
        let config = document.get(resource, "config");
        let kind = config.and_then(|config| document.get(config, "type"));
        kind.is_some_and(|kind| document.kind(kind) == Kind::String)
    };
    let mut resources = document.members(resources).peekable();
    resources.peek().is_some() && resources.all(|(_, resource)| has_type(resource))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_nothing_else_is_recognised() {
        for text in [
            r#"{"type": "container", "id": "api", "code": {"type": "image"}}"#,
            r#"{"type": "container", "code": 1, // a comment, and the rest is missing"#,
            r#"{"resources": {"api": {"config": {"type": "container"}}}}"#,
            r#"{"$schema": "./node_modules/alien-sdk/schema/container.schema.json"}"#,
            r#"{"$schema": "../alien-sdk/schema/state.schema.json"}"#,
        ] {
            assert!(is_certainly_declaration(text, Syntax::Json), "{text}");
        }
        for text in [
            "",
            "[]",
            r#""container""#,
            r#"{"name": "web", "version": "1.0.0", "type": "module"}"#,
            r#"{"type": "container"}"#,
            r#"{"id": "api", "code": {"type": "image"}}"#,
            r#"{"resources": {}}"#,
            r#"{"resources": [{"config": {"type": "container"}}]}"#,
            r#"{"resources": {"cpu": "1", "memory": "1Gi"}}"#,
            r#"{"resources": {"a": {"config": {"type": "x"}}, "b": {}}}"#,
            r#"{"$schema": "https://example.com/container.schema.json"}"#,
            r#"{"$schema": "./node_modules/alien-sdk/package.json"}"#,
        ] {
            assert!(!is_certainly_declaration(text, Syntax::Json), "{text}");
        }
    }
}
