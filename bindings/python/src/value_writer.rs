//! Converts Python values to nodes of a document.
//!
//! No value is coerced or dropped, and none raises an exception: a value that JSON doesn't have becomes a node that
//! says what kind of value it was. Values are copied, so changing one afterwards has no effect.

use alien_sdk_core::internal::document::{Document, Foreign, Limits, Source, Writer, node};
use pyo3::exceptions::PyException;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::buffer_pool;
use crate::built_stack::BuiltStack;
use crate::foreign::{foreign_value, index, is_ordered_iterable, is_unbuilt_resource};
use crate::resource::Resource;

/// Why a value could not be written.
enum WriteError {
    /// The value is larger than a declaration can be.
    TooLarge,
    /// An exception that must not be caught, such as a `KeyboardInterrupt`.
    Raised(PyErr),
}

/// The maximum nesting depth, even if a program sets a higher limit. Values are read recursively, so deeper values
/// would overflow the stack.
const MAX_DEPTH: usize = 1000;

/// Writes Python values to a document.
pub struct ValueWriter {
    writer: Writer<'static>,
    limits: Limits,
    /// The addresses of the objects that contain the one being written.
    ancestors: Vec<usize>,
}

/// Converts a value to a document.
pub fn value_document(value: &Bound<'_, PyAny>, limits: Limits) -> PyResult<Document<'static>> {
    let mut writer = ValueWriter::new(limits);
    writer.write_value(value)?;
    Ok(writer.finish())
}

impl ValueWriter {
    /// Creates an empty document.
    pub fn new(limits: Limits) -> Self {
        Self {
            writer: Writer::new("", Source::Value, buffer_pool::take_input()),
            limits,
            ancestors: buffer_pool::take_ancestors(),
        }
    }

    /// Returns the document.
    pub fn finish(self) -> Document<'static> {
        buffer_pool::return_ancestors(self.ancestors);
        self.writer.finish()
    }

    /// Writes a number.
    pub fn write_number(&mut self, value: f64) {
        self.writer.number(value);
    }

    /// Writes text.
    pub fn write_text(&mut self, text: &str) {
        self.writer.string(text);
    }

    /// Opens an array.
    pub fn open_array(&mut self) {
        self.writer.open(node::ARRAY, 0);
    }

    /// Opens an object. Its members are written next: the key of each member as text, then the value.
    pub fn open_object(&mut self) {
        self.writer.open(node::OBJECT, 0);
    }

    /// Closes the array or object that was opened last.
    pub fn close(&mut self) {
        self.writer.close(0, 0);
    }

    /// Writes a kind of value that JSON doesn't have.
    pub fn write_foreign(&mut self, kind: Foreign) {
        self.writer.foreign(kind);
    }

    /// Writes any value. Only returns an error for an exception that must not be caught, such as a
    /// `KeyboardInterrupt`.
    pub fn write_value(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let mark = self.writer.mark();
        self.ancestors.clear();
        match self.write_nested(value) {
            Ok(()) => Ok(()),
            Err(WriteError::TooLarge) => {
                self.writer.replace(mark, Foreign::TooLarge);
                Ok(())
            }
            Err(WriteError::Raised(error)) => Err(error),
        }
    }

    /// Writes a list, or an iterable whose elements have an order, which is read to its end. Any other value is written as it
    /// is.
    pub fn write_list(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if value.is_exact_instance_of::<PyList>() || !is_ordered_iterable(value)? {
            return self.write_value(value);
        }
        let mark = self.writer.mark();
        self.ancestors.clear();
        match self.write_iterable(value) {
            Ok(()) => Ok(()),
            Err(WriteError::TooLarge) => {
                self.writer.replace(mark, Foreign::TooLarge);
                Ok(())
            }
            Err(WriteError::Raised(error)) => Err(error),
        }
    }

    fn write_iterable(&mut self, iterable: &Bound<'_, PyAny>) -> Result<(), WriteError> {
        self.open_array();
        for element in iterable.try_iter().map_err(WriteError::Raised)? {
            self.write_nested(&element.map_err(WriteError::Raised)?)?;
            // An iterable may be endless.
            self.check_size()?;
        }
        self.close();
        self.check_size()
    }

    fn write_nested(&mut self, value: &Bound<'_, PyAny>) -> Result<(), WriteError> {
        // The most common types come first. Checking for an exact type is the fastest check.
        if let Ok(text) = value.cast_exact::<PyString>() {
            self.write_string(text)
        } else if let Ok(integer) = value.cast_exact::<PyInt>() {
            self.writer.number(nearest_float(integer));
            Ok(())
        } else if value.is_exact_instance_of::<PyDict>() {
            self.write_compound(value)
        } else {
            self.write_other(value)
        }
    }

    fn write_other(&mut self, value: &Bound<'_, PyAny>) -> Result<(), WriteError> {
        if let Ok(text) = value.cast::<PyString>() {
            self.write_string(text)
        } else if let Ok(value) = value.cast::<PyBool>() {
            self.writer.bool(value.is_true());
            Ok(())
        } else if let Ok(integer) = value.cast::<PyInt>() {
            self.writer.number(nearest_float(integer));
            Ok(())
        } else if let Ok(float) = value.cast::<PyFloat>() {
            self.writer.number(float.value());
            Ok(())
        } else if value.is_none() {
            self.writer.leaf(node::NULL, 0, 0);
            Ok(())
        } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            self.write_compound(value)
        } else if let Some(integer) = index(value).map_err(WriteError::Raised)? {
            self.writer.number(nearest_float(&integer));
            Ok(())
        } else {
            self.write_compound(value)
        }
    }

    fn write_string(&mut self, text: &Bound<'_, PyString>) -> Result<(), WriteError> {
        match text.to_str() {
            // A text that is too large is rejected before it is copied.
            Ok(text) if text.len() > self.limits.max_bytes() => return Err(WriteError::TooLarge),
            Ok(text) => {
                self.writer.string(text);
            }
            Err(_) => {
                let text = replace_surrogates(text).map_err(WriteError::Raised)?;
                let id = self.writer.string(&text);
                self.writer.flag(id, node::SURROGATE);
            }
        }
        self.check_size()
    }

    fn check_size(&self) -> Result<(), WriteError> {
        if self.writer.is_full(&self.limits) {
            Err(WriteError::TooLarge)
        } else {
            Ok(())
        }
    }

    fn write_compound(&mut self, value: &Bound<'_, PyAny>) -> Result<(), WriteError> {
        let address = value.as_ptr().addr();
        if self.ancestors.contains(&address) {
            return self.write_placeholder(Foreign::Cycle);
        }
        if self.ancestors.len() >= self.limits.depth.min(MAX_DEPTH) {
            return self.write_placeholder(Foreign::TooDeep);
        }
        self.ancestors.push(address);
        let mark = self.writer.mark();
        let result = self.write_contents(value);
        self.ancestors.pop();
        match result {
            Err(WriteError::Raised(error)) if error.is_instance_of::<PyException>(value.py()) => {
                self.writer.replace(mark, Foreign::Threw);
                Ok(())
            }
            result => result,
        }
    }

    fn write_placeholder(&mut self, kind: Foreign) -> Result<(), WriteError> {
        self.writer.foreign(kind);
        self.check_size()
    }

    fn write_contents(&mut self, value: &Bound<'_, PyAny>) -> Result<(), WriteError> {
        if let Ok(dict) = value.cast_exact::<PyDict>() {
            // The items are collected first, since reading a value may run code that changes the dict.
            let mut members = Vec::with_capacity(dict.len());
            members.extend(dict.iter());
            return self.write_members(members);
        }
        if let Ok(list) = value.cast::<PyList>() {
            return self.write_elements(list.iter());
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            return self.write_elements(tuple.iter());
        }
        if let Ok(resource) = value.cast::<Resource>() {
            let config = resource
                .get()
                .config(value.py())
                .map_err(WriteError::Raised)?;
            return self.write_members(config.iter().collect());
        }
        if let Ok(stack) = value.cast::<BuiltStack>() {
            let config = stack.get().config(value.py()).map_err(WriteError::Raised)?;
            return self.write_members(config.iter().collect());
        }
        if is_unbuilt_resource(value).map_err(WriteError::Raised)? {
            let reference = value.call_method0(intern!(value.py(), "ref"));
            return self.write_nested(&reference.map_err(WriteError::Raised)?);
        }
        match foreign_value(value).map_err(WriteError::Raised)? {
            Some((kind, name)) => {
                self.writer.foreign_of_type(kind, &name);
                self.check_size()
            }
            None => self.write_members(mapping_items(value).map_err(WriteError::Raised)?),
        }
    }

    fn write_elements<'py>(
        &mut self,
        elements: impl Iterator<Item = Bound<'py, PyAny>>,
    ) -> Result<(), WriteError> {
        self.open_array();
        for element in elements {
            self.write_nested(&element)?;
        }
        self.close();
        self.check_size()
    }

    fn write_members(
        &mut self,
        members: Vec<(Bound<'_, PyAny>, Bound<'_, PyAny>)>,
    ) -> Result<(), WriteError> {
        self.open_object();
        for (key, value) in members {
            match key
                .cast_exact::<PyString>()
                .or_else(|_| key.cast::<PyString>())
            {
                Ok(key) => {
                    self.write_string(key)?;
                    self.write_nested(&value)?;
                }
                Err(_) => {
                    let text = key_text(&key).map_err(WriteError::Raised)?;
                    self.writer.string(&text);
                    self.writer.foreign(Foreign::Keyed);
                }
            }
        }
        self.close();
        self.check_size()
    }
}

/// Returns the float that is nearest to an integer, or an infinity if the integer is too large for a float.
fn nearest_float(integer: &Bound<'_, PyInt>) -> f64 {
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

/// Replaces every surrogate of a string with U+FFFD. Unlike in UTF-16, two surrogates in a Python string are never one
/// character.
pub fn replace_surrogates(text: &Bound<'_, PyString>) -> PyResult<String> {
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

/// Returns the items of a mapping by calling its `items` method.
fn mapping_items<'py>(
    mapping: &Bound<'py, PyAny>,
) -> PyResult<Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>> {
    let items = mapping.call_method0(intern!(mapping.py(), "items"))?;
    items.try_iter()?.map(|item| item?.extract()).collect()
}

/// Returns the text that stands for a key that is not a string: the `repr` of a value of a built-in type, otherwise the
/// name of its type. No Python code of the program is run.
fn key_text(key: &Bound<'_, PyAny>) -> PyResult<String> {
    let is_built_in = key.is_none()
        || key.is_exact_instance_of::<PyInt>()
        || key.is_exact_instance_of::<PyFloat>()
        || key.is_exact_instance_of::<PyBool>()
        || key.is_exact_instance_of::<PyBytes>();
    match is_built_in.then(|| key.repr()) {
        // `repr` raises a `ValueError` for an integer with thousands of digits. Then the name of the type is used.
        Some(Ok(repr)) => Ok(repr.to_str()?.to_owned()),
        _ => Ok(format!("<{}>", key.get_type().name()?.to_str()?)),
    }
}
