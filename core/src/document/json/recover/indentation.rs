//! Finds missing brackets by the indentation of lines.
//!
//! This is used only for texts that are not valid JSON. The result is kept only if it has no more syntax errors than
//! the result of a parser that ignores indentation.

use super::{RecoveringParser, State};
use crate::document::json::lexer::{Token, TokenKind};
use crate::document::json::messages::closer_name;
use crate::document::json::syntax_faults::SyntaxFault;
use crate::document::node;
use crate::fix::Edit;
use crate::span::Span;

/// How a text is indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document::json) struct Indentation {
    /// By how many characters members are indented more than the line that opens their object.
    pub(super) unit: u32,
}

impl Indentation {
    /// The indentation of the least indented line among the indented ones; `None` if no line is indented.
    pub(in crate::document::json) fn detect(text: &str) -> Option<Self> {
        let indents = text.split(['\n', '\r']).filter_map(|line| {
            let content = line.trim_start_matches([' ', '\t']);
            let is_structure = content.starts_with(['"', '{', '[', '}', ']']);
            let indent = line.len() - content.len();
            (is_structure && indent > 0).then_some(indent as u32)
        });
        indents.min().map(|unit| Self { unit })
    }
}

impl RecoveringParser<'_> {
    /// Before a token that starts a line, closes objects and arrays whose closing bracket is missing, and opens an
    /// object or array whose opening bracket is missing. Returns whether the token needs no further handling.
    pub(super) fn apply_indentation(&mut self, token: Token) -> bool {
        if !token.starts_line || self.stack.is_empty() {
            return false;
        }
        match token.kind {
            TokenKind::Comma | TokenKind::Colon | TokenKind::End => false,
            TokenKind::Close(_) => {
                self.close_deeper(token.indent + 1);
                let is_unmatched = self.innermost().is_some_and(|top| {
                    top.indent < token.indent
                        && top
                            .member_indent
                            .is_some_and(|indent| indent <= token.indent)
                });
                if is_unmatched {
                    self.report_unmatched_closer(token);
                }
                is_unmatched
            }
            _ => {
                self.close_deeper(token.indent);
                self.open_by_indentation(token);
                false
            }
        }
    }

    /// Closes all objects and arrays that were opened on lines indented by at least `indent`, except the root.
    fn close_deeper(&mut self, indent: u32) {
        while let [_, .., top] = self.stack.as_slice() {
            let top = *top;
            if top.indent < indent {
                break;
            }
            if !top.is_opener_missing {
                let (point, expected) = (self.previous_end_span(), closer_name(top.kind));
                // A comma before the next member goes on separating it.
                let place = match self.pending_comma {
                    Some(comma) => Span::new(comma.start, comma.start),
                    None => point,
                };
                let closer = if top.kind == node::OBJECT { "}" } else { "]" };
                self.lexer.faults.is_unbalanced = true;
                self.lexer.faults.report(|| {
                    SyntaxFault::new(point, format!("expected {expected}"))
                        .help("add it before the next line")
                        .related(Some(top.opener), "opened here, but not closed")
                        .risky_fix([Edit::replace(place, closer)])
                });
            }
            let comma = self.pending_comma;
            self.close_container(node::UNFINISHED, self.previous_end);
            if comma.is_some() {
                self.pending_comma = comma;
                self.expect_member();
            }
        }
    }

    /// Opens an object or array before a token that is indented more than the members of the innermost object.
    fn open_by_indentation(&mut self, token: Token) {
        let Some(top) = self.innermost() else { return };
        let is_deeper = top
            .member_indent
            .is_some_and(|indent| indent < token.indent);
        let is_between_members = matches!(self.state, State::Key | State::CommaOrCloser);
        if top.kind != node::OBJECT || !is_deeper || !is_between_members || !self.has_room() {
            return;
        }
        let is_member = matches!(token.kind, TokenKind::String(..)) && self.lexer.colon_follows();
        let (kind, opener) = match is_member {
            true => (node::OBJECT, "`{`"),
            false => (node::ARRAY, "`[`"),
        };
        let point = self.previous_end_span();
        let message = || format!("expected a key and {opener} before the next line");
        self.report(point, message, "add the missing key and opening bracket");
        self.write_broken_key(point);
        self.open_without_opener(kind, token);
    }
}
