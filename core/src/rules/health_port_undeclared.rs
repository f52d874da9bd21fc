use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Ports};
use crate::fix::{Edit, Fix};
use crate::model::number;
use crate::path::Path;

pub const RULE: Rule = Rule::Relation(check);

static CODE: Code = Code {
    name: "health-port-undeclared",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the health check asks at a port that the container doesn't declare",
    why: "Only declared ports can be reached. A check at another one fails every time, and after a few failures the platform takes a replica for dead that may be well.",
    fails: r#""healthCheck": {"path": "/health", "port": 9090}"#,
    passes: r#""healthCheck": {"path": "/health", "port": 8080}"#,
};

/// The most ports that are listed.
const SHOWN: usize = 10;

fn check(draft: &Draft, sink: &mut Sink) {
    let Some((health, ports)) = draft.health_check.given().zip(draft.ports.given()) else {
        return;
    };
    let Some(port) = health.port.given() else {
        return;
    };
    if !ports.numbers().any(|(_, other)| other == *port) && is_known(ports) {
        sink.report(&CODE, || diagnostic(*port, ports));
    }
}

/// Whether every port can be read: one that can't may be the one. A list without ports has a fault of its own.
fn is_known(ports: &Ports) -> bool {
    ports.complete && !ports.entries.is_empty() && ports.numbers().count() == ports.entries.len()
}

fn diagnostic(port: f64, ports: &Ports) -> Diagnostic {
    let path = Path::root().key("healthCheck").key("port");
    let port = number::print(port);
    let message = format!("health check port {port} is not a port of the container");
    let mut unknown = Diagnostic::at(&CODE, path.clone(), message).help(format!(
        "use a port of the container, or declare {port} too"
    ));
    for (at, declared) in ports.numbers().take(SHOWN) {
        let message = format!("port {} is declared here", number::print(declared));
        let path = Path::root().key("ports").index(at).key("port");
        unknown = unknown.related(path, message);
    }
    match ports.numbers().next() {
        Some((_, first)) => {
            let first = number::print(first);
            let fix = Fix::risky(format!("write {first}"), [Edit::set(path, first)]);
            unknown.fix(fix)
        }
        None => unknown,
    }
}
