use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(zero_replicas);

static CODE: Code = Code {
    name: "zero-replicas",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the fixed number of replicas is 0",
    why: "With a fixed number of 0, nothing runs, and nothing raises the number later, so other resources can't reach \
        the container. Use 0 only to pause a container; it is often left over from a test.",
    fails: r#""replicas": 0"#,
    passes: r#""replicas": 1"#,
};

fn zero_replicas(draft: &Draft, sink: &mut Sink) {
    if draft.replicas.given() == Some(&0.0) {
        sink.report(&CODE, || {
            let path = Path::root().key("replicas");
            let fix = Fix::risky("write 1", [Edit::set(path.clone(), "1")]);
            Diagnostic::at(path, "replicas is 0, so nothing runs")
                .help("write 1 or more")
                .fix(fix)
        });
    }
}
