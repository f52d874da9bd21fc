//! Checks that the builder for Rust gives the same results as the calls that other languages record.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;

use alien_sdk_core::config::{
    Autoscaling, Gpu, HealthCheck, HttpMethod, Linked, ResourceRef, Resources,
};
use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::{Buffers, Limits, Syntax};
use alien_sdk_core::internal::language::RUST;
use alien_sdk_core::internal::wire::{self, BuildResult};
use alien_sdk_core::{
    Container, ContainerCode, ContainerConfig, Lifecycle, Options, Protocol, Stack, Toolchain,
};
use serde_json::{Value, json};

/// Builds calls as other languages record them.
fn build_calls(calls: &Value) -> BuildResult {
    let calls = calls.to_string();
    let mut sink = Sink::new(10);
    let (limits, buffers) = (Limits::default(), Buffers::default());
    let document = Syntax::Json.parse(&calls, &limits, buffers, &mut sink);
    assert!(sink.is_empty(), "the calls are JSON");
    wire::BuildResult::from_calls(&document, &RUST, &Options::default())
}

/// Checks that a typed builder and calls give the same report and the same normalised JSON.
#[track_caller]
fn check(container: &Container, calls: Value) {
    let expected = build_calls(&calls);
    let mut report = container.validate();
    let places = report.diagnostics.iter_mut().flat_map(|found| {
        [&mut found.call]
            .into_iter()
            .chain(found.related.iter_mut().map(|r| &mut r.call))
    });
    for call in places.flatten() {
        assert_eq!(call.file.take().as_deref(), Some(file!()));
        assert!(call.line.take().is_some() && call.column.take().is_some());
    }
    assert_eq!(report, expected.report);
    let json = container.build().map(|config| config.to_json());
    assert_eq!(json.as_ref().ok(), expected.json.as_ref());
    if let Err(error) = json {
        assert_eq!(error.report().diagnostics.len(), report.diagnostics.len());
    }
}

fn api() -> Container {
    Container::new("api")
        .code(ContainerCode::image("ghcr.io/acme/api:v1"))
        .cpu(1)
        .memory("1Gi")
        .permissions("execution")
}

/// The calls of [`api`], followed by others.
fn api_and(calls: Value) -> Value {
    let mut all = json!([
        ["container", "api"],
        ["code", {"type": "image", "image": "ghcr.io/acme/api:v1"}],
        ["cpu", 1],
        ["memory", "1Gi"],
        ["permissions", "execution"]
    ]);
    all.as_array_mut()
        .unwrap()
        .extend(calls.as_array().unwrap().clone());
    all
}

#[test]
fn every_method_records_its_call() {
    let toolchain = Toolchain::Docker {
        dockerfile: Some("Dockerfile.api".to_owned()),
        build_args: Some([("PROFILE", "release")].into_iter().collect()),
        target: None,
    };
    let container = api()
        .code(ContainerCode::source("./api", toolchain))
        .cpu(Resources::new("0.5", "2"))
        .memory(Resources::new("1Gi", "2Gi"))
        .port(8080)
        .ports([9090, 9091])
        .expose(Protocol::Tcp)
        .expose_port(8080, Protocol::Http)
        .replicas(3)
        .stateful(true)
        .persistent_storage_at("500Gi", "/var/lib/api")
        .ephemeral_storage("100Gi")
        .gpu(Gpu::new("nvidia-t4", 1))
        .health_check(HealthCheck {
            path: "/ready".to_owned(),
            port: Some(8080),
            method: HttpMethod::Head,
            timeout_seconds: 2,
            failure_threshold: 5,
        })
        .environment([("LOG_LEVEL", "info")])
        .environment(BTreeMap::from([("A", String::from("1"))]))
        .link(ResourceRef::new("storage", "uploads"))
        .cluster("compute")
        .pool("gpu")
        .command(["./server", "--port", "8080"]);
    let calls = api_and(json!([
        ["code", {"type": "source", "src": "./api", "toolchain":
            {"type": "docker", "dockerfile": "Dockerfile.api", "buildArgs": {"PROFILE": "release"}}}],
        ["cpu", {"min": "0.5", "desired": "2"}],
        ["memory", {"min": "1Gi", "desired": "2Gi"}],
        ["port", 8080],
        ["ports", [9090, 9091]],
        ["expose", "tcp"],
        ["exposePort", 8080, "http"],
        ["replicas", 3],
        ["stateful", true],
        ["persistentStorage", "500Gi", {"mountPath": "/var/lib/api"}],
        ["ephemeralStorage", "100Gi"],
        ["gpu", {"type": "nvidia-t4", "count": 1}],
        ["healthCheck", {"path": "/ready", "port": 8080, "method": "HEAD", "timeoutSeconds": 2,
            "failureThreshold": 5}],
        ["environment", {"LOG_LEVEL": "info"}],
        ["environment", {"A": "1"}],
        ["link", {"type": "storage", "id": "uploads"}],
        ["cluster", "compute"],
        ["pool", "gpu"],
        ["command", ["./server", "--port", "8080"]]
    ]));
    check(&container, calls);
    container.build().unwrap();
}

#[test]
fn autoscaling_storage_and_amounts_record_their_calls() {
    let scaled = api()
        .port(8080)
        .auto_scale(Autoscaling {
            target_cpu_percent: Some(70.0),
            target_memory_percent: Some(82.5),
            target_http_in_flight_per_replica: Some(100),
            ..Autoscaling::new(2, 4, 20)
        })
        .min_replicas(3)
        .max_replicas(30);
    check(
        &scaled,
        api_and(json!([
            ["port", 8080],
            ["autoScale", {"min": 2, "desired": 4, "max": 20, "targetCpuPercent": 70,
                "targetMemoryPercent": 82.5, "targetHttpInFlightPerReplica": 100}],
            ["minReplicas", 3],
            ["maxReplicas", 30]
        ])),
    );
    check(
        &api().port(8080).replicas(1).persistent_storage("5Gi"),
        api_and(json!([
            ["port", 8080],
            ["replicas", 1],
            ["persistentStorage", "5Gi"]
        ])),
    );
    let amounts: [(Container, Value); 6] = [
        (api().cpu(0.1_f32), json!(0.1)),
        (api().cpu(2_u8), json!(2)),
        (api().cpu(-1), json!(-1)),
        (api().cpu("250m"), json!("250m")),
        (api().cpu(String::from("x")), json!("x")),
        (api().cpu(1e-3), json!(0.001)),
    ];
    for (container, amount) in amounts {
        check(&container, api_and(json!([["cpu", amount]])));
    }
}

#[test]
fn a_diagnostic_has_the_place_of_its_call() {
    let line = line!() + 3;
    let refused = api()
        .cpu(0.5)
        .memory("lots")
        .port(8080)
        .build()
        .unwrap_err();
    let [found] = refused.report().diagnostics.as_slice() else {
        panic!("{refused}");
    };
    let call = found.call.as_ref().unwrap();
    assert_eq!(
        (found.code.clone(), call.line, call.column),
        ("invalid-memory".into(), Some(line), Some(10))
    );
    let place = format!(".memory(\"lots\")  at {}:{line}:10", file!());
    assert!(refused.to_string().contains(&place), "{refused}");
    assert!(
        refused
            .to_string()
            .starts_with("container \"api\" has 1 error")
    );
    assert_eq!(format!("{refused:?}"), refused.to_string());
}

#[test]
fn all_faults_are_reported_together() {
    let nothing = Container::new("Api").port(8080).expose(Protocol::Http);
    check(
        &nothing,
        json!([["container", "Api"], ["port", 8080], ["expose", "http"]]),
    );
    assert!(nothing.build().unwrap_err().report().diagnostics.len() > 3);
}

#[test]
fn a_builder_can_be_used_again() {
    let one = api().port(8080);
    let (first, again) = (one.build().unwrap(), one.build().unwrap());
    assert_eq!(first, again);
    let other = one.clone().port(81).build().unwrap();
    assert_eq!(
        (one.build().unwrap().ports.len(), other.ports.len()),
        (1, 2)
    );
}

#[test]
fn a_builder_starts_from_a_config() {
    let config = api().port(8080).environment([("A", "1")]).build().unwrap();
    assert_eq!(Container::from_config(&config).build().unwrap(), config);
    let changed = Container::from_config(&config)
        .environment([("B", "2")])
        .link(&config);
    let links = changed.validate();
    check(
        &changed,
        json!([
            ["from", serde_json::to_value(&config).unwrap()],
            ["environment", {"B": "2"}],
            ["link", {"type": "container", "id": "api"}]
        ]),
    );
    assert!(
        links
            .diagnostics
            .iter()
            .all(|found| found.code == "self-link")
    );
    let wrong = Container::from_config(json!({"id": 1, "memory": null})).build();
    assert!(wrong.unwrap_err().report().diagnostics.len() > 3);
    assert_eq!(config.resource_ref(), ResourceRef::new("container", "api"));
}

#[test]
fn debug_of_a_builder_shows_no_variables() {
    let container = Container::new("api")
        .port(8080)
        .environment([("TOKEN", "hunter2")]);
    let shown = format!("{container:?}");
    assert_eq!(shown, "Container::new(\"api\").port(8080).environment(…)");
    let stack = Stack::new("shop").add(
        &json!({"type": "kv", "token": "hunter2"}),
        Lifecycle::Frozen,
    );
    let shown = format!("{stack:?}");
    assert_eq!(shown, "Stack::new(\"shop\").add(…, Lifecycle::Frozen)");
}

#[test]
fn debug_of_a_config_masks_only_secrets() {
    let text = r#"{"id": "api", "code": {"type": "source", "src": "https://kim:hunter2@github.com/acme/api",
        "toolchain": {"type": "docker", "target": "web", "buildArgs": {"A": "hunter2"}}},
        "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}],
        "healthCheck": {"path": "/health?token=hunter2"}, "permissions": "execution", "pool": "gpu",
        "command": ["./server", "--token", "hunter2", "--port=8080"]}"#;
    let shown = format!("{:?}", text.parse::<ContainerConfig>().unwrap());
    for part in [
        r#""id":"api""#,
        r#""src":"https://…@github.com/acme/api""#,
        r#""buildArgs":{"A":"…"},"target":"web""#,
        r#""path":"/health?token=…""#,
        r#""permissions":"execution","pool":"gpu""#,
        r#""command":["./server","--token","…","--port=8080"]"#,
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
}

#[test]
fn the_error_of_serde_contains_every_fault() {
    let text = r#"{"id": "api", "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "lots", "desired": "1Gi"},
        "replicas": 1, "replicas": 2, "ports": [{"port": 70000}]}"#;
    let error = serde_json::from_str::<ContainerConfig>(text)
        .unwrap_err()
        .to_string();
    for part in [
        "container \"api\" has 5 errors",
        "error[missing-field]: \"code\" is missing",
        "error[invalid-memory]: memory \"lots\"",
        "--> /memory/min",
        "error[port-out-of-range]",
        "--> /ports/0/port",
        "error[duplicate-field]: duplicate key \"replicas\"",
        "error[missing-field]: \"permissions\" is missing",
    ] {
        assert!(error.contains(part), "{part}\n{error}");
    }
    let syntax = serde_json::from_str::<ContainerConfig>("{\"id\": ").unwrap_err();
    assert!(syntax.is_eof());
    let listed: Vec<ContainerConfig> =
        serde_json::from_value(json!([api().port(8080).build().unwrap()])).unwrap();
    assert_eq!(listed[0].ports[0].port, 8080);
}
