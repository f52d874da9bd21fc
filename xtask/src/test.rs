//! `cargo xtask test`: runs all tests of the repository.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::list_files;
use crate::kotlin::{self, Jar};
use crate::node::{self, node};
use crate::packages::Packages;
use crate::python::{self, Wheel};
use crate::ruby::Gem;
use crate::steps::{Steps, capture, cargo, output, root};
use crate::trial::{Trial, transpiled_name};
use crate::{editors, growth, guides, hosts, npm, programs, ruby, surfaces, swift, wasm};

/// The environment variable with the path of the repository. Tests of the package read vectors and other data from there.
const REPOSITORY: &str = "ALIEN_SDK_REPOSITORY";

/// Tests the Rust crates, then the built packages.
pub fn run() -> Result<()> {
    let mut steps = Steps::new(
        editors::STEPS + npm::STEPS + 10 + kotlin::STEPS + 1 + ruby::STEPS + 1 + python::STEPS + 8,
    );
    steps.check("Rust tests", run_rust_tests);
    steps.check("YAML test suite", run_yaml_suite);
    steps.check("growth", || growth::run_shapes(&[]));
    steps.check("surfaces", surfaces::run);
    editors::check(&mut steps)?;
    let tarball = npm::package(&mut steps)?;
    let trial = steps.run("installing the package in an empty project", || {
        Trial::new(&tarball)
    })?;
    steps.check("npm tests", || run_npm_tests(&trial));
    steps.check("type tests", || run_type_tests(&trial));
    steps.check("examples in comments", || run_npm_examples(&trial));
    let program = trial.folder().join("node_modules/.bin/alien-sdk");
    let program = program.to_string_lossy();
    steps.check("command line in Node.js", || run_command_line(&[&program]));
    steps.check("host tests", || hosts::run(&trial, &tarball));
    let jar = Jar::new(&mut steps)?;
    if let Some(jar) = &jar {
        steps.check("Kotlin tests", || jar.run_tests());
    }
    let gem = Gem::new(&mut steps)?;
    if let Some(gem) = &gem {
        steps.check("Ruby tests", || gem.run_tests());
    }
    let mut packages = Packages {
        trial: &trial,
        wheel: None,
        jar: jar.as_ref(),
        gem: gem.as_ref(),
    };
    if !python::is_available()? {
        steps.check("guides", || guides::check(&packages, &[]));
        return steps.finish();
    }
    let wheel = Wheel::new(&mut steps, true)?;
    steps.check("Python tests", || wheel.run_tests());
    let python = wheel.programs().join("python");
    let python = [&*python.to_string_lossy(), "-m", "alien"];
    steps.check("command line in Python", || run_command_line(&python));
    steps.check("Python types", || wheel.check_types());
    steps.check("Python files", || wheel.check_files());
    steps.check("Python versions", || wheel.run_with_all_pythons());
    packages.wheel = Some(&wheel);
    steps.check("guides", || guides::check(&packages, &[]));
    steps.check("Swift sources", || swift::check(wheel.tools()));
    steps.check("random programs", || programs::run(&packages, &wheel));
    steps.finish()
}

fn run_rust_tests() -> Result<String> {
    // xtask has no tests, and compiling it with the features of the whole workspace would take time.
    count_passed(cargo().args(["test", "--workspace", "--exclude=xtask", "--no-fail-fast"]))
}

/// Runs the tests of the command line with a package that contains it: what it prints must be the same.
fn run_command_line(command: &[&str]) -> Result<String> {
    let mut tests = cargo();
    tests.args(["test", "--package=alien-sdk-cli", "--no-fail-fast"]);
    tests.args([
        "--test=command_line",
        "--test=lsp",
        "--test=system",
        "--test=watch",
    ]);
    count_passed(tests.env("ALIEN_SDK_COMMAND", command.join("\n")))
}

fn count_passed(tests: &mut Command) -> Result<String> {
    let printed = capture(tests)?;
    let passed: u64 = printed
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. "))
        .filter_map(|line| line.split_once(" passed")?.0.parse::<u64>().ok())
        .sum();
    Ok(format!("{passed} passed"))
}

/// Reads the texts of the YAML test suite, which is an npm package.
fn run_yaml_suite() -> Result<String> {
    node::install(&root().join("tests/yaml-suite"))?;
    let suite = [
        "--package=alien-sdk-yaml",
        "--test=suite",
        "--",
        "--ignored",
    ];
    capture(cargo().arg("test").args(suite))?;
    Ok("402 texts".to_owned())
}

/// Runs the tests in `npm/test` with the installed package, and the vectors also with the module for browsers.
fn run_npm_tests(trial: &Trial) -> Result<String> {
    let folder = root().join("npm/test");
    let tests = list_files(&folder, |name| name.contains(".test."))?;
    trial.transpile(&folder, "test")?;
    let tests: Vec<_> = tests
        .iter()
        .map(|name| format!("test/{}", transpiled_name(name)))
        .collect();
    let vectors = [String::from("test/vectors.test.js")];
    let [server, browser] = wasm::CONDITIONS;
    let passed = run_node_tests(trial, server, &tests)?;
    let passed_small = run_node_tests(trial, browser, &vectors)?;
    Ok(format!(
        "{passed} passed, and {passed_small} in the module for browsers"
    ))
}

/// Runs tests in Node.js with one of [`wasm::CONDITIONS`]. Returns how many passed.
fn run_node_tests(trial: &Trial, condition: &str, tests: &[String]) -> Result<String> {
    let printed = capture(
        node(trial.folder())
            .env(REPOSITORY, root())
            .args(["--enable-source-maps", condition])
            .args(["--test", "--test-reporter=tap"])
            .args(tests),
    )?;
    let passed = printed
        .lines()
        .find_map(|line| line.strip_prefix("# pass "));
    let passed = passed.context("Node did not say how many tests passed")?;
    Ok(passed.to_owned())
}

/// A kind of project that uses the package.
struct Project {
    name: &'static str,
    /// The `type` in its `package.json`.
    kind: &'static str,
    /// The folder of the compiler: TypeScript 7 is rewritten, and can't resolve modules in the way of Node.js 10 any more.
    compiler: &'static str,
    options: &'static [&'static str],
}

const PROJECTS: [Project; 5] = [
    Project {
        name: "esm",
        kind: "module",
        compiler: "typescript",
        options: &["--module", "nodenext", "--lib", "es2022"],
    },
    Project {
        name: "cjs",
        kind: "commonjs",
        compiler: "typescript",
        options: &["--module", "nodenext", "--lib", "es2022"],
    },
    Project {
        name: "bundler",
        kind: "module",
        compiler: "typescript",
        options: &[
            "--module",
            "esnext",
            "--moduleResolution",
            "bundler",
            "--exactOptionalPropertyTypes",
        ],
    },
    Project {
        name: "node16",
        kind: "module",
        compiler: "typescript-5",
        options: &["--module", "node16", "--lib", "es2022"],
    },
    Project {
        name: "node10",
        kind: "commonjs",
        compiler: "typescript-5",
        options: &["--module", "commonjs", "--moduleResolution", "node10"],
    },
];

impl Project {
    /// Creates the project in a folder of the trial, and returns the command that checks the types of `files` there. The
    /// files must be in the folder.
    fn compile(&self, trial: &Trial, folder: &str, files: &[String]) -> Result<Command> {
        let manifest = format!(r#"{{ "type": "{}" }}"#, self.kind);
        trial.write(&format!("{folder}/package.json"), &manifest)?;
        let tools = root().join("npm/node_modules");
        let mut compiler = node(&trial.folder().join(folder));
        compiler
            .arg(tools.join(self.compiler).join("bin/tsc"))
            .args(["--noEmit", "--strict", "--target", "es2022"])
            .args(["--types", "node", "--pretty", "false", "--typeRoots"])
            .arg(tools.join("@types"))
            .args(self.options)
            .args(files);
        Ok(compiler)
    }
}

/// Compiles the files in `npm/test/types` with the declarations of the installed package, in each kind of project.
fn run_type_tests(trial: &Trial) -> Result<String> {
    let folder = root().join("npm/test/types");
    let tests = list_files(&folder, |name| name.ends_with(".ts"))?;
    for project in &PROJECTS {
        let copies = format!("types/{}", project.name);
        for test in &tests {
            trial.write(
                &format!("{copies}/{test}"),
                &fs::read_to_string(folder.join(test))?,
            )?;
        }
        capture(&mut project.compile(trial, &copies, &tests)?)
            .with_context(|| format!("in a project of kind {}", project.name))?;
    }
    let messages = run_message_tests(trial)?;
    Ok(format!(
        "{} files, in {} kinds of project, and {messages} messages",
        tests.len(),
        PROJECTS.len()
    ))
}

/// Compiles the files in `npm/test/messages`, in which the line above each error has the message: `//~ 1GB is no size`. Returns
/// how many messages there are.
fn run_message_tests(trial: &Trial) -> Result<usize> {
    let folder = root().join("npm/test/messages");
    let tests = list_files(&folder, |name| name.ends_with(".ts"))?;
    let mut count = 0;
    for project in [&PROJECTS[0], &PROJECTS[4]] {
        let copies = format!("messages/{}", project.name);
        let mut expected = Vec::new();
        for test in &tests {
            let text = fs::read_to_string(folder.join(test))?;
            trial.write(&format!("{copies}/{test}"), &text)?;
            for (at, line) in text.lines().enumerate() {
                if let Some(message) = line.trim().strip_prefix("//~ ") {
                    expected.push((format!("{test}({},", at + 2), message.to_owned()));
                }
            }
        }
        let printed = output(&mut project.compile(trial, &copies, &tests)?)?;
        // The lines after the first one of an error are indented.
        let printed = String::from_utf8_lossy(&printed.stdout).replace("\n ", " ");
        for error in printed.lines() {
            let at = expected
                .iter()
                .position(|(place, message)| error.starts_with(place) && error.contains(message));
            let Some(at) = at else {
                bail!("in a project of kind {}: {error}", project.name);
            };
            expected.remove(at);
            count += 1;
        }
        if let Some((place, message)) = expected.first() {
            bail!("no error says {message:?} at {place}\n{printed}");
        }
    }
    Ok(count)
}

/// Checks the types of all examples in the comments of `npm/src`, and runs them.
fn run_npm_examples(trial: &Trial) -> Result<String> {
    let npm = root().join("npm");
    let (sources, folder) = ("examples/src", trial.folder().join("examples/src"));
    let script = ["scripts/examples.js", "src"];
    capture(node(&npm).args(script).arg(&folder))?;
    let examples = list_files(&folder, |name| name.ends_with(".ts"))?;
    let [esm, ..] = &PROJECTS;
    capture(&mut esm.compile(trial, sources, &examples)?)?;
    trial.transpile(&folder, "examples/run")?;
    trial.write("examples/run.js", RUN_EXAMPLES)?;
    let runner = ["--enable-source-maps", "examples/run.js"];
    capture(node(trial.folder()).args(runner))?;
    Ok(format!("{} examples", examples.len()))
}

/// Runs all examples, and prints the name of each before it runs. If one fails, its name is the last one.
const RUN_EXAMPLES: &str = r#"
import { readdirSync } from "node:fs";

for (const name of readdirSync("examples/run")) {
  if (!name.endsWith(".js")) continue;
  console.log(name);
  await import(`./run/${name}`);
}
"#;
