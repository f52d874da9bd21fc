//! What builders and `normalise` give.

use std::fmt;

use super::Report;
use crate::normalise::masked_text;
use crate::path::Path;
use crate::validate::DocumentKind;

/// A declaration that was built or normalised.
#[derive(Clone, PartialEq)]
pub struct BuildResult {
    /// Its normalised JSON, if there is no error.
    pub json: Option<String>,
    /// What was found: with JSON, warnings and infos.
    pub report: Report,
    /// What was declared.
    pub kind: DocumentKind,
}

/// With the JSON as people may see it.
impl fmt::Debug for BuildResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = |json| masked_text(json, &Path::root());
        let mut result = f.debug_struct("BuildResult");
        result.field("json", &self.json.as_deref().map(masked));
        result
            .field("report", &self.report)
            .field("kind", &self.kind)
            .finish()
    }
}
