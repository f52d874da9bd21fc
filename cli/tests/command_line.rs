//! Runs the program in folders with a few files, and compares what it prints with the files in `snapshots`. `UPDATE_EXPECT=1
//! cargo test -p alien-sdk-cli` writes them.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use support::{alien_sdk, new_folder};

const FAULTY: &str = r#"{
  "id": "api",
  "code": { "type": "image", "image": "ghcr.io/acme/api:latest" },
  "cpu": { "min": "1", "desired": "1" },
  "memory": "1Gi", // one gibibyte
  "ports": [{ "port": 70000, "expose": "http" }],
  "environment": { "PORT": 8080, "API_KEY": "hunter2" },
  "permissions": "execution"
}
"#;
const WORKER: &str = r#"{
  "type": "container",
  "id": "worker",
  "code": { "type": "image", "image": "ghcr.io/acme/worker:v1" },
  "cpu": { "min": "1", "desired": "1" },
  "memory": { "min": "1Gi", "desired": "1Gi" },
  "ports": [{ "port": 8080 }],
  "permissions": "execution"
}
"#;
const CRON: &str = r#"# Runs at night.
id: cron
code:
  type: image
  image: ghcr.io/acme/cron:v1
cpu: {min: "1", desired: "1"}
memory: 1Gi # one gibibyte
ports:
  - port: 80800
environment:
  API_KEY: hunter2
permissions: execution
"#;
const STATE: &str = r#"{
  "platform": "aws",
  "resources": {
    "worker": { "type": "container", "status": "pending", "config": { "type": "container", "id": "worker" } }
  }
}
"#;

/// The files of each example.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let database = WORKER.replace("\"permissions\"", "\"stateful\": true,\n  \"replicas\": 1,\n  \"persistentStorage\": { \"size\": \"20Gi\" },\n  \"permissions\"");
    let smaller = database
        .replace("20Gi", "10Gi")
        .replace("worker:v1", "worker:v2");
    vec![
        (".gitignore", b"build\n".to_vec()),
        ("build/copy.alien.json", b"{}".to_vec()),
        ("deploy/api.alien.jsonc", FAULTY.into()),
        ("deploy/worker.json", WORKER.into()),
        (
            "deploy/tsconfig.json",
            b"{ \"compilerOptions\": {} }\n".to_vec(),
        ),
        ("package.json", b"{ \"name\": \"web\" }\n".to_vec()),
        ("state.json", STATE.into()),
        ("database.json", database.into()),
        ("smaller.json", smaller.into()),
        ("cron.yaml", CRON.into()),
        ("empty.json", Vec::new()),
        ("latin1.json", b"{ \"id\": \"caf\xe9\" }\n".to_vec()),
        ("zip.json", vec![b'P', b'K', 3, 4, 0, 0, 0xff, 0xfe, 0]),
        ("web/package.json", b"{}".to_vec()),
    ]
}

/// The examples: a name, and commands. `< FILE` is the standard input, and `cat FILE` shows a file.
const EXAMPLES: &[(&str, &[&str])] = &[
    ("check-clean", &["alien-sdk check deploy/worker.json"]),
    ("check-problems", &["alien-sdk check deploy"]),
    ("check-here", &["alien-sdk check --format github"]),
    ("check-json", &["alien-sdk check --format json deploy"]),
    (
        "check-sarif",
        &["alien-sdk check --format sarif deploy database.json"],
    ),
    ("check-github", &["alien-sdk check --format github deploy"]),
    (
        "check-fix",
        &["alien-sdk check --fix deploy", "cat deploy/api.alien.jsonc"],
    ),
    (
        "check-yaml",
        &["alien-sdk check --fix cron.yaml", "cat cron.yaml"],
    ),
    (
        "check-stdin",
        &[
            "alien-sdk check - < deploy/worker.json",
            "alien-sdk check - < cron.yaml",
            "alien-sdk check --fix -",
        ],
    ),
    (
        "check-kind",
        &["alien-sdk check --kind stack deploy/worker.json"],
    ),
    (
        "check-missing-file",
        &["alien-sdk check deploy/worker.json nope.json"],
    ),
    ("check-no-declarations", &["alien-sdk check web"]),
    ("check-empty-file", &["alien-sdk check empty.json"]),
    ("check-not-utf8", &["alien-sdk check latin1.json"]),
    ("check-not-text", &["alien-sdk check zip.json"]),
    ("check-other-tool", &["alien-sdk check package.json"]),
    (
        "misuse",
        &[
            "alien-sdk",
            "alien-sdk chek",
            "alien-sdk check --fromat json",
            "alien-sdk check --format xml",
            "alien-sdk diff database.json",
        ],
    ),
    ("help", &["alien-sdk check --help", "alien-sdk --version"]),
    (
        "explain",
        &[
            "alien-sdk explain no-ports",
            "alien-sdk explain no-port",
            "alien-sdk explain weather",
        ],
    ),
    (
        "normalise",
        &[
            "alien-sdk normalise deploy/worker.json",
            "alien-sdk normalise empty.json",
        ],
    ),
    ("normalise-folder", &["alien-sdk normalise deploy"]),
    (
        "diff",
        &[
            "alien-sdk diff deploy/worker.json deploy/worker.json",
            "alien-sdk diff database.json smaller.json",
            "alien-sdk diff empty.json smaller.json",
        ],
    ),
    (
        "outputs",
        &[
            "alien-sdk outputs state.json",
            "alien-sdk outputs deploy/worker.json",
        ],
    ),
];

#[test]
fn examples_print_what_their_snapshots_show() {
    let snapshots = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let mut different = Vec::new();
    for (name, commands) in EXAMPLES {
        let folder = new_example(name);
        let shown: Vec<_> = commands
            .iter()
            .map(|line| run_line(line, &folder))
            .collect();
        let shown = shown.join("\n");
        let path = snapshots.join(format!("{name}.txt"));
        if fs::read_to_string(&path).unwrap_or_default() == shown {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(path, shown).unwrap();
        } else {
            different.push(format!("{name}:\n{shown}"));
        }
    }
    let different = different.join("\n");
    assert!(
        different.is_empty(),
        "set UPDATE_EXPECT=1 to write these snapshots\n{different}"
    );
}

#[test]
fn every_snapshot_has_an_example() {
    let snapshots = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for entry in fs::read_dir(snapshots).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(EXAMPLES.iter().any(|(known, _)| *known == name), "{name}");
    }
}

#[test]
fn each_shell_has_completions() {
    let folder = new_example("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = alien_sdk(&folder)
            .args(["completions", shell])
            .output()
            .unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success());
        assert!(script.contains("deny-warnings"), "{shell}");
    }
}

#[test]
fn the_schemas_are_those_of_the_core() {
    use alien_sdk_core::{DocumentKind, json_schema};
    let folder = new_example("schemas");
    for (name, kind) in [
        ("container", DocumentKind::Container),
        ("stack", DocumentKind::Stack),
        ("state", DocumentKind::State),
    ] {
        let output = alien_sdk(&folder).args(["schema", name]).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), json_schema(kind));
    }
}

/// A new folder with the files.
fn new_example(name: &str) -> PathBuf {
    let folder = new_folder(name, &[]);
    for (name, content) in files() {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// Runs a line, and returns it with what it prints: the standard output, then the standard error, then the exit code.
fn run_line(line: &str, folder: &Path) -> String {
    if let Some(file) = line.strip_prefix("cat ") {
        return format!(
            "$ {line}\n{}",
            fs::read_to_string(folder.join(file)).unwrap()
        );
    }
    let (command, input) = match line.split_once(" < ") {
        Some((command, file)) => (command, Some(File::open(folder.join(file)).unwrap())),
        None => (line, None),
    };
    let mut program = alien_sdk(folder);
    program.args(command.split(' ').skip(1));
    if let Some(file) = input {
        program.stdin(file);
    }
    let output = program.output().unwrap();
    let mut shown = format!("$ {line}\n{}", String::from_utf8(output.stdout).unwrap());
    let errors = String::from_utf8(output.stderr).unwrap();
    if !errors.is_empty() {
        shown += &format!("--- standard error\n{errors}");
    }
    shown += &format!("--- exit code {}\n", output.status.code().unwrap());
    shown.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}
