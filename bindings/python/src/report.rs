//! Reports as Python objects, and the error that contains them.

use alien_sdk_core::internal::wire;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::diagnostics;
use crate::json;

/// The result of validating a declaration.
///
/// >>> report = alien.validate('{"id": "api", "ports": [{"port": 70000}]}')
/// >>> report.valid
/// False
/// >>> [found.code for found in report.diagnostics][:2]
/// ['missing-field', 'missing-field']
#[pyclass(frozen, module = "alien")]
pub struct Report {
    valid: bool,
    truncated: bool,
    diagnostics: Py<PyTuple>,
}

impl Report {
    /// Returns the JSON text of the report.
    pub fn json(&self, py: Python<'_>) -> PyResult<String> {
        let (valid, truncated, diagnostics) = self.state(py);
        let diagnostics = diagnostics::to_json(diagnostics)?;
        Ok(format!(
            r#"{{"valid":{valid},"diagnostics":{diagnostics},"truncated":{truncated}}}"#
        ))
    }

    /// Returns what is compared, hashed and pickled.
    fn state<'py>(&self, py: Python<'py>) -> (bool, bool, &Bound<'py, PyTuple>) {
        (self.valid, self.truncated, self.diagnostics.bind(py))
    }
}

/// Converts a report of the core to a Python object. All valid reports without diagnostics are the same object.
pub fn to_python(py: Python<'_>, report: wire::Report) -> PyResult<Bound<'_, Report>> {
    static EMPTY: PyOnceLock<Py<Report>> = PyOnceLock::new();
    let is_empty = report.valid && report.diagnostics.is_empty() && !report.truncated;
    let new = || {
        let diagnostics = diagnostics::to_python(py, report.diagnostics)?.unbind();
        Py::new(
            py,
            restore_report(report.valid, report.truncated, diagnostics),
        )
    };
    if is_empty {
        return Ok(EMPTY.get_or_try_init(py, new)?.bind(py).clone());
    }
    Ok(new()?.into_bound(py))
}

/// Restores a pickled report.
// def _report(valid: bool, truncated: bool, diagnostics: tuple[Diagnostic, ...]) -> Report
#[pyfunction(name = "_report")]
pub fn restore_report(valid: bool, truncated: bool, diagnostics: Py<PyTuple>) -> Report {
    Report {
        valid,
        truncated,
        diagnostics,
    }
}

#[pymethods]
impl Report {
    /// Whether there are no errors. There may still be warnings and infos.
    // def valid(self) -> bool
    #[getter]
    fn valid(&self) -> bool {
        self.valid
    }

    /// Whether diagnostics were left out because there were too many. Errors are kept first.
    // def truncated(self) -> bool
    #[getter]
    fn truncated(&self) -> bool {
        self.truncated
    }

    /// All diagnostics, in the order of the declaration.
    // def diagnostics(self) -> tuple[Diagnostic, ...]
    #[getter]
    fn diagnostics<'py>(&self, py: Python<'py>) -> Bound<'py, PyTuple> {
        self.diagnostics.bind(py).clone()
    }

    /// Returns the report as plain data, with the keys that it has in JSON: `json.dumps(report.to_dict())`.
    // def to_dict(self) -> dict[str, Any]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json::to_dict(py, &self.json(py)?)
    }

    /// True if there are no errors, as `valid` says.
    // def __bool__(self) -> bool
    fn __bool__(&self) -> bool {
        self.valid
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let report_repr = py.import("alien._diagnostics")?.getattr("report_repr")?;
        report_repr.call1(self.state(py))?.extract()
    }

    // def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        let py = other.py();
        self.state(py).into_pyobject(py)?.eq(other.get().state(py))
    }

    // def __hash__(self) -> int
    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.state(py).into_pyobject(py)?.hash()
    }

    // def __reduce__(self) -> tuple[Any, tuple[bool, bool, tuple[Diagnostic, ...]]]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("alien._native")?.getattr("_report")?;
        (restore, self.state(py)).into_pyobject(py)
    }

    // def __copy__(self) -> Self
    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    // def __deepcopy__(self, _memo: dict[int, Any], /) -> Self
    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf.clone()
    }
}

/// Returns a `ValidationError` for a declaration with errors.
pub fn validation_error(py: Python<'_>, failure: wire::Failure) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let wire::Failure { message, report } = failure;
    let error = || {
        let class = CLASS.import(py, "alien._errors", "ValidationError")?;
        class.call1((message, to_python(py, report)?))
    };
    match error() {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}
