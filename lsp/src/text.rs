//! A text that is edited, with the start of each line.

use std::cell::OnceCell;

use alien_sdk_core::internal::span::{LineIndex, Span, Units};

use crate::protocol::{Position, Range};

/// A text, and where its lines start. A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Debug)]
pub(crate) struct Text {
    content: String,
    /// Updated by each edit, since a message may contain thousands of them.
    line_starts: Vec<u32>,
    /// Finds positions in any line in the same time, however long it is. It is built when a position of this text is needed.
    index: OnceCell<LineIndex>,
    units: Units,
}

impl Text {
    pub(crate) fn new(content: String, units: Units) -> Self {
        let mut line_starts = vec![0];
        push_line_starts(&content, 0, content.len(), &mut line_starts);
        Self {
            content,
            line_starts,
            index: OnceCell::new(),
            units,
        }
    }

    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// Replaces a part. Positions beyond the end are clamped. Returns false if that changes nothing.
    pub(crate) fn replace(&mut self, range: Range, new: &str) -> bool {
        let start = self.offset(range.start);
        let end = self.offset(range.end).max(start);
        if self.content.get(start..end) == Some(new) {
            return false;
        }
        // `\r` before and `\n` after the replaced part may become one line break, or cease to be one, so the lines next to it
        // are read again too.
        let first = self.line_of(start.saturating_sub(1));
        let last = self.line_of((end + 1).min(self.content.len()));
        let from = self.line_starts.get(first).copied().unwrap_or_default() as usize;
        let old_length = self.content.len();
        let old_to = self
            .line_starts
            .get(last + 1)
            .map_or(old_length, |start| *start as usize);
        self.content.replace_range(start..end, new);
        self.index.take();

        let moved = |old: usize| old + self.content.len() - old_length;
        let mut starts = Vec::new();
        push_line_starts(&self.content, from, moved(old_to), &mut starts);
        // The last of them is the start of the next line, if there is one.
        let unread = self.line_starts.get(last + 2..).unwrap_or_default();
        starts.extend(unread.iter().map(|start| moved(*start as usize) as u32));
        self.line_starts.truncate(first + 1);
        self.line_starts.extend(starts);
        true
    }

    /// The line that contains a byte.
    fn line_of(&self, offset: usize) -> usize {
        let lines = self
            .line_starts
            .partition_point(|start| *start as usize <= offset);
        lines.saturating_sub(1)
    }

    /// The bytes of a line without its line break.
    fn line(&self, line: usize) -> Option<(usize, &str)> {
        let start = *self.line_starts.get(line)? as usize;
        let end = self
            .line_starts
            .get(line + 1)
            .map_or(self.content.len(), |end| *end as usize);
        let line = self.content.get(start..end)?;
        Some((start, line.trim_end_matches(['\n', '\r'])))
    }

    /// The byte of a position: at most the end of its line, and the start of the character if it is inside of one.
    pub(crate) fn offset(&self, position: Position) -> usize {
        let Some((start, line)) = self.line(position.line as usize) else {
            return self.content.len();
        };
        let mut left = position.character as usize;
        for (at, c) in line.char_indices() {
            let length = self.length(c);
            if left < length {
                return start + at;
            }
            left -= length;
        }
        start + line.len()
    }

    /// The position of a byte.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let index = self.index.get_or_init(|| LineIndex::new(&self.content));
        let position = index.position(&self.content, offset, self.units);
        Position {
            line: position.line,
            character: position.character,
        }
    }

    pub(crate) fn range(&self, span: Span) -> Range {
        Range {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    fn length(&self, c: char) -> usize {
        match self.units {
            Units::Utf8 => c.len_utf8(),
            Units::Utf16 => c.len_utf16(),
            Units::Utf32 => 1,
        }
    }
}

/// Adds the starts of lines after the line breaks between two bytes.
fn push_line_starts(text: &str, from: usize, to: usize, starts: &mut Vec<u32>) {
    let bytes = text.as_bytes();
    for (at, byte) in (from..to).zip(bytes.get(from..to).unwrap_or_default()) {
        let is_break = match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if is_break {
            starts.push(at as u32 + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [&str; 14] = [
        "",
        "",
        "a",
        "{\"id\": 1}",
        "\n",
        "\r",
        "\r\n",
        "é",
        "🚀",
        "\n\n",
        "x\r",
        "\nx",
        "🚀\r\né",
        "日本",
    ];

    /// The position of a byte, counted from the start of the text.
    fn count(text: &str, offset: usize, units: Units) -> Position {
        let mut position = Position::default();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next()
            && at < offset
        {
            let is_break =
                c == '\n' || c == '\r' && chars.peek().is_none_or(|(_, next)| *next != '\n');
            position.character += match units {
                Units::Utf8 => c.len_utf8() as u32,
                Units::Utf16 => c.len_utf16() as u32,
                Units::Utf32 => 1,
            };
            if is_break {
                position = Position {
                    line: position.line + 1,
                    character: 0,
                };
            }
        }
        position
    }

    #[test]
    fn random_edits_give_the_same_as_opening_the_final_text() {
        let mut state = 1_u64;
        let mut random = move |below: usize| {
            // Xorshift, with the high bits of the state.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as usize % below
        };
        for units in [Units::Utf8, Units::Utf16] {
            let mut text = Text::new("{\r\n\"é🚀\": 1}".to_owned(), units);
            for _ in 0..50_000 {
                let content = text.content().to_owned();
                // No client can name the place inside of `\r\n`.
                let is_place = |at: &usize| {
                    content.is_char_boundary(*at)
                        && !(content[..*at].ends_with('\r') && content[*at..].starts_with('\n'))
                };
                let places: Vec<_> = (0..=content.len()).filter(is_place).collect();
                let first = random(places.len());
                // Long texts shrink.
                let longest = if content.len() > 60 { 40 } else { 3 };
                let last = (first + random(longest)).min(places.len() - 1);
                let (start, end) = (places[first], places[last]);
                let range = Range {
                    start: count(&content, start, units),
                    end: count(&content, end, units),
                };
                let part = PARTS[random(PARTS.len())];
                assert_eq!(
                    text.range(Span::new(start as u32, end as u32)),
                    range,
                    "{content:?}"
                );
                let is_changed = text.replace(range, part);
                let expected = [&content[..start], part, &content[end..]].concat();
                assert_eq!(
                    is_changed,
                    expected != content || content[start..end] != *part
                );
                let opened = Text::new(expected, units);
                let found = (&text.content, &text.line_starts);
                assert_eq!(
                    found,
                    (&opened.content, &opened.line_starts),
                    "{content:?} {range:?} {part:?}"
                );
            }
        }
    }

    #[test]
    fn positions_outside_of_the_text_are_clamped() {
        let text = Text::new("é🚀\r\nx".to_owned(), Units::Utf16);
        let offset = |line, character| text.offset(Position { line, character });
        assert_eq!([offset(0, 0), offset(0, 1), offset(0, 3)], [0, 2, 6]);
        // Inside of a character, behind the line, and behind the text.
        assert_eq!(
            [offset(0, 2), offset(0, 99), offset(1, 99), offset(9, 0)],
            [2, 6, 9, 9]
        );
    }
}
