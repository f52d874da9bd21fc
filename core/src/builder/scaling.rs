//! Scaling: `autoScale` as it was called last, and what `minReplicas` and `maxReplicas` changed since.

use super::writer::{Argument, FoldWriter};
use crate::document::{Document, Kind, node};
use crate::model::number;

/// The autoscaling that the calls add up to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scaling {
    /// The argument of the last `autoScale`.
    whole: Option<Argument>,
    /// The argument of the last `minReplicas` since, which is the desired count too.
    pub min: Option<Argument>,
    /// The argument of the last `maxReplicas` since.
    pub max: Option<Argument>,
}

/// A maximum that nobody gave is this many times the minimum.
const DEFAULT_MAX_FACTOR: u64 = 10;

impl Scaling {
    /// `autoScale({..})`
    pub(super) fn from_argument(whole: Argument) -> Self {
        Self {
            whole: Some(whole),
            min: None,
            max: None,
        }
    }

    /// Whether a call said anything about scaling.
    pub(super) fn is_changed(&self) -> bool {
        self.min.is_some() || self.max.is_some() || self.whole.is_some_and(|whole| whole.call > 0)
    }

    /// Writes the key and the object.
    pub(super) fn write(&self, out: &mut FoldWriter<'_, '_>) {
        let (min, max) = (self.min, self.max);
        let first = self.whole.or(min).or(max);
        out.write_key("autoscaling", first.map_or(0, |given| given.call));
        match self.whole {
            Some(other) if !other.is_kind(out.calls, Kind::Object) => out.write_argument(other, 0),
            Some(whole) if min.is_none() && max.is_none() => out.write_argument(whole, 0),
            Some(whole) => self.write_changed(out, whole),
            None => self.write_alone(out),
        }
    }

    /// The object of `autoScale`, with the later bounds in the places of its own.
    fn write_changed(&self, out: &mut FoldWriter<'_, '_>, whole: Argument) {
        out.writer.open(node::OBJECT, 0);
        let bounds = [("min", self.min), ("desired", self.min), ("max", self.max)];
        for (name, bound) in bounds {
            if let Some(given) = bound {
                self.write_bound(out, name, given);
            }
        }
        out.writer.from_call(whole.call);
        for (name, value) in whole.node.iter().flat_map(|node| out.calls.members(*node)) {
            let text = out.calls.str(name);
            if !bounds
                .iter()
                .any(|(bound, given)| given.is_some() && text == Some(bound))
            {
                out.copy_node(name);
                out.copy_node(value);
            }
        }
        out.writer.close(0, 0);
    }

    /// The bounds without an `autoScale`; what was not given is derived from what was.
    fn write_alone(&self, out: &mut FoldWriter<'_, '_>) {
        out.writer.open(node::OBJECT, 0);
        for name in ["min", "desired"] {
            match (self.min, self.max) {
                (Some(min), _) => self.write_bound(out, name, min),
                (None, max) => {
                    out.write_key(name, max.map_or(0, |max| max.call));
                    out.writer.number(1.0);
                }
            }
        }
        match (self.max, self.min) {
            (Some(max), _) => self.write_bound(out, "max", max),
            (None, Some(min)) => {
                out.write_key("max", min.call);
                match count(out.calls, min) {
                    Some(min) => {
                        let max = (DEFAULT_MAX_FACTOR * min).clamp(1, u64::from(u32::MAX));
                        out.writer.number(max as f64)
                    }
                    // The minimum is what is wrong, and will be reported.
                    None => out.writer.leaf(node::NULL | node::BROKEN, 0, 0),
                };
            }
            (None, None) => {}
        }
        out.writer.close(0, 0);
    }

    /// A bound that was given. `desired` is never the place where a bad `min` is reported again.
    fn write_bound(&self, out: &mut FoldWriter<'_, '_>, name: &str, given: Argument) {
        let repeats_fault = name == "desired" && count(out.calls, given).is_none();
        out.write_key(name, given.call);
        out.write_argument(given, if repeats_fault { node::BROKEN } else { 0 });
    }
}

/// A usable number of replicas.
fn count(calls: &Document<'_>, given: Argument) -> Option<u64> {
    number::integer(given.number(calls)?, 0, u64::from(u32::MAX))
}
