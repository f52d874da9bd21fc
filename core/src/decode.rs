//! From a document to a draft: what each field of a container is expected to be.

use crate::diagnostic::{Code, Severity, quoted};
use crate::document::Kind;
use crate::draft::{
    AutoscalingDraft, CodeDraft, Draft, Entries, Entry, Field, GpuDraft, HealthDraft, LinkDraft,
    Method, Pair, PortDraft, Ports, StorageDraft, ToolchainDraft,
};
use crate::fix::{Edit, Fix};
use crate::model::environment::NameFlags;
use crate::model::image::image;
use crate::model::keys;
use crate::model::quantity::{self, Quantity};
use crate::model::{HttpMethod, Protocol};
use crate::shape::{Expected, Reader};
use crate::span::NodeId;

/// A document of another kind than the one that is asked for.
pub static WRONG_DOCUMENT_KIND: Code = Code {
    name: "wrong-document-kind",
    severity: Severity::Error,
    summary: "a document of another kind than the one that is asked for",
    why: "Containers, stacks and stack states are told apart by their keys. Judging one as another would report a fault for every key.",
    fails: r#"{"id": "shop", "resources": {}}"#,
    passes: r#"{"id": "api", "code": {"type": "image", "image": "api:1"}, "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
};

/// Every code of this file.
pub static CODES: [&Code; 1] = [&WRONG_DOCUMENT_KIND];

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
    pub fn container(&mut self, id: NodeId) -> Option<Draft<'d>> {
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
        Some(Draft {
            id: name.decode(|id| self.plain_text(id)),
            code: code.decode(|id| self.code(id)),
            cpu: cpu.decode(|id| self.pair(id, &keys::CPU, quantity::cpu, quantity::is_cpu)),
            memory: memory
                .decode(|id| self.pair(id, &keys::MEMORY, quantity::bytes, quantity::is_size)),
            gpu: gpu.decode(|id| self.gpu(id)),
            ports: ports.decode(|id| self.ports(id)),
            replicas: replicas.decode(|id| self.number(id)),
            autoscaling: autoscaling.decode(|id| self.autoscaling(id)),
            stateful: stateful.decode(|id| self.bool(id)),
            persistent_storage: persistent_storage.decode(|id| self.persistent_storage(id)),
            ephemeral_storage: ephemeral_storage.decode(|id| self.size(id)),
            health_check: health_check.decode(|id| self.health_check(id)),
            environment: environment.decode(|id| self.entries(id)),
            links: links.decode(|id| self.list(id, Self::link)),
            permissions: permissions.decode(|id| self.plain_text(id)),
            cluster: cluster.decode(|id| self.plain_text(id)),
            pool: pool.decode(|id| self.plain_text(id)),
            command: command.decode(|id| self.command(id)),
        })
    }

    fn plain_text(&mut self, id: NodeId) -> Option<&'d str> {
        self.text(id, Expected::Text)
    }

    fn size(&mut self, id: NodeId) -> Option<Quantity<'d, quantity::Bytes>> {
        self.plain_text(id).map(quantity::bytes)
    }

    fn code(&mut self, id: NodeId) -> Option<CodeDraft<'d>> {
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
        Some(match self.tag(id, &tags)? {
            ToolchainTag::TypeScript => {
                let [_, binary_name] = self.object(id, &keys::TYPESCRIPT)?;
                ToolchainDraft::TypeScript {
                    binary_name: binary_name.decode(|id| self.plain_text(id)),
                }
            }
            ToolchainTag::Rust => {
                let [_, binary_name] = self.object(id, &keys::RUST)?;
                ToolchainDraft::Rust {
                    binary_name: binary_name.decode(|id| self.plain_text(id)),
                }
            }
            ToolchainTag::Docker => {
                let [_, dockerfile, build_args, target] = self.object(id, &keys::DOCKER)?;
                ToolchainDraft::Docker {
                    dockerfile: dockerfile.decode(|id| self.plain_text(id)),
                    build_args: build_args.decode(|id| self.entries(id)),
                    target: target.decode(|id| self.plain_text(id)),
                }
            }
        })
    }

    /// `cpu` or `memory`: a pair; in builder calls also a scalar.
    fn pair<V>(
        &mut self,
        id: NodeId,
        keys: &'static keys::Object<2>,
        read: fn(&'d str) -> Quantity<'d, V>,
        is_good: fn(&str) -> bool,
    ) -> Option<Pair<Quantity<'d, V>>> {
        let document = self.document;
        if document.is_shorthand(id) {
            let min = Field::Given(read(self.plain_text(id)?));
            return Some(Pair {
                min,
                desired: Field::Unseen,
                shorthand: true,
            });
        }
        if matches!(document.kind(id), Kind::String | Kind::Number) && !document.is_broken(id) {
            let text = quoted(&self.quantity_text(id));
            let pair = format!("{{\"min\": {text}, \"desired\": {text}}}");
            return self.wrong_quantity(id, Expected::Object, pair, is_good);
        }
        let [min, desired] = self.object(id, keys)?;
        let mut value = |id| match document.kind(id) {
            Kind::Number if !document.is_broken(id) => {
                let text = quoted(&self.quantity_text(id));
                self.wrong_quantity(id, Expected::Text, text, is_good)
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

    /// A scalar where a pair is meant, or a number where text is; the fix writes `right`, if that is good.
    #[cold]
    fn wrong_quantity<T>(
        &mut self,
        id: NodeId,
        expected: Expected,
        right: String,
        is_good: fn(&str) -> bool,
    ) -> Option<T> {
        let good = is_good(&self.quantity_text(id));
        self.report_wrong_type(id, expected, |path| {
            let fix = Fix::safe(format!("write {right}"), [Edit::set(path.clone(), right)]);
            if good { vec![fix] } else { Vec::new() }
        });
        None
    }

    /// The text that a scalar would have in a pair: of a number, its decimals without exponent.
    fn quantity_text(&self, id: NodeId) -> String {
        match self.document.number(id) {
            Some(number) => number.to_string(),
            None => self.document.str(id).unwrap_or_default().to_owned(),
        }
    }

    fn gpu(&mut self, id: NodeId) -> Option<GpuDraft<'d>> {
        let [kind, count] = self.object(id, &keys::GPU)?;
        Some(GpuDraft {
            kind: kind.decode(|id| self.plain_text(id)),
            count: count.decode(|id| self.number(id)),
        })
    }

    fn ports(&mut self, id: NodeId) -> Option<Ports> {
        let entries = self.list(id, Self::port)?;
        Some(Ports {
            entries,
            complete: !self.document.is_unfinished(id),
        })
    }

    fn port(&mut self, id: NodeId) -> Option<PortDraft> {
        let [port, expose] = self.object(id, &keys::PORT)?;
        Some(PortDraft {
            port: port.decode(|id| self.number(id)),
            expose: expose.decode(|id| self.one_of(id, &PROTOCOLS)),
        })
    }

    fn autoscaling(&mut self, id: NodeId) -> Option<AutoscalingDraft> {
        let fields = self.object(id, &keys::AUTOSCALING)?;
        let [min, desired, max, cpu, memory, in_flight, latency] =
            fields.map(|field| field.decode(|id| self.number(id)));
        Some(AutoscalingDraft {
            min,
            desired,
            max,
            target_cpu_percent: cpu,
            target_memory_percent: memory,
            target_http_in_flight_per_replica: in_flight,
            max_http_p95_latency_ms: latency,
        })
    }

    fn persistent_storage(&mut self, id: NodeId) -> Option<StorageDraft<'d>> {
        let [size, mount_path] = self.object(id, &keys::PERSISTENT_STORAGE)?;
        Some(StorageDraft {
            size: size.decode(|id| self.size(id)),
            mount_path: mount_path.decode(|id| self.plain_text(id)),
        })
    }

    fn health_check(&mut self, id: NodeId) -> Option<HealthDraft<'d>> {
        let [path, port, method, timeout, threshold] = self.object(id, &keys::HEALTH_CHECK)?;
        Some(HealthDraft {
            path: path.decode(|id| self.plain_text(id)),
            port: port.decode(|id| self.number(id)),
            method: method.decode(|id| {
                let text = self.plain_text(id)?;
                Some(Method {
                    text,
                    method: HttpMethod::from_name(text),
                })
            }),
            timeout_seconds: timeout.decode(|id| self.number(id)),
            failure_threshold: threshold.decode(|id| self.number(id)),
        })
    }

    fn link(&mut self, id: NodeId) -> Option<LinkDraft<'d>> {
        let [kind, name] = self.object(id, &keys::LINK)?;
        Some(LinkDraft {
            kind: kind.decode(|id| self.plain_text(id)),
            id: name.decode(|id| self.plain_text(id)),
        })
    }

    fn command(&mut self, id: NodeId) -> Option<Vec<Field<&'d str>>> {
        let words = self.list(id, Self::plain_text)?;
        // A list that was cut off before its first word is not known to be empty.
        (!words.is_empty() || !self.document.is_unfinished(id)).then_some(words)
    }

    /// Names with values that may be secret.
    fn entries(&mut self, id: NodeId) -> Option<Entries<'d>> {
        let document = self.document;
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.wrong_type(id, Expected::SecretObject);
        }
        let mut entries: Vec<Entry<'d>> = Vec::new();
        let mut all = NameFlags::default();
        for (key, value) in document.members(id) {
            let name = match document.str(key) {
                Some(name) if !document.is_broken(key) => name,
                _ => continue,
            };
            let flags = NameFlags::of(name);
            all = all.and(flags);
            let value = self
                .text(value, Expected::SecretText)
                .map_or(Field::Broken, Field::Given);
            entries.push(Entry { name, value, flags });
        }
        if has_duplicates(&entries) {
            self.drop_duplicates(id, &mut entries);
        }
        Some(Entries {
            entries,
            flags: all,
        })
    }

    /// Reports names that stand before, and keeps the later value in the first place.
    #[cold]
    fn drop_duplicates(&mut self, id: NodeId, entries: &mut Vec<Entry<'d>>) {
        let document = self.document;
        let mut places = std::collections::HashMap::new();
        let mut kept: Vec<Entry<'d>> = Vec::with_capacity(entries.len());
        let keys = document.members(id).map(|(key, _)| key);
        let keys: Vec<_> = keys.filter(|key| !document.is_broken(*key)).collect();
        for (entry, key) in entries.drain(..).zip(keys) {
            let place = *places.entry(entry.name).or_insert(kept.len());
            match kept.get_mut(place) {
                Some(first) => {
                    first.value = entry.value;
                    self.duplicate_field(key, entry.name);
                }
                None => kept.push(entry),
            }
        }
        *entries = kept;
    }
}

fn has_duplicates(entries: &[Entry<'_>]) -> bool {
    if entries.len() <= 24 {
        let mut rest = entries.iter();
        return std::iter::from_fn(|| rest.next().map(|entry| (entry, rest.clone())))
            .any(|(entry, mut later)| later.any(|other| other.name == entry.name));
    }
    let mut names: Vec<_> = entries.iter().map(|entry| entry.name).collect();
    names.sort_unstable();
    names
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a == b))
}
