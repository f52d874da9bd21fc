//! The keys of a stack that are checked. A stack may have other keys, which are kept unchanged.

use super::{Key, LINK, Object, Required, Shape, optional, required};
use crate::model::names::ID_PATTERN;

/// A stack.
pub(crate) static STACK: Object<[Key; 3]> = Object {
    name: "stack",
    doc: "resources that are deployed together",
    keys: [
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
    ],
};

/// A member of `resources`.
pub(crate) static RESOURCE: Object<[Key; 3]> = Object {
    name: "resource",
    doc: "a resource of a stack",
    keys: [
        required!("config", Shape::Object(&CONFIG))
            .example(r#"{"type": "storage", "id": "uploads"}"#)
            .doc("the declaration of the resource"),
        required!("lifecycle", Shape::OneOf(&["live", "frozen"]))
            .example(r#""live""#)
            .doc("\"live\" if every release deploys it again, \"frozen\" if only the first release does"),
        optional!("dependencies", Shape::List(&Shape::Object(&LINK), 0))
            .example(r#"[{"type": "storage", "id": "uploads"}]"#)
            .doc("the resources that must be deployed before this one"),
    ],
};

/// The `config` of a resource that is not a container.
pub(crate) static CONFIG: Object<[Key; 3]> = Object {
    name: "config",
    doc: "the declaration of a resource",
    keys: [
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
    ],
};

/// An element of `capacityGroups`.
pub(crate) static CAPACITY_GROUP: Object<[Key; 1]> = Object {
    name: "capacityGroup",
    doc: "a machine pool",
    keys: [required!("groupId", Shape::Text)
        .example(r#""general""#)
        .doc("the name of the machine pool")],
};

/// `permissions`.
pub(crate) static PERMISSIONS: Object<[Key; 1]> = Object {
    name: "permissions",
    doc: "the permission profiles of a stack",
    keys: [optional!("profiles", Shape::Map(&Shape::Any))
        .example(r#"{"execution": {}}"#)
        .doc("the permission profiles, by name")],
};
