use super::UpdateRule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: UpdateRule = storage_shrunk;

static CODE: Code = Code {
    name: "storage-shrunk",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "persistent storage is smaller than the deployed size",
    why: "Volumes can grow, but shrinking one could cut off data, so providers don't allow it. Sizes are compared in \
        bytes, across units.",
    fails: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "500Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "100Gi"}}}"#,
    passes: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "500Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "1Ti"}}}"#,
};

fn storage_shrunk(old: &Draft, new: &Draft, sink: &mut Sink) {
    let (Some((before, old)), Some((after, new))) = (size(old), size(new)) else {
        return;
    };
    if new < old {
        sink.report(&CODE, || {
            let path = Path::root().key("persistentStorage").key("size");
            let (before_shown, after_shown) = (quoted(before), quoted(after));
            let message = format!(
                "persistent storage can't shrink: was {before_shown}, is now {after_shown}"
            );
            let fix = Fix::risky(
                format!("write {before_shown}"),
                [Edit::set_text(path.clone(), before)],
            );
            Diagnostic::at(path, message)
                .value(after)
                .min(before)
                .help(format!("keep at least {before_shown}"))
                .fix(fix)
        });
    }
}

/// The size as it was written, and in bytes.
fn size<'d>(draft: &Draft<'d>) -> Option<(&'d str, u64)> {
    let size = draft.persistent_storage.given()?.size.given()?;
    Some((size.text, size.value.ok()?.bytes))
}
