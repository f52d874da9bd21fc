//! Edits of paths into edits of a JSON text, in the text's own style.
//!
//! Edits that touch the members of one object are made together, so that commas come out right however
//! many are removed and added. Comments stay.

mod layout;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, Index, Kind};
use crate::diagnostic::Target;
use crate::fix::Edit;
use crate::order::sorted_by_key;
use crate::path::Path;
use crate::span::{NodeId, Span};
use layout::{Change, spaced};

/// Puts `text` in the place of the bytes of `span`; an empty span is where it is put in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

impl TextEdit {
    fn new(start: u32, end: u32, text: impl Into<String>) -> Self {
        Self {
            span: Span::new(start, end),
            text: text.into(),
        }
    }
}

/// Makes edits of text: all or none are made, and spans may not overlap. Of edits at one place, the first
/// comes first. `None` if they overlap or don't fit the text.
///
/// ```
/// use alien_sdk_core::document::text_edit::{TextEdit, apply};
/// use alien_sdk_core::span::Span;
///
/// let edit = TextEdit { span: Span::new(1, 2), text: "2".to_owned() };
/// assert_eq!(apply("[1]", &[edit]).as_deref(), Some("[2]"));
/// ```
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let sorted = sorted_by_key(edits.iter().collect(), |edit: &&TextEdit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        out.push_str(text.get(at..edit.span.start as usize)?);
        out.push_str(&edit.text);
        text.get(edit.span.range())?;
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// The edits of the text that do `edits`, whose paths start at `base`; `None` if one can't be made: its
/// place is not there, is not of JSON text, or recovery closed the object whose members would change.
pub fn text_edits(index: &mut Index, base: NodeId, edits: &[Edit]) -> Option<Vec<TextEdit>> {
    let mut editor = Editor {
        document: index.document(),
        index,
        base,
        edits: Vec::new(),
        changes: BTreeMap::new(),
    };
    for edit in edits {
        editor.edit(edit)?;
    }
    editor.finish()
}

/// The edits of many fixes, made in one go: a time that grows with the text and the fixes, not with both.
pub struct Batch<'i, 'd, 't> {
    editor: Editor<'i, 'd, 't>,
    /// Where the text changes: the end of each place by its start. No two touch.
    places: BTreeMap<u32, u32>,
    /// Keys that come to objects.
    keys: BTreeSet<(NodeId, String)>,
}

impl<'i, 'd, 't> Batch<'i, 'd, 't> {
    /// No edits yet.
    pub fn new(index: &'i mut Index<'d, 't>) -> Self {
        Self {
            editor: Editor {
                document: index.document(),
                index,
                base: Document::ROOT,
                edits: Vec::new(),
                changes: BTreeMap::new(),
            },
            places: BTreeMap::new(),
            keys: BTreeSet::new(),
        }
    }

    /// Adds all edits of a fix, or none: if one can't be made, or is too near to one of another fix, which may
    /// have made this one wrong.
    pub fn add(&mut self, base: NodeId, edits: &[Edit]) {
        let _ = self.try_add(base, edits);
    }

    fn try_add(&mut self, base: NodeId, edits: &[Edit]) -> Option<()> {
        let document = self.editor.document;
        let mut one = Editor {
            document,
            index: self.editor.index,
            base,
            edits: Vec::new(),
            changes: BTreeMap::new(),
        };
        for edit in edits {
            one.edit(edit)?;
        }
        let keys = edits
            .iter()
            .map(|edit| one.new_key(edit))
            .collect::<Option<Vec<_>>>()?;
        let Editor { edits, changes, .. } = one;
        let mut places: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
        for (parent, change) in &changes {
            places.extend(change.places(document, *parent)?);
        }
        if places.iter().any(|place| self.touches(*place))
            || keys.iter().flatten().any(|key| self.keys.contains(key))
        {
            return None;
        }
        for Span { start, end } in places {
            let kept = self.places.entry(start).or_insert(end);
            *kept = end.max(*kept);
        }
        self.keys.extend(keys.into_iter().flatten());
        self.editor.edits.extend(edits);
        for (parent, change) in changes {
            self.editor.changes.entry(parent).or_default().join(change);
        }
        Some(())
    }

    fn touches(&self, place: Span) -> bool {
        let before = self.places.range(..=place.end).next_back();
        before.is_some_and(|(_, end)| *end >= place.start)
    }

    /// The edits of the text; none if they can't be made together.
    pub fn finish(self) -> Vec<TextEdit> {
        self.editor.finish().unwrap_or_default()
    }
}

struct Editor<'i, 'd, 't> {
    document: &'d Document<'t>,
    index: &'i mut Index<'d, 't>,
    base: NodeId,
    edits: Vec<TextEdit>,
    /// What changes about the members of each object or array.
    changes: BTreeMap<NodeId, Change>,
}

impl Editor<'_, '_, '_> {
    fn edit(&mut self, edit: &Edit) -> Option<()> {
        match edit {
            Edit::Set { path, value } => self.set(path, value),
            Edit::Remove { path } => self.remove(path, false),
            Edit::RemoveFirst { path } => self.remove(path, true),
            Edit::Rename { path, key } => {
                let (name, value) = self.index.member(self.base, path, false)?;
                let is_member = name != value;
                self.replace(is_member.then_some(name)?, json_text(key))
            }
            Edit::Quote { path } => self.quote(path),
            Edit::Pairs { path } => self.pairs(path),
        }
    }

    /// The key that an edit brings to an object, if it does; `None` if there is no such object.
    #[allow(clippy::option_option)]
    fn new_key(&mut self, edit: &Edit) -> Option<Option<(NodeId, String)>> {
        let (path, key) = match edit {
            Edit::Rename { path, key } => (path, Some(key.clone())),
            Edit::Set { path, .. } => (path, path.segments().last().map(Into::into)),
            _ => return Some(None),
        };
        let Some(parent) = path.parent() else {
            return Some(None);
        };
        let parent = self.value(&parent)?;
        Some(key.map(|key| (parent, key)))
    }

    fn value(&mut self, path: &Path) -> Option<NodeId> {
        let (id, found) = self.index.find(self.base, path, Target::Value);
        found.then_some(id)
    }

    fn replace(&mut self, id: NodeId, text: String) -> Option<()> {
        let Span { start, end } = self.document.span(id)?;
        self.edits.push(TextEdit::new(start, end, text));
        Some(())
    }

    fn set(&mut self, path: &Path, value: &str) -> Option<()> {
        let value = spaced(value, self.document);
        if let Some(id) = self.value(path) {
            return self.replace(id, value);
        }
        let parent = self.value(&path.parent()?)?;
        let key = path.segments().last()?;
        if self.document.kind(parent) != Kind::Object {
            return None;
        }
        let colon = spaced(":", self.document);
        let member = format!("{}{colon}{value}", json_text(&key));
        let change = self.changes.entry(parent).or_default();
        change.added.push(member);
        Some(())
    }

    fn remove(&mut self, path: &Path, first: bool) -> Option<()> {
        let parent = self.value(&path.parent()?)?;
        let (name, _) = self.index.member(self.base, path, first)?;
        let change = self.changes.entry(parent).or_default();
        change.removed.insert(name);
        Some(())
    }

    fn quote(&mut self, path: &Path) -> Option<()> {
        let id = self.value(path)?;
        match self.document.kind(id) {
            Kind::Number | Kind::Bool | Kind::Null if !self.document.is_broken(id) => {
                let text = json_text(&self.document.scalar(id)?);
                self.replace(id, text)
            }
            _ => None,
        }
    }

    /// Only brackets and elements change, so that the layout and the comments stay.
    fn pairs(&mut self, path: &Path) -> Option<()> {
        let list = self.value(path)?;
        let document = self.document;
        let Span { start, end } = document.span(list)?;
        let text = document.text().get(start as usize..end as usize)?;
        if !text.starts_with('[') || !text.ends_with(']') || document.is_unfinished(list) {
            return None;
        }
        let colon = spaced(":", document);
        let mut names = BTreeSet::new();
        self.edits.push(TextEdit::new(start, start + 1, "{"));
        for element in document.elements(list) {
            let (name, value) = document.str(element)?.split_once('=')?;
            if name.is_empty() || !names.insert(name) || document.is_broken(element) {
                return None;
            }
            self.replace(
                element,
                format!("{}{colon}{}", json_text(name), json_text(value)),
            )?;
        }
        self.edits.push(TextEdit::new(end - 1, end, "}"));
        Some(())
    }

    fn finish(self) -> Option<Vec<TextEdit>> {
        let mut edits = self.edits;
        for (parent, change) in self.changes {
            change.write(self.document, parent, &mut edits)?;
        }
        let edits = sorted_by_key(edits, |edit| edit.span);
        let apart = edits
            .iter()
            .zip(edits.iter().skip(1))
            .all(|(edit, next)| edit.span.end <= next.span.start);
        apart.then_some(edits)
    }
}

/// Text as a string of JSON.
fn json_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
