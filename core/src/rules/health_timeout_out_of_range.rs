use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::bounds::POSITIVE;
use crate::path::Path;
use crate::rules::whole;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "health-timeout-out-of-range",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the timeout of a health check is not a whole number of seconds from 1 to 4294967295",
    why: "The platform waits in whole seconds, and counts them in 32 bits. With a timeout of 0 every probe would fail before the program can answer, and the replica would never be healthy.",
    fails: r#""healthCheck": {"timeoutSeconds": 0.5}"#,
    passes: r#""healthCheck": {"timeoutSeconds": 1}"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let Some(health) = draft.health_check.given_mut() else {
        return;
    };
    health.timeout_seconds.judge(|value| {
        let path = || Path::root().key("healthCheck").key("timeoutSeconds");
        whole::refuses(&CODE, "health check timeout", *value, POSITIVE, path, sink)
    });
}
