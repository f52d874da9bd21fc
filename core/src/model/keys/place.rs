//! Which key leads to which object: what the model knows of a place in a declaration.

use super::*;

/// The keys of an object, or of the variants that it may be.
type Keys = [&'static [Key]; 3];

/// A place in a declaration.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A value of the model. If it is an object, or a list of them, it has these keys.
    Known(Keys),
    /// An object under whose keys, which are a person's own names, such objects stand.
    Names(Keys),
    /// A value that the model knows nothing of, or a variable.
    Unknown,
}

impl Place {
    /// A whole declaration, of whichever kind.
    pub const ROOT: Self = Self::Known([&CONTAINER.keys, &STACK.keys, &STATE.keys]);

    /// The place under a key. `is_container` says whether the `type` that stands there, if there is one, is a container's.
    pub fn inside(self, key: &str, is_container: bool) -> Self {
        let keys = match self {
            Self::Known(keys) => keys,
            Self::Names(keys) => return Self::Known(keys),
            Self::Unknown => return Self::Unknown,
        };
        let known = keys.iter().any(|keys| has(keys, key));
        match key {
            _ if !known => Self::Unknown,
            "environment" | "buildArgs" => Self::Unknown,
            // What a profile permits is not looked at.
            "profiles" => Self::Unknown,
            "resources" => Self::Names([&RESOURCE.keys, &RESOURCE_STATE.keys, &[]]),
            "config" if is_container => Self::Known([&CONTAINER.keys, &[], &[]]),
            key => Self::Known(keys_in(key)),
        }
    }
}

/// The keys of the object under a key; none if a scalar stands there.
fn keys_in(key: &str) -> Keys {
    match key {
        "code" => [&IMAGE.keys, &SOURCE.keys, &[]],
        "toolchain" => [&TYPESCRIPT.keys, &RUST.keys, &DOCKER.keys],
        "cpu" => [&CPU.keys, &[], &[]],
        "memory" => [&MEMORY.keys, &[], &[]],
        "gpu" => [&GPU.keys, &[], &[]],
        "ports" => [&PORT.keys, &[], &[]],
        "autoscaling" => [&AUTOSCALING.keys, &[], &[]],
        "persistentStorage" => [&PERSISTENT_STORAGE.keys, &[], &[]],
        "healthCheck" => [&HEALTH_CHECK.keys, &[], &[]],
        "links" | "dependencies" => [&LINK.keys, &[], &[]],
        "config" => [&CONFIG.keys, &[], &[]],
        "capacityGroups" => [&CAPACITY_GROUP.keys, &[], &[]],
        "permissions" => [&PERMISSIONS.keys, &[], &[]],
        "outputs" => [&OUTPUTS.keys, &[], &[]],
        "replicas" => [&REPLICA.keys, &[], &[]],
        _ => [&[]; 3],
    }
}

fn has(keys: &[Key], name: &str) -> bool {
    keys.iter().any(|key| key.name == name)
}

/// Whether the keys under a key are a person's own names.
pub fn holds_names(key: &str) -> bool {
    matches!(key, "environment" | "buildArgs" | "resources" | "profiles")
}

/// Whether any object of the model has a key of this name.
pub fn is_name(name: &str) -> bool {
    let objects: [&[Key]; 21] = [
        &CONTAINER.keys,
        &IMAGE.keys,
        &SOURCE.keys,
        &TYPESCRIPT.keys,
        &RUST.keys,
        &DOCKER.keys,
        &MEMORY.keys,
        &GPU.keys,
        &PORT.keys,
        &AUTOSCALING.keys,
        &PERSISTENT_STORAGE.keys,
        &HEALTH_CHECK.keys,
        &LINK.keys,
        &STACK.keys,
        &RESOURCE.keys,
        &CONFIG.keys,
        &CAPACITY_GROUP.keys,
        &PERMISSIONS.keys,
        &RESOURCE_STATE.keys,
        &OUTPUTS.keys,
        &REPLICA.keys,
    ];
    objects.iter().any(|keys| has(keys, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The paths of scalars in a value that the model doesn't know.
    fn unknown(value: &Value, place: Place, path: &str, out: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                let is_container = |value: &Value| value["type"] == "container";
                for (key, value) in members {
                    let place = place.inside(key, is_container(value));
                    unknown(value, place, &format!("{path}/{key}"), out);
                }
            }
            Value::Array(values) => values
                .iter()
                .for_each(|value| unknown(value, place, path, out)),
            _ if matches!(place, Place::Unknown) => out.push(path.to_owned()),
            _ => {}
        }
    }

    fn unknown_in(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        let value = serde_json::from_str(text).unwrap();
        unknown(&value, Place::ROOT, "", &mut out);
        out
    }

    #[test]
    fn every_key_of_the_model_leads_to_a_place() {
        for Key { name, example, .. } in CONTAINER.keys.iter().chain(&STACK.keys) {
            let found = unknown_in(&format!("{{\"{name}\": {example}}}"));
            let expected: &[&str] = match *name {
                "environment" => &["/environment/LOG_LEVEL"],
                _ => &[],
            };
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn what_is_no_key_of_the_model_is_unknown() {
        for (text, expected) in [
            (r#"{"env": {"id": 1}}"#, "/env/id"),
            (r#"{"pool": {"id": 1}}"#, "/pool/id"),
            (r#"{"code": {"id": 1}}"#, "/code/id"),
            (
                r#"{"permissions": {"profiles": {"a": 1}}}"#,
                "/permissions/profiles/a",
            ),
            (
                r#"{"resources": {"env": {"config": {"type": "x", "pool": 1}}}}"#,
                "/resources/env/config/pool",
            ),
            (
                r#"{"resources": {"a": {"config": {"type": "container", "x": 1}}}}"#,
                "/resources/a/config/x",
            ),
        ] {
            assert_eq!(unknown_in(text), [expected], "{text}");
        }
        assert!(
            unknown_in(r#"{"resources": {"env": {"config": {"type": "container", "pool": "a"}}}}"#)
                .is_empty()
        );
    }
}
