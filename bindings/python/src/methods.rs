//! Records the calls of builder methods.

use alien_sdk_core::internal::document::Foreign;
use pyo3::PyClass;
use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::types::{PyDict, PyType};

use crate::calls::{self, Recorded};
use crate::resource::Resource;
use crate::values::{Given, Values};

/// A builder, to which its methods add calls.
pub trait Builder: PyClass<Frozen = True> + Sync {
    /// Adds a call.
    fn add_call(&self, call: Recorded);
}

/// Records a call.
pub fn record<'py, B: Builder>(
    builder: &Bound<'py, B>,
    method: u32,
    arguments: impl FnOnce(&mut Values) -> PyResult<()>,
) -> PyResult<Bound<'py, B>> {
    let call = calls::read(builder.py(), method, arguments)?;
    builder.get().add_call(call);
    Ok(builder.clone())
}

/// Records a call with one argument.
pub fn one<'py, B: Builder>(
    builder: &Bound<'py, B>,
    method: u32,
    value: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, B>> {
    record(builder, method, |call| call.value(value))
}

/// Keyword arguments, each with its names in Python and in JSON.
pub type Named<'a, 'py> = [(&'static str, &'static str, Given<'a, 'py>)];

/// Records a call with one argument, or with keyword arguments, which form an object.
pub fn either<'py, B: Builder>(
    builder: &Bound<'py, B>,
    method: u32,
    name: &str,
    value: &Given<'_, 'py>,
    named: &Named<'_, 'py>,
) -> PyResult<Bound<'py, B>> {
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
    let message = format!(
        "{name}() takes 1 argument or keyword arguments, but got 1 argument and '{keyword}'"
    );
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

/// Writes the argument of `link`. If it has a `ref()` method, the result of calling it is written.
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
    // A class has the `ref` of its instances, which can't be called without one.
    if resource.is_instance_of::<PyType>() {
        return Ok(None);
    }
    match resource.getattr_opt(intern!(py, "ref"))? {
        Some(method) if method.is_callable() => method.call0().map(Some),
        _ => Ok(None),
    }
}
