//! What is around a value in a YAML text.

use crate::document::text_edit::style::Style;
use crate::document::{Document, Index, Kind};
use crate::span::{NodeId, Span};

/// Where a value is written.
pub(super) struct Slot {
    pub(super) around: Around,
    /// The end of what comes before the value on its line: the colon or dash, or the anchors and tags after it.
    pub(super) start: u32,
    /// The tags of the value, each with the white space before it.
    pub(super) tags: Vec<Span>,
    pub(super) has_anchor: bool,
    /// The value, or the alias that stands for it. It is empty if nothing is written.
    pub(super) content: Span,
}

/// What a value belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing: the value is a whole document.
    Document,
    /// A key in block style, and its column.
    Key(u32),
    /// The dash of a list entry, with its column.
    Dash(u32),
    /// A collection in flow style.
    Flow,
}

impl Slot {
    /// `None` if the value is written in an unusual way.
    pub(super) fn find(index: &Index, id: NodeId, style: &Style) -> Option<Self> {
        let content = index.document().written_span(id)?;
        let (around, start) = surroundings(index, id, content, style)?;
        let mut slot = Self {
            around,
            start,
            tags: Vec::new(),
            has_anchor: false,
            content,
        };
        slot.skip_properties(style)?;
        Some(slot)
    }

    fn skip_properties(&mut self, style: &Style) -> Option<()> {
        loop {
            let at = style.after_comments(self.start);
            if at >= self.content.start {
                return Some(());
            }
            let end = style.word_end(at).min(self.content.start);
            match style.byte(at)? {
                b'!' => self.tags.push(Span::new(style.before_spaces(at), end)),
                b'&' => self.has_anchor = true,
                _ => return None,
            }
            self.start = end;
        }
    }

    /// Whether the value starts on a line after that of its key or dash.
    pub(super) fn is_on_next_line(&self, style: &Style) -> bool {
        style.has_line_break(Span::new(self.start, self.content.start))
    }
}

/// What a value belongs to, and where that ends.
fn surroundings(index: &Index, id: NodeId, content: Span, style: &Style) -> Option<(Around, u32)> {
    let document = index.document();
    if document.is_root(id) {
        return Some((Around::Document, content.start));
    }
    let (parent, _) = index.parent(id);
    let is_flow = is_in_flow(index, id);
    let column = style.column(document.span(parent)?.start);
    if document.kind(parent) == Kind::Array {
        return Some(match is_flow {
            true => (Around::Flow, style.properties_start(content.start)),
            false => {
                let dash = dash(document, parent, content.start, style)?;
                (Around::Dash(column), dash + 1)
            }
        });
    }
    // A key has no children, so its value is the next node.
    let key_end = document.written_span(NodeId(id.0 - 1))?.end;
    let colon = style.after_comments(key_end);
    match (style.byte(colon), is_flow) {
        (Some(b':'), true) => Some((Around::Flow, colon + 1)),
        (Some(b':'), false) => Some((Around::Key(column), colon + 1)),
        _ => None,
    }
}

/// Whether a node is inside an object or array in flow style.
pub(super) fn is_in_flow(index: &Index, id: NodeId) -> bool {
    let document = index.document();
    let mut at = id;
    while !document.is_root(at) {
        (at, _) = index.parent(at);
        if has_brackets(document, at) {
            return true;
        }
    }
    false
}

/// Whether this is an object or array in brackets.
pub(super) fn has_brackets(document: &Document, id: NodeId) -> bool {
    let open = match document.kind(id) {
        Kind::Object => '{',
        Kind::Array => '[',
        _ => return false,
    };
    let text = document
        .span(id)
        .and_then(|span| document.text().get(span.range()));
    text.is_some_and(|text| text.starts_with(open))
}

/// The dash of an element whose value starts at `at`.
pub(super) fn dash(document: &Document, list: NodeId, at: u32, style: &Style) -> Option<u32> {
    let list_start = document.span(list)?.start;
    let column = style.column(list_start);
    let mut line = style.line_start(at);
    loop {
        let dash = line + column;
        let is_indented = dash == list_start || style.is_blank(line, dash);
        let is_separated = style.word_end(dash) == dash + 1;
        if style.byte(dash) == Some(b'-') && is_separated && is_indented {
            return Some(dash);
        }
        line = style.line_start(style.end_of_line_before(line)?);
    }
}

impl Style<'_> {
    /// The start of the anchors and tags before a node in flow style, and of the `?` before a key.
    pub(in crate::document::text_edit) fn properties_start(&self, at: u32) -> u32 {
        let mut start = at;
        loop {
            let end = self.before_spaces(start);
            let before = self.text_before(end);
            let is_separator = |c: char| c.is_whitespace() || ",[]{}".contains(c);
            let word = before.rsplit(is_separator).next().unwrap_or_default();
            if end == start || !word.starts_with(['&', '!']) && word != "?" {
                return start;
            }
            start = end - word.len() as u32;
        }
    }
}
