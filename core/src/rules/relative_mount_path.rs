use super::Rule;
use super::reject_text::reject_text;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, is_word, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;
use crate::rules::reserved_mount_path;

pub(super) const RULE: Rule = Rule::Value(relative_mount_path);

static CODE: Code = Code {
    name: "relative-mount-path",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the mount path does not start with /",
    why: "Storage is mounted before the program starts, so there is no working directory yet. The OCI runtime \
        specification requires the destination of a mount to be an absolute path.",
    fails: r#""stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "data"}"#,
    passes: r#""stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "/data"}"#,
};

fn relative_mount_path(draft: &mut Draft, sink: &mut Sink) {
    let Some(storage) = draft.persistent_storage.given_mut() else {
        return;
    };
    storage.mount_path.reject_if(|mount| {
        let refused = !mount.starts_with('/');
        if refused {
            let path = Path::root().key("persistentStorage").key("mountPath");
            reject_text(
                &CODE,
                mount,
                |text| text.starts_with('/'),
                path,
                sink,
                |path| relative_mount_path_diagnostic(mount, path),
            );
        }
        refused
    });
}

fn relative_mount_path_diagnostic(mount: &str, path: Path) -> Diagnostic {
    let message = if mount.is_empty() {
        "the mount path is empty".to_owned()
    } else {
        format!("mount path {} is not absolute", quoted(mount))
    };
    let refused = Diagnostic::at(path.clone(), message);
    match absolute(mount) {
        Some(meant) => {
            let title = format!("write {}", quoted(&meant));
            refused
                .help("start the path with \"/\"")
                .fix(Fix::risky(title, [Edit::set_text(path, &meant)]))
        }
        None => refused.help("write an absolute path, such as \"/data\""),
    }
}

/// The absolute path that was probably meant. `None` if storage can't be mounted there.
fn absolute(mount: &str) -> Option<String> {
    let mount = mount.trim();
    let inner = mount.strip_prefix("./").unwrap_or(mount);
    let plain = inner.starts_with(is_word) && !inner.contains(['\\', ':']);
    let meant = format!("/{inner}");
    (plain && reserved_mount_path::owner(&meant).is_none()).then_some(meant)
}
