//! The result of the stack builder.

use std::hash::{DefaultHasher, Hash, Hasher};

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::DocumentKind;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::built::Built;
use crate::json;

/// A built stack. It is valid and immutable.
#[pyclass(frozen, module = "alien")]
pub struct BuiltStack(pub Built);

/// Restores a pickled stack.
// def _stack(json: str, warnings: tuple[Diagnostic, ...]) -> BuiltStack
#[pyfunction(name = "_stack")]
pub fn restore_stack(json: String, warnings: Py<PyTuple>) -> BuiltStack {
    BuiltStack(Built::restore(json, warnings))
}

#[pymethods]
impl BuiltStack {
    /// The ID.
    // def id(self) -> str
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id(py)
    }

    /// The normalised declaration, with all defaults filled in. Each access returns a new dict.
    // def config(self) -> StackConfig
    #[getter]
    pub fn config<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.0.config(py)
    }

    /// The warnings and infos, in the order of the declaration.
    // def warnings(self) -> tuple[Diagnostic, ...]
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> Bound<'py, PyTuple> {
        self.0.warnings(py)
    }

    /// Returns the normalised declaration as a new dict.
    // def to_dict(self) -> StackConfig
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.0.config(py)
    }

    /// Returns the normalised declaration as JSON text. Equal stacks have the same text in every language.
    // def to_json(self) -> str
    fn to_json(&self) -> &str {
        self.0.json()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.0.repr(py, "Stack")
    }

    fn __str__(&self) -> String {
        self.0.summary()
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> bool {
        self.0.json() == other.get().0.json()
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.json().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("alien._native")?.getattr("_stack")?;
        (restore, self.0.state(py)).into_pyobject(py)
    }

    // def __copy__(self) -> Self
    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    // def __deepcopy__(self, _memo: object) -> Self
    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf.clone()
    }

    /// Defines how pydantic validates and serializes a field of this type.
    // def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any
    #[classmethod]
    fn __get_pydantic_core_schema__<'py>(
        class: &Bound<'py, PyType>,
        _source: &Bound<'py, PyAny>,
        _handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = class.py();
        let read_stack = py.import("alien._native")?.getattr("_read_stack")?;
        let schema = py.import("alien._pydantic")?.getattr("stack_schema")?;
        schema.call1((class, read_stack))
    }

    /// Defines the JSON Schema of a field of this type in pydantic: the schema of a stack.
    // def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any
    #[classmethod]
    fn __get_pydantic_json_schema__<'py>(
        class: &Bound<'py, PyType>,
        _core_schema: &Bound<'py, PyAny>,
        _handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = class.py();
        let schema = json::to_dict(py, &functions::json_schema(DocumentKind::Stack))?;
        let inline_references = py.import("alien._pydantic")?.getattr("inline_references")?;
        inline_references.call1((schema,))
    }
}
