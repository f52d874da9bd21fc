//! Recognises declarations among files of other tools.

use crate::diagnostic::Sink;
use crate::document::{Document, Kind, Syntax};
use crate::model::keys;
use crate::span::NodeId;

/// Whether the name of a file says that it is a declaration: it ends with `.alien.json`, `.alien.jsonc`, `.alien.yaml` or
/// `.alien.yml`.
pub fn is_declaration_name(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let mut is_next = |names: &[&str]| {
        let part = parts.next().unwrap_or_default();
        names.iter().any(|name| part.eq_ignore_ascii_case(name))
    };
    is_next(&["json", "jsonc", "yaml", "yml"]) && is_next(&["alien"]) && parts.next().is_some()
}

/// Whether a text can be nothing but a declaration or a state, so that a tool may report its problems without being asked to:
/// its `$schema` is one of the package, it is a container with its `type` and `code`, or its resources have a `config` with a
/// `type`. In YAML, the comment for the language server of YAML may name the schema too. Of several documents, each must be one.
pub fn is_certainly_declaration(text: &str, syntax: Syntax) -> bool {
    if modeline(text).is_some_and(is_own_schema) {
        return true;
    }
    let document = syntax.parse_leniently(text, &mut Sink::new(0));
    let mut roots = document.roots().peekable();
    roots.peek().is_some() && roots.all(|root| is_ours(&document, root))
}

fn is_ours(document: &Document, root: NodeId) -> bool {
    let member = |key| document.get(root, key);
    let text = |key| member(key).and_then(|value| document.str(value));
    if text(keys::SCHEMA).is_some_and(is_own_schema) {
        return true;
    }
    let is_container = text("type") == Some("container") && member("code").is_some();
    is_container || member("resources").is_some_and(|id| are_ours(document, id))
}

/// The schema that a comment at the start of a YAML text names, as in `# yaml-language-server: $schema=container.schema.json`.
fn modeline(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\u{feff}');
    let mut comments = text.lines().map_while(|line| line.strip_prefix('#'));
    comments.find_map(|comment| {
        let settings = comment.trim_start().strip_prefix("yaml-language-server:")?;
        let schema = settings.trim_start().strip_prefix("$schema=")?;
        schema.split_ascii_whitespace().next()
    })
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
            "# A database\n# yaml-language-server: $schema=../alien-sdk/schema/stack.schema.json more",
            "\u{feff}#yaml-language-server:  $schema=alien-sdk/container.schema.json\nid: api",
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
            "# yaml-language-server: $schema=./node_modules/alien-sdk/schema/other.json",
            "# about alien-sdk/container.schema.json",
        ] {
            assert!(!is_certainly_declaration(text, Syntax::Json), "{text}");
        }
    }

    #[test]
    fn names_of_declarations_have_two_endings() {
        for name in [
            "a.alien.json",
            "a.b.ALIEN.YAML",
            "deploy/a.alien.yml",
            ".alien.jsonc",
        ] {
            assert!(is_declaration_name(name), "{name}");
        }
        for name in [
            "alien.json",
            "a.json",
            "a.alien",
            "a.alien.toml",
            "a.notalien.json",
            "",
        ] {
            assert!(!is_declaration_name(name), "{name}");
        }
    }
}
