//! The core as a Python extension module. Each function converts its arguments, calls `wire` and converts the
//! result.
//!
//! Values and the arguments of builder calls are converted to a document when they are passed, so nothing is lost
//! or coerced. Python code (such as a mapping's `items` or a `ref()`) runs before anything is locked, since it may
//! use this module.

mod calls;
mod container;
mod functions;
mod interpreter;
mod methods;
mod options;
mod plain;
mod report;
mod resource;
mod sites;
mod spare;
mod stack;
mod taken;
mod values;

use pyo3::prelude::*;

/// The compiled part of `alien`.
// This is a function, since a `mod` would create its classes before it could reject the interpreter. `gil_used` is
// set since nothing here has been tested without the GIL.
#[pymodule(gil_used = true)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    interpreter::require_main(module.py())?;
    module.add(
        "__version__",
        alien_sdk_core::internal::functions::version(),
    )?;
    module.add_class::<container::Container>()?;
    module.add_class::<report::Report>()?;
    module.add_class::<resource::Resource>()?;
    module.add_class::<stack::BuiltStack>()?;
    module.add_class::<stack::Stack>()?;
    module.add_function(wrap_pyfunction!(functions::apply_fixes, module)?)?;
    module.add_function(wrap_pyfunction!(functions::catalog, module)?)?;
    module.add_function(wrap_pyfunction!(functions::diff, module)?)?;
    module.add_function(wrap_pyfunction!(functions::explain, module)?)?;
    module.add_function(wrap_pyfunction!(functions::function_names, module)?)?;
    module.add_function(wrap_pyfunction!(functions::json_schema, module)?)?;
    module.add_function(wrap_pyfunction!(functions::masked, module)?)?;
    module.add_function(wrap_pyfunction!(functions::normalise, module)?)?;
    module.add_function(wrap_pyfunction!(functions::read, module)?)?;
    module.add_function(wrap_pyfunction!(functions::state_outputs, module)?)?;
    module.add_function(wrap_pyfunction!(functions::validate, module)?)?;
    module.add_function(wrap_pyfunction!(functions::validate_update, module)?)?;
    module.add_function(wrap_pyfunction!(report::restore_report, module)?)?;
    module.add_function(wrap_pyfunction!(resource::declared, module)?)?;
    module.add_function(wrap_pyfunction!(resource::restore_resource, module)?)?;
    module.add_function(wrap_pyfunction!(sites::track_calls, module)?)?;
    module.add_function(wrap_pyfunction!(stack::restore_stack, module)?)
}
