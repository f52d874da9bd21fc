//! Formats reports.

use alien_sdk_core::internal::document::Limits;
use alien_sdk_core::internal::functions::{self, Format, RenderOptions};
use alien_sdk_core::internal::language::PYTHON;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::{OMITTED, OptionalArgument, reject_unknown, required};
use crate::json;
use crate::python_input::{PythonInput, path_text};
use crate::read_options::{read_syntax, read_units, value_error};
use crate::report::Report;
use crate::value_writer::value_document;

/// Formats a report, or the report of a `ValidationError`, for people or for tools.
///
/// `text` is the text that was validated, or the path of its file: each problem is then shown in its line, and values that
/// may be secret are hidden. `name` is the name of the file, as it is shown; by default it is the path. `syntax` is the syntax of
/// the text, which the name tells otherwise. The format `"text"`
/// is for people, as compilers print problems, errors first. `"github"` are annotations of GitHub Actions, `"sarif"` is a
/// SARIF 2.1.0 log, and `"json"` is the report itself. By default, `"text"` has ANSI colours if the standard output is a
/// terminal and the environment variable `NO_COLOR` is not set.
///
/// >>> text = '{"id": "api", "ports": [{"port": 0}]}'
/// >>> print(alien.render(alien.validate(text), text=text, name="api.json", format="github"))  # doctest: +ELLIPSIS
/// ::error file=api.json,line=1,col=1,endColumn=2,title=missing-field::"code" is missing...
// def render(
//     report: Report | ValidationError,
//     *,
//     text: Text | None = None,
//     name: str | None = None,
//     syntax: Syntax | None = None,
//     color: bool | None = None,
//     format: Literal["text", "github", "sarif", "json"] = "text",
//     units: Units = "utf-16",
// ) -> str
#[pyfunction]
#[pyo3(
    signature = (report=OMITTED, *, text=None, name=None, syntax=None, color=None, format="text", units="utf-16", **others),
    text_signature = "(report, *, text=None, name=None, syntax=None, color=None, format='text', units='utf-16')"
)]
#[allow(clippy::too_many_arguments)]
pub fn render<'py>(
    report: OptionalArgument<'_, 'py>,
    text: Option<&Bound<'_, PyAny>>,
    name: Option<String>,
    syntax: Option<&str>,
    color: Option<bool>,
    format: &str,
    units: &str,
    others: Option<&Bound<'_, PyDict>>,
) -> PyResult<String> {
    reject_unknown(
        "render",
        others,
        &[
            "report", "text", "name", "syntax", "color", "format", "units",
        ],
        &[],
    )?;
    let report = &*required("render", "report", report)?;
    let py = report.py();
    let format = match format {
        "text" => Format::Text,
        "github" => Format::Github,
        "sarif" => Format::Sarif,
        "json" => Format::Json,
        _ => {
            let expected = "format must be 'text', 'github', 'sarif' or 'json'";
            return Err(value_error(expected, format));
        }
    };
    let color = match color {
        Some(color) => color,
        None => {
            let shows_colors = py.import("alien._diagnostics")?.getattr("shows_colors")?;
            shows_colors.call0()?.extract()?
        }
    };
    let input = text.map(|text| PythonInput::new(text, &Limits::default()));
    let input = input.transpose()?;
    let name = name.or_else(|| text.and_then(path_text));
    let options = RenderOptions {
        format,
        text: input.as_ref().and_then(PythonInput::text),
        name: name.as_deref(),
        syntax: read_syntax(syntax, std::slice::from_ref(&name))?,
        color,
        units: read_units(units)?,
        language: &PYTHON,
    };
    let of_error = report.getattr("report").ok();
    let report = of_error.as_ref().unwrap_or(report);
    let rendered = match report.cast::<Report>() {
        Ok(report) => functions::render(&json::parse(&report.get().json(py)?), &options),
        Err(_) => functions::render(&value_document(report, Limits::default())?, &options),
    };
    rendered.ok_or_else(|| {
        let message = "render() takes a Report or a ValidationError, but got another object";
        PyTypeError::new_err(message)
    })
}
