//! The keys of every object that a declaration may hold: read by the decoder, the schema and the editor.

mod parts;
mod place;
mod stack;
mod state;

pub use parts::*;
pub use place::{Place, holds_names, is_name};
pub use stack::*;
pub use state::*;

/// A key.
#[derive(Debug)]
pub struct Key {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub needed: Needed,
    /// A value that fits, as JSON.
    pub example: &'static str,
    /// The builder call that gives it, with an example argument; empty if it is part of another call's
    /// argument.
    pub call: &'static str,
    /// What it is.
    pub doc: &'static str,
    head: u64,
}

impl Key {
    /// Whether a name whose [`head`] is at hand is this key's.
    #[inline]
    pub fn is_named(&self, name: &[u8], head: u64) -> bool {
        self.head == head
            && self.name.len() == name.len()
            && (name.len() <= 8 || self.name.as_bytes() == name)
    }
}

/// The first eight bytes of a name as a number: names are told apart by that much sooner than byte by byte.
#[inline]
pub const fn head(name: &[u8]) -> u64 {
    if let Some(bytes) = name.first_chunk() {
        return u64::from_le_bytes(*bytes);
    }
    // What both halves hold is the same in both.
    if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return first as u64 | (last as u64) << (8 * (name.len() - 4));
    }
    match *name {
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]) as u64,
        [a, b] => u16::from_le_bytes([a, b]) as u64,
        [a] => a as u64,
        _ => 0,
    }
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// It must: without it there is a `missing-field`.
    Yes,
    /// It must, and a rule of its own says so.
    ByRule,
    /// It may be left out.
    No,
}

/// The keys of an object, in the order they are written.
#[derive(Debug)]
pub struct Object<const N: usize> {
    /// Its keys.
    pub keys: [Key; N],
}

const fn key(
    name: &'static str,
    needed: Needed,
    example: &'static str,
    call: &'static str,
    doc: &'static str,
) -> Key {
    Key {
        name,
        needed,
        example,
        call,
        doc,
        head: head(name.as_bytes()),
    }
}

use Needed::{ByRule, No, Yes};

/// A container.
pub static CONTAINER: Object<19> = Object {
    keys: [
        key("type", No, r#""container""#, "", "always \"container\""),
        key(
            "id",
            Yes,
            r#""api""#,
            "new Container(\"api\")",
            "the id, a DNS label: 1-63 of a-z, 0-9 and -",
        ),
        key(
            "code",
            Yes,
            r#"{"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
            ".code({\"type\": \"image\", \"image\": \"ghcr.io/acme/api:v1\"})",
            "what the container runs: an image, or source and the toolchain that builds it",
        ),
        key(
            "cpu",
            Yes,
            r#"{"min": "1", "desired": "1"}"#,
            ".cpu(1)",
            "CPU in vCPUs (\"0.5\") or millicores (\"500m\")",
        ),
        key(
            "memory",
            Yes,
            r#"{"min": "1Gi", "desired": "1Gi"}"#,
            ".memory(\"1Gi\")",
            "memory, with a unit",
        ),
        key(
            "gpu",
            No,
            r#"{"type": "nvidia-t4", "count": 1}"#,
            ".gpu({ type: \"nvidia-t4\", count: 1 })",
            "GPUs of one type",
        ),
        key(
            "ports",
            ByRule,
            r#"[{"port": 8080}]"#,
            ".port(8080)",
            "the ports, at least one; at most one is exposed",
        ),
        key(
            "replicas",
            No,
            "3",
            ".replicas(3)",
            "a fixed number of replicas; not together with autoscaling",
        ),
        key(
            "autoscaling",
            No,
            r#"{"min": 2, "desired": 2, "max": 20}"#,
            ".autoScale({\"min\": 2, \"desired\": 2, \"max\": 20})",
            "how the number of replicas follows the load; not together with replicas",
        ),
        key(
            "stateful",
            No,
            "true",
            ".stateful(true)",
            "whether replicas keep their identity; false unless given",
        ),
        key(
            "persistentStorage",
            No,
            r#"{"size": "500Gi"}"#,
            ".persistentStorage(\"500Gi\")",
            "storage that outlives a replica",
        ),
        key(
            "ephemeralStorage",
            No,
            r#""100Gi""#,
            ".ephemeralStorage(\"100Gi\")",
            "scratch storage, lost when a replica restarts or moves",
        ),
        key(
            "healthCheck",
            No,
            r#"{"path": "/health"}"#,
            ".healthCheck({\"path\": \"/health\"})",
            "how to see whether a replica is healthy",
        ),
        key(
            "environment",
            No,
            r#"{"LOG_LEVEL": "info"}"#,
            ".environment({ LOG_LEVEL: \"info\" })",
            "environment variables",
        ),
        key(
            "links",
            No,
            r#"[{"type": "storage", "id": "uploads"}]"#,
            ".link(storage)",
            "resources that the container may use",
        ),
        key(
            "permissions",
            Yes,
            r#""execution""#,
            ".permissions(\"execution\")",
            "the name of the permission profile",
        ),
        key(
            "cluster",
            No,
            r#""compute""#,
            ".cluster(\"compute\")",
            "the container cluster to run on",
        ),
        key(
            "pool",
            No,
            r#""gpu""#,
            ".pool(\"gpu\")",
            "the machine pool in the cluster",
        ),
        key(
            "command",
            No,
            r#"["./server"]"#,
            ".command([\"./server\"])",
            "the command that takes the place of the image's own",
        ),
    ],
};
