//! The functions that validate declarations which are given as texts or values.

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{BadTape, Input, Options};
use alien_sdk_core::internal::wire::{self, BuildResult};
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

/// Runs `work`. For long text, other threads can run at the same time.
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

/// Validates a declaration: a container, a stack, or the state of a stack.
///
/// A `str` is JSON text, bytes are JSON text in UTF-8, and a path is the path of a JSON file. Diagnostics for text
/// contain ranges. Any other value is the declaration itself. Problems of the declaration are reported, not raised.
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
        let report = functions::validate(taken.input(), &options, units, &mut buffers);
        spare::keep_input(buffers, size);
        report
    });
    object(py, report.map_err(bad)?)
}

/// Validates an update. Reports the problems of the new declaration, then changes that aren't allowed, such as
/// another ID, and changes that lose data, such as smaller storage.
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
    let report = compare(before, after, &reading, functions::validate_update)?;
    object(before.py(), report)
}

/// Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects
/// the change, and whether it loses data. The values of environment variables are never shown. Raises a
/// `ValidationError` if one of the declarations has errors.
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
    match compare(before, after, &reading, functions::diff)? {
        Ok(diff) => {
            let read = py.import("alien._state")?.getattr("diff")?;
            read.call1((to_json(&diff)?,))
        }
        Err(found) => Err(refusal(py, found.report, found.kind, None)),
    }
}

/// Reads the state of a stack. Returns it as JSON text, and the problems found in it.
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
        functions::state_outputs(taken.input(), &options, units)
    });
    let found = found.map_err(bad)?;
    Ok((found.json.unwrap_or_default(), object(py, found.report)?))
}

/// Returns JSON text without values that may be secret.
#[pyfunction(name = "_masked")]
pub fn masked(json: &str) -> String {
    functions::masked_text(json)
}

/// Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces.
/// Declarations that mean the same have the same normalised JSON. Raises a `ValidationError` if the declaration has
/// errors.
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
        functions::normalised_json(taken.input(), &options, units)
    });
    json.map_err(bad)?
        .map_err(|found| refusal(py, found.report, found.kind, None))
}

/// Returns the resource that a declaration describes.
#[pyfunction(name = "_read")]
pub fn read(declaration: &Bound<'_, PyAny>) -> PyResult<Resource> {
    let (json, found) = finish(declaration, &Reading::default())?;
    Ok(Resource::container(json, found))
}

/// Returns the normalised JSON of a declaration, and its warnings and infos.
fn finish(
    declaration: &Bound<'_, PyAny>,
    reading: &Reading,
) -> PyResult<(String, Vec<wire::Diagnostic>)> {
    let py = declaration.py();
    let Reading { options, units } = *reading;
    let mut taken = Taken::new(declaration, &options.limits)?;
    let built = run(py, taken.is_long_text(), || {
        functions::normalise(taken.input(), &options, units)
    });
    let BuildResult { json, report, kind } = built.map_err(bad)?;
    match json {
        Some(json) => Ok((json, report.diagnostics)),
        None => Err(refusal(py, report, kind, None)),
    }
}

/// Returns JSON text with all safe fixes applied, which keep its meaning. With `unsafe`, all other fixes are
/// applied too.
///
/// If a problem has several fixes, the most likely one is applied. Problems without a fix remain. The rest of the
/// text, including comments and whitespace, doesn't change. Applying fixes to the result changes nothing. A text is
/// returned unchanged if it needs no fix, is larger than the limit or contains an unpaired surrogate. Bytes that
/// are not UTF-8 raise a `UnicodeDecodeError`.
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
        functions::apply_fixes(json, &reading.options, r#unsafe)
    });
    Ok(fixed.into_pyobject(py)?)
}

/// Explains a diagnostic code: why it is a problem, an example that has the problem and one that doesn't. Returns
/// `None` if the code doesn't exist.
///
/// >>> alien.explain("no-ports").summary
/// 'no port is declared'
#[pyfunction]
pub fn explain<'py>(py: Python<'py>, code: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some(explanation) = functions::explain(code) else {
        return Ok(None);
    };
    let read = py.import("alien._diagnostics")?.getattr("explanation")?;
    read.call1((to_json(&explanation)?,)).map(Some)
}

/// Returns the explanations of all diagnostic codes, sorted by code.
///
/// >>> len(alien.catalog()) > 30
/// True
#[pyfunction]
pub fn catalog(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let read = py.import("alien._diagnostics")?.getattr("catalog")?;
    read.call1((to_json(&functions::catalog())?,))
}

/// Returns the JSON Schema (2020-12) of a container, a stack or a state, as a dict. Editors can use it, but it
/// finds fewer problems than `validate`.
///
/// >>> alien.json_schema()["$schema"]
/// 'https://json-schema.org/draft/2020-12/schema'
#[pyfunction]
#[pyo3(signature = (kind="container"))]
pub fn json_schema<'py>(py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyDict>> {
    plain::dict(py, &functions::json_schema(document_kind(kind)?))
}

/// Returns the names of the functions that every language offers.
#[pyfunction(name = "_functions")]
pub fn function_names() -> Vec<&'static str> {
    functions::FUNCTIONS.to_vec()
}
