//! Reports and diagnostics for Python.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::DocumentKind;
use alien_sdk_core::internal::wire;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};

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
    found: Found,
}

/// Diagnostics from the core. The JSON text and the Python objects are created when they are needed.
pub struct Found {
    located: Vec<wire::Diagnostic>,
    json: OnceLock<String>,
    objects: PyOnceLock<Py<PyTuple>>,
}

impl Found {
    /// Creates diagnostics from those of the core.
    pub fn new(located: Vec<wire::Diagnostic>) -> Self {
        Self {
            located,
            json: OnceLock::new(),
            objects: PyOnceLock::new(),
        }
    }

    /// Creates diagnostics from their JSON text.
    pub fn from_json(json: String) -> Self {
        let found = Self::new(Vec::new());
        let _ = found.json.set(json);
        found
    }

    /// The JSON text of a list of diagnostics.
    pub fn json(&self) -> PyResult<&str> {
        if let Some(json) = self.json.get() {
            return Ok(json);
        }
        let json = to_json(&self.located)?;
        Ok(self.json.get_or_init(|| json))
    }

    /// The diagnostics as a tuple.
    pub fn objects<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let made = self.objects.get_or_try_init(py, || {
            if self.json.get().is_none() && self.located.is_empty() {
                return Ok(PyTuple::empty(py).unbind());
            }
            let read = py.import("alien._diagnostics")?.getattr("diagnostics")?;
            let objects = read.call1((self.json()?,))?;
            Ok::<_, PyErr>(objects.cast_into::<PyTuple>()?.unbind())
        })?;
        Ok(made.bind(py).clone())
    }
}

/// Converts a value to JSON text.
pub fn to_json<T: serde::Serialize>(value: &T) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

impl Report {
    /// Creates a report from one of the core.
    pub fn new(report: wire::Report) -> Self {
        Self {
            valid: report.valid,
            truncated: report.truncated,
            found: Found::new(report.diagnostics),
        }
    }

    fn same(&self, other: &Self) -> PyResult<bool> {
        Ok((self.valid, self.truncated, self.found.json()?)
            == (other.valid, other.truncated, other.found.json()?))
    }
}

/// Converts a report to a Python object. All reports without diagnostics share one object.
pub fn object(py: Python<'_>, report: wire::Report) -> PyResult<Bound<'_, Report>> {
    static CLEAN: PyOnceLock<Py<Report>> = PyOnceLock::new();
    if report.valid && report.diagnostics.is_empty() && !report.truncated {
        let clean = CLEAN.get_or_try_init(py, || Py::new(py, Report::new(report)))?;
        return Ok(clean.bind(py).clone());
    }
    Bound::new(py, Report::new(report))
}

/// Restores a pickled report.
#[pyfunction(name = "_report")]
pub fn restore_report(valid: bool, truncated: bool, json: String) -> Report {
    Report {
        valid,
        truncated,
        found: Found::from_json(json),
    }
}

#[pymethods]
impl Report {
    /// Whether there are no errors. There may still be warnings and infos.
    #[getter]
    fn valid(&self) -> bool {
        self.valid
    }

    /// Whether diagnostics were left out because there were too many. Errors are kept first.
    #[getter]
    fn truncated(&self) -> bool {
        self.truncated
    }

    /// All diagnostics, in the order of the declaration.
    #[getter]
    fn diagnostics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.found.objects(py)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let show = slf.py().import("alien._diagnostics")?.getattr("show")?;
        show.call1((slf,))?.extract()
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        self.same(other.get())
    }

    fn __hash__(&self) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        (self.valid, self.truncated, self.found.json()?).hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("alien._native")?.getattr("_report")?;
        let state = (self.valid, self.truncated, self.found.json()?);
        (restore, state).into_pyobject(py)
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf.clone()
    }
}

/// The error for a declaration that is not valid.
pub fn refusal(
    py: Python<'_>,
    report: wire::Report,
    kind: DocumentKind,
    id: Option<&str>,
) -> PyErr {
    static ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let message = functions::build_message(&report, kind, id);
    let error = || {
        let class = ERROR.import(py, "alien", "ValidationError")?;
        class.call1((message, object(py, report)?))
    };
    match error() {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}
