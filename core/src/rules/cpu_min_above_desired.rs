use super::{Rule, pair};
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;

pub(super) const RULE: Rule = Rule::Relation(cpu_min_above_desired);

static CODE: Code = Code {
    name: "cpu-min-above-desired",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "cpu min is above desired",
    why: "`min` is the least CPU that a replica needs, and `desired` is what it gets when there is room, so `min` can't \
        be larger than `desired`. Values are compared exactly, across units: \"500m\" equals \"0.5\".",
    fails: r#""cpu": {"min": "1500m", "desired": "1"}"#,
    passes: r#""cpu": {"min": "1", "desired": "1500m"}"#,
};

fn cpu_min_above_desired(draft: &Draft, sink: &mut Sink) {
    pair::min_above_desired(&CODE, "cpu", &draft.cpu, |a, b| a > b, sink);
}
