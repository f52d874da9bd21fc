//! What the methods of a builder record.

use alien_sdk_core::document::Foreign;
use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use crate::calls;
use crate::container::{Container, Same};
use crate::resource::Resource;
use crate::values::{Given, Values};

/// Records a call.
pub fn record<'py>(
    builder: &Bound<'py, Container>,
    method: u32,
    arguments: impl FnOnce(&mut Values) -> PyResult<()>,
) -> Same<'py> {
    let call = calls::read(builder.py(), method, arguments)?;
    builder.get().add(call);
    Ok(builder.clone())
}

/// Records a call with one argument.
pub fn one<'py>(
    builder: &Bound<'py, Container>,
    method: u32,
    value: &Bound<'py, PyAny>,
) -> Same<'py> {
    record(builder, method, |call| call.value(value))
}

/// Keyword arguments by their names in Python and on the wire.
pub type Named<'a, 'py> = [(&'static str, &'static str, Given<'a, 'py>)];

/// Records a call with one argument, or with keyword arguments that make an object.
pub fn either<'py>(
    builder: &Bound<'py, Container>,
    method: u32,
    name: &str,
    value: &Given<'_, 'py>,
    named: &Named<'_, 'py>,
) -> Same<'py> {
    let keyword = named.iter().find(|(_, _, given)| given.0.is_some());
    match (value.0, keyword) {
        (Some(value), None) => one(builder, method, &value),
        (None, Some(_)) => record(builder, method, |call| object(call, named)),
        (Some(_), Some((keyword, ..))) => Err(both(name, keyword)),
        (None, None) => Err(PyTypeError::new_err(format!(
            "{name}() takes 1 argument or keyword arguments, but got none"
        ))),
    }
}

pub fn both(name: &str, keyword: &str) -> PyErr {
    let message =
        format!("{name}() takes 1 argument or keyword arguments, but got one and '{keyword}'");
    PyTypeError::new_err(message)
}

pub fn object(call: &mut Values, named: &Named<'_, '_>) -> PyResult<()> {
    call.open_object();
    for (_, key, given) in named {
        if let Some(value) = given.0 {
            call.text(key);
            call.value(&value)?;
        }
    }
    call.close();
    Ok(())
}

/// What `link` records: the reference of a resource, as its `ref()` gives it now.
pub fn link(call: &mut Values, resource: &Bound<'_, PyAny>) -> PyResult<()> {
    if let Ok(resource) = resource.cast_exact::<Resource>() {
        return resource.get().write_ref(resource.py(), call);
    }
    if resource.is_exact_instance_of::<PyDict>() {
        return call.value(resource);
    }
    match reference(resource) {
        Ok(Some(reference)) => call.value(&reference),
        Ok(None) => call.value(resource),
        Err(error) if error.is_instance_of::<PyException>(resource.py()) => {
            call.foreign(Foreign::Threw);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn reference<'py>(resource: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = resource.py();
    // A class has the method of its instances, which can't be called.
    if resource.is_instance_of::<PyType>() {
        return Ok(None);
    }
    match resource.getattr_opt(intern!(py, "ref"))? {
        Some(method) if method.is_callable() => method.call0().map(Some),
        _ => Ok(None),
    }
}
