//! Removes errors from the text, and notes what that affects.

use std::ops::Range;

use alien_sdk_core::internal::span::Span;

use super::super::TextEdit;
use super::super::lines::{content, line_start};
use super::{Fault, Guess, MAX_LINES_ABOVE, to_span};

/// Edits that keep all positions and remove an error.
pub(in super::super) struct Removal {
    pub(in super::super) edits: Vec<TextEdit>,
    /// Whether all values that remain are as they were written.
    pub(in super::super) keeps_values: bool,
}

impl Removal {
    /// Whether each edit writes as many bytes as it replaces.
    pub(in super::super) fn keeps_positions(&self) -> bool {
        let keeps = |edit: &TextEdit| edit.range.len() == edit.text.len();
        self.edits.iter().all(keeps)
    }
}

impl Guess {
    /// Notes what the removal of the error affects.
    pub(in super::super) fn mark(&mut self, fault: &Fault<'_>, removal: &Removal) {
        let text = fault.text;
        let known: Vec<_> = self.fault.broken.iter().map(|span| span.range()).collect();
        for TextEdit { range, text: new } in &removal.edits {
            let is_removed = new.trim().is_empty();
            let is_inside = |known: &Range<usize>| {
                let is_after = known.start < range.start || !is_removed;
                is_after && known.start <= range.start && range.end <= known.end
            };
            if removal.keeps_values || range.is_empty() || known.iter().any(is_inside) {
                continue;
            }
            let line = line_start(text, range.start);
            match text.get(line..range.start).unwrap_or_default().trim() {
                "" => self.is_structural = true,
                "-" => self.fault.unfinished.push(range.start as u32),
                _ => {}
            }
            let before = end_of_content(text, range.start);
            self.fault.broken.push(to_span(before..range.end));
        }
        let content = fault.content();
        let is_last = |span: &Span| span.end as usize >= content.end;
        let is_lost = self.fault.broken.iter().any(is_last);
        if is_lost && fault.get(content).ends_with(':') {
            // What follows belongs to a key that was removed.
            self.fault.broken.push(to_span(fault.lines_below()));
            self.is_structural = true;
        }
        let end = self.fault.broken.iter().map(|span| span.end).max();
        let rest = end.and_then(|end| text.get(end as usize..));
        if self.is_structural || rest.is_some_and(|rest| rest.trim().is_empty()) {
            let starts = fault.collections(removal.keeps_values);
            self.fault.unfinished.extend(starts);
        }
    }
}

/// Edits that remove the error in any case, from the least destructive on.
pub(in super::super) fn removals(fault: &Fault<'_>) -> impl Iterator<Item = Removal> {
    let Fault {
        text, at, region, ..
    } = *fault;
    let line = fault.content();
    let first = content(text, region.start);
    let value = value_start(text, first.clone());
    let own_value = value_start(text, line.clone());
    // Without its first line, the lines of a block would belong to what is above.
    let block = match at == line.start {
        true => fault.block(),
        false => line.clone(),
    };
    [
        if at == line.start { 0..0 } else { at..line.end },
        if own_value == line.start {
            0..0
        } else {
            own_value..line.end
        },
        block,
        value..at,
        fault.block(),
        value..line.end,
        first.start..at,
        value..region.end,
    ]
    .into_iter()
    .filter(|range| !range.is_empty())
    .map(|range| Removal {
        edits: vec![blank(text, range)],
        keeps_values: false,
    })
}

/// The removal of the whole region.
pub(in super::super) fn everything(fault: &Fault<'_>) -> Removal {
    Removal {
        edits: vec![blank(fault.text, fault.region.start..fault.region.end)],
        keeps_values: false,
    }
}

/// The end of the last content before byte `at`, without comments.
fn end_of_content(text: &str, at: usize) -> usize {
    let mut line = line_start(text, at);
    let before = text.get(line..at).unwrap_or_default();
    if !before.trim().is_empty() {
        return line + before.trim_end().len();
    }
    for _ in 0..MAX_LINES_ABOVE {
        line = line_start(text, line.saturating_sub(1));
        let content = content(text, line);
        if !content.is_empty() {
            return content.end;
        }
    }
    line
}

/// Where the value in a line begins: behind the colon of its key, or else behind its dash.
pub(in super::super) fn value_start(text: &str, line: Range<usize>) -> usize {
    let rest = text.get(line.clone()).unwrap_or_default();
    let colon = rest
        .find(": ")
        .or_else(|| rest.strip_suffix(':').map(str::len));
    match colon {
        Some(colon) => line.start + colon + 1,
        None if rest.starts_with("- ") => line.start + 1,
        None => line.start,
    }
}

/// Replaces everything but line breaks by spaces.
pub(in super::super) fn blank(text: &str, range: Range<usize>) -> TextEdit {
    let bytes = text.get(range.clone()).unwrap_or_default().bytes();
    let spaces = bytes.map(|byte| match byte {
        b'\n' => '\n',
        b'\r' => '\r',
        _ => ' ',
    });
    TextEdit::new(range, spaces.collect::<String>())
}
