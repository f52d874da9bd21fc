//! Prints what is generated from the core: `codes`, the page that explains every code, `catalog`, the same as
//! JSON, or the JSON Schema of a `container`, a `stack` or a `state`. `cargo xtask` keeps them in files.

use std::fmt::Write;

use alien_sdk_core::DocumentKind;
use alien_sdk_core::wire::{self, Explanation, Severity};

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("codes") => print!("{}", codes()),
        Some("catalog") => match serde_json::to_string(&wire::catalog()) {
            Ok(json) => print!("{json}"),
            Err(error) => eprintln!("{error}"),
        },
        Some("container") => print!("{}", wire::json_schema(DocumentKind::Container)),
        Some("stack") => print!("{}", wire::json_schema(DocumentKind::Stack)),
        Some("state") => print!("{}", wire::json_schema(DocumentKind::State)),
        _ => eprintln!("usage: pages codes|catalog|container|stack|state"),
    }
}

fn codes() -> String {
    let mut out = String::from(
        "# Codes\n\nEvery fault, warning and note that can be reported, in the order of their names. The example under \
         *Fails* (or *Warns*,\n*Notes*) has exactly this fault; the one under *Passes* has none. Tests run both; \
         `too-deep` and `too-large` are run under\nsmall limits.\n",
    );
    for code in wire::catalog().codes {
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
