//! The strict parser: it reads valid JSON (RFC 8259) quickly, and stops at the first syntax error. The text is then
//! read again by the recovering parser.

use super::lexical::{self, Escape, escape, number_end, whitespace_end};
use crate::document::{Writer, node};
use crate::json_text::plain_end;
use crate::span::Span;

/// Parses `text` from byte `start` on and writes the nodes to `writer`. Returns `None` if the text is not valid JSON or
/// is nested more deeply than `max_depth`.
pub(super) fn parse(text: &str, start: usize, max_depth: usize, writer: &mut Writer) -> Option<()> {
    StrictParser {
        text,
        bytes: text.as_bytes(),
        at: start,
        writer,
        in_object: false,
        depth: 0,
        max_depth,
    }
    .run()
}

struct StrictParser<'s, 't> {
    text: &'s str,
    bytes: &'s [u8],
    at: usize,
    writer: &'s mut Writer<'t>,
    in_object: bool,
    depth: usize,
    max_depth: usize,
}

impl StrictParser<'_, '_> {
    fn run(mut self) -> Option<()> {
        self.skip_whitespace();
        loop {
            match self.byte()? {
                b'"' => self.string()?,
                b'{' => {
                    self.open(node::OBJECT)?;
                    if self.byte()? != b'}' {
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.open(node::ARRAY)?;
                    if self.byte()? != b']' {
                        continue;
                    }
                }
                byte @ b'0'..=b'9' => self.integer(byte)?,
                b'-' => self.number()?,
                b't' => self.literal(b"true", node::BOOL, 1)?,
                b'f' => self.literal(b"false", node::BOOL, 0)?,
                b'n' => self.literal(b"null", node::NULL, 0)?,
                _ => return None,
            }
            if self.after_value()? {
                return Some(());
            }
        }
    }

    /// Reads what follows a value: closing brackets, then a comma and, in an object, the next key. Returns true at the
    /// end of the text.
    #[inline(always)]
    fn after_value(&mut self) -> Option<bool> {
        loop {
            self.skip_whitespace();
            if self.depth == 0 {
                return (self.at == self.bytes.len()).then_some(true);
            }
            match self.byte()? {
                b',' => {
                    self.at += 1;
                    self.skip_whitespace();
                    if self.in_object {
                        self.key()?;
                    }
                    return Some(false);
                }
                b'}' if self.in_object => self.close(),
                b']' if !self.in_object => self.close(),
                _ => return None,
            }
        }
    }

    #[inline(always)]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline(always)]
    fn skip_whitespace(&mut self) {
        if self.byte().is_some_and(|byte| byte <= b' ') {
            self.at = whitespace_end(self.bytes, self.at);
        }
    }

    #[inline(always)]
    fn open(&mut self, kind: u32) -> Option<()> {
        if self.depth >= self.max_depth {
            return None;
        }
        self.depth += 1;
        self.in_object = kind == node::OBJECT;
        self.writer.open(kind, self.at as u32);
        self.at += 1;
        self.skip_whitespace();
        Some(())
    }

    #[inline(always)]
    fn close(&mut self) {
        self.at += 1;
        self.depth -= 1;
        self.writer.close(0, self.at as u32);
        self.in_object = self.writer.in_object();
    }

    /// Reads a key, its colon and the white space after it.
    #[inline(always)]
    fn key(&mut self) -> Option<()> {
        if self.byte()? != b'"' {
            return None;
        }
        self.string()?;
        if self.byte()? != b':' {
            self.skip_whitespace();
            if self.byte()? != b':' {
                return None;
            }
        }
        self.at += 1;
        // Most texts have one space after the colon, or none.
        if self.byte()? == b' ' {
            self.at += 1;
        }
        self.skip_whitespace();
        Some(())
    }

    #[inline(always)]
    fn string(&mut self) -> Option<()> {
        let start = self.at + 1;
        let end = plain_end(self.bytes, start);
        self.at = match self.bytes.get(end)? {
            b'"' => {
                self.writer
                    .leaf(node::STRING, start as u32, (end - start) as u32);
                end + 1
            }
            b'\\' => escaped_string(self.text, start, end, self.writer)?,
            _ => return None,
        };
        Some(())
    }

    #[inline(always)]
    fn integer(&mut self, first: u8) -> Option<()> {
        let start = self.at;
        let mut value = u32::from(first - b'0');
        let mut at = start + 1;
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(at) {
            // This can only wrap after more than nine digits, and then the value is not used.
            value = value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
            at += 1;
        }
        let length = at - start;
        let other = matches!(self.bytes.get(at), Some(b'.' | b'e' | b'E'));
        if other || length > 9 || (first == b'0' && length > 1) {
            return self.number();
        }
        self.writer.leaf(node::INTEGER, start as u32, value);
        self.at = at;
        Some(())
    }

    #[inline(always)]
    fn number(&mut self) -> Option<()> {
        self.at = long_number(self.bytes, self.at, self.writer)?;
        Some(())
    }

    #[inline(always)]
    fn literal(&mut self, literal: &[u8], head: u32, value: u32) -> Option<()> {
        if !self.bytes.get(self.at..)?.starts_with(literal) {
            return None;
        }
        self.writer.leaf(head, value, self.at as u32);
        self.at += literal.len();
        Some(())
    }
}

// The next two functions are rarely called. They don't get the parser itself, so that the compiler keeps its fields in
// registers.

/// Reads a string with escapes: its content starts at `start`, and the first escape is at `end`. Returns where it ends.
#[inline(never)]
fn escaped_string(text: &str, start: usize, mut end: usize, writer: &mut Writer) -> Option<usize> {
    let bytes = text.as_bytes();
    let side = writer.side().len();
    let mut from = start;
    loop {
        writer.side().push_str(text.get(from..end)?);
        match bytes.get(end)? {
            b'"' => break,
            b'\\' => match escape(bytes, end) {
                Escape::Char(c, length) => {
                    writer.side().push(c);
                    from = end + length;
                }
                _ => return None,
            },
            _ => return None,
        }
        end = plain_end(bytes, from);
    }
    let length = writer.side().len() - side;
    let span = Span::new(start as u32 - 1, end as u32 + 1);
    writer.leaf_with_span(node::STRING | node::SIDE, side as u32, length as u32, span);
    Some(end + 1)
}

/// Reads a number that is not a short integer. Returns where it ends.
#[inline(never)]
fn long_number(bytes: &[u8], start: usize, writer: &mut Writer) -> Option<usize> {
    let end = number_end(bytes, start)?;
    writer.leaf(node::NUMBER, start as u32, (end - start) as u32);
    Some(end)
}

/// The head, `a` and `b` of the node of a valid number.
pub(super) fn number_node(bytes: &[u8], span: Span) -> (u32, u32, u32) {
    let digits = bytes.get(span.range()).unwrap_or_default();
    let length = span.end - span.start;
    if length <= 9 && lexical::digits_end(digits, 0) == digits.len() {
        let value = digits
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        (node::INTEGER, span.start, value)
    } else {
        (node::NUMBER, span.start, length)
    }
}
