//! Writes the arguments of builder methods to a document.

use alien_sdk_core::internal::document::Foreign;
use alien_sdk_core::internal::functions;
use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};
use pyo3::{Borrowed, intern};

use crate::resource::Resource;
use crate::value_writer::ValueWriter;

/// An argument that may be omitted. An omitted argument is not the same as `None`.
#[derive(Clone, Copy)]
pub struct OptionalArgument<'a, 'py>(pub Option<Borrowed<'a, 'py, PyAny>>);

/// The default of an argument that may be omitted.
pub const OMITTED: OptionalArgument<'static, 'static> = OptionalArgument(None);

impl<'a, 'py> FromPyObject<'a, 'py> for OptionalArgument<'a, 'py> {
    type Error = std::convert::Infallible;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> Result<Self, Self::Error> {
        Ok(Self(Some(value)))
    }
}

/// Keyword arguments that form an object. Each has its name in Python, its key in JSON, and its value.
pub type Keywords<'a, 'py> = [(&'static str, &'static str, OptionalArgument<'a, 'py>)];

/// Returns the name of the first keyword argument that was passed.
pub fn first_keyword(keywords: &Keywords<'_, '_>) -> Option<&'static str> {
    let passed = keywords.iter().find(|(.., argument)| argument.0.is_some());
    passed.map(|(name, ..)| *name)
}

/// Returns a `TypeError` if there are keyword arguments that a function doesn't have. It says which argument was probably meant:
/// one of `arguments`, or of the `keywords` that form an object.
pub fn reject_unknown(
    function: &str,
    others: Option<&Bound<'_, PyDict>>,
    arguments: &[&str],
    keywords: &Keywords<'_, '_>,
) -> PyResult<()> {
    let Some(others) = others else { return Ok(()) };
    let name = others.keys().get_item(0)?.str()?;
    let names = keywords.iter().map(|(name, ..)| *name);
    let known: Vec<_> = arguments.iter().copied().chain(names).collect();
    let message = unknown_keyword(function, &name.to_string_lossy(), known);
    Err(PyTypeError::new_err(message))
}

/// Returns the message for a keyword argument that a function doesn't have.
// def _unknown_keyword(function: str, name: str, known: Sequence[str]) -> str
#[pyfunction(name = "_unknown_keyword")]
pub fn unknown_keyword_of_python(function: &str, name: &str, known: Vec<String>) -> String {
    unknown_keyword(function, name, known.iter().map(String::as_str).collect())
}

fn unknown_keyword(function: &str, name: &str, known: Vec<&str>) -> String {
    functions::unknown_option(&format!("{function}()"), "keyword argument", name, &known)
}

/// Returns an argument that can't be omitted. It is checked after the names of all arguments, since one with a wrong name would
/// otherwise be reported as missing.
pub fn required<'a, 'py>(
    function: &str,
    name: &str,
    argument: OptionalArgument<'a, 'py>,
) -> PyResult<Borrowed<'a, 'py, PyAny>> {
    argument.0.ok_or_else(|| {
        PyTypeError::new_err(format!("{function}() missing required argument '{name}'"))
    })
}

/// Writes the keyword arguments that were passed as an object.
pub fn write_keywords(writer: &mut ValueWriter, keywords: &Keywords<'_, '_>) -> PyResult<()> {
    writer.open_object();
    for (_, key, argument) in keywords {
        if let Some(value) = argument.0 {
            writer.write_text(key);
            writer.write_value(&value)?;
        }
    }
    writer.close();
    Ok(())
}

/// Returns the error for a call with both a positional and a keyword argument, for a method that takes either.
pub fn too_many_arguments(method: &str, keyword: &str) -> PyErr {
    PyTypeError::new_err(format!(
        "{method}() takes 1 argument or keyword arguments, but got 1 argument and '{keyword}'"
    ))
}

/// Returns the error for a call without arguments, for a method that takes a positional argument or keyword arguments.
pub fn missing_arguments(method: &str) -> PyErr {
    PyTypeError::new_err(format!(
        "{method}() takes 1 argument or keyword arguments, but got none"
    ))
}

/// Writes a reference to a resource: the result of its `ref()` method, or the value itself if it has no such method.
pub fn write_reference(writer: &mut ValueWriter, resource: &Bound<'_, PyAny>) -> PyResult<()> {
    if let Ok(resource) = resource.cast_exact::<Resource>() {
        return write_type_and_id(writer, resource);
    }
    if resource.is_exact_instance_of::<PyDict>() {
        return writer.write_value(resource);
    }
    match call_ref(resource) {
        Ok(Some(reference)) => writer.write_value(&reference),
        Ok(None) => writer.write_value(resource),
        Err(error) if error.is_instance_of::<PyException>(resource.py()) => {
            writer.write_foreign(Foreign::Threw);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Writes what `ref()` of a built resource returns, without creating a dict.
fn write_type_and_id(writer: &mut ValueWriter, resource: &Bound<'_, Resource>) -> PyResult<()> {
    let built = resource.get();
    writer.open_object();
    writer.write_text("type");
    writer.write_text(built.kind());
    writer.write_text("id");
    writer.write_value(&built.id(resource.py())?)?;
    writer.close();
    Ok(())
}

/// Returns the result of `ref()`, or `None` if the value has no such method.
fn call_ref<'py>(resource: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = resource.py();
    // The `ref` of a class is a function that needs an instance, so it can't be called here.
    if resource.is_instance_of::<PyType>() {
        return Ok(None);
    }
    match resource.getattr_opt(intern!(py, "ref"))? {
        Some(method) if method.is_callable() => method.call0().map(Some),
        _ => Ok(None),
    }
}
