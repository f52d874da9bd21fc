//! The reading that recovers: every text gives a document, every fault one diagnostic.
//!
//! It runs only where the quick scan gave up. What recovery closes, and every object in whose place
//! members may have been lost, is unfinished; a value that may be cut off is broken.

use super::faults::{Fault, Faults};
use super::layout::Layout;
use super::lex::{Lexer, Shape, Token};
use super::scan::number_words;
use super::words::{counted, found, word_fault};
use crate::document::limits::TOO_DEEP;
use crate::document::{Document, Writer, node};
use crate::span::{NodeId, Span};

/// How a reading takes what can be taken in two ways.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    /// Indentation tells where a container ends whose closer is missing.
    pub(super) layout: Option<Layout>,
    /// A closer of the wrong kind stands for the right one; otherwise it closes what it matches.
    pub(super) substitute: bool,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Value,
    Key,
    Colon,
    /// After a value: a comma or a closer.
    After,
    /// After the root.
    Done,
}

/// A container that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) id: NodeId,
    pub(super) kind: u32,
    pub(super) opener: Span,
    /// Its opener is missing and has been reported.
    pub(super) made: bool,
    /// How far the line is indented that opened it.
    pub(super) indent: u32,
    /// How far its members are indented, where each stands on a line of its own.
    pub(super) members: Option<u32>,
}

pub(super) struct Recover<'t> {
    pub(super) lexer: Lexer<'t>,
    pub(super) writer: Writer<'t>,
    pub(super) frames: Vec<Frame>,
    /// How many objects and how many arrays are open.
    pub(super) open: [usize; 2],
    pub(super) state: State,
    pub(super) mode: Mode,
    /// The comma before, if nothing came since.
    pub(super) comma: Option<Span>,
    /// The end of the token before.
    pub(super) end: u32,
    pub(super) deepest: usize,
    pub(super) too_deep: bool,
    /// The root was closed, and members of it came behind.
    pub(super) reopened: bool,
    /// The member before was an object whose opener is missing, perhaps the first of a list.
    pub(super) orphan: bool,
}

impl<'t> Recover<'t> {
    pub(super) fn new(lexer: Lexer<'t>, writer: Writer<'t>, deepest: usize, mode: Mode) -> Self {
        Self {
            lexer,
            writer,
            frames: Vec::new(),
            open: [0; 2],
            state: State::Value,
            mode,
            comma: None,
            end: 0,
            deepest,
            too_deep: false,
            reopened: false,
            orphan: false,
        }
    }

    pub(super) fn run(mut self) -> (Document<'t>, Faults) {
        loop {
            let token = self.lexer.next(self.writer.side());
            if token.shape == Shape::End {
                self.finish(token);
                break;
            }
            let taken = self.mode.layout.is_some() && self.lay(token);
            if !taken && !self.take(token) {
                break;
            }
            self.end = self.lexer.at as u32;
        }
        (self.writer.finish(), self.lexer.faults)
    }

    pub(super) fn take(&mut self, token: Token) -> bool {
        match self.state {
            State::Value => self.value(token),
            State::Key => self.key(token),
            State::Colon => self.colon(token),
            State::After => self.after(token),
            State::Done => return self.done(token),
        }
        true
    }

    pub(super) fn top(&self) -> Option<Frame> {
        self.frames.last().copied()
    }

    pub(super) fn in_object(&self) -> bool {
        self.top().is_some_and(|top| top.kind == node::OBJECT)
    }

    pub(super) fn has_room(&self) -> bool {
        self.frames.len() < self.deepest
    }

    /// The place after the token before, where something is missing.
    pub(super) fn point(&self) -> Span {
        Span::new(self.end, self.end)
    }

    pub(super) fn fault(
        &mut self,
        span: Span,
        message: impl FnOnce() -> String,
        help: &'static str,
    ) {
        self.lexer
            .faults
            .report(|| Fault::new(span, message()).help(help));
    }

    /// Members or elements of the innermost container may have been lost.
    pub(super) fn lost(&mut self) {
        if let Some(top) = self.top() {
            self.writer.flag(top.id, node::UNFINISHED);
        }
    }

    pub(super) fn settle(&mut self) {
        self.comma = None;
        self.state = match self.frames.is_empty() {
            true => State::Done,
            false => State::After,
        };
    }

    /// What marks a node that is read between a fault and the next token that is as expected.
    pub(super) fn guess(&self) -> u32 {
        if self.lexer.faults.quiet {
            node::GUESSED
        } else {
            0
        }
    }

    /// Stands for a value that is not there: present, and judged by nothing.
    pub(super) fn missing(&mut self, span: Span) {
        let head = node::NULL | node::BROKEN | node::GUESSED;
        self.writer.leaf_at(head, 0, span.start, span);
        self.settle();
    }

    /// Stands for a key that is not there or not whole.
    pub(super) fn nameless(&mut self, span: Span) {
        self.lost();
        self.writer.leaf_at(
            node::STRING | node::BROKEN | node::GUESSED,
            span.start,
            span.end - span.start,
            span,
        );
    }

    pub(super) fn leaf(&mut self, token: Token, more: u32) {
        let Token { shape, span, .. } = token;
        let (head, a, b) = match shape {
            Shape::String(head, start, length) => (head, start, length),
            Shape::Number => number_words(self.lexer.text.as_bytes(), span),
            Shape::True => (node::BOOL, 1, span.start),
            Shape::False => (node::BOOL, 0, span.start),
            Shape::Null => (node::NULL, 0, span.start),
            _ => (node::NULL | node::BROKEN | node::SPAN, 0, span.start),
        };
        let head = head | self.guess();
        if head & node::SPAN == 0 {
            self.writer.leaf(head | more, a, b);
        } else {
            self.writer.leaf_at(head | more, a, b, span);
        }
    }

    /// Whether more of a token may have stood behind the end of the text.
    fn is_cut(&self, token: Token) -> bool {
        token.span.end as usize == self.lexer.text.len() && !self.frames.is_empty()
    }

    pub(super) fn value(&mut self, token: Token) {
        match token.shape {
            Shape::Open(kind) => self.open(kind, token),
            Shape::Close(_) => self.close_for_value(token),
            Shape::String(..) if self.lexer.colon_follows() => self.key_for_value(token),
            Shape::Comma if self.in_object() => self.no_value(token),
            Shape::Comma | Shape::Colon => {
                let found = found(token.shape);
                let help = "remove it, or write what is missing";
                self.fault(
                    token.span,
                    || format!("expected a value, found {found}"),
                    help,
                );
                self.lost();
            }
            Shape::Word if !self.is_cut(token) => {
                let text = self.lexer.text.get(token.span.range()).unwrap_or_default();
                let (message, help) = word_fault(text);
                self.fault(token.span, || message.to_owned(), help);
                self.scalar(token, 0);
            }
            Shape::Number | Shape::Word if self.is_cut(token) => self.scalar(token, node::BROKEN),
            _ => self.scalar(token, 0),
        }
    }

    fn scalar(&mut self, token: Token, more: u32) {
        self.leaf(token, more);
        self.settle();
    }

    /// A comma or a closer where a member's value should stand.
    fn no_value(&mut self, token: Token) {
        let found = found(token.shape);
        let (point, help) = (self.point(), "write the value after `:`, or remove the key");
        self.fault(point, || format!("expected a value, found {found}"), help);
        self.missing(point);
        self.after(token);
    }

    fn close_for_value(&mut self, token: Token) {
        if self.in_object() {
            self.no_value(token);
        } else {
            self.trailing_comma(token);
            self.after(token);
        }
    }

    /// A key where a value should stand: in an object the value before it is missing, elsewhere a `{`.
    fn key_for_value(&mut self, token: Token) {
        let point = self.point();
        if self.in_object() {
            let help = "write the value after `:`, or remove the key";
            self.fault(point, || "expected a value, found a key".to_owned(), help);
            self.missing(point);
            self.after(token);
        } else if self.has_room() {
            let help = "add the `{` that opens the object";
            self.fault(
                token.span,
                || "expected `{` before this key".to_owned(),
                help,
            );
            self.make(node::OBJECT, token);
            self.key(token);
        } else {
            self.lost();
        }
    }

    /// Opens a container whose opener is missing.
    pub(super) fn make(&mut self, kind: u32, token: Token) {
        self.lexer.faults.unbalanced = true;
        self.lost();
        let start = Span::new(token.span.start, token.span.start);
        let unit = match self.mode.layout {
            Some(layout) if token.first => layout.unit,
            _ => 0,
        };
        self.push(
            kind | node::UNFINISHED,
            start,
            token.indent.saturating_sub(unit),
        );
        if let Some(top) = self.frames.last_mut() {
            top.made = true;
            top.members = token.first.then_some(token.indent);
        }
    }

    pub(super) fn push(&mut self, head: u32, opener: Span, indent: u32) {
        let kind = head & node::KIND;
        let id = self.writer.open(head | self.guess(), opener.start);
        self.count(kind, 1);
        self.frames.push(Frame {
            id,
            kind,
            opener,
            made: false,
            indent,
            members: self.mode.layout.map(|layout| indent + layout.unit),
        });
        self.comma = None;
        self.state = match kind {
            node::OBJECT => State::Key,
            _ => State::Value,
        };
    }

    pub(super) fn count(&mut self, kind: u32, by: isize) {
        let [objects, arrays] = &mut self.open;
        let count = if kind == node::OBJECT {
            objects
        } else {
            arrays
        };
        *count = count.saturating_add_signed(by);
    }

    pub(super) fn open(&mut self, kind: u32, token: Token) {
        if self.has_room() {
            self.push(kind, token.span, token.indent);
            return;
        }
        if !std::mem::replace(&mut self.too_deep, true) {
            let deepest = self.deepest;
            self.lexer.faults.note(|| {
                Fault::new(
                    token.span,
                    format!("this is nested deeper than {}", counted(deepest, "level")),
                )
                .of(&TOO_DEEP)
                .help("reduce the nesting")
            });
        }
        self.lexer.skip_container();
        let end = self.lexer.at as u32;
        self.writer
            .open(kind | node::BROKEN | node::UNFINISHED, token.span.start);
        self.writer.close(0, end);
        self.settle();
    }
}
