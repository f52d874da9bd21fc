use super::UpdateRule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::model::names::MOUNT_PATH;
use crate::path::Path;

pub const RULE: UpdateRule = check;

static CODE: Code = Code {
    name: "mount-path-changed",
    severity: Severity::Warning,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "persistent storage is mounted somewhere else than before",
    why: "The data stays on the volume, and the volume moves: a program that looks in the old place finds an empty directory there, and writes what is lost with the replica. Where no `mountPath` is written it is /data.",
    fails: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "/var/lib/app"}}}"#,
    passes: r#"{"old": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi"}}, "new": {"stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "/data"}}}"#,
};

fn check(old: &Draft, new: &Draft, sink: &mut Sink) {
    let (Some(before), Some(after)) = (mount_path(old), mount_path(new)) else {
        return;
    };
    if trimmed(before) != trimmed(after) {
        sink.report(&CODE, || {
            let path = Path::root().key("persistentStorage").key("mountPath");
            let (was, is) = (quoted(before), quoted(after));
            let edit = Edit::set_text(path.clone(), before);
            Diagnostic::at(
                &CODE,
                path,
                format!("mountPath changes: was {was}, is now {is}"),
            )
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

/// A slash at the end names the same directory (POSIX).
fn trimmed(path: &str) -> &str {
    path.trim_end_matches('/')
}
