//! Names with values: the environment, and build arguments.

use crate::document::Kind;
use crate::draft::{Entries, Entry, Field};
use crate::model::environment::NameFlags;
use crate::order::{Firsts, sorted_by_key};
use crate::shape::{Expected, Reader};
use crate::span::NodeId;

impl<'d> Reader<'_, 'd, '_> {
    /// Names with values that may be secret.
    pub(super) fn entries(&mut self, id: NodeId) -> Option<Entries<'d>> {
        let document = self.document;
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.wrong_type(id, Expected::SecretObject);
        }
        let is_name = |key| !document.is_broken(key) && !document.is_misread(key);
        let mut entries: Vec<Entry<'d>> = Vec::new();
        let mut all = NameFlags::default();
        for (key, value) in document.members(id) {
            let name = match document.str(key) {
                Some(name) if is_name(key) => name,
                _ => continue,
            };
            let flags = NameFlags::of(name);
            all = all.and(flags);
            let value = self
                .text(value, Expected::SecretText)
                .map_or(Field::Broken, Field::Given);
            entries.push(Entry { name, value, flags });
        }
        if has_duplicates(&entries) {
            self.drop_duplicates(id, &mut entries);
        }
        Some(Entries {
            entries,
            flags: all,
        })
    }

    /// Reports names that stand before, and keeps the later value in the first place.
    #[cold]
    fn drop_duplicates(&mut self, id: NodeId, entries: &mut Vec<Entry<'d>>) {
        let document = self.document;
        let mut places = Firsts::default();
        let mut kept: Vec<Entry<'d>> = Vec::with_capacity(entries.len());
        let is_name = |key| !document.is_broken(key) && !document.is_misread(key);
        let keys = document.members(id).map(|(key, _)| key);
        let keys: Vec<_> = keys.filter(|key| is_name(*key)).collect();
        for (entry, key) in entries.drain(..).zip(keys) {
            let place = places.insert(entry.name, kept.len());
            match kept.get_mut(place) {
                Some(first) => {
                    first.value = entry.value;
                    self.duplicate_field(key, entry.name);
                }
                None => kept.push(entry),
            }
        }
        *entries = kept;
    }
}

fn has_duplicates(entries: &[Entry<'_>]) -> bool {
    if entries.len() <= 24 {
        let mut rest = entries.iter();
        return std::iter::from_fn(|| rest.next().map(|entry| (entry, rest.clone())))
            .any(|(entry, mut later)| later.any(|other| other.name == entry.name));
    }
    let names = entries.iter().map(|entry| entry.name).collect();
    sorted_by_key(names, |name| *name)
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a == b))
}
