//! Writes the normalised form of a stack and of a stack state.

use super::{write_container, write_list, write_value};
use crate::diagnostic::{quoted, shown};
use crate::document::Document;
use crate::draft::{Field, OutputsDraft, ResourceDraft, ResourceState, StackDraft, StateDraft};
use crate::json_text::push_json_string;
use crate::model::keys::SCHEMA;
use crate::span::NodeId;

/// Appends the normalised JSON of a stack without errors. Its containers are normalised; everything else is written as it
/// is.
pub(crate) fn write_stack(document: &Document, draft: &StackDraft, out: &mut String) {
    out.push('{');
    write_text("id", draft.id.given(), out);
    write_key("resources", out);
    write_list(draft.resources.iter(), ['{', '}'], out, |found, out| {
        push_json_string(found.key, out);
        out.push(':');
        write_resource(document, found, out);
    });
    let written = ["id", "resources", SCHEMA];
    write_others(document, Document::ROOT, &written, out);
    out.push('}');
}

fn write_resource(document: &Document, resource: &ResourceDraft, out: &mut String) {
    out.push('{');
    write_key("config", out);
    match &resource.container {
        Some(_) => write_container(document, resource.config, out),
        None => write_value(document, resource.config, out),
    }
    let lifecycle = resource.lifecycle.given();
    write_text(
        "lifecycle",
        lifecycle.map(|given| given.name()).as_ref(),
        out,
    );
    write_others(document, resource.node, &["config", "lifecycle"], out);
    out.push('}');
}

/// Appends a key to an object.
fn write_key(name: &str, out: &mut String) {
    if !out.ends_with('{') {
        out.push(',');
    }
    push_json_string(name, out);
    out.push(':');
}

/// Appends a key with a string as its value. Appends nothing if the string is `None`.
fn write_text(name: &str, text: Option<&&str>, out: &mut String) {
    if let Some(text) = text {
        write_key(name, out);
        push_json_string(text, out);
    }
}

/// Appends the members of an object as they are, except those named in `written`. Null counts as absent.
fn write_others(document: &Document, id: NodeId, written: &[&str], out: &mut String) {
    for (name, inner) in document.members(id) {
        let name = document.str(name).unwrap_or_default();
        if !written.contains(&name) && !document.is_left_out(inner) {
            write_key(name, out);
            write_value(document, inner, out);
        }
    }
}

/// Appends a whole state as it is, except `$schema`.
pub(crate) fn write_whole_state(document: &Document, out: &mut String) {
    let members = document.members(Document::ROOT);
    let kept = members.filter(|(name, _)| document.str(*name) != Some(SCHEMA));
    write_list(kept, ['{', '}'], out, |(name, value), out| {
        push_json_string(document.str(name).unwrap_or_default(), out);
        out.push(':');
        write_value(document, value, out);
    });
}

/// Appends the JSON of a state: the type and status of each resource, and for a container its outputs or the reason why it
/// has none. With its platform, this is a state too, so a program can save it and read it again.
pub(crate) fn write_state(document: &Document, draft: &StateDraft, out: &mut String) {
    out.push('{');
    let platform = document.get(Document::ROOT, "platform");
    let platform = platform.and_then(|id| document.unbroken_str(id));
    write_text("platform", Some(&platform.unwrap_or_default()), out);
    write_key("resources", out);
    write_list(draft.resources.iter(), ['{', '}'], out, |resource, out| {
        push_json_string(resource.id, out);
        out.push(':');
        write_resource_state(document, resource, out);
    });
    out.push('}');
}

fn write_resource_state(document: &Document, resource: &ResourceState, out: &mut String) {
    out.push('{');
    write_text("type", resource.kind.given(), out);
    write_text("status", resource.status.given(), out);
    match resource.outputs.given().filter(|outputs| outputs.is_good()) {
        Some(found) => {
            write_key("outputs", out);
            write_outputs(document, found, out);
        }
        None => write_text("reason", Some(&no_outputs_reason(resource).as_str()), out),
    }
    out.push('}');
}

/// Appends the JSON of a container's outputs, including keys that a newer platform added.
pub(crate) fn write_outputs(document: &Document, draft: &OutputsDraft, out: &mut String) {
    out.push('{');
    write_others(document, draft.node, &["type"], out);
    if draft.replicas.is_absent() {
        write_key("replicas", out);
        out.push_str("[]");
    }
    out.push('}');
}

/// The reason why a resource has no container outputs.
pub(crate) fn no_outputs_reason(resource: &ResourceState) -> String {
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
