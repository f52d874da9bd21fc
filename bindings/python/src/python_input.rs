//! Declarations as Python programs pass them: text as `str`, bytes or a file, or any other value.

use std::borrow::Cow;

use alien_sdk_core::internal::document::{Document, Limits};
use alien_sdk_core::internal::validate::{Input, Replaced};
use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyMemoryView, PyString};

use crate::value_writer::{replace_surrogates, value_document};

/// The size of a text, in bytes, above which other threads can run while the core works on it.
pub const LONG_TEXT: usize = 64 << 10;

/// The number of bytes of a file that are read at a time.
const CHUNK_SIZE: usize = 64 << 10;

/// A declaration that Python code can no longer change: a text, or a copy of a value.
pub enum PythonInput<'a> {
    Text(Cow<'a, str>),
    /// A text in which invalid characters were replaced with U+FFFD.
    Replaced(Cow<'a, str>, Replaced),
    /// A text with more bytes than the limit. Contains the number of bytes, if it is known.
    TooLarge(Option<usize>),
    Value(Document<'static>),
}

impl<'a> PythonInput<'a> {
    /// Reads a declaration: text, the file with the given path, or any other value.
    pub fn new(declaration: &'a Bound<'_, PyAny>, limits: &Limits) -> PyResult<Self> {
        let max_bytes = limits.max_bytes();
        if let Ok(text) = declaration.cast::<PyString>() {
            return Ok(match text.to_str() {
                Ok(text) => Self::Text(text.into()),
                Err(_) => Self::Replaced(replace_surrogates(text)?.into(), Replaced::Surrogates),
            });
        }
        if let Ok(bytes) = declaration.cast::<PyBytes>() {
            return Ok(match bytes.as_bytes() {
                bytes if bytes.len() > max_bytes => Self::TooLarge(Some(bytes.len())),
                bytes => str::from_utf8(bytes)
                    .map_or_else(|_| Self::from_invalid_utf8(bytes), Self::from_text),
            });
        }
        if declaration.is_exact_instance_of::<PyDict>() {
            return Self::from_value(declaration, limits);
        }
        if let Ok(bytes) = declaration.cast::<PyByteArray>() {
            return Ok(match bytes.len() {
                length if length > max_bytes => Self::TooLarge(Some(length)),
                _ => Self::from_bytes(bytes.to_vec()),
            });
        }
        if declaration.is_instance_of::<PyMemoryView>() {
            return Self::from_memoryview(declaration, max_bytes);
        }
        if is_path(declaration) {
            return Self::from_path(declaration, max_bytes);
        }
        Self::from_value(declaration, limits)
    }

    fn from_value(value: &Bound<'_, PyAny>, limits: &Limits) -> PyResult<Self> {
        Ok(Self::Value(value_document(value, *limits)?))
    }

    fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Decodes UTF-8. Bytes that are not valid are replaced.
    fn from_bytes(bytes: Vec<u8>) -> Self {
        String::from_utf8(bytes).map_or_else(
            |error| Self::from_invalid_utf8(error.as_bytes()),
            Self::from_text,
        )
    }

    /// Decodes bytes that are not valid UTF-8.
    fn from_invalid_utf8(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        Self::Replaced(text.into(), Replaced::Bytes)
    }

    fn from_memoryview(view: &Bound<'_, PyAny>, max_bytes: usize) -> PyResult<Self> {
        let py = view.py();
        let length = view.getattr(intern!(py, "nbytes"))?.extract()?;
        if length > max_bytes {
            return Ok(Self::TooLarge(Some(length)));
        }
        let bytes = view.call_method0(intern!(py, "tobytes"))?;
        Ok(Self::from_bytes(
            bytes.cast::<PyBytes>()?.as_bytes().to_vec(),
        ))
    }

    /// Reads the text of a file. At most one byte more than the limit is read, since a file such as `/dev/zero` has no
    /// end.
    fn from_path(path: &Bound<'_, PyAny>, max_bytes: usize) -> PyResult<Self> {
        let open = path.py().import("builtins")?.getattr("open")?;
        let unbuffered = 0;
        let file = open.call1((path, "rb", unbuffered))?;
        let input = Self::from_open_file(&file, max_bytes);
        file.call_method0("close")?;
        input
    }

    fn from_open_file(file: &Bound<'_, PyAny>, max_bytes: usize) -> PyResult<Self> {
        let mut bytes = Vec::new();
        while bytes.len() <= max_bytes {
            let wanted = CHUNK_SIZE.min(max_bytes + 1 - bytes.len());
            let chunk = file.call_method1(intern!(file.py(), "read"), (wanted,))?;
            let chunk = chunk.cast::<PyBytes>()?.as_bytes();
            if chunk.is_empty() {
                return Ok(Self::from_bytes(bytes));
            }
            let reserved = bytes.try_reserve(chunk.len());
            reserved.map_err(|_| PyMemoryError::new_err(()))?;
            bytes.extend_from_slice(chunk);
        }
        // The operating system reports size 0 for devices and pipes, so their size is unknown.
        let size = file_size(file).ok().filter(|size| *size > max_bytes);
        Ok(Self::TooLarge(size))
    }

    /// The text; `None` for a value, and for a text that is too large.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Replaced(text, _) => Some(text),
            Self::TooLarge(_) | Self::Value(_) => None,
        }
    }

    /// The number of bytes of a text, or of nodes of a value.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) | Self::Replaced(text, _) => text.len(),
            Self::TooLarge(_) => 0,
            Self::Value(value) => value.node_count(),
        }
    }

    /// Whether it is a text of more than [`LONG_TEXT`] bytes.
    pub fn is_long_text(&self) -> bool {
        match self {
            Self::Text(text) | Self::Replaced(text, _) => text.len() > LONG_TEXT,
            Self::TooLarge(_) | Self::Value(_) => false,
        }
    }

    /// Returns the declaration as input for the core. A value is moved out, so this can only be called once.
    pub fn core_input(&mut self) -> Input<'_> {
        match self {
            Self::Text(text) => Input::Text(text),
            Self::Replaced(text, reason) => Input::Replaced(text, *reason),
            Self::TooLarge(length) => Input::TooLarge(*length),
            Self::Value(value) => Input::Value(std::mem::take(value)),
        }
    }
}

/// Returns the size of a file in bytes, as the operating system reports it.
fn file_size(file: &Bound<'_, PyAny>) -> PyResult<usize> {
    let stat = file.py().import("os")?.getattr("fstat")?;
    let status = stat.call1((file.call_method0("fileno")?,))?;
    status.getattr("st_size")?.extract()
}

fn is_path(value: &Bound<'_, PyAny>) -> bool {
    // The most common types come first, since looking for an attribute that doesn't exist takes longer than finding one.
    if value.is_exact_instance_of::<PyString>() || value.is_exact_instance_of::<PyDict>() {
        return false;
    }
    let name = intern!(value.py(), "__fspath__");
    value.get_type().hasattr(name).unwrap_or(false)
}

/// Returns a path as text; `None` for any other value.
pub fn path_text(value: &Bound<'_, PyAny>) -> Option<String> {
    if !is_path(value) {
        return None;
    }
    let path = value.call_method0(intern!(value.py(), "__fspath__")).ok()?;
    path.str().ok()?.extract().ok()
}

/// Returns text that was passed to the function `caller` as a `str` or as UTF-8 bytes. Returns a `TypeError` for another
/// type, and a `UnicodeDecodeError` for bytes that are not UTF-8.
pub fn json_text<'py>(text: &Bound<'py, PyAny>, caller: &str) -> PyResult<Bound<'py, PyString>> {
    if let Ok(text) = text.cast::<PyString>() {
        return Ok(text.clone());
    }
    let is_bytes = text.is_instance_of::<PyBytes>()
        || text.is_instance_of::<PyByteArray>()
        || text.is_instance_of::<PyMemoryView>();
    if is_bytes {
        return PyString::from_encoded_object(text, Some(c"utf-8"), None);
    }
    let type_name = text.get_type().name().map(|name| name.to_string());
    let type_name = type_name.unwrap_or_default();
    let message = format!("{caller}() takes JSON or YAML text, not {type_name}");
    Err(PyTypeError::new_err(message))
}
