//! Shapes of two declarations that are compared.

use alien_sdk_core::Options;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::Input;

use super::declarations::{container, containers, list, other_resource, stack};
use super::work::{Work, all_or_nothing};

/// Returns work that compares two declarations and counts the changes.
fn count_changes(old: String, new: String) -> Work {
    Box::new(move || {
        let (old, new) = (Input::Text(&old), Input::Text(&new));
        let compared = functions::diff(old, new, &Options::default(), Units::Utf16);
        let diff = compared.ok().and_then(Result::ok);
        diff.map_or(0, |diff| diff.text.lines().count().min(diff.changes.len()))
    })
}

/// Returns work that validates an update and counts the diagnostics.
fn count_diagnostics(old: String, new: String) -> Work {
    Box::new(move || {
        let (old, new) = (Input::Text(&old), Input::Text(&new));
        let report = functions::validate_update(old, new, &Options::default(), Units::Utf16);
        report.map_or(0, |report| report.diagnostics.len())
    })
}

pub fn ports(n: usize) -> Work {
    let with = |first: usize| {
        let ports = list(n, |at| format!(r#"{{"port":{}}}"#, first + at));
        container("api", &format!(r#""ports":[{ports}]"#))
    };
    let work = count_diagnostics(with(1), with(2));
    all_or_nothing(n, move || work() == 1)
}

pub fn rejected(n: usize) -> Work {
    let stateful = |is: bool| {
        let members = format!(r#","stateful":{is},"replicas":1"#);
        stack(&containers(n, |_| members.clone()))
    };
    count_diagnostics(stateful(true), stateful(false))
}

pub fn warnings(n: usize) -> Work {
    let with = |command: &str| {
        let members = format!(r#","replicas":0,"command":["{command} -v"]"#);
        stack(&containers(n, |_| members.clone()))
    };
    count_changes(with("a"), with("b"))
}

pub fn removed_storage(n: usize) -> Work {
    let storage = list(n, |at| {
        other_resource("storage", &format!("uploads-{at}"), "")
    });
    let cache = other_resource("kv", "cache", "");
    count_changes(stack(&format!("{storage},{cache}")), stack(&cache))
}

pub fn nothing_in_common(n: usize) -> Work {
    let with = |name| {
        stack(&list(n, |at| {
            other_resource("kv", &format!("{name}-{at}"), "")
        }))
    };
    count_changes(with("a"), with("b"))
}

/// Returns a stack with one resource that has further members.
fn stack_with_members(members: &str) -> String {
    stack(&other_resource("kv", "cache", &format!(",{members}")))
}

pub fn one_of_many(n: usize) -> Work {
    let members = list(n, |at| format!(r#""key-{at}":1"#));
    let with = |value| stack_with_members(&format!(r#"{members},"last":{value}"#));
    let work = count_changes(with(1), with(2));
    all_or_nothing(n, move || work() == 1)
}

pub fn long_key(n: usize) -> Work {
    let key = "x".repeat(n * 16);
    let with = |value| {
        let members = list(n, |at| format!(r#""key-{at}":{value}"#));
        stack_with_members(&format!(r#""{key}":{{{members}}}"#))
    };
    let work = count_changes(with(1), with(2));
    all_or_nothing(n, move || work() > 0)
}
