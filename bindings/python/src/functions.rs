//! The functions that judge declarations which were not built here: texts and values.

use alien_sdk_core::span::Units;
use alien_sdk_core::validate::{BadTape, Input, Options};
use alien_sdk_core::wire::{self, Built};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::options::{Reading, document_kind};
use crate::report::{Report, object, refusal, to_json};
use crate::resource::Resource;
use crate::taken::{LONG, Taken, text_of};
use crate::{plain, spare};

fn bad(error: BadTape) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// Runs `work`, for long text while other threads run.
fn run<T: Send>(py: Python<'_>, is_long: bool, work: impl FnOnce() -> T + Send) -> T {
    if is_long { py.detach(work) } else { work() }
}

/// Runs `work` on two declarations.
fn compare<T: Send>(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    reading: &Reading,
    work: fn(Input<'_>, Input<'_>, &Options, Units) -> Result<T, BadTape>,
) -> PyResult<T> {
    let py = before.py();
    let limits = &reading.options.limits;
    let (mut before, mut after) = (Taken::new(before, limits)?, Taken::new(after, limits)?);
    let is_long = before.is_long_text() || after.is_long_text();
    let Reading { options, units } = *reading;
    run(py, is_long, || {
        work(before.input(), after.input(), &options, units)
    })
    .map_err(bad)
}

/// What is found wrong with a declaration: a container, a stack of resources or the state of a stack.
///
/// A string is JSON text, bytes are JSON text in UTF-8, a path names a file of that; diagnostics of text have ranges.
/// Anything else is the declaration itself. What is wrong with it is not raised but reported.
///
/// >>> report = alien.validate({"id": "api", "ports": [{"port": 70000}]})
/// >>> report.valid
/// False
#[pyfunction]
#[pyo3(signature = (declaration, kind=None, *, relaxed=false, units="utf-16", limits=None))]
pub fn validate<'py>(
    declaration: &Bound<'py, PyAny>,
    kind: Option<&str>,
    relaxed: bool,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, Report>> {
    let py = declaration.py();
    let reading = Reading::new(kind, relaxed, units, limits)?;
    let Reading { options, units } = reading;
    let mut taken = Taken::new(declaration, &options.limits)?;
    let size = taken.size();
    let report = run(py, taken.is_long_text(), || {
        let mut buffers = match taken {
            Taken::Value(_) => Default::default(),
            _ => spare::input(),
        };
        let report = wire::validate(taken.input(), &options, units, &mut buffers);
        spare::keep_input(buffers, size);
        report
    });
    object(py, report.map_err(bad)?)
}

/// What is found wrong with a change: first with the new declaration itself, then what may not change, such as the ID,
/// and what loses data, such as smaller storage.
///
/// >>> alien.validate_update({"id": "api"}, {"id": "web"}).valid
/// False
#[pyfunction]
#[pyo3(signature = (before, after, kind=None, *, relaxed=false, units="utf-16", limits=None))]
pub fn validate_update<'py>(
    before: &Bound<'py, PyAny>,
    after: &Bound<'py, PyAny>,
    kind: Option<&str>,
    relaxed: bool,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, Report>> {
    let reading = Reading::new(kind, relaxed, units, limits)?;
    let report = compare(before, after, &reading, wire::validate_update)?;
    object(before.py(), report)
}

/// What changes from one declaration to another, of a container or of a whole stack: every key that differs, whether the
/// platform refuses that, and whether data is lost with it. Values of variables are never shown. Raises `ValidationError` if
/// one of the two has errors of its own.
///
/// >>> alien.diff(api, alien.Container.from_config(api).replicas(3).build()).text
/// '+ replicas: 3\n'
#[pyfunction]
#[pyo3(signature = (before, after, kind=None, *, relaxed=false, units="utf-16", limits=None))]
pub fn diff<'py>(
    before: &Bound<'py, PyAny>,
    after: &Bound<'py, PyAny>,
    kind: Option<&str>,
    relaxed: bool,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = before.py();
    let reading = Reading::new(kind, relaxed, units, limits)?;
    match compare(before, after, &reading, wire::diff)? {
        Ok(diff) => {
            let read = py.import("alien._state")?.getattr("diff")?;
            read.call1((to_json(&diff)?,))
        }
        Err(found) => Err(refusal(py, found.report, found.kind, None)),
    }
}

/// What became of the resources of a stack, as JSON text, and what is wrong with the state.
#[pyfunction(name = "_state_outputs")]
#[pyo3(signature = (state, *, relaxed=false, units="utf-16", limits=None))]
pub fn state_outputs<'py>(
    state: &Bound<'py, PyAny>,
    relaxed: bool,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
) -> PyResult<(String, Bound<'py, Report>)> {
    let py = state.py();
    let reading = Reading::new(None, relaxed, units, limits)?;
    let Reading { options, units } = reading;
    let mut taken = Taken::new(state, &options.limits)?;
    let found = run(py, taken.is_long_text(), || {
        wire::state_outputs(taken.input(), &options, units)
    });
    let found = found.map_err(bad)?;
    Ok((found.json.unwrap_or_default(), object(py, found.report)?))
}

/// JSON text without what may be secret.
#[pyfunction(name = "_masked")]
pub fn masked(json: &str) -> String {
    wire::masked_text(json)
}

/// The normalised JSON of a declaration: keys in one order, every default written out, no spaces. Two declarations that
/// mean the same have the same normalised JSON. Raises `ValidationError` if the declaration has errors.
#[pyfunction]
#[pyo3(signature = (declaration, kind=None, *, relaxed=false, units="utf-16", limits=None))]
pub fn normalise(
    declaration: &Bound<'_, PyAny>,
    kind: Option<&str>,
    relaxed: bool,
    units: &str,
    limits: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let py = declaration.py();
    let reading = Reading::new(kind, relaxed, units, limits)?;
    let Reading { options, units } = reading;
    let mut taken = Taken::new(declaration, &options.limits)?;
    let json = run(py, taken.is_long_text(), || {
        wire::normal_form(taken.input(), &options, units)
    });
    json.map_err(bad)?
        .map_err(|found| refusal(py, found.report, found.kind, None))
}

/// The resource that a declaration declares.
#[pyfunction(name = "_read")]
pub fn read(declaration: &Bound<'_, PyAny>) -> PyResult<Resource> {
    let (json, found) = finish(declaration, &Reading::default())?;
    Ok(Resource::container(json, found))
}

/// The normalised JSON of a declaration, with its warnings and infos.
fn finish(
    declaration: &Bound<'_, PyAny>,
    reading: &Reading,
) -> PyResult<(String, Vec<wire::Diagnostic>)> {
    let py = declaration.py();
    let Reading { options, units } = *reading;
    let mut taken = Taken::new(declaration, &options.limits)?;
    let built = run(py, taken.is_long_text(), || {
        wire::normalise(taken.input(), &options, units)
    });
    let Built { json, report, kind } = built.map_err(bad)?;
    match json {
        Some(json) => Ok((json, report.diagnostics)),
        None => Err(refusal(py, report, kind, None)),
    }
}

/// A JSON text with its fixes made: those that keep the meaning, or all of them with `unsafe`.
///
/// Of several fixes of one fault, the likeliest is made. Faults that have none stay, and so does the rest of the text,
/// comments and spaces included. Once made, fixes leave none to make. A text that needs no fix, is larger than the limit or
/// holds half of a surrogate pair comes back as it is. Bytes that are not UTF-8 are no text: they raise a
/// `UnicodeDecodeError`.
///
/// >>> alien.apply_fixes('{"id": "api", "memory": "1Gi"}')
/// '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
#[pyfunction]
#[pyo3(signature = (text, kind=None, *, r#unsafe=false, relaxed=false, limits=None))]
pub fn apply_fixes<'py>(
    text: &Bound<'py, PyAny>,
    kind: Option<&str>,
    r#unsafe: bool,
    relaxed: bool,
    limits: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyString>> {
    let py = text.py();
    let reading = Reading::new(kind, relaxed, "utf-16", limits)?;
    let given = text_of(text)?;
    let Ok(json) = given.to_str() else {
        return Ok(given);
    };
    let fixed = run(py, json.len() > LONG, || {
        wire::apply_fixes(json, &reading.options, r#unsafe)
    });
    Ok(fixed.into_pyobject(py)?)
}

/// What a code means: why it is a fault, and an example that has it and one that doesn't. `None` if there is no such
/// code.
///
/// >>> alien.explain("no-ports").summary
/// 'no port is declared'
#[pyfunction]
pub fn explain<'py>(py: Python<'py>, code: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some(explanation) = wire::explain(code) else {
        return Ok(None);
    };
    let read = py.import("alien._diagnostics")?.getattr("explanation")?;
    read.call1((to_json(&explanation)?,)).map(Some)
}

/// Every code there is, in the order of their names.
///
/// >>> len(alien.catalog()) > 30
/// True
#[pyfunction]
pub fn catalog(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let read = py.import("alien._diagnostics")?.getattr("catalog")?;
    read.call1((to_json(&wire::catalog())?,))
}

/// The JSON Schema (2020-12) of a container, a stack or a state, as a dict. It says less than `validate` does, to any editor.
///
/// >>> alien.json_schema()["$schema"]
/// 'https://json-schema.org/draft/2020-12/schema'
#[pyfunction]
#[pyo3(signature = (kind="container"))]
pub fn json_schema<'py>(py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyDict>> {
    plain::dict(py, &wire::json_schema(document_kind(kind)?))
}

/// The names of the functions that every language offers.
#[pyfunction(name = "_functions")]
pub fn functions() -> Vec<&'static str> {
    wire::FUNCTIONS.to_vec()
}
