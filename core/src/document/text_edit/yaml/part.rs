//! A part of a YAML text that is removed or replaced. The comments in it stay.

use crate::document::text_edit::TextEdit;
use crate::document::text_edit::style::Style;
use crate::document::{Document, Kind};
use crate::span::{NodeId, Span};

/// Whole nodes in a text, without the comment after them.
pub(super) struct Part {
    pub(super) span: Span,
    /// The comments between the nodes. Each ends its line.
    comments: Vec<Span>,
}

impl Part {
    /// The part `span`, which contains the nodes from `first` up to, not including, `after`.
    pub(super) fn new(
        document: &Document,
        first: NodeId,
        after: NodeId,
        span: Span,
        style: &Style,
    ) -> Self {
        let (mut at, mut comments) = (span.start, Vec::new());
        let nodes = (first.0..after.0).map(NodeId);
        // The values of an alias are elsewhere in the text.
        let written = nodes.filter(|id| document.aliased(*id).is_none_or(|it| it.first == *id));
        for id in written {
            let is_alias = document.aliased(id).is_some();
            let Some(node) = document.written_span(id).filter(|node| node.start >= at) else {
                continue;
            };
            if matches!(document.kind(id), Kind::Object | Kind::Array) && !is_alias {
                continue;
            }
            add_comments(Span::new(at, node.start), style, &mut comments);
            let is_block_scalar = matches!(style.byte(node.start), Some(b'|' | b'>'));
            if is_block_scalar && node.start < node.end {
                let header = Span::new(style.word_end(node.start), style.line_end(node.start));
                add_comments(header, style, &mut comments);
            }
            at = node.end;
        }
        add_comments(Span::new(at, span.end), style, &mut comments);
        Self { span, comments }
    }

    /// The same part, if its comments are moved with it.
    pub(super) fn without_comments(self) -> Self {
        Self {
            comments: Vec::new(),
            ..self
        }
    }

    /// Removes the part, which fills its lines, with these lines.
    pub(super) fn remove(&self, style: &Style) -> Vec<TextEdit> {
        let Span { start, end } = self.span;
        if self.has_comments() {
            return self.replace("", style);
        }
        if let Some(comment) = style.comment_after(end) {
            return vec![TextEdit::new(start, comment, "")];
        }
        // With the line break before, so that something can be added at the end of the last line.
        let line = style.line_start(start);
        let before = style.end_of_line_before(line).unwrap_or(line);
        vec![TextEdit::new(before, style.line_end(end), "")]
    }

    /// Replaces the part by `text`, which comes before the comments. All of them are then in the same column.
    pub(super) fn replace(&self, text: &str, style: &Style) -> Vec<TextEdit> {
        let Span { start, end } = self.span;
        if !self.has_comments() {
            return vec![TextEdit::new(start, end, text)];
        }
        let line_end = style.line_end(end);
        let last = style.comment_after(end);
        let comments = self.comments.iter().copied();
        let comments = comments.chain(last.map(|comment| Span::new(comment, line_end)));
        let column = style.column(start);
        let space = if text.is_empty() { "" } else { " " };
        let (mut edits, mut from, mut text) = (Vec::new(), start, format!("{text}{space}"));
        let mut comment_end = start;
        for comment in comments {
            edits.push(TextEdit::new(
                from,
                comment.start,
                std::mem::take(&mut text),
            ));
            comment_end = comment.end;
            let next_line = style.after_line_break(comment_end);
            from = style.after_spaces(next_line).min(next_line + column);
        }
        if comment_end < line_end {
            edits.push(TextEdit::new(comment_end, line_end, ""));
        }
        edits
    }

    pub(super) fn has_comments(&self) -> bool {
        !self.comments.is_empty()
    }
}

/// Adds the comments of a part of the text that contains no scalars.
fn add_comments(part: Span, style: &Style, comments: &mut Vec<Span>) {
    let mut at = part.start;
    while let Some(found) = style.text_between(at, part.end).find('#') {
        let start = at + found as u32;
        at = start + 1;
        if style.text_before(start).ends_with([' ', '\t', '\n', '\r']) {
            at = style.line_end(start);
            comments.push(Span::new(start, at));
        }
    }
}
