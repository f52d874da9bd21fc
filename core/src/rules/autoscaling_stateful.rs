use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::model::number;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(autoscaling_stateful);

static CODE: Code = Code {
    name: "autoscaling-stateful",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a stateful container uses autoscaling",
    why: "Each replica of a stateful container has its own identity, and its own volume if there is persistent storage, \
        so the platform can't remove one when the load is low. It runs a fixed number of replicas.",
    fails: r#""stateful": true, "autoscaling": {"min": 2, "desired": 3, "max": 20}"#,
    passes: r#""stateful": true, "replicas": 3"#,
};

fn autoscaling_stateful(draft: &Draft, sink: &mut Sink) {
    if draft.autoscaling.is_present()
        && let Some(key) = draft.stateful_by()
    {
        sink.report(&CODE, || autoscaling_stateful_diagnostic(draft, key));
    }
}

fn autoscaling_stateful_diagnostic(draft: &Draft, stateful_by: &str) -> Diagnostic {
    let path = |key| Path::root().key(key);
    let reason = if stateful_by == "stateful" {
        "this makes the container stateful"
    } else {
        "persistent storage makes the container stateful"
    };
    let message = "a stateful container can't be autoscaled";
    let mut wrong = Diagnostic::at(path("autoscaling"), message)
        .on_key()
        .help("use a fixed number of replicas")
        .related(path(stateful_by), reason);
    wrong.fixes.extend(fixed(draft));
    if draft.persistent_storage.is_absent() {
        let edit = Edit::Remove {
            path: path("stateful"),
        };
        wrong = wrong.fix(Fix::risky("remove stateful", [edit]));
    }
    wrong
}

/// Replaces autoscaling by `replicas` with the value of `desired`, or removes it if that is unknown or `replicas` is set.
fn fixed(draft: &Draft) -> Option<Fix> {
    let remove = Edit::Remove {
        path: Path::root().key("autoscaling"),
    };
    let scaling = draft.autoscaling.given();
    let desired = scaling.and_then(|scaling| scaling.desired.given());
    match (&draft.replicas, desired) {
        (Field::Unseen, _) => None,
        (Field::Absent, Some(desired)) => {
            let count = number::print(desired.max(1.0));
            let title = format!("replace it with \"replicas\": {count}");
            let replicas = Edit::set(Path::root().key("replicas"), count);
            Some(Fix::risky(title, [replicas, remove]))
        }
        _ => Some(Fix::risky("remove autoscaling", [remove])),
    }
}
