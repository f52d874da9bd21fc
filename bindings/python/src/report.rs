//! Reports and diagnostics as Python objects, and the error that contains them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use alien_sdk_core::internal::wire;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};

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
    diagnostics: Diagnostics,
}

/// The diagnostics of a report. Their JSON text and Python objects are created when they are first used.
pub struct Diagnostics {
    /// The diagnostics from the core. Empty if the diagnostics were created from JSON text.
    from_core: Vec<wire::Diagnostic>,
    json: OnceLock<String>,
    objects: PyOnceLock<Py<PyTuple>>,
}

impl Diagnostics {
    /// Creates diagnostics from those of the core.
    pub fn new(from_core: Vec<wire::Diagnostic>) -> Self {
        Self {
            from_core,
            json: OnceLock::new(),
            objects: PyOnceLock::new(),
        }
    }

    /// Creates diagnostics from their JSON text.
    pub fn from_json(json: String) -> Self {
        Self {
            from_core: Vec::new(),
            json: json.into(),
            objects: PyOnceLock::new(),
        }
    }

    /// Returns the JSON text of the list of diagnostics.
    pub fn json(&self) -> PyResult<&str> {
        if let Some(json) = self.json.get() {
            return Ok(json);
        }
        let json = json::serialize(&self.from_core)?;
        Ok(self.json.get_or_init(|| json))
    }

    /// Returns the diagnostics as a tuple of Python objects.
    pub fn objects<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let objects = self.objects.get_or_try_init(py, || {
            if self.json.get().is_none() && self.from_core.is_empty() {
                return Ok(PyTuple::empty(py).unbind());
            }
            let from_json = py
                .import("alien._diagnostics")?
                .getattr("diagnostics_from_json")?;
            let objects = from_json.call1((self.json()?,))?;
            Ok::<_, PyErr>(objects.cast_into::<PyTuple>()?.unbind())
        })?;
        Ok(objects.bind(py).clone())
    }
}

impl Report {
    fn new(report: wire::Report) -> Self {
        Self {
            valid: report.valid,
            truncated: report.truncated,
            diagnostics: Diagnostics::new(report.diagnostics),
        }
    }

    /// Returns the JSON text of the report.
    pub fn json(&self) -> PyResult<String> {
        let (valid, truncated, diagnostics) = self.state()?;
        Ok(format!(
            r#"{{"valid":{valid},"diagnostics":{diagnostics},"truncated":{truncated}}}"#
        ))
    }

    /// Returns what is compared, hashed and pickled.
    fn state(&self) -> PyResult<(bool, bool, &str)> {
        Ok((self.valid, self.truncated, self.diagnostics.json()?))
    }
}

/// Converts a report of the core to a Python object. All valid reports without diagnostics are the same object.
pub fn to_python(py: Python<'_>, report: wire::Report) -> PyResult<Bound<'_, Report>> {
    static EMPTY: PyOnceLock<Py<Report>> = PyOnceLock::new();
    if report.valid && report.diagnostics.is_empty() && !report.truncated {
        let empty = EMPTY.get_or_try_init(py, || Py::new(py, Report::new(report)))?;
        return Ok(empty.bind(py).clone());
    }
    Bound::new(py, Report::new(report))
}

/// Restores a pickled report.
// def _report(valid: bool, truncated: bool, json: str) -> Report
#[pyfunction(name = "_report")]
pub fn restore_report(valid: bool, truncated: bool, json: String) -> Report {
    Report {
        valid,
        truncated,
        diagnostics: Diagnostics::from_json(json),
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
    fn diagnostics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.diagnostics.objects(py)
    }

    /// Returns the report as plain data, with the keys that it has in JSON: `json.dumps(report.to_dict())`.
    // def to_dict(self) -> dict[str, Any]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json::to_dict(py, &self.json()?)
    }

    /// Whether there are no errors, like `valid`.
    // def __bool__(self) -> bool
    fn __bool__(&self) -> bool {
        self.valid
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let report_repr = py.import("alien._diagnostics")?.getattr("report_repr")?;
        let diagnostics = self.diagnostics.objects(py)?;
        report_repr
            .call1((self.valid, self.truncated, diagnostics))?
            .extract()
    }

    // def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        Ok(self.state()? == other.get().state()?)
    }

    // def __hash__(self) -> int
    fn __hash__(&self) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        self.state()?.hash(&mut hasher);
        Ok(hasher.finish())
    }

    // def __reduce__(self) -> tuple[Any, tuple[bool, bool, str]]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("alien._native")?.getattr("_report")?;
        (restore, self.state()?).into_pyobject(py)
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
