use super::Rule;
use crate::collections::{FirstIndex, has_duplicates};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Field, Ports};
use crate::fix::{Edit, Fix};
use crate::model::{Protocol, number};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(duplicate_port);

static CODE: Code = Code {
    name: "duplicate-port",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a port is declared twice",
    why: "The platform names each port by its number, so two ports with the same number conflict. A program also listens \
        on each port only once.",
    fails: r#""ports": [{"port": 8080}, {"port": 9090}, {"port": 8080}]"#,
    passes: r#""ports": [{"port": 8080}, {"port": 9090}]"#,
};

fn duplicate_port(draft: &Draft, sink: &mut Sink) {
    if let Some(ports) = draft.ports.given()
        && has_duplicates(ports.numbers().map(|(_, port)| port as u64))
    {
        report(ports, sink);
    }
}

/// The entries with the same port number: the first one, and the one to keep, which is an exposed one if there is one.
struct Group {
    first: usize,
    kept: usize,
}

#[cold]
fn report(ports: &Ports, sink: &mut Sink) {
    let is_exposed = |at| {
        ports
            .port_at(at)
            .is_some_and(|entry| entry.expose.is_present())
    };
    let (mut numbers, mut groups) = (FirstIndex::default(), Vec::new());
    for (at, port) in ports.numbers() {
        let place = numbers.insert(port as u64, groups.len());
        match groups.get_mut(place) {
            None => groups.push(Group {
                first: at,
                kept: at,
            }),
            Some(Group { kept, .. }) if is_exposed(at) && !is_exposed(*kept) => *kept = at,
            Some(_) => {}
        }
    }
    for (at, port) in ports.numbers() {
        let place = numbers.get(&(port as u64));
        let group = place.and_then(|place| groups.get(place));
        let Some(group) = group.filter(|group| at != group.first) else {
            continue;
        };
        sink.report(&CODE, || {
            let path = |at| Path::root().key("ports").index(at).key("port");
            let message = format!("port {} is already declared", number::print(port));
            let mut duplicate = Diagnostic::at(path(at), message)
                .value(port)
                .help("declare each port once")
                .related(path(group.first), "first declared here");
            duplicate.fixes = fixes(ports, group, at);
            duplicate
        });
    }
}

fn fixes(ports: &Ports, group: &Group, at: usize) -> Vec<Fix> {
    let path = |at| Path::root().key("ports").index(at);
    let remove = |at| [Edit::Remove { path: path(at) }];
    let exposure = |at| {
        ports
            .port_at(at)
            .map_or(Field::Broken, |entry| entry.expose)
    };
    let gone = if at == group.kept { group.first } else { at };
    match (exposure(group.kept), exposure(gone)) {
        (Field::Given(kept), Field::Given(other)) if kept != other => {
            let keep = |what: Protocol, gone| {
                let title = format!("keep the port exposed as {}", what.name());
                Fix::risky(title, remove(gone))
            };
            vec![keep(kept, gone), keep(other, group.kept)]
        }
        (kept, other) => {
            let title = if gone == at {
                "remove this port"
            } else {
                "remove the port that is not exposed"
            };
            // A health check without a port uses the first port, so the first port must not change.
            let number = |at| {
                ports
                    .port_at(at)
                    .and_then(|entry| entry.port.given().copied())
            };
            let stays_first = gone > 0 || number(0) == number(1);
            let says_nothing = other.is_absent() || other == kept && kept.given().is_some();
            // A safe fix removes nothing that someone may still want to correct.
            let has_errors = ports.port_at(gone).is_none_or(|entry| entry.has_errors);
            let is_safe = stays_first && says_nothing && !has_errors;
            let fix = if is_safe { Fix::safe } else { Fix::risky };
            vec![fix(title, remove(gone))]
        }
    }
}
