use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::path::Path;
use crate::rules::size;

pub(super) const RULE: Rule = Rule::Value(invalid_memory);

static CODE: Code = Code {
    name: "invalid-memory",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "memory is not a number with a unit",
    why: "Memory is a decimal number with one of the units Ki, Mi, Gi, Ti (powers of 1024) or k, M, G, T (powers of \
        1000): above 0, a whole number of bytes, and at most 2^63 - 1 bytes. Other units are ambiguous: elsewhere, `m` \
        is a thousandth, and `K` and `GB` can mean powers of 1000 or of 1024.",
    fails: r#""memory": {"min": "1GB", "desired": "2Gi"}"#,
    passes: r#""memory": {"min": "1Gi", "desired": "2Gi"}"#,
};

fn invalid_memory(draft: &mut Draft, sink: &mut Sink) {
    let Some(memory) = draft.memory.given_mut() else {
        return;
    };
    for (key, field) in memory.values_mut() {
        field.reject_if(|quantity| {
            size::refuses(
                &CODE,
                "memory",
                quantity,
                || Path::root().key("memory").optional_key(key),
                sink,
            )
        });
    }
}
