use super::unknown_link_target::report;
use super::{Stack, StackRule};
use crate::diagnostic::{Code, Docs, Severity, Sink};

pub(super) const RULE: StackRule = unknown_dependency;

static CODE: Code = Code {
    name: "unknown-dependency",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a resource depends on a resource that its stack doesn't have",
    why: "A resource is deployed after its dependencies. A resource that the stack doesn't have is never deployed, so \
        the platform rejects the dependency.",
    fails: r#"{"id": "shop", "resources": {"jobs": {"lifecycle": "frozen", "config": {"type": "queue", "id": "jobs"},
  "dependencies": [{"type": "vault", "id": "keys"}]}}}"#,
    passes: r#"{"id": "shop", "resources": {"jobs": {"lifecycle": "frozen", "config": {"type": "queue", "id": "jobs"},
  "dependencies": [{"type": "vault", "id": "keys"}]},
  "keys": {"lifecycle": "frozen", "config": {"type": "vault", "id": "keys"}}}}"#,
};

fn unknown_dependency(stack: &Stack, sink: &mut Sink) {
    report(&CODE, false, stack, sink);
}
