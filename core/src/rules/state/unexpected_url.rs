use super::{StateRule, path};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{OutputsDraft, ResourceState};

pub(super) const RULE: StateRule = unexpected_url;

static CODE: Code = Code {
    name: "unexpected-url",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a container has a URL, but exposes no port",
    why: "Only an exposed port has a load balancer, and therefore a URL. If the declaration exposes no port, the state \
        is older than the declaration, and the port may still be public.",
    fails: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running",
  "config": {"type": "container", "id": "api", "ports": [{"port": 8080}]},
  "outputs": {"name": "api", "status": "running", "internalDns": "api.shop", "currentReplicas": 1, "desiredReplicas": 1, "url": "https://api.example.com"}}}}"#,
    passes: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running",
  "config": {"type": "container", "id": "api", "ports": [{"port": 8080}]},
  "outputs": {"name": "api", "status": "running", "internalDns": "api.shop", "currentReplicas": 1, "desiredReplicas": 1}}}}"#,
};

fn unexpected_url(resource: &ResourceState, outputs: &OutputsDraft, sink: &mut Sink) {
    if resource.exposes == Some(false) && outputs.url.is_present() {
        sink.report(&CODE, || {
            let message = format!(
                "container {} has a url, but exposes no port",
                quoted(resource.id)
            );
            Diagnostic::at(path(outputs, "url"), message)
                .help("deploy the stack again, so that the port is no longer public")
        });
    }
}
