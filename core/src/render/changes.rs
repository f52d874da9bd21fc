//! Formats changes for people.

use std::fmt::Write;

use crate::diagnostic::is_hidden;
use crate::path::Path;
use crate::reader::dotted_path;
use crate::wire::{Change, ChangeKind};

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
