use super::{Stack, StackRule, config};
use crate::collections::FirstIndex;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: StackRule = resource_key_mismatch;

static CODE: Code = Code {
    name: "resource-key-mismatch",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the key of a resource differs from its id",
    why: "The platform finds resources by their key, but links and states refer to them by their id. If the two differ, \
        the platform finds the wrong resource, or none.",
    fails: stack! { "upload" "frozen" r#""type": "storage", "id": "uploads""# },
    passes: stack! { "uploads" "frozen" r#""type": "storage", "id": "uploads""# },
};

fn resource_key_mismatch(stack: &Stack, sink: &mut Sink) {
    let resources = &stack.draft.resources;
    let is_off = |at: usize| {
        resources
            .get(at)
            .is_some_and(|r| r.id.given().is_some_and(|id| *id != r.key))
    };
    if !(0..resources.len()).any(is_off) {
        return;
    }
    let (mut ids, mut shared) = (FirstIndex::default(), FirstIndex::default());
    for (at, resource) in resources.iter().enumerate() {
        if let Field::Given(id) = resource.id
            && ids.insert(id, at) != at
        {
            shared.insert(id, at);
        }
    }
    let mut keys = FirstIndex::default();
    for resource in resources {
        keys.insert(resource.key, 0);
    }
    for resource in resources {
        let Field::Given(id) = resource.id else {
            continue;
        };
        // If two resources have the same id, one of them may be right.
        if id == resource.key || shared.get(&id).is_some() {
            continue;
        }
        sink.report(&CODE, || {
            let message = format!(
                "the resource with the id {} has the key {}",
                quoted(id),
                quoted(resource.key)
            );
            let path = Path::root().key("resources").key(resource.key);
            let mismatch = Diagnostic::at(path.clone(), message)
                .on_key()
                .help(format!(
                    "rename the key to {}, or change the id",
                    quoted(id)
                ))
                .related(config(resource, "id"), "its id is set here");
            // If another resource has this id as its key, or this key as its id, renaming one resource is not enough.
            if keys.get(&id).is_some() || ids.get(&resource.key).is_some() {
                return mismatch;
            }
            let edit = Edit::Rename {
                path,
                key: id.to_owned(),
            };
            mismatch.fix(Fix::risky(
                format!("rename the key to {}", quoted(id)),
                [edit],
            ))
        });
    }
}
