//! The syntax errors that one pass over a text found. They are reported only if that pass is chosen as the best.

use crate::diagnostic::{Code, Diagnostic, Location, Sink};
use crate::span::Span;

use super::JSON_SYNTAX;

pub(super) struct SyntaxFaults {
    list: Vec<SyntaxFault>,
    /// The maximum length of `list`.
    limit: usize,
    /// The number of faults that were left out because of the limit.
    left_out: usize,
    /// The number of syntax errors, and one more if objects and arrays are open at the end without a report. The pass
    /// with the lowest cost is chosen.
    pub(super) cost: usize,
    /// Whether no token has been as expected since the last syntax error. Errors are not reported meanwhile, since they
    /// are most likely consequences of that one.
    pub(super) is_recovering: bool,
    /// Whether brackets don't match, so that parsing again with another strategy may find fewer errors.
    pub(super) is_unbalanced: bool,
}

/// One syntax error, or another problem that the lexer finds.
pub(super) struct SyntaxFault {
    code: &'static Code,
    span: Span,
    message: String,
    help: Option<&'static str>,
    related: Option<(Span, &'static str)>,
}

impl SyntaxFault {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            code: &JSON_SYNTAX,
            span,
            message: message.into(),
            help: None,
            related: None,
        }
    }

    pub(super) fn with_code(mut self, code: &'static Code) -> Self {
        self.code = code;
        self
    }

    pub(super) fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    pub(super) fn related(mut self, span: Option<Span>, message: &'static str) -> Self {
        self.related = span.map(|span| (span, message));
        self
    }

    fn into_diagnostic(self) -> Diagnostic {
        let mut diagnostic = Diagnostic::at_span(self.span, self.message);
        diagnostic.help = self.help.map(str::to_owned);
        match self.related {
            Some((span, message)) => diagnostic.related_at(Location::Span(span), message),
            None => diagnostic,
        }
    }
}

impl SyntaxFaults {
    /// Keeps at most `limit` faults, and counts the others.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            list: Vec::new(),
            limit,
            left_out: 0,
            cost: 0,
            is_recovering: false,
            is_unbalanced: false,
        }
    }

    /// Adds a syntax error, unless it is likely a consequence of the previous one.
    pub(super) fn report(&mut self, make: impl FnOnce() -> SyntaxFault) {
        if !self.is_recovering {
            self.is_recovering = true;
            self.cost += 1;
            self.report_always(make);
        }
    }

    /// Adds a fault that has no consequences for the tokens after it.
    pub(super) fn report_always(&mut self, make: impl FnOnce() -> SyntaxFault) {
        if self.list.len() < self.limit {
            self.list.push(make());
        } else {
            self.left_out += 1;
        }
    }

    pub(super) fn report_to(self, sink: &mut Sink) {
        for fault in self.list {
            let code = fault.code;
            sink.report(code, || fault.into_diagnostic());
        }
        sink.add_omitted_errors(self.left_out);
    }
}
