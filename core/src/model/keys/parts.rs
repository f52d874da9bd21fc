//! The keys of the parts of a container.

use super::{Key, Object, Required, Shape, object, optional, required};
use crate::model::HttpMethod;
use crate::model::bounds;
use crate::model::names::{GPU_PATTERN, MOUNT_PATH_PATTERN};
use crate::model::quantity::{CPU_PATTERN, SIZE_PATTERN};

// `code` of type `image`.
object!(
    IMAGE,
    "image",
    "an existing image",
    [
        required!("type", Shape::Constant("image"))
            .example(r#""image""#)
            .doc("\"image\" runs an existing image"),
        required!("image", Shape::FilledText)
            .example(r#""ghcr.io/acme/api:v1""#)
            .doc("the image reference"),
    ]
);

// `code` of type `source`.
object!(
    SOURCE,
    "source",
    "an image that is built from source code",
    [
        required!("type", Shape::Constant("source"))
            .example(r#""source""#)
            .doc("\"source\" builds an image from source code"),
        required!("src", Shape::FilledText)
            .example(r#""./api""#)
            .doc("the directory of the source code"),
        required!("toolchain", Shape::Tagged(&[&TYPESCRIPT, &RUST, &DOCKER]))
            .example(r#"{"type": "docker"}"#)
            .doc("the toolchain that builds the image"),
    ]
);

const BINARY_NAME: Key = optional!("binaryName", Shape::Text)
    .example(r#""api""#)
    .doc("the name of the binary that is built");

// A toolchain of type `typescript`.
object!(
    TYPESCRIPT,
    "typescript",
    "TypeScript or JavaScript, compiled with Bun",
    [
        required!("type", Shape::Constant("typescript"))
            .example(r#""typescript""#)
            .doc("TypeScript or JavaScript, compiled with Bun"),
        BINARY_NAME,
    ]
);

// A toolchain of type `rust`.
object!(
    RUST,
    "rust",
    "Rust, compiled with Cargo",
    [
        required!("type", Shape::Constant("rust"))
            .example(r#""rust""#)
            .doc("Rust, compiled with Cargo"),
        BINARY_NAME,
    ]
);

// A toolchain of type `docker`.
object!(
    DOCKER,
    "docker",
    "a Dockerfile",
    [
        required!("type", Shape::Constant("docker"))
            .example(r#""docker""#)
            .doc("a Dockerfile"),
        optional!("dockerfile", Shape::Text)
            .example(r#""Dockerfile""#)
            .doc("the path of the Dockerfile, relative to the source directory"),
        optional!("buildArgs", Shape::Variables)
            .example(r#"{"VERSION": "1"}"#)
            .doc("the build arguments"),
        optional!("target", Shape::Text)
            .example(r#""runtime""#)
            .doc("the build stage to build"),
    ]
);

// `cpu`.
object!(
    CPU,
    "cpu",
    "a minimum and a desired amount",
    [
        required!("min", Shape::Pattern(CPU_PATTERN))
            .example(r#""0.5""#)
            .doc("the minimum"),
        required!("desired", Shape::Pattern(CPU_PATTERN))
            .example(r#""2""#)
            .doc("the desired amount"),
    ]
);

// `memory`.
object!(
    MEMORY,
    "memory",
    "a minimum and a desired amount",
    [
        required!("min", Shape::Pattern(SIZE_PATTERN))
            .example(r#""512Mi""#)
            .doc("the minimum"),
        required!("desired", Shape::Pattern(SIZE_PATTERN))
            .example(r#""1Gi""#)
            .doc("the desired amount"),
    ]
);

// `gpu`.
object!(
    GPU,
    "gpu",
    "GPUs of one type",
    [
        required!("type", Shape::Pattern(GPU_PATTERN))
            .example(r#""nvidia-t4""#)
            .doc("the type of GPU"),
        required!("count", Shape::Integer(&bounds::GPUS))
            .example("1")
            .doc("the number of GPUs, 1-8"),
    ]
);

// An element of `ports`.
object!(
    PORT,
    "port",
    "a port that the container listens on",
    [
        required!("port", Shape::Integer(&bounds::PORT))
            .example("8080")
            .doc("the port number, 1-65535"),
        optional!("expose", Shape::OneOf(&["http", "tcp"]))
            .example(r#""http""#)
            .doc("makes the port public: \"http\" or \"tcp\""),
    ]
);

// `autoscaling`.
object!(
    AUTOSCALING,
    "autoscaling",
    "how the number of replicas is adapted to the load; `min` ≤ `desired` ≤ `max`",
    [
        required!("min", Shape::Integer(&bounds::REPLICAS))
            .example("2")
            .doc("the minimum number of replicas"),
        required!("desired", Shape::Integer(&bounds::REPLICAS))
            .example("2")
            .doc("the desired number of replicas, which autoscaling starts with"),
        required!("max", Shape::Integer(&bounds::MAX_REPLICAS))
            .example("20")
            .doc("the maximum number of replicas"),
        optional!("targetCpuPercent", Shape::Positive(&bounds::PERCENT))
            .example("70")
            .doc("the target CPU usage, in percent"),
        optional!("targetMemoryPercent", Shape::Positive(&bounds::PERCENT))
            .example("80")
            .doc("the target memory usage, in percent"),
        optional!(
            "targetHttpInFlightPerReplica",
            Shape::Integer(&bounds::IN_FLIGHT)
        )
        .example("100")
        .doc("the target number of HTTP requests in flight per replica"),
        optional!(
            "maxHttpP95LatencyMs",
            Shape::Positive(&bounds::MILLISECONDS)
        )
        .example("250")
        .doc("the maximum 95th percentile of the HTTP latency, in milliseconds"),
    ]
);

// `persistentStorage`.
object!(
    PERSISTENT_STORAGE,
    "persistentStorage",
    "persistent storage, which is kept when a replica restarts or moves",
    [
        required!("size", Shape::Pattern(SIZE_PATTERN))
            .example(r#""500Gi""#)
            .doc("the size, with a unit"),
        optional!("mountPath", Shape::Pattern(MOUNT_PATH_PATTERN))
            .default(r#""/data""#)
            .example(r#""/data""#)
            .doc("the absolute path where the storage is mounted; default: \"/data\""),
    ]
);

// `healthCheck`.
object!(
    HEALTH_CHECK,
    "healthCheck",
    "the health check, which determines whether a replica is healthy",
    [
        optional!("path", Shape::Pattern("^/"))
            .default(r#""/health""#)
            .example(r#""/health""#)
            .doc("the HTTP path; default: \"/health\""),
        optional!("port", Shape::Integer(&bounds::PORT))
            .example("8080")
            .doc("the port; default: the first port of the container"),
        optional!("method", Shape::OneOf(&HttpMethod::NAMES))
            .default(r#""GET""#)
            .example(r#""GET""#)
            .doc("the HTTP method; default: \"GET\""),
        optional!("timeoutSeconds", Shape::Integer(&bounds::HEALTH_TIMEOUT))
            .default("1")
            .example("1")
            .doc("the timeout of a probe, in seconds; default: 1"),
        optional!(
            "failureThreshold",
            Shape::Integer(&bounds::HEALTH_THRESHOLD)
        )
        .default("3")
        .example("3")
        .doc("the number of consecutive failures after which a replica is unhealthy; default: 3"),
    ]
);

// An element of `links` or `dependencies`.
object!(
    LINK,
    "link",
    "a reference to a resource by its type and ID",
    [
        required!("type", Shape::Text)
            .example(r#""storage""#)
            .doc("the type of the resource"),
        required!("id", Shape::Text)
            .example(r#""uploads""#)
            .doc("the ID of the resource"),
    ]
);
