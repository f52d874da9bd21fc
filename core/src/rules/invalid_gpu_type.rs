use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::names::is_gpu_type;
use crate::path::Path;
use crate::rules::word::Word;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "invalid-gpu-type",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the type of GPU is not 1-63 of letters, digits, ., _ and -",
    why: "The type is an identifier such as `nvidia-t4`, by which machines are chosen and labelled; a label has at most 63 characters, no spaces, and begins with a letter or digit. A product name in prose finds no machine.",
    fails: r#""gpu": {"type": "NVIDIA T4", "count": 1}"#,
    passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#,
};

const WORD: Word = Word {
    what: "gpu type",
    marks: "\".\", \"_\" and \"-\"",
    longest: 63,
    example: "nvidia-t4",
    is_good: is_gpu_type,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let Some(gpu) = draft.gpu.given_mut() else {
        return;
    };
    let path = || Path::root().key("gpu").key("type");
    gpu.kind.judge(|kind| WORD.refuses(&CODE, kind, path, sink));
}
