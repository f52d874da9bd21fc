//! A syntax error and the lines around it.

use std::ops::Range;

use super::super::lines::{content, indentation, is_blank, line_start, lines, next_line};
use super::super::probe::Stop;
use super::super::region::Region;

/// A syntax error and its surroundings.
pub(in super::super) struct Fault<'a> {
    pub(in super::super) text: &'a str,
    pub(in super::super) stop: &'a Stop,
    /// Where the error is, which may be before the position that the parser reports.
    pub(in super::super) at: usize,
    pub(in super::super) region: &'a Region,
}

impl<'a> Fault<'a> {
    /// The start of the line with the error.
    pub(super) fn line(&self) -> usize {
        line_start(self.text, self.at)
    }

    /// The content of the line with the error.
    pub(super) fn content(&self) -> Range<usize> {
        content(self.text, self.line())
    }

    pub(super) fn get(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Whether the error is inside brackets.
    pub(super) fn is_in_flow(&self) -> bool {
        self.stop.open.last().is_some_and(|open| open.is_flow)
    }

    /// The starts of all objects and lists that the error may belong to. If the line is certainly at the right column, what
    /// is deeper has ended.
    pub(super) fn collections(&self, is_column_uncertain: bool) -> impl Iterator<Item = u32> {
        let is_entry = self.region.start == self.line() && !self.region.is_first;
        let is_right = is_entry && !is_column_uncertain;
        let blocks = self.stop.open.iter().filter(|open| !open.is_flow);
        let blocks = blocks.take(match is_right {
            true => self.region.around.len(),
            false => usize::MAX,
        });
        // The parser returns the start of the first element of some lists.
        let starts = blocks.clone().map(|open| match open.is_list {
            true => line_start(self.text, open.start),
            false => open.start,
        });
        // What the line would start may begin after it.
        let line = self.line();
        let own = indentation(self.text, line);
        let is_known = blocks.clone().any(|open| open.column == own);
        let new = [
            (!is_known).then_some(line),
            self.region.is_first.then_some(self.region.start),
        ];
        starts
            .chain(new.into_iter().flatten())
            .map(|start| start as u32)
    }

    /// The lines after the one with the error that are not indented less.
    pub(super) fn lines_below(&self) -> Range<usize> {
        let line = self.line();
        let own = indentation(self.text, line);
        let start = next_line(self.text, line);
        let end = lines(self.text, start, self.text.len())
            .find(|next| {
                indentation(self.text, next.start) < own.max(1) && !is_blank(self.text, next.start)
            })
            .map_or(self.text.len(), |next| next.start);
        start..end
    }

    /// The line with the error and the lines after it that are indented more.
    pub(super) fn block(&self) -> Range<usize> {
        self.block_at(self.line())
    }

    /// A line and the lines after it that are indented more.
    pub(super) fn block_at(&self, line: usize) -> Range<usize> {
        let own = indentation(self.text, line);
        // Lines that are indented like something around the error do not belong to it.
        let columns = self.stop.open.iter().map(|open| open.column);
        let own = columns.filter(|column| *column >= own).min().unwrap_or(own);
        let end = lines(self.text, next_line(self.text, line), self.region.end)
            .find(|next| {
                indentation(self.text, next.start) <= own && !is_blank(self.text, next.start)
            })
            .map_or(self.region.end, |next| next.start);
        line..end
    }
}
