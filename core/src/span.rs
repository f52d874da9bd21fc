//! Where things stand in a text: byte spans, and lines and characters counted in the caller's units.

/// A range of bytes of a text: from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The same span as the range that slices a `str`.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The number of a node in a [`Document`](crate::document::Document).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What one `character` of a position counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Units {
    /// Bytes, as Rust slices text.
    Utf8,
    /// Code units, as JavaScript and most editors count.
    #[default]
    Utf16,
    /// Code points, as Python counts.
    Utf32,
}

/// A line and a character in it, both counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// The character in the line, from 0, in the [`Units`] that were asked for.
    pub character: u32,
}

/// Where each line of a text starts. `\n`, `\r\n` and a lone `\r` each end a line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters stand before every [`STEP`]th byte; empty for ASCII, where a byte is a character.
    counts: Vec<Counts>,
}

/// Characters before a byte, in both units that differ from bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    utf16: u32,
    utf32: u32,
}

impl Counts {
    fn plus(self, text: &[u8]) -> Self {
        text.iter().fold(self, |Self { utf16, utf32 }, byte| Self {
            // A character is counted at its first byte; one of four bytes takes two UTF-16 units.
            utf16: utf16 + u32::from(!is_inner(*byte)) + u32::from(*byte >= 0xf0),
            utf32: utf32 + u32::from(!is_inner(*byte)),
        })
    }
}

fn is_inner(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// A position in a line of megabytes is found in a time that does not grow with it.
const STEP: usize = 1024;

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at as u32 + 1);
            }
        }
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut before = Counts::default();
            for chunk in bytes.chunks(STEP) {
                counts.push(before);
                before = before.plus(chunk);
            }
            counts.push(before);
        }
        Self { starts, counts }
    }

    /// The characters before a byte.
    fn counts(&self, text: &str, offset: usize) -> Counts {
        match self.counts.get(offset / STEP) {
            Some(before) => before.plus(
                text.as_bytes()
                    .get(offset / STEP * STEP..offset)
                    .unwrap_or_default(),
            ),
            None => Counts {
                utf16: offset as u32,
                utf32: offset as u32,
            },
        }
    }

    /// The byte of a character of line `line`, counted in code points; the end of the text if there is none.
    pub fn byte(&self, text: &str, line: u32, character: u32) -> usize {
        let start = self.start(line).map_or(text.len(), |start| start as usize);
        let sought = self.counts(text, start).utf32.saturating_add(character);
        let step = self
            .counts
            .partition_point(|before| before.utf32 <= sought)
            .checked_sub(1);
        let Some((step, before)) = step.and_then(|step| Some((step, self.counts.get(step)?)))
        else {
            return text.len().min(sought as usize);
        };
        let rest = text.as_bytes().get(step * STEP..).unwrap_or_default();
        let mut starts = (step * STEP..)
            .zip(rest)
            .filter(|(_, byte)| !is_inner(**byte));
        let found = starts.nth((sought - before.utf32) as usize);
        found.map_or(text.len(), |(at, _)| at)
    }

    /// The bytes of line `line`, without its line end.
    pub fn line<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let start = self
            .starts
            .get(line as usize)
            .map_or(text.len(), |s| *s as usize);
        let end = self
            .starts
            .get(line as usize + 1)
            .map_or(text.len(), |s| *s as usize);
        text.get(start..end)
            .unwrap_or_default()
            .trim_end_matches(['\n', '\r'])
    }

    /// The byte at which line `line` starts.
    pub fn start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// The position of a byte offset. An offset inside a character counts as that character's start.
    pub fn position(&self, text: &str, offset: u32, units: Units) -> Position {
        let line = self
            .starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default() as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (before, here) = (self.counts(text, start), self.counts(text, end));
        let character = match units {
            Units::Utf8 => (end - start) as u32,
            Units::Utf16 => here.utf16 - before.utf16,
            Units::Utf32 => here.utf32 - before.utf32,
        };
        Position {
            line: line as u32,
            character,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_starts_a_line() {
        let text = "a\nb\r\nc\rd";
        let lines = LineIndex::new(text);
        let all: Vec<_> = (0..4).map(|line| lines.line(text, line)).collect();
        assert_eq!(all, ["a", "b", "c", "d"]);
    }

    #[test]
    fn characters_are_counted_in_the_units_asked_for() {
        let text = "\n\"é🚀x";
        let lines = LineIndex::new(text);
        let at = text.find('x').unwrap() as u32;
        let character = |units| lines.position(text, at, units).character;
        assert_eq!(
            [Units::Utf8, Units::Utf16, Units::Utf32].map(character),
            [7, 4, 3]
        );
        assert_eq!(lines.position(text, at, Units::Utf8).line, 1);
    }

    #[test]
    fn long_lines_are_counted_in_steps() {
        let line = "é🚀x\n".repeat(2000).replace('\n', "");
        let text = format!("a\n{line}");
        let lines = LineIndex::new(&text);
        for chars in [0, 1, 2, 3, 1023, 1024, 5999, 6000] {
            let before: String = line.chars().take(chars).collect();
            let offset = 2 + before.len() as u32;
            let character = |units| lines.position(&text, offset, units).character as usize;
            assert_eq!(character(Units::Utf16), before.encode_utf16().count());
            assert_eq!(character(Units::Utf32), chars);
            assert_eq!(lines.byte(&text, 1, chars as u32), offset as usize);
        }
    }

    #[test]
    fn characters_are_found_again() {
        for text in ["ab\ncd", "é🚀\ncé"] {
            let lines = LineIndex::new(text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let Position { line, character } = lines.position(text, at as u32, Units::Utf32);
                assert_eq!(lines.byte(text, line, character), at);
            }
            assert_eq!(lines.byte(text, 1, 9), text.len());
            assert_eq!(lines.byte(text, 9, 0), text.len());
        }
    }

    #[test]
    fn an_offset_inside_a_character_is_its_start() {
        let text = "é";
        assert_eq!(
            LineIndex::new(text)
                .position(text, 1, Units::Utf8)
                .character,
            0
        );
    }
}
