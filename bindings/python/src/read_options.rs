//! The keyword arguments that say how a declaration is read.

use alien_sdk_core::internal::document::{Limits, Syntax};
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Options};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyMapping;

/// How a declaration is read.
#[derive(Clone, Copy, Default)]
pub struct ReadOptions {
    pub options: Options,
    pub units: Units,
}

impl ReadOptions {
    /// Converts keyword arguments. Returns a `ValueError` or `TypeError` for an argument that is not allowed. `names` are those of
    /// the files that are read, which tell their syntax, unless `syntax` does.
    pub fn new(
        kind: Option<&str>,
        syntax: Option<&str>,
        units: &str,
        limits: Option<&Bound<'_, PyAny>>,
        names: &[Option<String>],
    ) -> PyResult<Self> {
        let options = Options {
            kind: kind.map(document_kind).transpose()?,
            syntax: read_syntax(syntax, names)?,
            limits: limits.map(to_limits).transpose()?.unwrap_or_default(),
        };
        let units = read_units(units)?;
        Ok(Self { options, units })
    }
}

/// Returns the syntax with this name. If there is none, the names of files tell it: YAML or comments in one of the files are
/// allowed in all of them.
pub fn read_syntax(name: Option<&str>, files: &[Option<String>]) -> PyResult<Syntax> {
    match name {
        Some("json") => Ok(Syntax::Json),
        Some("jsonc") => Ok(Syntax::Jsonc),
        Some("yaml") => Ok(alien_sdk_yaml::SYNTAX),
        Some(name) => Err(value_error(
            "syntax must be 'json', 'jsonc' or 'yaml'",
            name,
        )),
        None => {
            let names = files.iter().flatten().map(String::as_str);
            Ok(Syntax::of_names(names, alien_sdk_yaml::PARSER))
        }
    }
}

/// Returns the unit in which characters are counted, such as `utf-16`.
pub fn read_units(name: &str) -> PyResult<Units> {
    match name {
        "utf-8" => Ok(Units::Utf8),
        "utf-16" => Ok(Units::Utf16),
        "utf-32" => Ok(Units::Utf32),
        _ => Err(value_error(
            "units must be 'utf-8', 'utf-16' or 'utf-32'",
            name,
        )),
    }
}

/// Returns the kind of document with this name.
pub fn document_kind(name: &str) -> PyResult<DocumentKind> {
    match name {
        "container" => Ok(DocumentKind::Container),
        "stack" => Ok(DocumentKind::Stack),
        "state" => Ok(DocumentKind::State),
        _ => Err(value_error(
            "kind must be 'container', 'stack' or 'state'",
            name,
        )),
    }
}

pub fn value_error(expected: &str, actual: &str) -> PyErr {
    PyValueError::new_err(format!("{expected}, not {actual:?}"))
}

fn to_limits(mapping: &Bound<'_, PyAny>) -> PyResult<Limits> {
    let mapping = mapping
        .cast::<PyMapping>()
        .map_err(|_| PyTypeError::new_err("limits must be a dict"))?;
    let mut limits = Limits::default();
    for item in mapping.items()? {
        let (name, value) = item.extract::<(String, Bound<'_, PyAny>)>()?;
        let limit = match name.as_str() {
            "bytes" => &mut limits.bytes,
            "depth" => &mut limits.depth,
            "diagnostics" => &mut limits.diagnostics,
            _ => {
                let expected = "limits may only contain 'bytes', 'depth' and 'diagnostics'";
                return Err(value_error(expected, &name));
            }
        };
        *limit = value.extract().map_err(|_| {
            PyValueError::new_err(format!("limits: {name} must be a non-negative integer"))
        })?;
    }
    Ok(limits)
}
