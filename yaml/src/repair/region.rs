//! The lines around a syntax error in which its repair is tried, and the collections around these lines.

use granit_parser::ErrorKind;

use super::lines::{
    indentation, is_blank, is_document_mark, line_end, line_start, lines, next_line,
};
use super::probe::{Open, Stop};

/// Whole lines: an entry of an object or list, with everything that is indented more.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The block collections around the entry, from the outermost one on.
    pub(super) around: Vec<Open>,
    /// Whether the entry is the first of an object or list, which is then not in `around`.
    pub(super) is_first: bool,
}

impl Region {
    /// The entry with the error that the parser found at byte `at`.
    pub(super) fn around(text: &str, stop: &Stop, at: usize) -> Self {
        let line = line_start(text, at);
        let is_block = |open: &&Open| !open.is_flow;
        let blocks: Vec<Open> = stop.open.iter().filter(is_block).cloned().collect();
        let own = column(text, line, stop, at);
        let is_entry = starts_with_dash(text, line);
        let is_inside =
            stop.open.last().is_some_and(|open| open.is_flow) || continues_value(&stop.kind);
        let matching = blocks
            .iter()
            .position(|open| open.column == own && open.is_list == is_entry);
        if let Some(level) = matching.filter(|_| !is_inside)
            && blocks.get(level).is_some_and(|open| open.start < line)
            && is_first_on_line(text, at)
        {
            let around = blocks.get(..=level).unwrap_or_default().to_vec();
            return Self::new(text, line, (line, own), around, false);
        }
        let deeper = blocks
            .iter()
            .position(|open| open.column >= own && !is_inside);
        let level = deeper.map_or(blocks.len(), |level| level + 1);
        Self::of_entry(
            text,
            stop,
            blocks.get(..level).unwrap_or_default(),
            line,
            (line, own),
        )
    }

    /// The innermost entry that begins before this region, or this region itself. The collections around it are certain, even
    /// if the first line of this region is at the wrong column.
    pub(super) fn before(&self, text: &str, stop: &Stop) -> Self {
        let is_block = |open: &&Open| !open.is_flow;
        let blocks: Vec<Open> = stop.open.iter().filter(is_block).cloned().collect();
        let own = indentation(text, self.start);
        Self::of_entry(text, stop, &blocks, self.start, (self.start, own))
    }

    /// The last entry of the innermost of `blocks` that starts at byte `latest` or before, with a line, given by its start
    /// and the column of its content.
    fn of_entry(
        text: &str,
        stop: &Stop,
        blocks: &[Open],
        latest: usize,
        line: (usize, usize),
    ) -> Self {
        for (level, open) in blocks.iter().enumerate().rev() {
            let first = Open {
                entry: open.start,
                ..open.clone()
            };
            if let Some(start) = entry_line(text, open).filter(|start| *start <= latest) {
                let is_first = entry_line(text, &first).is_none_or(|first| first == start);
                let around = blocks.get(..level + usize::from(!is_first));
                let around = around.unwrap_or_default().to_vec();
                return Self::new(text, start, line, around, is_first);
            }
        }
        let start = line_start(text, stop.document.min(latest));
        Self::new(text, start, line, Vec::new(), true)
    }

    /// The lines from `start` to the end of the entry that a line belongs to, given by its start and the column of its
    /// content.
    fn new(
        text: &str,
        start: usize,
        (line, own): (usize, usize),
        around: Vec<Open>,
        is_first: bool,
    ) -> Self {
        // A document in brackets or quotes ends anywhere.
        let is_value = |c: char| matches!(c, '{' | '[' | '"' | '\'');
        let first = text
            .get(start..)
            .unwrap_or_default()
            .trim_start_matches(' ');
        let is_whole = around.is_empty() && first.starts_with(is_value);
        let outer = indentation(text, start);
        let end = lines(text, next_line(text, line), text.len())
            .find(|next| {
                let inner = indentation(text, next.start);
                let is_inside = is_whole || inner > outer || own < outer && inner >= own;
                is_document_mark(text, next.start) || !is_inside && !is_blank(text, next.start)
            })
            .map_or(text.len(), |next| next.start);
        Self {
            start,
            end,
            around,
            is_first,
        }
    }

    /// A line that opens the same collections as the text before the region, so that the parser reads the region like
    /// the next entry of the innermost one.
    pub(super) fn prefix(&self) -> String {
        let mut prefix = String::new();
        let mut column = 0;
        for (at, open) in self.around.iter().enumerate() {
            prefix.extend(std::iter::repeat_n(' ', open.column.saturating_sub(column)));
            let next = self.around.get(at + 1);
            // Inside the key `? …`, a collection can begin in the same line.
            let is_compact = next.is_some_and(|next| next.column >= open.column + 2);
            prefix.push_str(match (open.is_list, is_compact) {
                (true, true) => "- ",
                (true, false) => "-\n",
                (false, true) => "? ",
                (false, false) => "x:\n",
            });
            column = if is_compact { open.column + 2 } else { 0 };
        }
        prefix
    }
}

/// The column of the content of a line, without a sign before it that does not belong there.
fn column(text: &str, line: usize, stop: &Stop, at: usize) -> usize {
    let own = indentation(text, line);
    let is_structure = matches!(
        stop.kind,
        ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::ExpectedDocumentStart
    );
    let rest = text.get(at..line_end(text, at)).unwrap_or_default();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_punctuation() || c == ' ');
    match line + own == at && !is_structure && behind.len() < rest.len() && !behind.is_empty() {
        true => own + rest.len() - behind.len(),
        false => own,
    }
}

/// Whether an error is about a value that begins before it, whatever the indentation of its line is.
fn continues_value(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidIndentation
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::InvalidBlockScalarIndent
            | ErrorKind::TabAtBlockScalarStart
    )
}

/// The start of the line where the last entry of a collection begins; `None` if something else is before it in its line.
fn entry_line(text: &str, open: &Open) -> Option<usize> {
    let mut line = line_start(text, open.entry);
    if !open.is_list {
        return (line + open.column == open.entry).then_some(line);
    }
    loop {
        if indentation(text, line) == open.column && starts_with_dash(text, line) {
            return Some(line);
        }
        // The dash may be in a line before its element, but not before the list.
        if line <= open.start {
            return None;
        }
        line = line_start(text, line - 1);
    }
}

/// Whether the content of a line begins with the dash of a list entry.
pub(super) fn starts_with_dash(text: &str, line: usize) -> bool {
    let content = text.get(line + indentation(text, line)..line_end(text, line));
    content.is_some_and(|content| {
        content == "-" || content.starts_with("- ") || content.starts_with("-\t")
    })
}

/// Whether there is nothing but the dash of a list entry between the start of a line and byte `at` in it.
fn is_first_on_line(text: &str, at: usize) -> bool {
    let before = text.get(line_start(text, at)..at).unwrap_or_default();
    before.trim().is_empty() || before.trim() == "-"
}
