//! The one interpreter that this module works in.

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// CPython numbers interpreters in the order in which they start, and the main one is the first.
const MAIN: i64 = 0;

/// Refuses a subinterpreter.
///
/// This module keeps its classes, and the objects that it has looked up, once per process. If a subinterpreter used it first,
/// all other interpreters would get errors of a class that they don't know and that is gone when the subinterpreter ends.
pub fn require_main(_attached: Python<'_>) -> PyResult<()> {
    // SAFETY: both functions need an attached thread, which the argument proves, and neither keeps or frees anything.
    #[allow(unsafe_code)]
    let id = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    if id == MAIN {
        return Ok(());
    }
    Err(PyImportError::new_err(
        "alien can be imported in the main interpreter only, not in a subinterpreter; under mod_wsgi, set \
         `WSGIApplicationGroup %{GLOBAL}`",
    ))
}
