use super::{UpdateRule, ports, written};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: UpdateRule = immutable_field_changed;

static CODE: Code = Code {
    name: "immutable-field-changed",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "id, cluster, stateful, pool or ports differ from the deployed container",
    why: "The DNS name, the machines, the identities of the replicas and the load balancer are created once, from the \
        declaration that was deployed first. The platform can't change them on a running container: create a new \
        container, and then remove the old one.",
    fails: r#"{"old": {"pool": "general"}, "new": {"pool": "gpu"}}"#,
    passes: r#"{"old": {"pool": "general"}, "new": {"pool": "general", "replicas": 3}}"#,
};

fn immutable_field_changed(old: &Draft, new: &Draft, sink: &mut Sink) {
    // A container that links to its old id would link to itself if it got that id back.
    let is_linked = |id: &str| {
        let mut links = new.links.given().into_iter().flatten();
        links.any(|link| link.given().and_then(|link| link.id.given()) == Some(&id))
    };
    name("id", &old.id, &new.id, |id| !is_linked(id), sink);
    name("cluster", &old.cluster, &new.cluster, |_| true, sink);
    name("pool", &old.pool, &new.pool, |_| true, sink);

    let stateful = |draft: &Draft| Some(written(&draft.stateful)?.unwrap_or(false));
    if let (Some(before), Some(after)) = (stateful(old), stateful(new))
        && before != after
    {
        sink.report(&CODE, || {
            changed("stateful", "was", &before.to_string(), &after.to_string())
        });
    }
    if let (Some(before), Some(after)) = (ports::known(old), ports::known(new))
        && !ports::is_same_set(before, after)
    {
        sink.report(&CODE, || {
            changed("ports", "were", &ports::list(before), &ports::list(after))
        });
    }
}

fn name(
    key: &str,
    old: &Field<&str>,
    new: &Field<&str>,
    may_return: impl Fn(&str) -> bool,
    sink: &mut Sink,
) {
    let (Some(before), Some(after)) = (written(old), written(new)) else {
        return;
    };
    if before != after {
        sink.report(&CODE, || {
            let shown = |name: Option<&str>| name.map_or_else(|| "absent".to_owned(), quoted);
            let path = Path::root().key(key);
            let fix = match before {
                None => Some((format!("remove {key}"), Edit::Remove { path })),
                Some(name) => may_return(name).then(|| {
                    let title = format!("write {}", quoted(name));
                    (title, Edit::set_text(path, name))
                }),
            };
            let mut changed = changed(key, "was", &shown(before), &shown(after));
            let fix = fix.map(|(title, edit)| Fix::risky(title, [edit]));
            changed.fixes.extend(fix);
            changed
        });
    }
}

fn changed(key: &str, was: &str, before: &str, after: &str) -> Diagnostic {
    let now = if was == "was" { "is" } else { "are" };
    let message = format!("{key} can't change: {was} {before}, {now} now {after}");
    Diagnostic::at(Path::root().key(key), message)
        .help("change it back, or declare a new container next to this one")
}
