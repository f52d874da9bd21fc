//! The options for reading declarations, as passed by Python.

use alien_sdk_core::internal::document::Limits;
use alien_sdk_core::internal::document::json::JsonOptions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Options};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyMapping;

/// The options for reading a declaration.
#[derive(Clone, Copy, Default)]
pub struct Reading {
    pub options: Options,
    pub units: Units,
}

impl Reading {
    /// Reads keyword arguments.
    pub fn new(
        kind: Option<&str>,
        relaxed: bool,
        units: &str,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let options = Options {
            kind: kind.map(document_kind).transpose()?,
            json: JsonOptions { relaxed },
            limits: limits.map(read_limits).transpose()?.unwrap_or_default(),
        };
        let units = match units {
            "utf-8" => Units::Utf8,
            "utf-16" => Units::Utf16,
            "utf-32" => Units::Utf32,
            _ => return Err(wrong("units must be 'utf-8', 'utf-16' or 'utf-32'", units)),
        };
        Ok(Self { options, units })
    }
}

/// Returns the kind of document with a name.
pub fn document_kind(name: &str) -> PyResult<DocumentKind> {
    match name {
        "container" => Ok(DocumentKind::Container),
        "stack" => Ok(DocumentKind::Stack),
        "state" => Ok(DocumentKind::State),
        _ => Err(wrong("kind must be 'container', 'stack' or 'state'", name)),
    }
}

fn wrong(what: &str, given: &str) -> PyErr {
    PyValueError::new_err(format!("{what}, not {given:?}"))
}

fn read_limits(limits: &Bound<'_, PyAny>) -> PyResult<Limits> {
    let limits = limits
        .cast::<PyMapping>()
        .map_err(|_| PyTypeError::new_err("limits must be a dict"))?;
    let mut read = Limits::default();
    for item in limits.items()? {
        let (name, value) = item.extract::<(String, Bound<'_, PyAny>)>()?;
        let slot = match name.as_str() {
            "bytes" => &mut read.bytes,
            "depth" => &mut read.depth,
            "diagnostics" => &mut read.diagnostics,
            _ => {
                return Err(wrong(
                    "limits may have 'bytes', 'depth' and 'diagnostics'",
                    &name,
                ));
            }
        };
        *slot = value.extract().map_err(|_| {
            PyValueError::new_err(format!("limits: {name} must be an integer from 0"))
        })?;
    }
    Ok(read)
}
