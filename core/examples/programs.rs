//! Runs programs of the builder, one a line of standard input; see `tests/programs/README.md`.

use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};

use alien_sdk_core::diagnostic::Sink;
use alien_sdk_core::document::json::{self, JsonOptions};
use alien_sdk_core::document::{Buffers, Limits};
use alien_sdk_core::validate::Options;
use alien_sdk_core::wire::{self, Diagnostic};
use serde::Serialize;

#[derive(Serialize)]
struct Said {
    #[serde(skip_serializing_if = "Option::is_none")]
    normalised: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        serde_json::to_writer(&mut output, &run(&line?)?)?;
        output.write_all(b"\n")?;
    }
    Ok(output.flush()?)
}

fn run(program: &str) -> Result<Said, &'static str> {
    let mut sink = Sink::new(1);
    let (options, limits) = (JsonOptions::default(), Limits::default());
    let calls = json::parse(program, options, &limits, Buffers::default(), &mut sink);
    if !sink.is_empty() {
        return Err("a program is not JSON");
    }
    let built = wire::build_calls(&calls, &Options::default(), &[]);
    Ok(Said {
        normalised: built.json,
        diagnostics: built.report.diagnostics,
    })
}
