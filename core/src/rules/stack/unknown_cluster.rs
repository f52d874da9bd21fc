use super::{Stack, StackRule, config, corrected};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{CLUSTERS, Field, ResourceDraft};

pub(super) const RULE: StackRule = unknown_cluster;

static CODE: Code = Code {
    name: "unknown-cluster",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a container names a cluster that its stack doesn't have",
    why: "A named cluster must be a resource of the same stack. To use the default cluster, leave `cluster` out: the \
        platform then assigns or creates it.",
    fails: stack! {
        "api" "live" container!("api" r#""cluster": "computer""#),
        "compute" "frozen" r#""type": "compute-cluster", "id": "compute""#,
    },
    passes: stack! {
        "api" "live" container!("api" r#""cluster": "compute""#),
        "compute" "frozen" r#""type": "compute-cluster", "id": "compute""#,
    },
};

fn unknown_cluster(stack: &Stack, sink: &mut Sink) {
    for resource in &stack.draft.resources {
        let Field::Given(cluster) = resource.container_field(|container| container.cluster) else {
            continue;
        };
        let other = stack.find(cluster);
        let is_wrong = match other {
            Some(other) => other.kind.given().is_some() && !other.is_cluster(),
            None => stack.lacks(cluster),
        };
        if is_wrong {
            let meant = stack.meant(cluster, &CLUSTERS, |_| true, sink);
            sink.report(&CODE, || {
                unknown_cluster_diagnostic(resource, cluster, other, meant)
            });
        }
    }
}

fn unknown_cluster_diagnostic(
    resource: &ResourceDraft,
    cluster: &str,
    other: Option<&ResourceDraft>,
    meant: Option<&str>,
) -> Diagnostic {
    let message = match other.and_then(|other| other.kind.given()) {
        Some(kind) => format!(
            "{} is a resource of type {}, not a cluster",
            quoted(cluster),
            quoted(kind)
        ),
        None => format!("this stack has no cluster {}", quoted(cluster)),
    };
    let path = config(resource, "cluster");
    let mut unknown = Diagnostic::at(path.clone(), message).value(cluster);
    if let Some(other) = other {
        unknown = unknown.related(config(other, "type"), "its type is set here");
    }
    corrected(
        unknown,
        path,
        meant,
        "add the cluster to the stack, or remove the key \"cluster\" to use the default cluster",
    )
}
