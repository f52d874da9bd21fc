use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::bounds::PORT;
use crate::path::Path;
use crate::rules::whole;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "port-out-of-range",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a port is not a whole number from 1 to 65535",
    why: "TCP has 16 bits for a port, and port 0 stands for none. A number outside is never rounded or wrapped: the platform would send requests to another port than the one that the program listens on.",
    fails: r#""ports": [{"port": 70000}]"#,
    passes: r#""ports": [{"port": 7000}]"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    if let Some(ports) = draft.ports.given_mut() {
        for (at, entry) in ports.entries.iter_mut().enumerate() {
            let Some(entry) = entry.given_mut() else {
                continue;
            };
            let path = || Path::root().key("ports").index(at).key("port");
            entry.port.judge(|port| refuses(*port, path, sink));
        }
    }
    if let Some(health) = draft.health_check.given_mut() {
        let path = || Path::root().key("healthCheck").key("port");
        health.port.judge(|port| refuses(*port, path, sink));
    }
}

fn refuses(port: f64, path: impl FnOnce() -> Path, sink: &mut Sink) -> bool {
    let refused = !PORT.hold(port);
    if refused {
        sink.report(&CODE, || {
            whole::diagnostic(&CODE, "port", port, PORT, path()).help("pick a port from 1 to 65535")
        });
    }
    refused
}
