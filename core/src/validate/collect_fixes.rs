//! Validates a text and collects its fixes.

use super::{Options, Validated, decode_and_check, report_only};
use crate::diagnostic::Sink;
use crate::document::{Buffers, Document};
use crate::fix::Fix;
use crate::span::NodeId;

/// The fixes of a text, and the number of its errors.
#[derive(Debug)]
pub(crate) struct CollectedFixes<'t> {
    /// The declaration.
    pub document: Document<'t>,
    /// The most likely fix of each diagnostic, with the node where its paths start. If there are very many, some are left out.
    pub fixes: Vec<(NodeId, Fix)>,
    /// The number of errors that parsing found, mostly syntax errors.
    pub syntax_errors: usize,
    /// The number of all errors, including syntax errors.
    pub errors: usize,
}

/// Validates a text, and keeps only the fixes of its diagnostics: the safe ones, or all.
pub(crate) fn collect_fixes<'t>(
    text: &'t str,
    options: &Options,
    also_unsafe: bool,
) -> CollectedFixes<'t> {
    // The limit keeps memory proportional to the text. Only a text in which almost every value has a fix exceeds it.
    let max_fixes = text.len() / 8 + 1000;
    let mut sink = Sink::for_fixes(max_fixes, also_unsafe);
    let (limits, buffers) = (&options.limits, Buffers::default());
    let document = options.syntax.parse(text, limits, buffers, &mut sink);
    let syntax_errors = sink.errors();
    let Validated { document, sink } = decode_and_check(document, sink, options, &mut report_only);
    CollectedFixes {
        document,
        syntax_errors,
        errors: sink.errors(),
        fixes: sink.into_fixes(),
    }
}
