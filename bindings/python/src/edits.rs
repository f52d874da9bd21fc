//! Functions that change one place of a JSON text.

use alien_sdk_core::internal::document::{Limits, Syntax};
use alien_sdk_core::internal::functions::{self, EditError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::{OMITTED, OptionalArgument, reject_unknown, required};
use crate::fixes::Fix;
use crate::python_input::json_text;
use crate::read_options::read_units;
use crate::value_writer::value_document;

fn edit_error(error: EditError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Returns JSON text with one fix of its report applied. The rest of the text doesn't change. Raises a `ValueError` if the
/// fix doesn't fit the text.
///
/// >>> text = '{"id": "api", "memory": "1Gi"}'
/// >>> fixes = [fix for found in alien.validate(text).diagnostics for fix in found.fixes]
/// >>> alien.apply_fix(text, fixes[0])
/// '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
// def apply_fix(text: JsonText, fix: Fix, *, units: Units = "utf-16") -> str
#[pyfunction]
#[pyo3(
    signature = (text=OMITTED, fix=OMITTED, *, units="utf-16", **others),
    text_signature = "(text, fix, *, units='utf-16')"
)]
pub fn apply_fix<'py>(
    text: OptionalArgument<'_, 'py>,
    fix: OptionalArgument<'_, 'py>,
    units: &str,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<String> {
    reject_unknown("apply_fix", others, &["text", "fix", "units"], &[])?;
    let text = &*required("apply_fix", "text", text)?;
    let fix = &*required("apply_fix", "fix", fix)?;
    let units = read_units(units)?;
    let text = json_text(text, "apply_fix")?;
    let fix = match fix.cast::<Fix>() {
        Ok(fix) => fix.get().0.clone(),
        Err(_) => {
            functions::read_fix(&value_document(fix, Limits::default())?).map_err(edit_error)?
        }
    };
    functions::apply_fix(text.to_str()?, Syntax::Jsonc, fix, units).map_err(edit_error)
}

/// Returns JSON text in which the value at a path is set. The path is a JSON Pointer; the index `-` appends to a list.
/// Objects and lists that are missing on the way are added. The layout, the comments and the rest of the text don't change.
/// Raises a `ValueError` if nothing can be set at the path, or if the text has syntax errors.
///
/// >>> alien.edit('{"id": "api", "replicas": 3} // for now', "/replicas", 5)
/// '{"id": "api", "replicas": 5} // for now'
// def edit(text: JsonText, path: str, value: object) -> str
#[pyfunction]
pub fn edit(text: &Bound<'_, PyAny>, path: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = json_text(text, "edit")?;
    let value = value_document(value, Limits::default())?;
    functions::edit(text.to_str()?, Syntax::Jsonc, path, &value).map_err(edit_error)
}

/// Returns JSON text without the value at a path, and without its key. The path is a JSON Pointer. The layout, the comments
/// and the rest of the text don't change. Raises a `ValueError` if there is nothing at the path, or if the text has syntax
/// errors.
///
/// >>> alien.remove('{"id": "api", "replicas": 3}', "/replicas")
/// '{"id": "api"}'
// def remove(text: JsonText, path: str) -> str
#[pyfunction]
pub fn remove(text: &Bound<'_, PyAny>, path: &str) -> PyResult<String> {
    let text = json_text(text, "remove")?;
    functions::remove(text.to_str()?, Syntax::Jsonc, path).map_err(edit_error)
}
