//! Prints what a check found.

use std::io;

use alien_sdk_core::internal::functions;
use alien_sdk_core::options::Format as CoreFormat;
use alien_sdk_core::{Report, Severity};
use serde::Serialize;

use crate::arguments::Format;
use crate::check::file::Checked;
use crate::colors::shows_colors;
use crate::diff::unified_diff;
use crate::host::{Host, Stream};
use crate::print;
use crate::text::{count, error_line};

pub(crate) fn print_results(
    files: &[&Checked],
    faults: &[String],
    format: Format,
    host: &dyn Host,
) -> io::Result<bool> {
    let is_human = format == Format::Human;
    let has_colors = is_human && shows_colors(Stream::Stdout, host);
    let results = match format {
        Format::Human => human(files, has_colors),
        Format::Json => json(files)?,
        Format::Sarif => sarif(files),
        Format::Github => github(files),
    };
    let is_read = print(host, Stream::Stdout, &results)?;
    for fault in faults {
        print(host, Stream::Stderr, &error_line(fault))?;
    }
    match is_human && !files.is_empty() {
        true => print(host, Stream::Stdout, &summary(files)),
        false => Ok(is_read),
    }
}

/// The changes and problems of all files, with an empty line after each.
fn human(files: &[&Checked], has_colors: bool) -> String {
    let mut out = String::new();
    for file in files {
        if let Some(before) = &file.before {
            out += &unified_diff(&file.name, before, &file.text, file.syntax, has_colors);
            out += "\n";
        }
        let options = file.render_options(CoreFormat::Text, has_colors);
        let problems = functions::diagnostics_text(&file.report, &options);
        if !problems.is_empty() {
            out += &problems;
            out += "\n\n";
        }
    }
    out
}

/// `3 files: 2 errors, 1 warning`, and where to read more.
fn summary(files: &[&Checked]) -> String {
    let severities = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let totals = severities.map(|(severity, noun)| {
        let total = files.iter().map(|file| file.count(severity)).sum();
        (total, noun)
    });
    let found = totals.iter().filter(|(total, _)| *total > 0);
    let found: Vec<_> = found.map(|(total, noun)| count(*total, noun)).collect();
    let problems = match found.is_empty() {
        true => "no problems".to_owned(),
        false => found.join(", "),
    };
    let fixed = files.iter().filter(|file| file.before.is_some()).count();
    let fixed = match fixed {
        0 => String::new(),
        fixed => format!(", {fixed} fixed"),
    };
    let mut out = format!("{}{fixed}: {problems}\n", count(files.len(), "file"));
    let diagnostics = || files.iter().flat_map(|file| &file.report.diagnostics);
    let worst = severities.iter().find_map(|(severity, _)| {
        diagnostics().find(|diagnostic| diagnostic.severity == *severity)
    });
    if let Some(worst) = worst {
        out += &format!(
            "`alien-sdk explain {}` shows the reason and an example\n",
            worst.code
        );
    }
    out
}

/// A report with the name of its file.
#[derive(Serialize)]
struct NamedReport<'a> {
    file: &'a str,
    #[serde(flatten)]
    report: &'a Report,
}

fn json(files: &[&Checked]) -> io::Result<String> {
    let reports = files.iter().map(|file| NamedReport {
        file: &file.name,
        report: &file.report,
    });
    let mut out = serde_json::to_string(&reports.collect::<Vec<_>>())?;
    out.push('\n');
    Ok(out)
}

fn sarif(files: &[&Checked]) -> String {
    let reports = files.iter().map(|file| {
        let options = file.render_options(CoreFormat::Sarif, false);
        (&file.report, options)
    });
    functions::sarif_log(&reports.collect::<Vec<_>>()) + "\n"
}

fn github(files: &[&Checked]) -> String {
    let files = files
        .iter()
        .filter(|file| !file.report.diagnostics.is_empty());
    let annotations = files.map(|file| {
        let options = file.render_options(CoreFormat::Github, false);
        alien_sdk_core::render(&file.report, &options) + "\n"
    });
    annotations.collect()
}
