use super::{Rule, pair};
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;

pub(super) const RULE: Rule = Rule::Relation(memory_min_above_desired);

static CODE: Code = Code {
    name: "memory-min-above-desired",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "memory min is above desired",
    why: "`min` is the least memory that a replica needs, and `desired` is what it gets when there is room, so `min` \
        can't be larger than `desired`. Values are compared in bytes, across units: \"1024Mi\" equals \"1Gi\", and \
        both are more than \"1G\".",
    fails: r#""memory": {"min": "2Gi", "desired": "1024Mi"}"#,
    passes: r#""memory": {"min": "1024Mi", "desired": "2Gi"}"#,
};

fn memory_min_above_desired(draft: &Draft, sink: &mut Sink) {
    pair::min_above_desired(
        &CODE,
        "memory",
        &draft.memory,
        |a, b| a.bytes > b.bytes,
        sink,
    );
}
