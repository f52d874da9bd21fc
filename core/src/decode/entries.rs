//! Names with values: the environment, and build arguments.

use crate::collections::{FirstIndex, has_duplicates};
use crate::document::{Document, Foreign, Kind, Source};
use crate::draft::{Entries, Entry, Field};
use crate::model::environment::NameFlags;
use crate::reader::{Expected, Reader};
use crate::span::NodeId;

/// The value of a key that is not a string.
const KEYED: Kind = Kind::Foreign(Foreign::Keyed);

impl<'d> Reader<'_, 'd, '_> {
    /// Names with values that may be secret.
    pub(super) fn entries(&mut self, id: NodeId) -> Option<Entries<'d>> {
        let document = self.document;
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.report_wrong_type(id, Expected::SecretObject);
        }
        let mut entries: Vec<Entry<'d>> = Vec::new();
        let (mut all, mut all_text) = (NameFlags::default(), true);
        for (_, name, value) in named(document, id) {
            let flags = NameFlags::from_name(name);
            all = all.union(flags);
            let value = match document.unbroken_str(value) {
                Some(text) => Field::Given(text),
                None => Field::Broken,
            };
            all_text &= value.given().is_some();
            entries.push(Entry { name, value, flags });
        }
        if !all_text {
            self.report_non_string_values(id);
        }
        if document.source() != Source::Text {
            self.report_non_string_keys(id);
        }
        if has_duplicates(entries.iter().map(|entry| entry.name)) {
            self.drop_duplicates(id, &mut entries);
        }
        Some(Entries {
            entries,
            flags: all,
        })
    }

    /// Reports values that are not strings. Of a duplicate name, only the last value is used.
    #[cold]
    fn report_non_string_values(&mut self, id: NodeId) {
        let document = self.document;
        let (mut places, mut last) = (FirstIndex::default(), Vec::new());
        for (_, name, value) in named(document, id) {
            let place = places.insert(name, last.len());
            match last.get_mut(place) {
                Some(earlier) => *earlier = value,
                None => last.push(value),
            }
        }
        for value in last {
            self.text(value, Expected::SecretText);
        }
    }

    /// Reports keys that are not strings. They are not names, so no other rule reports them.
    fn report_non_string_keys(&mut self, id: NodeId) {
        let document = self.document;
        for (_, value) in document.members(id) {
            if document.kind(value) == KEYED {
                self.report_wrong_type::<()>(value, Expected::SecretText);
            }
        }
    }

    /// Reports duplicate names, and keeps the last value at the position of the first one.
    #[cold]
    fn drop_duplicates(&mut self, id: NodeId, entries: &mut Vec<Entry<'d>>) {
        let document = self.document;
        let mut places = FirstIndex::default();
        let mut kept: Vec<Entry<'d>> = Vec::with_capacity(entries.len());
        let keys = named(document, id).map(|(key, ..)| key);
        for (entry, key) in entries.drain(..).zip(keys) {
            let place = places.insert(entry.name, kept.len());
            match kept.get_mut(place) {
                Some(first) => {
                    first.value = entry.value;
                    self.report_duplicate_field(key, entry.name);
                }
                None => kept.push(entry),
            }
        }
        *entries = kept;
    }
}

/// The members whose keys can be read: key, name, value.
fn named<'d>(
    document: &'d Document<'_>,
    id: NodeId,
) -> impl Iterator<Item = (NodeId, &'d str, NodeId)> {
    let is_name = |key| !document.is_broken(key) && !document.is_misread(key);
    document.members(id).filter_map(move |(key, value)| {
        let name = document.str(key).filter(|_| is_name(key))?;
        if document.kind(value) == KEYED {
            return None;
        }
        Some((key, name, value))
    })
}
