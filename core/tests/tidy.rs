//! Checks the architecture: which modules a module may import, where code for bindings may be, how long a file may be.
//!
//! Source files are searched as text, without comments and tests. This finds usual code, but not every possible
//! violation.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers. A module may import only from earlier layers, and not from other modules of its own layer.
///
/// `model` is before `document`, which prints numbers as the model does, and `draft` before `reader`,
/// whose results are fields of drafts.
/// `render` comes after `wire`, since a terminal shows the same located report that other languages get. `container`,
/// the builder for Rust, uses all other layers, like a binding.
const LAYERS: &[&[&str]] = &[
    &["span", "collections", "json_text", "language", "secret"],
    &["path"],
    &["fix"],
    &["diagnostic"],
    &["model"],
    &["document"],
    &["draft"],
    &["reader"],
    &["decode"],
    &["outputs"],
    &["rules"],
    &["builder"],
    &["validate"],
    &["catalog"],
    &["normalise", "schema", "ide"],
    &["wire"],
    &["render"],
    &["functions"],
    &["container"],
    &["internal"],
];

/// A source file, without comments and tests.
struct Source {
    /// The path from `core/src`, with `/`, and without `.rs` and `/mod`.
    name: String,
    code: String,
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> Vec<Source> {
    let all = files(&src()).into_iter().map(|path| {
        let name = path.strip_prefix(src()).unwrap().with_extension("");
        let name = name.to_str().unwrap().replace('\\', "/");
        let name = name.strip_suffix("/mod").unwrap_or(&name).to_owned();
        let text = fs::read_to_string(path).unwrap();
        let code = without_comments_and_tests(&text);
        Source { name, code }
    });
    let is_test = |name: &str| name.split('/').any(|part| part == "tests");
    all.filter(|source| !is_test(&source.name)).collect()
}

/// The code before the tests, with comments replaced by empty lines.
fn without_comments_and_tests(text: &str) -> String {
    let before = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let is_comment = |line: &str| line.trim_start().starts_with("//");
    let lines = before
        .lines()
        .map(|line| if is_comment(line) { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// The position of a module's layer: that of the longest listed name that is the module or contains it.
fn layer(module: &str) -> Option<usize> {
    let is_inside = |name: &str| {
        let rest = module.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let names = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(at, names)| names.iter().map(move |name| (at, name)));
    let mut matching = names
        .filter(|(_, name)| is_inside(name))
        .collect::<Vec<_>>();
    matching.sort_by_key(|(_, name)| name.len());
    matching.last().map(|(at, _)| *at)
}

/// The modules that some code names with `crate::`, as `a/b`.
fn imports(code: &str) -> BTreeSet<String> {
    let path = |text: &str| {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let path: String = text.chars().take_while(|c| is_name(*c)).collect();
        path.split("::").collect::<Vec<_>>().join("/")
    };
    let mut imports: BTreeSet<String> = code.split("crate::").skip(1).map(path).collect();
    // This is a constant of the root, not a module.
    imports.remove("VERSION");
    imports
}

#[test]
fn each_layer_imports_only_from_those_before_it() {
    let mut faults = Vec::new();
    for Source { name, code } in sources().iter().filter(|source| source.name != "lib") {
        let own = layer(name).unwrap_or_else(|| panic!("{name} is in no layer"));
        let top = |name: &str| name.split('/').next().unwrap().to_owned();
        for import in imports(code) {
            let other = layer(&import).unwrap_or_else(|| panic!("{name}: {import} is in no layer"));
            if other > own || other == own && top(name) != top(&import) {
                faults.push(format!("{name} imports {import}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "against the order of the layers:\n{}",
        faults.join("\n")
    );
}

#[test]
fn groups_of_imports_do_not_hide_modules() {
    for Source { name, code } in sources() {
        assert!(
            !code.contains("crate::{"),
            "{name}: write one `use crate::…` for each module"
        );
    }
}

/// The names in the `all! { … }` of a module, and the names that it declares with `mod`.
fn declared(code: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let list = code.split("\nall! {").nth(1).expect("all! { … }");
    let list = list.split('}').next().unwrap().split(',').map(str::trim);
    let rules = list.filter(|name| !name.is_empty()).map(str::to_owned);
    let helpers = code.lines().filter_map(|line| {
        let line = line.strip_prefix("pub(crate) ").unwrap_or(line);
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    });
    (rules.collect(), helpers.collect())
}

/// The name in `Code { name: "…" }`.
fn code_name(code: &str) -> &str {
    let name = code.split("name: \"").nth(1);
    name.and_then(|name| name.split('"').next())
        .unwrap_or_default()
}

#[test]
fn every_rule_is_listed_and_named_as_its_file() {
    let sources = sources();
    let folders = ["rules", "rules/update", "rules/stack", "rules/state"];
    for folder in folders {
        let Some(module) = sources.iter().find(|source| source.name == folder) else {
            continue;
        };
        let (rules, helpers) = declared(&module.code);
        for Source { name, code } in &sources {
            let Some(file) = name
                .strip_prefix(&format!("{folder}/"))
                .filter(|f| !f.contains('/'))
            else {
                continue;
            };
            let list = format!("`all!` of core/src/{folder}/mod.rs");
            assert!(
                rules.contains(file) || helpers.contains(file),
                "core/src/{name}.rs is not compiled: list `{file}` in {list}"
            );
            let codes: Vec<_> = code.split("static CODE").skip(1).map(code_name).collect();
            if rules.contains(file) {
                let wanted = file.replace('_', "-");
                assert!(
                    codes == [wanted.as_str()],
                    "core/src/{name}.rs should have one code, named \"{wanted}\" as the file is; found {codes:?}"
                );
            } else {
                assert!(
                    codes.is_empty(),
                    "core/src/{name}.rs has the code {codes:?}, but is not in {list}"
                );
            }
        }
    }
}

#[test]
fn rules_do_not_use_texts_or_positions() {
    for Source { name, code } in sources()
        .iter()
        .filter(|source| source.name.starts_with("rules"))
    {
        for import in imports(code) {
            let refused =
                ["span", "document", "wire", "render"].contains(&import.split('/').next().unwrap());
            assert!(!refused, "{name} imports {import}");
        }
    }
}

#[test]
fn code_for_bindings_is_only_in_modules_of_shared_types() {
    for Source { name, code } in sources() {
        let may = ["diagnostic", "fix", "model", "outputs", "wire"]
            .contains(&name.split('/').next().unwrap());
        assert!(may || !code.contains("cfg_attr"), "{name} has a `cfg_attr`");
        for word in ["tsify", "wasm_bindgen", "pyo3", "uniffi"] {
            assert!(may || !code.contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn files_are_short() {
    for Source { name, code } in sources() {
        // The documentation of a rule is not counted, like comments.
        let (most, docs) = match name.split_once('/') {
            Some(("rules", _)) => (120, code.split("const DOCS").nth(1)),
            _ => (400, None),
        };
        let docs = docs.and_then(|docs| docs.split("\n};").next());
        let lines = code.lines().count() - docs.map_or(0, |docs| docs.lines().count());
        assert!(
            lines <= most,
            "{name} has {lines} lines, more than {most}: likely it is two files"
        );
    }
}

#[test]
fn the_architecture_page_lists_the_layers_in_order() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
    let page = fs::read_to_string(page).unwrap();
    let page: Vec<_> = page.split_whitespace().collect();
    let is_there = |name: &&str| sources().iter().any(|source| source.name == **name);
    let layers = LAYERS.iter().map(|names| {
        let top = names.iter().copied().filter(|name| !name.contains('/'));
        top.filter(is_there).collect::<Vec<_>>().join(", ")
    });
    let order: Vec<_> = layers.filter(|names| !names.is_empty()).collect();
    let order = order.join(" → ");
    assert!(
        page.join(" ").contains(&order),
        "ARCHITECTURE.md lacks: {order}"
    );
}
