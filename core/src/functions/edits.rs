//! Changes one place of a text, and keeps the rest as it is written.

use thiserror::Error;

use crate::diagnostic::{Sink, Target, quoted};
use crate::document::text_edit::{self, FixBatch, TextEdit};
use crate::document::{Document, Index, Kind, Syntax};
use crate::fix::Edit;
use crate::json_text::json_string;
use crate::normalise;
use crate::path::Path;
use crate::reader::masked_path;
use crate::span::{LineIndex, NodeId, Span, Units};
use crate::wire;

/// Why a text can't be changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// The path doesn't start with a slash.
    #[error(
        "{0} is not a JSON Pointer: it must be empty or start with \"/\", as in \"/ports/0/port\""
    )]
    Pointer(String),
    /// There is nothing at the path.
    #[error("the text has nothing at {0}")]
    Nothing(String),
    /// Nothing can be added at the path.
    #[error("the text has no object or list to which {0} can be added")]
    NoPlace(String),
    /// The text is not valid JSON or YAML, as the name says.
    #[error("the text is not valid {0}; correct its syntax errors first")]
    Syntax(&'static str),
    /// The value is, or contains, something that JSON doesn't have.
    #[error("the value can't be written as JSON")]
    Value,
    /// The fix is not for this text, or is not a fix.
    #[error("the fix does not fit the text: validate the text, and apply a fix of that report")]
    Fix,
}

/// Sets the value at a path. Objects and lists that are missing on the way are added. JSON text may contain comments and
/// trailing commas.
pub fn edit(
    text: &str,
    syntax: Syntax,
    pointer: &str,
    value: &Document,
) -> Result<String, EditError> {
    let has_json = |id| match value.kind(id) {
        Kind::Foreign(_) => false,
        Kind::Number => value.number(id).is_some_and(f64::is_finite),
        _ => true,
    };
    if !(0..value.node_count() as u32).map(NodeId).all(has_json) {
        return Err(EditError::Value);
    }
    let mut json = String::new();
    normalise::write_value(value, Document::ROOT, &mut json);
    let set = |index: &mut Index, path: &Path| set(index, path, json);
    change(text, syntax, pointer, set, EditError::NoPlace)
}

/// Removes the value at a path, with its key. JSON text may contain comments and trailing commas.
pub fn remove(text: &str, syntax: Syntax, pointer: &str) -> Result<String, EditError> {
    let remove = |_: &mut Index, path: &Path| Edit::Remove { path: path.clone() };
    change(text, syntax, pointer, remove, EditError::Nothing)
}

fn change(
    text: &str,
    syntax: Syntax,
    pointer: &str,
    edit: impl FnOnce(&mut Index, &Path) -> Edit,
    failed: fn(String) -> EditError,
) -> Result<String, EditError> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err(EditError::Pointer(quoted(pointer)));
    }
    let path = Path::parse(pointer);
    let mut sink = Sink::new(0);
    let document = syntax.parse_leniently(text, &mut sink);
    let mut index = Index::new(&document);
    let edit = edit(&mut index, &path);
    let failed = match sink.has_errors() {
        true => EditError::Syntax(syntax.name()),
        false => failed(quoted(masked_path(path).as_str())),
    };
    apply_edits(text, syntax, &mut index, &[edit]).ok_or(failed)
}

/// The edit that sets a value: at its path, or at the path of the first object or list on the way that is missing or null. What is
/// missing is a list if the path continues with its first element.
fn set(index: &mut Index, path: &Path, json: String) -> Edit {
    let (mut path, mut value) = (path.clone(), json);
    while let Some(parent) = path.parent() {
        let (found, is_found) = index.find(Document::ROOT, &parent, Target::Value);
        let is_missing = !is_found || index.document().is_left_out(found);
        let Some(key) = path.segments().last().filter(|_| is_missing) else {
            break;
        };
        value = match key.as_ref() {
            "-" | "0" => format!("[{value}]"),
            // A list can't start with another element, and an object hardly has such a key.
            index if index.bytes().all(|byte| byte.is_ascii_digit()) && !index.is_empty() => break,
            name => format!("{{{}:{value}}}", json_string(name)),
        };
        path = parent;
    }
    Edit::Set { path, value }
}

/// The text after some edits; `None` if they can't be made.
fn apply_edits(text: &str, syntax: Syntax, index: &mut Index, edits: &[Edit]) -> Option<String> {
    let mut batch = FixBatch::new(index);
    batch.add(Document::ROOT, edits);
    let edits = batch.finish();
    let edited = text_edit::apply(text, &edits).filter(|_| !edits.is_empty())?;
    // In YAML, an alias must come after its anchor, so neither can be moved to any place.
    let errors = |text| {
        let mut sink = Sink::new(0);
        syntax.parse_leniently(text, &mut sink);
        sink.errors()
    };
    let is_worse = index.document().is_yaml() && errors(&edited) > errors(text);
    (!is_worse).then_some(edited)
}

/// Reads a fix that was passed to another language and back.
pub fn read_fix(fix: &Document) -> Result<wire::Fix, EditError> {
    wire::read_fix(fix).ok_or(EditError::Fix)
}

/// Applies a fix of the report of a text to that text.
pub fn apply_fix(
    text: &str,
    syntax: Syntax,
    fix: wire::Fix,
    units: Units,
) -> Result<String, EditError> {
    let applied = match fix.text_edits {
        Some(edits) => {
            let lines = LineIndex::new(text);
            let byte = |at: wire::Position| lines.byte_offset(text, at.line, at.character, units);
            let edits = edits.into_iter().map(|edit| TextEdit {
                span: Span::new(byte(edit.range.start) as u32, byte(edit.range.end) as u32),
                text: edit.new_text,
            });
            text_edit::apply(text, &edits.collect::<Vec<_>>())
        }
        None => {
            let document = syntax.parse_leniently(text, &mut Sink::new(0));
            let edits = fix.edits.into_iter().map(path_edit);
            let edits = edits.collect::<Option<Vec<_>>>().ok_or(EditError::Fix)?;
            apply_edits(text, syntax, &mut Index::new(&document), &edits)
        }
    };
    applied.ok_or(EditError::Fix)
}

/// Converts an edit of a path; `None` for an edit of the text.
fn path_edit(edit: wire::Edit) -> Option<Edit> {
    let path = |path: String| Path::parse(&path);
    Some(match edit {
        wire::Edit::Set { path: at, json } => Edit::Set {
            path: path(at),
            value: json,
        },
        wire::Edit::Remove { path: at } => Edit::Remove { path: path(at) },
        wire::Edit::RemoveFirst { path: at } => Edit::RemoveFirst { path: path(at) },
        wire::Edit::Rename { path: at, key } => Edit::Rename {
            path: path(at),
            key,
        },
        wire::Edit::Move { path: at, to } => Edit::Move {
            path: path(at),
            to: path(to),
        },
        wire::Edit::Quote { path: at } => Edit::Quote { path: path(at) },
        wire::Edit::Pairs { path: at } => Edit::Pairs { path: path(at) },
        wire::Edit::Replace { .. } => return None,
    })
}
