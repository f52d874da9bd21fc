use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::model::number;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(slow_health_check);

static CODE: Code = Code {
    name: "slow-health-check",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a health check may take more than 5 seconds",
    why: "The platform documents timeouts of 1 to 5 seconds. A replica that hangs keeps getting requests until its \
        health check has failed as often as `failureThreshold` says, and every failure takes the whole timeout.",
    fails: r#""healthCheck": {"path": "/health", "timeoutSeconds": 30}"#,
    passes: r#""healthCheck": {"path": "/health", "timeoutSeconds": 5}"#,
};

/// The longest timeout that the platform documents, in seconds.
const LONGEST: f64 = 5.0;

fn slow_health_check(draft: &Draft, sink: &mut Sink) {
    let timeout = draft
        .health_check
        .given()
        .and_then(|health| health.timeout_seconds.given());
    if let Some(seconds) = timeout.filter(|seconds| **seconds > LONGEST) {
        sink.report(&CODE, || {
            let path = Path::root().key("healthCheck").key("timeoutSeconds");
            let shown = number::print(*seconds);
            let message = format!("health check timeout of {shown} seconds is above 5");
            let fix = Fix::risky("write 5", [Edit::set(path.clone(), "5")]);
            Diagnostic::at(path, message)
                .value(*seconds)
                .max(LONGEST)
                .unit("seconds")
                .help("use 1 to 5 seconds, and answer health checks without waiting for other services")
                .fix(fix)
        });
    }
}
