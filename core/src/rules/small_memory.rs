use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(small_memory);

static CODE: Code = Code {
    name: "small-memory",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "memory below 128Mi",
    why: "The platform documents a minimum of 128Mi. With less, most programs are killed soon after they start.",
    fails: r#""memory": {"min": "64Mi", "desired": "1Gi"}"#,
    passes: r#""memory": {"min": "128Mi", "desired": "1Gi"}"#,
};

/// The least memory that the platform documents.
const LEAST: u64 = 128 << 20;

fn small_memory(draft: &Draft, sink: &mut Sink) {
    let Some(memory) = draft.memory.given() else {
        return;
    };
    for (key, field) in memory.values() {
        let Some(quantity) = field.given() else {
            continue;
        };
        if quantity.value.is_ok_and(|size| size.bytes < LEAST) {
            sink.report(&CODE, || {
                let message = format!("memory {} is below 128Mi", quoted(quantity.text));
                let path = Path::root().key("memory").optional_key(key);
                Diagnostic::at(path, message)
                    .value(quantity.text)
                    .min("128Mi")
                    .help("use at least \"128Mi\"")
            });
        }
    }
}
