//! Fixes of texts with thousands of faults.

use std::time::{Duration, Instant};

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::Options;

/// A container with additional members at its start, and the given ports.
fn container(members: &str, ports: &[String]) -> String {
    format!(
        r#"{{{members}"id":"api","code":{{"type":"image","image":"api:v1"}},"cpu":{{"min":"1","desired":"1"}},"memory":{{"min":"1Gi","desired":"1Gi"}},"permissions":"execution","ports":[{}]}}"#,
        ports.join(",")
    )
}

#[test]
fn thousands_of_faults_are_fixed_in_bounded_time() {
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
    let misspelt: Vec<String> = many(300, &|at| format!(r#""replicas{at}":1,"#));
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
            container(r#""replicas":1,"#, first),
        ),
    ] {
        let start = Instant::now();
        let fixed = functions::apply_fixes(&text, &Options::default(), true);
        let took = start.elapsed();
        assert!(fixed.replace(' ', "") == expected, "{name}: {fixed:.300}");
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    }
}
