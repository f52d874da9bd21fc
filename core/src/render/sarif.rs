//! Reports as SARIF 2.1.0, the format that code scanning tools read.

use super::{RenderOptions, TRUNCATED};
use crate::catalog;
use crate::json_text::push_json_string;
use crate::model::names::split_once_by;
use crate::span::Units;
use crate::wire::{Call, Diagnostic, Fix, Range, Related, Report, Severity};

/// A log with one run, for the reports of some files. All reports have the same units.
pub(super) fn log(reports: &[(&Report, RenderOptions)]) -> String {
    let mut codes: Vec<&str> = Vec::new();
    let diagnostics = reports.iter().flat_map(|(report, _)| &report.diagnostics);
    for diagnostic in diagnostics {
        if !codes.contains(&&*diagnostic.code) {
            codes.push(&diagnostic.code);
        }
    }
    let rules = codes.iter().map(|code| {
        let address = catalog::docs_address(code);
        let help = address.map(|address| ("helpUri", string(&address)));
        object([("id", string(code))].into_iter().chain(help))
    });
    let results = reports.iter().flat_map(|(report, options)| {
        let writer = SarifWriter { options };
        let results = report.diagnostics.iter();
        results.map(move |diagnostic| (writer, diagnostic))
    });
    let results = results.map(|(writer, diagnostic)| writer.result(diagnostic, &codes));
    let driver = object([
        ("name", string("alien-sdk")),
        ("version", string(crate::VERSION)),
        ("rules", array(rules)),
    ]);
    let mut run = vec![("tool", object([("driver", driver)]))];
    let units = reports.first().map(|(_, options)| options.units);
    if let Some(kind) = column_kind(units.unwrap_or_default()) {
        run.push(("columnKind", string(kind)));
    }
    run.push(("results", array(results)));
    if reports.iter().any(|(report, _)| report.truncated) {
        let message = object([("text", string(TRUNCATED))]);
        let note = object([("level", string("note")), ("message", message)]);
        let invocation = object([
            ("executionSuccessful", "true".to_owned()),
            ("toolExecutionNotifications", array([note])),
        ]);
        run.push(("invocations", array([invocation])));
    }
    object([
        (
            "$schema",
            string("https://json.schemastore.org/sarif-2.1.0.json"),
        ),
        ("version", string("2.1.0")),
        ("runs", array([object(run)])),
    ])
}

/// The SARIF name of a unit; there is none for bytes, so columns are then left out.
fn column_kind(units: Units) -> Option<&'static str> {
    match units {
        Units::Utf16 => Some("utf16CodeUnits"),
        Units::Utf32 => Some("unicodeCodePoints"),
        Units::Utf8 => None,
    }
}

#[derive(Clone, Copy)]
struct SarifWriter<'a> {
    options: &'a RenderOptions<'a>,
}

impl SarifWriter<'_> {
    fn result(&self, diagnostic: &Diagnostic, codes: &[&str]) -> String {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let index = codes.iter().position(|code| **code == diagnostic.code);
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            message.push_str("; help: ");
            message.push_str(help);
        }
        let location = self.location(
            diagnostic.range,
            diagnostic.call.as_ref(),
            &diagnostic.path,
            None,
        );
        let mut result = vec![
            ("ruleId", string(&diagnostic.code)),
            ("ruleIndex", index.unwrap_or_default().to_string()),
            ("level", string(level)),
            ("message", object([("text", string(&message))])),
            ("locations", array([location])),
        ];
        if !diagnostic.related.is_empty() {
            let related = diagnostic
                .related
                .iter()
                .map(|related| self.related(related));
            result.push(("relatedLocations", array(unique(related))));
        }
        let fixes = unique(diagnostic.fixes.iter().filter_map(|fix| self.fix(fix)));
        if !fixes.is_empty() {
            result.push(("fixes", array(fixes)));
        }
        object(result)
    }

    fn related(&self, related: &Related) -> String {
        let Related {
            range,
            call,
            path,
            message,
        } = related;
        self.location(*range, call.as_ref(), path, Some(message))
    }

    /// A location: the region of a file, if it is known, and the path in the declaration.
    fn location(
        &self,
        range: Option<Range>,
        call: Option<&Call>,
        path: &str,
        message: Option<&str>,
    ) -> String {
        let mut location = Vec::new();
        let file = call.and_then(|call| call.file.as_deref());
        if let Some(file) = file.or(self.options.name) {
            let region = match (range, call) {
                (Some(range), _) => Some(self.region(range)),
                (None, Some(call)) => call.line.map(|line| call_region(line, call.column)),
                (None, None) => None,
            };
            let mut physical = vec![("artifactLocation", artifact(file))];
            physical.extend(region.map(|region| ("region", region)));
            location.push(("physicalLocation", object(physical)));
        }
        let logical = object([("fullyQualifiedName", string(path))]);
        location.push(("logicalLocations", array([logical])));
        if let Some(message) = message {
            location.push(("message", object([("text", string(message))])));
        }
        object(location)
    }

    /// Lines and columns are counted from 1.
    fn region(&self, range: Range) -> String {
        let Range { start, end } = range;
        let plus_one = |number: u32| (u64::from(number) + 1).to_string();
        let mut region = vec![("startLine", plus_one(start.line))];
        let has_columns = column_kind(self.options.units).is_some();
        if has_columns {
            region.push(("startColumn", plus_one(start.character)));
        }
        region.push(("endLine", plus_one(end.line)));
        if has_columns {
            region.push(("endColumn", plus_one(end.character)));
        }
        object(region)
    }

    /// A fix; `None` if its edits of the text are not known.
    fn fix(&self, fix: &Fix) -> Option<String> {
        let edits = fix.text_edits.as_ref()?;
        let file = self.options.name?;
        column_kind(self.options.units)?;
        let replacements = edits.iter().map(|edit| {
            object([
                ("deletedRegion", self.region(edit.range)),
                (
                    "insertedContent",
                    object([("text", string(&edit.new_text))]),
                ),
            ])
        });
        let change = object([
            ("artifactLocation", artifact(file)),
            ("replacements", array(replacements)),
        ]);
        Some(object([
            ("description", object([("text", string(&fix.title))])),
            ("artifactChanges", array([change])),
        ]))
    }
}

fn call_region(line: u32, column: Option<u32>) -> String {
    let mut region = vec![("startLine", line.to_string())];
    region.extend(column.map(|column| ("startColumn", column.to_string())));
    object(region)
}

fn artifact(file: &str) -> String {
    object([("uri", string(&uri(file)))])
}

/// The URI of a file: a relative reference, or a `file:` URI of an absolute path.
fn uri(file: &str) -> String {
    let is_drive =
        file.as_bytes().get(1) == Some(&b':') && file.as_bytes().get(2).is_some_and(is_slash);
    let mut out = String::new();
    if split_once_by(file, "://").is_some() {
        return file.to_owned();
    } else if is_drive {
        out.push_str("file:///");
    } else if file.starts_with('/') {
        out.push_str("file://");
    }
    for byte in file.bytes() {
        match byte {
            b'\\' => out.push('/'),
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            b':' if is_drive => out.push(':'),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    let digit = char::from_digit(u32::from(digit), 16).unwrap_or_default();
                    out.push(digit.to_ascii_uppercase());
                }
            }
        }
    }
    out
}

fn is_slash(byte: &u8) -> bool {
    matches!(byte, b'/' | b'\\')
}

fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_json_string(text, &mut out);
    out
}

/// An object; the values are JSON text.
fn object<'k>(members: impl IntoIterator<Item = (&'k str, String)>) -> String {
    let members = members.into_iter().collect::<Vec<_>>();
    let members: Vec<_> = members
        .iter()
        .map(|(key, value)| ["\"", key, "\":", value].concat())
        .collect();
    ["{", &members.join(","), "}"].concat()
}

/// The different ones of some JSON texts, since SARIF forbids equal locations and equal fixes.
fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// A list; the elements are JSON text.
fn array(elements: impl IntoIterator<Item = String>) -> String {
    let elements = elements.into_iter().collect::<Vec<_>>();
    ["[", &elements.join(","), "]"].concat()
}
