//! Declarations as they are passed: JSON text in all its forms, files, and values.

use std::borrow::Cow;

use alien_sdk_core::internal::document::{Document, Limits};
use alien_sdk_core::internal::validate::{Input, Replaced};
use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyMemoryView, PyString};

use crate::values::{Values, replaced};

/// The size of text, in bytes, above which other threads can run during validation.
pub const LONG: usize = 64 << 10;

/// The number of bytes of a file that are read at a time.
const CHUNK: usize = 64 << 10;

/// A copy of a declaration at the time when it was passed.
pub enum Taken<'a> {
    Text(Cow<'a, str>),
    Replaced(Cow<'a, str>, Replaced),
    /// Text of more bytes than the limit, and the number of bytes, if known.
    TooLarge(Option<usize>),
    Value(Document<'static>),
}

impl<'a> Taken<'a> {
    /// Reads a declaration: JSON text, or the file that a path names, or a value.
    pub fn new(declaration: &'a Bound<'_, PyAny>, limits: &Limits) -> PyResult<Self> {
        let most = limits.most_bytes();
        if let Ok(text) = declaration.cast::<PyString>() {
            return Ok(match text.to_str() {
                Ok(text) => Self::Text(text.into()),
                Err(_) => Self::Replaced(replaced(text)?.into(), Replaced::Surrogates),
            });
        }
        if let Ok(bytes) = declaration.cast::<PyBytes>() {
            return Ok(match bytes.as_bytes() {
                bytes if bytes.len() > most => Self::TooLarge(Some(bytes.len())),
                bytes => str::from_utf8(bytes).map_or_else(|_| lossy(bytes), Self::of),
            });
        }
        if declaration.is_exact_instance_of::<PyDict>() {
            return Self::value(declaration, limits);
        }
        if let Ok(bytes) = declaration.cast::<PyByteArray>() {
            return Ok(match bytes.len() {
                length if length > most => Self::TooLarge(Some(length)),
                _ => Self::bytes(bytes.to_vec()),
            });
        }
        if declaration.is_instance_of::<PyMemoryView>() {
            return Self::view(declaration, most);
        }
        if is_path(declaration) {
            return Self::file(declaration, most);
        }
        Self::value(declaration, limits)
    }

    fn value(value: &Bound<'_, PyAny>, limits: &Limits) -> PyResult<Self> {
        let mut values = Values::new(*limits);
        values.value(value)?;
        Ok(Self::Value(values.finish()))
    }

    fn of(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Decodes UTF-8 text, replacing invalid bytes.
    fn bytes(bytes: Vec<u8>) -> Self {
        String::from_utf8(bytes).map_or_else(|error| lossy(error.as_bytes()), Self::of)
    }

    fn view(view: &Bound<'_, PyAny>, most: usize) -> PyResult<Self> {
        let py = view.py();
        let length = view.getattr(intern!(py, "nbytes"))?.extract()?;
        if length > most {
            return Ok(Self::TooLarge(Some(length)));
        }
        let bytes = view.call_method0(intern!(py, "tobytes"))?;
        Ok(Self::bytes(bytes.cast::<PyBytes>()?.as_bytes().to_vec()))
    }

    /// Reads the text of a file. The file may be endless, so at most one byte more than the limit is read.
    fn file(path: &Bound<'_, PyAny>, most: usize) -> PyResult<Self> {
        let open = path.py().import("builtins")?.getattr("open")?;
        let unbuffered = 0;
        let file = open.call1((path, "rb", unbuffered))?;
        let taken = Self::opened(&file, most);
        file.call_method0("close")?;
        taken
    }

    fn opened(file: &Bound<'_, PyAny>, most: usize) -> PyResult<Self> {
        let mut bytes = Vec::new();
        while bytes.len() <= most {
            let wanted = CHUNK.min(most + 1 - bytes.len());
            let chunk = file.call_method1(intern!(file.py(), "read"), (wanted,))?;
            let chunk = chunk.cast::<PyBytes>()?.as_bytes();
            if chunk.is_empty() {
                return Ok(Self::bytes(bytes));
            }
            let room = bytes.try_reserve(chunk.len());
            room.map_err(|_| PyMemoryError::new_err(()))?;
            bytes.extend_from_slice(chunk);
        }
        // Devices and pipes have size 0.
        let size = size(file).ok().filter(|size| *size > most);
        Ok(Self::TooLarge(size))
    }

    /// The number of bytes or nodes.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) | Self::Replaced(text, _) => text.len(),
            Self::TooLarge(_) => 0,
            Self::Value(value) => value.node_count(),
        }
    }

    pub fn is_long_text(&self) -> bool {
        match self {
            Self::Text(text) | Self::Replaced(text, _) => text.len() > LONG,
            Self::TooLarge(_) | Self::Value(_) => false,
        }
    }

    /// Returns the declaration as input for the core. A value can only be taken once.
    pub fn input(&mut self) -> Input<'_> {
        match self {
            Self::Text(text) => Input::Text(text),
            Self::Replaced(text, what) => Input::Replaced(text, *what),
            Self::TooLarge(length) => Input::TooLarge(*length),
            Self::Value(value) => Input::Value(std::mem::take(value)),
        }
    }
}

/// Decodes bytes that are not valid UTF-8.
fn lossy<'a>(bytes: &[u8]) -> Taken<'a> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    Taken::Replaced(text.into(), Replaced::Bytes)
}

/// The size of a file in bytes, according to the operating system.
fn size(file: &Bound<'_, PyAny>) -> PyResult<usize> {
    let stat = file.py().import("os")?.getattr("fstat")?;
    let status = stat.call1((file.call_method0("fileno")?,))?;
    status.getattr("st_size")?.extract()
}

fn is_path(value: &Bound<'_, PyAny>) -> bool {
    let name = intern!(value.py(), "__fspath__");
    value.get_type().hasattr(name).unwrap_or(false)
}

/// Returns JSON text that was passed as a string or as UTF-8 bytes.
pub fn text_of<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    if let Ok(text) = text.cast::<PyString>() {
        return Ok(text.clone());
    }
    let is_bytes = text.is_instance_of::<PyBytes>()
        || text.is_instance_of::<PyByteArray>()
        || text.is_instance_of::<PyMemoryView>();
    if is_bytes {
        return PyString::from_encoded_object(text, Some(c"utf-8"), None);
    }
    let kind = text.get_type().name().map(|name| name.to_string());
    let kind = kind.unwrap_or_default();
    let message = format!("apply_fixes() takes JSON text, not {kind}");
    Err(PyTypeError::new_err(message))
}
