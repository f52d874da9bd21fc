use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(reserved_mount_path);

static CODE: Code = Code {
    name: "reserved-mount-path",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "storage is mounted at /, or at or below /proc, /sys or /dev",
    why: "Storage mounted at `/` would hide the image and its program. `/proc`, `/sys` and `/dev` are kernel file \
        systems that every OCI runtime mounts itself; a disk there would hide them, or could not be mounted at all.",
    fails: r#""stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "/"}"#,
    passes: r#""stateful": true, "replicas": 1, "persistentStorage": {"size": "10Gi", "mountPath": "/data"}"#,
};

fn reserved_mount_path(draft: &mut Draft, sink: &mut Sink) {
    let Some(storage) = draft.persistent_storage.given_mut() else {
        return;
    };
    storage.mount_path.reject_if(|mount| {
        // Another rule, which may run later, reports relative paths.
        let owner = owner(mount).filter(|_| mount.starts_with('/'));
        if let Some(owner) = owner {
            sink.report(&CODE, || reserved_mount_path_diagnostic(mount, owner));
        }
        owner.is_some()
    });
}

fn reserved_mount_path_diagnostic(mount: &str, owner: &str) -> Diagnostic {
    let path = Path::root().key("persistentStorage").key("mountPath");
    let mount = quoted(mount);
    let message = match owner {
        "/" => {
            format!("mount path {mount} is the root directory, so the storage would hide the image")
        }
        owner => format!("mount path {mount} is in {owner}, which is reserved for the kernel"),
    };
    Diagnostic::at(path, message).help("mount it somewhere else, such as \"/data\"")
}

/// The reserved path that an absolute path resolves to: the root, or a kernel file system at or above it.
pub(super) fn owner(mount: &str) -> Option<&'static str> {
    // `.` and empty parts change nothing, and `..` goes up one level; the first part that remains decides.
    let mut depth = 0_usize;
    let mut first = None;
    for part in mount.split('/') {
        match part {
            "" | "." => {}
            ".." => depth = depth.saturating_sub(1),
            part => {
                if depth == 0 {
                    first = Some(part);
                }
                depth += 1;
            }
        }
    }
    match first {
        _ if depth == 0 => Some("/"),
        Some("proc") => Some("/proc"),
        Some("sys") => Some("/sys"),
        Some("dev") => Some("/dev"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::owner;

    #[test]
    fn paths_are_followed() {
        for (mount, expected) in [
            ("/", Some("/")),
            ("//", Some("/")),
            ("/data/..", Some("/")),
            ("/proc", Some("/proc")),
            ("/proc/1", Some("/proc")),
            ("/data/../sys/", Some("/sys")),
            ("/./dev", Some("/dev")),
            ("/../../dev", Some("/dev")),
            ("/processes", None),
            ("/data/proc", None),
            ("/proc/../data", None),
        ] {
            assert_eq!(owner(mount), expected, "{mount}");
        }
    }
}
