//! Declarations that take seconds where something is searched again for each of many elements.
//!
//! A debug build that searches takes several times [`MOST`], and one that looks up a small part of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::time::{Duration, Instant};

use alien_sdk_core::document::Buffers;
use alien_sdk_core::validate::{Input, Options};
use alien_sdk_core::wire::{self, Report};

const MOST: Duration = Duration::from_secs(10);

/// What `act` gives, which must not take long.
fn in_time<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = act();
    let took = start.elapsed();
    assert!(took < MOST, "{what} took {took:?}");
    result
}

fn report(text: &str, diagnostics: usize) -> Report {
    let mut options = Options::default();
    options.limits.diagnostics = diagnostics;
    let mut buffers = Buffers::default();
    wire::validate(
        Input::Text(text),
        &options,
        Default::default(),
        &mut buffers,
    )
    .unwrap()
}

/// What is found in a text, in the order of the places.
fn codes(report: &Report) -> Vec<&str> {
    let mut codes: Vec<_> = report.diagnostics.iter().map(|found| found.code).collect();
    codes.dedup();
    codes
}

fn container(id: &str, members: &str) -> String {
    format!(
        r#""{id}": {{"lifecycle": "live", "config": {{"type": "container", "id": "{id}", "cpu": {{"min": "1", "desired": "1"}},
        "code": {{"type": "image", "image": "api:v1"}}, "memory": {{"min": "1Gi", "desired": "1Gi"}},
        "ports": [{{"port": 8080}}], "permissions": "execution", {members}}}}}"#
    )
}

fn other(key: &str, id: &str, kind: &str, members: &str) -> String {
    format!(
        r#""{key}": {{"lifecycle": "frozen", "config": {{"type": "{kind}", "id": "{id}"{members}}}}}"#
    )
}

fn stack(resources: impl Iterator<Item = String>) -> String {
    let resources: Vec<_> = resources.collect();
    format!(
        r#"{{"id": "shop", "resources": {{{}}}}}"#,
        resources.join(",\n")
    )
}

fn list(count: usize, element: impl Fn(usize) -> String) -> String {
    (0..count).map(element).collect::<Vec<_>>().join(",")
}

fn link(kind: &str, id: &str) -> String {
    format!(r#"{{"type": "{kind}", "id": "{id}"}}"#)
}

/// A container that links to each of `ids`.
fn linked(ids: impl Iterator<Item = String>, kind: &str) -> String {
    let links: Vec<_> = ids.map(|id| link(kind, &id)).collect();
    container("hub", &format!(r#""links": [{}]"#, links.join(",")))
}

#[test]
fn pools_are_looked_up() {
    let (containers, pools) = (10_000, 200_000);
    let groups = list(pools, |at| format!(r#"{{"groupId":"{at:06}"}}"#));
    let groups = format!(r#", "capacityGroups": [{groups}]"#);
    let cluster = other("compute", "compute", "compute-cluster", &groups);
    let pooled = |at: usize| {
        let pool = format!(r#""cluster": "compute", "pool": "{:06}""#, pools - 1 - at);
        container(&format!("c{at}"), &pool)
    };
    let text = stack(std::iter::once(cluster).chain((0..containers).map(pooled)));
    let report = in_time("a pool of many", || report(&text, 10));
    assert_eq!(codes(&report), [""; 0]);
}

#[test]
fn the_references_of_a_circle_are_looked_up() {
    let count = 20_000;
    let leaf = |at: usize| {
        container(
            &format!("c{at}"),
            r#""links": [{"type": "container", "id": "hub"}]"#,
        )
    };
    let hub = linked((0..count).map(|at| format!("c{at}")), "container");
    let text = stack(std::iter::once(hub).chain((0..count).map(leaf)));
    let report = in_time("a hub of circles", || report(&text, 100_000));
    assert_eq!(report.diagnostics.len(), count);
}

/// A long name, which differs from others at its end only.
fn long(at: usize) -> String {
    format!("{}{at:04}", "a".repeat(34))
}

#[test]
fn meant_names_are_looked_for_a_bounded_time() {
    let names = (0..2_000).map(|at| other(&long(at), &long(at), "kv", ""));
    let hub = linked((0..100).map(|at| long(at) + "b"), "kv");
    let text = stack(names.chain(std::iter::once(hub)));
    let report = in_time("many long and similar names", || report(&text, 1000));
    assert_eq!(codes(&report), ["unknown-link-target"]);
    let is_meant = |found: &&wire::Diagnostic| !found.fixes.is_empty();
    let meant = report.diagnostics.iter().take_while(is_meant).count();
    assert!((10..50).contains(&meant), "{meant} have a suggestion");
    assert!(
        !report.diagnostics[meant..]
            .iter()
            .any(|found| is_meant(&found))
    );
}

#[test]
fn meant_names_are_looked_for_by_what_is_found_not_by_what_is_kept() {
    let names = (0..1_000).map(|at| other(&long(at), &long(at), "kv", ""));
    let hub = linked((0..2_000).map(|at| long(at) + "b"), "kv");
    let text = stack(names.chain(std::iter::once(hub)));
    let report = in_time("suggestions for what is not kept", || report(&text, 10));
    assert_eq!((report.diagnostics.len(), report.truncated), (10, true));
}
