//! Converts normalised JSON to Python values.

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::json::{self, JsonOptions};
use alien_sdk_core::internal::document::{Buffers, Document, Kind, Limits};
use alien_sdk_core::internal::span::NodeId;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// Up to this limit, every integer can be represented exactly as a float.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads JSON that this package wrote.
pub fn read(text: &str) -> Document<'_> {
    let limits = Limits {
        bytes: Limits::MOST_BYTES,
        ..Limits::default()
    };
    json::parse(
        text,
        JsonOptions::default(),
        &limits,
        Buffers::default(),
        &mut Sink::new(1),
    )
}

/// Converts a JSON object of this package to a dict.
pub fn dict<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyDict>> {
    Ok(value(py, &read(text), Document::ROOT)?.cast_into::<PyDict>()?)
}

fn value<'py>(py: Python<'py>, document: &Document<'_>, id: NodeId) -> PyResult<Bound<'py, PyAny>> {
    match document.kind(id) {
        Kind::Object => {
            let dict = PyDict::new(py);
            for (key, inner) in document.members(id) {
                dict.set_item(
                    document.str(key).unwrap_or_default(),
                    value(py, document, inner)?,
                )?;
            }
            Ok(dict.into_any())
        }
        Kind::Array => {
            let elements = document
                .elements(id)
                .map(|inner| value(py, document, inner));
            Ok(PyList::new(py, elements.collect::<PyResult<Vec<_>>>()?)?.into_any())
        }
        Kind::String => document.str(id).into_bound_py_any(py),
        Kind::Bool => document.bool(id).into_bound_py_any(py),
        Kind::Number => number(py, document.number(id).unwrap_or(f64::NAN)),
        Kind::Null | Kind::Foreign(_) => Ok(py.None().into_bound(py)),
    }
}

fn number(py: Python<'_>, value: f64) -> PyResult<Bound<'_, PyAny>> {
    if value.fract() == 0.0 && value.abs() <= EXACT {
        (value as i64).into_bound_py_any(py)
    } else {
        value.into_bound_py_any(py)
    }
}
