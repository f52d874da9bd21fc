//! Functions for declarations that are given as JSON text.

use super::ValidationError;
use crate::document::Buffers;
use crate::functions;
use crate::span::Units;
use crate::validate::{Input, Options};
use crate::wire::{BuildResult, Diff, Report};

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
    let normalised = functions::normalised_json(Input::Text(text), options, Units::default());
    normalised.map_or_else(|_| Ok(String::new()), |json| json.map_err(refused))
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
    diff.map_or_else(|_| Ok(Diff::default()), |diff| diff.map_err(refused))
}

/// Validates JSON text, and returns the diagnostics as a terminal shows them: each with its line, the position marked. The
/// text is called `name`. `color` adds ANSI colours. Secrets are masked.
///
/// ```
/// use alien_sdk_core::{Options, render};
///
/// let shown = render(r#"{"id": "api", "replicas": -1}"#, "api.json", &Options::default(), false);
/// assert!(shown.contains(" --> api.json:1:27"));
/// ```
pub fn render(text: &str, name: &str, options: &Options, color: bool) -> String {
    functions::render_text(text, name, options, color).unwrap_or_default()
}

fn refused(refused: BuildResult) -> ValidationError {
    ValidationError::new(refused.kind, None, refused.report)
}
