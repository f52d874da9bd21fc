//! The values of an object's keys.

use super::{Expected, Reader};
use crate::document::Kind;
use crate::draft::Field;
use crate::model::keys::{Key, Object, Required, find_key};
use crate::span::NodeId;

/// What happens to keys that are not in an object's list of keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UnlistedKeys {
    /// They are reported.
    Reported,
    /// They are allowed: other programs define them.
    Allowed,
}

/// The values of an object's keys; [`field!`] takes them one by one.
pub(crate) struct Fields<const N: usize> {
    object: &'static Object<[Key; N]>,
    values: [Field<NodeId>; N],
}

impl<const N: usize> Fields<N> {
    /// Takes the value of the key at an index.
    #[inline]
    pub(crate) fn take(&mut self, place: usize) -> Field<NodeId> {
        self.values
            .get_mut(place)
            .map(std::mem::take)
            .unwrap_or_default()
    }

    /// The keys, and the values that were not taken.
    #[inline]
    pub(crate) fn rest(&self) -> (&'static [Key], &[Field<NodeId>]) {
        (&self.object.keys, &self.values)
    }
}

/// Takes the value of a key, whose index is found at compile time: `field!(fields, keys::GPU, "count")`.
macro_rules! field {
    ($fields:ident, $object:path, $name:literal) => {
        $fields.take(const { $object.index_of($name) })
    };
}

pub(crate) use field;

impl Reader<'_, '_, '_> {
    /// The values of an object's keys.
    pub(crate) fn object<const N: usize>(
        &mut self,
        id: NodeId,
        object: &'static Object<[Key; N]>,
    ) -> Option<Fields<N>> {
        let mut values = [Field::Absent; N];
        self.read_fields(id, object, &mut values, UnlistedKeys::Reported)?;
        Some(Fields { object, values })
    }

    /// The values of an object's keys, for an object type that is only known at run time.
    pub(crate) fn object_fields(
        &mut self,
        id: NodeId,
        object: &'static Object,
    ) -> Option<Vec<Field<NodeId>>> {
        let mut values = vec![Field::Absent; object.keys.len()];
        self.read_fields(id, object, &mut values, UnlistedKeys::Reported)?;
        Some(values)
    }

    /// Like [`Reader::object`], but allows keys that are not listed, unless one looks like a misspelt required key.
    pub(crate) fn open_object<const N: usize>(
        &mut self,
        id: NodeId,
        object: &'static Object<[Key; N]>,
    ) -> Option<[Field<NodeId>; N]> {
        let mut slots = [Field::Absent; N];
        self.read_fields(id, object, &mut slots, UnlistedKeys::Allowed)?;
        Some(slots)
    }

    /// Not generic, so that it is compiled once.
    fn read_fields(
        &mut self,
        id: NodeId,
        object: &'static Object,
        slots: &mut [Field<NodeId>],
        unlisted: UnlistedKeys,
    ) -> Option<()> {
        let (document, keys) = (self.document, &object.keys);
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.report_wrong_type(id, Expected::Object(keys));
        }
        if document.is_unfinished(id) {
            slots.fill(Field::Unseen);
        }
        let (mut unknown, mut broken, mut left_out) = (false, false, false);
        let mut likely = 0;
        let mut members = document.members(id);
        while let Some((key, name, value)) = members.next_nodes() {
            let at = find_key(keys, document.name_of(name), likely);
            let Some((at, slot)) = at.and_then(|at| Some((at, slots.get_mut(at)?))) else {
                unknown = true;
                continue;
            };
            likely = at + 1;
            broken |= value.is_broken();
            left_out |= value.is_left_out();
            if slot.is_present() {
                self.report_duplicate_field(key, document.str(key).unwrap_or_default());
            }
            *slot = Field::Given(NodeId(key.0 + 1));
        }
        if broken {
            self.mark_broken_fields(slots);
        }
        if unknown {
            self.report_unknown_fields(id, object, slots, unlisted);
        }
        let lacks =
            |(key, slot): (&Key, &Field<NodeId>)| slot.is_absent() && key.required == Required::Yes;
        if left_out || keys.iter().zip(slots.iter()).any(lacks) {
            self.check_absent_fields(id, object, slots);
        }
        Some(())
    }

    #[cold]
    #[inline(never)]
    fn mark_broken_fields(&self, slots: &mut [Field<NodeId>]) {
        for slot in slots {
            slot.reject_if(|value| self.document.is_broken(*value));
        }
    }

    /// Treats null as absent, and reports required keys that are absent.
    #[cold]
    #[inline(never)]
    fn check_absent_fields(
        &mut self,
        id: NodeId,
        object: &'static Object,
        slots: &mut [Field<NodeId>],
    ) {
        for (key, slot) in object.keys.iter().zip(slots) {
            let place = match *slot {
                Field::Given(value) if self.document.is_left_out(value) => value,
                Field::Absent => id,
                _ => continue,
            };
            *slot = Field::Absent;
            if key.required == Required::Yes {
                let likely = self.likely_value(id, object, key.name);
                self.report_missing_field(place, key.name, key.example, key.call, likely);
                *slot = Field::Broken;
            }
        }
    }
}
