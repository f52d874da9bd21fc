//! The functions that have the same parameters for Rust programs and for the bindings. The crate exports all of them.

use crate::catalog;
use crate::diagnostic::Docs;
#[cfg(feature = "schema")]
use crate::schema;
#[cfg(feature = "schema")]
use crate::validate::DocumentKind;
use crate::wire::Explanation;

pub use super::fixes::apply_fixes;

/// The explanation of a code; `None` if there is no such code.
pub fn explain(code: &str) -> Option<Explanation> {
    catalog::find(code).map(explanation)
}

pub(super) fn explanation(docs: Docs) -> Explanation {
    Explanation {
        code: docs.code.name,
        severity: docs.code.severity,
        summary: docs.summary,
        why: docs.why,
        fails: catalog::example(docs.fails),
        passes: catalog::example(docs.passes),
        docs: catalog::docs_link(docs.code),
    }
}

/// The JSON Schema (2020-12) of a kind of document, as text.
#[cfg(feature = "schema")]
pub fn json_schema(kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Container => schema::container(),
        DocumentKind::Stack => schema::stack(),
        DocumentKind::State => schema::state(),
    }
}
