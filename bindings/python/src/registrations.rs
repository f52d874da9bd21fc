//! Adds the classes and functions of this crate to the Python module. Written by `cargo xtask generate`.

use pyo3::prelude::*;

#[rustfmt::skip]
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<crate::built_stack::BuiltStack>()?;
    module.add_class::<crate::container::Container>()?;
    module.add_class::<crate::diagnostics::Related>()?;
    module.add_class::<crate::diagnostics::Diagnostic>()?;
    module.add_class::<crate::fixes::Edit>()?;
    module.add_class::<crate::fixes::TextEdit>()?;
    module.add_class::<crate::fixes::Fix>()?;
    module.add_class::<crate::places::Position>()?;
    module.add_class::<crate::places::Range>()?;
    module.add_class::<crate::places::Call>()?;
    module.add_class::<crate::report::Report>()?;
    module.add_class::<crate::resource::Resource>()?;
    module.add_class::<crate::stack::Stack>()?;
    module.add_function(wrap_pyfunction!(crate::arguments::unknown_keyword_of_python, module)?)?;
    module.add_function(wrap_pyfunction!(crate::built_stack::restore_stack, module)?)?;
    module.add_function(wrap_pyfunction!(crate::call_sites::track_calls, module)?)?;
    module.add_function(wrap_pyfunction!(crate::command_line::run_command_line, module)?)?;
    module.add_function(wrap_pyfunction!(crate::edits::apply_fix, module)?)?;
    module.add_function(wrap_pyfunction!(crate::edits::edit, module)?)?;
    module.add_function(wrap_pyfunction!(crate::edits::remove, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::validate, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::validate_update, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::diff, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::state_outputs, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::masked, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::normalise, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::read_container, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::read_stack, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::apply_fixes, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::explain, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::catalog, module)?)?;
    module.add_function(wrap_pyfunction!(crate::functions::json_schema, module)?)?;
    module.add_function(wrap_pyfunction!(crate::pickled_builder::restore_builder, module)?)?;
    module.add_function(wrap_pyfunction!(crate::render::render, module)?)?;
    module.add_function(wrap_pyfunction!(crate::report::restore_report, module)?)?;
    module.add_function(wrap_pyfunction!(crate::resource::restore_resource, module)?)?;
    module.add_function(wrap_pyfunction!(crate::resource::declare_resource, module)?)?;
    Ok(())
}
