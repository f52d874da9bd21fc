//! The error for a declaration that is not valid.

use std::fmt;

use crate::document::Document;
use crate::functions;
use crate::validate::{DocumentKind, Validated};
use crate::wire::{Failure, Report};

/// The error for a declaration that is not valid. The message lists every problem and its place.
#[derive(Clone, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ValidationError {
    message: String,
    report: Report,
}

impl ValidationError {
    /// Creates the error from a validated declaration; `locate` finds the place of each problem.
    pub(super) fn from_validated<'t>(
        kind: DocumentKind,
        validated: Validated<'t>,
        locate: impl FnOnce(Validated<'t>) -> Report,
    ) -> Self {
        let document = &validated.document;
        let id = document.get(Document::ROOT, "id");
        let id = id.and_then(|id| document.str(id)).map(str::to_owned);
        Self::new(kind, id.as_deref(), locate(validated))
    }

    pub(super) fn new(kind: DocumentKind, id: Option<&str>, report: Report) -> Self {
        functions::build_failure(report, kind, id).into()
    }

    /// The report, with all errors and warnings.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Converts the error into its report.
    pub fn into_report(self) -> Report {
        self.report
    }
}

impl From<Failure> for ValidationError {
    fn from(failure: Failure) -> Self {
        let Failure { message, report } = failure;
        Self { message, report }
    }
}

/// Shows the message, since people see this output when `unwrap` panics or `main` returns the error.
impl fmt::Debug for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
