use super::{Stack, StackRule, config};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::order::Firsts;
use crate::path::Path;

pub const RULE: StackRule = check;

static CODE: Code = Code {
    name: "resource-key-mismatch",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a resource stands under another name than its id",
    why: "The platform finds resources by their key, and links and states name them by their id. Where the two differ, what is looked for is not what is found.",
    fails: stack! { "upload" "frozen" r#""type": "storage", "id": "uploads""# },
    passes: stack! { "uploads" "frozen" r#""type": "storage", "id": "uploads""# },
};

fn check(stack: &Stack, sink: &mut Sink) {
    let resources = &stack.draft.resources;
    let is_off = |at: usize| {
        resources
            .get(at)
            .is_some_and(|r| r.id.given().is_some_and(|id| *id != r.key))
    };
    if !(0..resources.len()).any(is_off) {
        return;
    }
    let (mut ids, mut shared) = (Firsts::default(), Firsts::default());
    for (at, resource) in resources.iter().enumerate() {
        if let Field::Given(id) = resource.id
            && ids.insert(id, at) != at
        {
            shared.insert(id, at);
        }
    }
    let mut keys = Firsts::default();
    for resource in resources {
        keys.insert(resource.key, 0);
    }
    for resource in resources {
        let Field::Given(id) = resource.id else {
            continue;
        };
        // Of two resources with one id, one may be right.
        if id == resource.key || shared.get(&id).is_some() {
            continue;
        }
        sink.report(&CODE, || {
            let message = format!(
                "the resource with the id {} stands under {}",
                quoted(id),
                quoted(resource.key)
            );
            let path = Path::root().key("resources").key(resource.key);
            let mismatch = Diagnostic::at(&CODE, path.clone(), message)
                .on_key()
                .help(format!("put it under {}, or change its id", quoted(id)))
                .related(config(resource, "id"), "its id");
            // Where another resource stands under the one name, or goes by the other, the names of several are mixed up.
            if keys.get(&id).is_some() || ids.get(&resource.key).is_some() {
                return mismatch;
            }
            let edit = Edit::Rename {
                path,
                key: id.to_owned(),
            };
            mismatch.fix(Fix::risky(format!("put it under {}", quoted(id)), [edit]))
        });
    }
}
