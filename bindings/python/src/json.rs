//! Converts JSON text to Python values, and Rust values to JSON text.

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::{Buffers, Document, Kind, Limits, Syntax};
use alien_sdk_core::internal::span::NodeId;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// Every integer up to this one can be represented exactly as a float.
const MAX_EXACT_INTEGER: f64 = 9_007_199_254_740_992.0;

/// Parses JSON text that this package wrote.
pub fn parse(text: &str) -> Document<'_> {
    let limits = Limits {
        bytes: Limits::MAX_BYTES,
        ..Limits::default()
    };
    Syntax::Json.parse(text, &limits, Buffers::default(), &mut Sink::new(1))
}

/// Converts the JSON text of an object, which this package wrote, to a dict.
pub fn to_dict<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyDict>> {
    Ok(to_python(py, &parse(text), Document::ROOT)?.cast_into::<PyDict>()?)
}

/// Converts a node to a Python value.
pub fn to_python<'py>(
    py: Python<'py>,
    document: &Document<'_>,
    id: NodeId,
) -> PyResult<Bound<'py, PyAny>> {
    match document.kind(id) {
        Kind::Object => {
            let dict = PyDict::new(py);
            for (key, value) in document.members(id) {
                dict.set_item(
                    document.str(key).unwrap_or_default(),
                    to_python(py, document, value)?,
                )?;
            }
            Ok(dict.into_any())
        }
        Kind::Array => {
            let elements = document
                .elements(id)
                .map(|element| to_python(py, document, element));
            Ok(PyList::new(py, elements.collect::<PyResult<Vec<_>>>()?)?.into_any())
        }
        Kind::String => document.str(id).into_bound_py_any(py),
        Kind::Bool => document.bool(id).into_bound_py_any(py),
        Kind::Number => number(py, document.number(id).unwrap_or(f64::NAN)),
        Kind::Null | Kind::Foreign(_) => Ok(py.None().into_bound(py)),
    }
}

/// Converts a number, to an `int` if it is whole.
pub fn number(py: Python<'_>, value: f64) -> PyResult<Bound<'_, PyAny>> {
    if value.fract() == 0.0 && value.abs() <= MAX_EXACT_INTEGER {
        (value as i64).into_bound_py_any(py)
    } else {
        value.into_bound_py_any(py)
    }
}

/// Converts a Rust value to JSON text.
pub fn serialize<T: serde::Serialize>(value: &T) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}
