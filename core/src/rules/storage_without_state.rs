use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Location, Severity, Sink, Target};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(storage_without_state);

static CODE: Code = Code {
    name: "storage-without-state",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a container has persistent storage, but is not stateful",
    why: "Persistent storage belongs to one replica, which must keep its identity when it restarts. Only stateful \
        containers have such replicas. The builder's persistentStorage makes the container stateful; a document must \
        set `stateful`.",
    fails: r#""persistentStorage": {"size": "500Gi"}, "replicas": 1"#,
    passes: r#""persistentStorage": {"size": "500Gi"}, "replicas": 1, "stateful": true"#,
};

fn storage_without_state(draft: &Draft, sink: &mut Sink) {
    let says_no = match draft.stateful {
        Field::Absent => false,
        Field::Given(false) => true,
        Field::Given(true) | Field::Unseen | Field::Broken => return,
    };
    if draft.persistent_storage.is_present() {
        sink.report(&CODE, || storage_without_state_diagnostic(says_no));
    }
}

fn storage_without_state_diagnostic(says_no: bool) -> Diagnostic {
    let path = |key| Path::root().key(key);
    let edit = Edit::set(path("stateful"), "true");
    if says_no {
        let storage = Location::Path {
            path: path("persistentStorage"),
            target: Target::Key,
        };
        let remove = Edit::Remove {
            path: path("persistentStorage"),
        };
        let message = "persistentStorage needs a stateful container, but stateful is false";
        Diagnostic::at(path("stateful"), message)
            .help("set stateful to true")
            .related_at(storage, "persistentStorage is set here")
            .fix(Fix::safe("set stateful to true", [edit]))
            .fix(Fix::risky("remove persistentStorage", [remove]))
    } else {
        let message = "persistentStorage needs a stateful container, but stateful is not set";
        Diagnostic::at(path("persistentStorage"), message)
            .on_key()
            .help("add \"stateful\": true")
            .fix(Fix::safe("add \"stateful\": true", [edit]))
    }
}
