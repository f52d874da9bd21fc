//! The keys of the parts of a container.

use super::{Key, Object, Required, Shape, optional, required};
use crate::model::HttpMethod;
use crate::model::bounds;
use crate::model::names::{GPU_PATTERN, MOUNT_PATH_PATTERN};
use crate::model::quantity::{CPU_PATTERN, SIZE_PATTERN};

/// `code` of type `image`.
pub static IMAGE: Object<[Key; 2]> = Object {
    name: "image",
    doc: "an existing image",
    keys: [
        required!("type", Shape::Constant("image"))
            .example(r#""image""#)
            .doc("\"image\" runs an image that exists"),
        required!("image", Shape::FilledText)
            .example(r#""ghcr.io/acme/api:v1""#)
            .doc("the image reference"),
    ],
};

/// `code` of type `source`.
pub static SOURCE: Object<[Key; 3]> = Object {
    name: "source",
    doc: "an image that is built from source",
    keys: [
        required!("type", Shape::Constant("source"))
            .example(r#""source""#)
            .doc("\"source\" builds an image"),
        required!("src", Shape::FilledText)
            .example(r#""./api""#)
            .doc("the source directory"),
        required!("toolchain", Shape::Tagged(&[&TYPESCRIPT, &RUST, &DOCKER]))
            .example(r#"{"type": "docker"}"#)
            .doc("what builds the image"),
    ],
};

const BINARY_NAME: Key = optional!("binaryName", Shape::Text)
    .example(r#""api""#)
    .doc("the name of the program that is built");

/// A toolchain of type `typescript`.
pub static TYPESCRIPT: Object<[Key; 2]> = Object {
    name: "typescript",
    doc: "TypeScript or JavaScript, compiled with Bun",
    keys: [
        required!("type", Shape::Constant("typescript"))
            .example(r#""typescript""#)
            .doc("TypeScript or JavaScript, compiled with Bun"),
        BINARY_NAME,
    ],
};

/// A toolchain of type `rust`.
pub static RUST: Object<[Key; 2]> = Object {
    name: "rust",
    doc: "Rust, compiled with Cargo",
    keys: [
        required!("type", Shape::Constant("rust"))
            .example(r#""rust""#)
            .doc("Rust, compiled with Cargo"),
        BINARY_NAME,
    ],
};

/// A toolchain of type `docker`.
pub static DOCKER: Object<[Key; 4]> = Object {
    name: "docker",
    doc: "a Dockerfile",
    keys: [
        required!("type", Shape::Constant("docker"))
            .example(r#""docker""#)
            .doc("a Dockerfile"),
        optional!("dockerfile", Shape::Text)
            .example(r#""Dockerfile""#)
            .doc("the Dockerfile, from the source directory"),
        optional!("buildArgs", Shape::Variables)
            .example(r#"{"VERSION": "1"}"#)
            .doc("build arguments"),
        optional!("target", Shape::Text)
            .example(r#""runtime""#)
            .doc("the build stage"),
    ],
};

/// `cpu`.
pub static CPU: Object<[Key; 2]> = Object {
    name: "cpu",
    doc: "a minimum and a desired amount",
    keys: [
        required!("min", Shape::Pattern(CPU_PATTERN))
            .example(r#""0.5""#)
            .doc("minimum"),
        required!("desired", Shape::Pattern(CPU_PATTERN))
            .example(r#""2""#)
            .doc("desired"),
    ],
};

/// `memory`.
pub static MEMORY: Object<[Key; 2]> = Object {
    name: "memory",
    doc: "a minimum and a desired amount",
    keys: [
        required!("min", Shape::Pattern(SIZE_PATTERN))
            .example(r#""512Mi""#)
            .doc("minimum"),
        required!("desired", Shape::Pattern(SIZE_PATTERN))
            .example(r#""1Gi""#)
            .doc("desired"),
    ],
};

/// `gpu`.
pub static GPU: Object<[Key; 2]> = Object {
    name: "gpu",
    doc: "GPUs of one type",
    keys: [
        required!("type", Shape::Pattern(GPU_PATTERN))
            .example(r#""nvidia-t4""#)
            .doc("the type of GPU"),
        required!("count", Shape::Integer(&bounds::GPUS))
            .example("1")
            .doc("how many, 1-8"),
    ],
};

/// An element of `ports`.
pub static PORT: Object<[Key; 2]> = Object {
    name: "port",
    doc: "a port that the container listens on",
    keys: [
        required!("port", Shape::Integer(&bounds::PORT))
            .example("8080")
            .doc("1-65535"),
        optional!("expose", Shape::OneOf(&["http", "tcp"]))
            .example(r#""http""#)
            .doc("makes the port public: \"http\" or \"tcp\""),
    ],
};

/// `autoscaling`.
pub static AUTOSCALING: Object<[Key; 7]> = Object {
    name: "autoscaling",
    doc: "how the number of replicas follows the load; `min` ≤ `desired` ≤ `max`",
    keys: [
        required!("min", Shape::Integer(&bounds::REPLICAS))
            .example("2")
            .doc("minimum number of replicas"),
        required!("desired", Shape::Integer(&bounds::REPLICAS))
            .example("2")
            .doc("number of replicas to begin with"),
        required!("max", Shape::Integer(&bounds::MAX_REPLICAS))
            .example("20")
            .doc("maximum number of replicas"),
        optional!("targetCpuPercent", Shape::Positive(&bounds::PERCENT))
            .example("70")
            .doc("CPU use to aim at, in percent"),
        optional!("targetMemoryPercent", Shape::Positive(&bounds::PERCENT))
            .example("80")
            .doc("memory use to aim at, in percent"),
        optional!(
            "targetHttpInFlightPerReplica",
            Shape::Integer(&bounds::IN_FLIGHT)
        )
        .example("100")
        .doc("HTTP requests in flight to aim at, for each replica"),
        optional!(
            "maxHttpP95LatencyMs",
            Shape::Positive(&bounds::MILLISECONDS)
        )
        .example("250")
        .doc("95th percentile of HTTP latency to stay below, in milliseconds"),
    ],
};

/// `persistentStorage`.
pub static PERSISTENT_STORAGE: Object<[Key; 2]> = Object {
    name: "persistentStorage",
    doc: "storage that outlives a replica",
    keys: [
        required!("size", Shape::Pattern(SIZE_PATTERN))
            .example(r#""500Gi""#)
            .doc("the size, with a unit"),
        optional!("mountPath", Shape::Pattern(MOUNT_PATH_PATTERN))
            .default(r#""/data""#)
            .example(r#""/data""#)
            .doc("where the container finds it; \"/data\" unless given"),
    ],
};

/// `healthCheck`.
pub static HEALTH_CHECK: Object<[Key; 5]> = Object {
    name: "healthCheck",
    doc: "how to tell whether a replica is healthy",
    keys: [
        optional!("path", Shape::Pattern("^/"))
            .default(r#""/health""#)
            .example(r#""/health""#)
            .doc("the HTTP path; \"/health\" unless given"),
        optional!("port", Shape::Integer(&bounds::PORT))
            .example("8080")
            .doc("the port; the first one unless given"),
        optional!("method", Shape::OneOf(&HttpMethod::NAMES))
            .default(r#""GET""#)
            .example(r#""GET""#)
            .doc("the HTTP method; \"GET\" unless given"),
        optional!("timeoutSeconds", Shape::Integer(&bounds::HEALTH_TIMEOUT))
            .default("1")
            .example("1")
            .doc("how long a probe may take, in seconds; 1 unless given"),
        optional!(
            "failureThreshold",
            Shape::Integer(&bounds::HEALTH_THRESHOLD)
        )
        .default("3")
        .example("3")
        .doc("consecutive failures that make a replica unhealthy; 3 unless given"),
    ],
};

/// An element of `links` or `dependencies`.
pub static LINK: Object<[Key; 2]> = Object {
    name: "link",
    doc: "a resource, by its type and id",
    keys: [
        required!("type", Shape::Text)
            .example(r#""storage""#)
            .doc("the type of the resource"),
        required!("id", Shape::Text)
            .example(r#""uploads""#)
            .doc("the id of the resource"),
    ],
};
