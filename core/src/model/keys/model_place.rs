//! What the model knows about each place in a declaration.

use super::*;

/// A place in a declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ModelPlace {
    /// A value that the model knows. If it is an object or an array of objects, their types are among these.
    Objects(&'static [&'static Object]),
    /// An object with arbitrary names, whose values have this shape.
    Map(&'static Shape),
    /// A value that the model doesn't know, or an environment variable.
    Unknown,
}

/// All objects of the model.
static OBJECTS: [&Object; 23] = [
    &CONTAINER,
    &IMAGE,
    &SOURCE,
    &TYPESCRIPT,
    &RUST,
    &DOCKER,
    &CPU,
    &MEMORY,
    &GPU,
    &PORT,
    &AUTOSCALING,
    &PERSISTENT_STORAGE,
    &HEALTH_CHECK,
    &LINK,
    &STACK,
    &RESOURCE,
    &CONFIG,
    &CAPACITY_GROUP,
    &PERMISSIONS,
    &STATE,
    &RESOURCE_STATE,
    &OUTPUTS,
    &REPLICA,
];

static CONTAINERS: [&Object; 1] = [&CONTAINER];
static CONFIGS: [&Object; 1] = [&CONFIG];
static ALL_OUTPUTS: [&Object; 1] = [&OUTPUTS];
static DECLARATIONS: [&Object; 3] = [&CONTAINER, &STACK, &STATE];

impl ModelPlace {
    /// A whole declaration of any kind.
    pub(crate) const ROOT: Self = Self::Objects(&DECLARATIONS);

    /// The place under a key. `is_container` says whether the value there is a container according to its `type`.
    pub(crate) fn inside(self, key: &str, is_container: bool) -> Self {
        let objects = match self {
            Self::Objects(objects) => objects,
            Self::Map(shape) => return Self::with_shape(shape),
            Self::Unknown => return Self::Unknown,
        };
        let found = objects.iter().find_map(|object| find(object, key));
        match found.map(|key| &key.shape) {
            None => Self::Unknown,
            // Stacks and states allow any value here, but the keys of containers are known.
            Some(_) if key == "config" && is_container => Self::Objects(&CONTAINERS),
            Some(_) if key == "config" => Self::Objects(&CONFIGS),
            Some(_) if key == "outputs" => Self::Objects(&ALL_OUTPUTS),
            Some(shape) => Self::with_shape(shape),
        }
    }

    fn with_shape(shape: &'static Shape) -> Self {
        match shape {
            Shape::Object(object) | Shape::Amount(object) => {
                Self::Objects(std::slice::from_ref(object))
            }
            Shape::Tagged(variants) => Self::Objects(variants),
            Shape::List(element, _) => Self::with_shape(element),
            Shape::Map(value) => Self::Map(value),
            Shape::Variables | Shape::Any => Self::Unknown,
            _ => Self::Objects(&[]),
        }
    }
}

fn find(object: &'static Object, name: &str) -> Option<&'static Key> {
    object.keys.iter().find(|key| key.name == name)
}

/// Whether the object under a key has arbitrary names as keys.
pub(crate) fn has_custom_names(key: &str) -> bool {
    let mut found = OBJECTS.iter().filter_map(|object| find(object, key));
    found.any(|key| matches!(key.shape, Shape::Map(_) | Shape::Variables))
}

/// Whether any object of the model has a key with this name.
pub(crate) fn is_known_key(name: &str) -> bool {
    OBJECTS.iter().any(|object| find(object, name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The paths of scalars in a value that the model doesn't know.
    fn unknown(value: &Value, place: ModelPlace, path: &str, out: &mut Vec<String>) {
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
            _ if matches!(place, ModelPlace::Unknown) => out.push(path.to_owned()),
            _ => {}
        }
    }

    fn unknown_in(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        let value = serde_json::from_str(text).unwrap();
        unknown(&value, ModelPlace::ROOT, "", &mut out);
        out
    }

    #[test]
    fn every_key_of_the_model_has_a_place() {
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
    fn every_object_is_listed() {
        fn inside(shape: &Shape) -> Vec<&'static Object> {
            match shape {
                Shape::Object(object) | Shape::Amount(object) => vec![*object],
                Shape::Tagged(variants) => variants.to_vec(),
                Shape::List(inner, _) | Shape::Map(inner) => inside(inner),
                _ => Vec::new(),
            }
        }
        for object in OBJECTS {
            for inner in object.keys.iter().flat_map(|key| inside(&key.shape)) {
                assert!(
                    OBJECTS.iter().any(|known| known.name == inner.name),
                    "{} is not in OBJECTS",
                    inner.name
                );
            }
        }
    }

    #[test]
    fn other_keys_are_unknown() {
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
