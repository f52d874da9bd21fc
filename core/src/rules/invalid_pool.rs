use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::names::is_name;
use crate::path::Path;
use crate::rules::word::Word;

pub(super) const RULE: Rule = Rule::Value(invalid_pool);

static CODE: Code = Code {
    name: "invalid-pool",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of the machine pool is not 1 to 128 letters, digits, _ or -",
    why: "A pool is looked up by its name among the pools of the cluster, whose names contain only letters, digits, `_` \
        and `-`. A name with any other character matches no pool.",
    fails: r#""pool": "gpu/large""#,
    passes: r#""pool": "gpu-large""#,
};

const WORD: Word = Word {
    what: "pool",
    marks: "\"_\" or \"-\"",
    longest: 128,
    example: "gpu",
    is_good: is_name,
    rewrite: str::to_owned,
};

fn invalid_pool(draft: &mut Draft, sink: &mut Sink) {
    let path = || Path::root().key("pool");
    draft
        .pool
        .reject_if(|name| WORD.refuses(&CODE, name, path, sink));
}
