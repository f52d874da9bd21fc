use super::UpdateRule;
use crate::order::sorted_by_key;
use crate::diagnostic::{Code, Diagnostic, Severity, Sink, quoted};
use crate::draft::{Draft, Field, Ports};
use crate::fix::{Edit, Fix};
use crate::model::{Protocol, number};
use crate::path::Path;

pub const RULE: UpdateRule = UpdateRule { code: &CODE, check };

static CODE: Code = Code {
    name: "immutable-field-changed",
    severity: Severity::Error,
    summary: "id, cluster, stateful, pool or ports differ from what is deployed",
    why: "The name in DNS, the machines, the identity of replicas and the load balancer are made once, from the declaration that was deployed first. The platform refuses to change them under a container that runs: it takes a new container, and then the removal of the old one.",
    fails: r#"{"old": {"pool": "general"}, "new": {"pool": "gpu"}}"#,
    passes: r#"{"old": {"pool": "general"}, "new": {"pool": "general", "replicas": 3}}"#,
};

fn check(old: &Draft, new: &Draft, sink: &mut Sink) {
    name("id", &old.id, &new.id, sink);
    name("cluster", &old.cluster, &new.cluster, sink);
    name("pool", &old.pool, &new.pool, sink);

    let stateful = |draft: &Draft| Some(written(&draft.stateful)?.unwrap_or(false));
    if let (Some(before), Some(after)) = (stateful(old), stateful(new))
        && before != after
    {
        sink.report(&CODE, || {
            changed("stateful", "was", &before.to_string(), &after.to_string())
        });
    }
    if let (Some(before), Some(after)) = (ports(&old.ports), ports(&new.ports))
        && !is_same_set(before, after)
    {
        sink.report(&CODE, || {
            changed("ports", "were", &list(before), &list(after))
        });
    }
}

/// What a field says, the inner `None` if it is absent; `None` if nobody knows.
fn written<T: Copy>(field: &Field<T>) -> Option<Option<T>> {
    match field {
        Field::Absent => Some(None),
        Field::Given(value) => Some(Some(*value)),
        Field::Unseen | Field::Broken => None,
    }
}

fn name(key: &str, old: &Field<&str>, new: &Field<&str>, sink: &mut Sink) {
    let (Some(before), Some(after)) = (written(old), written(new)) else {
        return;
    };
    if before != after {
        sink.report(&CODE, || {
            let shown = |name: Option<&str>| name.map_or_else(|| "absent".to_owned(), quoted);
            let path = Path::root().key(key);
            let (title, edit) = match before {
                Some(name) => (
                    format!("write {}", quoted(name)),
                    Edit::set_text(path, name),
                ),
                None => (format!("remove {key}"), Edit::Remove { path }),
            };
            let fix = Fix::risky(title, [edit]);
            changed(key, "was", &shown(before), &shown(after)).fix(fix)
        });
    }
}

fn changed(key: &str, was: &str, before: &str, after: &str) -> Diagnostic {
    let now = if was == "was" { "is" } else { "are" };
    let message = format!("{key} can't change: {was} {before}, {now} now {after}");
    Diagnostic::at(&CODE, Path::root().key(key), message)
        .help("change it back, or declare a new container beside this one")
}

/// A port that can be compared.
type Exposed = (f64, Option<Protocol>);

/// The ports, if all of them are good. A list without ports has a fault of its own.
fn ports(field: &Field<Ports>) -> Option<&Ports> {
    let ports = field.given()?;
    let is_known = ports.complete && comparable(ports).count() == ports.entries.len();
    (is_known && !ports.entries.is_empty()).then_some(ports)
}

fn comparable(ports: &Ports) -> impl Iterator<Item = Exposed> {
    ports
        .given()
        .filter_map(|(_, entry)| Some((*entry.port.given()?, written(&entry.expose)?)))
}

fn is_same_set(old: &Ports, new: &Ports) -> bool {
    if comparable(old).eq(comparable(new)) {
        return true;
    }
    let sorted = |ports| {
        let key = |(port, expose): Exposed| (port as u64, expose.map(Protocol::name));
        let mut sorted = sorted_by_key(comparable(ports).map(key).collect(), |port| *port);
        sorted.dedup();
        sorted
    };
    sorted(old) == sorted(new)
}

/// The most ports that a message lists.
const SHOWN: usize = 6;

fn list(ports: &Ports) -> String {
    let shown = comparable(ports).take(SHOWN).map(|(port, expose)| {
        let port = number::print(port);
        expose.map_or(port.clone(), |expose| format!("{port} ({})", expose.name()))
    });
    let mut list = shown.collect::<Vec<_>>().join(", ");
    if let Some(more) = ports.entries.len().checked_sub(SHOWN + 1) {
        list.push_str(&format!(" and {} more", more + 1));
    }
    list
}
