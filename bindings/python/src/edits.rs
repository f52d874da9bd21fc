//! Functions that change one place of a text.

use alien_sdk_core::internal::document::Limits;
use alien_sdk_core::internal::functions::{self, EditError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::{OMITTED, OptionalArgument, reject_unknown, required};
use crate::fixes::Fix;
use crate::python_input::json_text;
use crate::read_options::{read_syntax, read_units};
use crate::value_writer::value_document;

fn edit_error(error: EditError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Returns a text with one fix of its report applied. The rest of the text doesn't change. Raises a `ValueError` if the fix
/// doesn't fit the text. `syntax` is the syntax of the text, JSON by default.
///
/// >>> text = '{"id": "api", "memory": "1Gi"}'
/// >>> fixes = [fix for found in alien.validate(text).diagnostics for fix in found.fixes]
/// >>> alien.apply_fix(text, fixes[0])
/// '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
// def apply_fix(text: JsonText, fix: Fix, *, units: Units = "utf-16", syntax: Syntax | None = None) -> str
#[pyfunction]
#[pyo3(
    signature = (text=OMITTED, fix=OMITTED, *, units="utf-16", syntax=None, **others),
    text_signature = "(text, fix, *, units='utf-16', syntax=None)"
)]
pub fn apply_fix<'py>(
    text: OptionalArgument<'_, 'py>,
    fix: OptionalArgument<'_, 'py>,
    units: &str,
    syntax: Option<&str>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<String> {
    reject_unknown(
        "apply_fix",
        others,
        &["text", "fix", "units", "syntax"],
        &[],
    )?;
    let text = &*required("apply_fix", "text", text)?;
    let fix = &*required("apply_fix", "fix", fix)?;
    let (units, syntax) = (read_units(units)?, read_syntax(syntax, &[])?);
    let text = json_text(text, "apply_fix")?;
    let fix = match fix.cast::<Fix>() {
        Ok(fix) => fix.get().0.clone(),
        Err(_) => {
            functions::read_fix(&value_document(fix, Limits::default())?).map_err(edit_error)?
        }
    };
    functions::apply_fix(text.to_str()?, syntax, fix, units).map_err(edit_error)
}

/// Returns a text in which the value at a path is set. The path is a JSON Pointer; the index `-` appends to a list.
/// Objects and lists that are missing on the way are added. The layout, the comments and the rest of the text don't change.
/// Raises a `ValueError` if nothing can be set at the path, or if the text has syntax errors. `syntax` is the syntax of the
/// text, JSON by default.
///
/// >>> alien.edit('{"id": "api", "replicas": 3} // for now', "/replicas", 5)
/// '{"id": "api", "replicas": 5} // for now'
///
/// >>> alien.edit("id: api  # ours", "/id", "web", syntax="yaml")
/// 'id: web  # ours'
// def edit(text: JsonText, path: str, value: object, *, syntax: Syntax | None = None) -> str
#[pyfunction]
#[pyo3(
    signature = (text, path, value, *, syntax=None, **others),
    text_signature = "(text, path, value, *, syntax=None)"
)]
pub fn edit(
    text: &Bound<'_, PyAny>,
    path: &str,
    value: &Bound<'_, PyAny>,
    syntax: Option<&str>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<String> {
    reject_unknown("edit", others, &["text", "path", "value", "syntax"], &[])?;
    let syntax = read_syntax(syntax, &[])?;
    let text = json_text(text, "edit")?;
    let value = value_document(value, Limits::default())?;
    functions::edit(text.to_str()?, syntax, path, &value).map_err(edit_error)
}

/// Returns a text without the value at a path, and without its key. The path is a JSON Pointer. The layout, the comments
/// and the rest of the text don't change. Raises a `ValueError` if there is nothing at the path, or if the text has syntax
/// errors. `syntax` is the syntax of the text, JSON by default.
///
/// >>> alien.remove('{"id": "api", "replicas": 3}', "/replicas")
/// '{"id": "api"}'
// def remove(text: JsonText, path: str, *, syntax: Syntax | None = None) -> str
#[pyfunction]
#[pyo3(
    signature = (text, path, *, syntax=None, **others),
    text_signature = "(text, path, *, syntax=None)"
)]
pub fn remove(
    text: &Bound<'_, PyAny>,
    path: &str,
    syntax: Option<&str>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<String> {
    reject_unknown("remove", others, &["text", "path", "syntax"], &[])?;
    let syntax = read_syntax(syntax, &[])?;
    let text = json_text(text, "remove")?;
    functions::remove(text.to_str()?, syntax, path).map_err(edit_error)
}
