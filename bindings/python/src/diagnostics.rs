//! Diagnostics as Python objects. Their attributes become Python objects when they are read.

use std::hash::{Hash, Hasher};

use alien_sdk_core::internal::wire::{self, DiagnosticData, Scalar, Severity, Target};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::fixes::Fix;
use crate::json;
use crate::places::{Call, Range};
use crate::record::{self, Arguments};

const SEVERITIES: [(&str, Severity); 3] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("info", Severity::Info),
];

const TARGETS: [(&str, Target); 2] = [("key", Target::Key), ("value", Target::Value)];

const RELATED: [&str; 4] = ["path", "range", "call", "message"];

/// Another place that is involved in a problem.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq, Hash)]
pub struct Related(wire::Related);

#[pymethods]
impl Related {
    // def __new__(cls, *, path: str, range: Range | None = None, call: Call | None = None, message: str) -> Self
    #[new]
    #[pyo3(signature = (*, path, range=None, call=None, message))]
    fn new(
        path: String,
        range: Option<&Bound<'_, Range>>,
        call: Option<&Bound<'_, Call>>,
        message: String,
    ) -> Self {
        Self(wire::Related {
            path,
            range: range.map(|range| range.get().0),
            call: call.map(|call| call.get().0.clone()),
            message,
        })
    }

    /// A JSON Pointer into the declaration.
    // def path(self) -> str
    #[getter]
    fn path(&self) -> &str {
        &self.0.path
    }

    /// The position in the text, if the declaration was given as text.
    // def range(self) -> Range | None
    #[getter]
    fn range(&self) -> Option<Range> {
        self.0.range.map(Range)
    }

    /// The builder call that caused it, if there is one.
    // def call(self) -> Call | None
    #[getter]
    fn call(&self) -> Option<Call> {
        self.0.call.clone().map(Call)
    }

    /// What is at that place.
    // def message(self) -> str
    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &RELATED)
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &RELATED)
    }
}

const DIAGNOSTIC: [&str; 12] = [
    "code", "severity", "message", "data", "path", "target", "range", "call", "help", "related",
    "fixes", "docs",
];

/// A single problem: what is wrong, where, and how to fix it.
#[pyclass(frozen, eq, hash, module = "alien")]
#[derive(PartialEq)]
pub struct Diagnostic(pub wire::Diagnostic);

/// The message and the path tell nearly all diagnostics apart.
impl Hash for Diagnostic {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.0.message, &self.0.path).hash(state);
    }
}

/// Converts diagnostics of the core to a tuple of Python objects.
pub fn to_python(
    py: Python<'_>,
    diagnostics: Vec<wire::Diagnostic>,
) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, diagnostics.into_iter().map(Diagnostic))
}

/// Returns the JSON text of a list of diagnostics.
pub fn to_json(diagnostics: &Bound<'_, PyTuple>) -> PyResult<String> {
    let mut found = Vec::new();
    for diagnostic in diagnostics {
        found.push(diagnostic.cast_into::<Diagnostic>()?);
    }
    let found: Vec<_> = found.iter().map(|found| &found.get().0).collect();
    json::serialize(&found)
}

#[pymethods]
impl Diagnostic {
    // def __new__(
    //     cls,
    //     *,
    //     code: DiagnosticCode,
    //     severity: Severity,
    //     message: str,
    //     data: DiagnosticData | None = None,
    //     path: str,
    //     target: Target,
    //     range: Range | None = None,
    //     call: Call | None = None,
    //     help: str | None = None,
    //     related: tuple[Related, ...],
    //     fixes: tuple[Fix, ...],
    //     docs: str,
    // ) -> Self
    #[new]
    #[allow(
        clippy::too_many_arguments,
        reason = "a diagnostic has this many fields"
    )]
    #[pyo3(signature = (
        *, code, severity, message, data=None, path, target, range=None, call=None, help=None, related, fixes, docs
    ))]
    fn new(
        code: String,
        severity: &str,
        message: String,
        data: Option<&Bound<'_, PyDict>>,
        path: String,
        target: &str,
        range: Option<&Bound<'_, Range>>,
        call: Option<&Bound<'_, Call>>,
        help: Option<String>,
        related: Vec<Bound<'_, Related>>,
        fixes: Vec<Bound<'_, Fix>>,
        docs: String,
    ) -> PyResult<Self> {
        let data = data.filter(|data| !data.is_empty()).map(read_data);
        Ok(Self(wire::Diagnostic {
            code: code.into(),
            severity: record::by_name("severity", severity, &SEVERITIES)?,
            message,
            data: data.transpose()?.map(Box::new),
            path,
            target: record::by_name("target", target, &TARGETS)?,
            range: range.map(|range| range.get().0),
            call: call.map(|call| call.get().0.clone()),
            help,
            related: related.iter().map(|place| place.get().0.clone()).collect(),
            fixes: fixes.iter().map(|fix| fix.get().0.clone()).collect(),
            docs,
        }))
    }

    /// The stable code of the problem, such as `port-out-of-range`. Pass it to `explain` for details.
    // def code(self) -> DiagnosticCode
    #[getter]
    fn code(&self) -> &str {
        &self.0.code
    }

    /// The severity: `error`, `warning` or `info`.
    // def severity(self) -> Severity
    #[getter]
    fn severity(&self) -> &str {
        self.0.severity.name()
    }

    /// What is wrong, including the offending value.
    // def message(self) -> str
    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    /// The values that the message and the help contain, such as `{"value": 70000, "min": 1, "max": 65535}`. Texts are as the
    /// message shows them: possible secrets are masked. Newer versions may add keys. Each access returns a new dict.
    // def data(self) -> DiagnosticData
    #[getter]
    fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        data_dict(py, self.0.data.as_deref())
    }

    /// A JSON Pointer into the declaration as it was written, such as `/ports/0/port`. A key longer than 256 characters
    /// is cut off and ends in `…`; there are no fixes for anything inside such a key.
    // def path(self) -> str
    #[getter]
    fn path(&self) -> &str {
        &self.0.path
    }

    /// Whether the problem is about the `key` or the `value` at `path`.
    // def target(self) -> Target
    #[getter]
    fn target(&self) -> &str {
        record::name_of(self.0.target, &TARGETS)
    }

    /// The position in the text, if the declaration was given as text.
    // def range(self) -> Range | None
    #[getter]
    fn range(&self) -> Option<Range> {
        self.0.range.map(Range)
    }

    /// The builder call that caused it, if there is one.
    // def call(self) -> Call | None
    #[getter]
    fn call(&self) -> Option<Call> {
        self.0.call.clone().map(Call)
    }

    /// How to fix it.
    // def help(self) -> str | None
    #[getter]
    fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// Other places in the declaration that are involved.
    // def related(self) -> tuple[Related, ...]
    #[getter]
    fn related<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.related.iter().cloned().map(Related))
    }

    /// Possible fixes, the most likely one first.
    // def fixes(self) -> tuple[Fix, ...]
    #[getter]
    fn fixes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.fixes.iter().cloned().map(Fix))
    }

    /// The page that explains the code, as a path in the repository.
    // def docs(self) -> str
    #[getter]
    fn docs(&self) -> &str {
        &self.0.docs
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        record::repr(slf, &DIAGNOSTIC)
    }

    // def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]
    fn __getnewargs_ex__<'py>(slf: &Bound<'py, Self>) -> PyResult<Arguments<'py>> {
        record::arguments(slf, &DIAGNOSTIC)
    }
}

fn data_dict<'py>(py: Python<'py>, data: Option<&DiagnosticData>) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    let Some(data) = data else {
        return Ok(dict);
    };
    let scalars = [
        ("value", &data.value),
        ("min", &data.min),
        ("exclusiveMin", &data.exclusive_min),
        ("max", &data.max),
    ];
    for (name, value) in scalars {
        match value {
            Some(Scalar::Number(number)) => dict.set_item(name, json::number(py, *number)?)?,
            Some(Scalar::Text(text)) => dict.set_item(name, text)?,
            None => {}
        }
    }
    let texts = [
        ("unit", &data.unit),
        ("name", &data.name),
        ("suggestion", &data.suggestion),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            dict.set_item(name, text)?;
        }
    }
    Ok(dict)
}

fn read_data(dict: &Bound<'_, PyDict>) -> PyResult<DiagnosticData> {
    let mut data = DiagnosticData::default();
    for (name, value) in dict {
        let scalar = || match value.extract() {
            Ok(number) => Ok(Scalar::Number(number)),
            Err(_) => value.extract().map(Scalar::Text),
        };
        match name.extract::<&str>()? {
            "value" => data.value = Some(scalar()?),
            "min" => data.min = Some(scalar()?),
            "exclusiveMin" => data.exclusive_min = Some(scalar()?),
            "max" => data.max = Some(scalar()?),
            "unit" => data.unit = Some(value.extract()?),
            "name" => data.name = Some(value.extract()?),
            "suggestion" => data.suggestion = Some(value.extract()?),
            name => {
                return Err(PyTypeError::new_err(format!(
                    "unknown key of data: {name:?}"
                )));
            }
        }
    }
    Ok(data)
}
