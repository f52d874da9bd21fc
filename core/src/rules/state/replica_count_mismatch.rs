use super::{StateRule, path};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{OutputsDraft, ResourceState};
use crate::model::number;

pub(super) const RULE: StateRule = replica_count_mismatch;

static CODE: Code = Code {
    name: "replica-count-mismatch",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the number of listed replicas differs from the replica count",
    why: "While a container is changing, its replica counts and its list of replicas may differ. Once the current count \
        equals the desired count, the list must match; if it doesn't, one of them is out of date, and the real number \
        of replicas is unknown.",
    fails: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running",
  "outputs": {"name": "api", "status": "running", "internalDns": "api.shop", "currentReplicas": 2, "desiredReplicas": 2,
  "replicas": [{"replicaId": "api-0", "healthy": true}]}}}}"#,
    passes: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running",
  "outputs": {"name": "api", "status": "running", "internalDns": "api.shop", "currentReplicas": 1, "desiredReplicas": 1,
  "replicas": [{"replicaId": "api-0", "healthy": true}]}}}}"#,
};

fn replica_count_mismatch(resource: &ResourceState, outputs: &OutputsDraft, sink: &mut Sink) {
    let counts = outputs.current.given().zip(outputs.desired.given());
    let (Some((current, desired)), Some(replicas)) = (counts, outputs.replicas.given()) else {
        return;
    };
    // An empty list is also how the SDK writes that the platform lists no replicas.
    let is_running = outputs.status.given() == Some(&"running");
    let listed = replicas.len();
    if is_running && listed > 0 && current == desired && *current != listed as f64 {
        sink.report(&CODE, || {
            let message = format!(
                "container {} runs {}, but its list of replicas has {listed}",
                quoted(resource.id),
                count(*current)
            );
            Diagnostic::at(path(outputs, "replicas"), message)
                .help("fetch the state again, and check the platform if the numbers still differ")
                .related(path(outputs, "currentReplicas"), "the replica count")
        });
    }
}

fn count(replicas: f64) -> String {
    let s = if replicas == 1.0 { "" } else { "s" };
    format!("{} replica{s}", number::print(replicas))
}
