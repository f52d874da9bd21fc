//! The keys of a stack state that are read; a newer platform may write others.

use super::Needed::{No, Yes};
use super::{Key, Object, key};

const fn part(
    name: &'static str,
    needed: super::Needed,
    example: &'static str,
    doc: &'static str,
) -> Key {
    key(name, needed, example, "", doc)
}

/// A stack state.
pub static STATE: Object<1> = Object {
    keys: [part(
        "resources",
        Yes,
        r#"{"api": {"type": "container", "status": "running"}}"#,
        "what became of each resource, under its id",
    )],
};

/// A member of `resources`.
pub static RESOURCE_STATE: Object<4> = Object {
    keys: [
        part("type", Yes, r#""container""#, "what kind of resource it is"),
        part(
            "status",
            Yes,
            r#""running""#,
            "how far the platform is with it",
        ),
        part(
            "config",
            No,
            r#"{"type": "container", "id": "api"}"#,
            "its declaration",
        ),
        part("outputs", No, "{}", "what the platform made of it"),
    ],
};

/// The `outputs` of a container.
pub static OUTPUTS: Object<7> = Object {
    keys: [
        part("name", Yes, r#""api""#, "the name at run time"),
        part(
            "status",
            Yes,
            r#""running""#,
            "\"pending\", \"running\", \"stopped\" or \"failing\"",
        ),
        part("currentReplicas", Yes, "2", "how many replicas run"),
        part("desiredReplicas", Yes, "2", "how many replicas should run"),
        part(
            "internalDns",
            Yes,
            r#""api.internal""#,
            "the host name inside the stack",
        ),
        part("url", No, r#""https://api.example.com""#, "the public URL"),
        part(
            "replicas",
            No,
            "[]",
            "each replica, where the platform reports them",
        ),
    ],
};

/// An element of `replicas`.
pub static REPLICA: Object<5> = Object {
    keys: [
        part("replicaId", Yes, r#""api-0""#, "the id of the replica"),
        part("ordinal", No, "0", "its number, if its identity is stable"),
        part("machineId", No, r#""m-1""#, "the machine that it runs on"),
        part("healthy", Yes, "true", "whether its health check passes"),
        part(
            "containerIp",
            No,
            r#""10.0.0.7""#,
            "its address inside the cluster",
        ),
    ],
};
