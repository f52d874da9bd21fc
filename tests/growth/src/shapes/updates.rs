//! Two declarations compared.

use alien_sdk_core::Options;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::Input;

use super::text::{container, containers, list, other, stack};
use super::{Work, all_or_nothing};

/// Compares two declarations, and says how many changes there are.
fn changes(old: String, new: String) -> Work {
    Box::new(move || {
        let (old, new) = (Input::Text(&old), Input::Text(&new));
        let compared = functions::diff(old, new, &Options::default(), Units::Utf16);
        let diff = compared.ok().and_then(Result::ok);
        diff.map_or(0, |diff| diff.text.lines().count().min(diff.changes.len()))
    })
}

/// Judges a change, and says how many diagnostics there are.
fn faults(old: String, new: String) -> Work {
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
    let work = faults(with(1), with(2));
    all_or_nothing(n, move || work() == 1)
}

pub fn refused(n: usize) -> Work {
    let stateful = |is: bool| {
        let members = format!(r#","stateful":{is},"replicas":1"#);
        stack(&containers(n, |_| members.clone()))
    };
    faults(stateful(true), stateful(false))
}

pub fn warnings(n: usize) -> Work {
    let with = |command: &str| {
        let members = format!(r#","replicas":0,"command":["{command} -v"]"#);
        stack(&containers(n, |_| members.clone()))
    };
    changes(with("a"), with("b"))
}

pub fn removed_storage(n: usize) -> Work {
    let storage = list(n, |at| other("storage", &format!("uploads-{at}"), ""));
    let cache = other("kv", "cache", "");
    changes(stack(&format!("{storage},{cache}")), stack(&cache))
}

pub fn nothing_in_common(n: usize) -> Work {
    let with = |name| stack(&list(n, |at| other("kv", &format!("{name}-{at}"), "")));
    changes(with("a"), with("b"))
}

fn cache(members: &str) -> String {
    stack(&other("kv", "cache", &format!(",{members}")))
}

pub fn one_of_many(n: usize) -> Work {
    let members = list(n, |at| format!(r#""key-{at}":1"#));
    let with = |value| cache(&format!(r#"{members},"last":{value}"#));
    let work = changes(with(1), with(2));
    all_or_nothing(n, move || work() == 1)
}

pub fn long_key(n: usize) -> Work {
    let key = "x".repeat(n * 16);
    let with = |value| {
        let members = list(n, |at| format!(r#""key-{at}":{value}"#));
        cache(&format!(r#""{key}":{{{members}}}"#))
    };
    let work = changes(with(1), with(2));
    all_or_nothing(n, move || work() > 0)
}
