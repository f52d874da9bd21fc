//! The core as a Python extension module: each function converts in, calls `wire` and converts out.
//!
//! Values and builder calls become nodes of a document where they are passed, so nothing is lost or coerced on the
//! way. Foreign code (a mapping's `items`, a `ref()`) runs before anything is locked: it may use this module again.

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
// This is a function because a `mod` would create its classes before it could refuse the interpreter. `gil_used`: nothing
// here has been tested without the lock.
#[pymodule(gil_used = true)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    interpreter::require_main(module.py())?;
    module.add("__version__", alien_sdk_core::wire::version())?;
    module.add_class::<container::Container>()?;
    module.add_class::<report::Report>()?;
    module.add_class::<resource::Resource>()?;
    module.add_class::<stack::BuiltStack>()?;
    module.add_class::<stack::Stack>()?;
    module.add_function(wrap_pyfunction!(functions::apply_fixes, module)?)?;
    module.add_function(wrap_pyfunction!(functions::catalog, module)?)?;
    module.add_function(wrap_pyfunction!(functions::diff, module)?)?;
    module.add_function(wrap_pyfunction!(functions::explain, module)?)?;
    module.add_function(wrap_pyfunction!(functions::functions, module)?)?;
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
