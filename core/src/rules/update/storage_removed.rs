use super::UpdateRule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, ResourceDraft, StackDraft};
use crate::path::Path;
use crate::rules::stack::Stack;

pub(super) const RULE: UpdateRule = storage_removed;

static CODE: Code = Code {
    name: "storage-removed",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "deployed persistent storage is removed from the declaration",
    why: "Without `persistentStorage`, the replicas restart without a volume: the program starts empty, and its data may \
        be deleted with the volume. In a stack, the data of a storage, key-value store, queue or vault may also be \
        lost if that resource is removed or gets another type.",
    fails: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1}}"#,
    passes: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}}"#,
};

fn storage_removed(old: &Draft, new: &Draft, sink: &mut Sink) {
    let Some(storage) = old.persistent_storage.given() else {
        return;
    };
    if new.persistent_storage.is_absent() {
        sink.report(&CODE, || {
            let size = storage.size.given();
            let size = size.map_or_else(String::new, |size| format!(" of {}", quoted(size.text)));
            let message =
                format!("persistent storage{size} is removed, and the data in it may be lost");
            Diagnostic::at(Path::root().key("persistentStorage"), message)
                .help("keep persistentStorage, or move the data first")
        });
    }
}

/// Reports resources that store data and are removed from the stack, or get another type.
pub(crate) fn check_resources(old: &StackDraft, new: &StackDraft, sink: &mut Sink) {
    let new = Stack::new(new);
    for resource in old.resources.iter().filter(|resource| keeps_data(resource)) {
        let (Some(id), Some(kind)) = (resource.id.given(), resource.kind.given()) else {
            continue;
        };
        let now = new.find(id);
        let now_kind = now
            .and_then(|now| now.kind.given())
            .filter(|now| *now != kind);
        if now_kind.is_some() || new.lacks(id) {
            sink.report(&CODE, || {
                let (path, becomes) = match now.zip(now_kind) {
                    Some((now, kind)) => (
                        Path::from_node(now.config).key("type"),
                        format!("becomes a resource of type {}", quoted(kind)),
                    ),
                    None => (
                        Path::root().key("resources").key(resource.key),
                        "is removed".to_owned(),
                    ),
                };
                let who = quoted(id);
                let message = format!("{kind} {who} {becomes}, and the data in it may be lost");
                Diagnostic::at(path, message).help("keep it, or move the data first")
            });
        }
    }
}

fn keeps_data(resource: &ResourceDraft) -> bool {
    match resource.kind.given() {
        Some(&("storage" | "kv" | "queue" | "vault")) => true,
        Some(&"container") => {
            let container = resource.container.as_ref();
            container.is_some_and(|container| container.persistent_storage.given().is_some())
        }
        _ => false,
    }
}
