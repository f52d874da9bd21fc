//! The repository's own commands. `cargo xtask help` lists them.

mod bench;
mod demo;
mod fuzz;
mod generate;
mod growth;
mod hosts;
mod lint;
mod npm;
mod programs;
mod python;
mod steps;
mod test;
mod trial;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

struct Verb {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const VERBS: &[Verb] = &[
    Verb {
        name: "demo",
        about: "build the packages, install each in an empty place and run examples/ there",
        run: demo::run,
    },
    Verb {
        name: "test",
        about: "run every test: Rust, the packed npm package, its types, its hosts, the Python wheel",
        run: test::run,
    },
    Verb {
        name: "growth",
        about: "count how work and memory grow with the input; WORDs choose shapes by their names",
        run: growth::run,
    },
    Verb {
        name: "fuzz",
        about: "look for input that breaks a law, SECONDS for each kind of input, else 20",
        run: fuzz::run,
    },
    Verb {
        name: "lint",
        about: "check formatting, lints, dependencies, generated files and types; --fix formats",
        run: lint::run,
    },
    Verb {
        name: "generate",
        about: "write the generated files again; --check says which are stale",
        run: generate::run,
    },
    Verb {
        name: "build",
        about: "build and pack the npm package, and print its sizes",
        run: npm::run,
    },
    Verb {
        name: "bench",
        about: "build the package and run the benchmarks of tests/bench; --gate holds its ratios",
        run: bench::run,
    },
    Verb {
        name: "help",
        about: "print this list",
        run: help,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.trim_start_matches('-'), rest),
        None => ("help", [].as_slice()),
    };
    let result = match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) => (verb.run)(rest),
        None => help(&[]).and_then(|()| bail!("`{name}` is not one of these commands")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn help(_: &[String]) -> Result<()> {
    println!("Usage: cargo xtask COMMAND\n");
    for verb in VERBS {
        println!("  {:<9} {}", verb.name, verb.about);
    }
    Ok(())
}

/// Refuses arguments, for the verbs that take none.
fn no_arguments(arguments: &[String]) -> Result<()> {
    match arguments.first() {
        Some(argument) => bail!("unexpected argument `{argument}`"),
        None => Ok(()),
    }
}
