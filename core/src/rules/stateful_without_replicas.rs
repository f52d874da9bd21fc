use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(stateful_without_replicas);

static CODE: Code = Code {
    name: "stateful-without-replicas",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a stateful container doesn't set its number of replicas",
    why: "Each replica of a stateful container has its own identity, and its own volume if there is persistent storage, \
        so the number of replicas affects the data. The platform requires it and does not choose a default.",
    fails: r#""stateful": true"#,
    passes: r#""stateful": true, "replicas": 1"#,
};

fn stateful_without_replicas(draft: &Draft, sink: &mut Sink) {
    if draft.replicas.is_absent()
        && draft.autoscaling.is_absent()
        && let Some(key) = draft.stateful_by()
    {
        sink.report(&CODE, || {
            let edit = Edit::set(Path::root().key("replicas"), "1");
            let message = "a stateful container needs a fixed number of replicas";
            Diagnostic::at(Path::root().key(key), message)
                .help("set the number: \"replicas\": 1, or .replicas(1)")
                .fix(Fix::risky("add \"replicas\": 1", [edit]))
        });
    }
}
