//! The normalised form of a stack and of what became of it.

use super::{Object, container, list, object, string, value};
use crate::diagnostic::{quoted, shown};
use crate::document::Document;
use crate::draft::{Field, OutputsDraft, ResourceDraft, ResourceState, StackDraft, StateDraft};
use crate::span::NodeId;

/// Puts the normalised JSON of a stack without faults behind `out`: its containers normalised, and whatever else it holds
/// as it was written. Nothing, and `None`, if anything in the draft is broken or missing.
pub fn stack(document: &Document, draft: &StackDraft, out: &mut String) -> Option<()> {
    let start = out.len();
    let written = object(out, |o| {
        o.given("id", &draft.id)?;
        o.key("resources");
        list(
            draft.resources.iter(),
            ['{', '}'],
            o.out,
            |resource, out| {
                string(resource.key, out);
                out.push(':');
                object(out, |o| self::resource(document, resource, o))
            },
        )?;
        others(document, Document::ROOT, &["id", "resources"], o)
    });
    if written.is_none() {
        out.truncate(start);
    }
    written
}

fn resource(document: &Document, resource: &ResourceDraft, o: &mut Object) -> Option<()> {
    o.key("config");
    match &resource.container {
        Some(draft) => container(draft, o.out)?,
        None => value(document, resource.config, o.out),
    }
    o.text("lifecycle", resource.lifecycle.given()?.name());
    others(document, resource.node, &["config", "lifecycle"], o)
}

/// The members of an object besides some, as they were written; null is absent.
fn others(document: &Document, id: NodeId, written: &[&str], o: &mut Object) -> Option<()> {
    for (key, inner) in document.members(id) {
        let name = document.str(key)?;
        if !written.contains(&name) && !document.is_left_out(inner) {
            o.separate();
            string(name, o.out);
            o.out.push(':');
            value(document, inner, o.out);
        }
    }
    Some(())
}

/// Puts the JSON of a state behind `out`: of each resource its type, its status, and, of a container, its outputs or the
/// reason why it has none.
pub fn state(document: &Document, draft: &StateDraft, out: &mut String) -> Option<()> {
    object(out, |o| {
        o.key("resources");
        list(
            draft.resources.iter(),
            ['{', '}'],
            o.out,
            |resource, out| {
                string(resource.id, out);
                out.push(':');
                object(out, |o| resource_state(document, resource, o))
            },
        )
    })
}

fn resource_state(document: &Document, resource: &ResourceState, o: &mut Object) -> Option<()> {
    o.optional_text("type", &known(resource.kind))?;
    o.optional_text("status", &known(resource.status))?;
    match resource.outputs.given().filter(|outputs| outputs.is_good()) {
        Some(found) => {
            o.key("outputs");
            outputs(document, found, o.out)?;
        }
        None => o.text("reason", &reason(resource)),
    }
    Some(())
}

fn known(field: Field<&str>) -> Field<&str> {
    field
        .given()
        .map_or(Field::Absent, |text| Field::Given(*text))
}

/// Puts the JSON of a container's outputs behind `out`, with whatever a newer platform put there.
pub fn outputs(document: &Document, draft: &OutputsDraft, out: &mut String) -> Option<()> {
    object(out, |o| {
        others(document, draft.node, &["type"], o)?;
        if draft.replicas.is_absent() {
            o.key("replicas");
            o.out.push_str("[]");
        }
        Some(())
    })
}

/// Why a resource has no outputs of a container.
pub fn reason(resource: &ResourceState) -> String {
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
