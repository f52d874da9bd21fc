//! Random values, and random containers without errors.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Short strings, some of them known to the model.
fn texts() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "image",
        "source",
        "docker",
        "http",
        "GET",
        "1",
        "0.5",
        "500m",
        "1Gi",
        "512m",
        "container",
        "/health",
        "",
        "é😀\u{202e}",
        "A=B",
    ];
    prop_oneof![
        3 => prop::sample::select(KNOWN).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => any::<String>(),
    ]
}

fn scalars() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2_i64..70_000).prop_map(Value::from),
        (-(1_i64 << 53)..(1 << 53)).prop_map(Value::from),
        (-100_i32..100_i32).prop_map(|whole| json!(f64::from(whole) + 0.25)),
        texts().prop_map(Value::from),
    ]
}

pub fn keys() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "id",
        "type",
        "code",
        "image",
        "src",
        "toolchain",
        "cpu",
        "memory",
        "min",
        "desired",
        "max",
        "gpu",
        "count",
        "ports",
        "port",
        "expose",
        "replicas",
        "autoscaling",
        "targetCpuPercent",
        "stateful",
        "persistentStorage",
        "size",
        "mountPath",
        "ephemeralStorage",
        "healthCheck",
        "path",
        "method",
        "timeoutSeconds",
        "failureThreshold",
        "environment",
        "links",
        "permissions",
        "cluster",
        "pool",
        "command",
        "buildArgs",
        "resources",
        "platform",
        "__proto__",
        "targetCPUPercent",
    ];
    prop_oneof![
        8 => prop::sample::select(KNOWN).prop_map(str::to_owned),
        1 => texts(),
    ]
}

pub fn values() -> impl Strategy<Value = Value> {
    scalars().prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Containers without errors, with all kinds of fields.
pub fn containers() -> impl Strategy<Value = Value> {
    let pair = |unit: &'static str| {
        (1_u32..8, 0_u32..8).prop_map(move |(min, more)| {
            json!({"min": format!("{min}{unit}"), "desired": format!("{}{unit}", min + more)})
        })
    };
    let code = prop_oneof![
        "[a-z]{1,8}/[a-z]{1,8}:v[0-9]".prop_map(|image| json!({"type": "image", "image": image})),
        prop::sample::select(vec![
            json!({"type": "typescript"}),
            json!({"type": "rust", "binaryName": "api"}),
            json!({"type": "docker", "buildArgs": {"PROFILE": "release"}, "target": "run"}),
        ])
        .prop_map(|toolchain| json!({"type": "source", "src": "./api", "toolchain": toolchain})),
    ];
    let autoscaling =
        (0_u32..3, 0_u32..3, 1_u32..3, 1_u32..=400).prop_map(|(min, more, most, percent)| {
            json!({"autoscaling": {"min": min, "desired": min + more, "max": min + more + most,
            "targetCpuPercent": f64::from(percent) / 4.0}})
        });
    let scale = prop_oneof![
        Just(json!({})),
        (1_u32..9).prop_map(|count| json!({"replicas": count})),
        (1_u32..9, any::<bool>()).prop_map(|(count, mount)| {
            let path = if mount {
                json!("/var/lib")
            } else {
                Value::Null
            };
            json!({"replicas": count, "stateful": true,
                "persistentStorage": {"size": "5Gi", "mountPath": path}})
        }),
        autoscaling,
    ];
    let ports = (
        prop::collection::btree_set(1_u16.., 1..4),
        prop::option::of(any::<bool>()),
    )
        .prop_map(|(ports, exposed)| {
            let mut ports: Vec<_> = ports
                .into_iter()
                .map(|port| json!({"port": port}))
                .collect();
            if let Some(http) = exposed {
                ports[0]["expose"] = json!(if http { "http" } else { "tcp" });
            }
            ports
        });
    let rest = (
        prop::collection::btree_map("[A-Z]{1,3}_[A-Z]{1,3}", texts(), 0..4),
        prop::collection::btree_set("[a-z]{2,8}", 0..3),
        prop::option::of(prop::collection::vec("[a-z-]{1,8}", 1..4)),
        prop::option::of(1_u32..=8),
        prop::option::of(1_u32..=5),
    );
    ("[a-z]([a-z0-9]{0,20})", code, pair(""), pair("Gi"), ports, scale, rest).prop_map(
        |(id, code, cpu, memory, ports, scale, (environment, links, command, gpus, timeout))| {
            let links: Vec<_> = links.iter().map(|id| json!({"type": "storage", "id": id})).collect();
            let mut container = json!({
                "id": id, "code": code, "cpu": cpu, "memory": memory, "ports": ports,
                "environment": environment, "links": links, "command": command, "permissions": "execution",
                "gpu": gpus.map(|count| json!({"type": "nvidia-t4", "count": count})),
                "healthCheck": timeout.map(|seconds| json!({"timeoutSeconds": seconds, "port": ports[0]["port"]})),
            });
            let members = container.as_object_mut().unwrap();
            members.extend(scale.as_object().unwrap().clone());
            container
        },
    )
}

/// Changes one place in a value. `path` chooses the place; a member of an object is set, an element of an array is
/// added, and a scalar is replaced.
pub fn mutate(value: &mut Value, path: &[prop::sample::Index], change: (String, Value)) {
    let children = match value {
        Value::Array(elements) => elements.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    let child = match path.split_first() {
        Some((index, rest)) if children > 0 => Some((index.index(children), rest)),
        _ => None,
    };
    match (value, child) {
        (Value::Array(elements), Some((at, rest))) => mutate(&mut elements[at], rest, change),
        (Value::Object(members), Some((at, rest))) => {
            mutate(members.values_mut().nth(at).unwrap(), rest, change)
        }
        (Value::Object(members), None) => {
            members.insert(change.0, change.1);
        }
        (Value::Array(elements), None) => elements.push(change.1),
        (scalar, _) => *scalar = change.1,
    }
}
