use super::{Check, Rule};
use crate::diagnostic::{Code, Diagnostic, Severity, Sink};
use crate::draft::Draft;
use crate::model::number;
use crate::path::Path;

pub const RULE: Rule = Rule {
    code: &CODE,
    check: Check::Value(check),
};

static CODE: Code = Code {
    name: "port-out-of-range",
    severity: Severity::Error,
    summary: "a port is not an integer from 1 to 65535",
    why: "TCP has ports 1 to 65535. A number outside is never rounded or wrapped: the platform would listen somewhere else than the program.",
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
    let refused = number::integer(port, 1, 65535).is_none();
    if refused {
        sink.report(&CODE, || {
            let message = format!("port {} is not between 1 and 65535", number::print(port));
            let message = if port.fract() == 0.0 {
                message
            } else {
                format!("port {} is not a whole number", number::print(port))
            };
            Diagnostic::at(&CODE, path(), message).help("pick a port from 1 to 65535")
        });
    }
    refused
}
