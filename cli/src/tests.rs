//! Runs the command line in memory. What the real program prints is in `cli/tests`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::{Found, Host, Stream, run};

const VALID: &str = r#"{"id": "api", "code": {"type": "image", "image": "ghcr.io/acme/api:v1"}, "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#;

/// Files and streams in memory.
#[derive(Default)]
struct Memory {
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
    stdin: Vec<u8>,
    stdout: String,
    stderr: String,
    has_colors: bool,
    /// Why files can't be read.
    unreadable: Option<io::ErrorKind>,
    /// Why files can't be written.
    unwritable: Option<io::ErrorKind>,
    /// Why the standard output can't be written.
    closed: Option<io::ErrorKind>,
    /// What another program writes to each file after it was read.
    written_meanwhile: Option<&'static str>,
    walk_fault: Option<&'static str>,
}

impl Memory {
    fn new(files: &[(&str, &str)]) -> Self {
        let files = files.iter();
        let files = files.map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec()));
        Self {
            files: Mutex::new(files.collect()),
            ..Self::default()
        }
    }

    fn run(&mut self, arguments: &str) -> u8 {
        let arguments = ["alien-sdk"].into_iter().chain(arguments.split(' '));
        run(arguments.map(OsString::from), self)
    }

    fn file(&self, name: &str) -> String {
        let files = self.files.lock().unwrap();
        String::from_utf8(files[Path::new(name)].clone()).unwrap()
    }
}

fn first(bytes: &[u8], limit: u64) -> Vec<u8> {
    bytes.iter().copied().take(limit as usize).collect()
}

impl Host for Memory {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        if let Some(kind) = self.unreadable {
            return Err(kind.into());
        }
        let files = self.files.lock().unwrap();
        let bytes = files.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(first(bytes, limit))
    }

    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        Ok(first(&self.stdin, limit))
    }

    fn is_folder(&self, path: &Path) -> bool {
        let files = self.files.lock().unwrap();
        path == Path::new(".")
            || files
                .keys()
                .any(|file| file != path && file.starts_with(path))
    }

    fn find_files(&self, folder: &Path) -> Found {
        let files = self.files.lock().unwrap();
        let is_in = |file: &&PathBuf| folder == Path::new(".") || file.starts_with(folder);
        Found {
            files: files.keys().filter(is_in).cloned().collect(),
            faults: self.walk_fault.into_iter().map(str::to_owned).collect(),
        }
    }

    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
        if let Some(kind) = self.unwritable {
            return Err(kind.into());
        }
        let mut files = self.files.lock().unwrap();
        let file = files.get_mut(path).unwrap();
        if let Some(text) = self.written_meanwhile {
            *file = text.as_bytes().to_vec();
        }
        let is_same = file == old;
        if is_same {
            *file = new.to_vec();
        }
        Ok(is_same)
    }

    fn write(&mut self, stream: Stream, text: &str) -> io::Result<()> {
        match (stream, self.closed) {
            (Stream::Stdout, Some(kind)) => return Err(kind.into()),
            (Stream::Stdout, None) => self.stdout += text,
            (Stream::Stderr, _) => self.stderr += text,
        }
        Ok(())
    }

    fn shows_colors(&self, _: Stream) -> bool {
        self.has_colors
    }
}

#[test]
fn clean_files_are_only_counted() {
    let mut host = Memory::new(&[("a.json", VALID), ("b.json", VALID)]);
    assert_eq!(host.run("check a.json b.json a.json ./b.json"), 0);
    assert_eq!(host.stdout, "2 files: no problems\n");
    assert_eq!(host.stderr, "");
}

#[test]
fn warnings_fail_only_if_denied() {
    let text = VALID.replace(":v1", ":latest");
    for (arguments, code) in [("check a.json", 0), ("check --deny-warnings a.json", 1)] {
        let mut host = Memory::new(&[("a.json", &text)]);
        assert_eq!(host.run(arguments), code);
        assert!(
            host.stdout.contains("\n1 file: 1 warning\n"),
            "{}",
            host.stdout
        );
    }
}

#[test]
fn a_folder_is_searched_for_what_is_certainly_a_declaration() {
    let typed = VALID.replacen('{', r#"{"type": "container", "#, 1);
    let mut host = Memory::new(&[
        ("a.alien.json", VALID),
        ("b.ALIEN.JSONC", "// nothing but a comment"),
        ("alien.json", "{}"),
        ("notes.alien.txt", "{}"),
        ("package.json", r#"{"name": "web", "type": "module"}"#),
        ("sub/typed.json", &typed),
        ("sub/untyped.json", VALID),
    ]);
    assert_eq!(host.run("check --format json"), 1);
    let reports: serde_json::Value = serde_json::from_str(&host.stdout).unwrap();
    let names: Vec<_> = reports
        .as_array()
        .unwrap()
        .iter()
        .map(|report| &report["file"])
        .collect();
    assert_eq!(names, ["a.alien.json", "b.ALIEN.JSONC", "sub/typed.json"]);
}

#[test]
fn a_file_that_is_named_is_checked_whatever_it_is() {
    let mut host = Memory::new(&[("sub/package.json", "{}"), ("sub/a.alien.json", VALID)]);
    assert_eq!(host.run("check sub sub/package.json"), 1);
    assert!(host.stdout.contains("2 files: "), "{}", host.stdout);
    assert!(
        host.stdout.contains(" --> sub/package.json:1:1\n"),
        "{}",
        host.stdout
    );
}

#[test]
fn a_folder_without_declarations_is_an_error() {
    let mut host = Memory::new(&[("a.json", VALID), ("web/package.json", "{}")]);
    assert_eq!(host.run("check a.json web"), 2);
    assert!(
        host.stderr
            .starts_with("error: web: there are no declarations here\n  help: ")
    );
    assert_eq!(host.stdout, "1 file: no problems\n");
}

#[test]
fn the_other_files_are_checked_if_one_cannot_be_read() {
    let mut host = Memory::new(&[("a.json", VALID)]);
    assert_eq!(host.run("check nope.json a.json"), 2);
    assert_eq!(
        host.stderr,
        "error: nope.json: there is no such file or folder\n"
    );
    assert_eq!(host.stdout, "1 file: no problems\n");

    let mut host = Memory::new(&[("a.alien.json", VALID)]);
    host.walk_fault = Some("secret: permission denied");
    assert_eq!(host.run("check ."), 2);
    assert_eq!(host.stderr, "error: secret: permission denied\n");
    assert_eq!(host.stdout, "1 file: no problems\n");
}

#[test]
fn messages_say_why_a_file_cannot_be_read() {
    for command in [
        "check a.json",
        "normalise a.json",
        "diff a.json a.json",
        "outputs a.json",
    ] {
        let mut host = Memory::new(&[("a.json", VALID)]);
        host.unreadable = Some(io::ErrorKind::PermissionDenied);
        assert_eq!(host.run(command), 2, "{command}");
        assert_eq!(host.stderr, "error: a.json: permission denied\n");
        assert_eq!(host.stdout, "");
    }
}

const FIXABLE: &str = r#"{"memory": "1Gi"}"#;

#[test]
fn fixes_are_written_once() {
    let mut host = Memory::new(&[("a.json", FIXABLE)]);
    assert_eq!(host.run("check --fix a.json"), 1);
    let fixed = r#"{"memory": {"min": "1Gi", "desired": "1Gi"}}"#;
    assert_eq!(host.file("a.json"), fixed);
    let shown = format!("--- a.json\n+++ a.json\n@@ -1,1 +1,1 @@\n-{FIXABLE}\n+{fixed}\n\n");
    assert!(host.stdout.starts_with(&shown), "{}", host.stdout);
    assert!(host.stdout.contains("1 file, 1 fixed: "), "{}", host.stdout);

    host.stdout.clear();
    assert_eq!(host.run("check --fix a.json"), 1);
    assert!(!host.stdout.contains("---"), "{}", host.stdout);
}

#[test]
fn a_file_that_changed_meanwhile_is_kept() {
    let mut host = Memory::new(&[("a.json", FIXABLE)]);
    host.written_meanwhile = Some("something else");
    assert_eq!(host.run("check --fix a.json"), 2);
    assert_eq!(host.file("a.json"), "something else");
    assert!(
        host.stderr.contains("a.json: the file changed"),
        "{}",
        host.stderr
    );
    assert_eq!(host.stdout, "");
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let mut host = Memory::new(&[("a.json", FIXABLE)]);
    host.unwritable = Some(io::ErrorKind::PermissionDenied);
    assert_eq!(host.run("check --fix a.json"), 2);
    let message = "error: a.json: the file was not fixed: permission denied\n";
    assert_eq!(host.stderr, message);
}

#[test]
fn bytes_that_are_not_utf8_are_reported_and_never_rewritten() {
    let mut host = Memory::new(&[("a.json", "")]);
    let bytes = b"{\"id\": \"a\xff\", \"memory\": \"1Gi\"}".to_vec();
    *host.files.get_mut().unwrap() = BTreeMap::from([("a.json".into(), bytes.clone())]);
    assert_eq!(host.run("check --fix a.json"), 1);
    assert!(
        host.stdout.contains("error[invalid-unicode]"),
        "{}",
        host.stdout
    );
    assert_eq!(host.files.lock().unwrap()[Path::new("a.json")], bytes);
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    for (kind, code, message) in [
        (io::ErrorKind::BrokenPipe, 1, ""),
        (
            io::ErrorKind::StorageFull,
            2,
            "error: the output can't be written: no storage space\n",
        ),
    ] {
        let mut host = Memory::new(&[("a.json", "{}")]);
        host.closed = Some(kind);
        assert_eq!(host.run("check a.json"), code);
        assert_eq!(host.stderr, message);
    }
}

#[test]
fn colours_are_used_where_they_are_shown() {
    for has_colors in [false, true] {
        let mut host = Memory::new(&[("a.json", FIXABLE)]);
        host.has_colors = has_colors;
        host.run("check --fix a.json");
        host.run("--nope");
        host.run("normalise a.json");
        let red = "\u{1b}[31m-";
        assert_eq!(host.stdout.contains(red), has_colors);
        assert_eq!(host.stdout.contains('\u{1b}'), has_colors);
        assert_eq!(host.stderr.contains('\u{1b}'), has_colors);
    }
    // Tools don't want colours.
    for format in ["json", "sarif", "github"] {
        let mut host = Memory::new(&[("a.json", FIXABLE)]);
        host.has_colors = true;
        host.run(&format!("check --format {format} a.json"));
        assert!(
            !host.stdout.is_empty() && !host.stdout.contains('\u{1b}'),
            "{format}"
        );
    }
}

#[test]
fn names_of_files_cannot_control_the_terminal() {
    let mut host = Memory::new(&[("a\u{1b}[2J.json", "{}")]);
    host.run("check a\u{1b}[2J.json b\u{1b}[2J.json");
    assert!(host.stdout.contains("a\u{fffd}[2J.json"), "{}", host.stdout);
    assert!(host.stderr.contains("b\u{fffd}[2J.json"), "{}", host.stderr);
    assert!(!host.stdout.contains('\u{1b}') && !host.stderr.contains('\u{1b}'));
}

/// The texts in which `tests/secrets/places.json` writes a secret, each also cut off after it.
fn texts_with_secrets(secret: &str, file: &serde_json::Value) -> Vec<String> {
    let mut texts = Vec::new();
    let base = file["base"].as_object().unwrap();
    // The fixes of the first and the last line show the lines between them.
    let with_base = |members: &serde_json::Value| {
        let members = members.as_str()?;
        let is_other = |key: &str| key != "memory" && !members.contains(&format!("\"{key}\":"));
        let base = base.iter().filter(|(key, _)| is_other(key));
        let base = base.map(|(key, value)| format!("\"{key}\": {},\n", value.as_str().unwrap()));
        let base: String = base.collect();
        Some(format!(
            "{{{base}\"memory\": \"1Gi\",\n{members},\n\"replicas\": \"2\"}}"
        ))
    };
    for place in file["places"].as_array().unwrap() {
        let update = ["old", "new"].map(|side| with_base(&place["update"][side]));
        let text = place["text"].as_str().map(str::to_owned);
        texts.extend(update.into_iter().flatten());
        texts.extend(text.or_else(|| with_base(&place["members"])));
    }
    let cut = |text: &String| Some(text[..text.find(secret)? + secret.len()].to_owned());
    let cut: Vec<_> = texts.iter().filter_map(cut).collect();
    texts.extend(cut);
    texts
}

#[test]
fn secrets_are_not_shown_at_any_place() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/secrets/places.json");
    let file = std::fs::read_to_string(path).unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let secret = file["secret"].as_str().unwrap();
    let texts = texts_with_secrets(secret, &file);
    let mut fixed = 0;
    for text in &texts {
        let mut host = Memory::new(&[("a.json", text), ("b.json", VALID)]);
        for format in ["human", "json", "sarif", "github"] {
            host.run(&format!("check --format {format} a.json"));
        }
        host.run("diff b.json a.json");
        host.run("check --fix a.json");
        host.run("diff b.json a.json");
        fixed += usize::from(host.file("a.json") != *text);
        for shown in [&host.stdout, &host.stderr] {
            assert!(!shown.contains(secret), "{text}\n\n{shown}");
        }
    }
    assert!(
        texts.len() > 100 && fixed > 50,
        "{fixed} of {} texts were fixed",
        texts.len()
    );
}

#[test]
fn comments_are_allowed_by_the_name_of_a_file() {
    let text = format!("// a comment\n{VALID}");
    for (name, code) in [("a.json", 1), ("a.jsonc", 0)] {
        let mut host = Memory::new(&[(name, &text)]);
        assert_eq!(host.run(&format!("check {name}")), code);
        assert_eq!(host.run(&format!("normalise {name}")), code);
    }
    let mut host = Memory::new(&[("old.json", VALID), ("new.jsonc", &text)]);
    assert_eq!(host.run("diff old.json new.jsonc"), 0);
    assert_eq!(host.stdout, "no changes\n");
}

#[test]
fn the_arguments_are_consistent() {
    use clap::CommandFactory;
    crate::arguments::Arguments::command().debug_assert();
}
