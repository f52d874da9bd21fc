//! The laws of fixes, over every text of the vectors and of the examples: a fix removes its diagnostic, and
//! makes no new error; a safe one keeps the meaning; where all are made, none is left.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use alien_sdk_core::internal::diagnostic::{Code, Location, Reported, Severity};
use alien_sdk_core::internal::document::text_edit::{apply, text_edits};
use alien_sdk_core::internal::document::{Buffers, Document, Index, Limits};
use alien_sdk_core::internal::fix::{Applicability, Edit, Fix};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::{self, Input, Options, Validated, report_only};
use serde_json::Value;

/// A diagnostic as a person tells it from others: code, path and message.
type Identity = (&'static str, String, String);

/// How often each occurs.
type Counts<K> = BTreeMap<K, usize>;

struct Found {
    diagnostics: Vec<Reported>,
    identities: Vec<Identity>,
}

impl Found {
    fn counts<K: Ord>(&self, key: impl Fn(&Reported, &Identity) -> Option<K>) -> Counts<K> {
        let mut counts = Counts::new();
        for (reported, identity) in self.diagnostics.iter().zip(&self.identities) {
            if let Some(key) = key(reported, identity) {
                *counts.entry(key).or_default() += 1;
            }
        }
        counts
    }

    fn errors(&self) -> Counts<&'static str> {
        let is_error = |code: &Code| code.severity == Severity::Error;
        self.counts(|reported, _| is_error(reported.code).then_some(reported.code.name))
    }

    fn of_code(&self, code: &str) -> usize {
        let is_it = |identity: &&Identity| identity.0 == code;
        self.identities.iter().filter(is_it).count()
    }

    fn of_identity(&self, wanted: &Identity) -> usize {
        let is_it = |identity: &&Identity| *identity == wanted;
        self.identities.iter().filter(is_it).count()
    }
}

/// What is judged: a text, and for an update the one before it.
#[derive(Clone)]
struct Subject {
    old: Option<String>,
    text: String,
    options: Options,
}

impl Subject {
    /// The same with a text that was fixed, which may be longer than the case allows.
    fn with(&self, text: String) -> Self {
        let mut fixed = self.clone();
        fixed.options.limits.bytes = fixed.options.limits.bytes.max(text.len());
        Self { text, ..fixed }
    }
}

fn judge(subject: &Subject) -> (Document<'_>, Found) {
    let (text, options) = (Input::Text(&subject.text), &subject.options);
    let judged = match &subject.old {
        Some(old) => validate::validate_update(Input::Text(old), text, options),
        None => validate::validate_input(text, options, Buffers::default(), &mut report_only),
    };
    let Validated { document, sink, .. } = judged.unwrap();
    let (diagnostics, _) = sink.into_parts();
    let index = Index::new(&document);
    let identities = diagnostics
        .iter()
        .map(|reported| {
            let path = match &reported.diagnostic.location {
                Location::Path { path, .. } => index.path_from_root(reported.base, path),
                Location::Node(node) => index.path(Document::ROOT, *node),
                // A fault of syntax is told by its message: it has no fix, and its bytes move.
                Location::Span(_) => Default::default(),
            };
            let path = path.as_str().to_owned();
            (
                reported.code.name,
                path,
                reported.diagnostic.message.clone(),
            )
        })
        .collect();
    drop(index);
    let found = Found {
        diagnostics,
        identities,
    };
    (document, found)
}

/// What was run, for the assertions on how much that was.
#[derive(Default)]
struct Run {
    fixes: usize,
    safe: usize,
    /// Codes with a fix that was made.
    codes: BTreeSet<&'static str>,
    /// Fixes that can't be made of the text, which is right only of text that is no JSON.
    skipped: usize,
    faults: Vec<String>,
}

impl Run {
    fn judge(&mut self, name: &str, subject: &Subject) {
        let text = subject.text.as_str();
        let (document, before) = judge(subject);
        let mut index = Index::new(&document);
        for (reported, identity) in before.diagnostics.iter().zip(&before.identities) {
            for fix in &reported.diagnostic.fixes {
                let edits = text_edits(&mut index, reported.base, &fix.edits);
                let Some(after) = edits.and_then(|edits| apply(text, &edits)) else {
                    self.skipped += 1;
                    if before.of_code("json-syntax") == 0 {
                        self.faults
                            .push(format!("{name}: {identity:?}: {} can't be made", fix.title));
                    }
                    continue;
                };
                self.fixes += 1;
                self.safe += usize::from(fix.applicability == Applicability::Safe);
                self.codes.insert(reported.code.name);
                let fixed = subject.with(after.clone());
                let (_, after_fix) = judge(&fixed);
                for fault in broken_laws(fix, identity, &before, &after_fix) {
                    self.faults.push(format!(
                        "{name}: {identity:?}: {}: {fault}\n{after}",
                        fix.title
                    ));
                }
            }
        }
    }
}

fn broken_laws(fix: &Fix, identity: &Identity, before: &Found, after: &Found) -> Vec<String> {
    let mut faults = Vec::new();
    if after.of_code(identity.0) >= before.of_code(identity.0) {
        faults.push("the diagnostic stays, or another comes in its place".to_owned());
    }
    // What stands behind something that is removed takes over its path.
    let moves = |edit: &Edit| matches!(edit, Edit::Remove { .. } | Edit::RemoveFirst { .. });
    if !fix.edits.iter().any(moves) && after.of_identity(identity) >= before.of_identity(identity) {
        faults.push("the diagnostic stays".to_owned());
    }
    let had = before.errors();
    let is_safe = fix.applicability == Applicability::Safe;
    if is_safe && after.errors().values().sum::<usize>() > had.values().sum() {
        faults.push("more errors".to_owned());
    }
    for (code, count) in after.errors() {
        if count > had.get(code).copied().unwrap_or_default() && !uncovers(fix, code) {
            faults.push(format!("a new {code}"));
        }
    }
    faults
}

/// What compares a value with others, and so says nothing as long as the value is broken.
const COMPARING: [&str; 6] = [
    "autoscaling-bounds",
    "autoscaling-stateful",
    "container-not-live",
    "cpu-min-above-desired",
    "duplicate-port",
    "memory-min-above-desired",
];

/// Whether a fix may uncover an error that was hidden by the fault: a value that is put right is compared with others.
/// What stands under a key that nobody knows, or beside a `type` that nobody knows, is judged as soon as that is put
/// right, and a value is compared with that of the old declaration as soon as it is one. No safe fix does these.
fn uncovers(fix: &Fix, code: &str) -> bool {
    let puts_right = |edit: &Edit| match edit {
        Edit::Rename { .. } => true,
        edit => edit.path().as_str().ends_with("/type"),
    };
    let explained = functions::explain(code);
    let compares = explained.is_some_and(|it| it.fails.starts_with("{\n  \"old\""));
    let is_unsafe = fix.applicability == Applicability::Unsafe;
    COMPARING.contains(&code) || is_unsafe && (compares || fix.edits.iter().any(puts_right))
}

/// The text with every line ended by CR and LF; `None` if there is a CR already.
fn with_crlf(text: &str) -> Option<String> {
    (!text.contains('\r')).then(|| text.replace('\n', "\r\n"))
}

fn options(case: &Value) -> Options {
    let usual = Limits::default();
    let limit = |name: &str, usual| case["limits"][name].as_u64().map_or(usual, |n| n as usize);
    let mut options = Options::default();
    options.json.relaxed = case.get("jsonc").is_some();
    options.limits = Limits {
        bytes: limit("bytes", usual.bytes),
        depth: limit("depth", usual.depth),
        diagnostics: limit("diagnostics", usual.diagnostics),
    };
    options
}

/// The cases of all vectors, each with the name of its file and its own.
fn cases() -> Vec<(String, Value)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let mut file: Value =
                    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
                let Value::Array(own) = file["cases"].take() else {
                    panic!("{stem} has no cases")
                };
                cases.extend(
                    own.into_iter()
                        .map(|case| (format!("{stem}: {}", case["name"]), case)),
                );
            }
        }
    }
    cases
}

fn joined(lines: &Value) -> String {
    let lines = lines.as_array().expect("an array of lines").iter();
    lines
        .map(|line| line.as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What a case judges; `None` of calls, which have no text.
fn subject(case: &Value) -> Option<Subject> {
    let update = case.get("update");
    let lines = ["json", "jsonc"].iter().find_map(|key| case.get(*key));
    let lines = lines.or(update.map(|update| &update["new"]))?;
    Some(Subject {
        old: update.map(|update| joined(&update["old"])),
        text: joined(lines),
        options: options(case),
    })
}

/// The failing example of a code.
fn example(text: &str) -> Subject {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let old = value.get("old").map(Value::to_string);
    let text = value
        .get("new")
        .map_or_else(|| text.to_owned(), Value::to_string);
    let options = Options::default();
    Subject { old, text, options }
}

/// The rules that offer fixes, by their files: one is about one code, and has its name.
fn rules_with_fixes() -> Vec<String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let folders = [rules.clone(), rules.join("update")];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file());
    let files = files.filter(|path| fs::read_to_string(path).unwrap().contains("Fix::"));
    files
        .map(|path| {
            path.file_stem()
                .unwrap()
                .to_string_lossy()
                .replace('_', "-")
        })
        .filter(|name| functions::explain(name).is_some())
        .collect()
}

/// What the cases of all vectors judge, and the failing example of each code, with their names.
fn subjects() -> Vec<(String, Subject)> {
    let of_vectors = cases()
        .into_iter()
        .filter_map(|(name, case)| Some((name, subject(&case)?)));
    let examples = functions::catalog().codes.into_iter();
    let of_examples =
        examples.map(|explained| (explained.code.to_owned(), example(&explained.fails)));
    of_vectors.chain(of_examples).collect()
}

fn normalised(subject: &Subject) -> Option<String> {
    let input = Input::Text(&subject.text);
    let built = functions::normalise(input, &subject.options, Default::default());
    built.unwrap().json
}

/// The texts after each fix of a severity, each made alone: with whether it is safe, and its name.
fn fixed(
    subject: &Subject,
    is_wanted: fn(Severity) -> bool,
) -> Vec<(Applicability, String, Subject)> {
    let (document, found) = judge(subject);
    let mut index = Index::new(&document);
    let mut fixed = Vec::new();
    for reported in &found.diagnostics {
        for fix in reported
            .diagnostic
            .fixes
            .iter()
            .filter(|_| is_wanted(reported.code.severity))
        {
            let edits = text_edits(&mut index, reported.base, &fix.edits);
            if let Some(text) = edits.and_then(|edits| apply(&subject.text, &edits)) {
                let name = format!("{}: {}", reported.code.name, fix.title);
                fixed.push((fix.applicability, name, subject.with(text)));
            }
        }
    }
    fixed
}

/// The text without errors, if fixes of errors lead there.
fn without_errors(mut subject: Subject) -> Option<Subject> {
    for _ in 0..20 {
        if normalised(&subject).is_some() {
            return Some(subject);
        }
        let is_error = |severity| severity == Severity::Error;
        let (_, _, next) = fixed(&subject, is_error).into_iter().next()?;
        subject = next;
    }
    None
}

#[test]
fn a_safe_fix_keeps_the_normalised_form() {
    let (mut changed, mut faults) = (0, Vec::new());
    for (name, subject) in subjects() {
        let Some(valid) = without_errors(subject) else {
            continue;
        };
        let before = normalised(&valid);
        for (applicability, fix, after) in fixed(&valid, |_| true) {
            let is_changed = normalised(&after) != before;
            changed += usize::from(is_changed);
            if is_changed && applicability == Applicability::Safe {
                faults.push(format!("{name}: {fix}\n{}", after.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(changed > 50, "only {changed} fixes change the form at all");
}

#[test]
fn a_safe_fix_leaves_open_what_the_other_fixes_come_to() {
    let (mut safe, mut faults) = (0, Vec::new());
    let all_fixed = |subject: &Subject| {
        let text = functions::apply_fixes(&subject.text, &subject.options, true);
        normalised(&subject.with(text))
    };
    for (name, subject) in subjects() {
        let whole = all_fixed(&subject);
        for (applicability, fix, after) in fixed(&subject, |_| true) {
            if applicability == Applicability::Safe && whole.is_some() {
                safe += 1;
                if all_fixed(&after) != whole {
                    faults.push(format!("{name}: {fix}\n{}", after.text));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(safe > 60, "only {safe} safe fixes were made");
}

#[test]
fn every_fix_removes_its_diagnostic_and_makes_no_new_error() {
    let mut run = Run::default();
    let mut offered: BTreeSet<String> = rules_with_fixes().into_iter().collect();
    for (name, case) in cases() {
        for diagnostic in case["diagnostics"].as_array().into_iter().flatten() {
            if diagnostic.get("fixes").is_some() {
                offered.insert(diagnostic["code"].as_str().unwrap().to_owned());
            }
        }
        if let Some(subject) = subject(&case) {
            run.judge(&name, &subject);
        }
    }
    let (of_vectors, covered) = (run.fixes, run.codes.clone());
    for explained in functions::catalog().codes {
        run.judge(explained.code, &example(&explained.fails));
    }
    println!(
        "{} fixes of vectors and {} of examples made, {} of all safe; {} can't be made; {} codes",
        of_vectors,
        run.fixes - of_vectors,
        run.safe,
        run.skipped,
        run.codes.len()
    );
    assert!(
        run.faults.is_empty(),
        "{} faults\n\n{}",
        run.faults.len(),
        run.faults.join("\n\n")
    );
    assert!(
        of_vectors > 250,
        "only {of_vectors} fixes of vectors were made"
    );
    let lacks: Vec<_> = offered
        .iter()
        .filter(|code| !covered.contains(code.as_str()))
        .collect();
    assert!(lacks.is_empty(), "no fix of a text of {lacks:?} was made");
}

#[test]
fn a_fix_keeps_the_line_ends_of_its_text() {
    let mut fixes = 0;
    for (name, case) in cases() {
        let Some(subject) = subject(&case) else {
            continue;
        };
        let Some(crlf) = with_crlf(&subject.text) else {
            continue;
        };
        let crlf = subject.with(crlf);
        let ([one, other], expected) = ([all_fixed(&subject), all_fixed(&crlf)], "the same fixes");
        assert_eq!(one.len(), other.len(), "{name}: {expected}");
        for (one, other) in one.iter().zip(other) {
            assert_eq!(one.as_deref().and_then(with_crlf), other, "{name}");
            fixes += 1;
        }
    }
    assert!(fixes > 250, "only {fixes} fixes were made");
}

/// The text after each fix of each diagnostic, made alone; `None` where it can't be made.
fn all_fixed(subject: &Subject) -> Vec<Option<String>> {
    let (document, found) = judge(subject);
    let mut index = Index::new(&document);
    let mut fixed = Vec::new();
    for reported in &found.diagnostics {
        for fix in &reported.diagnostic.fixes {
            let edits = text_edits(&mut index, reported.base, &fix.edits);
            fixed.push(edits.and_then(|edits| apply(&subject.text, &edits)));
        }
    }
    fixed
}

/// A container with more members in front, and its list of ports.
fn container(more: &str, ports: &[String]) -> String {
    format!(
        r#"{{{more}"id":"api","code":{{"type":"image","image":"api:v1"}},"cpu":{{"min":"1","desired":"1"}},"memory":{{"min":"1Gi","desired":"1Gi"}},"permissions":"execution","ports":[{}]}}"#,
        ports.join(",")
    )
}

#[test]
fn however_many_faults_there_are_fixes_leave_none() {
    let many = |count: usize, make: &dyn Fn(usize) -> String| (1..=count).map(make).collect();
    let ports: Vec<String> = many(30_000, &|port| format!(r#"{{"port":{port}}}"#));
    let plain: Vec<String> = many(30_000, &|port| port.to_string());
    let quoted: Vec<String> = many(30_000, &|port| format!(r#"{{"port":"{port}"}}"#));
    let (same, first) = (vec![ports[0].clone(); 3300], &ports[..1]);
    let exposed = |protocol: &str| {
        let exposed = format!(r#","expose":"{protocol}"}}"#);
        let ports = ports[..3300].iter().map(|port| port.replace('}', &exposed));
        container("", &ports.collect::<Vec<_>>())
    };
    let keys: Vec<String> = many(20_000, &|at| format!(r#""environment":{{"A{at}":{at}}},"#));
    let late = format!(r#""{}":1,"#, "x".repeat(200_000));
    let links = many(3000, &|_| r#"{"type":"kv","id":"a"}"#.to_owned()).join(",");
    let misspelt: Vec<String> = many(300, &|at| format!(r#""type{at}":1,"#));
    for (name, text, expected) in [
        (
            "numbers for ports",
            container("", &plain),
            container("", &ports),
        ),
        (
            "ports in quotes",
            container("", &quoted),
            container("", &ports),
        ),
        (
            "one port, again and again",
            container("", &same),
            container("", first),
        ),
        ("slips of case", exposed("HTTP"), exposed("http")),
        (
            "equal keys",
            container(&keys.concat(), first),
            container(r#""environment":{"A20000":"20000"},"#, first),
        ),
        (
            "a late colon",
            container(&late, &plain),
            container("", &ports),
        ),
        (
            "equal links",
            container(&format!(r#""links":[{links}],"#), first),
            container(r#""links":[{"type":"kv","id":"a"}],"#, first),
        ),
        (
            "unknown keys",
            container(&misspelt.concat(), first),
            container(r#""type":1,"#, first),
        ),
    ] {
        let start = Instant::now();
        let fixed = functions::apply_fixes(&text, &Options::default(), true);
        let took = start.elapsed();
        assert!(fixed.replace(' ', "") == expected, "{name}: {fixed:.300}");
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    }
}
