//! Finds out what a Python value is that JSON doesn't have. Only its type is inspected, never its content.

use alien_sdk_core::internal::document::Foreign;
use pyo3::exceptions::PyException;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyByteArray, PyBytes, PyCFunction, PyDict, PyFunction, PyInt, PyMemoryView, PyType,
};

use crate::container::Container;
use crate::stack::Stack;

/// Returns what a value is that JSON doesn't have, with the name of its type, or `None` for a mapping.
pub fn foreign_value(value: &Bound<'_, PyAny>) -> PyResult<Option<(Foreign, String)>> {
    static MAPPING: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (py, class) = (value.py(), value.get_type());
    let unnamed = |kind| Ok(Some((kind, String::new())));
    if value.is_instance_of::<Container>() {
        return Ok(Some((Foreign::Builder, "Container".to_owned())));
    }
    if value.is_instance_of::<Stack>() {
        return Ok(Some((Foreign::Builder, "Stack".to_owned())));
    }
    if value.is_exact_instance_of::<PyBytes>() {
        return unnamed(Foreign::Bytes);
    }
    if is_function(value)? {
        return unnamed(Foreign::Function);
    }
    if let Ok(class) = value.cast::<PyType>() {
        return Ok(Some((Foreign::Class, type_name(class)?)));
    }
    if value.is_instance_of::<PyDict>()
        || value.is_instance(MAPPING.import(py, "collections.abc", "Mapping")?)?
    {
        return Ok(None);
    }
    let kind = if value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
        || value.is_instance_of::<PyMemoryView>()
    {
        Foreign::Bytes
    } else {
        kind_of_class(&class)?
    };
    Ok(Some((kind, type_name(&class)?)))
}

fn is_function(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    static METHOD: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let method = METHOD.import(value.py(), "types", "MethodType")?;
    Ok(value.is_instance_of::<PyFunction>()
        || value.is_instance_of::<PyCFunction>()
        || value.get_type().is(method))
}

/// The kinds of classes, by an attribute that the class must have. The first one that fits counts.
const KINDS: [(&str, Foreign); 11] = [
    ("_member_map_", Foreign::EnumMember),
    ("__dataclass_fields__", Foreign::Dataclass),
    ("model_dump", Foreign::Model),
    ("__attrs_attrs__", Foreign::Attrs),
    ("__struct_fields__", Foreign::Struct),
    ("__fspath__", Foreign::FilePath),
    ("__await__", Foreign::Awaitable),
    ("__aiter__", Foreign::AsyncIterable),
    ("isoformat", Foreign::IsoFormat),
    ("as_integer_ratio", Foreign::Real),
    ("__float__", Foreign::Real),
];

/// Returns the kind of the instances of a class that are neither bytes nor mappings.
fn kind_of_class(class: &Bound<'_, PyType>) -> PyResult<Foreign> {
    if is_numpy_bool(class)? {
        return Ok(Foreign::NumpyBool);
    }
    if defines(class, "tolist")? && is_container(class)? {
        return Ok(Foreign::ArrayLike);
    }
    for (attribute, kind) in KINDS {
        if defines(class, attribute)? {
            return Ok(match kind {
                Foreign::Real if is_decimal(class)? => Foreign::Decimal,
                kind => kind,
            });
        }
    }
    if matches!(
        type_name(class)?.as_str(),
        "types.SimpleNamespace" | "argparse.Namespace"
    ) {
        return Ok(Foreign::Namespace);
    }
    if defines(class, "__str__")? {
        return Ok(Foreign::Printable);
    }
    Ok(match is_container(class)? {
        true => Foreign::Iterable,
        false => Foreign::Instance,
    })
}

/// Returns the value of an object with a method `__index__`, such as an integer of NumPy. Returns `None` for all other
/// objects, also for booleans of NumPy and for arrays. Only returns an error for an exception that must not be caught.
pub fn index<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyInt>>> {
    let py = value.py();
    let read = || -> PyResult<Option<Bound<'py, PyInt>>> {
        let class = value.get_type();
        if !defines(&class, "__index__")? || is_container(&class)? || is_numpy_bool(&class)? {
            return Ok(None);
        }
        let operator = py.import(intern!(py, "operator"))?;
        let index = operator.call_method1(intern!(py, "index"), (value,))?;
        Ok(Some(index.cast_into::<PyInt>()?))
    };
    match read() {
        Err(error) if error.is_instance_of::<PyException>(py) => Ok(None),
        result => result,
    }
}

fn is_container(class: &Bound<'_, PyType>) -> PyResult<bool> {
    Ok(defines(class, "__iter__")? || defines(class, "__len__")?)
}

fn is_numpy_bool(class: &Bound<'_, PyType>) -> PyResult<bool> {
    let name = type_name(class)?;
    Ok(matches!(name.as_str(), "numpy.bool" | "numpy.bool_"))
}

fn is_decimal(class: &Bound<'_, PyType>) -> PyResult<bool> {
    for base in class.mro().iter() {
        if type_name(base.cast::<PyType>()?)? == "decimal.Decimal" {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a class or one of its bases other than `object` has an attribute. Unlike `hasattr`, this ignores the attributes
/// of its metaclass, such as the `__iter__` of every `Enum`.
fn defines(class: &Bound<'_, PyType>, attribute: &str) -> PyResult<bool> {
    let py = class.py();
    for base in class.mro().iter() {
        if !base.is(py.get_type::<PyAny>())
            && base.getattr(intern!(py, "__dict__"))?.contains(attribute)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns the name of a class with its module, as a program would write it: `pathlib.PosixPath` for a class that is
/// defined in `pathlib._local`.
fn type_name(class: &Bound<'_, PyType>) -> PyResult<String> {
    let (qualified, module) = (class.qualname()?, class.module()?);
    let (qualified, module) = (qualified.to_string_lossy(), module.to_string_lossy());
    let name = qualified.rsplit("<locals>.").next().unwrap_or_default();
    if matches!(&*module, "builtins" | "__main__") {
        return Ok(name.to_owned());
    }
    let mut path: Vec<&str> = Vec::new();
    for part in module.split('.') {
        if part.starts_with('_') && !path.is_empty() {
            break;
        }
        path.push(part);
    }
    path.push(name);
    Ok(path.join("."))
}
