//! What changes from one declaration to another: found in their normalised forms, which say everything.

use super::{Change, ChangeKind, Report, Severity};
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
    for change in &mut changes {
        judge(change, report);
    }
    changes
}

/// What a program has normalised is JSON within every limit.
fn parse(json: &str) -> Document<'_> {
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
        if is_object(self.before, before) && is_object(self.after, after) && !is_deep {
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
        let is_kept = |id: Option<NodeId>| id.is_some_and(|id| keeps_data(self.before, id));
        self.changes.push(Change {
            kind,
            path: path.as_str().to_owned(),
            before: shown(self.before, before),
            after: shown(self.after, after),
            refused: false,
            loses_data: kind == ChangeKind::Removed && is_kept(before),
        });
    }
}

/// Members are compared one by one inside so many objects, then all together.
const DEEPEST: usize = 100;

/// Whether a member of `resources` keeps data, which goes with it.
fn keeps_data(document: &Document, resource: NodeId) -> bool {
    let get = |id, key| document.get(id, key);
    let config = get(resource, "config");
    let kind = config.and_then(|config| document.str(get(config, "type")?));
    match kind {
        Some("storage" | "kv" | "queue" | "vault") => true,
        Some("container") => config
            .and_then(|config| get(config, "persistentStorage"))
            .is_some(),
        _ => false,
    }
}

/// What the rules of an update say of a change.
fn judge(change: &mut Change, report: &Report) {
    let is_inside = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for found in &report.diagnostics {
        if is_inside(&change.path, &found.path) || is_inside(&found.path, &change.path) {
            change.refused |= found.severity == Severity::Error;
            change.loses_data |= LOSING.contains(&found.code);
        }
    }
}

/// The codes of changes that lose data.
const LOSING: [&str; 3] = ["storage-removed", "storage-shrunk", "mount-path-changed"];
