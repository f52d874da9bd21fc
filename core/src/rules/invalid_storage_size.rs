use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::path::Path;
use crate::rules::size;

pub(super) const RULE: Rule = Rule::Value(invalid_storage_size);

static CODE: Code = Code {
    name: "invalid-storage-size",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a storage size is not a number with a unit",
    why: "A size is a decimal number with one of the units Ki, Mi, Gi, Ti (powers of 1024) or k, M, G, T (powers of \
        1000): above 0, a whole number of bytes, and at most 2^63 - 1 bytes. Other forms are ambiguous, and a wrong \
        guess would create a disk that costs too much or fills up.",
    fails: r#""ephemeralStorage": "100GB""#,
    passes: r#""ephemeralStorage": "100Gi""#,
};

fn invalid_storage_size(draft: &mut Draft, sink: &mut Sink) {
    if let Some(storage) = draft.persistent_storage.given_mut() {
        let path = || Path::root().key("persistentStorage").key("size");
        storage
            .size
            .reject_if(|size| size::refuses(&CODE, "persistent storage", size, path, sink));
    }
    let path = || Path::root().key("ephemeralStorage");
    draft
        .ephemeral_storage
        .reject_if(|size| size::refuses(&CODE, "ephemeral storage", size, path, sink));
}
