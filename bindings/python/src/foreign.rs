//! Finds out what a Python value is that JSON doesn't have. Only its type is inspected, never its content.

use alien_sdk_core::internal::document::Foreign;
use pyo3::exceptions::PyException;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyByteArray, PyBytes, PyCFunction, PyDict, PyFrozenSet, PyFunction, PyInt, PyList,
    PyMemoryView, PySet, PyString, PyTuple, PyType,
};

/// Returns what a value is that JSON doesn't have, with the name of its type, or `None` for a mapping.
pub fn foreign_value(value: &Bound<'_, PyAny>) -> PyResult<Option<(Foreign, String)>> {
    static MAPPING: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (py, class) = (value.py(), value.get_type());
    let unnamed = |kind| Ok(Some((kind, String::new())));
    if let Some(builder) = builder_name(value)? {
        return Ok(Some((Foreign::Builder, builder.to_owned())));
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

/// Returns the name of the class of a builder of this package, or `None` for any other value.
fn builder_name(value: &Bound<'_, PyAny>) -> PyResult<Option<&'static str>> {
    static CONTAINER: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static STACK: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = value.py();
    // The modules of these classes use this one, so it can't use them.
    for (class, name) in [(&CONTAINER, "Container"), (&STACK, "Stack")] {
        if value.is_instance(class.import(py, "alien._native", name)?)? {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Whether a value is a resource of this package that was not built, such as `Kv("cache")`.
pub fn is_unbuilt_resource(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    defines(&value.get_type(), "__alien_reference__")
}

/// Whether a value is an iterable whose elements have an order, such as a `range`, a generator or the keys of a dict. The order
/// of a set may change from run to run.
pub fn is_ordered_iterable(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
        return Ok(false);
    }
    let class = value.get_type();
    // Texts, numbers and lists are no foreign values.
    let is_plain = value.is_instance_of::<PyString>()
        || value.is_instance_of::<PyList>()
        || value.is_instance_of::<PyTuple>();
    if is_plain || !defines(&class, "__iter__")? {
        return Ok(false);
    }
    let kind = foreign_value(value)?.map(|(kind, _)| kind);
    Ok(matches!(kind, Some(Foreign::Iterable)))
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
    for base in bases(class)? {
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
    for base in bases(class)? {
        if !base.is(py.get_type::<PyAny>())
            && base.getattr(intern!(py, "__dict__"))?.contains(attribute)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns a class and its bases. `PyType::mro` would panic if a metaclass raises an exception.
fn bases<'py>(class: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyTuple>> {
    let bases = class.getattr(intern!(class.py(), "__mro__"))?;
    Ok(bases.cast_into::<PyTuple>()?)
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
