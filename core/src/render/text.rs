//! Reports for people: each diagnostic with an excerpt of the source text, or with its builder call.

use std::borrow::Cow;
use std::fmt::Write;

use super::masks::find_masks;
use super::paint::Paint;
use super::{TRUNCATED, by_severity, replace_invisible};
use crate::diagnostic::Sink;
use crate::diagnostic::{is_hidden, quoted};
use crate::document::Syntax;
use crate::path::Path;
use crate::span::{LineIndex, Span, Units};
use crate::wire::{Call, Diagnostic, Position, Range, Related, Report, Severity};

/// A text from which excerpts are shown.
pub(super) struct Excerpts<'a> {
    text: &'a str,
    lines: LineIndex,
    /// The unit of `character` in positions.
    units: Units,
    /// The parts of the text that are hidden, in order.
    masks: Vec<Span>,
    is_yaml: bool,
}

impl<'a> Excerpts<'a> {
    /// Finds the lines and the secrets of a text.
    pub(super) fn new(text: &'a str, syntax: Syntax, units: Units) -> Self {
        let document = syntax.parse_leniently(text, &mut Sink::new(0));
        Self {
            lines: LineIndex::new(text),
            masks: find_masks(&document),
            is_yaml: document.is_yaml(),
            units,
            text,
        }
    }

    /// The position with `character` counted in code points, which are roughly the columns of a terminal.
    fn in_code_points(&self, at: Position) -> Position {
        let byte = self
            .lines
            .byte_offset(self.text, at.line, at.character, self.units);
        let found = self.lines.position(self.text, byte as u32, Units::Utf32);
        Position {
            line: found.line,
            character: found.character,
        }
    }
}

/// The name of a text without a name.
const UNNAMED: &str = "<text>";

pub(super) struct TextWriter<'a> {
    source: Option<Excerpts<'a>>,
    name: String,
    paint: Paint,
    out: String,
}

impl<'a> TextWriter<'a> {
    pub(super) fn new(source: Option<Excerpts<'a>>, name: Option<&str>, color: bool) -> Self {
        Self {
            source,
            name: replace_invisible(name.unwrap_or(UNNAMED)),
            paint: Paint(color),
            out: String::new(),
        }
    }

    /// The text, without a line break at its end.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes every diagnostic, errors first, with an empty line between them.
    pub(super) fn write_diagnostics(&mut self, report: &Report) {
        for diagnostic in by_severity(report) {
            self.start_paragraph();
            self.write_diagnostic(diagnostic);
        }
        if report.truncated {
            self.start_paragraph();
            self.out.push_str(TRUNCATED);
        }
    }

    fn start_paragraph(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
    }

    fn write_diagnostic(&mut self, diagnostic: &Diagnostic) {
        let kind = format!("{}[{}]", diagnostic.severity.name(), diagnostic.code);
        let kind = self.paint.severity(diagnostic.severity, &kind);
        let message = self.paint.bold(&format!(": {}", diagnostic.message));
        let _ = write!(self.out, "{kind}{message}");
        match diagnostic.range {
            Some(range) => self.write_place(range, diagnostic.severity),
            None => {
                let place = place(diagnostic.call.as_ref(), &diagnostic.path);
                if !place.is_empty() {
                    let arrow = self.paint.blue("-->");
                    let _ = write!(self.out, "\n  {arrow} {place}");
                }
            }
        }
        for related in &diagnostic.related {
            self.write_related(related);
        }
        if let Some(help) = &diagnostic.help {
            let _ = write!(self.out, "\n  {} {help}", self.paint.bold("help:"));
        }
    }

    fn write_related(&mut self, related: &Related) {
        if let (Some(range), true) = (related.range, self.source.is_some()) {
            return self.write_excerpt(range, Severity::Info, Some(&related.message));
        }
        let _ = write!(
            self.out,
            "\n  {} {}",
            self.paint.bold("note:"),
            related.message
        );
        let place = match related.range {
            Some(range) => self.position(range.start),
            None => place(related.call.as_ref(), &related.path),
        };
        if !place.is_empty() {
            let _ = write!(self.out, ": {place}");
        }
    }

    fn write_place(&mut self, range: Range, severity: Severity) {
        if self.source.is_some() {
            return self.write_excerpt(range, severity, None);
        }
        let arrow = self.paint.blue("-->");
        let position = self.position(range.start);
        let _ = write!(self.out, "\n  {arrow} {position}");
    }

    /// `api.json:3:14`, with lines and columns counted from 1.
    fn position(&self, at: Position) -> String {
        let column = u64::from(at.character) + 1;
        format!("{}:{}:{column}", self.name, u64::from(at.line) + 1)
    }

    /// Writes an excerpt: the first line of a range, with the range underlined.
    fn write_excerpt(&mut self, range: Range, severity: Severity, note: Option<&str>) {
        let Some(source) = &self.source else {
            return;
        };
        let (start, end) = (
            source.in_code_points(range.start),
            source.in_code_points(range.end),
        );
        let line = source.lines.line(source.text, start.line);
        let last = if end.line == start.line {
            end.character
        } else {
            u32::MAX
        };
        let Window {
            shown,
            before,
            marked,
        } = source.window_around(start.line, line, start.character, last);
        let number = (start.line + 1).to_string();
        let margin = " ".repeat(number.len());
        let bar = self.paint.blue("|");
        if note.is_none() {
            let arrow = self.paint.blue("-->");
            let place = self.position(start);
            let _ = write!(self.out, "\n{margin}{arrow} {place}\n{margin} {bar}");
        }
        let number = self.paint.blue(&number);
        let under = if note.is_some() { "-" } else { "^" }.repeat(marked.max(1));
        let note = note.map(|note| format!(" {note}")).unwrap_or_default();
        let under = self.paint.severity(severity, &format!("{under}{note}"));
        let _ = write!(self.out, "\n{number} {bar} {shown}");
        let _ = write!(self.out, "\n{margin} {bar} {}{under}", " ".repeat(before));
    }
}

/// A call with its location, and with its resource if it is a call of a stack; without a call, a path.
fn place(call: Option<&Call>, path: &str) -> String {
    let Some(call) = call else {
        return replace_invisible(path);
    };
    let mut place = call.text.clone();
    match (&call.file, call.line, call.column) {
        (Some(file), Some(line), Some(column)) => {
            let _ = write!(place, "  at {file}:{line}:{column}");
        }
        (Some(file), Some(line), None) => {
            let _ = write!(place, "  at {file}:{line}");
        }
        _ => {}
    }
    // A constructor shows the ID itself.
    if let Some(key) = resource_key(path).filter(|_| call.method != "new") {
        let _ = write!(place, "  (resource {})", quoted(&key));
    }
    place
}

/// The key of the resource that a path of a stack leads into.
fn resource_key(path: &str) -> Option<String> {
    let path = path.starts_with("/resources/").then(|| Path::parse(path))?;
    path.segments().nth(1).map(Cow::into_owned)
}

impl Excerpts<'_> {
    /// The part of a line around a range, with secrets masked.
    fn window_around(&self, number: u32, line: &str, start: u32, end: u32) -> Window {
        const BEFORE: usize = 60;
        const WIDTH: usize = 120;
        let offset = self.lines.line_start(number).unwrap_or_default() as usize;
        let from = (start as usize).saturating_sub(BEFORE);
        let mut window = Window {
            shown: String::new(),
            before: 0,
            marked: 0,
        };
        if from > 0 {
            window.shown.push('…');
            window.before += 1;
        }
        let first = self
            .lines
            .byte_offset(self.text, number, from as u32, Units::Utf32);
        let first = first.saturating_sub(offset);
        let dashes = self.dashes(line);
        let rest = line.get(first..).unwrap_or_default().char_indices();
        for (at, (byte, c)) in (from..).zip(rest) {
            if at - from >= WIDTH {
                window.shown.push('…');
                break;
            }
            let is_dash = first + byte < dashes;
            let columns = self.push_shown(&mut window.shown, offset + first + byte, c, is_dash);
            if at < start as usize {
                window.before += columns;
            } else if at < end as usize {
                window.marked += columns;
            }
        }
        window
    }

    /// All lines, as many as [`str::lines`] returns, with secrets masked.
    pub(super) fn shown_lines(&self) -> Vec<String> {
        let mut offset = 0;
        let lines = self.text.split_inclusive('\n').map(|line| {
            let mut shown = String::with_capacity(line.len());
            let dashes = self.dashes(line);
            for (byte, c) in line.trim_end_matches(['\r', '\n']).char_indices() {
                self.push_shown(&mut shown, offset + byte, c, byte < dashes);
            }
            offset += line.len();
            shown
        });
        lines.collect()
    }

    /// The length of the spaces and dashes at the start of a line of YAML. The dashes of lists are punctuation.
    fn dashes(&self, line: &str) -> usize {
        match self.is_yaml {
            true => line.len() - line.trim_start_matches([' ', '-']).len(),
            false => 0,
        }
    }

    /// Adds a character as it is shown, and returns the number of its columns.
    fn push_shown(&self, shown: &mut String, byte: usize, c: char, is_dash: bool) -> usize {
        let c = match is_dash {
            true => c,
            false => self.shown_char(byte, c),
        };
        // A secret is shown as one `…`, which hides its length.
        if c == MASK && shown.ends_with(MASK) {
            return 0;
        }
        shown.push(c);
        column_width(c)
    }

    /// A character as it is shown: `…` in masked parts, and `�` for invisible characters.
    fn shown_char(&self, byte: usize, c: char) -> char {
        match c {
            '\t' => ' ',
            c if is_hidden(c) => '\u{fffd}',
            ' ' | '{' | '}' | '[' | ']' | ':' | ',' | '"' => c,
            _ if self.is_masked(byte) => MASK,
            c => c,
        }
    }

    fn is_masked(&self, byte: usize) -> bool {
        let before = self
            .masks
            .partition_point(|span| span.start as usize <= byte);
        let last = before.checked_sub(1).and_then(|at| self.masks.get(at));
        last.is_some_and(|span| span.range().contains(&byte))
    }
}

/// The character that replaces a secret.
const MASK: char = '…';

/// The part of a line that an excerpt shows.
struct Window {
    shown: String,
    /// The number of columns before the range.
    before: usize,
    /// The number of columns of the range.
    marked: usize,
}

/// The number of columns of a character in a terminal: two for East Asian characters and emoji, none for combining marks.
fn column_width(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36f | 0x200d | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
