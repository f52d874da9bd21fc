//! `alien-sdk check`: validates files, and fixes them.

use std::io;
use std::path::{Path, PathBuf};

use alien_sdk_core::internal::document::Buffers;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{Input, is_certainly_declaration};
use alien_sdk_core::options::{Format as CoreFormat, RenderOptions, Syntax};
use alien_sdk_core::{Options, Report, Severity, apply_fixes};
use rayon::prelude::*;
use serde::Serialize;

use crate::arguments::{CheckOptions, Format};
use crate::diff::unified_diff;
use crate::files::{Candidate, Candidates, plain};
use crate::host::{Host, Stream};
use crate::text::{Source, count, error_line, is_stdin, name, reason};
use crate::{CLEAN, MISUSE, PROBLEMS, print};

/// A file after the check.
struct Checked {
    path: PathBuf,
    name: String,
    /// The text before the fixes, if they changed it.
    before: Option<String>,
    text: String,
    syntax: Syntax,
    report: Report,
}

pub(crate) fn run(options: &CheckOptions, host: &mut dyn Host) -> io::Result<u8> {
    if options.fix && options.paths.iter().any(|path| is_stdin(path)) {
        let message = "--fix can't change the standard input; name a file";
        print(host, Stream::Stderr, &error_line(message))?;
        return Ok(MISUSE);
    }
    let candidates = Candidates::find(&options.paths, host);
    let shared: &dyn Host = host;
    let results = candidates.files.par_iter();
    let results = results.map(|candidate| check_file(candidate, options, shared));
    let results: Vec<_> = results.collect();

    let (mut files, mut faults) = (Vec::new(), candidates.faults);
    for result in results {
        match result {
            Ok(checked) => files.extend(checked),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        let is_in = |folder, file: &Checked| plain(&file.path).starts_with(plain(folder));
        let mut folders = candidates.folders.iter();
        let empty = folders.find(|folder| !files.iter().any(|file| is_in(folder, file)));
        faults.extend(empty.map(|folder| no_declarations(folder)));
    }
    print_results(&files, &faults, options, host)?;
    Ok(exit_code(&files, &faults, options))
}

fn no_declarations(folder: &Path) -> String {
    let name = name(folder);
    format!(
        "{name}: there are no declarations here\n  help: name the files; in a folder, only *.alien.json, *.alien.jsonc and files whose content can be nothing else are checked"
    )
}

/// Checks a file, and fixes it if that is wanted. Returns `None` if it may belong to another tool. The error is a message.
fn check_file(
    candidate: &Candidate,
    options: &CheckOptions,
    host: &dyn Host,
) -> Result<Option<Checked>, String> {
    let path = &candidate.path;
    let source = Source::read(path, host)?;
    if !candidate.is_certain && !is_certainly_declaration(&source.text, source.syntax) {
        return Ok(None);
    }
    let core_options = Options {
        kind: options.kind.map(Into::into),
        ..source.options()
    };
    let fixed = (options.fix && source.defect.is_none())
        .then(|| apply_fixes(&source.text, &core_options, false))
        .filter(|fixed| *fixed != source.text);
    if let Some(fixed) = &fixed {
        write_fixed(path, &source, fixed, host)?;
    }
    let input = fixed.as_deref().map_or(source.input(), Input::Text);
    let report = validate(input, &core_options);
    let (before, text) = match fixed {
        Some(fixed) => (Some(source.text), fixed),
        None => (None, source.text),
    };
    Ok(Some(Checked {
        path: path.clone(),
        name: source.name,
        before,
        text,
        syntax: source.syntax,
        report,
    }))
}

pub(crate) fn validate(input: Input, options: &Options) -> Report {
    let validated = functions::validate(input, options, Units::default(), &mut Buffers::default());
    // Only the values of a programming language can be malformed, not a text.
    validated.unwrap_or_default()
}

fn write_fixed(path: &Path, source: &Source, fixed: &str, host: &dyn Host) -> Result<(), String> {
    let name = &source.name;
    match host.replace(path, source.text.as_bytes(), fixed.as_bytes()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!(
            "{name}: the file changed while it was checked, so it was not fixed; run the command again"
        )),
        Err(error) => Err(format!(
            "{name}: the file was not fixed: {}",
            reason(&error)
        )),
    }
}

impl Checked {
    fn render_options(&self, format: CoreFormat, color: bool) -> RenderOptions<'_> {
        RenderOptions {
            format,
            color,
            syntax: self.syntax,
            ..RenderOptions::for_text(&self.name, &self.text)
        }
    }

    /// How many diagnostics have a severity.
    fn count(&self, severity: Severity) -> usize {
        let diagnostics = self.report.diagnostics.iter();
        diagnostics
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}

fn print_results(
    files: &[Checked],
    faults: &[String],
    options: &CheckOptions,
    host: &mut dyn Host,
) -> io::Result<()> {
    let is_human = options.format == Format::Human;
    let has_colors = is_human && host.shows_colors(Stream::Stdout);
    let results = match options.format {
        Format::Human => human(files, has_colors),
        Format::Json => json(files)?,
        Format::Sarif => sarif(files),
        Format::Github => github(files),
    };
    print(host, Stream::Stdout, &results)?;
    for fault in faults {
        print(host, Stream::Stderr, &error_line(fault))?;
    }
    match is_human && !files.is_empty() {
        true => print(host, Stream::Stdout, &summary(files)),
        false => Ok(()),
    }
}

/// The changes and problems of all files, with an empty line after each.
fn human(files: &[Checked], has_colors: bool) -> String {
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
fn summary(files: &[Checked]) -> String {
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

fn json(files: &[Checked]) -> io::Result<String> {
    let reports = files.iter().map(|file| NamedReport {
        file: &file.name,
        report: &file.report,
    });
    let mut out = serde_json::to_string(&reports.collect::<Vec<_>>())?;
    out.push('\n');
    Ok(out)
}

fn sarif(files: &[Checked]) -> String {
    let reports = files.iter().map(|file| {
        let options = file.render_options(CoreFormat::Sarif, false);
        (&file.report, options)
    });
    functions::sarif_log(&reports.collect::<Vec<_>>()) + "\n"
}

fn github(files: &[Checked]) -> String {
    let files = files
        .iter()
        .filter(|file| !file.report.diagnostics.is_empty());
    let annotations = files.map(|file| {
        let options = file.render_options(CoreFormat::Github, false);
        alien_sdk_core::render(&file.report, &options) + "\n"
    });
    annotations.collect()
}

fn exit_code(files: &[Checked], faults: &[String], options: &CheckOptions) -> u8 {
    let is_denied = |file: &Checked| {
        !file.report.valid || options.deny_warnings && file.count(Severity::Warning) > 0
    };
    match faults.is_empty() {
        false => MISUSE,
        true if files.iter().any(is_denied) => PROBLEMS,
        true => CLEAN,
    }
}
