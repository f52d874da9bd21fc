//! The keys of every object that a declaration may hold: read by the decoder, the schema and the editor.

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
            ".code({ type: \"image\", image: \"ghcr.io/acme/api:v1\" })",
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
            ".autoScale({ min: 2, desired: 2, max: 20 })",
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
            ".healthCheck({ path: \"/health\" })",
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

/// `code` of type `image`.
pub static IMAGE: Object<2> = Object {
    keys: [
        key(
            "type",
            Yes,
            r#""image""#,
            "",
            "\"image\" runs an image that exists",
        ),
        key(
            "image",
            Yes,
            r#""ghcr.io/acme/api:v1""#,
            "",
            "the image reference",
        ),
    ],
};

/// `code` of type `source`.
pub static SOURCE: Object<3> = Object {
    keys: [
        key("type", Yes, r#""source""#, "", "\"source\" builds an image"),
        key("src", Yes, r#""./api""#, "", "the source directory"),
        key(
            "toolchain",
            Yes,
            r#"{"type": "docker"}"#,
            "",
            "what builds the image",
        ),
    ],
};

/// A toolchain of type `typescript`.
pub static TYPESCRIPT: Object<2> = Object {
    keys: [
        key(
            "type",
            Yes,
            r#""typescript""#,
            "",
            "TypeScript or JavaScript, compiled with Bun",
        ),
        key(
            "binaryName",
            No,
            r#""api""#,
            "",
            "the name of the program that is built",
        ),
    ],
};

/// A toolchain of type `rust`.
pub static RUST: Object<2> = Object {
    keys: [
        key("type", Yes, r#""rust""#, "", "Rust, compiled with Cargo"),
        key(
            "binaryName",
            No,
            r#""api""#,
            "",
            "the name of the program that is built",
        ),
    ],
};

/// A toolchain of type `docker`.
pub static DOCKER: Object<4> = Object {
    keys: [
        key("type", Yes, r#""docker""#, "", "a Dockerfile"),
        key(
            "dockerfile",
            No,
            r#""Dockerfile""#,
            "",
            "the Dockerfile, from the source directory",
        ),
        key(
            "buildArgs",
            No,
            r#"{"VERSION": "1"}"#,
            "",
            "build arguments",
        ),
        key("target", No, r#""runtime""#, "", "the build stage"),
    ],
};

/// `cpu`.
pub static CPU: Object<2> = Object {
    keys: [
        key("min", Yes, r#""0.5""#, "", "at the least"),
        key("desired", Yes, r#""2""#, "", "wished for"),
    ],
};

/// `memory`.
pub static MEMORY: Object<2> = Object {
    keys: [
        key("min", Yes, r#""512Mi""#, "", "at the least"),
        key("desired", Yes, r#""1Gi""#, "", "wished for"),
    ],
};

/// `gpu`.
pub static GPU: Object<2> = Object {
    keys: [
        key("type", Yes, r#""nvidia-t4""#, "", "the type of GPU"),
        key("count", Yes, "1", "", "how many, 1-8"),
    ],
};

/// An element of `ports`.
pub static PORT: Object<2> = Object {
    keys: [
        key("port", Yes, "8080", "", "1-65535"),
        key(
            "expose",
            No,
            r#""http""#,
            "",
            "makes the port public: \"http\" or \"tcp\"",
        ),
    ],
};

/// `autoscaling`.
pub static AUTOSCALING: Object<7> = Object {
    keys: [
        key("min", Yes, "2", "", "replicas at the least"),
        key("desired", Yes, "2", "", "replicas to begin with"),
        key("max", Yes, "20", "", "replicas at the most"),
        key(
            "targetCpuPercent",
            No,
            "70",
            "",
            "CPU use to aim at, in percent",
        ),
        key(
            "targetMemoryPercent",
            No,
            "80",
            "",
            "memory use to aim at, in percent",
        ),
        key(
            "targetHttpInFlightPerReplica",
            No,
            "100",
            "",
            "HTTP requests in flight for each replica to aim at",
        ),
        key(
            "maxHttpP95LatencyMs",
            No,
            "250",
            "",
            "95th percentile of HTTP latency to stay below, in milliseconds",
        ),
    ],
};

/// `persistentStorage`.
pub static PERSISTENT_STORAGE: Object<2> = Object {
    keys: [
        key("size", Yes, r#""500Gi""#, "", "the size, with a unit"),
        key(
            "mountPath",
            No,
            r#""/data""#,
            "",
            "where the container finds it; \"/data\" unless given",
        ),
    ],
};

/// `healthCheck`.
pub static HEALTH_CHECK: Object<5> = Object {
    keys: [
        key(
            "path",
            No,
            r#""/health""#,
            "",
            "the HTTP path; \"/health\" unless given",
        ),
        key(
            "port",
            No,
            "8080",
            "",
            "the port; the first one unless given",
        ),
        key(
            "method",
            No,
            r#""GET""#,
            "",
            "the HTTP method; \"GET\" unless given",
        ),
        key(
            "timeoutSeconds",
            No,
            "1",
            "",
            "how long a probe may take, in seconds; 1 unless given",
        ),
        key(
            "failureThreshold",
            No,
            "3",
            "",
            "failures in a row that make a replica unhealthy; 3 unless given",
        ),
    ],
};

/// An element of `links`.
pub static LINK: Object<2> = Object {
    keys: [
        key("type", Yes, r#""storage""#, "", "the type of the resource"),
        key("id", Yes, r#""uploads""#, "", "the id of the resource"),
    ],
};
