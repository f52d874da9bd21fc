//! Restricts this module to the main interpreter.

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// The ID of the main interpreter. It starts first, and CPython counts interpreters from 0.
const MAIN_INTERPRETER: i64 = 0;

/// Returns an error if the current interpreter is a subinterpreter.
///
/// This module stores its classes and cached objects once per process. If a subinterpreter imported it first, all other
/// interpreters would get exceptions of that subinterpreter's classes, which their own `except` clauses don't match,
/// and these classes would be destroyed when the subinterpreter ends.
pub fn require_main_interpreter(_attached: Python<'_>) -> PyResult<()> {
    // SAFETY: both functions must be called by an attached thread. The argument proves that this thread is attached.
    // Neither function takes or releases a reference.
    #[allow(unsafe_code)]
    let id = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    if id == MAIN_INTERPRETER {
        return Ok(());
    }
    Err(PyImportError::new_err(
        "alien can be imported in the main interpreter only, not in a subinterpreter; under mod_wsgi, set \
         `WSGIApplicationGroup %{GLOBAL}`",
    ))
}
