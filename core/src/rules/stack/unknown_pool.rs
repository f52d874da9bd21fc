use super::{Stack, StackRule, config, corrected, nearest};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Field, ResourceDraft};

pub(super) const RULE: StackRule = unknown_pool;

static CODE: Code = Code {
    name: "unknown-pool",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a container names a machine pool that its cluster doesn't have",
    why: "A pool is one of the `capacityGroups` of the cluster that the container runs on. If the pool doesn't exist, no \
        machine can ever run the container.",
    fails: stack! {
        "api" "live" container!("api" r#""cluster": "compute", "pool": "gpus""#),
        "compute" "frozen" r#""type": "compute-cluster", "id": "compute", "capacityGroups": [{"groupId": "gpu"}]"#,
    },
    passes: stack! {
        "api" "live" container!("api" r#""cluster": "compute", "pool": "gpu""#),
        "compute" "frozen" r#""type": "compute-cluster", "id": "compute", "capacityGroups": [{"groupId": "gpu"}]"#,
    },
};

fn unknown_pool(stack: &Stack, sink: &mut Sink) {
    let resources = stack.draft.resources.iter();
    // A resource whose type can't be read may be a cluster.
    let may_be_cluster =
        |resource: &&ResourceDraft| resource.is_cluster() || resource.kind.given().is_none();
    let mut clusters = resources.filter(may_be_cluster);
    // A container that sets a pool but no cluster uses the only cluster of the stack, if there is only one.
    let only = clusters
        .next()
        .filter(|_| clusters.next().is_none() && stack.draft.complete);
    for resource in &stack.draft.resources {
        let Field::Given(pool) = resource.container_field(|container| container.pool) else {
            continue;
        };
        let cluster = match resource.container_field(|container| container.cluster) {
            Field::Given(id) => stack.find(id),
            Field::Absent => only,
            Field::Unseen | Field::Broken => None,
        };
        let pools = cluster.and_then(|cluster| cluster.pools.given());
        if let Some((cluster, pools)) = cluster.zip(pools)
            && !pools.contains(pool)
        {
            let meant = nearest(pool, pools.iter(), sink);
            sink.report(&CODE, || {
                unknown_pool_diagnostic(resource, pool, cluster, meant)
            });
        }
    }
}

fn unknown_pool_diagnostic(
    resource: &ResourceDraft,
    pool: &str,
    cluster: &ResourceDraft,
    meant: Option<&str>,
) -> Diagnostic {
    let name = cluster.name();
    let message = format!("cluster {} has no pool {}", quoted(name), quoted(pool));
    let path = config(resource, "pool");
    let unknown = Diagnostic::at(path.clone(), message).value(pool).related(
        config(cluster, "capacityGroups"),
        "the pools of this cluster",
    );
    corrected(
        unknown,
        path,
        meant,
        "use one of the pools of the cluster, or add this one to its capacityGroups",
    )
}
