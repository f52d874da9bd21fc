//! What changes from one declaration to another: found in their normalised forms, which say everything.

use super::{Change, ChangeKind};
use crate::collections::FirstIndex;
use crate::diagnostic::{Location, Severity, Sink};
use crate::document::json;
use crate::document::{Document, Index, Kind};
use crate::normalise;
use crate::path::Path;
use crate::reader::{hides, masked_path};
use crate::span::NodeId;

/// The changes from one normalised declaration to another, in the order of the new one; what is gone stands before what
/// follows it. `judged` is what the rules of an update say in paths of `new`: what the platform refuses, and what loses data.
pub(crate) fn changes(before: &str, after: &str, new: &Document, judged: Sink) -> Vec<Change> {
    let (before, after) = (
        json::parse_normalised(before),
        json::parse_normalised(after),
    );
    let mut walk = Walk {
        before: &before,
        after: &after,
        changes: Vec::new(),
        room: MOST,
    };
    // There is always room for the root, whose path is empty.
    walk.value(Document::ROOT, Document::ROOT, &Path::root(), false);
    let mut changes = walk.changes;
    judge(&mut changes, new, judged);
    changes
}

struct Walk<'w> {
    before: &'w Document<'w>,
    after: &'w Document<'w>,
    changes: Vec<Change>,
    /// The bytes that there are for paths yet.
    room: usize,
}

impl Walk<'_> {
    /// Objects change member by member, everything else as a whole. `hidden`: values may be secret. False if there is no
    /// room for what has changed, of which some may have been noted.
    fn value(&mut self, before: NodeId, after: NodeId, path: &Path, hidden: bool) -> bool {
        if written(self.before, before) == written(self.after, after) {
            return true;
        }
        let is_object = |document: &Document, id| document.kind(id) == Kind::Object;
        // What is nested beyond every declaration of the platform's is one value.
        let is_deep = path.as_str().len() > LONGEST || path.segments().nth(DEEPEST).is_some();
        if is_object(self.before, before) && is_object(self.after, after) && !is_deep && !hidden {
            let (noted, room) = (self.changes.len(), self.room);
            if self.members(before, after, path) {
                return true;
            }
            self.changes.truncate(noted);
            self.room = room;
        }
        let json = |document: &Document, id| {
            let mut out = String::new();
            normalise::value(document, id, &mut out);
            out
        };
        let is_same = json(self.before, before) == json(self.after, after);
        is_same || self.push(ChangeKind::Changed, path, Some(before), Some(after), hidden)
    }

    /// False if there is no room for all that has changed.
    fn members(&mut self, before: NodeId, after: NodeId, path: &Path) -> bool {
        let keys: Vec<_> = path.segments().collect();
        let hidden = hides(&keys);
        let (known, before) = members(self.before, before);
        let (names, after) = members(self.after, after);
        let is_noted = before.into_iter().all(|(name, value)| {
            let path = path.clone().key(name);
            match names.get(&name).and_then(|at| after.get(at)) {
                Some((_, now)) => self.value(value, *now, &path, hidden),
                None => self.push(ChangeKind::Removed, &path, Some(value), None, hidden),
            }
        });
        is_noted
            && after.into_iter().all(|(name, value)| {
                known.get(&name).is_some() || {
                    let path = path.clone().key(name);
                    self.push(ChangeKind::Added, &path, None, Some(value), hidden)
                }
            })
    }

    /// Notes a change; false if there is no room for it.
    fn push(
        &mut self,
        kind: ChangeKind,
        path: &Path,
        before: Option<NodeId>,
        after: Option<NodeId>,
        hidden: bool,
    ) -> bool {
        let Some(room) = self.room.checked_sub(path.as_str().len()) else {
            return false;
        };
        self.room = room;
        let shown = |document, id: Option<NodeId>| {
            let mut out = String::new();
            normalise::masked(document, id?, path, &mut out);
            (!hidden).then_some(out)
        };
        let (before, after) = (shown(self.before, before), shown(self.after, after));
        // What differs in something secret alone would be shown as if it were the same.
        let is_same = before == after;
        let change = Change {
            kind,
            path: masked_path(path).as_str().to_owned(),
            before: before.filter(|_| !is_same),
            after: after.filter(|_| !is_same),
            refused: false,
            loses_data: false,
        };
        self.changes.push(change);
        true
    }
}

/// A value as it was written. Most values stay as they are, and then this says so at once.
fn written<'d>(document: &Document<'d>, id: NodeId) -> Option<&'d str> {
    document.text().get(document.span(id)?.range())
}

/// The members of an object, each name once: the last value counts, as it does where JSON is parsed.
fn members<'d>(
    document: &'d Document,
    id: NodeId,
) -> (FirstIndex<&'d str>, Vec<(&'d str, NodeId)>) {
    let (mut names, mut members) = (FirstIndex::default(), Vec::new());
    for (key, value) in document.members(id) {
        let name = document.str(key).unwrap_or_default();
        let at = names.insert(name, members.len());
        match members.get_mut(at) {
            Some(member) => *member = (name, value),
            None => members.push((name, value)),
        }
    }
    (names, members)
}

/// Members are compared one by one inside so many objects, then all together.
const DEEPEST: usize = 100;

/// The bytes that all paths take at most, 4 MB. Where those of an object's changes would take more, it changes as a whole.
const MOST: usize = 4 << 20;

/// How long a path may be, in bytes, for what is in it to be compared one by one: every change has its whole path.
const LONGEST: usize = 500;

/// What the rules of an update say of a place.
struct Said {
    path: String,
    refused: bool,
    loses_data: bool,
}

fn said(document: &Document, judged: Sink) -> Vec<Said> {
    if judged.is_empty() {
        return Vec::new();
    }
    let index = Index::new(document);
    let (diagnostics, _) = judged.into_parts();
    let said = diagnostics.into_iter().filter_map(|found| {
        let Location::Path { path, .. } = found.location else {
            return None;
        };
        Some(Said {
            path: masked_path(&index.from_root(found.base, &path))
                .as_str()
                .to_owned(),
            refused: found.code.severity == Severity::Error,
            loses_data: found.code.name != "immutable-field-changed",
        })
    });
    said.collect()
}

/// Notes what the rules of an update say of each change. What they say of a key is said of all that is inside it, and of
/// what it is inside.
fn judge(changes: &mut [Change], document: &Document, judged: Sink) {
    let said = said(document, judged);
    let mut paths = FirstIndex::default();
    for (at, said) in said.iter().enumerate() {
        paths.insert(said.path.as_str(), at);
    }
    let mut places = FirstIndex::default();
    for (at, change) in changes.iter().enumerate() {
        places.insert(change.path.clone(), at);
    }
    for change in changes.iter_mut() {
        let around = prefixes(&change.path).filter_map(|path| paths.get(&path));
        let around: Vec<_> = around.filter_map(|at| said.get(at)).collect();
        around.into_iter().for_each(|said| note(change, said));
    }
    for said in &said {
        for at in prefixes(&said.path).filter_map(|path| places.get(&path.to_owned())) {
            changes
                .get_mut(at)
                .into_iter()
                .for_each(|change| note(change, said));
        }
    }
}

fn note(change: &mut Change, said: &Said) {
    change.refused |= said.refused;
    change.loses_data |= said.loses_data;
}

/// A path and those around it, the root apart: `/a/b`, `/a`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let longest = Some(path).filter(|path| !path.is_empty());
    std::iter::successors(longest, |path| {
        let (parent, _) = path.rsplit_once('/')?;
        Some(parent).filter(|parent| !parent.is_empty())
    })
}
