//! `docs/codes.md`: what every code means.

use std::fmt::Write;

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::wire::{Explanation, Severity};

/// The page, as Markdown.
pub fn page() -> String {
    let mut out = String::from(
        "# Codes\n\nEvery fault, warning and note that can be reported, in the order of their names. The example under \
         *Fails* (or *Warns*,\n*Notes*) has exactly this fault; the one under *Passes* has none. Tests run both; \
         `too-deep` and `too-large` are run under\nsmall limits.\n",
    );
    for code in functions::catalog().codes {
        write_code(&mut out, &code).unwrap_or_default();
    }
    out
}

fn write_code(out: &mut String, code: &Explanation) -> std::fmt::Result {
    let severity = code.severity.name();
    let fails = match code.severity {
        Severity::Error => "Fails",
        Severity::Warning => "Warns",
        Severity::Info => "Notes",
    };
    writeln!(
        out,
        "\n## {}\n\n**{severity}:** {}\n\n{}",
        code.code, code.summary, code.why
    )?;
    writeln!(out, "\n{fails}:\n\n```json\n{}\n```", code.fails)?;
    writeln!(out, "\nPasses:\n\n```json\n{}\n```", code.passes)
}
