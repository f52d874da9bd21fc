use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Field, Ports};
use crate::model::Protocol;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(http_target_without_http_port);

static CODE: Code = Code {
    name: "http-target-without-http-port",
    severity: Severity::Info,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "autoscaling depends on HTTP requests, but no port is exposed as http",
    why: "The platform measures requests in flight and latency at the port that is exposed as http. Without such a port, \
        there may be nothing to measure, and the number of replicas never changes.",
    fails: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetHttpInFlightPerReplica": 100}"#,
    passes: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetHttpInFlightPerReplica": 100}, "ports": [{"port": 8080, "expose": "http"}]"#,
};

fn http_target_without_http_port(draft: &Draft, sink: &mut Sink) {
    let Some((scaling, ports)) = draft.autoscaling.given().zip(draft.ports.given()) else {
        return;
    };
    let targets = [
        (
            "targetHttpInFlightPerReplica",
            &scaling.target_http_in_flight_per_replica,
        ),
        ("maxHttpP95LatencyMs", &scaling.max_http_p95_latency_ms),
    ];
    let given = targets.iter().find(|(_, field)| field.given().is_some());
    if let Some((key, _)) = given
        && !may_be_http(ports)
    {
        sink.report(&CODE, || {
            http_target_without_http_port_diagnostic(key, ports)
        });
    }
}

/// Whether a port is, or may be, exposed as http: broken and unseen values may be. Another rule reports an empty list.
fn may_be_http(ports: &Ports) -> bool {
    let may_be = |expose| !matches!(expose, Field::Absent | Field::Given(Protocol::Tcp));
    let mut entries = ports.entries.iter();
    !ports.complete
        || ports.entries.is_empty()
        || entries.any(|entry| entry.given().is_none_or(|entry| may_be(entry.expose)))
}

fn http_target_without_http_port_diagnostic(key: &str, ports: &Ports) -> Diagnostic {
    let path = Path::root().key("autoscaling").key(key);
    let message = format!("{key} depends on HTTP requests, but no port is exposed as http");
    let unmet =
        Diagnostic::at(path, message).help("expose a port as http, or scale by CPU or memory");
    match ports.exposed().next() {
        Some((at, _)) => {
            let path = Path::root().key("ports").index(at).key("expose");
            unmet.related(path, "exposed as tcp here")
        }
        None => unmet,
    }
}
