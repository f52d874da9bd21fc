//! The recovering parser: it makes a document of any text, and reports each syntax error once.
//!
//! It runs only on texts that the strict parser rejected. It marks an object or array as unfinished if it had to close
//! it, or if it may have lost members of it, and marks a value as broken if the value may be cut off.

mod after_value;
mod indentation;
mod key_and_colon;
mod values;

pub(super) use indentation::Indentation;

use super::lexer::{Expected, Lexer, Token, TokenKind};
use super::messages::counted;
use super::strict::number_node;
use super::syntax_faults::{SyntaxFault, SyntaxFaults};
use crate::document::limits::TOO_DEEP;
use crate::document::{Document, Writer, node};
use crate::fix::Edit;
use crate::span::{NodeId, Span};

/// How the parser decides where the text allows two interpretations.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecoveryStrategy {
    /// If given, the indentation of lines decides where an object or array without a closing bracket ends.
    pub(super) indentation: Option<Indentation>,
    /// Whether a closing bracket of the wrong kind closes the innermost object or array. Otherwise it closes the innermost
    /// object or array of its own kind.
    pub(super) accept_wrong_closer: bool,
}

/// Which token the parser expects next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Value,
    Key,
    Colon,
    CommaOrCloser,
    /// Nothing, since the root value is complete.
    EndOfInput,
}

/// An object or array that is open.
#[derive(Clone, Copy, Debug)]
struct OpenContainer {
    id: NodeId,
    kind: u32,
    opener: Span,
    /// Whether its opening bracket is missing, which has been reported.
    is_opener_missing: bool,
    /// The indentation of the line that opened it.
    indent: u32,
    /// The indentation of its members; `None` if members share a line, or if indentation is not used.
    member_indent: Option<u32>,
}

pub(super) struct RecoveringParser<'t> {
    lexer: Lexer<'t>,
    writer: Writer<'t>,
    stack: Vec<OpenContainer>,
    /// The number of open objects, and of open arrays.
    open_counts: [usize; 2],
    state: State,
    strategy: RecoveryStrategy,
    /// The previous comma, if no member or element has followed it yet.
    pending_comma: Option<Span>,
    /// The end of the previous token.
    previous_end: u32,
    max_depth: usize,
    is_too_deep_reported: bool,
    /// Whether the root was closed, and then opened again because members of it followed.
    is_root_reopened: bool,
    /// Whether the previous member was an object without an opening bracket. It may be the first object of an array
    /// whose opening bracket is missing too.
    follows_unopened_object: bool,
}

impl<'t> RecoveringParser<'t> {
    /// Continues at the position of the lexer, after what `writer` contains.
    pub(super) fn new(
        mut lexer: Lexer<'t>,
        writer: Writer<'t>,
        max_depth: usize,
        strategy: RecoveryStrategy,
    ) -> Self {
        let is_first = writer.next_id() == Document::ROOT;
        lexer.at_line_start = is_first;
        let open = writer.open_containers();
        let state = match open.last() {
            None if is_first => State::Value,
            None => State::EndOfInput,
            Some((id, ..)) if id.0 + 1 < writer.next_id().0 => State::CommaOrCloser,
            Some((_, node::OBJECT, _)) => State::Key,
            Some(_) => State::Value,
        };
        let mut parser = Self {
            previous_end: lexer.at as u32,
            lexer,
            writer,
            stack: Vec::new(),
            open_counts: [0; 2],
            state,
            strategy,
            pending_comma: None,
            max_depth,
            is_too_deep_reported: false,
            is_root_reopened: false,
            follows_unopened_object: false,
        };
        for (id, kind, start) in open {
            parser.push_container(id, kind, Span::new(start, start + 1), 0);
        }
        parser
    }

    pub(super) fn run(mut self) -> (Document<'t>, SyntaxFaults) {
        loop {
            self.lexer.expected = match self.state {
                State::Key => Expected::Key,
                State::Colon => Expected::Colon,
                State::Value if self.in_object() => Expected::MemberValue,
                State::Value => Expected::Element,
                _ => Expected::Other,
            };
            let token = self.lexer.next_token(self.writer.side());
            if token.kind == TokenKind::End {
                self.end_of_input(token);
                break;
            }
            let is_handled = self.strategy.indentation.is_some() && self.apply_indentation(token);
            if !is_handled && !self.handle(token) {
                break;
            }
            self.previous_end = self.lexer.at as u32;
        }
        (self.writer.finish(), self.lexer.faults)
    }

    /// Handles one token. Returns false if the parser must stop.
    fn handle(&mut self, token: Token) -> bool {
        match self.state {
            State::Value => self.expect_value(token),
            State::Key => self.expect_key(token),
            State::Colon => self.expect_colon(token),
            State::CommaOrCloser => self.expect_comma_or_closer(token),
            State::EndOfInput => return self.after_root(token),
        }
        true
    }

    fn innermost(&self) -> Option<OpenContainer> {
        self.stack.last().copied()
    }

    fn in_object(&self) -> bool {
        self.innermost().is_some_and(|top| top.kind == node::OBJECT)
    }

    /// Whether the limit of depth allows one more object or array inside the innermost one.
    fn has_room(&self) -> bool {
        self.stack.len() < self.max_depth
    }

    /// The empty span at the end of the previous token, where something is missing.
    fn previous_end_span(&self) -> Span {
        Span::new(self.previous_end, self.previous_end)
    }

    /// Reports a syntax error, unless the parser is still recovering from the previous one.
    fn report(&mut self, span: Span, message: impl FnOnce() -> String, help: &'static str) {
        self.lexer
            .faults
            .report(|| SyntaxFault::new(span, message()).help(help));
    }

    /// Like `report`, with a fix that a person should review. Its title is the help.
    fn report_with_fix(
        &mut self,
        span: Span,
        message: impl FnOnce() -> String,
        help: &'static str,
        edits: impl IntoIterator<Item = Edit>,
    ) {
        self.lexer.faults.report(|| {
            SyntaxFault::new(span, message())
                .help(help)
                .risky_fix(edits)
        });
    }

    /// Marks the innermost container as unfinished, since members or elements of it may have been lost.
    fn mark_unfinished(&mut self) {
        if let Some(top) = self.innermost() {
            self.writer.flag(top.id, node::UNFINISHED);
        }
    }

    /// Expects what may follow a complete value.
    fn finish_value(&mut self) {
        self.pending_comma = None;
        self.state = match self.stack.is_empty() {
            true => State::EndOfInput,
            false => State::CommaOrCloser,
        };
    }

    /// The flag for the next node: `GUESSED` after a syntax error, until a token is as expected again; otherwise 0.
    fn guessed_flag(&self) -> u32 {
        if self.lexer.faults.is_recovering {
            node::GUESSED
        } else {
            0
        }
    }

    /// Writes a broken null in the place of a missing value, so that nothing else is reported about it.
    fn write_missing_value(&mut self, span: Span) {
        let head = node::NULL | node::BROKEN | node::GUESSED;
        self.writer.leaf_with_span(head, 0, span.start, span);
        self.finish_value();
    }

    /// Writes a broken key in the place of one that is missing or incomplete.
    fn write_broken_key(&mut self, span: Span) {
        self.mark_unfinished();
        self.writer.leaf_with_span(
            node::STRING | node::BROKEN | node::GUESSED,
            span.start,
            span.end - span.start,
            span,
        );
    }

    /// Writes the node of a token without children, with additional flags.
    fn write_scalar(&mut self, token: Token, flags: u32) {
        let Token { kind, span, .. } = token;
        let (head, a, b) = match kind {
            TokenKind::String(head, start, length) => (head, start, length),
            TokenKind::Number => number_node(self.lexer.text.as_bytes(), span),
            TokenKind::True => (node::BOOL, 1, span.start),
            TokenKind::False => (node::BOOL, 0, span.start),
            TokenKind::Null => (node::NULL, 0, span.start),
            _ => (node::NULL | node::BROKEN | node::SPAN, 0, span.start),
        };
        let head = head | flags | self.guessed_flag();
        if head & node::SPAN == 0 {
            self.writer.leaf(head, a, b);
        } else {
            self.writer.leaf_with_span(head, a, b, span);
        }
    }

    /// Whether the text may have been cut off inside this token.
    fn may_be_cut_off(&self, token: Token) -> bool {
        token.span.end as usize == self.lexer.text.len() && !self.stack.is_empty()
    }

    /// Opens a container whose opening bracket is missing before `token`.
    fn open_without_opener(&mut self, kind: u32, token: Token) {
        self.lexer.faults.is_unbalanced = true;
        self.mark_unfinished();
        let start = Span::new(token.span.start, token.span.start);
        let unit = match self.strategy.indentation {
            Some(indentation) if token.starts_line => indentation.unit,
            _ => 0,
        };
        self.open_container(
            kind | node::UNFINISHED,
            start,
            token.indent.saturating_sub(unit),
        );
        if let Some(top) = self.stack.last_mut() {
            top.is_opener_missing = true;
            top.member_indent = token.starts_line.then_some(token.indent);
        }
    }

    fn open_container(&mut self, head: u32, opener: Span, indent: u32) {
        let kind = head & node::KIND;
        let id = self.writer.open(head | self.guessed_flag(), opener.start);
        self.push_container(id, kind, opener, indent);
        self.pending_comma = None;
        self.state = match kind {
            node::OBJECT => State::Key,
            _ => State::Value,
        };
    }

    fn push_container(&mut self, id: NodeId, kind: u32, opener: Span, indent: u32) {
        self.change_open_count(kind, 1);
        self.stack.push(OpenContainer {
            id,
            kind,
            opener,
            is_opener_missing: false,
            indent,
            member_indent: self
                .strategy
                .indentation
                .map(|indentation| indent + indentation.unit),
        });
    }

    fn change_open_count(&mut self, kind: u32, by: isize) {
        let [objects, arrays] = &mut self.open_counts;
        let count = if kind == node::OBJECT {
            objects
        } else {
            arrays
        };
        *count = count.saturating_add_signed(by);
    }

    /// Opens an object or array, or skips it and reports it if it is nested too deeply.
    fn open_or_skip(&mut self, kind: u32, token: Token) {
        if self.has_room() {
            self.open_container(kind, token.span, token.indent);
            return;
        }
        if !std::mem::replace(&mut self.is_too_deep_reported, true) {
            let max_depth = self.max_depth;
            self.lexer.faults.report_always(|| {
                SyntaxFault::new(
                    token.span,
                    format!("this is nested deeper than {}", counted(max_depth, "level")),
                )
                .with_code(&TOO_DEEP)
                .help("reduce the nesting")
            });
        }
        self.lexer.skip_container();
        let end = self.lexer.at as u32;
        self.writer
            .open(kind | node::BROKEN | node::UNFINISHED, token.span.start);
        self.writer.close(0, end);
        self.finish_value();
    }
}
