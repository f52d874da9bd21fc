//! The language server over standard input and output, for editors and tests.

use std::io;
use std::process::ExitCode;

fn main() -> io::Result<ExitCode> {
    alien_sdk_lsp::stdio::run(io::stdin(), io::stdout().lock()).map(ExitCode::from)
}
