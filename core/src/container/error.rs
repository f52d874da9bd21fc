//! The error of a declaration with faults.

use std::fmt;

use crate::document::Document;
use crate::validate::DocumentKind;
use crate::validate::Judged;
use crate::wire::{Report, build_message};

/// A declaration has faults. The message has every one of them, and where it is.
#[derive(Clone, PartialEq, thiserror::Error)]
#[error("{}", build_message(.report, *.kind, .id.as_deref()))]
pub struct ValidationError {
    kind: DocumentKind,
    id: Option<String>,
    report: Report,
}

impl ValidationError {
    /// The error of a declaration that has been judged, and how to locate its faults.
    pub(super) fn of<'t>(
        kind: DocumentKind,
        judged: Judged<'t>,
        locate: impl FnOnce(Judged<'t>) -> Report,
    ) -> Self {
        let document = &judged.document;
        let id = document.get(Document::ROOT, "id");
        let id = id.and_then(|id| document.str(id)).map(str::to_owned);
        let report = locate(judged);
        Self { kind, id, report }
    }

    /// Every fault, and the warnings beside them.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The report, without its error.
    pub fn into_report(self) -> Report {
        self.report
    }
}

/// The message: what a person sees of an `unwrap`, or of an error that `main` returns.
impl fmt::Debug for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
