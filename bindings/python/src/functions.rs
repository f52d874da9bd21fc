//! The functions that the Python package offers besides its classes. Most of them read declarations.

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{BadTape, Input, Options};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::arguments::{OMITTED, OptionalArgument, reject_unknown, required};
use crate::buffer_pool;
use crate::built::Built;
use crate::built_stack::BuiltStack;
use crate::json;
use crate::python_input::{LONG_TEXT, PythonInput, json_text, path_text};
use crate::read_options::{ReadOptions, document_kind};
use crate::report::{self, Report, validation_error};
use crate::resource::Resource;

/// Converts an error that can't occur here, since only JavaScript passes tapes to the core.
fn runtime_error(error: BadTape) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// Runs `work` and returns its result. With `is_long`, other threads can run Python code at the same time.
fn run<T: Send>(py: Python<'_>, is_long: bool, work: impl FnOnce() -> T + Send) -> T {
    if is_long { py.detach(work) } else { work() }
}

/// Calls a function of the core with two declarations.
fn compare<T: Send>(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    options: &ReadOptions,
    function: fn(Input<'_>, Input<'_>, &Options, Units) -> Result<T, BadTape>,
) -> PyResult<T> {
    let py = before.py();
    let ReadOptions { options, units } = *options;
    let mut before = PythonInput::new(before, &options.limits)?;
    let mut after = PythonInput::new(after, &options.limits)?;
    let is_long = before.is_long_text() || after.is_long_text();
    run(py, is_long, || {
        function(before.core_input(), after.core_input(), &options, units)
    })
    .map_err(runtime_error)
}

/// Validates a declaration: a container, a stack, or the state of a stack.
///
/// A `str` is JSON or YAML text, bytes are such text in UTF-8, and a path is the path of such a file. Diagnostics for text
/// contain ranges. Any other value is the declaration itself. Problems of the declaration are reported, not raised.
///
/// The text of a file whose name ends in `.yaml` or `.yml` is YAML, and that of a `.jsonc` file may contain comments and trailing
/// commas. The name is that of a path, or the `name` of the file that a text is from; `syntax` says it without a name.
///
/// >>> report = alien.validate({"id": "api", "ports": [{"port": 70000}]})
/// >>> report.valid
/// False
// def validate(
//     declaration: Declaration,
//     kind: DocumentKind | None = None,
//     *,
//     syntax: Syntax | None = None,
//     units: Units = "utf-16",
//     limits: LimitOptions | None = None,
//     name: str | None = None,
// ) -> Report
#[pyfunction]
#[pyo3(
    signature = (declaration=OMITTED, kind=None, *, syntax=None, units="utf-16", limits=None, name=None, **others),
    text_signature = "(declaration, kind=None, *, syntax=None, units='utf-16', limits=None, name=None)"
)]
pub fn validate<'py>(
    declaration: OptionalArgument<'_, 'py>,
    kind: Option<&str>,
    syntax: Option<&str>,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
    name: Option<String>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, Report>> {
    reject_unknown(
        "validate",
        others,
        &["declaration", "kind", "syntax", "units", "limits", "name"],
        &[],
    )?;
    let declaration = &*required("validate", "declaration", declaration)?;
    let py = declaration.py();
    let name = name.or_else(|| path_text(declaration));
    let ReadOptions { options, units } = ReadOptions::new(kind, syntax, units, limits, &[name])?;
    let mut input = PythonInput::new(declaration, &options.limits)?;
    let size = input.size();
    let report = run(py, input.is_long_text(), || {
        let mut buffers = match input {
            PythonInput::Value(_) => Default::default(),
            _ => buffer_pool::take_input(),
        };
        let report = functions::validate(input.core_input(), &options, units, &mut buffers);
        buffer_pool::return_input(buffers, size);
        report
    });
    report::to_python(py, report.map_err(runtime_error)?)
}

/// Validates an update. Reports the problems of the new declaration, then changes that aren't allowed, such as
/// another ID, and changes that lose data, such as smaller storage.
///
/// >>> alien.validate_update({"id": "api"}, {"id": "web"}).valid
/// False
// def validate_update(
//     before: Declaration,
//     after: Declaration,
//     kind: DocumentKind | None = None,
//     *,
//     syntax: Syntax | None = None,
//     units: Units = "utf-16",
//     limits: LimitOptions | None = None,
// ) -> Report
#[pyfunction]
#[pyo3(
    signature = (before=OMITTED, after=OMITTED, kind=None, *, syntax=None, units="utf-16", limits=None, **others),
    text_signature = "(before, after, kind=None, *, syntax=None, units='utf-16', limits=None)"
)]
pub fn validate_update<'py>(
    before: OptionalArgument<'_, 'py>,
    after: OptionalArgument<'_, 'py>,
    kind: Option<&str>,
    syntax: Option<&str>,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, Report>> {
    reject_unknown(
        "validate_update",
        others,
        &["before", "after", "kind", "syntax", "units", "limits"],
        &[],
    )?;
    let before = &*required("validate_update", "before", before)?;
    let after = &*required("validate_update", "after", after)?;
    let names = [path_text(before), path_text(after)];
    let options = ReadOptions::new(kind, syntax, units, limits, &names)?;
    let report = compare(before, after, &options, functions::validate_update)?;
    report::to_python(before.py(), report)
}

/// Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects
/// the change, and whether it loses data. The values of environment variables are never shown. Raises a
/// `ValidationError` if one of the declarations has errors.
///
/// >>> alien.diff(api, alien.Container.from_config(api).replicas(3).build()).text
/// '+ replicas: 3\n'
// def diff(
//     before: Declaration,
//     after: Declaration,
//     kind: DocumentKind | None = None,
//     *,
//     syntax: Syntax | None = None,
//     units: Units = "utf-16",
//     limits: LimitOptions | None = None,
// ) -> Diff
#[pyfunction]
#[pyo3(
    signature = (before=OMITTED, after=OMITTED, kind=None, *, syntax=None, units="utf-16", limits=None, **others),
    text_signature = "(before, after, kind=None, *, syntax=None, units='utf-16', limits=None)"
)]
pub fn diff<'py>(
    before: OptionalArgument<'_, 'py>,
    after: OptionalArgument<'_, 'py>,
    kind: Option<&str>,
    syntax: Option<&str>,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    reject_unknown(
        "diff",
        others,
        &["before", "after", "kind", "syntax", "units", "limits"],
        &[],
    )?;
    let before = &*required("diff", "before", before)?;
    let after = &*required("diff", "after", after)?;
    let py = before.py();
    let names = [path_text(before), path_text(after)];
    let options = ReadOptions::new(kind, syntax, units, limits, &names)?;
    match compare(before, after, &options, functions::diff)? {
        Ok(diff) => {
            let diff_from_json = py.import("alien._diff")?.getattr("diff_from_json")?;
            diff_from_json.call1((json::serialize(&diff)?,))
        }
        Err(failure) => Err(validation_error(py, failure)),
    }
}

/// Reads the state of a stack. Returns the state as JSON text, and a report of its problems.
// def _state_outputs(
//     state: Declaration,
//     *,
//     syntax: Syntax | None = None,
//     units: Units = "utf-16",
//     limits: LimitOptions | None = None,
//     name: str | None = None,
// ) -> tuple[str, Report]
#[pyfunction(name = "_state_outputs")]
#[pyo3(signature = (state, *, syntax=None, units="utf-16", limits=None, name=None))]
pub fn state_outputs<'py>(
    state: &Bound<'py, PyAny>,
    syntax: Option<&str>,
    units: &str,
    limits: Option<&Bound<'py, PyAny>>,
    name: Option<String>,
) -> PyResult<(String, Bound<'py, Report>)> {
    let py = state.py();
    let name = name.or_else(|| path_text(state));
    let ReadOptions { options, units } = ReadOptions::new(None, syntax, units, limits, &[name])?;
    let mut input = PythonInput::new(state, &options.limits)?;
    let outputs = run(py, input.is_long_text(), || {
        functions::state_outputs(input.core_input(), &options, units)
    });
    let outputs = outputs.map_err(runtime_error)?;
    let json = outputs.json.unwrap_or_default();
    Ok((json, report::to_python(py, outputs.report)?))
}

/// Returns JSON text in which values that may be secret are masked.
// def _masked(json: str) -> str
#[pyfunction(name = "_masked")]
pub fn masked(json: &str) -> String {
    functions::mask_json(json)
}

/// Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces. Declarations
/// that differ only in layout, in the order of keys or in keys with defaults have the same normalised JSON. Raises a
/// `ValidationError` if the declaration has errors, and shows the file as `name`; by default, that is the path, if the
/// declaration is one.
// def normalise(
//     declaration: Declaration,
//     kind: DocumentKind | None = None,
//     *,
//     syntax: Syntax | None = None,
//     units: Units = "utf-16",
//     limits: LimitOptions | None = None,
//     name: str | None = None,
// ) -> str
#[pyfunction]
#[pyo3(
    signature = (declaration=OMITTED, kind=None, *, syntax=None, units="utf-16", limits=None, name=None, **others),
    text_signature = "(declaration, kind=None, *, syntax=None, units='utf-16', limits=None, name=None)"
)]
pub fn normalise<'py>(
    declaration: OptionalArgument<'_, 'py>,
    kind: Option<&str>,
    syntax: Option<&str>,
    units: &str,
    limits: Option<&Bound<'_, PyAny>>,
    name: Option<String>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<String> {
    reject_unknown(
        "normalise",
        others,
        &["declaration", "kind", "syntax", "units", "limits", "name"],
        &[],
    )?;
    let declaration = &*required("normalise", "declaration", declaration)?;
    let py = declaration.py();
    let name = name.or_else(|| path_text(declaration));
    let ReadOptions { options, units } =
        ReadOptions::new(kind, syntax, units, limits, std::slice::from_ref(&name))?;
    let mut input = PythonInput::new(declaration, &options.limits)?;
    let json = run(py, input.is_long_text(), || {
        functions::normalised_json(input.core_input(), &options, units, name.as_deref())
    });
    json.map_err(runtime_error)?
        .map_err(|failure| validation_error(py, failure))
}

/// Returns the container that a declaration describes.
// def _read(declaration: Declaration) -> Resource[ContainerConfig]
#[pyfunction(name = "_read")]
pub fn read_container(declaration: &Bound<'_, PyAny>) -> PyResult<Resource> {
    read_as(declaration, None).map(Resource::container)
}

/// Returns the stack that a declaration describes.
// def _read_stack(declaration: Declaration) -> BuiltStack
#[pyfunction(name = "_read_stack")]
pub fn read_stack(declaration: &Bound<'_, PyAny>) -> PyResult<BuiltStack> {
    read_as(declaration, Some("stack")).map(BuiltStack)
}

/// Reads a declaration without errors.
fn read_as(declaration: &Bound<'_, PyAny>, kind: Option<&str>) -> PyResult<Built> {
    let py = declaration.py();
    let name = path_text(declaration);
    let names = std::slice::from_ref(&name);
    let ReadOptions { options, units } = ReadOptions::new(kind, None, "utf-16", None, names)?;
    let mut input = PythonInput::new(declaration, &options.limits)?;
    let read = run(py, input.is_long_text(), || {
        functions::read_declaration(input.core_input(), &options, units, name.as_deref())
    });
    let (json, report) = read
        .map_err(runtime_error)?
        .map_err(|failure| validation_error(py, failure))?;
    Built::new(py, json, report.diagnostics)
}

/// Returns a text with all safe fixes applied, which keep its meaning. With `unsafe`, all other fixes are
/// applied too.
///
/// If a problem has several fixes, the most likely one is applied. Problems without a fix remain. The rest of the
/// text, including comments and whitespace, doesn't change. Applying fixes to the result changes nothing. A text is
/// returned unchanged if it needs no fix, is larger than the limit or contains an unpaired surrogate. Bytes that
/// are not UTF-8 raise a `UnicodeDecodeError`.
///
/// >>> alien.apply_fixes('{"id": "api", "memory": "1Gi"}')
/// '{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}'
// def apply_fixes(
//     text: JsonText,
//     kind: DocumentKind | None = None,
//     *,
//     unsafe: bool = False,
//     syntax: Syntax | None = None,
//     limits: LimitOptions | None = None,
//     name: str | None = None,
// ) -> str
#[pyfunction]
#[pyo3(
    signature = (text=OMITTED, kind=None, *, r#unsafe=false, syntax=None, limits=None, name=None, **others),
    text_signature = "(text, kind=None, *, unsafe=False, syntax=None, limits=None, name=None)"
)]
pub fn apply_fixes<'py>(
    text: OptionalArgument<'_, 'py>,
    kind: Option<&str>,
    r#unsafe: bool,
    syntax: Option<&str>,
    limits: Option<&Bound<'py, PyAny>>,
    name: Option<String>,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, PyString>> {
    reject_unknown(
        "apply_fixes",
        others,
        &["text", "kind", "unsafe", "syntax", "limits", "name"],
        &[],
    )?;
    let text = &*required("apply_fixes", "text", text)?;
    let py = text.py();
    let ReadOptions { options, .. } = ReadOptions::new(kind, syntax, "utf-16", limits, &[name])?;
    let text = json_text(text, "apply_fixes")?;
    let Ok(json) = text.to_str() else {
        return Ok(text);
    };
    let fixed = run(py, json.len() > LONG_TEXT, || {
        functions::apply_fixes(json, &options, r#unsafe)
    });
    Ok(fixed.into_pyobject(py)?)
}

/// Explains a diagnostic code: why it is a problem, an example that has the problem and one that doesn't. Returns
/// `None` if the code doesn't exist.
///
/// >>> alien.explain("no-ports").summary
/// 'no port is declared'
// def explain(code: DiagnosticCode) -> Explanation
// def explain(code: str) -> Explanation | None
#[pyfunction]
pub fn explain<'py>(py: Python<'py>, code: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some(explanation) = functions::explain(code) else {
        return Ok(None);
    };
    let explanation_from_json = py
        .import("alien._diagnostics")?
        .getattr("explanation_from_json")?;
    explanation_from_json
        .call1((json::serialize(&explanation)?,))
        .map(Some)
}

/// Returns the explanations of all diagnostic codes, sorted by code.
///
/// >>> [explained.code for explained in alien.catalog().codes][:2]
/// ['absolute-source', 'autoscaling-bounds']
// def catalog() -> Catalog
#[pyfunction]
pub fn catalog(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let catalog_from_json = py
        .import("alien._diagnostics")?
        .getattr("catalog_from_json")?;
    let codes = catalog_from_json.call1((json::serialize(&functions::catalog())?,))?;
    let fields = PyDict::new(py);
    fields.set_item("codes", codes)?;
    let catalog = py.import("alien._catalog")?.getattr("Catalog")?;
    catalog.call((), Some(&fields))
}

/// Returns the JSON Schema (2020-12) of a container, a stack or a state, as a dict. Editors can use it, but it
/// finds fewer problems than `validate`.
///
/// >>> alien.json_schema()["$schema"]
/// 'https://json-schema.org/draft/2020-12/schema'
// def json_schema(kind: DocumentKind = "container") -> dict[str, Any]
#[pyfunction]
#[pyo3(signature = (kind="container"))]
pub fn json_schema<'py>(py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyDict>> {
    json::to_dict(py, &functions::json_schema(document_kind(kind)?))
}
