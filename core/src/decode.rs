//! From a document to a draft: what each field of a container is expected to be.

mod command;
mod entries;
mod stack;
pub mod state;

use crate::diagnostic::{Code, Docs, Severity};
use crate::document::Kind;
use crate::draft::{
    AutoscalingDraft, CodeDraft, Draft, Field, GpuDraft, HealthDraft, LinkDraft, Method, Pair,
    PortDraft, Ports, StorageDraft, ToolchainDraft,
};
use crate::fix::Fix;
use crate::model::bounds::{GPUS, PORT, POSITIVE, REPLICAS, is_duration, is_percent};
use crate::model::image::image;
use crate::model::names::is_gpu_type;
use crate::model::quantity::{self, Quantity};
use crate::model::{HttpMethod, Protocol};
use crate::model::{keys, number};
use crate::shape::{Expected, Meant, Reader};
use crate::span::NodeId;

/// A document of another kind than the one that is asked for.
pub static WRONG_DOCUMENT_KIND: Code = Code {
    name: "wrong-document-kind",
    severity: Severity::Error,
};

/// What explains the codes of this file.
pub const DOCS: [Docs; 1] = [Docs {
    code: &WRONG_DOCUMENT_KIND,
    summary: "a document of another kind than the one that is asked for",
    why: "Containers, stacks and stack states are told apart by their keys. Judging one as another would report a fault for every key.",
    fails: r#"{"id": "shop", "resources": {}}"#,
    passes: r#"{"id": "api", "code": {"type": "image", "image": "api:1"}, "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
}];

#[derive(Clone, Copy)]
enum CodeTag {
    Image,
    Source,
}

#[derive(Clone, Copy)]
enum ToolchainTag {
    TypeScript,
    Rust,
    Docker,
}

const PROTOCOLS: [(&str, Protocol); 2] = [("http", Protocol::Http), ("tcp", Protocol::Tcp)];

impl<'d> Reader<'_, 'd, '_> {
    /// Reads the container at a node. Nothing is left out in silence: what can't be read is reported.
    /// `None` if it is no object.
    pub fn container(&mut self, id: NodeId, draft: &mut Draft<'d>) -> Option<()> {
        let [
            kind,
            name,
            code,
            cpu,
            memory,
            gpu,
            ports,
            replicas,
            autoscaling,
            stateful,
            persistent_storage,
            ephemeral_storage,
            health_check,
            environment,
            links,
            permissions,
            cluster,
            pool,
            command,
        ] = self.object(id, &keys::CONTAINER)?;
        kind.decode(|id| self.one_of(id, &[("container", ())]));
        draft.id = name.decode(|id| self.plain_text(id));
        draft.code = code.decode(|id| self.code(id));
        draft.cpu = cpu.decode(|id| self.cpu(id));
        draft.memory = memory.decode(|id| self.memory(id));
        draft.gpu = gpu.decode(|id| self.gpu(id));
        draft.ports = ports.decode(|id| self.ports(id));
        draft.replicas = replicas.decode(|id| self.number(id, |n| REPLICAS.hold(n)));
        draft.autoscaling = autoscaling.decode(|id| self.autoscaling(id));
        draft.stateful = stateful.decode(|id| self.bool(id));
        draft.persistent_storage = persistent_storage.decode(|id| self.persistent_storage(id));
        draft.ephemeral_storage = ephemeral_storage.decode(|id| self.size(id));
        draft.health_check = health_check.decode(|id| self.health_check(id));
        draft.environment = environment.decode(|id| self.entries(id));
        draft.links = links.decode(|id| self.list(id, Self::link));
        draft.permissions = permissions.decode(|id| self.plain_text(id));
        draft.cluster = cluster.decode(|id| self.plain_text(id));
        draft.pool = pool.decode(|id| self.plain_text(id));
        draft.command = command.decode(|id| self.command(id));
        Some(())
    }

    #[inline]
    fn plain_text(&mut self, id: NodeId) -> Option<&'d str> {
        self.text(id, Expected::Text)
    }

    fn size(&mut self, id: NodeId) -> Option<Quantity<'d, quantity::Bytes>> {
        self.plain_text(id).map(quantity::bytes)
    }

    /// Text that nothing is asked of.
    #[inline]
    fn free_text(&mut self, id: NodeId) -> Option<&'d str> {
        self.text(id, Expected::FreeText)
    }

    fn code(&mut self, id: NodeId) -> Option<CodeDraft<'d>> {
        if let Some(text) = self.document.str(id) {
            let code = |image: &str| format!("{{\"type\": \"image\", \"image\": {image}}}");
            let is_good = image(text).parts.is_ok();
            // What is no image may be a directory.
            let example: &[_] = if is_good {
                &keys::IMAGE.keys
            } else {
                &keys::SOURCE.keys
            };
            let meant = is_good.then(|| Meant::text(text, code));
            return self.instead(id, Expected::Object(example), meant, Fix::risky);
        }
        Some(
            match self.tag(
                id,
                &[("image", CodeTag::Image), ("source", CodeTag::Source)],
            )? {
                CodeTag::Image => {
                    let [_, reference] = self.object(id, &keys::IMAGE)?;
                    CodeDraft::Image {
                        image: reference.decode(|id| self.plain_text(id).map(image)),
                    }
                }
                CodeTag::Source => {
                    let [_, src, toolchain] = self.object(id, &keys::SOURCE)?;
                    CodeDraft::Source {
                        src: src.decode(|id| self.plain_text(id)),
                        toolchain: toolchain.decode(|id| self.toolchain(id)),
                    }
                }
            },
        )
    }

    fn toolchain(&mut self, id: NodeId) -> Option<ToolchainDraft<'d>> {
        let tags = [
            ("typescript", ToolchainTag::TypeScript),
            ("rust", ToolchainTag::Rust),
            ("docker", ToolchainTag::Docker),
        ];
        if let Some(name) = self.document.str(id) {
            let known = tags.iter().any(|(tag, _)| *tag == name);
            let toolchain = |name: &str| format!("{{\"type\": {name}}}");
            let meant = known.then(|| Meant::text(name, toolchain));
            return self.instead(id, Expected::Object(&keys::DOCKER.keys), meant, Fix::safe);
        }
        Some(match self.tag(id, &tags)? {
            ToolchainTag::TypeScript => {
                let [_, binary_name] = self.object(id, &keys::TYPESCRIPT)?;
                ToolchainDraft::TypeScript {
                    binary_name: binary_name.decode(|id| self.free_text(id)),
                }
            }
            ToolchainTag::Rust => {
                let [_, binary_name] = self.object(id, &keys::RUST)?;
                ToolchainDraft::Rust {
                    binary_name: binary_name.decode(|id| self.free_text(id)),
                }
            }
            ToolchainTag::Docker => {
                let [_, dockerfile, build_args, target] = self.object(id, &keys::DOCKER)?;
                ToolchainDraft::Docker {
                    dockerfile: dockerfile.decode(|id| self.free_text(id)),
                    build_args: build_args.decode(|id| self.entries(id)),
                    target: target.decode(|id| self.free_text(id)),
                }
            }
        })
    }

    fn cpu(&mut self, id: NodeId) -> Option<Pair<Quantity<'d, quantity::Cpu<'d>>>> {
        let document = self.document;
        if !document.is_shorthand(id) {
            return self.pair(id, &keys::CPU, quantity::cpu, quantity::is_cpu);
        }
        // Finite numbers that a call was given have become text.
        let text = match document.number(id) {
            Some(number) if number.is_nan() => "NaN",
            Some(f64::INFINITY) => "Infinity",
            Some(f64::NEG_INFINITY) => "-Infinity",
            _ => self.text(id, Expected::NumberOrPair)?,
        };
        Some(Pair::shorthand(quantity::cpu(text)))
    }

    fn memory(&mut self, id: NodeId) -> Option<Pair<Quantity<'d, quantity::Bytes>>> {
        if !self.document.is_shorthand(id) {
            return self.pair(id, &keys::MEMORY, quantity::bytes, quantity::is_size);
        }
        let text = self.text(id, Expected::TextOrPair)?;
        Some(Pair::shorthand(quantity::bytes(text)))
    }

    fn pair<V>(
        &mut self,
        id: NodeId,
        keys: &'static keys::Object<2>,
        read: fn(&'d str) -> Quantity<'d, V>,
        is_good: fn(&str) -> bool,
    ) -> Option<Pair<Quantity<'d, V>>> {
        let document = self.document;
        if matches!(document.kind(id), Kind::String | Kind::Number) {
            let text = self.quantity_text(id);
            let pair = |text: &str| format!("{{\"min\": {text}, \"desired\": {text}}}");
            let meant = is_good(&text).then(|| Meant::text(&text, pair));
            return self.instead(id, Expected::Object(&keys.keys), meant, Fix::safe);
        }
        let [min, desired] = self.object(id, keys)?;
        let mut value = |id| match document.kind(id) {
            Kind::Number => {
                let text = self.quantity_text(id);
                let meant = is_good(&text).then(|| Meant::text(&text, str::to_owned));
                self.instead(id, Expected::Text, meant, Fix::safe)
            }
            _ => self.plain_text(id).map(read),
        };
        let (min, desired) = (min.decode(&mut value), desired.decode(&mut value));
        Some(Pair {
            min,
            desired,
            shorthand: false,
        })
    }

    /// The text that a scalar would have in a pair: of a number, its decimals without exponent.
    fn quantity_text(&self, id: NodeId) -> String {
        match self.document.number(id) {
            Some(number) => number.to_string(),
            None => self.document.str(id).unwrap_or_default().to_owned(),
        }
    }

    fn gpu(&mut self, id: NodeId) -> Option<GpuDraft<'d>> {
        if let Some(kind) = self.document.str(id) {
            let gpu = |kind: &str| format!("{{\"type\": {kind}, \"count\": 1}}");
            let meant = is_gpu_type(kind).then(|| Meant::text(kind, gpu));
            return self.instead(id, Expected::Object(&keys::GPU.keys), meant, Fix::risky);
        }
        let [kind, count] = self.object(id, &keys::GPU)?;
        Some(GpuDraft {
            kind: kind.decode(|id| self.plain_text(id)),
            count: count.decode(|id| self.number(id, |n| GPUS.hold(n))),
        })
    }

    /// A port number that stands where something else is meant.
    fn stray_port(&self, id: NodeId) -> Option<String> {
        let port = self.document.number(id).filter(|port| PORT.hold(*port))?;
        Some(format!("{{\"port\": {}}}", number::print(port)))
    }

    fn ports(&mut self, id: NodeId) -> Option<Ports> {
        if let Some(port) = self.stray_port(id) {
            let meant = Meant::json(format!("[{port}]"));
            return self.instead(id, Expected::List, Some(meant), Fix::safe);
        }
        let entries = self.list(id, Self::port)?;
        Some(Ports {
            entries,
            complete: !self.document.is_unfinished(id),
        })
    }

    fn port(&mut self, id: NodeId) -> Option<PortDraft> {
        if let Some(port) = self.stray_port(id) {
            return self.instead(
                id,
                Expected::Object(&keys::PORT.keys),
                Some(Meant::json(port)),
                Fix::safe,
            );
        }
        let [port, expose] = self.object(id, &keys::PORT)?;
        Some(PortDraft {
            port: port.decode(|id| self.number(id, |n| PORT.hold(n))),
            expose: expose.decode(|id| self.one_of(id, &PROTOCOLS)),
        })
    }

    fn autoscaling(&mut self, id: NodeId) -> Option<AutoscalingDraft> {
        let [min, desired, max, cpu, memory, in_flight, latency] =
            self.object(id, &keys::AUTOSCALING)?;
        let mut count =
            |field: Field<NodeId>| field.decode(|id| self.number(id, |n| REPLICAS.hold(n)));
        let (min, desired, max) = (count(min), count(desired), count(max));
        Some(AutoscalingDraft {
            min,
            desired,
            max,
            target_cpu_percent: cpu.decode(|id| self.number(id, is_percent)),
            target_memory_percent: memory.decode(|id| self.number(id, is_percent)),
            target_http_in_flight_per_replica: in_flight
                .decode(|id| self.number(id, |n| POSITIVE.hold(n))),
            max_http_p95_latency_ms: latency.decode(|id| self.number(id, is_duration)),
        })
    }

    fn persistent_storage(&mut self, id: NodeId) -> Option<StorageDraft<'d>> {
        if let Some(size) = self.document.str(id) {
            let storage = |size: &str| format!("{{\"size\": {size}}}");
            let meant = quantity::is_size(size).then(|| Meant::text(size, storage));
            return self.instead(
                id,
                Expected::Object(&keys::PERSISTENT_STORAGE.keys),
                meant,
                Fix::safe,
            );
        }
        let [size, mount_path] = self.object(id, &keys::PERSISTENT_STORAGE)?;
        Some(StorageDraft {
            size: size.decode(|id| self.size(id)),
            mount_path: mount_path.decode(|id| self.plain_text(id)),
        })
    }

    fn health_check(&mut self, id: NodeId) -> Option<HealthDraft<'d>> {
        if let Some(path) = self.document.str(id) {
            let check = |path: &str| format!("{{\"path\": {path}}}");
            let meant = path.starts_with('/').then(|| Meant::text(path, check));
            return self.instead(
                id,
                Expected::Object(&keys::HEALTH_CHECK.keys),
                meant,
                Fix::safe,
            );
        }
        let [path, port, method, timeout, threshold] = self.object(id, &keys::HEALTH_CHECK)?;
        Some(HealthDraft {
            path: path.decode(|id| self.plain_text(id)),
            port: port.decode(|id| self.number(id, |n| PORT.hold(n))),
            method: method.decode(|id| {
                let text = self.plain_text(id)?;
                Some(Method {
                    text,
                    method: HttpMethod::from_name(text),
                })
            }),
            timeout_seconds: timeout.decode(|id| self.number(id, |n| POSITIVE.hold(n))),
            failure_threshold: threshold.decode(|id| self.number(id, |n| POSITIVE.hold(n))),
        })
    }

    fn link(&mut self, id: NodeId) -> Option<LinkDraft<'d>> {
        let [kind, name] = self.object(id, &keys::LINK)?;
        Some(LinkDraft {
            kind: kind.decode(|id| self.plain_text(id)),
            id: name.decode(|id| self.plain_text(id)),
        })
    }
}
