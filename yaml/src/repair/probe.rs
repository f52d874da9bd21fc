//! Runs the strict parser until the first syntax error, and remembers which collections are open there.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, StructureStyle};

/// A collection whose end the parser has not seen.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) is_list: bool,
    pub(super) is_flow: bool,
    /// The column of its keys or dashes, from 0.
    pub(super) column: usize,
    pub(super) start: usize,
    /// The start of the last key, or of the last element without its dash.
    pub(super) entry: usize,
    pub(super) expects_value: bool,
}

/// Where and why the parser stopped.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) kind: ErrorKind,
    pub(super) at: usize,
    /// How far the parser has read, which may be beyond the position of the error.
    pub(super) read: usize,
    /// The collections around the error, those included that its line closes by its indentation.
    pub(super) open: Vec<Open>,
    /// The start of the document.
    pub(super) document: usize,
    /// The last scalar before the error.
    pub(super) last: Range<usize>,
    /// Whether the last scalar is a block scalar.
    pub(super) is_last_block: bool,
}

/// What the parser has read so far.
#[derive(Default)]
struct Progress {
    open: Vec<Open>,
    /// The collections that ended after the last node.
    closed: Vec<Open>,
    document: usize,
    last: Range<usize>,
    is_last_block: bool,
}

/// Parses `text` from byte `start` on. Returns `None` if there is no error.
///
/// `ancestors` are the collections that the text before byte `prefix_end` opens in place of those of the real text.
pub(super) fn find_error(
    text: &str,
    start: usize,
    prefix_end: usize,
    ancestors: &[Open],
) -> Option<Stop> {
    let mut progress = Progress::default();
    let position = |marker: &Marker| start + marker.byte_offset().unwrap_or_default();
    let rest = text.get(start..).unwrap_or_default();
    for event in Parser::new_from_str_with_options(rest, crate::parser_options()) {
        match event {
            Ok((event, span)) => {
                let column = span.start.col();
                progress.read(&event, position(&span.start)..position(&span.end), column);
            }
            Err(error) => {
                let (kind, at) = (error.kind().clone(), position(error.marker()));
                let mut stop = progress.stop(kind, at, prefix_end, ancestors);
                if is_never_closed(&stop.kind) {
                    stop.read = text.len();
                }
                return Some(stop);
            }
        }
    }
    None
}

/// Whether an error is reported where something begins that is never closed.
fn is_never_closed(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            | ErrorKind::UnclosedQuotedScalar
    )
}

impl Progress {
    fn read(&mut self, event: &Event<'_>, span: Range<usize>, column: usize) {
        let (is_list, style) = match event {
            Event::SequenceStart(style, ..) => (true, Some(style)),
            Event::MappingStart(style, ..) => (false, Some(style)),
            Event::SequenceEnd | Event::MappingEnd => {
                self.closed.extend(self.open.pop());
                return;
            }
            Event::DocumentStart(..) => {
                self.document = span.start;
                self.closed.clear();
                return;
            }
            event if !event.is_node() => return,
            _ => (false, None),
        };
        self.closed.clear();
        if let Some(parent) = self.open.last_mut() {
            if parent.is_list || !parent.expects_value {
                parent.entry = span.start;
            }
            parent.expects_value = !parent.expects_value;
        }
        if let Event::Scalar(_, style, ..) = event {
            self.is_last_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
            self.last = span.clone();
        }
        self.open.extend(style.map(|style| Open {
            is_list,
            is_flow: *style == StructureStyle::Flow,
            column,
            start: span.start,
            entry: span.start,
            expects_value: false,
        }));
    }

    fn stop(mut self, kind: ErrorKind, at: usize, prefix_end: usize, ancestors: &[Open]) -> Stop {
        let closed = self.closed.drain(..).rev();
        self.open.extend(closed.filter(|open| !open.is_flow));
        for (open, real) in self.open.iter_mut().zip(ancestors) {
            if open.entry < prefix_end {
                open.entry = real.entry;
            }
            if open.start < prefix_end {
                open.start = real.start;
            }
        }
        Stop {
            kind,
            at,
            read: at,
            open: self.open,
            document: self.document,
            last: self.last,
            is_last_block: self.is_last_block,
        }
    }
}
