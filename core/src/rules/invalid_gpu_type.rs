use super::Rule;
use super::unknown_gpu_type::named_in;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::names::is_gpu_type;
use crate::path::Path;
use crate::rules::word::Word;

pub(super) const RULE: Rule = Rule::Value(invalid_gpu_type);

static CODE: Code = Code {
    name: "invalid-gpu-type",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the GPU type is not 1 to 63 letters, digits, ., _ or -",
    why: "The type is an identifier such as `nvidia-t4`, which the platform uses to choose and label machines. A label \
        has at most 63 characters, contains no spaces, and starts with a letter or digit. A product name such as \
        `NVIDIA T4` matches no machine.",
    fails: r#""gpu": {"type": "NVIDIA T4", "count": 1}"#,
    passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#,
};

const WORD: Word = Word {
    what: "gpu type",
    marks: "\".\", \"_\" or \"-\"",
    longest: 63,
    example: "nvidia-t4",
    is_good: is_gpu_type,
    rewrite: likely_gpu_type,
};

fn invalid_gpu_type(draft: &mut Draft, sink: &mut Sink) {
    let Some(gpu) = draft.gpu.given_mut() else {
        return;
    };
    let path = || Path::root().key("gpu").key("type");
    gpu.kind
        .reject_if(|kind| WORD.refuses(&CODE, kind, path, sink));
}

/// The type in lower case, or the usual type with this model: `nvidia-t4` for `Tesla-T4`.
fn likely_gpu_type(kind: &str) -> String {
    let usual = named_in(kind).map(str::to_owned);
    usual.unwrap_or_else(|| kind.to_ascii_lowercase())
}
