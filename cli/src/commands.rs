//! The commands besides `check`.

use std::io::{self, BufWriter};
use std::path::Path;

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{BadTape, Input};
use alien_sdk_core::internal::wire::BuildResult;
use alien_sdk_core::options::{RenderOptions, Syntax};
use alien_sdk_core::{Options, Report, json_schema};
use alien_sdk_lsp::{Server, stdio};
use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::{Arguments, Kind};
use crate::check::validate;
use crate::colors::shows_colors;
use crate::host::{Host, Stream};
use crate::streams::{Stdin, Stdout};
use crate::text::{Source, because, error_line};
use crate::{CLEAN, MISUSE, PROBLEMS, print};

pub(crate) fn explain(code: &str, host: &dyn Host) -> io::Result<u8> {
    let Some(explanation) = functions::explain(code) else {
        let meant = match functions::suggest_code(code) {
            Some(meant) => format!("did you mean {meant}?"),
            None => "a code is in the brackets of a problem, as in error[no-ports]".to_owned(),
        };
        let message = format!("there is no code {code:?}; {meant}");
        print(host, Stream::Stderr, &error_line(&message))?;
        return Ok(MISUSE);
    };
    let text = format!(
        "{} ({}): {}\n\n{}\n\nThis has the problem:\n\n{}\n\nThis doesn't:\n\n{}\n",
        explanation.code,
        explanation.severity.name(),
        explanation.summary,
        explanation.why,
        explanation.fails,
        explanation.passes
    );
    print(host, Stream::Stdout, &text)?;
    Ok(CLEAN)
}

pub(crate) fn schema(kind: Kind, host: &dyn Host) -> io::Result<u8> {
    print(host, Stream::Stdout, &json_schema(kind.into()))?;
    Ok(CLEAN)
}

pub(crate) fn completions(shell: Shell, host: &dyn Host) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "alien-sdk", &mut script);
    print(host, Stream::Stdout, &String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

pub(crate) fn lsp(host: &dyn Host) -> io::Result<u8> {
    let server = Server::new(alien_sdk_yaml::PARSER);
    let run = stdio::run(server, Stdin(host), BufWriter::new(Stdout(host)));
    run.or_else(|error| match error.kind() {
        // The editor is gone.
        io::ErrorKind::BrokenPipe => Ok(PROBLEMS),
        _ => Err(because("the connection failed", &error)),
    })
}

pub(crate) fn normalise(file: &Path, host: &dyn Host) -> io::Result<u8> {
    print_json(file, functions::normalise, host)
}

pub(crate) fn outputs(file: &Path, host: &dyn Host) -> io::Result<u8> {
    print_json(file, functions::state_outputs, host)
}

/// Prints the JSON that a function makes of a file, and its problems as errors.
fn print_json(
    file: &Path,
    function: fn(Input, &Options, Units) -> Result<BuildResult, BadTape>,
    host: &dyn Host,
) -> io::Result<u8> {
    let source = match Source::read(file, host) {
        Ok(source) => source,
        Err(fault) => return fail(&fault, host),
    };
    let made = function(source.input(), &source.options(), Units::default());
    let made = made.map_err(io::Error::other)?;
    if let Some(json) = made.json {
        print(host, Stream::Stdout, &(json + "\n"))?;
    }
    print_problems(&source, &made.report, host)
}

pub(crate) fn diff(old: &Path, new: &Path, host: &dyn Host) -> io::Result<u8> {
    let sources = Source::read(old, host).and_then(|old| Ok((old, Source::read(new, host)?)));
    let (old, new) = match sources {
        Ok(sources) => sources,
        Err(fault) => return fail(&fault, host),
    };
    // YAML or comments in one of them are allowed in both.
    let syntax = match (old.syntax, new.syntax) {
        (_, new @ Syntax::Yaml(_)) | (Syntax::Json, new) => new,
        (old, _) => old,
    };
    let options = Options {
        syntax,
        ..Options::default()
    };
    let report = validate(old.input(), &options);
    if !report.valid {
        return print_problems(&old, &report, host);
    }
    let changes = functions::diff(old.input(), new.input(), &options, Units::default());
    if let Ok(changes) = changes.map_err(io::Error::other)? {
        let text = match changes.text.is_empty() {
            true => "no changes\n".to_owned(),
            false => changes.text,
        };
        print(host, Stream::Stdout, &text)?;
    }
    let (from, to) = (old.input(), new.input());
    let report = functions::validate_update(from, to, &options, Units::default());
    print_problems(&new, &report.map_err(io::Error::other)?, host)
}

fn fail(message: &str, host: &dyn Host) -> io::Result<u8> {
    print(host, Stream::Stderr, &error_line(message))?;
    Ok(MISUSE)
}

/// Prints the problems of a file as errors, and returns the exit code.
fn print_problems(source: &Source, report: &Report, host: &dyn Host) -> io::Result<u8> {
    let options = RenderOptions {
        color: shows_colors(Stream::Stderr, host),
        syntax: source.syntax,
        ..RenderOptions::for_text(&source.name, &source.text)
    };
    let problems = functions::diagnostics_text(report, &options);
    if !problems.is_empty() {
        print(host, Stream::Stderr, &(problems + "\n"))?;
    }
    Ok(if report.valid { CLEAN } else { PROBLEMS })
}
