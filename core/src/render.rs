//! Formats reports for people: with excerpts of the source text, or with builder calls.

mod masks;
mod paint;

pub(crate) use masks::find_masks;

use std::fmt::Write;

use crate::diagnostic::{is_hidden, quoted};
use crate::path::Path;
use crate::reader::dotted_path;
use crate::span::{LineIndex, Span};
use crate::validate::DocumentKind;
use crate::wire::{Call, Change, ChangeKind, Diagnostic, Range, Report, Severity};
use paint::Paint;

/// The message of the error that a builder throws: a headline, and every problem with its call.
pub(crate) fn error_message(report: &Report, kind: DocumentKind, id: Option<&str>) -> String {
    let mut out = headline(report, kind, id);
    for diagnostic in &report.diagnostics {
        let _ = write!(
            out,
            "\n\n{}[{}]: {}",
            diagnostic.severity.name(),
            diagnostic.code,
            diagnostic.message
        );
        match (&diagnostic.call, diagnostic.path.as_str()) {
            (Some(call), _) => {
                let _ = write!(out, "\n  --> {}", call_location(call));
            }
            (None, "") => {}
            (None, path) => {
                let _ = write!(out, "\n  --> {}", replace_invisible(path));
            }
        }
        for related in &diagnostic.related {
            let _ = write!(out, "\n  note: {}", related.message);
            // The call is not repeated if it is the call of the diagnostic.
            if related.call.is_none() || related.call != diagnostic.call {
                let at = related
                    .call
                    .as_ref()
                    .map_or_else(|| replace_invisible(&related.path), call_location);
                let _ = write!(out, ": {at}");
            }
        }
        if let Some(help) = &diagnostic.help {
            let _ = write!(out, "\n  help: {help}");
        }
    }
    if report.truncated {
        out.push_str("\n\nthere are more faults than are shown");
    }
    out
}

/// Formats changes, one line for each: `~ replicas: 3 → 5`.
pub(crate) fn format_changes(changes: &[Change]) -> String {
    let mut out = String::new();
    for change in changes {
        let mark = match change.kind {
            ChangeKind::Added => '+',
            ChangeKind::Removed => '-',
            ChangeKind::Changed => '~',
        };
        let name = dotted_path(&Path::parse(&change.path));
        let _ = write!(out, "{mark} {name}");
        match (&change.before, &change.after) {
            (Some(before), Some(after)) => {
                let _ = write!(out, ": {} → {}", shortened(before), shortened(after));
            }
            (Some(value), None) | (None, Some(value)) => {
                let _ = write!(out, ": {}", shortened(value));
            }
            (None, None) => {}
        }
        let notes = [
            (change.refused, "refused"),
            (change.loses_data, "loses data"),
        ];
        let notes: Vec<_> = notes
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, note)| *note)
            .collect();
        if !notes.is_empty() {
            let _ = write!(out, "  ({})", notes.join(", "));
        }
        out.push('\n');
    }
    out
}

/// Replaces characters that a terminal would interpret or not show.
fn replace_invisible(path: &str) -> String {
    let visible = |c| if is_hidden(c) { '\u{fffd}' } else { c };
    path.chars().map(visible).collect()
}

/// JSON for one line: at most 60 characters, without invisible ones. A longer object is shown as `{…}`.
fn shortened(json: &str) -> String {
    let visible = json
        .chars()
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c });
    let mut text: String = visible.clone().take(60).collect();
    if visible.count() > 60 {
        if json.starts_with('{') {
            return "{…}".to_owned();
        }
        text.push('…');
    }
    text
}

/// `container "api" has 2 errors and 1 warning`
fn headline(report: &Report, kind: DocumentKind, id: Option<&str>) -> String {
    let count = |severity| {
        report
            .diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    let counts = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(severity, name)| (count(severity), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let counts = match counts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None if report.valid => "no faults".to_owned(),
        None => "faults".to_owned(),
    };
    match id {
        Some(id) => format!("{} {} has {counts}", kind.name(), quoted(id)),
        None => format!("the {} has {counts}", kind.name()),
    }
}

fn call_location(call: &Call) -> String {
    match (&call.file, call.line, call.column) {
        (Some(file), Some(line), Some(column)) => {
            format!("{}  at {file}:{line}:{column}", call.text)
        }
        (Some(file), Some(line), None) => format!("{}  at {file}:{line}", call.text),
        _ => call.text.clone(),
    }
}

/// Formats every diagnostic with an excerpt of the text. `report` must count characters in UTF-32 units.
pub(crate) fn format_excerpts(
    report: &Report,
    text: &str,
    name: &str,
    masks: &[Span],
    color: bool,
) -> String {
    let lines = LineIndex::new(text);
    let mut writer = ExcerptWriter {
        text,
        name,
        masks,
        lines,
        paint: Paint(color),
        out: String::new(),
    };
    for diagnostic in &report.diagnostics {
        writer.write_diagnostic(diagnostic);
    }
    if report.truncated {
        writer
            .out
            .push_str("there are more faults than are shown\n");
    }
    writer.out
}

struct ExcerptWriter<'a> {
    text: &'a str,
    name: &'a str,
    /// The parts of the text that are hidden, in order.
    masks: &'a [Span],
    lines: LineIndex,
    paint: Paint,
    out: String,
}

impl ExcerptWriter<'_> {
    fn write_diagnostic(&mut self, diagnostic: &Diagnostic) {
        let kind = format!("{}[{}]", diagnostic.severity.name(), diagnostic.code);
        let kind = self.paint.severity(diagnostic.severity, &kind);
        let message = self.paint.bold(&format!(": {}", diagnostic.message));
        let _ = writeln!(self.out, "{kind}{message}");
        if let Some(range) = diagnostic.range {
            self.write_excerpt(range, diagnostic.severity, None);
        }
        for related in &diagnostic.related {
            match related.range {
                Some(range) => self.write_excerpt(range, Severity::Info, Some(&related.message)),
                None => {
                    let _ = writeln!(self.out, "  note: {}", related.message);
                }
            }
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(self.out, "  {} {help}", self.paint.bold("help:"));
        }
        self.out.push('\n');
    }

    /// Writes an excerpt: the first line of a range, with the range underlined.
    fn write_excerpt(&mut self, range: Range, severity: Severity, note: Option<&str>) {
        let (start, end) = (range.start, range.end);
        let line = self.lines.line(self.text, start.line);
        let last = if end.line == start.line {
            end.character
        } else {
            u32::MAX
        };
        let Window {
            shown,
            before,
            marked,
        } = self.window_around(start.line, line, start.character, last);
        let number = (start.line + 1).to_string();
        let margin = " ".repeat(number.len());
        let bar = self.paint.blue("|");
        if note.is_none() {
            let arrow = self.paint.blue("-->");
            let _ = writeln!(
                self.out,
                "{margin}{arrow} {}:{number}:{}",
                self.name,
                start.character + 1
            );
            let _ = writeln!(self.out, "{margin} {bar}");
        }
        let number = self.paint.blue(&number);
        let under = if note.is_some() { "-" } else { "^" }.repeat(marked.max(1));
        let note = note.map(|note| format!(" {note}")).unwrap_or_default();
        let under = self.paint.severity(severity, &format!("{under}{note}"));
        let _ = writeln!(self.out, "{number} {bar} {shown}");
        let _ = writeln!(self.out, "{margin} {bar} {}{under}", " ".repeat(before));
    }

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
        let first = self.lines.byte_offset(self.text, number, from as u32) - offset;
        let rest = line.get(first..).unwrap_or_default().char_indices();
        for (at, (byte, c)) in (from..).zip(rest) {
            if at - from >= WIDTH {
                window.shown.push('…');
                break;
            }
            let c = self.shown_char(offset + first + byte, c);
            // A secret is shown as one `…`, which hides its length.
            let hidden = c == MASK && window.shown.ends_with(MASK);
            let columns = if hidden { 0 } else { column_width(c) };
            if !hidden {
                window.shown.push(c);
            }
            if at < start as usize {
                window.before += columns;
            } else if at < end as usize {
                window.marked += columns;
            }
        }
        window
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
