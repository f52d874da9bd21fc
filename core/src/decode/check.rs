//! Checks fields that no rule uses. The table of fields defines all their constraints, so the draft doesn't store them.

use crate::draft::Field;
use crate::model::keys::{Key, Shape};
use crate::reader::{Expected, Fields, Reader};
use crate::span::NodeId;

impl Reader<'_, '_, '_> {
    /// Checks the fields that were not taken.
    #[inline]
    pub(super) fn check_rest<const N: usize>(&mut self, fields: &Fields<N>) {
        let (keys, values) = fields.rest();
        self.check_fields(keys, values);
    }

    fn check_fields(&mut self, keys: &'static [Key], values: &[Field<NodeId>]) {
        for (key, value) in keys.iter().zip(values) {
            if let Field::Given(id) = *value {
                let _ = self.check_shape(id, &key.shape);
            }
        }
    }

    /// Checks a value against the table of fields. Returns `None` if the value was reported. For a pattern, it only checks that the value is a
    /// string: a rule has to check the pattern.
    fn check_shape(&mut self, id: NodeId, shape: &'static Shape) -> Option<()> {
        match shape {
            Shape::Constant(text) => self.one_of(id, &[(*text, ())]),
            Shape::OneOf(names) => {
                let names: Vec<_> = names.iter().map(|name| (*name, ())).collect();
                self.one_of(id, &names)
            }
            Shape::Text => self.text(id, Expected::FreeText).map(drop),
            Shape::FilledText | Shape::Pattern(_) => self.text(id, Expected::Text).map(drop),
            Shape::Boolean => self.bool(id).map(drop),
            Shape::Integer(bounds) => self.integer(id, bounds).map(drop),
            Shape::Positive(numbers) => self.positive(id, numbers).map(drop),
            Shape::Variables => self.entries(id).map(drop),
            Shape::List(element, _) => {
                let check = |reader: &mut Self, id| reader.check_shape(id, element);
                self.list(id, check).map(drop)
            }
            Shape::Map(value) => {
                for (_, id) in self.document.members(id) {
                    let _ = self.check_shape(id, value);
                }
                Some(())
            }
            Shape::Object(object) | Shape::Amount(object) => {
                let values = self.object_fields(id, object)?;
                self.check_fields(&object.keys, &values);
                Some(())
            }
            Shape::Tagged(variants) => {
                let variants: Vec<_> = variants
                    .iter()
                    .map(|object| (object.name, *object))
                    .collect();
                let object = self.variant_by_type(id, &variants)?;
                let mut values = self.object_fields(id, object)?;
                // The type has already been checked: it selected this object.
                let tag = object.keys.iter().position(|key| key.name == "type");
                if let Some(tag) = tag.and_then(|tag| values.get_mut(tag)) {
                    *tag = Field::Absent;
                }
                self.check_fields(&object.keys, &values);
                Some(())
            }
            Shape::Any => Some(()),
        }
    }
}
