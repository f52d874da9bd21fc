//! The program `alien-sdk`.

use std::process::ExitCode;

use alien_sdk_cli::System;

fn main() -> ExitCode {
    ExitCode::from(alien_sdk_cli::run(std::env::args_os(), &System::new()))
}
