//! Recovery where a comma, a closer or the end of the input should stand.

use super::faults::Fault;
use super::lex::{Shape, Token};
use super::recover::{Frame, Recover, State};
use super::words::{closer_of, found};
use crate::document::{Document, node};
use crate::span::{NodeId, Span};

impl Recover<'_> {
    pub(super) fn after(&mut self, token: Token) {
        match token.shape {
            Shape::Close(kind) => self.closer(kind, token),
            Shape::Comma => {
                self.lexer.faults.quiet = false;
                self.next_member(token);
            }
            _ => self.no_comma(token),
        }
    }

    /// After a comma, or what stands for one.
    fn next_member(&mut self, comma: Token) {
        self.comma = Some(comma.span);
        self.state = match self.in_object() {
            true => State::Key,
            false => State::Value,
        };
    }

    pub(super) fn no_comma(&mut self, token: Token) {
        if self.lexer.text.get(token.span.range()) == Some(";") {
            let message = || "expected `,`, found `;`".to_owned();
            self.fault(token.span, message, "write `,`");
            self.next_member(token);
            return;
        }
        let point = self.point();
        let found = found(token.shape);
        let closer = self.top().map_or("`}`", |top| closer_of(top.kind));
        let message = || format!("expected `,` or {closer}, found {found}");
        let follows = match token.shape {
            Shape::Colon => {
                // The value before it may be a key.
                let before = NodeId(self.writer.next_id().0.saturating_sub(1));
                self.writer.flag(before, node::GUESSED);
                false
            }
            Shape::Open(_) => true,
            _ if self.in_object() => self.lexer.colon_follows(),
            _ => true,
        };
        if follows {
            self.fault(point, message, "add `,`");
            self.state = match self.in_object() {
                true => State::Key,
                false => State::Value,
            };
            self.take(token);
        } else {
            self.fault(
                token.span,
                message,
                "remove it, or add the missing key or bracket",
            );
            self.lost();
        }
    }

    pub(super) fn trailing_comma(&mut self, token: Token) {
        if let (Some(comma), false) = (self.comma.take(), self.lexer.relaxed) {
            let what = if self.in_object() { "a key" } else { "a value" };
            let found = found(token.shape);
            let message = || format!("expected {what} after `,`, found {found}");
            self.fault(comma, message, "remove the `,`");
        }
    }

    pub(super) fn closer(&mut self, kind: u32, token: Token) {
        while self.top().is_some_and(|top| top.made && top.kind != kind) {
            self.close(node::UNFINISHED, self.end);
        }
        let Some(top) = self.top() else {
            self.stray(token);
            return;
        };
        if top.kind == kind {
            self.lexer.faults.quiet = false;
            self.orphan = top.made;
            self.close(0, token.span.end);
            return;
        }
        let [objects, arrays] = self.open;
        let matches = if kind == node::OBJECT {
            objects
        } else {
            arrays
        };
        // A closer of the root has nothing behind it.
        let inside = self.frames.len() > 1 || self.lexer.following().is_none();
        if matches == 0 && !(self.mode.substitute && inside) {
            self.stray(token);
            return;
        }
        self.lexer.faults.unbalanced = true;
        let expected = closer_of(top.kind);
        let found = found(token.shape);
        self.lexer.faults.report(|| {
            Fault::new(token.span, format!("expected {expected}, found {found}"))
                .help("close the innermost object or array first")
                .related(Some(top.opener), "opened here")
        });
        if self.mode.substitute {
            self.close(node::UNFINISHED, token.span.end);
        } else {
            while self.top().is_some_and(|top| top.kind != kind) {
                self.close(node::UNFINISHED, token.span.start);
            }
            self.close(0, token.span.end);
        }
    }

    /// A closer that nothing opened.
    pub(super) fn stray(&mut self, token: Token) {
        self.lexer.faults.unbalanced = true;
        let found = found(token.shape);
        let help = "remove it, or add the matching opening bracket";
        self.fault(
            token.span,
            || format!("{found} has no matching opening bracket"),
            help,
        );
        self.lost();
    }

    /// Closes the innermost container; a member that was begun in it counts as present.
    pub(super) fn close(&mut self, flags: u32, end: u32) {
        if self.in_object() && matches!(self.state, State::Value | State::Colon) {
            self.missing(self.point());
        }
        if let Some(top) = self.frames.pop() {
            self.count(top.kind, -1);
            self.writer.close(flags, end);
        }
        self.settle();
    }

    /// More after the root: members that belong to it go back in, the rest ends the reading.
    pub(super) fn done(&mut self, token: Token) -> bool {
        if let Shape::Close(_) = token.shape {
            self.stray(token);
            return true;
        }
        let root = Document::ROOT;
        let object = self.writer.document().node(root).head & node::KIND == node::OBJECT;
        let member = match token.shape {
            Shape::Comma => self.lexer.following() == Some(b'"'),
            Shape::String(..) => self.lexer.colon_follows(),
            _ => false,
        };
        let found = found(token.shape);
        let message = || format!("expected the end of the input, found {found}");
        self.lexer.faults.unbalanced = true;
        if object && member && self.writer.reopen(root) {
            let help =
                "remove the extra closing bracket before it, or add the missing opening bracket";
            self.fault(token.span, message, help);
            self.count(node::OBJECT, 1);
            self.reopened = true;
            self.frames.push(Frame {
                id: root,
                kind: node::OBJECT,
                opener: Span::default(),
                made: false,
                indent: 0,
                members: None,
            });
            self.lost();
            self.state = State::After;
            self.after(token);
            return true;
        }
        self.fault(token.span, message, "keep one value, and remove the rest");
        false
    }

    pub(super) fn finish(&mut self, token: Token) {
        let Some(top) = self.top() else {
            if self.state == State::Value {
                let message = || "expected a value, found the end of the input".to_owned();
                self.fault(token.span, message, "write an object, starting with `{`");
                self.missing(Span::new(token.span.start, token.span.start));
            }
            return;
        };
        let expected = match self.state {
            State::Value if self.in_object() => "a value",
            State::Colon => "`:` and a value",
            _ => closer_of(top.kind),
        };
        let point = self.point();
        // A root that was closed too early needs no closer at the end.
        let is_open = |frame: &&Frame| {
            let closed = self.reopened && frame.id == Document::ROOT;
            !frame.made && !closed
        };
        let opener = self.frames.iter().rev().find(is_open);
        self.lexer.faults.cost += usize::from(self.lexer.faults.quiet && opener.is_some());
        self.lexer.faults.unbalanced = true;
        if opener.is_some() || self.state != State::After {
            let opener = opener.map(|frame| frame.opener);
            self.lexer.faults.report(|| {
                Fault::new(
                    point,
                    format!("expected {expected}, found the end of the input"),
                )
                .help("add the missing part at the end")
                .related(opener, "opened here, but not closed")
            });
        }
        while !self.frames.is_empty() {
            self.close(node::UNFINISHED, token.span.end);
        }
    }
}
