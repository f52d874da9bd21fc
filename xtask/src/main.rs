//! The repository's own commands. `cargo xtask help` lists them.

mod bench;
mod demo;
mod editors;
mod files;
mod fuzz;
mod generate;
mod growth;
mod guides;
mod hosts;
mod kotlin;
mod lint;
mod node;
mod npm;
mod packages;
mod programs;
mod python;
mod ruby;
mod steps;
mod surfaces;
mod swift;
mod test;
mod trial;
mod uniffi;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// A command of `cargo xtask`.
struct Verb {
    name: &'static str,
    about: &'static str,
    run: Run,
}

/// The function of a command.
enum Run {
    /// The command takes no arguments.
    Plain(fn() -> Result<()>),
    WithArguments(fn(&[String]) -> Result<()>),
}

const VERBS: &[Verb] = &[
    Verb {
        name: "demo",
        about: "build the packages, install each in an empty project and run examples/ there",
        run: Run::Plain(demo::run),
    },
    Verb {
        name: "test",
        about: "run every test: of the Rust crates, and of the packages of npm, Python, Kotlin, Ruby and Swift",
        run: Run::Plain(test::run),
    },
    Verb {
        name: "growth",
        about: "count how work and memory grow with the input; WORDs select shapes by name",
        run: Run::WithArguments(growth::run),
    },
    Verb {
        name: "editors",
        about: "edit declarations with Neovim and Emacs, and the language server",
        run: Run::Plain(editors::run),
    },
    Verb {
        name: "guides",
        about: "run the programs of docs/guides and the READMEs; WORDs select pages by name",
        run: Run::WithArguments(guides::run),
    },
    Verb {
        name: "fuzz",
        about: "look for input that breaks an invariant, for SECONDS per fuzz target (default: 20)",
        run: Run::WithArguments(fuzz::run),
    },
    Verb {
        name: "lint",
        about: "check formatting, lints, dependencies, generated files and types; --fix formats",
        run: Run::WithArguments(lint::run),
    },
    Verb {
        name: "generate",
        about: "update the generated files; --check only lists those that are stale",
        run: Run::WithArguments(generate::run),
    },
    Verb {
        name: "build",
        about: "build and pack the npm package, and print its sizes",
        run: Run::Plain(npm::run),
    },
    Verb {
        name: "wheels",
        about: "build and check the Python wheels of a release for Linux",
        run: Run::Plain(python::build_release),
    },
    Verb {
        name: "jar",
        about: "build and pack the Kotlin package, and print how to install it",
        run: Run::Plain(kotlin::run),
    },
    Verb {
        name: "gem",
        about: "build the Ruby gem for this platform",
        run: Run::Plain(ruby::build),
    },
    Verb {
        name: "swift",
        about: "write the Swift package with its library and tests into FOLDER (default: target/swift)",
        run: Run::WithArguments(swift::run),
    },
    Verb {
        name: "bench",
        about: "build the packages and run the benchmarks; --gate fails if a ratio is too high",
        run: Run::WithArguments(bench::run),
    },
    Verb {
        name: "help",
        about: "print this list",
        run: Run::WithArguments(|_| help()),
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.trim_start_matches('-'), rest),
        None => ("help", [].as_slice()),
    };
    let result = match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) => run(verb, rest),
        None => help().and_then(|()| bail!("`{name}` is not one of these commands")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: &Verb, arguments: &[String]) -> Result<()> {
    match (&verb.run, arguments) {
        (Run::WithArguments(run), _) => run(arguments),
        (Run::Plain(run), []) => run(),
        (Run::Plain(_), [first, ..]) => bail!("unexpected argument `{first}`"),
    }
}

fn help() -> Result<()> {
    println!("Usage: cargo xtask COMMAND\n");
    for verb in VERBS {
        println!("  {:<9} {}", verb.name, verb.about);
    }
    Ok(())
}
