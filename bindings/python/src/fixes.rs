//! The fixes of a diagnostic, and their edits.

use alien_sdk_core::internal::wire::{self, Applicability};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::places::Range;
use crate::record::{self, Arguments};

const APPLICABILITIES: [(&str, Applicability); 2] = [
    ("safe", Applicability::Safe),
    ("unsafe", Applicability::Unsafe),
];

const EDIT: [&str; 7] = ["kind", "path", "json", "key", "to", "range", "text"];

/// One edit of a declaration. Paths refer to the declaration before the fix.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq, Hash)]
pub struct Edit(wire::Edit);

#[pymethods]
impl Edit {
    // def __new__(
    //     cls,
    //     *,
    //     kind: EditKind,
    //     path: str | None = None,
    //     json: str | None = None,
    //     key: str | None = None,
    //     to: str | None = None,
    //     range: Range | None = None,
    //     text: str | None = None,
    // ) -> Self
    #[new]
    #[pyo3(signature = (*, kind, path=None, json=None, key=None, to=None, range=None, text=None))]
    fn new(
        kind: &str,
        path: Option<String>,
        json: Option<String>,
        key: Option<String>,
        to: Option<String>,
        range: Option<&Bound<'_, Range>>,
        text: Option<String>,
    ) -> PyResult<Self> {
        let range = range.map(|range| range.get().0);
        let edit = match (kind, path, json, key, to, range, text) {
            ("set", Some(path), Some(json), None, None, None, None) => {
                wire::Edit::Set { path, json }
            }
            ("remove", Some(path), None, None, None, None, None) => wire::Edit::Remove { path },
            ("removeFirst", Some(path), None, None, None, None, None) => {
                wire::Edit::RemoveFirst { path }
            }
            ("rename", Some(path), None, Some(key), None, None, None) => {
                wire::Edit::Rename { path, key }
            }
            ("move", Some(path), None, None, Some(to), None, None) => wire::Edit::Move { path, to },
            ("quote", Some(path), None, None, None, None, None) => wire::Edit::Quote { path },
            ("pairs", Some(path), None, None, None, None, None) => wire::Edit::Pairs { path },
            ("replace", None, None, None, None, Some(range), Some(text)) => {
                wire::Edit::Replace { range, text }
            }
            _ => {
                let message = format!("these are not the fields of an edit of the kind {kind:?}");
                return Err(PyTypeError::new_err(message));
            }
        };
        Ok(Self(edit))
    }

    /// What the edit does: `set`, `remove`, `removeFirst`, `rename`, `move`, `quote` or `pairs` at `path`, or `replace` in the
    /// text.
    // def kind(self) -> EditKind
    #[getter]
    fn kind(&self) -> &str {
        match &self.0 {
            wire::Edit::Set { .. } => "set",
            wire::Edit::Remove { .. } => "remove",
            wire::Edit::RemoveFirst { .. } => "removeFirst",
            wire::Edit::Rename { .. } => "rename",
            wire::Edit::Move { .. } => "move",
            wire::Edit::Quote { .. } => "quote",
            wire::Edit::Pairs { .. } => "pairs",
            wire::Edit::Replace { .. } => "replace",
        }
    }

    /// A JSON Pointer into the declaration; `None` for `replace`.
    // def path(self) -> str | None
    #[getter]
    fn path(&self) -> Option<&str> {
        match &self.0 {
            wire::Edit::Set { path, .. }
            | wire::Edit::Remove { path }
            | wire::Edit::RemoveFirst { path }
            | wire::Edit::Rename { path, .. }
            | wire::Edit::Move { path, .. }
            | wire::Edit::Quote { path }
            | wire::Edit::Pairs { path } => Some(path),
            wire::Edit::Replace { .. } => None,
        }
    }

    /// For `set`: the value, as JSON text.
    // def json(self) -> str | None
    #[getter]
    fn json(&self) -> Option<&str> {
        match &self.0 {
            wire::Edit::Set { json, .. } => Some(json),
            _ => None,
        }
    }

    /// For `rename`: the new name.
    // def key(self) -> str | None
    #[getter]
    fn key(&self) -> Option<&str> {
        match &self.0 {
            wire::Edit::Rename { key, .. } => Some(key),
            _ => None,
        }
    }

    /// For `move`: the new path, a JSON Pointer into the declaration.
    // def to(self) -> str | None
    #[getter]
    fn to(&self) -> Option<&str> {
        match &self.0 {
            wire::Edit::Move { to, .. } => Some(to),
            _ => None,
        }
    }

    /// For `replace`: the range of the text that is replaced; empty to insert text. A fix has either only such edits or
    /// none.
    // def range(self) -> Range | None
    #[getter]
    fn range(&self) -> Option<Range> {
        match &self.0 {
            wire::Edit::Replace { range, .. } => Some(Range(*range)),
            _ => None,
        }
    }

    /// For `replace`: the new text.
    // def text(self) -> str | None
    #[getter]
    fn text(&self) -> Option<&str> {
        match &self.0 {
            wire::Edit::Replace { text, .. } => Some(text),
            _ => None,
        }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &EDIT)
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &EDIT)
    }
}

/// An edit of a text, as in the Language Server Protocol.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq, Hash)]
pub struct TextEdit(wire::TextEdit);

#[pymethods]
impl TextEdit {
    // def __new__(cls, *, range: Range, new_text: str) -> Self
    #[new]
    #[pyo3(signature = (*, range, new_text))]
    fn new(range: &Bound<'_, Range>, new_text: String) -> Self {
        Self(wire::TextEdit {
            range: range.get().0,
            new_text,
        })
    }

    /// The range that is replaced; empty to insert text.
    // def range(self) -> Range
    #[getter]
    fn range(&self) -> Range {
        Range(self.0.range)
    }

    /// The new text.
    // def new_text(self) -> str
    #[getter]
    fn new_text(&self) -> &str {
        &self.0.new_text
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &["range", "new_text"])
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &["range", "new_text"])
    }
}

const FIX: [&str; 4] = ["title", "applicability", "edits", "text_edits"];

/// A way to fix the problem.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq, Hash)]
pub struct Fix(pub wire::Fix);

#[pymethods]
impl Fix {
    // def __new__(
    //     cls,
    //     *,
    //     title: str,
    //     applicability: Applicability,
    //     edits: tuple[Edit, ...],
    //     text_edits: tuple[TextEdit, ...] | None = None,
    // ) -> Self
    #[new]
    #[pyo3(signature = (*, title, applicability, edits, text_edits=None))]
    fn new(
        title: String,
        applicability: &str,
        edits: Vec<Bound<'_, Edit>>,
        text_edits: Option<Vec<Bound<'_, TextEdit>>>,
    ) -> PyResult<Self> {
        let text_edit = |edit: &Bound<'_, TextEdit>| edit.get().0.clone();
        Ok(Self(wire::Fix {
            title,
            applicability: record::by_name("applicability", applicability, &APPLICABILITIES)?,
            edits: edits.iter().map(|edit| edit.get().0.clone()).collect(),
            text_edits: text_edits.map(|edits| edits.iter().map(text_edit).collect()),
        }))
    }

    /// What the fix does, as an instruction.
    // def title(self) -> str
    #[getter]
    fn title(&self) -> &str {
        &self.0.title
    }

    /// `safe` if a tool may apply the fix without asking, otherwise `unsafe`.
    // def applicability(self) -> Applicability
    #[getter]
    fn applicability(&self) -> &str {
        record::name_of(self.0.applicability, &APPLICABILITIES)
    }

    /// The edits. Apply all of them or none.
    // def edits(self) -> tuple[Edit, ...]
    #[getter]
    fn edits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.edits.iter().cloned().map(Edit))
    }

    /// The same edits as edits of the text, if the declaration was given as text. `None` if they would contain values that
    /// may be secret.
    // def text_edits(self) -> tuple[TextEdit, ...] | None
    #[getter]
    fn text_edits<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let edits = self.0.text_edits.as_ref();
        let edits = edits.map(|edits| PyTuple::new(py, edits.iter().cloned().map(TextEdit)));
        edits.transpose()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &FIX)
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &FIX)
    }
}
