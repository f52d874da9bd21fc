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
    /// The number of bytes that were parsed.
    pub(super) work: usize,
}

impl<'t> Trial<'t> {
    pub(super) fn new(text: &'t str, region: &'t Region) -> Self {
        let buffer = region.prefix();
        let prefix = buffer.len();
        Self {
            text,
            region,
            buffer,
            prefix,
            work: 0,
        }
    }

    /// The number of bytes at the end of the region that the parser does not read after edits of it; 0 if it reads all.
    /// Edits outside the region are left out.
    pub(super) fn unread(&mut self, edits: &[TextEdit]) -> usize {
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
        match find_error(&self.buffer, 0, 0, &[]) {
            None => {
                self.work += self.buffer.len();
                0
            }
            Some(stop) => {
                self.work += stop.at;
                self.buffer.len() - stop.at + 1
            }
        }
    }
}
