use super::{Stack, StackRule, config};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Field;

pub(super) const RULE: StackRule = duplicate_resource_id;

static CODE: Code = Code {
    name: "duplicate-resource-id",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "two resources of a stack have the same id",
    why: "The id identifies a resource in its stack: links, host names and the state refer to it. If two resources have \
        the same id, such a reference is ambiguous.",
    fails: stack! {
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
        "exports" "frozen" r#""type": "storage", "id": "uploads""#,
    },
    passes: stack! {
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
        "exports" "frozen" r#""type": "storage", "id": "exports""#,
    },
};

fn duplicate_resource_id(stack: &Stack, sink: &mut Sink) {
    let resources = &stack.draft.resources;
    for (place, resource) in resources.iter().enumerate() {
        let Field::Given(id) = resource.id else {
            continue;
        };
        let Some(first) = stack.find(id).filter(|_| stack.place(id) != Some(place)) else {
            continue;
        };
        sink.report(&CODE, || {
            let message = format!("two resources have the id {}", quoted(id));
            Diagnostic::at(config(resource, "id"), message)
                .help("give each resource its own id")
                .related(config(first, "id"), "first used here")
        });
    }
}
