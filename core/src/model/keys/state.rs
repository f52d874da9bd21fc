//! The keys of a stack state that are read. A newer platform may write other keys.

use super::{Key, Object, Required, Shape, object, optional, required};
use crate::model::bounds::REPLICAS;

// A stack state.
object!(
    STATE,
    "state",
    "the state of a deployed stack",
    [
        required!("resources", Shape::Map(&Shape::Object(&RESOURCE_STATE)))
            .example(r#"{"api": {"type": "container", "status": "running"}}"#)
            .doc("the state of each resource, by ID"),
    ]
);

// A member of `resources`.
object!(
    RESOURCE_STATE,
    "resourceState",
    "the state of a deployed resource",
    [
        required!("type", Shape::Text)
            .example(r#""container""#)
            .doc("the type of the resource"),
        required!("status", Shape::Text)
            .example(r#""running""#)
            .doc("the deployment status of the resource"),
        optional!("config", Shape::Any)
            .example(r#"{"type": "container", "id": "api"}"#)
            .doc("the declaration of the resource"),
        optional!("outputs", Shape::Any)
            .example("{}")
            .doc("the outputs of the resource, reported by the platform"),
    ]
);

// The `outputs` of a container.
object!(
    OUTPUTS,
    "outputs",
    "the outputs of a container, reported by the platform",
    [
        required!("name", Shape::Text)
            .example(r#""api""#)
            .doc("the name of the container at run time"),
        required!("status", Shape::Text)
            .example(r#""running""#)
            .doc("\"pending\", \"running\", \"stopped\" or \"failing\""),
        required!("currentReplicas", Shape::Integer(&REPLICAS))
            .example("2")
            .doc("the number of replicas that are running"),
        required!("desiredReplicas", Shape::Integer(&REPLICAS))
            .example("2")
            .doc("the number of replicas that should be running"),
        required!("internalDns", Shape::Text)
            .example(r#""api.internal""#)
            .doc("the host name inside the stack"),
        optional!("url", Shape::Text)
            .example(r#""https://api.example.com""#)
            .doc("the public URL, if a port is exposed"),
        optional!("replicas", Shape::List(&Shape::Object(&REPLICA), 0))
            .default("[]")
            .example("[]")
            .doc("the replicas, if the platform lists them"),
    ]
);

// An element of `replicas`.
object!(
    REPLICA,
    "replica",
    "one replica of a container",
    [
        required!("replicaId", Shape::Text)
            .example(r#""api-0""#)
            .doc("the ID of the replica"),
        optional!("ordinal", Shape::Integer(&REPLICAS))
            .example("0")
            .doc("the index of the replica, if replicas have a stable identity"),
        optional!("machineId", Shape::Text)
            .example(r#""m-1""#)
            .doc("the ID of the machine that the replica runs on"),
        required!("healthy", Shape::Boolean)
            .example("true")
            .doc("whether the replica passes its health check"),
        optional!("containerIp", Shape::Text)
            .example(r#""10.0.0.7""#)
            .doc("the IP address of the replica inside the cluster"),
    ]
);
