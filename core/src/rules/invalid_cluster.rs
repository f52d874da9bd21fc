use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::names::is_name;
use crate::path::Path;
use crate::rules::word::Word;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "invalid-cluster",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of the cluster is not 1-128 of letters, digits, _ and -",
    why: "A cluster is found by its id, which has letters, digits, `_` and `-`. With anything else in the name no cluster can be found.",
    fails: r#""cluster": "compute.eu""#,
    passes: r#""cluster": "compute-eu""#,
};

const WORD: Word = Word {
    what: "cluster",
    marks: "\"_\" and \"-\"",
    longest: 128,
    example: "compute",
    is_good: is_name,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let path = || Path::root().key("cluster");
    draft
        .cluster
        .judge(|name| WORD.refuses(&CODE, name, path, sink));
}
