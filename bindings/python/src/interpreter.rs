//! The one interpreter that this module works in.

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// CPython numbers interpreters in the order in which they start, and the main one is the first.
const MAIN: i64 = 0;

/// Refuses a subinterpreter.
///
/// Classes and what the functions of this module have looked up are kept for the whole process: an error that was raised
/// in one interpreter would be of a class that the others don't know, and that is gone with the first.
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
