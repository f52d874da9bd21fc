//! What changes from one declaration to another: found in their normalised forms, which say everything.

use super::{Change, ChangeKind, Diagnostic, Report, Severity};
use crate::document::{Document, Kind};
use crate::normalise;
use crate::order::Firsts;
use crate::path::Path;
use crate::rules;
use crate::shape::{hides, masked_path};
use crate::span::NodeId;

/// The changes from one normalised declaration to another, in the order of the new one; what is gone stands before what
/// follows it. `report` is that of the update: it says what the platform refuses, and what loses data.
pub fn changes(before: &str, after: &str, report: &Report) -> Vec<Change> {
    let (before, after) = (normalise::read(before), normalise::read(after));
    let mut changes = Vec::new();
    let mut walk = Walk {
        before: &before,
        after: &after,
        changes: &mut changes,
    };
    walk.value(Document::ROOT, Document::ROOT, &Path::root(), false);
    judge(&mut changes, report);
    changes
}

struct Walk<'w> {
    before: &'w Document<'w>,
    after: &'w Document<'w>,
    changes: &'w mut Vec<Change>,
}

impl Walk<'_> {
    /// Objects change member by member, everything else as a whole. `hidden`: values may be secret.
    fn value(&mut self, before: NodeId, after: NodeId, path: &Path, hidden: bool) {
        let is_object = |document: &Document, id| document.kind(id) == Kind::Object;
        // What is nested beyond every declaration of the platform's is one value.
        let is_deep = path.as_str().len() > LONGEST || path.segments().nth(DEEPEST).is_some();
        if is_object(self.before, before) && is_object(self.after, after) && !is_deep && !hidden {
            return self.members(before, after, path);
        }
        let json = |document: &Document, id| {
            let mut out = String::new();
            normalise::value(document, id, &mut out);
            out
        };
        if json(self.before, before) != json(self.after, after) {
            let (before, after) = (Some(before), Some(after));
            self.push(ChangeKind::Changed, path, before, after, hidden);
        }
    }

    fn members(&mut self, before: NodeId, after: NodeId, path: &Path) {
        let keys: Vec<_> = path.segments().collect();
        let hidden = hides(&keys);
        let (known, before) = members(self.before, before);
        let (names, after) = members(self.after, after);
        for (name, value) in before {
            let path = path.clone().key(name);
            match names.get(&name).and_then(|at| after.get(at)) {
                Some((_, now)) => self.value(value, *now, &path, hidden),
                None => self.push(ChangeKind::Removed, &path, Some(value), None, hidden),
            }
        }
        for (name, value) in after {
            if known.get(&name).is_none() {
                let path = path.clone().key(name);
                self.push(ChangeKind::Added, &path, None, Some(value), hidden);
            }
        }
    }

    fn push(
        &mut self,
        kind: ChangeKind,
        path: &Path,
        before: Option<NodeId>,
        after: Option<NodeId>,
        hidden: bool,
    ) {
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
    }
}

/// The members of an object, each name once: the last value counts, as it does where JSON is parsed.
fn members<'d>(document: &'d Document, id: NodeId) -> (Firsts<&'d str>, Vec<(&'d str, NodeId)>) {
    let (mut names, mut members) = (Firsts::default(), Vec::new());
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

/// How long a path may be, in bytes, for what is in it to be compared one by one: every change has its whole path.
const LONGEST: usize = 500;

/// Notes what the rules of an update say of each change. What they say of a key is said of all that is inside it, and of
/// what it is inside.
fn judge(changes: &mut [Change], report: &Report) {
    let is_of_update = |code| {
        rules::update::DOCS
            .iter()
            .any(|docs| docs.code.name == code)
    };
    let judged = |found: &&Diagnostic| is_of_update(found.code);
    let found: Vec<_> = report.diagnostics.iter().filter(judged).collect();
    let mut paths = Firsts::default();
    for (at, found) in found.iter().enumerate() {
        paths.insert(found.path.as_str(), at);
    }
    let mut places = Firsts::default();
    for (at, change) in changes.iter().enumerate() {
        places.insert(change.path.clone(), at);
    }
    for change in changes.iter_mut() {
        let around = prefixes(&change.path).filter_map(|path| paths.get(&path));
        let around: Vec<_> = around.filter_map(|at| found.get(at)).collect();
        around.into_iter().for_each(|found| note(change, found));
    }
    for found in &found {
        for at in prefixes(&found.path).filter_map(|path| places.get(&path.to_owned())) {
            changes
                .get_mut(at)
                .into_iter()
                .for_each(|change| note(change, found));
        }
    }
}

fn note(change: &mut Change, found: &Diagnostic) {
    change.refused |= found.severity == Severity::Error;
    change.loses_data |= found.code != "immutable-field-changed";
}

/// A path and those around it, the root apart: `/a/b`, `/a`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let longest = Some(path).filter(|path| !path.is_empty());
    std::iter::successors(longest, |path| {
        let (parent, _) = path.rsplit_once('/')?;
        Some(parent).filter(|parent| !parent.is_empty())
    })
}
