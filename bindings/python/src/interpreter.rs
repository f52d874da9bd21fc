//! Restricts this module to the main interpreter.

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// CPython numbers interpreters in the order in which they start, and the main interpreter starts first.
const MAIN: i64 = 0;

/// Returns an error in a subinterpreter.
///
/// This module stores its classes and cached objects once per process. If a subinterpreter used it first, all other
/// interpreters would get exceptions of a class that they don't know, and that is destroyed when the subinterpreter
/// ends.
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
