//! Positions in a text: spans of bytes, and lines and characters in the units that the caller chooses.

/// A range of bytes in a text, from `start` up to, not including, `end`.
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

    /// The span as a range, to slice a `str` with.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The number of a node in a [`Document`](crate::document::Document).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The unit in which the `character` of a position is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Units {
    /// UTF-8 bytes, as in Rust.
    Utf8,
    /// UTF-16 code units, as in JavaScript and most editors.
    #[default]
    Utf16,
    /// Code points, as in Python.
    Utf32,
}

/// A line and a character in it, both counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// The character in the line, from 0, in the [`Units`] that the caller chose.
    pub character: u32,
}

/// The start of each line of a text. A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The number of characters before every [`STEP`]th byte; empty for ASCII text, where each byte is one character.
    counts: Vec<Counts>,
}

/// The number of characters before a byte, in the two units that are not bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    utf16: u32,
    utf32: u32,
}

impl Counts {
    fn plus_characters(self, text: &[u8]) -> Self {
        text.iter().fold(self, |Self { utf16, utf32 }, byte| Self {
            // A character is counted at its first byte. One with four bytes has two UTF-16 code units.
            utf16: utf16 + u32::from(!is_continuation(*byte)) + u32::from(*byte >= 0xf0),
            utf32: utf32 + u32::from(!is_continuation(*byte)),
        })
    }
}

/// Finds those of eight bytes that are `\r` or smaller, all at once: sets the highest bit of each of them.
fn low_bytes(word: u64) -> u64 {
    const EACH: u64 = u64::MAX / 0xff;
    const ABOVE: u64 = 0x80 - (b'\r' as u64 + 1);
    // The sums stay below 256, so no byte carries into the next one.
    let others = ((word & (EACH * 0x7f)) + EACH * ABOVE) | word;
    !others & (EACH * 0x80)
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// The distance in bytes between the counts of a `LineIndex`. It bounds the time to find a position, however long the
/// line.
const STEP: usize = 1024;

impl LineIndex {
    /// Finds the lines of a text, in a time linear in its length.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // A line has rarely fewer than eight bytes.
        let mut starts = Vec::with_capacity(bytes.len() / 8 + 1);
        starts.push(0);
        let (words, rest) = bytes.as_chunks::<8>();
        let mut last = [u8::MAX; 8];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let words = words.iter().chain([&last]).enumerate();
        // Faster than a loop, which would ask for each word whether it is the last one.
        words.for_each(|(number, word)| {
            let mut low = low_bytes(u64::from_le_bytes(*word));
            while low != 0 {
                let at = number * 8 + low.trailing_zeros() as usize / 8;
                low &= low - 1;
                let is_end = match bytes.get(at) {
                    Some(b'\n') => true,
                    Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
                    _ => false,
                };
                if is_end {
                    starts.push(at as u32 + 1);
                }
            }
        });
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut before = Counts::default();
            for chunk in bytes.chunks(STEP) {
                counts.push(before);
                before = before.plus_characters(chunk);
            }
            counts.push(before);
        }
        Self { starts, counts }
    }

    /// The number of characters before a byte.
    fn counts(&self, text: &str, offset: usize) -> Counts {
        match self.counts.get(offset / STEP) {
            Some(before) => before.plus_characters(
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

    /// The byte offset of a character of line `line`; the length of the text if there is no such character.
    pub fn byte_offset(&self, text: &str, line: u32, character: u32, units: Units) -> usize {
        let start = self
            .line_start(line)
            .map_or(text.len(), |start| start as usize);
        if units == Units::Utf8 {
            let mut byte = start.saturating_add(character as usize).min(text.len());
            while !text.is_char_boundary(byte) {
                byte -= 1;
            }
            return byte;
        }
        let count = |counts: &Counts| match units {
            Units::Utf16 => counts.utf16,
            _ => counts.utf32,
        };
        let sought = count(&self.counts(text, start)).saturating_add(character);
        let step = self
            .counts
            .partition_point(|before| count(before) <= sought)
            .checked_sub(1);
        let Some((step, before)) = step.and_then(|step| Some((step, self.counts.get(step)?)))
        else {
            return text.len().min(sought as usize);
        };
        let rest = text.as_bytes().get(step * STEP..).unwrap_or_default();
        let mut left = sought - count(before);
        for (at, byte) in (step * STEP..).zip(rest) {
            if is_continuation(*byte) {
                continue;
            }
            if left == 0 {
                return at;
            }
            let is_pair = units == Units::Utf16 && *byte >= 0xf0;
            left = left.saturating_sub(1 + u32::from(is_pair));
        }
        text.len()
    }

    /// The text of line `line`, without the line break; empty if there is no such line.
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

    /// The byte offset at which line `line` starts; `None` if there is no such line.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// The number of the line that contains a byte offset.
    pub fn line_of(&self, offset: u32) -> u32 {
        let after = self.starts.partition_point(|start| *start <= offset);
        after.saturating_sub(1) as u32
    }

    /// The position of a byte offset. An offset inside a character counts as that character's start.
    pub fn position(&self, text: &str, offset: u32, units: Units) -> Position {
        let line = self.line_of(offset);
        let start = self.line_start(line).unwrap_or_default() as usize;
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
        Position { line, character }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        let text = "a\nb\r\nc\rd";
        let lines = LineIndex::new(text);
        let all: Vec<_> = (0..4).map(|line| lines.line(text, line)).collect();
        assert_eq!(all, ["a", "b", "c", "d"]);
    }

    #[test]
    fn line_breaks_are_found_at_every_offset() {
        for count in 1..20 {
            let (before, after) = ("x".repeat(count), "y".repeat(count));
            let text = format!("{before}\t\r\né\r{after}\n");
            let starts = LineIndex::new(&text).starts;
            assert_eq!(
                starts,
                [0, count + 3, count + 6, 2 * count + 7].map(|at| at as u32)
            );
        }
    }

    #[test]
    fn characters_are_counted_in_the_given_units() {
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
    fn positions_in_long_lines_are_exact() {
        let line = "é🚀x\n".repeat(2000).replace('\n', "");
        let text = format!("a\n{line}");
        let lines = LineIndex::new(&text);
        for chars in [0, 1, 2, 3, 1023, 1024, 5999, 6000] {
            let before: String = line.chars().take(chars).collect();
            let offset = 2 + before.len() as u32;
            let character = |units| lines.position(&text, offset, units).character as usize;
            assert_eq!(character(Units::Utf16), before.encode_utf16().count());
            assert_eq!(character(Units::Utf32), chars);
            for units in [Units::Utf8, Units::Utf16, Units::Utf32] {
                let character = lines.position(&text, offset, units).character;
                assert_eq!(
                    lines.byte_offset(&text, 1, character, units),
                    offset as usize
                );
            }
        }
    }

    #[test]
    fn byte_offset_reverses_position() {
        for text in ["ab\ncd", "é🚀\ncé"] {
            let lines = LineIndex::new(text);
            for units in [Units::Utf8, Units::Utf16, Units::Utf32] {
                for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let Position { line, character } = lines.position(text, at as u32, units);
                    assert_eq!(lines.byte_offset(text, line, character, units), at);
                }
                assert_eq!(lines.byte_offset(text, 1, 9, units), text.len());
                assert_eq!(lines.byte_offset(text, 9, 0, units), text.len());
            }
        }
    }

    #[test]
    fn an_offset_inside_a_character_counts_as_its_start() {
        let text = "é";
        assert_eq!(
            LineIndex::new(text)
                .position(text, 1, Units::Utf8)
                .character,
            0
        );
    }
}
