//! Compares what the Kotlin, Ruby and Swift packages offer with the core. Their sources are read as text, since Swift has no
//! compiler among the tools of this repository.

use std::fs;

use alien_sdk_core::internal::builder::METHODS;
use anyhow::{Context, Result, bail};

use crate::files::list_files;
use crate::steps::root;

/// How a language declares functions and methods, and how it calls the library.
struct Surface {
    /// The name in `uniffi.toml`.
    language: &'static str,
    /// The folder with the sources that are written by hand.
    folder: &'static str,
    /// The files of the builders.
    builders: [&'static str; 2],
    extension: &'static str,
    /// The text before the name of a public function or method.
    declaration: &'static str,
    /// The constructor of a builder, and the function that starts from a declaration.
    start: [&'static str; 2],
    /// Converts the name of a method or function of the core.
    name: fn(&str) -> String,
    /// How a function of the library is called.
    call: fn(&str) -> String,
}

const SURFACES: [Surface; 3] = [
    Surface {
        language: "kotlin",
        folder: "kotlin/src/main/kotlin/alien",
        builders: ["Container.kt", "Stack.kt"],
        extension: ".kt",
        declaration: "public fun ",
        start: ["public constructor", "public fun from"],
        name: str::to_owned,
        call: native_name,
    },
    Surface {
        language: "ruby",
        folder: "ruby/lib/alien",
        builders: ["container.rb", "stack.rb"],
        extension: ".rb",
        declaration: "def ",
        start: ["def initialize", "def self.from"],
        name: |name| words(name).join("_"),
        call: |function| format!("AlienNative.{function}"),
    },
    Surface {
        language: "swift",
        folder: "swift/Sources/Alien",
        builders: ["Container.swift", "Stack.swift"],
        extension: ".swift",
        declaration: "public func ",
        start: ["public init", "public static func from"],
        name: str::to_owned,
        call: native_name,
    },
];

/// The generated files of Ruby. Those of the other languages are in folders of their own.
const GENERATED: [&str; 2] = ["native.rb", "numbers.rb"];

/// The methods of stacks.
const OF_STACKS: [&str; 4] = ["stack", "fromStack", "add", "permissions"];

/// The functions that have no vectors.
const WITHOUT_VECTORS: [&str; 2] = ["trackCalls", "version"];

/// Checks that each package has every method of the core and every function that has vectors, and calls every function of the
/// library.
pub fn run() -> Result<String> {
    let (functions, exported) = (functions()?, exported()?);
    let mut missing = Vec::new();
    for surface in &SURFACES {
        match surface.missing(&functions, &exported) {
            Ok(names) => missing.extend(
                names
                    .iter()
                    .map(|name| format!("{} has no `{name}`", surface.folder)),
            ),
            Err(error) => missing.push(format!("{error:#}")),
        }
    }
    if !missing.is_empty() {
        bail!("the packages differ from the core:\n{}", missing.join("\n"));
    }
    let (methods, functions) = (METHODS.len(), functions.len());
    Ok(format!(
        "{methods} methods and {functions} functions in 3 languages"
    ))
}

impl Surface {
    /// What the package doesn't have.
    fn missing(&self, functions: &[String], exported: &[String]) -> Result<Vec<String>> {
        let folder = root().join(self.folder);
        let read = |name: &str| {
            fs::read_to_string(folder.join(name))
                .with_context(|| format!("{}/{name} is missing", self.folder))
        };
        let [container, stack] = self.builders;
        let (container, stack) = (read(container)?, read(stack)?);
        let names = list_files(&folder, |name| {
            name.ends_with(self.extension) && !GENERATED.contains(&name)
        })?;
        let texts: Vec<String> = names.iter().map(|name| read(name)).collect::<Result<_>>()?;
        // Ruby declares functions of a module in two ways.
        let all = texts.concat().replace("def self.", "def ");

        let mut missing = Vec::new();
        let mut expect = |text: &str, what: String| {
            if !has_word(text, &what) {
                missing.push(what);
            }
        };
        // The builder of a container is added as other resources are.
        let methods = METHODS.iter().map(|method| method.name);
        for method in methods.filter(|name| *name != "addBuilder") {
            let [constructor, from] = self.start;
            let declaration = match method {
                "container" | "stack" => constructor.to_owned(),
                "from" | "fromStack" => from.to_owned(),
                _ => format!("{}{}", self.declaration, (self.name)(method)),
            };
            if OF_STACKS.contains(&method) {
                expect(&stack, declaration.clone());
            }
            if !OF_STACKS.contains(&method) || method == "permissions" {
                expect(&container, declaration);
            }
        }
        for function in functions {
            expect(
                &all,
                format!("{}{}", self.declaration, (self.name)(function)),
            );
        }
        let excluded = excluded(self.language)?;
        for function in exported.iter().filter(|name| !excluded.contains(name)) {
            expect(&all, (self.call)(function));
        }
        Ok(missing)
    }
}

/// The functions of the packages, by their names in TypeScript.
fn functions() -> Result<Vec<String>> {
    let folder = root().join("tests/vectors/functions");
    let files = list_files(&folder, |name| name.ends_with(".json"))?;
    let with_vectors = files.iter().map(|file| {
        let words: Vec<_> = file.trim_end_matches(".json").split('-').collect();
        camel_case(&words)
    });
    let others = WITHOUT_VECTORS.map(str::to_owned);
    Ok(with_vectors.chain(others).collect())
}

/// The functions of the library.
fn exported() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in ["lib.rs", "json.rs"] {
        let text = fs::read_to_string(root().join("bindings/uniffi/src").join(file))?;
        for item in text.split("#[uniffi::export]\npub fn ").skip(1) {
            let name = item.split('(').next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// The functions of the library that a language doesn't get.
fn excluded(language: &str) -> Result<Vec<String>> {
    let file = "bindings/uniffi/uniffi.toml";
    let config: toml::Table = toml::from_str(&fs::read_to_string(root().join(file))?)?;
    let path = ["crates", "alien_native", "bindings", language];
    let mut table = Some(&config);
    for key in path {
        table = table.and_then(|table| table.get(key)?.as_table());
    }
    let names = table.and_then(|table| table.get("exclude")?.as_array());
    let names = names.with_context(|| format!("{file} has no list `exclude` for {language}"))?;
    let names = names.iter().filter_map(toml::Value::as_str);
    Ok(names.map(str::to_owned).collect())
}

/// Whether a text contains a word, or words, that no letter of a longer name follows.
fn has_word(text: &str, word: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    text.split(word).skip(1).any(ends)
}

/// The name of a function of the library in Kotlin and Swift: `nativeReadConfig`.
fn native_name(function: &str) -> String {
    let words: Vec<_> = ["native"].into_iter().chain(function.split('_')).collect();
    camel_case(&words)
}

/// Joins words as `readConfig`.
fn camel_case(words: &[&str]) -> String {
    let (first, rest) = words.split_first().unwrap_or((&"", &[]));
    let mut name = (*first).to_owned();
    for word in rest {
        let (start, end) = word.split_at(1);
        name.push_str(&start.to_ascii_uppercase());
        name.push_str(end);
    }
    name
}

/// The words of a name such as `readConfig`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words
}
