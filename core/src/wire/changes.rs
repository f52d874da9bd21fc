//! What changes from one declaration to another: found in their normalised forms, which say everything.

use super::locate::masked;
use super::{Change, ChangeKind, Diagnostic, Report, Severity};
use crate::diagnostic::Sink;
use crate::document::json::{self, JsonOptions};
use crate::document::{Buffers, Document, Kind, Limits};
use crate::model::environment::MAPS;
use crate::normalise;
use crate::order::Firsts;
use crate::path::Path;
use crate::span::NodeId;

/// The changes from one normalised declaration to another, in the order of the new one; what is gone stands before what
/// follows it. `report` is that of the update: it says what the platform refuses, and what loses data.
pub fn changes(before: &str, after: &str, report: &Report) -> Vec<Change> {
    let (before, after) = (parse(before), parse(after));
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

/// Reads what was normalised, which is JSON within every limit.
pub(super) fn parse(json: &str) -> Document<'_> {
    let limits = Limits {
        bytes: usize::MAX,
        depth: usize::MAX,
        ..Limits::default()
    };
    json::parse(
        json,
        JsonOptions::default(),
        &limits,
        Buffers::default(),
        &mut Sink::new(1),
    )
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
        let is_deep = path.segments().nth(DEEPEST).is_some();
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
        let hidden = path
            .segments()
            .last()
            .is_some_and(|key| MAPS.contains(&key.as_ref()));
        let (mut names, mut values) = (Firsts::default(), Vec::new());
        for (key, value) in self.after.members(after) {
            names.insert(self.after.str(key).unwrap_or_default(), values.len());
            values.push(value);
        }
        let mut known = Firsts::default();
        for (key, value) in self.before.members(before) {
            let name = self.before.str(key).unwrap_or_default();
            known.insert(name, 0);
            let path = path.clone().key(name);
            match names.get(&name).and_then(|at| values.get(at)) {
                Some(now) => self.value(value, *now, &path, hidden),
                None => self.push(ChangeKind::Removed, &path, Some(value), None, hidden),
            }
        }
        for (key, value) in self.after.members(after) {
            let name = self.after.str(key).unwrap_or_default();
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
            let is_map = path
                .segments()
                .last()
                .is_some_and(|key| MAPS.contains(&key.as_ref()));
            let mut out = String::new();
            normalise::masked(document, id?, is_map, &mut out);
            (!hidden).then_some(out)
        };
        let change = Change {
            kind,
            path: masked(path),
            before: shown(self.before, before),
            after: shown(self.after, after),
            refused: false,
            loses_data: kind != ChangeKind::Added && ends_resource(path) && self.keeps_data(path),
        };
        self.changes.push(change);
    }

    /// Whether the resource that a path leads into was one that keeps data, which goes with it.
    fn keeps_data(&self, path: &Path) -> bool {
        let inside = |id, key: &str| self.before.get(id, key);
        let mut steps = path.segments().take(2);
        let resource = steps.try_fold(Document::ROOT, |id, key| inside(id, &key));
        let config = resource.and_then(|resource| inside(resource, "config"));
        let kind = config.and_then(|config| self.before.str(inside(config, "type")?));
        match kind {
            Some("storage" | "kv" | "queue" | "vault") => true,
            Some("container") => {
                config.is_some_and(|config| inside(config, "persistentStorage").is_some())
            }
            _ => false,
        }
    }
}

/// Whether a resource is no more what it was where this path changes: it is gone, or of another type.
fn ends_resource(path: &Path) -> bool {
    let steps: Vec<_> = path.segments().take(5).collect();
    let steps: Vec<&str> = steps.iter().map(AsRef::as_ref).collect();
    matches!(
        steps.as_slice(),
        ["resources", _] | ["resources", _, "config"] | ["resources", _, "config", "type"]
    )
}

/// Members are compared one by one inside so many objects, then all together.
const DEEPEST: usize = 100;

/// Notes what the rules of an update say of each change. What they say of a key is said of all that is inside it, and of
/// what it is inside.
fn judge(changes: &mut [Change], report: &Report) {
    let judged = |found: &&Diagnostic| UPDATE.contains(&found.code);
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

/// The codes of the rules of an update: of what is refused, and of what loses data.
const UPDATE: [&str; 4] = [
    "immutable-field-changed",
    "storage-shrunk",
    "storage-removed",
    "mount-path-changed",
];
