//! Recovery where a key or its colon should stand.

use super::lex::{Shape, Token};
use super::recover::{Recover, State};
use super::words::found;
use crate::document::node;
use crate::span::{NodeId, Span};

impl Recover<'_> {
    pub(super) fn key(&mut self, token: Token) {
        if let Some(top) = self.frames.last_mut()
            && !token.first
            && self.comma.is_none()
        {
            // Its members share lines, so that indentation says nothing about them.
            top.members = None;
        }
        match token.shape {
            Shape::String(head, ..) => {
                self.orphan = false;
                self.leaf(token, 0);
                let colon = self.lexer.colon_follows();
                let is_torn = head & (node::BROKEN | node::SURROGATE) == node::BROKEN;
                if is_torn {
                    self.lost();
                }
                if is_torn && !colon {
                    self.missing(Span::new(token.span.end, token.span.end));
                } else {
                    self.state = State::Colon;
                }
                self.comma = None;
            }
            Shape::Close(_) => {
                self.trailing_comma(token);
                self.after(token);
            }
            Shape::Colon => {
                let help = "write the key before `:`";
                self.fault(token.span, || "expected a key, found `:`".to_owned(), help);
                self.nameless(Span::new(token.span.start, token.span.start));
                self.state = State::Value;
            }
            Shape::Comma => {
                let help = "remove it, or write what is missing";
                self.fault(token.span, || "expected a key, found `,`".to_owned(), help);
                self.lost();
            }
            Shape::Open(_) if self.orphan && self.has_room() => {
                self.nameless(Span::new(token.span.start, token.span.start));
                self.make(node::ARRAY, token);
                self.value(token);
            }
            Shape::Open(kind) => {
                let found = found(token.shape);
                let help = "write a key and `:` before it";
                self.fault(
                    token.span,
                    || format!("expected a key, found {found}"),
                    help,
                );
                self.nameless(Span::new(token.span.start, token.span.start));
                self.open(kind, token);
            }
            _ => self.bare_key(token),
        }
    }

    pub(super) fn bare_key(&mut self, token: Token) {
        let found = found(token.shape);
        let help = "put the key in double quotes";
        let message = || format!("expected a key in double quotes, found {found}");
        self.fault(token.span, message, help);
        if self.lexer.colon_follows() {
            let Span { start, end } = token.span;
            let head = node::STRING | self.guess();
            self.writer.leaf_at(head, start, end - start, token.span);
            (self.comma, self.state) = (None, State::Colon);
        } else {
            self.lost();
            self.settle();
        }
    }

    /// A key alone, which may be a value that lost its key.
    fn no_colon(&mut self, token: Token) {
        let (point, found) = (self.point(), found(token.shape));
        let message = || format!("expected `:` after this key, found {found}");
        self.fault(point, message, "write `:` and the value");
        self.lost();
        self.missing(point);
        self.after(token);
    }

    pub(super) fn colon(&mut self, token: Token) {
        let point = self.point();
        let found = found(token.shape);
        let message = || format!("expected `:` after this key, found {found}");
        match token.shape {
            Shape::Colon => {
                self.lexer.faults.quiet = false;
                self.state = State::Value;
            }
            Shape::Comma | Shape::Close(_) => self.no_colon(token),
            Shape::String(..) if self.lexer.colon_follows() => self.no_colon(token),
            Shape::Word if self.lexer.text.get(token.span.range()) == Some("=") => {
                self.fault(
                    token.span,
                    || "expected `:`, found `=`".to_owned(),
                    "write `:`",
                );
                self.state = State::Value;
            }
            shape => {
                self.fault(point, message, "write `:` between the key and its value");
                if shape == Shape::Word {
                    // The key may be part of a text whose quotes went astray.
                    let key = NodeId(self.writer.next_id().0.saturating_sub(1));
                    self.writer.flag(key, node::BROKEN);
                    self.lost();
                }
                self.state = State::Value;
                self.value(token);
            }
        }
    }
}
