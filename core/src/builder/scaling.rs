//! Autoscaling: the last call of `autoScale`, and the calls of `minReplicas` and `maxReplicas` after it.

use super::writer::{Argument, FoldWriter};
use crate::document::{Document, Kind, node};
use crate::model::number;

/// The combined effect of all builder calls about autoscaling.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scaling {
    /// The argument of the last `autoScale`.
    whole: Option<Argument>,
    /// The argument of the last `minReplicas` after that. It is also the desired number.
    pub min: Option<Argument>,
    /// The argument of the last `maxReplicas` after that.
    pub max: Option<Argument>,
}

/// Without `maxReplicas`, the maximum is the minimum times this factor.
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

    /// Whether any call after the first one changed the autoscaling.
    pub(super) fn is_changed(&self, first: u32) -> bool {
        let is_new = |whole: Argument| whole.call > first;
        self.min.is_some() || self.max.is_some() || self.whole.is_some_and(is_new)
    }

    /// Writes the key and the object.
    pub(super) fn write(&self, out: &mut FoldWriter<'_, '_>) {
        let (min, max) = (self.min, self.max);
        let first = self.whole.or(min).or(max);
        out.write_key("autoscaling", first.map_or(0, |given| given.call));
        match self.whole {
            Some(not_an_object) if !not_an_object.is_kind(out.calls, Kind::Object) => {
                out.write_argument(not_an_object, 0)
            }
            Some(whole) if min.is_none() && max.is_none() => out.write_argument(whole, 0),
            Some(whole) => self.write_with_bounds(out, whole),
            None => self.write_without_auto_scale(out),
        }
    }

    /// Writes the object of `autoScale`, with its bounds replaced by those of later calls.
    fn write_with_bounds(&self, out: &mut FoldWriter<'_, '_>, whole: Argument) {
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

    /// Writes the bounds if there is no `autoScale`. A missing bound is derived from the other one.
    fn write_without_auto_scale(&self, out: &mut FoldWriter<'_, '_>) {
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
                    // The minimum is invalid and will be reported, so the maximum that depends on it is not.
                    None => out.writer.leaf(node::NULL | node::BROKEN, 0, 0),
                };
            }
            (None, None) => {}
        }
        out.writer.close(0, 0);
    }

    /// Writes a bound. An invalid `minReplicas` is reported once, for `min`: its copy in `desired` is marked broken.
    fn write_bound(&self, out: &mut FoldWriter<'_, '_>, name: &str, given: Argument) {
        let is_repeated_error = name == "desired" && count(out.calls, given).is_none();
        out.write_key(name, given.call);
        out.write_argument(given, if is_repeated_error { node::BROKEN } else { 0 });
    }
}

/// A valid number of replicas.
fn count(calls: &Document<'_>, given: Argument) -> Option<u64> {
    number::integer(given.number(calls)?, 0, u64::from(u32::MAX))
}
