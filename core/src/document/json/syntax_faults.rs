//! The syntax errors that one pass over a text found. They are reported only if that pass is chosen as the best.

use crate::diagnostic::{Code, Diagnostic, Location, Sink};
use crate::fix::{Applicability, Edit, Fix};
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
    /// Whether a closing bracket was of another kind than the innermost object or array.
    pub(super) has_wrong_closer: bool,
    /// The position in `list` of the first fault of each group.
    groups: [Option<usize>; GROUPS],
}

/// Faults that have one cause when a text has many of them, such as a habit of another language. They are reported once
/// for a text, and have one fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Quotes,
    Spaces,
    Comments,
    Punctuation,
    Parentheses,
    DiffMarks,
    ControlCharacters,
}

const GROUPS: usize = Group::ControlCharacters as usize + 1;

/// The maximum number of other places that a diagnostic about a group shows.
const MAX_RELATED: usize = 3;

/// One syntax error, or another problem that the lexer finds.
pub(super) struct SyntaxFault {
    code: &'static Code,
    span: Span,
    message: String,
    help: Option<&'static str>,
    related: Vec<(Span, &'static str)>,
    /// The edits of the fix, whose title is the help.
    edits: Vec<Edit>,
    is_fix_safe: bool,
    has_no_fix: bool,
    /// The number of other faults of its group.
    more: usize,
}

impl SyntaxFault {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            code: &JSON_SYNTAX,
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
            edits: Vec::new(),
            is_fix_safe: true,
            has_no_fix: false,
            more: 0,
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
        self.related.extend(span.map(|span| (span, message)));
        self
    }

    /// Adds a fix that certainly writes what is meant. Its title is the help.
    pub(super) fn safe_fix(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.edits.extend(edits);
        self
    }

    /// Adds a fix that a person should review. Its title is the help.
    pub(super) fn risky_fix(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.is_fix_safe = false;
        self.safe_fix(edits)
    }

    /// Adds another fault of the same group.
    fn merge(&mut self, other: Self, is_counted: bool) {
        // A fix of a group is for all of its faults.
        self.has_no_fix |= is_counted && other.edits.is_empty();
        self.edits.extend(other.edits);
        self.is_fix_safe &= other.is_fix_safe;
        self.more += usize::from(is_counted);
        if is_counted && self.related.len() < MAX_RELATED {
            self.related.push((other.span, "here too"));
        }
    }

    pub(super) fn report_to(self, sink: &mut Sink) {
        let code = self.code;
        sink.report(code, || self.into_diagnostic());
    }

    fn into_diagnostic(self) -> Diagnostic {
        let message = match self.more {
            0 => self.message,
            more => format!("{}, and {more} more like this", self.message),
        };
        let mut diagnostic = Diagnostic::at_span(self.span, message);
        diagnostic.help = self.help.map(str::to_owned);
        if !self.edits.is_empty() && !self.has_no_fix {
            diagnostic.fixes.push(Fix {
                title: self.help.unwrap_or_default().to_owned(),
                edits: self.edits,
                applicability: match self.is_fix_safe {
                    true => Applicability::Safe,
                    false => Applicability::Unsafe,
                },
            });
        }
        let add = |diagnostic: Diagnostic, (span, message)| {
            diagnostic.related_at(Location::Span(span), message)
        };
        self.related.into_iter().fold(diagnostic, add)
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
            has_wrong_closer: false,
            groups: [None; GROUPS],
        }
    }

    /// Adds a syntax error, unless it is likely a consequence of the previous one.
    pub(super) fn report(&mut self, make: impl FnOnce() -> SyntaxFault) {
        if !self.is_recovering {
            self.is_recovering = true;
            self.cost += 1;
            self.report_always(make);
        } else if self.list.last().is_some_and(|last| !last.edits.is_empty()) {
            // What has to be changed here belongs to the fix of the fault that caused it.
            let fault = make();
            if let Some(last) = self.list.last_mut() {
                last.merge(fault, false);
            }
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

    /// Adds a fault of a group. If it is likely a consequence of the previous fault, only its edits are added to those
    /// of its group.
    pub(super) fn report_in_group(&mut self, group: Group, make: impl FnOnce() -> SyntaxFault) {
        let is_counted = !self.is_recovering;
        self.cost += usize::from(is_counted);
        let Some(position) = self.groups.get_mut(group as usize) else {
            return;
        };
        match position.and_then(|at| self.list.get_mut(at)) {
            Some(first) => first.merge(make(), is_counted),
            None if is_counted => {
                *position = Some(self.list.len());
                self.report_always(|| {
                    let mut fault = make();
                    fault.has_no_fix = fault.edits.is_empty();
                    fault
                });
            }
            None => {}
        }
    }

    /// Adds edits to the fix of a group, if there is one.
    pub(super) fn add_edits_in_group(
        &mut self,
        group: Group,
        edits: impl IntoIterator<Item = Edit>,
    ) {
        let position = self.groups.get(group as usize).copied().flatten();
        if let Some(first) = position.and_then(|at| self.list.get_mut(at)) {
            first.edits.extend(edits);
        }
    }

    /// Adds edits to the last fault, for its consequences that are not reported themselves.
    pub(super) fn add_edits_to_last(&mut self, edits: impl IntoIterator<Item = Edit>) {
        if let Some(last) = self.list.last_mut()
            && !last.edits.is_empty()
        {
            last.edits.extend(edits);
        }
    }

    pub(super) fn report_to(self, sink: &mut Sink) {
        for fault in self.list {
            fault.report_to(sink);
        }
        sink.add_omitted_errors(self.left_out);
    }
}
