//! Reports numbers and strings where an object with quantities or a size with a unit is expected.

use super::MakeFix;
use crate::fix::Fix;
use crate::model::decimal;
use crate::model::keys::{CPU, Key, MEMORY, Object};
use crate::model::quantity::{
    self, LikelyUnits, MEMORY_UNITS, STORAGE_UNITS, is_cpu, is_size, likely_size, parse_cpu,
    parse_size, sized,
};
use crate::reader::{Expected, Reader, Suggestion};
use crate::span::NodeId;

const NO_UNIT: &str = "a size needs a unit";

impl Reader<'_, '_, '_> {
    /// Reports a scalar in the place of an object with quantities. `form` is the JSON of that object. Always returns `None`.
    #[cold]
    pub(super) fn report_scalar<T>(
        &mut self,
        id: NodeId,
        keys: &'static Object<[Key; 2]>,
        expected: Expected<'_>,
        form: fn(&str) -> String,
    ) -> Option<T> {
        let text = self.quantity_text(id);
        let (meant, fix): (_, MakeFix) = match keys.name {
            name if name == CPU.name => return self.report_scalar_cpu(id, &text, expected, form),
            _ if is_size(&text) => {
                // Fixes are not safe if their result gets a warning.
                let is_small = keys.name == MEMORY.name;
                let size = parse_size(&text).value;
                let is_usual = size.is_ok_and(|size| {
                    !size.decimal && (!is_small || size.bytes >= quantity::SMALL_MEMORY)
                });
                let fix: MakeFix = if is_usual { Fix::safe } else { Fix::risky };
                (Some(Suggestion::from_text(&text, form)), fix)
            }
            name => {
                let units = if name == MEMORY.name {
                    MEMORY_UNITS
                } else {
                    STORAGE_UNITS
                };
                let meant = likely_size(&text).map(|size| Suggestion::from_text(&size, form));
                let bare = || {
                    let size = sized(&text, units)?;
                    Some(Suggestion::from_text(&size, form).note(NO_UNIT))
                };
                (meant.or_else(bare), Fix::risky)
            }
        };
        self.report_wrong_type_with_suggestion(id, expected, meant, fix)
    }

    /// Reports CPU that is written as a scalar.
    fn report_scalar_cpu<T>(
        &mut self,
        id: NodeId,
        text: &str,
        expected: Expected<'_>,
        form: fn(&str) -> String,
    ) -> Option<T> {
        let is_usual = parse_cpu(text)
            .value
            .is_ok_and(|cpu| cpu.millicores < quantity::UNLIKELY_MILLICORES);
        if is_usual {
            let meant = Some(Suggestion::from_text(text, form));
            return self.report_wrong_type_with_suggestion(id, expected, meant, Fix::safe);
        }
        let units = text
            .parse::<u32>()
            .ok()
            .filter(|units| units.is_multiple_of(128));
        let meant = match units {
            Some(units) if is_cpu(text) => {
                let vcpus = decimal::print_positional(f64::from(units) / 1024.0);
                let meant = Suggestion::from_text(&vcpus, form);
                Some(meant.note("Amazon ECS counts 1024 units per vCPU"))
            }
            _ => is_cpu(text).then(|| Suggestion::from_text(text, form)),
        };
        self.report_wrong_type_with_suggestion(id, expected, meant, Fix::risky)
    }

    /// Reports a size without a unit. Always returns `None`.
    #[cold]
    pub(super) fn report_bare_size<T>(
        &mut self,
        id: NodeId,
        expected: Expected<'_>,
        units: LikelyUnits,
        form: fn(&str) -> String,
    ) -> Option<T> {
        let size = sized(&self.quantity_text(id), units);
        let meant = size.map(|size| Suggestion::from_text(&size, form).note(NO_UNIT));
        self.report_wrong_type_with_suggestion(id, expected, meant, Fix::risky)
    }

    /// A scalar as it would be written in a pair: a number in decimal form, without an exponent.
    fn quantity_text(&self, id: NodeId) -> String {
        match self.document.number(id) {
            Some(number) => decimal::print_positional(number),
            None => self.document.str(id).unwrap_or_default().to_owned(),
        }
    }
}
