//! The command line of Alien Containers, as one function. What it needs from its surroundings is a [`Host`], so it is the same
//! program on its own, in Python and in Node.js, and tests run it in memory.

mod arguments;
mod check;
mod colors;
mod commands;
mod diff;
mod files;
mod host;
mod progress;
mod rules;
mod streams;
#[cfg(feature = "system")]
mod system;
#[cfg(test)]
mod tests;
mod text;
mod walk;

use std::ffi::OsString;
use std::io;

use clap::Parser;
use clap::builder::StyledStr;

use arguments::{Arguments, Command};
use colors::shows_colors;
pub use host::{Entry, EntryKind, Host, Stream};
#[cfg(feature = "system")]
pub use system::System;

/// The exit code if everything was done, and nothing is wrong with the declarations.
const CLEAN: u8 = 0;
/// The exit code if a declaration has problems.
const PROBLEMS: u8 = 1;
/// The exit code if the arguments are wrong, or if a file can't be read or written.
const MISUSE: u8 = 2;

/// Runs a command line, whose first argument is the name of the program, and returns the exit code: 0 if everything is fine, 1
/// if a declaration has problems, 2 if the arguments are wrong or a file can't be read or written.
pub fn run(args: impl IntoIterator<Item = OsString>, host: &dyn Host) -> u8 {
    run_command(args, host).unwrap_or_else(|error| {
        let message = text::error_line(&text::reason(&error));
        // If the message can't be written either, the exit code is all that is left.
        let _ = host.write(Stream::Stderr, message.as_bytes());
        MISUSE
    })
}

/// Runs a command line. Fails if the output can't be written, or if files can't be watched.
fn run_command(args: impl IntoIterator<Item = OsString>, host: &dyn Host) -> io::Result<u8> {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(message) => {
            let (stream, code) = match message.use_stderr() {
                true => (Stream::Stderr, MISUSE),
                false => (Stream::Stdout, CLEAN),
            };
            print_styled(host, stream, &message.render())?;
            return Ok(code);
        }
    };
    match &arguments.command {
        Command::Check(options) => check::run(options, host),
        Command::Explain { code } => commands::explain(code, host),
        Command::Schema { kind } => commands::schema(*kind, host),
        Command::Normalise { file } => commands::normalise(file, host),
        Command::Diff { old, new } => commands::diff(old, new, host),
        Command::Outputs { state } => commands::outputs(state, host),
        Command::Lsp => commands::lsp(host),
        Command::Completions { shell } => commands::completions(*shell, host),
    }
}

/// Prints a text of clap.
fn print_styled(host: &dyn Host, stream: Stream, text: &StyledStr) -> io::Result<bool> {
    match shows_colors(stream, host) {
        true => print(host, stream, &text.ansi().to_string()),
        false => print(host, stream, &text.to_string()),
    }
}

/// Prints a text. If the reader closed the pipe, as `head` does, it has read enough: that is no error. Returns false then.
fn print(host: &dyn Host, stream: Stream, text: &str) -> io::Result<bool> {
    match host.write(stream, text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(text::because("the output can't be written", &error)),
        Ok(()) => Ok(true),
    }
}
