//! The keys of a stack that are checked. A stack may have other keys, which are kept unchanged.

use super::{Key, LINK, Object, Required, Shape, object, optional, required};
use crate::model::names::ID_PATTERN;

// A stack.
object!(
    STACK,
    "stack",
    "resources that are deployed together",
    [
        required!("id", Shape::Pattern(ID_PATTERN))
            .example(r#""my-app""#)
            .call("Stack", r#""my-app""#)
            .doc("the ID"),
        required!("resources", Shape::Map(&Shape::Object(&RESOURCE)))
            .example(
                r#"{"api": {"config": {"type": "container", "id": "api"}, "lifecycle": "live"}}"#,
            )
            .call("add", r#"api, "live""#)
            .doc("the resources, by ID"),
        optional!("permissions", Shape::Object(&PERMISSIONS))
            .example(r#"{"profiles": {"execution": {}}}"#)
            .call("permissions", r#"{"profiles": {"execution": {}}}"#)
            .doc("the permission profiles, which containers refer to by name"),
    ]
);

// A member of `resources`.
object!(RESOURCE, "resource", "a resource of a stack", [
        required!("config", Shape::Object(&CONFIG))
            .example(r#"{"type": "storage", "id": "uploads"}"#)
            .doc("the declaration of the resource"),
        required!("lifecycle", Shape::OneOf(&["live", "frozen"]))
            .example(r#""live""#)
            .doc("\"live\" if every release deploys it again, \"frozen\" if only the first release does"),
        optional!("dependencies", Shape::List(&Shape::Object(&LINK), 0))
            .example(r#"[{"type": "storage", "id": "uploads"}]"#)
            .doc("the resources that must be deployed before this one"),
    ]);

// The `config` of a resource that is not a container.
object!(
    CONFIG,
    "config",
    "the declaration of a resource",
    [
        required!("type", Shape::Text)
            .example(r#""storage""#)
            .doc("the type of the resource"),
        required!("id", Shape::Pattern(ID_PATTERN))
            .example(r#""uploads""#)
            .doc("the ID, which links refer to"),
        optional!(
            "capacityGroups",
            Shape::List(&Shape::Object(&CAPACITY_GROUP), 0),
        )
        .example(r#"[{"groupId": "general"}]"#)
        .doc("the machine pools of a cluster"),
    ]
);

// An element of `capacityGroups`.
object!(
    CAPACITY_GROUP,
    "capacityGroup",
    "a machine pool",
    [required!("groupId", Shape::Text)
        .example(r#""general""#)
        .doc("the name of the machine pool")]
);

// `permissions`.
object!(
    PERMISSIONS,
    "permissions",
    "the permission profiles of a stack",
    [required!("profiles", Shape::Map(&Shape::Any))
        .example(r#"{"execution": {}}"#)
        .doc("the permission profiles, by name")]
);
