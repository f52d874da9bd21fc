use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Ports};
use crate::fix::{Edit, Fix};
use crate::model::number;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(health_port_undeclared);

static CODE: Code = Code {
    name: "health-port-undeclared",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the health check uses a port that the container doesn't declare",
    why: "If the program doesn't listen on this port, every health check fails, and the platform replaces replicas that \
        are healthy. A program may answer health checks on a port that nothing else uses, but most often the port was \
        mistyped, or changed in `ports` only.",
    fails: r#""healthCheck": {"path": "/health", "port": 9090}"#,
    passes: r#""healthCheck": {"path": "/health", "port": 8080}"#,
};

/// The maximum number of ports that a diagnostic lists.
const SHOWN: usize = 10;

fn health_port_undeclared(draft: &Draft, sink: &mut Sink) {
    let Some((health, ports)) = draft.health_check.given().zip(draft.ports.given()) else {
        return;
    };
    let Some(port) = health.port.given() else {
        return;
    };
    if !ports.numbers().any(|(_, other)| other == *port) && is_known(ports) {
        sink.report(&CODE, || health_port_undeclared_diagnostic(*port, ports));
    }
}

/// Whether every port can be read: one that can't be read may be the port of the health check. Another rule reports an empty list.
fn is_known(ports: &Ports) -> bool {
    ports.complete && !ports.entries.is_empty() && ports.numbers().count() == ports.entries.len()
}

fn health_port_undeclared_diagnostic(port: f64, ports: &Ports) -> Diagnostic {
    let path = Path::root().key("healthCheck").key("port");
    let number = port;
    let port = number::print(port);
    let message = format!("health check port {port} is not declared in ports");
    let mut unknown = Diagnostic::at(path.clone(), message)
        .value(number)
        .help(format!("use a declared port, or declare {port} in ports"));
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
