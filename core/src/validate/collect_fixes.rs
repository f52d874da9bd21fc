//! Validates a text and collects its fixes.

use super::{Options, Validated, decode_and_check, report_only};
use crate::diagnostic::Sink;
use crate::document::json;
use crate::document::{Buffers, Document};
use crate::fix::Fix;
use crate::span::NodeId;

/// The fixes of a text, and the number of its errors.
#[derive(Debug)]
pub(crate) struct CollectedFixes<'t> {
    /// The declaration.
    pub document: Document<'t>,
    /// The likeliest fix of each diagnostic, of the safe ones or of all, with the root that its paths start from. Where
    /// there are very many, some are left out.
    pub fixes: Vec<(NodeId, Fix)>,
    /// How many faults the text itself has, of syntax above all: what it says is partly a guess.
    pub syntax_errors: usize,
    /// How many errors there are, with those.
    pub errors: usize,
}

/// Validates a text and keeps only the fixes of its diagnostics: the safe ones, or all.
pub(crate) fn collect_fixes<'t>(
    text: &'t str,
    options: &Options,
    also_unsafe: bool,
) -> CollectedFixes<'t> {
    // As many as keep memory in proportion to the text. Of fixes as short as can be, that is a quarter.
    let most = text.len() / 8 + 1000;
    let mut sink = Sink::for_fixes(most, also_unsafe);
    let (limits, buffers) = (&options.limits, Buffers::default());
    let document = json::parse(text, options.json, limits, buffers, &mut sink);
    let syntax_errors = sink.errors();
    let Validated { document, sink } = decode_and_check(document, sink, options, &mut report_only);
    CollectedFixes {
        document,
        syntax_errors,
        errors: sink.errors(),
        fixes: sink.into_fixes(),
    }
}
