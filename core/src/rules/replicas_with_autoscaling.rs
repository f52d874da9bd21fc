use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Location, Severity, Sink, Target};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(replicas_with_autoscaling);

static CODE: Code = Code {
    name: "replicas-with-autoscaling",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "both replicas and autoscaling are set",
    why: "The platform uses either a fixed number of replicas or autoscaling. With both, it would silently ignore one of \
        them.",
    fails: r#""replicas": 3, "autoscaling": {"min": 2, "desired": 3, "max": 20}"#,
    passes: r#""autoscaling": {"min": 2, "desired": 3, "max": 20}"#,
};

fn replicas_with_autoscaling(draft: &Draft, sink: &mut Sink) {
    if draft.replicas.is_present() && draft.autoscaling.is_present() {
        let is_usable = draft.autoscaling.given().is_some() && draft.stateful_by().is_none();
        sink.report(&CODE, || replicas_with_autoscaling_diagnostic(is_usable));
    }
}

/// `is_usable`: whether autoscaling can be read and is allowed.
fn replicas_with_autoscaling_diagnostic(is_usable: bool) -> Diagnostic {
    let path = |key| Path::root().key(key);
    let remove = |key| {
        let title = format!("remove {key}");
        Fix::risky(title, [Edit::Remove { path: path(key) }])
    };
    // Only the key: the object may be long.
    let autoscaling = Location::Path {
        path: path("autoscaling"),
        target: Target::Key,
    };
    let message = "replicas and autoscaling can't be used together";
    let both = Diagnostic::at(path("replicas"), message)
        .help("keep one of them")
        .related_at(autoscaling, "autoscaling is set here");
    // The settings of autoscaling take more work to write, so keeping them is the first choice.
    let [first, second] = if is_usable {
        ["replicas", "autoscaling"]
    } else {
        ["autoscaling", "replicas"]
    };
    both.fix(remove(first)).fix(remove(second))
}
