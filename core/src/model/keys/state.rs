//! The keys of a stack state that are read; a newer platform may write others.

use super::{Key, Object, Required, Shape, optional, required};
use crate::model::bounds::REPLICAS;

/// A stack state.
pub static STATE: Object<[Key; 1]> = Object {
    name: "state",
    doc: "what became of a stack",
    keys: [
        required!("resources", Shape::Map(&Shape::Object(&RESOURCE_STATE)))
            .example(r#"{"api": {"type": "container", "status": "running"}}"#)
            .doc("what became of each resource, under its id"),
    ],
};

/// A member of `resources`.
pub static RESOURCE_STATE: Object<[Key; 4]> = Object {
    name: "resourceState",
    doc: "what became of a resource",
    keys: [
        required!("type", Shape::Text)
            .example(r#""container""#)
            .doc("what kind of resource it is"),
        required!("status", Shape::Text)
            .example(r#""running""#)
            .doc("how far the platform is with it"),
        optional!("config", Shape::Any)
            .example(r#"{"type": "container", "id": "api"}"#)
            .doc("its declaration"),
        optional!("outputs", Shape::Any)
            .example("{}")
            .doc("what the platform made of it"),
    ],
};

/// The `outputs` of a container.
pub static OUTPUTS: Object<[Key; 7]> = Object {
    name: "outputs",
    doc: "what the platform reports of a container",
    keys: [
        required!("name", Shape::Text)
            .example(r#""api""#)
            .doc("the name at run time"),
        required!("status", Shape::Text)
            .example(r#""running""#)
            .doc("\"pending\", \"running\", \"stopped\" or \"failing\""),
        required!("currentReplicas", Shape::Integer(&REPLICAS))
            .example("2")
            .doc("how many replicas run"),
        required!("desiredReplicas", Shape::Integer(&REPLICAS))
            .example("2")
            .doc("how many replicas should run"),
        required!("internalDns", Shape::Text)
            .example(r#""api.internal""#)
            .doc("the host name inside the stack"),
        optional!("url", Shape::Text)
            .example(r#""https://api.example.com""#)
            .doc("the public URL"),
        optional!("replicas", Shape::List(&Shape::Object(&REPLICA), 0))
            .default("[]")
            .example("[]")
            .doc("each replica, where the platform reports them"),
    ],
};

/// An element of `replicas`.
pub static REPLICA: Object<[Key; 5]> = Object {
    name: "replica",
    doc: "one replica of a container",
    keys: [
        required!("replicaId", Shape::Text)
            .example(r#""api-0""#)
            .doc("the id of the replica"),
        optional!("ordinal", Shape::Integer(&REPLICAS))
            .example("0")
            .doc("its number, if its identity is stable"),
        optional!("machineId", Shape::Text)
            .example(r#""m-1""#)
            .doc("the machine that it runs on"),
        required!("healthy", Shape::Boolean)
            .example("true")
            .doc("whether its health check passes"),
        optional!("containerIp", Shape::Text)
            .example(r#""10.0.0.7""#)
            .doc("its address inside the cluster"),
    ],
};
