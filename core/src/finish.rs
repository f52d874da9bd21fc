//! From a draft without faults to the checked model, with every default written out.

use crate::draft::{
    AutoscalingDraft, CodeDraft, Draft, Entries, Field, HealthDraft, Pair, PortDraft,
    ToolchainDraft,
};
use crate::model::quantity::Quantity;
use crate::model::{
    Autoscaling, ContainerCode, ContainerConfig, ContainerType, Gpu, HealthCheck,
    PersistentStorage, Port, ResourceRef, Resources, Toolchain, Variables, number,
};

/// Where persistent storage is mounted unless the declaration says.
pub const MOUNT_PATH: &str = "/data";

/// The checked model of a draft; `None` if anything in it is broken or missing.
pub fn container(draft: &Draft) -> Option<ContainerConfig> {
    Some(ContainerConfig {
        kind: ContainerType::Container,
        id: text(&draft.id)?,
        code: code(draft.code.given()?)?,
        cpu: resources(draft.cpu.given()?)?,
        memory: resources(draft.memory.given()?)?,
        gpu: optional(&draft.gpu, |gpu| {
            Some(Gpu {
                kind: text(&gpu.kind)?,
                count: integer(&gpu.count)?,
            })
        })?,
        ports: draft
            .ports
            .given()?
            .entries
            .iter()
            .map(port)
            .collect::<Option<_>>()?,
        replicas: optional(&draft.replicas, |count| whole(*count))?,
        autoscaling: optional(&draft.autoscaling, autoscaling)?,
        stateful: optional(&draft.stateful, |stateful| Some(*stateful))?.unwrap_or(false),
        persistent_storage: optional(&draft.persistent_storage, |storage| {
            let size = storage.size.given()?.text.to_owned();
            let mount_path =
                optional_text(&storage.mount_path)?.unwrap_or_else(|| MOUNT_PATH.to_owned());
            Some(PersistentStorage { size, mount_path })
        })?,
        ephemeral_storage: optional(&draft.ephemeral_storage, |size| Some(size.text.to_owned()))?,
        health_check: optional(&draft.health_check, health_check)?,
        environment: optional(&draft.environment, variables)?.unwrap_or_default(),
        links: optional(&draft.links, |links| {
            let link = |link: &Field<_>| {
                let link: &crate::draft::LinkDraft = link.given()?;
                Some(ResourceRef {
                    kind: text(&link.kind)?,
                    id: text(&link.id)?,
                })
            };
            links.iter().map(link).collect()
        })?
        .unwrap_or_default(),
        permissions: text(&draft.permissions)?,
        cluster: optional_text(&draft.cluster)?,
        pool: optional_text(&draft.pool)?,
        command: optional(&draft.command, |words| words.iter().map(text).collect())?,
    })
}

/// The value of a field that may be absent: outside `None` if it is broken, inside if it is absent.
fn optional<T, U>(field: &Field<T>, finish: impl FnOnce(&T) -> Option<U>) -> Option<Option<U>> {
    match field {
        Field::Absent => Some(None),
        Field::Given(value) => finish(value).map(Some),
        Field::Unseen | Field::Broken => None,
    }
}

fn text(field: &Field<&str>) -> Option<String> {
    field.given().map(|text| (*text).to_owned())
}

fn optional_text(field: &Field<&str>) -> Option<Option<String>> {
    optional(field, |text| Some((*text).to_owned()))
}

/// An integer that fits, as the rules have made sure.
fn whole<T: TryFrom<u64>>(value: f64) -> Option<T> {
    T::try_from(number::integer(value, 0, 1 << 53)?).ok()
}

fn integer<T: TryFrom<u64>>(field: &Field<f64>) -> Option<T> {
    whole(*field.given()?)
}

fn code(code: &CodeDraft) -> Option<ContainerCode> {
    Some(match code {
        CodeDraft::Image { image } => ContainerCode::Image {
            image: image.given()?.text.to_owned(),
        },
        CodeDraft::Source {
            src,
            toolchain: built,
        } => ContainerCode::Source {
            src: text(src)?,
            toolchain: toolchain(built.given()?)?,
        },
    })
}

fn toolchain(draft: &ToolchainDraft) -> Option<Toolchain> {
    Some(match draft {
        ToolchainDraft::TypeScript { binary_name } => Toolchain::Typescript {
            binary_name: optional_text(binary_name)?,
        },
        ToolchainDraft::Rust { binary_name } => Toolchain::Rust {
            binary_name: optional_text(binary_name)?,
        },
        ToolchainDraft::Docker {
            dockerfile,
            build_args,
            target,
        } => Toolchain::Docker {
            dockerfile: optional_text(dockerfile)?,
            build_args: optional(build_args, variables)?,
            target: optional_text(target)?,
        },
    })
}

fn resources<V>(pair: &Pair<Quantity<V>>) -> Option<Resources> {
    let min = pair.min.given()?.text;
    let desired = if pair.shorthand {
        min
    } else {
        pair.desired.given()?.text
    };
    Some(Resources {
        min: min.to_owned(),
        desired: desired.to_owned(),
    })
}

fn port(entry: &Field<PortDraft>) -> Option<Port> {
    let entry = entry.given()?;
    Some(Port {
        port: integer(&entry.port)?,
        expose: optional(&entry.expose, |expose| Some(*expose))?,
    })
}

fn autoscaling(draft: &AutoscalingDraft) -> Option<Autoscaling> {
    let number = |field: &Field<f64>| optional(field, |value| Some(*value));
    Some(Autoscaling {
        min: integer(&draft.min)?,
        desired: integer(&draft.desired)?,
        max: integer(&draft.max)?,
        target_cpu_percent: number(&draft.target_cpu_percent)?,
        target_memory_percent: number(&draft.target_memory_percent)?,
        target_http_in_flight_per_replica: optional(
            &draft.target_http_in_flight_per_replica,
            |v| whole(*v),
        )?,
        max_http_p95_latency_ms: number(&draft.max_http_p95_latency_ms)?,
    })
}

fn health_check(draft: &HealthDraft) -> Option<HealthCheck> {
    let usual = HealthCheck::default();
    let method = optional(&draft.method, |method| method.method)?;
    let count = |field: &Field<f64>| optional(field, |value| whole(*value));
    Some(HealthCheck {
        path: optional_text(&draft.path)?.unwrap_or(usual.path),
        port: optional(&draft.port, |port| whole(*port))?,
        method: method.unwrap_or(usual.method),
        timeout_seconds: count(&draft.timeout_seconds)?.unwrap_or(usual.timeout_seconds),
        failure_threshold: count(&draft.failure_threshold)?.unwrap_or(usual.failure_threshold),
    })
}

fn variables(entries: &Entries) -> Option<Variables> {
    let entry = |entry: &crate::draft::Entry| Some((entry.name.to_owned(), text(&entry.value)?));
    entries
        .entries
        .iter()
        .map(entry)
        .collect::<Option<_>>()
        .map(Variables)
}
