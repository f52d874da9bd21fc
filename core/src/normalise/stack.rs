//! The normalised form of a stack and of what became of it.

use super::{container, list, value};
use crate::diagnostic::{quoted, shown};
use crate::document::Document;
use crate::draft::{Field, OutputsDraft, ResourceDraft, ResourceState, StackDraft, StateDraft};
use crate::json_text::push_json_string;
use crate::span::NodeId;

/// Appends the normalised JSON of a stack without errors: its containers normalised, and whatever else it holds as it was
/// written.
pub(crate) fn stack(document: &Document, draft: &StackDraft, out: &mut String) {
    out.push('{');
    text("id", draft.id.given(), out);
    key("resources", out);
    list(draft.resources.iter(), ['{', '}'], out, |found, out| {
        push_json_string(found.key, out);
        out.push(':');
        resource(document, found, out);
    });
    others(document, Document::ROOT, &["id", "resources"], out);
    out.push('}');
}

fn resource(document: &Document, resource: &ResourceDraft, out: &mut String) {
    out.push('{');
    key("config", out);
    match &resource.container {
        Some(_) => container(document, resource.config, out),
        None => value(document, resource.config, out),
    }
    let lifecycle = resource.lifecycle.given();
    text(
        "lifecycle",
        lifecycle.map(|given| given.name()).as_ref(),
        out,
    );
    others(document, resource.node, &["config", "lifecycle"], out);
    out.push('}');
}

/// Appends a key behind what an object has so far.
fn key(name: &str, out: &mut String) {
    if !out.ends_with('{') {
        out.push(',');
    }
    push_json_string(name, out);
    out.push(':');
}

/// Appends a key with its text, if there is one.
fn text(name: &str, text: Option<&&str>, out: &mut String) {
    if let Some(text) = text {
        key(name, out);
        push_json_string(text, out);
    }
}

/// Appends the members of an object besides those that are `written`, as they stand; null is absent.
fn others(document: &Document, id: NodeId, written: &[&str], out: &mut String) {
    for (name, inner) in document.members(id) {
        let name = document.str(name).unwrap_or_default();
        if !written.contains(&name) && !document.is_left_out(inner) {
            key(name, out);
            value(document, inner, out);
        }
    }
}

/// Appends the JSON of a state: of each resource its type, its status, and, of a container, its outputs or the reason why
/// it has none.
pub(crate) fn state(document: &Document, draft: &StateDraft, out: &mut String) {
    out.push('{');
    key("resources", out);
    list(draft.resources.iter(), ['{', '}'], out, |resource, out| {
        push_json_string(resource.id, out);
        out.push(':');
        resource_state(document, resource, out);
    });
    out.push('}');
}

fn resource_state(document: &Document, resource: &ResourceState, out: &mut String) {
    out.push('{');
    text("type", resource.kind.given(), out);
    text("status", resource.status.given(), out);
    match resource.outputs.given().filter(|outputs| outputs.is_good()) {
        Some(found) => {
            key("outputs", out);
            outputs(document, found, out);
        }
        None => text("reason", Some(&reason(resource).as_str()), out),
    }
    out.push('}');
}

/// Appends the JSON of a container's outputs, with whatever a newer platform put there.
pub(crate) fn outputs(document: &Document, draft: &OutputsDraft, out: &mut String) {
    out.push('{');
    others(document, draft.node, &["type"], out);
    if draft.replicas.is_absent() {
        key("replicas", out);
        out.push_str("[]");
    }
    out.push('}');
}

/// Why a resource has no outputs of a container.
pub(crate) fn reason(resource: &ResourceState) -> String {
    let name = quoted(resource.id);
    match (resource.kind.given(), &resource.outputs) {
        (Some(&"container"), Field::Absent) => match resource.status.given() {
            Some(&"running") => format!("container {name} is running, but has no outputs"),
            Some(status) => format!("container {name} has no outputs: it is {}", shown(status)),
            None => format!("container {name} has no outputs"),
        },
        (Some(&"container"), _) => format!("the outputs of container {name} can't be read"),
        (Some(kind), _) => format!("{name} is {}, and no container", quoted(kind)),
        (None, _) => format!("what {name} is can't be read"),
    }
}
