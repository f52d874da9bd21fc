//! The keys of a stack that are judged; it may have others, which pass through untouched.

use super::Needed::{No, Yes};
use super::{Object, key};

/// A stack.
pub static STACK: Object<3> = Object {
    keys: [
        key("id", Yes, r#""my-app""#, "new Stack(\"my-app\")", "the id"),
        key(
            "resources",
            Yes,
            r#"{"api": {"config": {"type": "container", "id": "api"}, "lifecycle": "live"}}"#,
            ".add(api, \"live\")",
            "the resources, each under its id",
        ),
        key(
            "permissions",
            No,
            r#"{"profiles": {"execution": {}}}"#,
            ".permissions({ profiles: { execution: {} } })",
            "the permission profiles that containers name",
        ),
    ],
};

/// A member of `resources`.
pub static RESOURCE: Object<3> = Object {
    keys: [
        key(
            "config",
            Yes,
            r#"{"type": "storage", "id": "uploads"}"#,
            "",
            "the declaration of the resource",
        ),
        key(
            "lifecycle",
            Yes,
            r#""live""#,
            "",
            "\"live\" if each release deploys it anew, \"frozen\" if the first one alone does",
        ),
        key(
            "dependencies",
            No,
            r#"[{"type": "storage", "id": "uploads"}]"#,
            "",
            "the resources that must be there before it",
        ),
    ],
};

/// The `config` of a resource that is no container.
pub static CONFIG: Object<3> = Object {
    keys: [
        key(
            "type",
            Yes,
            r#""storage""#,
            "",
            "what kind of resource it is",
        ),
        key("id", Yes, r#""uploads""#, "", "the id, which links name"),
        key(
            "capacityGroups",
            No,
            r#"[{"groupId": "general"}]"#,
            "",
            "the machine pools of a cluster",
        ),
    ],
};

/// An element of `capacityGroups`.
pub static CAPACITY_GROUP: Object<1> = Object {
    keys: [key(
        "groupId",
        Yes,
        r#""general""#,
        "",
        "the name of the machine pool",
    )],
};

/// `permissions`.
pub static PERMISSIONS: Object<1> = Object {
    keys: [key(
        "profiles",
        No,
        r#"{"execution": {}}"#,
        "",
        "the permission profiles, each under its name",
    )],
};
