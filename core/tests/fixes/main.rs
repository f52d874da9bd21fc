//! Tests the laws of fixes with the texts of all vectors and examples: a fix removes its diagnostic and causes no new
//! error, and a safe fix keeps the meaning.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod following;
mod many;
mod subjects;

use std::collections::{BTreeMap, BTreeSet};

use alien_sdk_core::internal::diagnostic::{Code, Location, Reported, Severity};
use alien_sdk_core::internal::document::text_edit::{FixBatch, apply};
use alien_sdk_core::internal::document::{Buffers, Document, Index};
use alien_sdk_core::internal::fix::{Applicability, Edit, Fix};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::{self, Input, Validated, report_only};

use subjects::{Subject, cases, example, rules_with_fixes, subject, subjects};

/// The code, path and message by which a person recognises a diagnostic.
type Identity = (&'static str, String, String);

/// The number of occurrences of each key.
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

    fn warnings(&self) -> Counts<&'static str> {
        let is_warning = |code: &Code| code.severity == Severity::Warning;
        self.counts(|reported, _| is_warning(reported.code).then_some(reported.code.name))
    }

    fn count_code(&self, code: &str) -> usize {
        let is_match = |identity: &&Identity| identity.0 == code;
        self.identities.iter().filter(is_match).count()
    }

    fn count_identity(&self, wanted: &Identity) -> usize {
        let is_match = |identity: &&Identity| *identity == wanted;
        self.identities.iter().filter(is_match).count()
    }
}

fn validate(subject: &Subject) -> (Document<'_>, Found) {
    let (text, options) = (Input::Text(&subject.text), &subject.options);
    let validated = match &subject.old {
        Some(old) => validate::validate_update(Input::Text(old), text, options),
        None => validate::validate_input(text, options, Buffers::default(), &mut report_only),
    };
    let Validated { document, sink, .. } = validated.unwrap();
    let (diagnostics, _) = sink.into_parts();
    let index = Index::new(&document);
    let identities = diagnostics
        .iter()
        .map(|reported| {
            let path = match &reported.diagnostic.location {
                Location::Path { path, .. } => index.path_from_root(reported.base, path),
                Location::Node(node) => index.path(Document::ROOT, *node),
                // A syntax error is recognised by its message alone: its position changes.
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

/// The text after one fix; `None` if the fix can't be made.
fn apply_fix(index: &mut Index, reported: &Reported, fix: &Fix) -> Option<String> {
    let text = index.document().text();
    let mut batch = FixBatch::new(index);
    batch.add(reported.base, &fix.edits);
    let edits = batch.finish();
    (!edits.is_empty()).then(|| apply(text, &edits))?
}

/// Makes fixes, counts them and collects the laws that they break.
#[derive(Default)]
struct Checker {
    fixes: usize,
    safe: usize,
    /// The codes of the diagnostics whose fixes were made.
    codes: BTreeSet<&'static str>,
    /// The number of fixes that can't be made, which is right only if the text is not valid JSON.
    skipped: usize,
    faults: Vec<String>,
}

impl Checker {
    /// Makes each fix of a subject alone, and checks the result.
    fn check(&mut self, name: &str, subject: &Subject) {
        let (document, before) = validate(subject);
        let mut index = Index::new(&document);
        for (reported, identity) in before.diagnostics.iter().zip(&before.identities) {
            for fix in &reported.diagnostic.fixes {
                let Some(after) = apply_fix(&mut index, reported, fix) else {
                    self.skipped += 1;
                    if before.count_code("json-syntax") == 0 {
                        self.faults
                            .push(format!("{name}: {identity:?}: {} can't be made", fix.title));
                    }
                    continue;
                };
                self.fixes += 1;
                self.safe += usize::from(fix.applicability == Applicability::Safe);
                self.codes.insert(reported.code.name);
                let fixed = subject.with(after.clone());
                let (_, after_fix) = validate(&fixed);
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

/// The laws that a fix breaks. `before` and `after` is what is found in the text before and after the fix.
fn broken_laws(fix: &Fix, identity: &Identity, before: &Found, after: &Found) -> Vec<String> {
    let mut faults = Vec::new();
    if after.count_code(identity.0) >= before.count_code(identity.0) {
        faults.push("the diagnostic stays, or another comes in its place".to_owned());
    }
    // If an element is removed, the next one gets its path.
    let moves_paths = |edit: &Edit| matches!(edit, Edit::Remove { .. } | Edit::RemoveFirst { .. });
    if !fix.edits.iter().any(moves_paths)
        && after.count_identity(identity) >= before.count_identity(identity)
    {
        faults.push("the diagnostic stays".to_owned());
    }
    let errors_before = before.errors();
    let is_safe = fix.applicability == Applicability::Safe;
    if is_safe && after.errors().values().sum::<usize>() > errors_before.values().sum() {
        faults.push("more errors".to_owned());
    }
    for (code, count) in after.warnings() {
        let before = before.warnings();
        if is_safe
            && count > before.get(code).copied().unwrap_or_default()
            && !JUDGES_VARIABLES.contains(&code)
        {
            faults.push(format!("a new warning, {code}"));
        }
    }
    for (code, count) in after.errors() {
        if count > errors_before.get(code).copied().unwrap_or_default() && !may_uncover(fix, code) {
            faults.push(format!("a new {code}"));
        }
    }
    faults
}

/// The codes of rules that compare a value with others. They report nothing while the value is broken.
const COMPARING: [&str; 8] = [
    "autoscaling-bounds",
    "autoscaling-stateful",
    "container-not-live",
    "cpu-min-above-desired",
    "duplicate-port",
    "memory-min-above-desired",
    "replicas-with-autoscaling",
    "storage-without-state",
];

/// The codes of warnings about values of variables, which are hidden as long as these are no strings in an object.
const JUDGES_VARIABLES: [&str; 2] = ["secret-in-environment", "unfilled-placeholder"];

/// Whether a fix may uncover an error that was hidden by another one. A corrected value is compared with other values.
/// An unsafe fix may also correct a key or a `type`, so that the values under the key or beside the `type` are checked,
/// or a value that is then compared with the old declaration.
fn may_uncover(fix: &Fix, code: &str) -> bool {
    let corrects_key_or_type = |edit: &Edit| match edit {
        Edit::Rename { .. } | Edit::Move { .. } => true,
        edit => edit
            .path()
            .is_some_and(|path| path.as_str().ends_with("/type")),
    };
    let explained = functions::explain(code);
    let compares = explained.is_some_and(|it| it.fails.starts_with("{\n  \"old\""));
    let is_unsafe = fix.applicability == Applicability::Unsafe;
    // A syntax error may hide anything.
    let replaces_text = |edit: &Edit| matches!(edit, Edit::Replace { .. });
    // The value is written in another place, where it is checked.
    let sets = |edit: &Edit| matches!(edit, Edit::Set { .. });
    let removes = |edit: &Edit| matches!(edit, Edit::Remove { .. });
    let moves = fix.edits.iter().any(sets) && fix.edits.iter().any(removes);
    COMPARING.contains(&code)
        || fix.edits.iter().any(replaces_text)
        || is_unsafe && (compares || moves || fix.edits.iter().any(corrects_key_or_type))
}

/// The text with CR LF at the end of each line; `None` if it already contains a CR.
fn with_crlf(text: &str) -> Option<String> {
    (!text.contains('\r')).then(|| text.replace('\n', "\r\n"))
}

fn normalised(subject: &Subject) -> Option<String> {
    let input = Input::Text(&subject.text);
    let built = functions::normalise(input, &subject.options, Default::default());
    built.unwrap().json
}

/// The text after each fix of diagnostics with the wanted severities, made alone, with its applicability and name.
fn texts_after_fixes(
    subject: &Subject,
    is_wanted: fn(Severity) -> bool,
) -> Vec<(Applicability, String, Subject)> {
    let (document, found) = validate(subject);
    let mut index = Index::new(&document);
    let mut fixed = Vec::new();
    for reported in &found.diagnostics {
        for fix in reported
            .diagnostic
            .fixes
            .iter()
            .filter(|_| is_wanted(reported.code.severity))
        {
            if let Some(text) = apply_fix(&mut index, reported, fix) {
                let name = format!("{}: {}", reported.code.name, fix.title);
                fixed.push((fix.applicability, name, subject.with(text)));
            }
        }
    }
    fixed
}

/// The text after fixes of all errors; `None` if errors are left that have no fix.
fn without_errors(mut subject: Subject) -> Option<Subject> {
    for _ in 0..20 {
        if normalised(&subject).is_some() {
            return Some(subject);
        }
        let is_error = |severity| severity == Severity::Error;
        let (_, _, next) = texts_after_fixes(&subject, is_error).into_iter().next()?;
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
        for (applicability, fix, after) in texts_after_fixes(&valid, |_| true) {
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
fn a_safe_fix_does_not_change_the_result_of_all_fixes() {
    let (mut safe, mut faults) = (0, Vec::new());
    let result_of_all_fixes = |subject: &Subject| {
        let text = functions::apply_fixes(&subject.text, &subject.options, true);
        normalised(&subject.with(text))
    };
    for (name, subject) in subjects() {
        let expected = result_of_all_fixes(&subject);
        for (applicability, fix, after) in texts_after_fixes(&subject, |_| true) {
            if applicability == Applicability::Safe && expected.is_some() {
                safe += 1;
                if result_of_all_fixes(&after) != expected {
                    faults.push(format!("{name}: {fix}\n{}", after.text));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(safe > 60, "only {safe} safe fixes were made");
}

#[test]
fn every_fix_removes_its_diagnostic_and_causes_no_new_error() {
    let mut checker = Checker::default();
    let mut offered: BTreeSet<String> = rules_with_fixes().into_iter().collect();
    for (name, case) in cases() {
        for diagnostic in case["diagnostics"].as_array().into_iter().flatten() {
            if diagnostic.get("fixes").is_some() {
                offered.insert(diagnostic["code"].as_str().unwrap().to_owned());
            }
        }
        if let Some(subject) = subject(&case) {
            checker.check(&name, &subject);
        }
    }
    let (of_vectors, covered) = (checker.fixes, checker.codes.clone());
    for explained in functions::catalog().codes {
        checker.check(explained.code, &example(&explained.fails));
    }
    println!(
        "{} fixes of vectors and {} of examples made, {} of all safe; {} can't be made; {} codes",
        of_vectors,
        checker.fixes - of_vectors,
        checker.safe,
        checker.skipped,
        checker.codes.len()
    );
    assert!(
        checker.faults.is_empty(),
        "{} faults\n\n{}",
        checker.faults.len(),
        checker.faults.join("\n\n")
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
fn a_fix_keeps_the_line_breaks_of_its_text() {
    let mut fixes = 0;
    for (name, case) in cases() {
        let Some(subject) = subject(&case) else {
            continue;
        };
        let has_lines = subject.text.contains('\n');
        let Some(crlf) = with_crlf(&subject.text).filter(|_| has_lines) else {
            continue;
        };
        // Both may be longer than the limit of the case.
        let subject = subject.with(subject.text.clone());
        let crlf = subject.with(crlf);
        let ([one, other], expected) = (
            [texts_after_each_fix(&subject), texts_after_each_fix(&crlf)],
            "the same fixes",
        );
        assert_eq!(one.len(), other.len(), "{name}: {expected}");
        for (one, other) in one.iter().zip(other) {
            assert_eq!(one.as_deref().and_then(with_crlf), other, "{name}");
            fixes += 1;
        }
    }
    assert!(fixes > 250, "only {fixes} fixes were made");
}

/// The text after each fix of each diagnostic, made alone; `None` for fixes that can't be made.
fn texts_after_each_fix(subject: &Subject) -> Vec<Option<String>> {
    let (document, found) = validate(subject);
    let mut index = Index::new(&document);
    let mut fixed = Vec::new();
    for reported in &found.diagnostics {
        for fix in &reported.diagnostic.fixes {
            fixed.push(apply_fix(&mut index, reported, fix));
        }
    }
    fixed
}
