//! The bounds of numbers. The decoder reports numbers out of bounds, and the schema states the bounds.

use super::number;
use crate::diagnostic::{Code, Docs, Severity};

/// Whole numbers from `low` to `high`, inclusive.
#[derive(Debug)]
pub struct Bounds {
    /// The minimum.
    pub low: u64,
    /// The maximum.
    pub high: u64,
    /// What the number is, such as `port`, for messages.
    pub noun: &'static str,
    /// The code that is reported for a number out of these bounds.
    pub code: &'static Code,
}

impl Bounds {
    /// Whether `value` is a whole number within the bounds.
    #[inline]
    pub fn contains(&self, value: f64) -> bool {
        number::integer(value, self.low, self.high).is_some()
    }
}

/// Numbers above 0, at most `max`.
#[derive(Debug)]
pub struct Positive {
    /// The maximum; infinity is never allowed.
    pub max: f64,
    /// What the numbers count, for messages.
    pub unit: &'static str,
    /// A number within the bounds, for messages.
    pub example: u32,
    /// The code that is reported for other numbers.
    pub code: &'static Code,
}

impl Positive {
    /// Whether `value` is above 0 and at most the maximum.
    #[inline]
    pub fn contains(&self, value: f64) -> bool {
        value > 0.0 && value <= self.max
    }
}

/// The maximum of autoscaling. The rule `autoscaling-bounds` reports 0.
pub(crate) static MAX_REPLICAS: Bounds = Bounds {
    low: 1,
    high: MAX_U32,
    noun: REPLICAS.noun,
    code: REPLICAS.code,
};

/// Percentages.
pub(crate) static PERCENT: Positive = Positive {
    max: 100.0,
    unit: "percent",
    example: 70,
    code: IN_FLIGHT.code,
};

/// Durations in milliseconds.
pub(crate) static MILLISECONDS: Positive = Positive {
    max: f64::MAX,
    unit: "milliseconds",
    example: 250,
    code: IN_FLIGHT.code,
};

/// The maximum that the platform can count, in 32 bits.
const MAX_U32: u64 = u32::MAX as u64;

/// Defines the bounds and the documentation of their codes. Programs that only validate don't contain the documentation.
macro_rules! bounds {
    ($(
        $(#[$doc:meta])*
        $name:ident = $low:literal..=$high:expr, $noun:literal, $code:literal,
        $summary:literal, $why:literal, fails: $fails:literal, passes: $passes:literal;
    )*) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: Bounds = Bounds {
                low: $low,
                high: $high,
                noun: $noun,
                code: &Code { name: $code, severity: Severity::Error },
            };
        )*

        /// The documentation of the codes in this file.
        pub(crate) const DOCS: &[Docs] = &[$(Docs {
            code: $name.code,
            summary: $summary,
            why: $why,
            fails: $fails,
            passes: $passes,
        }),*];
    };
}

bounds! {
    /// Ports.
    PORT = 1..=65535, "port", "port-out-of-range",
    "a port is not a whole number from 1 to 65535",
    "A TCP port is a 16-bit number, and port 0 is reserved. Other numbers are never rounded or wrapped: the platform would send requests to a different port than the one that the program listens on.",
    fails: r#""ports": [{"port": 70000}]"#,
    passes: r#""ports": [{"port": 7000}]"#;

    /// Counts of replicas, and the index of a replica.
    REPLICAS = 0..=MAX_U32, "replica count", "replica-count-out-of-range",
    "the number of replicas is not a whole number from 0 to 4294967295",
    "The platform runs whole replicas, and counts them in 32 bits. Rounding or wrapping any other number would run a number of replicas that nobody asked for.",
    fails: r#""replicas": 2.5"#,
    passes: r#""replicas": 3"#;

    /// Counts of GPUs.
    GPUS = 1..=8, "gpu count", "gpu-count-out-of-range",
    "the number of GPUs is not a whole number from 1 to 8",
    "The platform documents 1 to 8 whole GPUs for each replica. For a container without GPUs, leave `gpu` out.",
    fails: r#""gpu": {"type": "nvidia-t4", "count": 0}"#,
    passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#;

    /// Timeouts of health checks, in seconds.
    HEALTH_TIMEOUT = 1..=MAX_U32, "health check timeout", "health-timeout-out-of-range",
    "the timeout of a health check is not a whole number of seconds from 1 to 4294967295",
    "The platform measures the timeout in whole seconds, and counts them in 32 bits. With a timeout of 0, every health check would fail before the program can answer, and the replica would never be healthy.",
    fails: r#""healthCheck": {"timeoutSeconds": 0.5}"#,
    passes: r#""healthCheck": {"timeoutSeconds": 1}"#;

    /// Failure thresholds of health checks.
    HEALTH_THRESHOLD = 1..=MAX_U32, "health check failure threshold", "health-threshold-out-of-range",
    "the failure threshold of a health check is not a whole number from 1 to 4294967295",
    "The threshold is the number of consecutive failures after which a replica is replaced, counted in 32 bits. With 0, a replica would be unhealthy before its first health check; with 1, it is replaced after the first failure.",
    fails: r#""healthCheck": {"failureThreshold": 0}"#,
    passes: r#""healthCheck": {"failureThreshold": 1}"#;

    /// Targets for HTTP requests in flight. The other autoscaling targets use the same code.
    IN_FLIGHT = 1..=MAX_U32, "targetHttpInFlightPerReplica", "target-out-of-range",
    "an autoscaling target is out of range",
    "The autoscaler divides what it measures by the target. With a target of 0, it would ask for infinitely many replicas. Usage never exceeds 100 percent, so with a target above that, it would never add a replica. Requests are whole numbers, counted in 32 bits, and a latency is above 0.",
    fails: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetCpuPercent": 700}"#,
    passes: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetCpuPercent": 70}"#;
}
