//! Generates `docs/codes.md`, which explains every code.

use std::fmt::Write;

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::wire::{Explanation, Severity};

/// Returns the page as Markdown.
pub fn page() -> String {
    let mut out = String::from(
        "# Codes\n\nAll diagnostic codes, in alphabetical order. The example under *Fails* (or *Warns*, *Notes*) causes \
         exactly this diagnostic,\nand the example under *Passes* causes none. Tests check both examples; for `too-deep` \
         and `too-large` they use small limits.\n",
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
