//! What the recovering parser does where it expects a value.

use super::{RecoveringParser, State};
use crate::document::json::lexer::{Token, TokenKind};
use crate::document::json::messages::token_name;
use crate::document::json::syntax_faults::{Group, SyntaxFault};
use crate::document::json::words::{Meaning, invalid_word};
use crate::document::node;
use crate::fix::Edit;
use crate::model::keys;
use crate::span::Span;

impl RecoveringParser<'_> {
    pub(super) fn expect_value(&mut self, token: Token) {
        match token.kind {
            TokenKind::Open(kind) => self.open_or_skip(kind, token),
            TokenKind::Close(_) => self.closer_instead_of_value(token),
            TokenKind::String(..) if self.lexer.colon_follows() => self.key_instead_of_value(token),
            TokenKind::Comma if self.in_object() => self.missing_value(token),
            TokenKind::Comma | TokenKind::Colon => {
                let found = token_name(token.kind);
                let help = "remove it, or write what is missing";
                self.report_with_fix(
                    token.span,
                    || format!("expected a value, found {found}"),
                    help,
                    [Edit::replace(token.span, "")],
                );
                self.mark_unfinished();
            }
            TokenKind::Word if !self.may_be_cut_off(token) => self.invalid_word(token),
            TokenKind::Number | TokenKind::Word if self.may_be_cut_off(token) => {
                self.accept_scalar(token, node::BROKEN)
            }
            _ => self.accept_scalar(token, 0),
        }
    }

    /// Handles a word that is not a JSON value.
    pub(super) fn invalid_word(&mut self, token: Token) {
        let text = self.lexer.text.get(token.span.range()).unwrap_or_default();
        if matches!(text, "=" | "==" | "=>") {
            let message = || format!("expected a value, found `{text}`");
            let edit = Edit::replace(token.span, "");
            self.report_with_fix(token.span, message, "remove it", [edit]);
            return;
        }
        let word = invalid_word(text);
        let Span { start, end } = token.span;
        let fault = SyntaxFault::new(token.span, word.message).help(word.help);
        match word.meaning {
            Some(Meaning::Quoted) => {
                let end = self.lexer.skip_words();
                let quotes = [start, end].map(|at| Edit::replace(Span::new(at, at), "\""));
                let fault = fault.risky_fix(quotes);
                self.lexer.faults.report_in_group(Group::Quotes, || fault);
                self.lexer.faults.is_recovering = true;
            }
            Some(Meaning::Nothing) => {
                let comma = self.pending_comma;
                let removed = Span::new(comma.map_or(start, |comma| comma.start), end);
                let next = self.lexer.next_token_start() as u32;
                let removed = match self.lexer.next_token_byte() {
                    Some(b',') if comma.is_none() => Span::new(start, next + 1),
                    _ => removed,
                };
                let fault = fault.risky_fix([Edit::replace(removed, "")]);
                self.lexer.faults.report(|| fault);
                self.mark_unfinished();
                if !self.in_object() || self.state == State::Key {
                    self.finish_value();
                    return;
                }
            }
            Some(Meaning::Value(value)) => {
                let fault = fault.risky_fix([Edit::replace(token.span, value)]);
                self.lexer.faults.report(|| fault);
            }
            None => self.lexer.faults.report(|| fault),
        }
        self.accept_scalar(token, 0);
    }

    fn accept_scalar(&mut self, token: Token, flags: u32) {
        self.write_scalar(token, flags);
        self.finish_value();
    }

    /// Handles a comma or a closing bracket where the value of a member is expected.
    fn missing_value(&mut self, token: Token) {
        let found = token_name(token.kind);
        let (point, help) = (
            self.previous_end_span(),
            "write the value after `:`, or remove the key",
        );
        self.report(point, || format!("expected a value, found {found}"), help);
        self.write_missing_value(point);
        self.expect_comma_or_closer(token);
    }

    fn closer_instead_of_value(&mut self, token: Token) {
        if self.in_object() {
            self.missing_value(token);
        } else {
            self.report_trailing_comma(token);
            self.expect_comma_or_closer(token);
        }
    }

    /// Handles a key where a value is expected: in an object the value before the key is missing, elsewhere a `{`.
    fn key_instead_of_value(&mut self, token: Token) {
        let point = self.previous_end_span();
        if self.in_object() {
            let help = "write the value after `:`, or remove the key";
            self.report(point, || "expected a value, found a key".to_owned(), help);
            self.write_missing_value(point);
            self.expect_comma_or_closer(token);
        } else if self.close_list_before_key(token) {
            self.expect_key(token);
        } else if self.has_room() {
            let help = "add the `{` that opens the object";
            let start = Span::new(token.span.start, token.span.start);
            self.report_with_fix(
                token.span,
                || "expected `{` before this key".to_owned(),
                help,
                [Edit::replace(start, "{")],
            );
            self.open_without_opener(node::OBJECT, token);
            self.expect_key(token);
        } else {
            self.mark_unfinished();
        }
    }

    /// Closes a list before a key in a new line, if its closing bracket is likely missing: it is the value of a member,
    /// and contains no objects.
    fn close_list_before_key(&mut self, token: Token) -> bool {
        let [.., parent, list] = self.stack.as_slice() else {
            return false;
        };
        let (parent, opener) = (parent.kind, list.opener);
        // An element before a misplaced colon may be secret, and must not become a key.
        let key = self.lexer.text.get(token.span.range()).unwrap_or_default();
        if !keys::is_known_key(key.trim_matches('"')) {
            return false;
        }
        let Some(comma) = self.pending_comma.filter(|_| token.starts_line) else {
            return false;
        };
        let before = self
            .lexer
            .text
            .get(..comma.start as usize)
            .unwrap_or_default();
        if parent != node::OBJECT || before.trim_end().ends_with('}') {
            return false;
        }
        let point = Span::new(comma.start, comma.start);
        self.lexer.faults.is_unbalanced = true;
        self.lexer.faults.report(|| {
            SyntaxFault::new(
                Span::new(comma.start, token.span.end),
                "expected `]` before this key",
            )
            .help("add it before the `,`")
            .related(Some(opener), "opened here, but not closed")
            .risky_fix([Edit::replace(point, "]")])
        });
        self.close_container(node::UNFINISHED, self.previous_end);
        self.pending_comma = Some(comma);
        self.expect_member();
        true
    }
}
