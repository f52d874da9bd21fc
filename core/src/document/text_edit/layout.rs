//! Members removed from, and added to, one object or array: commas, lines and indentation.

use std::collections::BTreeSet;

use super::TextEdit;
use crate::document::json::{comment_end, foreign_space_end};
use crate::document::{Document, Kind};
use crate::span::{NodeId, Span};

/// What changes about the members of one object or the elements of one array.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// Keys of members, or elements.
    pub(super) removed: BTreeSet<NodeId>,
    /// Members as text.
    pub(super) added: Vec<String>,
}

/// A member, and the comma behind it.
#[derive(Clone, Copy)]
struct Child {
    span: Span,
    comma: Option<u32>,
    removed: bool,
}

impl Change {
    /// Changes both ways.
    pub(super) fn join(&mut self, other: Self) {
        self.removed.extend(other.removed);
        self.added.extend(other.added);
    }

    /// Where this changes the text: what is removed, up to the members around it, and where members are added.
    /// `None` if it can't be made.
    pub(super) fn places(&self, document: &Document, parent: NodeId) -> Option<Vec<Span>> {
        let span = bracketed(document, parent)?;
        let text = document.text();
        let mut places = Vec::with_capacity(self.removed.len() + 1);
        for first in &self.removed {
            let last = match document.kind(parent) {
                // A key has no children, so that its value is the next node.
                Kind::Object => NodeId(first.0 + 1),
                _ => *first,
            };
            let (start, end) = (document.span(*first)?.start, document.span(last)?.end);
            let is_between = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | ',');
            let before = text.get(..start as usize)?.trim_end_matches(is_between);
            let after = text.get(end as usize..)?.trim_start_matches(is_between);
            places.push(Span::new(
                before.len() as u32,
                (text.len() - after.len()) as u32,
            ));
        }
        if !self.added.is_empty() {
            places.push(Span::new(span.end - 1, span.end));
        }
        Some(places)
    }

    pub(super) fn write(
        self,
        document: &Document,
        parent: NodeId,
        edits: &mut Vec<TextEdit>,
    ) -> Option<()> {
        let span = bracketed(document, parent)?;
        let source = Source(document.text());
        let children = self.children(document, parent, source)?;
        let kept = children.iter().rposition(|child| !child.removed);
        let before = edits.len();
        let comma = remove(&children, kept, source, edits);
        if kept.is_none() && self.added.is_empty() {
            // Where nothing stays but white space, that goes too.
            let (start, end) = (span.start + 1, span.end - 1);
            let blank = blank_end(&children, start, source);
            if blank.is_some_and(|at| source.is_blank(at, end)) {
                edits.truncate(before);
                edits.push(TextEdit::new(start, end, ""));
            }
        } else if !self.added.is_empty() {
            let last = kept.and_then(|at| children.get(at));
            let own_line = match last.or(children.first()) {
                Some(child) => source.starts_line(child.span.start),
                None => source.has_line_end(span),
            };
            let layout = own_line.then(|| {
                let indent = match last.or(children.first()) {
                    Some(sibling) => source.indent(sibling.span.start).to_owned(),
                    None => format!("{}{}", source.indent(span.start), source.unit()),
                };
                format!("{}{indent}", source.line_end())
            });
            self.add(last, comma, layout.as_deref(), span, source, edits);
        }
        Some(())
    }

    fn children(&self, document: &Document, parent: NodeId, source: Source) -> Option<Vec<Child>> {
        let members: Vec<_> = match document.kind(parent) {
            Kind::Object => document.members(parent).collect(),
            _ => document.elements(parent).map(|id| (id, id)).collect(),
        };
        members
            .into_iter()
            .map(|(first, last)| {
                let (start, end) = (document.span(first)?.start, document.span(last)?.end);
                Some(Child {
                    span: Span::new(start, end),
                    comma: source.comma_after(end),
                    removed: self.removed.contains(&first),
                })
            })
            .collect()
    }

    /// Adds behind `last`, the last member that stays, whose comma is at `comma`.
    fn add(
        &self,
        last: Option<&Child>,
        comma: Option<u32>,
        layout: Option<&str>,
        span: Span,
        source: Source,
        edits: &mut Vec<TextEdit>,
    ) {
        let space = if source.spaces_after_commas() {
            " "
        } else {
            ""
        };
        let joint = format!(",{}", layout.unwrap_or(space));
        let members = self.added.join(&joint);
        let Some(last) = last else {
            let at = span.start + 1;
            let end = match layout {
                Some(_) if source.is_one_line(at, span.end - 1) => {
                    format!("{}{}", source.line_end(), source.indent(span.start))
                }
                _ => String::new(),
            };
            let text = format!("{}{members}{end}", layout.unwrap_or_default());
            edits.push(TextEdit::new(at, at, text));
            return;
        };
        let before = layout.unwrap_or(space);
        let (at, comma) = match comma {
            Some(comma) => (comma + 1, ","),
            None => {
                edits.push(TextEdit::new(last.span.end, last.span.end, ","));
                (last.span.end, "")
            }
        };
        let at = if layout.is_some() {
            source.tail(at)
        } else {
            at
        };
        edits.push(TextEdit::new(at, at, format!("{before}{members}{comma}")));
    }
}

/// The span of an object or array that is whole, from its bracket to the other.
fn bracketed(document: &Document, id: NodeId) -> Option<Span> {
    let span = document.span(id)?;
    let (open, close) = match document.kind(id) {
        Kind::Object => ('{', '}'),
        _ => ('[', ']'),
    };
    let text = document.text().get(span.range())?;
    let whole = text.starts_with(open) && text.ends_with(close) && text.len() > 1;
    (whole && !document.is_unfinished(id)).then_some(span)
}

/// Removes members with their commas, and the lines that were theirs alone. Gives the comma that is left
/// behind the last member that stays.
fn remove(
    children: &[Child],
    kept: Option<usize>,
    source: Source,
    edits: &mut Vec<TextEdit>,
) -> Option<u32> {
    let trailing = children.last().and_then(|child| child.comma);
    let mut left = kept
        .and_then(|at| children.get(at))
        .and_then(|child| child.comma);
    let mut stay = children.len();
    if let (Some(at), Some(comma), None) = (kept, left, trailing) {
        left = None;
        let tail = children.get(at + 1..).unwrap_or_default();
        if let Some(end) = blank_end(tail, comma + 1, source) {
            edits.push(TextEdit::new(comma, end, ""));
            stay = at;
        } else {
            edits.push(TextEdit::new(comma, comma + 1, ""));
        }
    }
    for child in children.iter().take(stay).filter(|child| child.removed) {
        let end = match child.comma {
            Some(comma) if source.is_blank(child.span.end, comma) => comma + 1,
            Some(comma) => {
                edits.push(TextEdit::new(comma, comma + 1, ""));
                child.span.end
            }
            None => child.span.end,
        };
        let (start, end) = source.widen(child.span.start, end);
        edits.push(TextEdit::new(start, end, ""));
    }
    left
}

/// The end of the last of `children`, if nothing but their commas and white space stands from `at` on.
fn blank_end(children: &[Child], mut at: u32, source: Source) -> Option<u32> {
    for child in children {
        if !source.is_blank(at, child.span.start) {
            return None;
        }
        at = match child.comma {
            Some(comma) if source.is_blank(child.span.end, comma) => comma + 1,
            Some(_) => return None,
            None => child.span.end,
        };
    }
    Some(at)
}

/// A text and how it is laid out.
#[derive(Clone, Copy)]
struct Source<'t>(&'t str);

impl<'t> Source<'t> {
    fn before(self, at: u32) -> &'t str {
        self.0.get(..at as usize).unwrap_or_default()
    }

    fn after(self, at: u32) -> &'t str {
        self.0.get(at as usize..).unwrap_or_default()
    }

    fn is_blank(self, start: u32, end: u32) -> bool {
        let between = self.0.get(start as usize..end as usize);
        between.is_some_and(|text| text.trim_matches([' ', '\t', '\n', '\r']).is_empty())
    }

    /// The line up to `at`.
    fn line_before(self, at: u32) -> &'t str {
        let before = self.before(at);
        before.rsplit(['\n', '\r']).next().unwrap_or_default()
    }

    fn starts_line(self, at: u32) -> bool {
        // Not by way of the whole line, which may be the whole text.
        let before = self.before(at).trim_end_matches([' ', '\t']);
        before.ends_with(['\n', '\r'])
    }

    /// The white space that the line of `at` starts with.
    fn indent(self, at: u32) -> &'t str {
        let line = self.line_before(at);
        let content = line.trim_start_matches([' ', '\t']);
        line.get(..line.len() - content.len()).unwrap_or_default()
    }

    /// The indentation of the first line that has one.
    fn unit(self) -> &'t str {
        let mut lines = self.0.split(['\n', '\r']).map(|line| {
            let content = line.trim_start_matches([' ', '\t']);
            line.get(..line.len() - content.len()).unwrap_or_default()
        });
        lines.find(|indent| !indent.is_empty()).unwrap_or("  ")
    }

    fn line_end(self) -> &'static str {
        match self.0.find(['\n', '\r']) {
            Some(at) if self.after(at as u32).starts_with("\r\n") => "\r\n",
            Some(at) if self.after(at as u32).starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    fn has_line_end(self, span: Span) -> bool {
        let text = self.0.get(span.range()).unwrap_or_default();
        text.contains(['\n', '\r'])
    }

    fn comma_after(self, at: u32) -> Option<u32> {
        let bytes = self.0.as_bytes();
        let mut at = at as usize;
        loop {
            match bytes.get(at)? {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                b',' => return Some(at as u32),
                _ => match comment_end(bytes, at) {
                    Some((end, _)) => at = end,
                    None => at = foreign_space_end(self.0, at)?,
                },
            }
        }
    }

    /// The end of the line of `at`, if only blanks and comments stand before it; else `at`.
    fn tail(self, at: u32) -> u32 {
        let bytes = self.0.as_bytes();
        let (mut end, mut blank) = (at as usize, at as usize);
        while let Some(byte) = bytes.get(end) {
            match byte {
                b' ' | b'\t' => end += 1,
                b'\n' | b'\r' => return blank as u32,
                _ => match comment_end(bytes, end) {
                    Some((after, true)) => (end, blank) = (after, after),
                    _ => return at,
                },
            }
        }
        at
    }

    /// Whether the bracket at `close` stands on the line of `at`.
    fn is_one_line(self, at: u32, close: u32) -> bool {
        let between = self.0.get(at as usize..close as usize).unwrap_or_default();
        !between.contains(['\n', '\r'])
    }

    /// Bytes to be removed, with the line if it holds nothing else, or with the blanks behind them.
    fn widen(self, start: u32, end: u32) -> (u32, u32) {
        let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
        let rest = self.after(end);
        let behind = blanks(rest) as u32;
        let line_end = match self.after(end + behind) {
            text if text.starts_with("\r\n") => 2,
            text if text.starts_with(['\n', '\r']) => 1,
            _ => 0,
        };
        match (self.starts_line(start), line_end) {
            (true, 1..) => {
                let indent = self.line_before(start).len() as u32;
                (start - indent, end + behind + line_end)
            }
            (_, 1..) => (start, end),
            (_, 0) => (start, end + behind),
        }
    }

    fn spaces_after_commas(self) -> bool {
        spaces_after_colons(self.0)
    }
}

/// Whether a blank follows the first colon outside of a string, or there is none.
fn spaces_after_colons(text: &str) -> bool {
    let mut quoted = false;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if quoted => drop(bytes.next()),
            b'"' => quoted = !quoted,
            b':' if !quoted => return matches!(bytes.next(), Some(b' ' | b'\t' | b'\n' | b'\r')),
            _ => {}
        }
    }
    true
}

/// Compact JSON with a space after each comma and colon, if the document has them.
pub(super) fn spaced(value: &str, document: &Document) -> String {
    if !spaces_after_colons(document.text()) {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len() + 8);
    let (mut quoted, mut escaped) = (false, false);
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' | ':' if !quoted && chars.peek() != Some(&' ') => out.push(' '),
            _ => {}
        }
    }
    out
}
