use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, PortDraft, Ports};
use crate::fix::{Edit, Fix};
use crate::model::number;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(several_exposed_ports);

static CODE: Code = Code {
    name: "several-exposed-ports",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "more than one port is exposed",
    why: "A container has one public address, and its load balancer forwards to one port, whatever the protocol. Other \
        ports stay reachable inside the cluster. To publish two ports, use two containers, or one program that routes \
        the requests.",
    fails: r#""ports": [{"port": 8080, "expose": "http"}, {"port": 9090, "expose": "tcp"}]"#,
    passes: r#""ports": [{"port": 8080, "expose": "http"}, {"port": 9090}]"#,
};

/// The maximum number of other ports that a diagnostic points at, or that a fix changes.
const SHOWN: usize = 10;

fn several_exposed_ports(draft: &Draft, sink: &mut Sink) {
    let Some(ports) = draft.ports.given() else {
        return;
    };
    let mut exposed = ports.exposed();
    let Some((_, first)) = exposed.next() else {
        return;
    };
    if let Some((at, second)) = exposed.find(|(_, entry)| !is_same(entry, first)) {
        sink.report(&CODE, || {
            several_exposed_ports_diagnostic(ports, first, second, at)
        });
    }
}

/// Whether both have the same number; a broken number equals no other.
fn is_same(a: &PortDraft, b: &PortDraft) -> bool {
    a.port
        .given()
        .is_some_and(|port| b.port.given() == Some(port))
}

fn several_exposed_ports_diagnostic(
    ports: &Ports,
    first: &PortDraft,
    second: &PortDraft,
    at: usize,
) -> Diagnostic {
    let print = |entry: &PortDraft| entry.port.given().map(|port| number::print(*port));
    let what = match (print(first), print(second)) {
        (Some(first), Some(second)) => format!("ports {first} and {second} are both exposed"),
        (None, Some(port)) => format!("port {port} and another port are both exposed"),
        (_, None) => "a second port is exposed".to_owned(),
    };
    let path = |at| Path::root().key("ports").index(at).key("expose");
    let message = format!("{what}; only one may be public");
    let mut several = Diagnostic::at(path(at), message)
        .help("keep one exposed; a port without \"expose\", or added with .port(…), is internal");
    for (other, entry) in ports
        .exposed()
        .filter(|(other, _)| *other != at)
        .take(SHOWN)
    {
        let message = match print(entry) {
            Some(port) => format!("port {port} is exposed here"),
            None => "exposed here".to_owned(),
        };
        several = several.related(path(other), message);
    }
    if ports.exposed().nth(SHOWN).is_none() {
        for keep in [first, second] {
            let Some(port) = print(keep) else { continue };
            let others = ports.exposed().filter(|(_, entry)| !is_same(entry, keep));
            let edits: Vec<_> = others
                .map(|(at, _)| Edit::Remove { path: path(at) })
                .collect();
            several = several.fix(Fix::risky(format!("keep port {port} public"), edits));
        }
    }
    several
}
