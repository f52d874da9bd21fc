//! Reads numbers, and reports those out of bounds.

use super::{Expected, Reader};
use crate::diagnostic::{Diagnostic, Scalar, shown};
use crate::document::Document;
use crate::fix::{Edit, Fix};
use crate::model::bounds::{Bounds, PORT, Positive};
use crate::model::number;
use crate::span::NodeId;

impl Reader<'_, '_, '_> {
    /// A whole number within bounds.
    #[inline(always)]
    pub(crate) fn integer(&mut self, id: NodeId, bounds: &'static Bounds) -> Option<f64> {
        // Nearly all numbers are integers of a few digits, and need no floats to compare.
        if let Some(value) = self.document.short_integer(id)
            && (bounds.low..=bounds.high).contains(&u64::from(value))
            && !self.document.is_broken(id)
        {
            return Some(f64::from(value));
        }
        self.any_integer(id, bounds)
    }

    #[inline(never)]
    fn any_integer(&mut self, id: NodeId, bounds: &'static Bounds) -> Option<f64> {
        let value = self.number(id, Expected::Integer(bounds))?;
        if !bounds.contains(value) {
            return self.report_out_of_bounds(id, value, bounds);
        }
        Some(value)
    }

    /// A number above 0.
    #[inline]
    pub(crate) fn positive(&mut self, id: NodeId, numbers: &'static Positive) -> Option<f64> {
        let value = self.number(id, Expected::Positive(numbers))?;
        if !numbers.contains(value) {
            return self.report_not_positive(id, value, numbers);
        }
        Some(value)
    }

    /// The value of a number.
    #[inline(always)]
    fn number(&mut self, id: NodeId, expected: Expected<'static>) -> Option<f64> {
        match self.document.number(id) {
            Some(number) if !self.document.is_broken(id) => Some(number),
            _ => self.report_wrong_type(id, expected),
        }
    }

    /// Reports a number that is not whole or not within its bounds. Always returns `None`.
    #[cold]
    #[inline(never)]
    fn report_out_of_bounds(
        &mut self,
        id: NodeId,
        value: f64,
        bounds: &'static Bounds,
    ) -> Option<f64> {
        let document = self.document;
        self.report_node(bounds.code, id, |path| {
            let Bounds {
                low, high, noun, ..
            } = *bounds;
            let is_fraction = value.is_finite() && value.fract() != 0.0;
            let number = number_text(document, id);
            // `format!` would take twice as long.
            let (least, most) = (low.to_string(), high.to_string());
            let message = if value.is_nan() || is_fraction {
                format!("{noun} {number} is not a whole number")
            } else {
                [noun, &number, "is not between", &least, "and", &most].join(" ")
            };
            let help = ["pick a", noun, "from", &least, "to", &most].join(" ");
            let wrong = Diagnostic::at_node(id, message)
                .help(help)
                .value(number_value(document, id, value))
                .min(low as f64)
                .max(high as f64);
            // Half a GPU or half a second is at least one, but half a port is no port.
            let is_count = is_fraction && !std::ptr::eq(bounds, &PORT);
            match number::integer(value.ceil(), low, high).filter(|_| is_count) {
                Some(whole) => {
                    let edit = Edit::set(path(), whole.to_string());
                    wrong.fix(Fix::risky(format!("write {whole}"), [edit]))
                }
                None => wrong,
            }
        });
        None
    }

    /// Reports a number that is not above 0, or too large. Always returns `None`.
    #[cold]
    #[inline(never)]
    fn report_not_positive(
        &mut self,
        id: NodeId,
        value: f64,
        numbers: &'static Positive,
    ) -> Option<f64> {
        let document = self.document;
        self.report(numbers.code, id, |_, path| {
            let Positive {
                max, unit, example, ..
            } = *numbers;
            let name = path.segments().last().unwrap_or_default();
            let reason = if value > max && value.is_finite() {
                format!("is above {} {unit}", number::print(max))
            } else if value <= 0.0 {
                "is not above 0".to_owned()
            } else {
                format!("is not a number of {unit}")
            };
            let bounds = if max == f64::MAX {
                "above 0".to_owned()
            } else {
                format!("above 0 and at most {}", number::print(max))
            };
            let message = format!("{} {} {reason}", shown(&name), number_text(document, id));
            let help = format!("pick a number {bounds}, such as {example} {unit}");
            let wrong = Diagnostic::at_node(id, message)
                .help(help)
                .value(number_value(document, id, value))
                .exclusive_min(0.0)
                .unit(unit);
            if max == f64::MAX {
                wrong
            } else {
                wrong.max(max)
            }
        });
        None
    }

    /// A number of GPUs. For 0, the help suggests to remove `gpu`.
    pub(crate) fn gpu_count(&mut self, id: NodeId, bounds: &'static Bounds) -> Option<f64> {
        let value = self.document.number(id);
        if value != Some(0.0) || self.document.is_broken(id) {
            return self.integer(id, bounds);
        }
        self.report(bounds.code, id, |_, path| {
            let Bounds {
                low, high, noun, ..
            } = *bounds;
            let wrong =
                Diagnostic::at_node(id, format!("{noun} 0 is not between {low} and {high}"));
            let wrong = wrong
                .help(format!("remove gpu, or pick a {noun} from {low} to {high}"))
                .value(0.0)
                .min(low as f64)
                .max(high as f64);
            match path.parent() {
                Some(path) => wrong.fix(Fix::risky("remove gpu", [Edit::Remove { path }])),
                None => wrong,
            }
        });
        None
    }
}

/// A number for the data of a diagnostic: its text if it is not finite or too large to be the same in all languages.
fn number_value(document: &Document<'_>, id: NodeId, value: f64) -> Scalar {
    match value.abs() <= Scalar::MAX_SAFE_INTEGER {
        true => value.into(),
        false => Scalar::Text(number_text(document, id)),
    }
}

/// A number as it is written in the text, or as JavaScript prints it if there is no text.
fn number_text(document: &Document<'_>, id: NodeId) -> String {
    shown(&document.scalar(id).unwrap_or_default())
}
