//! What editors ask about a declaration while it is written: hover, completion, symbols, folding, formatting, names, hints.
//!
//! Nothing here knows a protocol. Positions are bytes of the text, and all but formatting and the word at the cursor works on
//! nodes and their spans. Values of variables are never shown.

mod completion;
mod format;
mod hints;
mod hover;
mod names;
mod outline;
mod place;
mod snippet;
mod suppression;
#[cfg(test)]
mod tests;
mod values;
mod word;

pub use completion::{Completion, CompletionKind, Completions, complete};
pub use format::Indentation;
pub use hints::Hint;
pub use hover::{Hover, explain_markdown};
pub use outline::Symbol;
pub use snippet::Snippet;

use crate::diagnostic::Sink;
use crate::document::{Buffers, Document, Syntax};
use crate::validate::{DocumentKind, Options};

/// A parsed text, about which an editor asks.
#[derive(Debug)]
pub struct Analysis<'t> {
    document: Document<'t>,
    kind: DocumentKind,
    has_syntax_errors: bool,
    allows_comments: bool,
}

impl<'t> Analysis<'t> {
    /// Parses a text.
    pub fn new(text: &'t str, options: &Options) -> Self {
        let mut sink = Sink::new(0);
        let (limits, buffers) = (&options.limits, Buffers::default());
        let document = options.syntax.parse(text, limits, buffers, &mut sink);
        Self {
            kind: options.kind.unwrap_or(DocumentKind::detect(&document)),
            allows_comments: options.syntax != Syntax::Json,
            has_syntax_errors: sink.has_errors(),
            document,
        }
    }
}
