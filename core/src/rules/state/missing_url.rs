use super::{StateRule, path};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{OutputsDraft, ResourceState};

pub(super) const RULE: StateRule = missing_url;

static CODE: Code = Code {
    name: "missing-url",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a running container exposes a port as http, but has no URL",
    why: "The load balancer of an exposed port gives the container its URL. If a running container has no URL, the port \
        was exposed after this deployment, or the load balancer was not created, and the container can't be reached \
        from outside.",
    fails: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running",
  "config": {"type": "container", "id": "api", "ports": [{"port": 8080, "expose": "http"}]},
  "outputs": {"name": "api", "status": "running", "internalDns": "api.shop", "currentReplicas": 1, "desiredReplicas": 1}}}}"#,
    passes: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running",
  "config": {"type": "container", "id": "api", "ports": [{"port": 8080, "expose": "http"}]},
  "outputs": {"name": "api", "status": "running", "internalDns": "api.shop", "currentReplicas": 1, "desiredReplicas": 1, "url": "https://api.example.com"}}}}"#,
};

fn missing_url(resource: &ResourceState, outputs: &OutputsDraft, sink: &mut Sink) {
    let is_running = outputs.status.given() == Some(&"running");
    if is_running && resource.exposes_http == Some(true) && outputs.url.is_absent() {
        sink.report(&CODE, || {
            let message = format!(
                "container {} exposes a port as http, but has no url",
                quoted(resource.id)
            );
            Diagnostic::at(path(outputs, "url"), message).help(
                "deploy the stack again, and check the load balancer if the url is still missing",
            )
        });
    }
}
