//! Restores pickled builders.

use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::builder;
use crate::container::Container;
use crate::pickled_call::PickledCall;
use crate::stack::Stack;

/// Restores a pickled builder.
// def _builder(cls: Any, calls: Any) -> Any
#[pyfunction(name = "_builder")]
pub fn restore_builder<'py>(
    class: &Bound<'py, PyType>,
    calls: Vec<PickledCall<'py>>,
) -> PyResult<Bound<'py, PyAny>> {
    if class.is_subclass_of::<Container>()? {
        Ok(builder::restored::<Container>(class, calls)?.into_any())
    } else {
        Ok(builder::restored::<Stack>(class, calls)?.into_any())
    }
}
