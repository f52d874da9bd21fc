//! The bounds of numbers: read by the rules, by the decoder where it offers a number, and by the schema.

use super::number;

/// Whole numbers from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub low: u64,
    /// The most.
    pub high: u64,
}

/// The most that the platform can count: it does so in 32 bits.
const MOST: u64 = u32::MAX as u64;

/// Ports.
pub const PORT: Bounds = Bounds {
    low: 1,
    high: 65535,
};

/// Counts of replicas, and the number of one.
pub const REPLICAS: Bounds = Bounds { low: 0, high: MOST };

/// Counts of GPUs.
pub const GPUS: Bounds = Bounds { low: 1, high: 8 };

/// Counts of anything that there is at least one of.
pub const POSITIVE: Bounds = Bounds { low: 1, high: MOST };

impl Bounds {
    /// Whether `value` is a whole number within the bounds.
    #[inline]
    pub fn hold(&self, value: f64) -> bool {
        number::integer(value, self.low, self.high).is_some()
    }
}

/// Whether `value` is a part of a whole, in percent: above 0, at most 100.
#[inline]
pub fn is_percent(value: f64) -> bool {
    value > 0.0 && value <= 100.0
}

/// Whether `value` is a duration that something can take: above 0, and finite.
#[inline]
pub fn is_duration(value: f64) -> bool {
    value > 0.0 && value.is_finite()
}
