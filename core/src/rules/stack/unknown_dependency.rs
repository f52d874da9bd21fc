use super::unknown_link_target::report;
use super::{Stack, StackRule};
use crate::diagnostic::{Code, Docs, Severity, Sink};

pub const RULE: StackRule = check;

static CODE: Code = Code {
    name: "unknown-dependency",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a resource depends on one that its stack doesn't have",
    why: "What a resource depends on is deployed before it. The platform would wait for a resource that never comes, and refuses to begin.",
    fails: r#"{"id": "shop", "resources": {"jobs": {"lifecycle": "frozen", "config": {"type": "queue", "id": "jobs"},
  "dependencies": [{"type": "vault", "id": "keys"}]}}}"#,
    passes: r#"{"id": "shop", "resources": {"jobs": {"lifecycle": "frozen", "config": {"type": "queue", "id": "jobs"},
  "dependencies": [{"type": "vault", "id": "keys"}]},
  "keys": {"lifecycle": "frozen", "config": {"type": "vault", "id": "keys"}}}}"#,
};

fn check(stack: &Stack, sink: &mut Sink) {
    report(&CODE, false, stack, sink);
}
