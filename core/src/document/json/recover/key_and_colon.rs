//! What the recovering parser does where it expects a key or a colon.

use super::{RecoveringParser, State};
use crate::document::json::lexer::{Token, TokenKind};
use crate::document::json::messages::token_name;
use crate::document::json::syntax_faults::{Group, SyntaxFault};
use crate::document::node;
use crate::fix::Edit;
use crate::span::{NodeId, Span};

impl RecoveringParser<'_> {
    pub(super) fn expect_key(&mut self, token: Token) {
        if let Some(top) = self.stack.last_mut()
            && !token.starts_line
            && self.pending_comma.is_none()
        {
            // The members share a line, so their indentation is unknown.
            top.member_indent = None;
        }
        match token.kind {
            TokenKind::String(head, ..) => {
                self.follows_unopened_object = false;
                self.write_scalar(token, 0);
                let has_colon = self.lexer.colon_follows();
                let may_be_cut_off = head & (node::BROKEN | node::SURROGATE) == node::BROKEN;
                if may_be_cut_off {
                    self.mark_unfinished();
                }
                if may_be_cut_off && !has_colon {
                    self.write_missing_value(Span::new(token.span.end, token.span.end));
                } else {
                    self.state = State::Colon;
                }
                self.pending_comma = None;
            }
            TokenKind::Close(_) => {
                self.report_trailing_comma(token);
                self.expect_comma_or_closer(token);
            }
            TokenKind::Colon => {
                let help = "write the key before `:`";
                self.report(token.span, || "expected a key, found `:`".to_owned(), help);
                self.write_broken_key(Span::new(token.span.start, token.span.start));
                self.state = State::Value;
            }
            TokenKind::Comma => {
                let help = "remove it, or write what is missing";
                let message = || "expected a key, found `,`".to_owned();
                self.report_with_fix(token.span, message, help, [Edit::replace(token.span, "")]);
                self.mark_unfinished();
            }
            TokenKind::Open(_) if self.follows_unopened_object && self.has_room() => {
                self.write_broken_key(Span::new(token.span.start, token.span.start));
                self.open_without_opener(node::ARRAY, token);
                self.expect_value(token);
            }
            TokenKind::Open(kind) => {
                let found = token_name(token.kind);
                let help = "write a key and `:` before it";
                self.report(
                    token.span,
                    || format!("expected a key, found {found}"),
                    help,
                );
                self.write_broken_key(Span::new(token.span.start, token.span.start));
                self.open_or_skip(kind, token);
            }
            _ => self.unquoted_key(token),
        }
    }

    fn unquoted_key(&mut self, token: Token) {
        let text = self.lexer.text.get(token.span.range()).unwrap_or_default();
        if matches!(text, "..." | "…") {
            self.invalid_word(token);
            return;
        }
        if token.kind == TokenKind::Number && self.decimal_comma(token) {
            return;
        }
        let found = token_name(token.kind);
        let help = "put the key in double quotes";
        let message = || format!("expected a key in double quotes, found {found}");
        let Span { start, end } = token.span;
        if self.lexer.colon_follows() {
            let quotes = [start, end].map(|at| Edit::replace(Span::new(at, at), "\""));
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '.');
            let is_name = text.chars().all(is_name);
            let fault = SyntaxFault::new(token.span, message()).help(help);
            let fault = fault.safe_fix(quotes.into_iter().filter(|_| is_name));
            self.lexer.faults.report_in_group(Group::Quotes, || fault);
            self.lexer.faults.is_recovering = true;
            let head = node::STRING | self.guessed_flag();
            self.writer
                .leaf_with_span(head, start, end - start, token.span);
            (self.pending_comma, self.state) = (None, State::Colon);
        } else {
            self.report(token.span, message, help);
            self.mark_unfinished();
            self.finish_value();
        }
    }

    /// Handles a number in the place of a key: the comma before it may be a decimal comma.
    fn decimal_comma(&mut self, token: Token) -> bool {
        let Some(comma) = self.pending_comma else {
            return false;
        };
        let previous = NodeId(self.writer.next_id().0.saturating_sub(1));
        let node = self.writer.document().node(previous);
        let is_number = matches!(node.head & node::KIND, node::INTEGER | node::NUMBER);
        let text = self.lexer.text.as_bytes();
        let before = text.get((comma.start as usize).wrapping_sub(1));
        let is_adjacent = comma.end == token.span.start && before.is_some_and(u8::is_ascii_digit);
        if !is_number || !is_adjacent || self.lexer.colon_follows() {
            return false;
        }
        self.writer.flag(previous, node::BROKEN);
        let span = Span::new(node.a, token.span.end);
        let message = || "expected a key after `,`, found a number".to_owned();
        let help = "write a decimal point instead of the comma";
        self.report_with_fix(span, message, help, [Edit::replace(comma, ".")]);
        self.finish_value();
        true
    }

    /// Handles a key without a colon. It may be a value whose key is missing.
    fn missing_colon(&mut self, token: Token) {
        let (point, found) = (self.previous_end_span(), token_name(token.kind));
        let message = || format!("expected `:` after this key, found {found}");
        self.report(point, message, "write `:` and the value");
        self.mark_unfinished();
        self.write_missing_value(point);
        self.expect_comma_or_closer(token);
    }

    pub(super) fn expect_colon(&mut self, token: Token) {
        let point = self.previous_end_span();
        let found = token_name(token.kind);
        let message = || format!("expected `:` after this key, found {found}");
        match token.kind {
            TokenKind::Colon => {
                self.lexer.faults.is_recovering = false;
                self.state = State::Value;
            }
            TokenKind::Comma | TokenKind::Close(_) => self.missing_colon(token),
            TokenKind::String(..) if self.lexer.colon_follows() => self.missing_colon(token),
            TokenKind::Word if is_assignment(self.lexer.text.get(token.span.range())) => {
                let sign = self.lexer.text.get(token.span.range()).unwrap_or_default();
                let fault = SyntaxFault::new(token.span, format!("expected `:`, found `{sign}`"));
                let fault = fault.help("write `:`");
                self.lexer
                    .faults
                    .report(|| fault.safe_fix([Edit::replace(token.span, ":")]));
                self.state = State::Value;
            }
            kind => {
                let help = "write `:` between the key and its value";
                // Two strings that touch may be one string with quotes in it.
                let touches =
                    token.span.start == point.end && matches!(kind, TokenKind::String(..));
                let is_value = kind != TokenKind::Word && !touches;
                let colon = is_value.then(|| Edit::replace(point, ":"));
                self.report_with_fix(point, message, help, colon);
                if kind == TokenKind::Word {
                    // The key may be part of a string with a missing or misplaced quote.
                    let key = NodeId(self.writer.next_id().0.saturating_sub(1));
                    self.writer.flag(key, node::BROKEN);
                    self.mark_unfinished();
                }
                self.state = State::Value;
                self.expect_value(token);
            }
        }
    }
}

/// Whether this is written between a name and its value in other languages.
fn is_assignment(text: Option<&str>) -> bool {
    matches!(text, Some("=" | "==" | "=>" | "->" | ";" | "."))
}
