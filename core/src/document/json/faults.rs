//! What one reading of a text found wrong, kept back until it is known which reading is best.

use crate::diagnostic::{Code, Diagnostic, Location, Sink};
use crate::span::Span;

use super::JSON_SYNTAX;

pub(super) struct Faults {
    list: Vec<Fault>,
    most: usize,
    /// How many faults there are beyond those.
    more: usize,
    /// How badly this reading explains the text: the faults, and what was left open at its end.
    pub(super) cost: usize,
    /// After a fault, what follows is likely its echo, until something is as expected again.
    pub(super) quiet: bool,
    /// Braces or brackets don't match, so that another reading may do better.
    pub(super) unbalanced: bool,
}

pub(super) struct Fault {
    code: &'static Code,
    span: Span,
    message: String,
    help: Option<&'static str>,
    related: Option<(Span, &'static str)>,
}

impl Fault {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            code: &JSON_SYNTAX,
            span,
            message: message.into(),
            help: None,
            related: None,
        }
    }

    pub(super) fn of(mut self, code: &'static Code) -> Self {
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
        let mut diagnostic = Diagnostic::at_span(self.code, self.span, self.message);
        diagnostic.help = self.help.map(str::to_owned);
        match self.related {
            Some((span, message)) => diagnostic.related_at(Location::Span(span), message),
            None => diagnostic,
        }
    }
}

impl Faults {
    /// Keeps `most` faults, and counts the rest.
    pub(super) fn new(most: usize) -> Self {
        Self {
            list: Vec::new(),
            most,
            more: 0,
            cost: 0,
            quiet: false,
            unbalanced: false,
        }
    }

    /// Reports a fault of syntax, unless it is likely the echo of the one before.
    pub(super) fn report(&mut self, make: impl FnOnce() -> Fault) {
        if !self.quiet {
            self.quiet = true;
            self.cost += 1;
            self.note(make);
        }
    }

    /// Reports what has no echo.
    pub(super) fn note(&mut self, make: impl FnOnce() -> Fault) {
        if self.list.len() < self.most {
            self.list.push(make());
        } else {
            self.more += 1;
        }
    }

    pub(super) fn drain_into(self, sink: &mut Sink) {
        for fault in self.list {
            let code = fault.code;
            sink.report(code, || fault.into_diagnostic());
        }
        sink.add_omitted_errors(self.more);
    }
}
