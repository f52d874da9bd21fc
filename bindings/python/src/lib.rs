//! The core as a Python extension module. Each function converts its arguments, calls a function of the core and
//! converts the result.
//!
//! Values and the arguments of builder calls are converted to a document when they are passed, so nothing is lost or
//! coerced. Converting a value may run Python code, such as the `items` method of a mapping. That code may use the same
//! builder, so no lock is held while it runs.

mod arguments;
mod buffer_pool;
mod builder;
mod built;
mod built_stack;
mod call_sites;
mod calls;
mod command_line;
mod container;
mod diagnostics;
mod edits;
mod fixes;
mod foreign;
mod functions;
mod interpreter;
mod json;
mod pickled_builder;
mod pickled_call;
mod places;
mod python_input;
mod read_options;
mod record;
mod registrations;
mod render;
mod report;
mod resource;
mod stack;
mod value_writer;

use pyo3::prelude::*;

/// The compiled part of `alien`.
// This is a function and not a `mod`, since a `mod` creates the classes before any code can reject the interpreter.
// `gil_used` is set, since nothing here has been tested without the GIL.
#[pymodule(gil_used = true)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    interpreter::require_main_interpreter(module.py())?;
    module.add(
        "__version__",
        alien_sdk_core::internal::functions::version(),
    )?;
    registrations::register(module)
}
