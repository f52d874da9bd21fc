//! What unknown keys of an object were probably meant for.

use super::fits::fits;
use super::names::suggest_part;
use super::proposal::Proposal;
use super::words::suggest_words;
use super::{Reader, UnlistedKeys, suggest};
use crate::document::Document;
use crate::draft::Field;
use crate::model::keys::{
    self, CONTAINER, Key, Object, Required, is_known_key, is_same_name, other_name, other_names,
};
use crate::span::NodeId;

/// An unknown key.
pub(super) struct Unknown<'d> {
    pub key: NodeId,
    pub value: NodeId,
    pub name: &'d str,
    pub meaning: Meaning,
}

/// What an unknown key was probably meant for.
pub(super) enum Meaning {
    /// Nothing that is known.
    Unclear,
    /// The key at this index of the object. The smaller the second number, the more certain it is.
    Own(usize, usize),
    /// The same as a key of the object that is present.
    Extra(&'static str),
    /// Something else, which a fix may write.
    Other(Proposal),
}

/// An object that has unknown keys.
#[derive(Clone, Copy)]
pub(super) struct Around<'s> {
    pub id: NodeId,
    pub object: &'static Object,
    pub slots: &'s [Field<NodeId>],
    pub unlisted: UnlistedKeys,
}

impl Around<'_> {
    /// The absent keys that may be suggested for a value, with their index.
    fn open(&self, document: &Document, value: NodeId) -> Vec<(usize, &'static Key)> {
        let keys = self.object.keys.iter().zip(self.slots).enumerate();
        let open =
            keys.filter(|(_, (key, slot))| slot.is_absent() && fits(document, value, &key.shape));
        open.map(|(at, (key, _))| (at, key)).collect()
    }
}

/// The maximum number of unknown keys for which other parts of the container are looked at.
const MAX_LOOKED_AROUND: u32 = 300;

/// A setting of the whole container under the name of another tool, such as `env`.
fn setting(name: &str) -> Option<(&'static str, &'static Key)> {
    let (meant, _) = other_name(CONTAINER.name, name)?;
    ["environment", "healthCheck"]
        .contains(&meant)
        .then(|| keys::place_of(meant))?
}

/// Whether a key is a comment or for another program, so that nothing is suggested for it.
pub(super) fn is_comment(name: &str) -> bool {
    ["_", "$", "//", "#", "x-"]
        .iter()
        .any(|start| name.starts_with(start))
}

impl<'d> Reader<'_, 'd, '_> {
    /// The unknown keys of an object, with what they were meant for. The slots of required keys that they stand for are set to
    /// unseen, so that these are not reported as missing.
    pub(super) fn unknown_keys(
        &mut self,
        id: NodeId,
        object: &'static Object,
        slots: &mut [Field<NodeId>],
        unlisted: UnlistedKeys,
    ) -> Vec<Unknown<'d>> {
        let document = self.document;
        let mut found: Vec<Unknown<'d>> = Vec::new();
        for (key, value) in document.members(id) {
            let name = document.str(key).unwrap_or_default();
            let is_misread = document.is_misread(key) && !is_known_key(name);
            let is_listed = || object.keys.iter().any(|known| known.name == name);
            if is_misread || document.is_broken(key) || is_listed() {
                continue;
            }
            if name == keys::SCHEMA && document.is_root(id) {
                self.check_schema_key(value);
                continue;
            }
            let may_suggest = self.sink.may_suggest_after(found.len());
            let around = Around {
                id,
                object,
                slots,
                unlisted,
            };
            let meaning = match may_suggest && !is_comment(name) {
                true => self.meaning(around, key, name, value),
                false => Meaning::Unclear,
            };
            found.push(Unknown {
                key,
                value,
                name,
                meaning,
            });
        }
        settle(object, slots, &mut found);
        found
    }

    fn meaning(&mut self, around: Around, key: NodeId, name: &str, value: NodeId) -> Meaning {
        let document = self.document;
        // Looking at other parts of the container takes time, so it is done for a limited number of keys.
        self.looked_around += 1;
        let may_look = self.looked_around <= MAX_LOOKED_AROUND;
        let is_closed = around.unlisted == UnlistedKeys::Reported;
        if is_closed
            && may_look
            && let Some(proposal) = self.form(around, key, name, value)
        {
            return Meaning::Other(proposal);
        }
        let open = around.open(document, value);
        let same = open.iter().find(|(_, key)| is_same_name(key.name, name));
        if let Some((at, _)) = same {
            return Meaning::Own(*at, 0);
        }
        if may_look && let Some(meaning) = self.other_meaning(around, &open, key, name, value) {
            return meaning;
        }
        let names = || open.iter().map(|(_, key)| key.name);
        let near = suggest(name, names()).map(|name| (name, 100));
        // An object that allows other keys may well have one that only begins like an optional key.
        let is_required = |(_, key): &&(usize, &Key)| key.required == Required::Yes;
        let names = || {
            open.iter()
                .filter(move |known| is_closed || is_required(known))
                .map(|(_, key)| key.name)
        };
        let near = near.or_else(|| Some((suggest_words(name, names())?, 200)));
        let near = near.or_else(|| Some((suggest_part(name, names())?, 300)));
        let near = near.and_then(|(name, rank)| {
            let (at, _) = open.iter().find(|(_, key)| key.name == name)?;
            Some(Meaning::Own(*at, rank))
        });
        if let Some(near) = near {
            return near;
        }
        if is_closed
            && may_look
            && let Some((parent, place)) = keys::place_of(name).or_else(|| setting(name))
            && let Some(proposal) = self.placed(around, key, value, parent, place)
        {
            return Meaning::Other(proposal);
        }
        Meaning::Unclear
    }

    /// The meaning of a key by its name in other tools.
    fn other_meaning(
        &mut self,
        around: Around,
        open: &[(usize, &'static Key)],
        key: NodeId,
        name: &str,
        value: NodeId,
    ) -> Option<Meaning> {
        for (meant, rank) in other_names(around.object.name, name) {
            if let Some((parent, place)) = keys::key_at(meant) {
                let placed = self.placed(around, key, value, parent, place);
                return placed.map(Meaning::Other);
            }
            if let Some((at, _)) = open.iter().find(|(_, key)| key.name == meant) {
                return Some(Meaning::Own(*at, 1 + rank));
            }
            let mut both = around.object.keys.iter().zip(around.slots);
            let present = both.find(|(key, slot)| key.name == meant && slot.is_present());
            if let Some((known, _)) = present
                && fits(self.document, value, &known.shape)
            {
                return Some(Meaning::Extra(known.name));
            }
        }
        None
    }

    fn check_schema_key(&mut self, value: NodeId) {
        if self.document.str(value).is_none() && !self.document.is_left_out(value) {
            self.report_wrong_type(value, super::Expected::Text)
                .unwrap_or_default()
        }
    }
}

/// Of several unknown keys for one key, the most certain one stands for it; the others mean the same.
fn settle(object: &'static Object, slots: &mut [Field<NodeId>], found: &mut [Unknown]) {
    let mut best: Vec<Option<(usize, usize)>> = vec![None; object.keys.len()];
    for (number, unknown) in found.iter().enumerate() {
        if let Meaning::Own(at, rank) = unknown.meaning
            && let Some(best) = best.get_mut(at)
            && best.is_none_or(|(least, _)| rank < least)
        {
            *best = Some((rank, number));
        }
    }
    for (number, unknown) in found.iter_mut().enumerate() {
        if let Meaning::Own(at, rank) = unknown.meaning
            && let Some(key) = object.keys.get(at)
        {
            let is_best = best.get(at).copied().flatten() == Some((rank, number));
            match slots.get_mut(at) {
                // The value may have been meant for that key, so the key is not reported as missing.
                Some(slot) if is_best && slot.is_absent() => *slot = Field::Unseen,
                _ => unknown.meaning = Meaning::Extra(key.name),
            }
        } else if let Meaning::Other(proposal) = &unknown.meaning {
            for (key, slot) in object.keys.iter().zip(slots.iter_mut()) {
                if slot.is_absent() && proposal.covers.contains(&key.name) {
                    *slot = Field::Unseen;
                }
            }
        }
    }
}
