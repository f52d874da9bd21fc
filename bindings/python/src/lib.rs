//! The core as a Python extension module: each function converts in, calls `wire` and converts out.
//!
//! Values and builder calls become nodes of a document where they are passed, so nothing is lost or coerced on the
//! way. Foreign code (a mapping's `items`, a `ref()`) runs before anything is locked: it may use this module again.

mod calls;
mod container;
mod functions;
mod methods;
mod options;
mod plain;
mod report;
mod resource;
mod sites;
mod spare;
mod stack;
mod values;

use pyo3::prelude::pymodule;

/// The compiled part of `alien`.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::container::Container;
    #[pymodule_export]
    use crate::functions::{
        apply_fixes, catalog, diff, explain, functions, json_schema, masked, normalise, read,
        state_outputs, validate, validate_update,
    };
    #[pymodule_export]
    use crate::report::{Report, restore_report};
    #[pymodule_export]
    use crate::resource::{Resource, declared, restore_resource};
    #[pymodule_export]
    use crate::sites::track_calls;
    #[pymodule_export]
    use crate::stack::{BuiltStack, Stack, restore_stack};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", alien_sdk_core::wire::version())
    }
}
