//! What the classes of reports have in common: they are immutable, and consist of their fields.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// Returns Python code that creates an object from its fields.
pub fn repr<T>(object: &Bound<'_, T>, fields: &[&str]) -> PyResult<String> {
    let object = object.as_any();
    let values = fields.iter().map(|name| {
        let value = object.getattr(*name)?.repr()?;
        Ok(format!("{name}={value}"))
    });
    let values = values.collect::<PyResult<Vec<_>>>()?.join(", ");
    Ok(format!("{}({values})", object.get_type().name()?))
}

/// Arguments by position, of which there are none, and by keyword.
pub type Arguments<'py> = (Bound<'py, PyTuple>, Bound<'py, PyDict>);

/// Returns the arguments that create an equal object, for `copy` and `pickle`.
pub fn arguments<'py, T>(object: &Bound<'py, T>, fields: &[&str]) -> PyResult<Arguments<'py>> {
    let py = object.py();
    let arguments = PyDict::new(py);
    for name in fields {
        arguments.set_item(name, object.as_any().getattr(*name)?)?;
    }
    Ok((PyTuple::empty(py), arguments))
}

/// Returns the value with the given name.
pub fn by_name<T: Copy>(field: &str, name: &str, values: &[(&str, T)]) -> PyResult<T> {
    let found = values.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<_> = values
            .iter()
            .map(|(known, _)| format!("'{known}'"))
            .collect();
        PyValueError::new_err(format!("{field} must be one of {}", known.join(", ")))
    })
}

/// Returns the name of a value.
pub fn name_of<T: Copy + PartialEq>(value: T, values: &[(&'static str, T)]) -> &'static str {
    let found = values.iter().find(|(_, known)| *known == value);
    found.map_or("", |(name, _)| name)
}
