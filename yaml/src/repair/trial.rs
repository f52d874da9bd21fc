//! Tries corrections of a region, to see how far the parser then reads.

use super::TextEdit;
use super::probe::find_error;
use super::region::Region;

pub(super) struct Trial<'t> {
    text: &'t str,
    region: &'t Region,
    /// The prefix of the region, and then the corrected region.
    buffer: String,
    prefix: usize,
    /// How many more bytes may be parsed.
    pub(super) budget: usize,
}

impl<'t> Trial<'t> {
    pub(super) fn new(text: &'t str, region: &'t Region, budget: usize) -> Self {
        let buffer = region.prefix();
        let prefix = buffer.len();
        Self {
            text,
            region,
            buffer,
            prefix,
            budget,
        }
    }

    /// The number of bytes at the end of the region that the parser does not read after edits of it; 0 if it reads all.
    /// Edits outside the region are left out. Nothing is read without budget, or after edits of what does not
    /// exist, such as the end of a line before its start.
    pub(super) fn unread(&mut self, edits: &[TextEdit]) -> usize {
        let is_impossible = |edit: &TextEdit| self.text.get(edit.range.clone()).is_none();
        if self.budget == 0 || edits.iter().any(is_impossible) {
            return usize::MAX;
        }
        self.buffer.truncate(self.prefix);
        let mut at = self.region.start;
        for edit in edits {
            if edit.range.start < at || edit.range.end > self.region.end {
                continue;
            }
            self.buffer
                .push_str(self.text.get(at..edit.range.start).unwrap_or_default());
            self.buffer.push_str(&edit.text);
            at = edit.range.end;
        }
        self.buffer
            .push_str(self.text.get(at..self.region.end).unwrap_or_default());
        let stop = find_error(&self.buffer, 0, 0, &[]);
        let read = stop.as_ref().map_or(self.buffer.len(), |stop| stop.read);
        self.budget = self.budget.saturating_sub(read);
        stop.map_or(0, |stop| self.buffer.len() - stop.at + 1)
    }
}
