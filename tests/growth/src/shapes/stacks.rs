//! Shapes of stacks and of their states.

use alien_sdk_core::Options;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::Input;

use super::declarations::{
    containers, count_diagnostics, count_normalised_bytes, list, other_resource, stack, validate,
};
use super::work::{Work, all_or_nothing};

fn cluster(n: usize) -> String {
    let groups = list(n, |at| format!(r#"{{"groupId":"pool-{at:06}"}}"#));
    let pools = format!(r#","capacityGroups":[{groups}]"#);
    other_resource("compute-cluster", "compute", &pools)
}

fn with_pool(pool: &str) -> String {
    format!(r#","cluster":"compute","pool":"{pool}""#)
}

pub fn pools(n: usize) -> Work {
    let last = format!("pool-{:06}", n - 1);
    let containers = containers(n, |_| with_pool(&last));
    count_normalised_bytes(stack(&format!("{containers},{}", cluster(n))))
}

pub fn unknown_pools(n: usize) -> Work {
    let containers = containers(n, |at| with_pool(&format!("gpu-{at}")));
    count_diagnostics(stack(&format!("{containers},{}", cluster(n))))
}

pub fn unknown_clusters(n: usize) -> Work {
    let containers = containers(n, |at| format!(r#","cluster":"gpu-{at}""#));
    let clusters = list(n, |at| {
        other_resource("compute-cluster", &format!("compute-{at:06}"), "")
    });
    count_diagnostics(stack(&format!("{containers},{clusters}")))
}

pub fn unknown_profiles(n: usize) -> Work {
    let profiles = list(n, |at| format!(r#""a-profile-of-nobody-{at}":{{}}"#));
    let permissions = format!(r#","permissions":{{"profiles":{{{profiles}}}}}"#);
    let containers = containers(n, |_| String::new());
    count_diagnostics(format!(
        r#"{{"id":"shop","resources":{{{containers}}}{permissions}}}"#
    ))
}

pub fn unknown_links(n: usize) -> Work {
    let name = "cache-".repeat(3);
    let link = |at| format!(r#","links":[{{"type":"kv","id":"{name}{at:06}-a"}}]"#);
    let others = list(n, |at| {
        other_resource("kv", &format!("{name}{at:06}-b"), "")
    });
    count_diagnostics(stack(&format!("{},{others}", containers(n, link))))
}

pub fn wrong_types(n: usize) -> Work {
    let containers = containers(n, |_| {
        r#","links":[{"type":"kv","id":"uploads"}]"#.to_owned()
    });
    count_diagnostics(stack(&format!(
        "{containers},{}",
        other_resource("storage", "uploads", "")
    )))
}

fn link(to: usize) -> String {
    format!(r#"{{"type":"container","id":"api-{to}"}}"#)
}

pub fn one_cycle(n: usize) -> Work {
    let next = |at| format!(r#","links":[{}]"#, link((at + 1) % n));
    let text = stack(&containers(n, next));
    all_or_nothing(n, move || {
        validate(&text, &Options::default()).diagnostics.len() == 1
    })
}

pub fn cycles_through_one(n: usize) -> Work {
    let links = list(n, |at| link(at + 1));
    count_diagnostics(stack(&containers(n + 1, |at| match at {
        0 => format!(r#","links":[{links}]"#),
        _ => format!(r#","links":[{}]"#, link(0)),
    })))
}

pub fn duplicate_ids(n: usize) -> Work {
    let one = |at| other_resource("kv", "cache", "").replacen("cache", &format!("cache-{at}"), 1);
    count_diagnostics(stack(&list(n + 1, one)))
}

pub fn normalise(n: usize) -> Work {
    let members = r#","environment":{"A":"1"},"links":[{"type":"storage","id":"uploads"}]"#;
    let containers = containers(n, |_| members.to_owned());
    count_normalised_bytes(stack(&format!(
        "{containers},{}",
        other_resource("storage", "uploads", "")
    )))
}

pub fn normalise_large(n: usize) -> Work {
    let members = list(n, |at| format!(r#""key-{at}":{{"a":[1,"x"]}}"#));
    count_normalised_bytes(stack(&other_resource(
        "kv",
        "cache",
        &format!(",{members}"),
    )))
}

fn state(n: usize, outputs: &str) -> String {
    let config = r#"{"ports":[{"port":8080,"expose":"http"}]}"#;
    let resources = list(n, |at| {
        format!(
            r#""api-{at}":{{"type":"container","status":"running","outputs":{outputs},"config":{config}}}"#
        )
    });
    format!(r#"{{"platform":"aws","resourcePrefix":"shop","resources":{{{resources}}}}}"#)
}

/// The required members of the outputs of a container.
const OUTPUTS: &str = r#""name":"api","status":"running","currentReplicas":1,"desiredReplicas":1,"internalDns":"api.shop""#;

/// Returns work that reads a state and counts the bytes of its outputs.
fn read_state(text: String) -> Work {
    Box::new(move || {
        let built = functions::state_outputs(Input::Text(&text), &Options::default(), Units::Utf16);
        let json = built.ok().and_then(|built| built.json);
        json.map_or(0, |json| json.len())
    })
}

pub fn outputs(n: usize) -> Work {
    read_state(state(n, &format!("{{{OUTPUTS}}}")))
}

pub fn replicas(n: usize) -> Work {
    let replicas = list(n, |at| {
        format!(r#"{{"replicaId":"r-{at}","healthy":true}}"#)
    });
    read_state(state(
        1,
        &format!(r#"{{{OUTPUTS},"replicas":[{replicas}]}}"#),
    ))
}

pub fn invalid_outputs(n: usize) -> Work {
    count_diagnostics(state(
        n,
        &format!("{{{OUTPUTS}}}").replacen(r#""name":"api""#, r#""name":1"#, 1),
    ))
}
