//! Reports as annotations of GitHub Actions: one workflow command for each diagnostic.

use std::fmt::Write;

use super::{RenderOptions, TRUNCATED, by_severity};
use crate::wire::{Diagnostic, Report, Severity};

/// One line for each diagnostic, errors first, since GitHub shows only the first ten of each kind.
pub(super) fn annotations(report: &Report, options: &RenderOptions) -> String {
    let diagnostics = by_severity(report).into_iter();
    let mut lines: Vec<_> = diagnostics
        .map(|diagnostic| annotation(diagnostic, options))
        .collect();
    if report.truncated {
        lines.push(format!("::notice::{TRUNCATED}"));
    }
    lines.join("\n")
}

fn annotation(diagnostic: &Diagnostic, options: &RenderOptions) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let call = diagnostic.call.as_ref();
    let file = call.and_then(|call| call.file.as_deref()).or(options.name);
    let mut properties = Vec::new();
    if let Some(file) = file {
        properties.push(format!("file={}", escape_property(file)));
    }
    match (diagnostic.range, call) {
        (Some(range), _) => {
            properties.push(format!("line={}", u64::from(range.start.line) + 1));
            // GitHub accepts columns only if the range is in one line.
            if range.start.line == range.end.line {
                let [start, end] = [range.start, range.end].map(|at| u64::from(at.character) + 1);
                properties.push(format!("col={start},endColumn={end}"));
            }
        }
        (None, Some(call)) => {
            properties.extend(call.line.map(|line| format!("line={line}")));
            properties.extend(call.column.map(|column| format!("col={column}")));
        }
        (None, None) => {}
    }
    properties.push(format!("title={}", escape_property(&diagnostic.code)));
    let mut message = diagnostic.message.clone();
    for related in &diagnostic.related {
        let _ = write!(message, "\nnote: {}", related.message);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    let (properties, message) = (properties.join(","), escape(&message));
    format!("::{command} {properties}::{message}")
}

/// The escapes of workflow commands.
fn escape(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
