//! Converts Python values to nodes of a document.
//!
//! Nothing is coerced, dropped or raised: a value that JSON doesn't have becomes a node with its kind. A value is
//! copied when it is passed, so changing it afterwards has no effect.

use alien_sdk_core::internal::document::{Document, Foreign, Limits, Source, Writer, node};
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyCFunction, PyDict, PyFloat, PyFunction, PyInt, PyList,
    PyMemoryView, PyString, PyTuple, PyType,
};
use pyo3::{Borrowed, intern};

use crate::plain;
use crate::resource::Resource;
use crate::spare;
use crate::stack::BuiltStack;

/// Why writing a value stopped.
enum Stop {
    /// The value is larger than a declaration can be.
    TooLarge,
    /// An exception that must not be caught, such as a `KeyboardInterrupt`.
    Raised(PyErr),
}

/// The maximum nesting depth. No limit can exceed it, since values are read recursively.
const DEEPEST: usize = 1000;

/// Writes values to a document.
pub struct Values {
    writer: Writer<'static>,
    limits: Limits,
    /// The addresses of the objects that contain the one being written.
    around: Vec<usize>,
}

impl Values {
    /// Creates an empty document.
    pub fn new(limits: Limits) -> Self {
        let writer = Writer::new("", Source::Value, spare::input());
        let around = spare::around();
        Self {
            writer,
            limits,
            around,
        }
    }

    /// Returns the document.
    pub fn finish(self) -> Document<'static> {
        spare::keep_around(self.around);
        self.writer.finish()
    }

    /// Writes a number.
    pub fn number(&mut self, value: f64) {
        self.writer.number(value);
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) {
        self.writer.string(text);
    }

    /// Opens an array.
    pub fn open_array(&mut self) {
        self.writer.open(node::ARRAY, 0);
    }

    /// Opens an object. Then write its names, each followed by a value.
    pub fn open_object(&mut self) {
        self.writer.open(node::OBJECT, 0);
    }

    /// Closes the last array or object that was opened.
    pub fn close(&mut self) {
        self.writer.close(0, 0);
    }

    /// Writes a kind of value that JSON doesn't have.
    pub fn foreign(&mut self, kind: Foreign) {
        self.writer.foreign(kind);
    }

    /// Writes any value. Only fails with an exception that must not be caught.
    pub fn value(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let mark = self.writer.mark();
        self.around.clear();
        match self.any(value) {
            Ok(()) => Ok(()),
            Err(Stop::TooLarge) => {
                self.writer.replace(mark, Foreign::TooLarge);
                Ok(())
            }
            Err(Stop::Raised(error)) => Err(error),
        }
    }

    fn any(&mut self, value: &Bound<'_, PyAny>) -> Result<(), Stop> {
        // Exact types come first, since checking them needs no call.
        if let Ok(text) = value.cast_exact::<PyString>() {
            self.string(text)
        } else if let Ok(integer) = value.cast_exact::<PyInt>() {
            self.writer.number(double(integer));
            Ok(())
        } else if value.is_exact_instance_of::<PyDict>() {
            self.object(value)
        } else {
            self.other(value)
        }
    }

    fn other(&mut self, value: &Bound<'_, PyAny>) -> Result<(), Stop> {
        if let Ok(text) = value.cast::<PyString>() {
            self.string(text)
        } else if let Ok(value) = value.cast::<PyBool>() {
            self.writer.bool(value.is_true());
            Ok(())
        } else if let Ok(integer) = value.cast::<PyInt>() {
            self.writer.number(double(integer));
            Ok(())
        } else if let Ok(float) = value.cast::<PyFloat>() {
            self.writer.number(float.value());
            Ok(())
        } else if value.is_none() {
            self.writer.leaf(node::NULL, 0, 0);
            Ok(())
        } else {
            self.object(value)
        }
    }

    fn string(&mut self, text: &Bound<'_, PyString>) -> Result<(), Stop> {
        match text.to_str() {
            // Rejected before it is copied.
            Ok(text) if text.len() > self.limits.most_bytes() => return Err(Stop::TooLarge),
            Ok(text) => {
                self.writer.string(text);
            }
            Err(_) => {
                let replaced = replaced(text).map_err(Stop::Raised)?;
                let id = self.writer.string(&replaced);
                self.writer.flag(id, node::SURROGATE);
            }
        }
        self.unless_full()
    }

    fn unless_full(&self) -> Result<(), Stop> {
        if self.writer.is_full(&self.limits) {
            Err(Stop::TooLarge)
        } else {
            Ok(())
        }
    }

    fn object(&mut self, value: &Bound<'_, PyAny>) -> Result<(), Stop> {
        let address = value.as_ptr().addr();
        if self.around.contains(&address) {
            return self.instead(Foreign::Cycle);
        }
        if self.around.len() >= self.limits.depth.min(DEEPEST) {
            return self.instead(Foreign::TooDeep);
        }
        self.around.push(address);
        let mark = self.writer.mark();
        let written = self.inside(value);
        self.around.pop();
        match written {
            Err(Stop::Raised(error)) if error.is_instance_of::<PyException>(value.py()) => {
                self.writer.replace(mark, Foreign::Threw);
                Ok(())
            }
            written => written,
        }
    }

    fn instead(&mut self, kind: Foreign) -> Result<(), Stop> {
        self.writer.foreign(kind);
        self.unless_full()
    }

    fn inside(&mut self, value: &Bound<'_, PyAny>) -> Result<(), Stop> {
        if let Ok(dict) = value.cast_exact::<PyDict>() {
            // Collected first, since code that runs while a value is read may change the dict.
            let mut members = Vec::with_capacity(dict.len());
            members.extend(dict.iter());
            return self.members(members);
        }
        if let Ok(list) = value.cast::<PyList>() {
            return self.elements(list.iter());
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            return self.elements(tuple.iter());
        }
        if let Ok(resource) = value.cast::<Resource>() {
            let config = resource.get().config(value.py()).map_err(Stop::Raised)?;
            return self.members(config.iter().collect());
        }
        if let Ok(stack) = value.cast::<BuiltStack>() {
            let config = plain::dict(value.py(), stack.get().json()).map_err(Stop::Raised)?;
            return self.members(config.iter().collect());
        }
        match foreign(value).map_err(Stop::Raised)? {
            Some(kind) => self.instead(kind),
            None => self.members(items(value).map_err(Stop::Raised)?),
        }
    }

    fn elements<'py>(
        &mut self,
        elements: impl Iterator<Item = Bound<'py, PyAny>>,
    ) -> Result<(), Stop> {
        self.open_array();
        for element in elements {
            self.any(&element)?;
        }
        self.close();
        self.unless_full()
    }

    fn members(&mut self, members: Vec<(Bound<'_, PyAny>, Bound<'_, PyAny>)>) -> Result<(), Stop> {
        self.open_object();
        for (key, value) in members {
            match key
                .cast_exact::<PyString>()
                .or_else(|_| key.cast::<PyString>())
            {
                Ok(name) => {
                    self.string(name)?;
                    self.any(&value)?;
                }
                Err(_) => {
                    let name = shown(&key).map_err(Stop::Raised)?;
                    self.writer.string(&name);
                    self.writer.foreign(Foreign::Keyed);
                }
            }
        }
        self.close();
        self.unless_full()
    }
}

/// Returns the nearest float, or infinity if the integer is too large.
fn double(integer: &Bound<'_, PyInt>) -> f64 {
    if let Ok(small) = integer.extract::<i64>() {
        return small as f64;
    }
    integer
        .extract::<f64>()
        .unwrap_or_else(|_| match integer.lt(0) {
            Ok(true) => f64::NEG_INFINITY,
            _ => f64::INFINITY,
        })
}

/// Replaces every surrogate with U+FFFD. In Python, surrogates never form pairs.
pub fn replaced(text: &Bound<'_, PyString>) -> PyResult<String> {
    let py = text.py();
    let arguments = (intern!(py, "utf-32-le"), intern!(py, "surrogatepass"));
    let encoded = text.call_method1(intern!(py, "encode"), arguments)?;
    let encoded = encoded.cast::<PyBytes>()?;
    let (units, _) = encoded.as_bytes().as_chunks::<4>();
    let characters = units.iter().map(|unit| {
        char::from_u32(u32::from_le_bytes(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    Ok(characters.collect())
}

/// Returns the items of a mapping other than a plain dict, by calling its `items`.
fn items<'py>(
    mapping: &Bound<'py, PyAny>,
) -> PyResult<Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>> {
    let items = mapping.call_method0(intern!(mapping.py(), "items"))?;
    items.try_iter()?.map(|item| item?.extract()).collect()
}

/// The kind of a value that JSON doesn't have; `None` for a mapping.
fn foreign(value: &Bound<'_, PyAny>) -> PyResult<Option<Foreign>> {
    static MAPPING: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static METHOD: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = value.py();
    let is_bytes = value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
        || value.is_instance_of::<PyMemoryView>();
    let is_function = value.is_instance_of::<PyFunction>()
        || value.is_instance_of::<PyCFunction>()
        || value
            .get_type()
            .is(METHOD.import(py, "types", "MethodType")?);
    Ok(if is_bytes {
        Some(Foreign::Bytes)
    } else if is_function {
        Some(Foreign::Function)
    } else if value.is_instance_of::<PyDict>()
        || value.is_instance(MAPPING.import(py, "collections.abc", "Mapping")?)?
    {
        None
    } else if is_decimal(value)? {
        Some(Foreign::Decimal)
    } else {
        Some(Foreign::Instance)
    })
}

/// Whether a value is a `decimal.Decimal`. There can be none if the module has not been imported.
fn is_decimal(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = value.py();
    let modules = py
        .import(intern!(py, "sys"))?
        .getattr(intern!(py, "modules"))?;
    match modules.cast::<PyDict>()?.get_item(intern!(py, "decimal"))? {
        Some(decimal) => value.is_instance(&decimal.getattr(intern!(py, "Decimal"))?),
        None => Ok(false),
    }
}

/// Formats a key that is not a string. It is shown in full if it is short and formatting it runs no Python code.
fn shown(key: &Bound<'_, PyAny>) -> PyResult<String> {
    let is_plain = key.is_none()
        || key.is_exact_instance_of::<PyInt>()
        || key.is_exact_instance_of::<PyFloat>()
        || key.is_exact_instance_of::<PyBool>()
        || key.is_exact_instance_of::<PyBytes>();
    match is_plain.then(|| key.repr()) {
        // An integer with thousands of digits has no `repr`.
        Some(Ok(repr)) => Ok(repr.to_str()?.to_owned()),
        _ => Ok(format!("<{}>", key.get_type().name()?.to_str()?)),
    }
}

/// An optional argument. Leaving it out is not the same as passing `None`.
pub struct Given<'a, 'py>(pub Option<Borrowed<'a, 'py, PyAny>>);

impl<'a, 'py> FromPyObject<'a, 'py> for Given<'a, 'py> {
    type Error = std::convert::Infallible;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> Result<Self, Self::Error> {
        Ok(Self(Some(value)))
    }
}
