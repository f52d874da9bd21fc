//! Generates `docs/codes.md`, which explains every code, and the TypeScript type of the codes.

use std::fmt::Write;

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::wire::{Explanation, Severity};

/// Returns the TypeScript module with the type of the codes.
pub fn typescript() -> String {
    let mut out = String::from(
        "/** The codes of diagnostics. Written by `cargo xtask generate`. */\n\n\
         /**\n * A code of this version of the SDK. Newer versions may add codes, so a `switch` over them needs a `default`.\n */\n\
         export type DiagnosticCode =",
    );
    for code in functions::catalog().codes {
        write!(out, "\n  | \"{}\"", code.code).unwrap_or_default();
    }
    out.push_str(";\n");
    out
}

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
    let language = match code.code.starts_with("yaml-") {
        true => "yaml",
        false => "json",
    };
    for (heading, example) in [(fails, &code.fails), ("Passes", &code.passes)] {
        let example = example.trim_end();
        writeln!(out, "\n{heading}:\n\n```{language}\n{example}\n```")?;
    }
    Ok(())
}
