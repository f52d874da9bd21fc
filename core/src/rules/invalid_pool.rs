use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::names::is_name;
use crate::path::Path;
use crate::rules::word::Word;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "invalid-pool",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of the machine pool is not 1-128 of letters, digits, _ and -",
    why: "A pool is found by its name among the machines of its cluster, and that has letters, digits, `_` and `-`. With anything else in the name no pool can be found.",
    fails: r#""pool": "gpu/large""#,
    passes: r#""pool": "gpu-large""#,
};

const WORD: Word = Word {
    what: "pool",
    marks: "\"_\" and \"-\"",
    longest: 128,
    example: "gpu",
    is_good: is_name,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let path = || Path::root().key("pool");
    draft
        .pool
        .judge(|name| WORD.refuses(&CODE, name, path, sink));
}
