//! Functions for declarations that are given as JSON text.

use serde::Serialize;

use super::ValidationError;
use super::config::json_text;
use crate::document::{Buffers, Limits, Source, Writer, serialize};
use crate::functions::{self, EditError};
use crate::render::{self, RenderOptions};
use crate::span::Units;
use crate::validate::{Input, Options};
use crate::wire::{Diff, Fix, Report};

/// Validates a declaration that is given as JSON text.
///
/// ```
/// use alien_sdk_core::{Options, validate_text};
///
/// let report = validate_text(r#"{"id": "api", "memroy": "1Gi"}"#, &Options::default());
/// assert_eq!(report.diagnostics[0].code, "missing-field");
/// assert!(report.diagnostics.iter().any(|found| found.message.contains("memroy")));
/// ```
pub fn validate_text(text: &str, options: &Options) -> Report {
    let input = Input::Text(text);
    let report = functions::validate(input, options, Units::default(), &mut Buffers::default());
    // Only tapes can be malformed, not JSON text. The same is true below.
    report.unwrap_or_default()
}

/// Validates the change from one declaration to another, both given as JSON text: the new declaration itself, and whether
/// a deployed container or stack may change in this way.
///
/// ```
/// use alien_sdk_core::{Options, validate_update};
///
/// # let container = |size: &str| format!(r#"{{"id": "db", "code": {{"type": "image", "image": "postgres:17"}},
/// #   "cpu": {{"min": "1", "desired": "1"}}, "memory": {{"min": "1Gi", "desired": "1Gi"}}, "ports": [{{"port": 5432}}],
/// #   "stateful": true, "replicas": 1, "permissions": "execution", "persistentStorage": {{"size": "{size}"}}}}"#);
/// let (old, new) = (container("20Gi"), container("10Gi"));
/// let report = validate_update(&old, &new, &Options::default());
/// assert_eq!(report.diagnostics[0].code, "storage-shrunk");
/// ```
pub fn validate_update(old: &str, new: &str, options: &Options) -> Report {
    let (old, new) = (Input::Text(old), Input::Text(new));
    functions::validate_update(old, new, options, Units::default()).unwrap_or_default()
}

/// Returns the normalised JSON of a declaration: with all defaults, with the keys in a fixed order, and without spaces. All
/// languages return the same text.
///
/// ```
/// use alien_sdk_core::{Options, normalise};
///
/// let error = normalise(r#"{"id": "api"}"#, &Options::default()).unwrap_err();
/// assert_eq!(error.report().diagnostics[0].code, "missing-field");
/// ```
///
/// # Errors
///
/// Fails if there is any error, and reports all of them.
pub fn normalise(text: &str, options: &Options) -> Result<String, ValidationError> {
    let (input, units) = (Input::Text(text), Units::default());
    let normalised = functions::normalised_json(input, options, units, None);
    normalised.map_or_else(|_| Ok(String::new()), |json| Ok(json?))
}

/// Returns the differences between two declarations that are given as JSON text.
///
/// ```
/// use alien_sdk_core::{Options, diff};
///
/// # let container = |replicas: u32| format!(r#"{{"id": "api", "code": {{"type": "image", "image": "nginx:1.27"}},
/// #   "cpu": {{"min": "1", "desired": "1"}}, "memory": {{"min": "1Gi", "desired": "1Gi"}}, "ports": [{{"port": 80}}],
/// #   "permissions": "execution", "replicas": {replicas}}}"#);
/// let diff = diff(&container(3), &container(5), &Options::default())?;
/// assert_eq!(diff.text, "~ replicas: 3 → 5\n");
/// # Ok::<(), alien_sdk_core::ValidationError>(())
/// ```
///
/// # Errors
///
/// Fails if one of the declarations has an error, and reports the errors of the first one that does.
pub fn diff(old: &str, new: &str, options: &Options) -> Result<Diff, ValidationError> {
    let (old, new) = (Input::Text(old), Input::Text(new));
    let diff = functions::diff(old, new, options, Units::default());
    diff.map_or_else(|_| Ok(Diff::default()), |diff| Ok(diff?))
}

/// Formats a report for people or for tools. If `options` contain the text, each diagnostic is shown with an excerpt of it,
/// in which secrets are masked.
///
/// ```
/// use alien_sdk_core::options::RenderOptions;
/// use alien_sdk_core::{Options, render, validate_text};
///
/// let text = r#"{"id": "api", "replicas": -1}"#;
/// let report = validate_text(text, &Options::default());
/// let shown = render(&report, &RenderOptions::for_text("api.json", text));
/// assert!(shown.contains(" --> api.json:1:27"));
/// ```
pub fn render(report: &Report, options: &RenderOptions) -> String {
    render::render(report, options, || json_text(report))
}

/// Applies a fix of the report of a text to that text. The rest of the text doesn't change. The options are those of the report.
///
/// ```
/// use alien_sdk_core::{Options, apply_fix, validate_text};
///
/// let text = r#"{"id": "api", "memory": "1Gi"}"#;
/// let report = validate_text(text, &Options::default());
/// let fix = report.diagnostics.iter().find_map(|found| found.fixes.first());
/// let fixed = apply_fix(text, fix.unwrap(), &Options::default())?;
/// assert_eq!(fixed, r#"{"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}"#);
/// # Ok::<(), alien_sdk_core::report::EditError>(())
/// ```
///
/// # Errors
///
/// Fails if the fix doesn't fit the text.
pub fn apply_fix(text: &str, fix: &Fix, options: &Options) -> Result<String, EditError> {
    functions::apply_fix(text, options.syntax, fix.clone(), Units::default())
}

/// Sets the value at a JSON Pointer of a text, and keeps the layout and the comments. Objects and lists that are missing on the way
/// are added; the index `-` appends to a list. Of the options, only the syntax counts, and comments are always allowed.
///
/// ```
/// use alien_sdk_core::{Options, edit, remove};
///
/// let text = "{\n  \"id\": \"api\", // the name\n  \"replicas\": 3\n}";
/// let options = Options::default();
/// let edited = edit(text, "/replicas", &5, &options)?;
/// assert_eq!(edited, text.replace('3', "5"));
/// assert_eq!(remove(text, "/id", &options)?, "{\n  // the name\n  \"replicas\": 3\n}");
/// # Ok::<(), alien_sdk_core::report::EditError>(())
/// ```
///
/// # Errors
///
/// Fails if nothing can be set at the path, or if the text has syntax errors.
pub fn edit<T: Serialize + ?Sized>(
    text: &str,
    path: &str,
    value: &T,
    options: &Options,
) -> Result<String, EditError> {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    serialize(value, &Limits::default(), &mut writer);
    functions::edit(text, options.syntax, path, &writer.finish())
}

/// Removes the value at a JSON Pointer from a text, with its key, and keeps the layout and the comments; see [`edit`].
///
/// # Errors
///
/// Fails if there is nothing at the path, or if the text has syntax errors.
pub fn remove(text: &str, path: &str, options: &Options) -> Result<String, EditError> {
    functions::remove(text, options.syntax, path)
}
