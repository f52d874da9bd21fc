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
mod template;
#[cfg(test)]
mod tests;
mod values;
mod word;
#[cfg(feature = "yaml")]
mod yaml;

pub use completion::{Completion, CompletionKind, Completions, complete};
pub use format::Indentation;
pub use hints::Hint;
pub use hover::{Hover, explain_markdown};
pub use outline::Symbol;
pub use snippet::Snippet;

use crate::diagnostic::Sink;
use crate::document::{Buffers, Document, Syntax};
use crate::span::NodeId;
use crate::validate::{DocumentKind, Options};

/// A parsed text, about which an editor asks.
#[derive(Debug)]
pub struct Analysis<'t> {
    document: Document<'t>,
    /// The declaration that the questions are about. A YAML text may have several.
    root: NodeId,
    given_kind: Option<DocumentKind>,
    has_syntax_errors: bool,
    allows_comments: bool,
}

impl<'t> Analysis<'t> {
    /// Parses a text.
    pub fn new(text: &'t str, options: &Options) -> Self {
        let mut sink = Sink::new(0);
        let (limits, buffers) = (&options.limits, Buffers::default());
        let document = options.syntax.parse(text, limits, buffers, &mut sink);
        let root = document.roots().next().unwrap_or_default();
        Self {
            root,
            given_kind: options.kind,
            allows_comments: options.syntax != Syntax::Json,
            has_syntax_errors: sink.has_errors(),
            document,
        }
    }

    /// The same for questions about a byte, which is in one of the declarations of the text.
    pub fn at(self, offset: u32) -> Self {
        let starts_before = |root: &NodeId| self.span(*root).start <= offset;
        let last = self.document.roots().take_while(starts_before).last();
        Self {
            root: last.unwrap_or(self.root),
            ..self
        }
    }

    /// The kind of a declaration.
    fn kind(&self, root: NodeId) -> DocumentKind {
        let detected = || DocumentKind::detect_at(&self.document, root);
        self.given_kind.unwrap_or_else(detected)
    }
}
