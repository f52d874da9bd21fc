//! Finds the changes from one declaration to another by comparing their normalised forms, which contain all defaults.

use super::{Change, ChangeKind};
use crate::collections::FirstIndex;
use crate::diagnostic::{Location, Severity, Sink};
use crate::document::json;
use crate::document::{Document, Index, Kind};
use crate::normalise;
use crate::path::Path;
use crate::reader::{hides_values, masked_path};
use crate::span::NodeId;

/// The changes from one normalised declaration to another. In each object, changed and removed keys come first, in the old
/// order, and then added keys. `update_diagnostics` are the diagnostics of the update rules, with paths in `new`: they tell
/// which changes the platform refuses and which ones lose data.
pub(crate) fn changes(
    before: &str,
    after: &str,
    new: &Document,
    update_diagnostics: Sink,
) -> Vec<Change> {
    let (before, after) = (
        json::parse_normalised(before),
        json::parse_normalised(after),
    );
    let mut comparison = Comparison {
        before: &before,
        after: &after,
        changes: Vec::new(),
        room: MAX_PATH_BYTES,
    };
    // The result can be ignored: there is always room for the root, whose path is empty.
    comparison.compare_values(Document::ROOT, Document::ROOT, &Path::root(), false);
    let mut changes = comparison.changes;
    apply_findings(&mut changes, new, update_diagnostics);
    changes
}

struct Comparison<'w> {
    before: &'w Document<'w>,
    after: &'w Document<'w>,
    changes: Vec<Change>,
    /// The number of bytes that paths may still take.
    room: usize,
}

impl Comparison<'_> {
    /// Compares two values: objects member by member, all others as a whole. `hidden` says that they may be secret. Returns
    /// false if there is no room for all changes; some of them may already have been added.
    fn compare_values(&mut self, before: NodeId, after: NodeId, path: &Path, hidden: bool) -> bool {
        if source_text(self.before, before) == source_text(self.after, after) {
            return true;
        }
        let is_object = |document: &Document, id| document.kind(id) == Kind::Object;
        // Values that are nested deeper than in any real declaration are compared as a whole.
        let is_deep = path.as_str().len() > MAX_COMPARED_PATH
            || path.segments().nth(MAX_COMPARED_DEPTH).is_some();
        if is_object(self.before, before) && is_object(self.after, after) && !is_deep && !hidden {
            let (noted, room) = (self.changes.len(), self.room);
            if self.compare_members(before, after, path) {
                return true;
            }
            self.changes.truncate(noted);
            self.room = room;
        }
        let json = |document: &Document, id| {
            let mut out = String::new();
            normalise::write_value(document, id, &mut out);
            out
        };
        let is_same = json(self.before, before) == json(self.after, after);
        is_same || self.add_change(ChangeKind::Changed, path, Some(before), Some(after), hidden)
    }

    /// Compares the members of two objects. Returns false if there is no room for all changes.
    fn compare_members(&mut self, before: NodeId, after: NodeId, path: &Path) -> bool {
        let keys: Vec<_> = path.segments().collect();
        let hidden = hides_values(&keys);
        let (known, before) = unique_members(self.before, before);
        let (names, after) = unique_members(self.after, after);
        let is_noted = before.into_iter().all(|(name, value)| {
            let path = path.clone().key(name);
            match names.get(&name).and_then(|at| after.get(at)) {
                Some((_, now)) => self.compare_values(value, *now, &path, hidden),
                None => self.add_change(ChangeKind::Removed, &path, Some(value), None, hidden),
            }
        });
        is_noted
            && after.into_iter().all(|(name, value)| {
                known.get(&name).is_some() || {
                    let path = path.clone().key(name);
                    self.add_change(ChangeKind::Added, &path, None, Some(value), hidden)
                }
            })
    }

    /// Adds a change. Returns false if there is no room for it.
    fn add_change(
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
            normalise::write_masked_value(document, id?, path, &mut out);
            (!hidden).then_some(out)
        };
        let (before, after) = (shown(self.before, before), shown(self.after, after));
        // If only a secret differs, both masked values are equal, and showing them would suggest that nothing changed.
        let is_same = before == after;
        let change = Change {
            kind,
            path: masked_path(path.clone()).into_string(),
            before: before.filter(|_| !is_same),
            after: after.filter(|_| !is_same),
            refused: false,
            loses_data: false,
        };
        self.changes.push(change);
        true
    }
}

/// The source text of a value. Most values don't change, and comparing their source texts is fast.
fn source_text<'d>(document: &Document<'d>, id: NodeId) -> Option<&'d str> {
    document.text().get(document.span(id)?.range())
}

/// The members of an object, each name once. Of duplicate keys the last value counts, as in JSON parsers.
fn unique_members<'d>(
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

/// The depth of objects up to which members are compared one by one. Deeper values are compared as a whole.
const MAX_COMPARED_DEPTH: usize = 100;

/// The maximum number of bytes of all paths: 4 MB. An object whose changes would need more is listed as one change.
const MAX_PATH_BYTES: usize = 4 << 20;

/// The length of a path, in bytes, up to which members are compared one by one. Every change contains its whole path, so
/// below a very long key the paths would take much memory.
const MAX_COMPARED_PATH: usize = 500;

/// What an update rule reports about a key.
struct UpdateFinding {
    path: String,
    refused: bool,
    loses_data: bool,
}

fn update_findings(document: &Document, update_diagnostics: Sink) -> Vec<UpdateFinding> {
    if update_diagnostics.is_empty() {
        return Vec::new();
    }
    let index = Index::new(document);
    let (diagnostics, _) = update_diagnostics.into_parts();
    let findings = diagnostics.into_iter().filter_map(|found| {
        let Location::Path { path, .. } = found.diagnostic.0.location else {
            return None;
        };
        Some(UpdateFinding {
            path: masked_path(index.path_from_root(found.base, &path)).into_string(),
            refused: found.code.severity == Severity::Error,
            loses_data: found.code.name != "immutable-field-changed",
        })
    });
    findings.collect()
}

/// Marks the changes that update rules refuse or that lose data. A finding applies to the key itself, to everything inside
/// it and to the keys that contain it.
fn apply_findings(changes: &mut [Change], document: &Document, update_diagnostics: Sink) {
    let findings = update_findings(document, update_diagnostics);
    let mut finding_indexes = FirstIndex::default();
    for (at, finding) in findings.iter().enumerate() {
        finding_indexes.insert(finding.path.as_str(), at);
    }
    let mut change_indexes = FirstIndex::default();
    for (at, change) in changes.iter().enumerate() {
        change_indexes.insert(change.path.clone(), at);
    }
    for change in changes.iter_mut() {
        let around = prefixes(&change.path).filter_map(|path| finding_indexes.get(&path));
        let around: Vec<_> = around.filter_map(|at| findings.get(at)).collect();
        around
            .into_iter()
            .for_each(|finding| apply_finding(change, finding));
    }
    for finding in &findings {
        let paths = prefixes(&finding.path);
        for at in paths.filter_map(|path| change_indexes.get(&path.to_owned())) {
            changes
                .get_mut(at)
                .into_iter()
                .for_each(|change| apply_finding(change, finding));
        }
    }
}

fn apply_finding(change: &mut Change, finding: &UpdateFinding) {
    change.refused |= finding.refused;
    change.loses_data |= finding.loses_data;
}

/// A path and the paths that contain it, without the root: `/a/b`, `/a`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let longest = Some(path).filter(|path| !path.is_empty());
    std::iter::successors(longest, |path| {
        let (parent, _) = path.rsplit_once('/')?;
        Some(parent).filter(|parent| !parent.is_empty())
    })
}
