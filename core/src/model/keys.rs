//! The table of fields: the keys of every object that a declaration can contain.
//!
//! The decoder, the builder, the normalised form, the JSON Schemas and the generated files of the packages all read it.
//! Adding a field starts here; CONTRIBUTING.md lists the other places.

mod model_place;
mod name;
mod other_tools;
mod parts;
mod stack;
mod state;

pub(crate) use model_place::{ModelPlace, has_custom_names, is_known_key};
pub(crate) use name::{Name, find_key};
pub(crate) use other_tools::*;
pub use parts::*;
pub use stack::*;
pub use state::*;

use super::bounds::{self, Bounds, Positive};
use super::names::{ID_PATTERN, NAME_PATTERN};
use super::quantity::SIZE_PATTERN;
use crate::language::Language;
use name::{head, tail};

/// The keys of one kind of object, in the order of the normalised form.
#[derive(Debug)]
pub struct Object<K: ?Sized = [Key]> {
    /// The name in the JSON Schemas.
    pub name: &'static str,
    /// One line of documentation.
    pub doc: &'static str,
    /// The keys.
    pub keys: K,
}

/// The key of any declaration that names its JSON Schema. It is not part of the normalised form.
pub(crate) const SCHEMA: &str = "$schema";

/// One key of an object.
#[derive(Debug)]
pub struct Key {
    /// The name in JSON.
    pub name: &'static str,
    /// Whether an object without this key is an error.
    pub required: Required,
    /// The expected kind of value.
    pub shape: Shape,
    /// The default value, as JSON. The normalised form contains it if the key is absent.
    pub default: Option<&'static str>,
    /// A valid value, as JSON.
    pub example: &'static str,
    /// The builder call that sets it, if one sets this key alone.
    pub call: Option<ExampleCall>,
    /// One line of documentation.
    pub doc: &'static str,
    /// The key as it is written after another member in JSON: `,"name":`. It is followed by 15 spaces, since
    /// [`push_short`](crate::json_text::push_short) copies 16 bytes at a time.
    pub(crate) written: &'static str,
    head: u64,
    tail: u64,
}

/// A call of a builder with example arguments. Each language writes it in its own way.
#[derive(Clone, Copy, Debug)]
pub struct ExampleCall {
    /// The method, or the class that is constructed.
    pub name: &'static str,
    /// The arguments.
    pub arguments: &'static str,
}

impl ExampleCall {
    /// The call as a language writes it.
    pub fn in_language(&self, language: &Language) -> String {
        let (name, arguments) = (self.name, &language.arguments(self.arguments));
        if name.starts_with(char::is_uppercase) {
            language.new_call(name, arguments)
        } else {
            language.method_call(name, arguments)
        }
    }
}

/// Whether an object must have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// A missing key is reported as `missing-field`.
    Yes,
    /// A separate rule reports a missing key.
    ByRule,
    /// The key is optional.
    No,
}

/// The expected kind of a value. Patterns are regular expressions for the JSON Schema. The core can't run them, so
/// it has a rule for each.
#[derive(Debug)]
pub enum Shape {
    /// Exactly this string.
    Constant(&'static str),
    /// Any string.
    Text,
    /// Any string except the empty string.
    FilledText,
    /// A string that matches a pattern.
    Pattern(&'static str),
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// True or false.
    Boolean,
    /// A whole number.
    Integer(&'static Bounds),
    /// A number above zero.
    Positive(&'static Positive),
    /// An array whose elements have one shape, with a minimum number of elements.
    List(&'static Shape, u32),
    /// An object that maps names to strings, which may be secret.
    Variables,
    /// An object with arbitrary names, whose values have one shape.
    Map(&'static Shape),
    /// An object with known keys.
    Object(&'static Object),
    /// `{min, desired}`. A builder call may pass one scalar for both.
    Amount(&'static Object),
    /// An object whose `type` determines its keys.
    Tagged(&'static [&'static Object]),
    /// A value that this SDK doesn't check.
    Any,
}

impl Key {
    const fn new(
        name: &'static str,
        written: &'static str,
        required: Required,
        shape: Shape,
    ) -> Self {
        Self {
            name,
            written,
            required,
            shape,
            default: None,
            example: "",
            call: None,
            doc: "",
            head: head(name.as_bytes()),
            tail: tail(name.as_bytes()),
        }
    }

    const fn required_by_rule(self) -> Self {
        Self {
            required: Required::ByRule,
            ..self
        }
    }

    const fn default(self, json: &'static str) -> Self {
        Self {
            default: Some(json),
            ..self
        }
    }

    const fn example(self, json: &'static str) -> Self {
        Self {
            example: json,
            ..self
        }
    }

    const fn call(self, name: &'static str, arguments: &'static str) -> Self {
        Self {
            call: Some(ExampleCall { name, arguments }),
            ..self
        }
    }

    const fn doc(self, doc: &'static str) -> Self {
        let doc = documentation(doc);
        Self { doc, ..self }
    }
}

/// The documentation of a key, if there are JSON Schemas. Nothing else needs it.
const fn documentation(doc: &'static str) -> &'static str {
    if cfg!(feature = "schema") { doc } else { "" }
}

/// A required key.
macro_rules! required {
    ($name:literal, $shape:expr $(,)?) => {
        Key::new(
            $name,
            concat!(",\"", $name, "\":               "),
            Required::Yes,
            $shape,
        )
    };
}

/// An optional key.
macro_rules! optional {
    ($name:literal, $shape:expr $(,)?) => {
        Key::new(
            $name,
            concat!(",\"", $name, "\":               "),
            Required::No,
            $shape,
        )
    };
}

/// An object: its constant, its name, one line of documentation and its keys, which the macro counts.
macro_rules! object {
    ($constant:ident, $name:literal, $doc:literal, [$($key:expr),* $(,)?]) => {
        #[doc = $doc]
        #[allow(unreachable_pub)] // `internal` exports some of them.
        pub static $constant: Object<[Key; [$(stringify!($key)),*].len()]> = Object {
            name: $name,
            doc: $crate::model::keys::documentation($doc),
            keys: [$($key),*],
        };
    };
}

use {object, optional, required};

impl<const N: usize> Object<[Key; N]> {
    /// The index of a key. Used in constants: an unknown name fails to compile.
    #[allow(clippy::indexing_slicing, clippy::panic)]
    pub const fn index_of(&self, name: &str) -> usize {
        let mut at = 0;
        while at < N {
            if is_equal(self.keys[at].name, name) {
                return at;
            }
            at += 1;
        }
        panic!("no key of this name");
    }
}

/// Whether two strings are equal; can be called in constants.
pub(crate) const fn is_equal(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    while let ([first, rest @ ..], [other, others @ ..]) = (a, b) {
        if *first != *other {
            return false;
        }
        (a, b) = (rest, others);
    }
    a.is_empty() && b.is_empty()
}

impl Key {
    /// Whether a builder method of the same name sets this key alone, as [`Key::call`] shows.
    pub const fn has_setter(&self) -> bool {
        match &self.call {
            Some(call) => is_equal(call.name, self.name),
            None => false,
        }
    }
}

// A container.
object!(
    CONTAINER,
    "container",
    "a valid, normalised container declaration; all defaults are filled in",
    [
        optional!("type", Shape::Constant("container"))
            .default(r#""container""#)
            .example(r#""container""#)
            .doc("always \"container\""),
        required!("id", Shape::Pattern(ID_PATTERN))
            .example(r#""api""#)
            .call("Container", r#""api""#)
            .doc("the ID, a DNS label: 1-63 characters a-z, 0-9 and -"),
        required!("code", Shape::Tagged(&[&IMAGE, &SOURCE]))
            .example(r#"{"type": "image", "image": "ghcr.io/acme/api:v1"}"#)
            .call(
                "code",
                r#"{"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
            )
            .doc("what the container runs: an existing image, or source code and the toolchain that builds it"),
        required!("cpu", Shape::Amount(&CPU))
            .example(r#"{"min": "1", "desired": "1"}"#)
            .call("cpu", "1")
            .doc("CPU in vCPUs (\"0.5\") or millicores (\"500m\")"),
        required!("memory", Shape::Amount(&MEMORY))
            .example(r#"{"min": "1Gi", "desired": "1Gi"}"#)
            .call("memory", r#""1Gi""#)
            .doc("memory, with a unit"),
        optional!("gpu", Shape::Object(&GPU))
            .example(r#"{"type": "nvidia-t4", "count": 1}"#)
            .call("gpu", r#"{"type": "nvidia-t4", "count": 1}"#)
            .doc("GPUs of one type"),
        required!("ports", Shape::List(&Shape::Object(&PORT), 1))
            .required_by_rule()
            .example(r#"[{"port": 8080}]"#)
            .call("port", "8080")
            .doc("the ports: at least one, and at most one of them is exposed"),
        optional!("replicas", Shape::Integer(&bounds::REPLICAS))
            .example("3")
            .call("replicas", "3")
            .doc("a fixed number of replicas; can't be combined with autoscaling"),
        optional!("autoscaling", Shape::Object(&AUTOSCALING))
            .example(r#"{"min": 2, "desired": 2, "max": 20}"#)
            .call("autoScale", r#"{"min": 2, "desired": 2, "max": 20}"#)
            .doc("how the number of replicas is adapted to the load; can't be combined with replicas"),
        optional!("stateful", Shape::Boolean)
            .default("false")
            .example("true")
            .call("stateful", "true")
            .doc("whether replicas have a stable identity; default: false"),
        optional!("persistentStorage", Shape::Object(&PERSISTENT_STORAGE))
            .example(r#"{"size": "500Gi"}"#)
            .call("persistentStorage", r#""500Gi""#)
            .doc("persistent storage, which is kept when a replica restarts or moves"),
        optional!("ephemeralStorage", Shape::Pattern(SIZE_PATTERN))
            .example(r#""100Gi""#)
            .call("ephemeralStorage", r#""100Gi""#)
            .doc("scratch storage, which is lost when a replica restarts or moves"),
        optional!("healthCheck", Shape::Object(&HEALTH_CHECK))
            .example(r#"{"path": "/health"}"#)
            .call("healthCheck", r#"{"path": "/health"}"#)
            .doc("the health check, which determines whether a replica is healthy"),
        optional!("environment", Shape::Variables)
            .default("{}")
            .example(r#"{"LOG_LEVEL": "info"}"#)
            .call("environment", r#"{"LOG_LEVEL": "info"}"#)
            .doc("environment variables"),
        optional!("links", Shape::List(&Shape::Object(&LINK), 0))
            .default("[]")
            .example(r#"[{"type": "storage", "id": "uploads"}]"#)
            .call("link", "storage")
            .doc("the resources that the container can access"),
        required!("permissions", Shape::Pattern(NAME_PATTERN))
            .example(r#""execution""#)
            .call("permissions", r#""execution""#)
            .doc("the name of the permission profile"),
        optional!("cluster", Shape::Pattern(NAME_PATTERN))
            .example(r#""compute""#)
            .call("cluster", r#""compute""#)
            .doc("the container cluster to run on"),
        optional!("pool", Shape::Pattern(NAME_PATTERN))
            .example(r#""gpu""#)
            .call("pool", r#""gpu""#)
            .doc("the machine pool of the cluster to run on"),
        optional!("command", Shape::List(&Shape::Text, 1))
            .example(r#"["./server"]"#)
            .call("command", r#"["./server"]"#)
            .doc("the command to run instead of the image's default command"),
    ]
);
