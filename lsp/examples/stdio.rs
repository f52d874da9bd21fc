//! The language server over standard input and output, for editors and tests.

use std::io;
use std::process::ExitCode;

use alien_sdk_lsp::{Server, stdio};

fn main() -> io::Result<ExitCode> {
    stdio::run(
        Server::new(alien_sdk_yaml::PARSER),
        io::stdin(),
        io::stdout().lock(),
    )
    .map(ExitCode::from)
}
