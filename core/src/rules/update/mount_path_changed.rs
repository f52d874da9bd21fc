use super::UpdateRule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::model::names::MOUNT_PATH;
use crate::path::Path;

pub(super) const RULE: UpdateRule = mount_path_changed;

static CODE: Code = Code {
    name: "mount-path-changed",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the mount path of persistent storage has changed",
    why: "The data stays on the volume, but the volume is now mounted elsewhere. A program that still uses the old path \
        finds an empty directory there, and what it writes there is lost with the replica. The default `mountPath` is \
        /data.",
    fails: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "/var/lib/app"}}}"#,
    passes: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "/data"}}}"#,
};

fn mount_path_changed(old: &Draft, new: &Draft, sink: &mut Sink) {
    let (Some(before), Some(after)) = (mount_path(old), mount_path(new)) else {
        return;
    };
    if trimmed(before) != trimmed(after) {
        sink.report(&CODE, || {
            let path = Path::root().key("persistentStorage").key("mountPath");
            let (was, is) = (quoted(before), quoted(after));
            let edit = Edit::set_text(path.clone(), before);
            Diagnostic::at(path, format!("mountPath changes: was {was}, is now {is}"))
                .help(format!(
                    "make sure that the program looks for its data in {is}"
                ))
                .fix(Fix::risky(format!("write {was}"), [edit]))
        });
    }
}

fn mount_path<'d>(draft: &Draft<'d>) -> Option<&'d str> {
    match draft.persistent_storage.given()?.mount_path {
        Field::Absent => Some(MOUNT_PATH),
        Field::Given(path) => Some(path),
        Field::Unseen | Field::Broken => None,
    }
}

/// The path without slashes at its end: they name the same directory (POSIX).
fn trimmed(path: &str) -> &str {
    path.trim_end_matches('/')
}
