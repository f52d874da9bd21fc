//! The result of builders and of `normalise`.

use std::fmt;

use serde::Serialize;

use super::Report;
use crate::normalise::mask_json;
use crate::path::Path;
use crate::validate::DocumentKind;

/// A declaration that was built or normalised.
#[derive(Clone, PartialEq)]
pub struct BuildResult {
    /// The normalised JSON; `None` if there is an error.
    pub json: Option<String>,
    /// All diagnostics. If there is JSON, they are warnings and infos only.
    pub report: Report,
    /// The kind of the declaration.
    pub kind: DocumentKind,
}

/// Why something failed that needs a valid declaration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Failure {
    /// Lists every problem with its place: an excerpt of the text, a builder call, or a path.
    pub message: String,
    /// All problems as data.
    pub report: Report,
}

/// Masks secrets in the JSON.
impl fmt::Debug for BuildResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = |json| mask_json(json, &Path::root());
        let mut result = f.debug_struct("BuildResult");
        result.field("json", &self.json.as_deref().map(masked));
        result
            .field("report", &self.report)
            .field("kind", &self.kind)
            .finish()
    }
}
