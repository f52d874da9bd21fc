use super::{Rule, pair};
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;

pub const RULE: Rule = Rule::Relation(check);

static CODE: Code = Code {
    name: "cpu-min-above-desired",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "cpu min is above desired",
    why: "`min` is the least that a replica can do with, `desired` what it gets when there is room. No machine can give less than the least, so the two contradict each other. They are compared exactly, across units: \"500m\" is \"0.5\".",
    fails: r#""cpu": {"min": "1500m", "desired": "1"}"#,
    passes: r#""cpu": {"min": "1", "desired": "1500m"}"#,
};

fn check(draft: &Draft, sink: &mut Sink) {
    pair::check(&CODE, "cpu", &draft.cpu, |a, b| a > b, sink);
}
