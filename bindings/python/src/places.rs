//! Where a problem is: positions and ranges of a text, and builder calls.

use alien_sdk_core::internal::wire;
use pyo3::prelude::*;

use crate::record::{self, Arguments};

/// A position in a text: a line and a character in that line, both counted from 0. Characters are UTF-16 code units
/// unless the option `units` says otherwise.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq, Hash)]
pub struct Position(wire::Position);

#[pymethods]
impl Position {
    // def __new__(cls, *, line: int, character: int) -> Self
    #[new]
    #[pyo3(signature = (*, line, character))]
    fn new(line: u32, character: u32) -> Self {
        Self(wire::Position { line, character })
    }

    /// The line, counted from 0.
    // def line(self) -> int
    #[getter]
    fn line(&self) -> u32 {
        self.0.line
    }

    /// The character in the line, counted from 0.
    // def character(self) -> int
    #[getter]
    fn character(&self) -> u32 {
        self.0.character
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &["line", "character"])
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &["line", "character"])
    }
}

/// A range in a text, from `start` up to but not including `end`.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq, Hash)]
pub struct Range(pub wire::Range);

#[pymethods]
impl Range {
    // def __new__(cls, *, start: Position, end: Position) -> Self
    #[new]
    #[pyo3(signature = (*, start, end))]
    fn new(start: &Bound<'_, Position>, end: &Bound<'_, Position>) -> Self {
        Self(wire::Range {
            start: start.get().0,
            end: end.get().0,
        })
    }

    /// The first character.
    // def start(self) -> Position
    #[getter]
    fn start(&self) -> Position {
        Position(self.0.start)
    }

    /// The character after the last one.
    // def end(self) -> Position
    #[getter]
    fn end(&self) -> Position {
        Position(self.0.end)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &["start", "end"])
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &["start", "end"])
    }
}

const CALL: [&str; 6] = ["method", "number", "text", "file", "line", "column"];

/// A builder call.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq, Hash)]
pub struct Call(pub wire::Call);

#[pymethods]
impl Call {
    // def __new__(
    //     cls,
    //     *,
    //     method: str,
    //     number: int,
    //     text: str,
    //     file: str | None = None,
    //     line: int | None = None,
    //     column: int | None = None,
    // ) -> Self
    #[new]
    #[pyo3(signature = (*, method, number, text, file=None, line=None, column=None))]
    fn new(
        method: String,
        number: u32,
        text: String,
        file: Option<String>,
        line: Option<u32>,
        column: Option<u32>,
    ) -> Self {
        Self(wire::Call {
            method: method.into(),
            number,
            text,
            file,
            line,
            column,
        })
    }

    /// The camelCase name of the method; `new` for the constructor.
    // def method(self) -> str
    #[getter]
    fn method(&self) -> &str {
        &self.0.method
    }

    /// The index of the call; the constructor has index 0. In a stack, the calls of a builder come before the call that
    /// adds it.
    // def number(self) -> int
    #[getter]
    fn number(&self) -> u32 {
        self.0.number
    }

    /// The call as source code, such as `.port(70000)`. Only strings, numbers and booleans are shown as arguments.
    // def text(self) -> str
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    /// The file that contains the call, if known.
    // def file(self) -> str | None
    #[getter]
    fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// The line of the call, counted from 1.
    // def line(self) -> int | None
    #[getter]
    fn line(&self) -> Option<u32> {
        self.0.line
    }

    /// The column of the call, counted from 1.
    // def column(self) -> int | None
    #[getter]
    fn column(&self) -> Option<u32> {
        self.0.column
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &CALL)
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &CALL)
    }
}
