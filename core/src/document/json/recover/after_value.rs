//! What the recovering parser does where it expects a comma, a closing bracket or the end of the input.

use super::{OpenContainer, RecoveringParser, State};
use crate::document::json::lexer::{Token, TokenKind};
use crate::document::json::messages::{closer_name, token_name};
use crate::document::json::syntax_faults::SyntaxFault;
use crate::document::{Document, node};
use crate::fix::Edit;
use crate::span::{NodeId, Span};

impl RecoveringParser<'_> {
    pub(super) fn expect_comma_or_closer(&mut self, token: Token) {
        match token.kind {
            TokenKind::Close(kind) => self.handle_closer(kind, token),
            TokenKind::Comma => {
                self.lexer.faults.is_recovering = false;
                self.next_member(token);
            }
            _ => self.missing_comma(token),
        }
    }

    /// Expects the next member or element after a comma, or after the `;` that was written instead of one.
    fn next_member(&mut self, comma: Token) {
        self.pending_comma = Some(comma.span);
        self.expect_member();
    }

    pub(super) fn expect_member(&mut self) {
        self.state = match self.in_object() {
            true => State::Key,
            false => State::Value,
        };
    }

    /// Handles a token that is neither a comma nor a closing bracket.
    fn missing_comma(&mut self, token: Token) {
        let word = self.lexer.text.get(token.span.range()).unwrap_or_default();
        if matches!(word, "..." | "…" | "....") {
            self.invalid_word(token);
            return;
        }
        if matches!(word, ";" | ".") {
            let message = || format!("expected `,`, found `{word}`");
            // Before a closing bracket, or at the end, nothing needs to be there.
            let is_last = matches!(self.lexer.next_token_byte(), Some(b'}' | b']') | None);
            let edit = Edit::replace(token.span, if is_last { "" } else { "," });
            let fault = SyntaxFault::new(token.span, message()).help("write `,`");
            self.lexer.faults.report(|| fault.safe_fix([edit]));
            if !is_last {
                self.next_member(token);
            }
            return;
        }
        let point = self.previous_end_span();
        let found = token_name(token.kind);
        let closer = self.innermost().map_or("`}`", |top| closer_name(top.kind));
        let message = || format!("expected `,` or {closer}, found {found}");
        let starts_member = match token.kind {
            TokenKind::Colon => {
                // The previous value may be a key.
                let previous = NodeId(self.writer.next_id().0.saturating_sub(1));
                self.writer.flag(previous, node::GUESSED);
                false
            }
            TokenKind::Open(_) => true,
            _ if self.in_object() => self.lexer.colon_follows(),
            _ => true,
        };
        if starts_member {
            // Two tokens that touch may be one string with quotes in it.
            let is_certain = token.kind != TokenKind::Word && point.end < token.span.start;
            let comma = [Edit::replace(point, ",")];
            self.lexer.faults.report(|| {
                let fault = SyntaxFault::new(point, message()).help("add `,`");
                match is_certain {
                    true => fault.safe_fix(comma),
                    false => fault.risky_fix(comma),
                }
            });
            self.expect_member();
            self.handle(token);
        } else {
            self.report(
                token.span,
                message,
                "remove it, or add the missing key or bracket",
            );
            self.mark_unfinished();
        }
    }

    /// Reports the comma before a closing bracket, unless the options allow it.
    pub(super) fn report_trailing_comma(&mut self, token: Token) {
        if let (Some(comma), false) = (self.pending_comma.take(), self.lexer.relaxed) {
            let what = if self.in_object() { "a key" } else { "a value" };
            let found = token_name(token.kind);
            let fault =
                SyntaxFault::new(comma, format!("expected {what} after `,`, found {found}"));
            let fault = fault.help("remove the `,`");
            self.lexer
                .faults
                .report(|| fault.safe_fix([Edit::replace(comma, "")]));
        }
    }

    fn handle_closer(&mut self, kind: u32, token: Token) {
        while self
            .innermost()
            .is_some_and(|top| top.is_opener_missing && top.kind != kind)
        {
            self.close_container(node::UNFINISHED, self.previous_end);
        }
        let Some(top) = self.innermost() else {
            self.report_unmatched_closer(token);
            return;
        };
        if top.kind == kind {
            self.lexer.faults.is_recovering = false;
            self.follows_unopened_object = top.is_opener_missing;
            self.close_container(0, token.span.end);
            return;
        }
        let [objects, arrays] = self.open_counts;
        let matching_openers = if kind == node::OBJECT {
            objects
        } else {
            arrays
        };
        self.lexer.faults.has_wrong_closer = true;
        // What closes the root is the last token.
        let may_close_innermost = self.stack.len() > 1 || self.lexer.next_token_byte().is_none();
        if matching_openers == 0 && !(self.strategy.accept_wrong_closer && may_close_innermost) {
            self.report_unmatched_closer(token);
            return;
        }
        self.lexer.faults.is_unbalanced = true;
        let expected = closer_name(top.kind);
        let found = token_name(token.kind);
        let right = closer_text(top.kind);
        let edit = match self.strategy.accept_wrong_closer {
            true => Edit::replace(token.span, right),
            false => {
                let open = self.stack.iter().rev().map(|open| open.kind);
                let missing: String = open
                    .take_while(|open| *open != kind)
                    .map(closer_text)
                    .collect();
                Edit::replace(self.previous_end_span(), missing)
            }
        };
        self.lexer.faults.report(|| {
            SyntaxFault::new(token.span, format!("expected {expected}, found {found}"))
                .help("close the innermost object or array first")
                .related(Some(top.opener), "opened here")
                .risky_fix([edit])
        });
        if self.strategy.accept_wrong_closer {
            self.close_container(node::UNFINISHED, token.span.end);
        } else {
            while self.innermost().is_some_and(|top| top.kind != kind) {
                self.close_container(node::UNFINISHED, token.span.start);
            }
            self.close_container(0, token.span.end);
        }
    }

    /// Reports a closing bracket that has no opening bracket.
    pub(super) fn report_unmatched_closer(&mut self, token: Token) {
        self.lexer.faults.is_unbalanced = true;
        let found = token_name(token.kind);
        let help = "remove it, or add the matching opening bracket";
        let is_inside = !self.stack.is_empty() || self.state == State::EndOfInput;
        self.report_with_fix(
            token.span,
            || format!("{found} has no matching opening bracket"),
            help,
            is_inside.then(|| Edit::replace(token.span, "")),
        );
        self.mark_unfinished();
    }

    /// Closes the innermost object or array. If its last member has no value yet, a broken value is written for it.
    pub(super) fn close_container(&mut self, flags: u32, end: u32) {
        if self.in_object() && matches!(self.state, State::Value | State::Colon) {
            self.write_missing_value(self.previous_end_span());
        }
        if let Some(top) = self.stack.pop() {
            self.change_open_count(top.kind, -1);
            self.writer.close(flags, end);
        }
        self.finish_value();
    }

    /// Handles a token after the root value. If it starts a member, and the root is an object, the root is opened
    /// again. Returns false if the parser must stop.
    pub(super) fn after_root(&mut self, token: Token) -> bool {
        if let TokenKind::Close(_) = token.kind {
            self.report_unmatched_closer(token);
            return true;
        }
        let root = Document::ROOT;
        let is_object = self.writer.document().node(root).head & node::KIND == node::OBJECT;
        let starts_member = match token.kind {
            TokenKind::Comma => self.lexer.next_token_byte() == Some(b'"'),
            TokenKind::String(..) => self.lexer.colon_follows(),
            _ => false,
        };
        let found = token_name(token.kind);
        let message = || format!("expected the end of the input, found {found}");
        self.lexer.faults.is_unbalanced = true;
        if is_object && starts_member && self.writer.reopen(root) {
            let help =
                "remove the extra closing bracket before it, or add the missing opening bracket";
            self.report(token.span, message, help);
            self.change_open_count(node::OBJECT, 1);
            self.is_root_reopened = true;
            self.stack.push(OpenContainer {
                id: root,
                kind: node::OBJECT,
                opener: Span::default(),
                is_opener_missing: false,
                indent: 0,
                member_indent: None,
            });
            self.mark_unfinished();
            self.state = State::CommaOrCloser;
            self.expect_comma_or_closer(token);
            return true;
        }
        // The user may have meant the second document, so what is removed should be reviewed.
        let rest = Span::new(token.span.start, self.lexer.text.len() as u32);
        let rest_text = self.lexer.text.get(rest.range()).unwrap_or_default();
        let removed = (!rest_text.contains(['{', '"'])).then(|| Edit::replace(rest, ""));
        let help = "keep one value, and remove the rest";
        self.report_with_fix(token.span, message, help, removed);
        false
    }

    /// Reports what is missing at the end of the text, and closes all open objects and arrays.
    pub(super) fn end_of_input(&mut self, token: Token) {
        let Some(top) = self.innermost() else {
            if self.state == State::Value {
                let message = || "expected a value, found the end of the input".to_owned();
                self.report(token.span, message, "write an object, starting with `{`");
                self.write_missing_value(Span::new(token.span.start, token.span.start));
            }
            return;
        };
        let expected = match self.state {
            State::Value if self.in_object() => "a value",
            State::Colon => "`:` and a value",
            _ => closer_name(top.kind),
        };
        let point = self.previous_end_span();
        // A root that was closed too early needs no closing bracket at the end.
        let needs_closer = |open: &&OpenContainer| {
            let was_closed = self.is_root_reopened && open.id == Document::ROOT;
            !open.is_opener_missing && !was_closed
        };
        let opener = self.stack.iter().rev().find(needs_closer);
        self.lexer.faults.cost += usize::from(self.lexer.faults.is_recovering && opener.is_some());
        self.lexer.faults.is_unbalanced = true;
        if opener.is_some() || self.state != State::CommaOrCloser {
            let opener = opener.map(|open| open.opener);
            let closers = self.missing_closers(point);
            self.lexer.faults.report(|| {
                SyntaxFault::new(
                    point,
                    format!("expected {expected}, found the end of the input"),
                )
                .help("add the missing part at the end")
                .related(opener, "opened here, but not closed")
                .risky_fix(closers)
            });
        } else if let Some(Edit::Replace { span, text }) = self.missing_closers(point)
            && self.stack.iter().any(|open| open.is_opener_missing)
        {
            self.lexer
                .faults
                .add_edits_to_last([Edit::replace(span, text)]);
        }
        while !self.stack.is_empty() {
            self.close_container(node::UNFINISHED, token.span.end);
        }
    }

    /// The edit that adds what is missing at the end of the text; `None` if more than closing brackets is missing.
    fn missing_closers(&self, point: Span) -> Option<Edit> {
        let is_between = match self.state {
            State::CommaOrCloser => true,
            State::Key => true,
            State::Value => !self.in_object(),
            _ => false,
        };
        let last = NodeId(self.writer.next_id().0.saturating_sub(1));
        let is_cut_off = self.writer.document().node(last).is_broken();
        if !is_between || is_cut_off || self.is_root_reopened || self.is_too_deep_reported {
            return None;
        }
        let open = self.stack.iter().rev();
        let closers: String = open.map(|open| closer_text(open.kind)).collect();
        // A comma after the last member is removed.
        let span = self.pending_comma.unwrap_or(point);
        Some(Edit::replace(span, closers))
    }
}

fn closer_text(kind: u32) -> &'static str {
    match kind {
        node::OBJECT => "}",
        _ => "]",
    }
}
