use super::UpdateRule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::path::Path;

pub const RULE: UpdateRule = check;

static CODE: Code = Code {
    name: "storage-removed",
    severity: Severity::Warning,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "persistent storage that is deployed is gone from the declaration",
    why: "Without `persistentStorage` the replicas come back with no volume: the program starts empty, and what was stored may be deleted with the volume.",
    fails: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1}}"#,
    passes: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}}"#,
};

fn check(old: &Draft, new: &Draft, sink: &mut Sink) {
    let Some(storage) = old.persistent_storage.given() else {
        return;
    };
    if new.persistent_storage.is_absent() {
        sink.report(&CODE, || {
            let size = storage.size.given();
            let size = size.map_or_else(String::new, |size| format!(" of {}", quoted(size.text)));
            let message =
                format!("persistent storage{size} is removed, and the data in it may be lost");
            Diagnostic::at(&CODE, Path::root().key("persistentStorage"), message)
                .help("keep persistentStorage, or move the data first")
        });
    }
}
