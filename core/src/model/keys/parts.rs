//! The keys of the parts of a container.

use super::Needed::{No, Yes};
use super::{Key, Object, key};

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

const BINARY_NAME: Key = key(
    "binaryName",
    No,
    r#""api""#,
    "",
    "the name of the program that is built",
);

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
        BINARY_NAME,
    ],
};

/// A toolchain of type `rust`.
pub static RUST: Object<2> = Object {
    keys: [
        key("type", Yes, r#""rust""#, "", "Rust, compiled with Cargo"),
        BINARY_NAME,
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
