use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::names::is_name;
use crate::path::Path;
use crate::rules::word::Word;

pub(super) const RULE: Rule = Rule::Value(invalid_cluster);

static CODE: Code = Code {
    name: "invalid-cluster",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the cluster name is not 1 to 128 letters, digits, _ or -",
    why: "A cluster is looked up by its id, which contains only letters, digits, `_` and `-`. A name with any other \
        character matches no cluster.",
    fails: r#""cluster": "compute.eu""#,
    passes: r#""cluster": "compute-eu""#,
};

const WORD: Word = Word {
    what: "cluster",
    marks: "\"_\" or \"-\"",
    longest: 128,
    example: "compute",
    is_good: is_name,
    rewrite: str::to_owned,
};

fn invalid_cluster(draft: &mut Draft, sink: &mut Sink) {
    let path = || Path::root().key("cluster");
    draft
        .cluster
        .reject_if(|name| WORD.refuses(&CODE, name, path, sink));
}
