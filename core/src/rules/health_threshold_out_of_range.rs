use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::bounds::POSITIVE;
use crate::path::Path;
use crate::rules::whole;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "health-threshold-out-of-range",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the failure threshold of a health check is not a whole number from 1 to 4294967295",
    why: "It counts probes that fail in a row, in 32 bits. After 0 failures a replica would be unhealthy before it is probed at all; 1 already replaces it at the first failure.",
    fails: r#""healthCheck": {"failureThreshold": 0}"#,
    passes: r#""healthCheck": {"failureThreshold": 1}"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let Some(health) = draft.health_check.given_mut() else {
        return;
    };
    health.failure_threshold.judge(|value| {
        let path = || Path::root().key("healthCheck").key("failureThreshold");
        whole::refuses(
            &CODE,
            "health check failure threshold",
            *value,
            POSITIVE,
            path,
            sink,
        )
    });
}
