//! Decodes a document into a draft, and reports fields of the wrong type.

mod check;
mod code;
mod command;
mod entries;
mod scalars;
mod stack;
pub(crate) mod state;

use crate::diagnostic::{Code, Docs, Severity};
use crate::document::Kind;
use crate::draft::{
    AutoscalingDraft, Draft, Field, GpuDraft, HealthDraft, LinkDraft, Method, Pair, PortDraft,
    Ports, StorageDraft,
};
use crate::fix::{Edit, Fix};
use crate::model::bounds::{
    self, GPUS, HEALTH_TIMEOUT, IN_FLIGHT, MILLISECONDS, PERCENT, REPLICAS,
};
use crate::model::keys::{
    AUTOSCALING, CONTAINER, CPU, GPU, HEALTH_CHECK, Key, LINK, MEMORY, Object, PERSISTENT_STORAGE,
    PORT,
};
use crate::model::names::is_gpu_type;
use crate::model::number;
use crate::model::quantity::{self, MEMORY_UNITS, Quantity, STORAGE_UNITS};
use crate::model::{HttpMethod, Protocol};
use crate::reader::{Expected, Reader, Suggestion, field, port_of};
use crate::span::NodeId;

/// A document that is not of the expected kind.
pub(crate) static WRONG_DOCUMENT_KIND: Code = Code {
    name: "wrong-document-kind",
    severity: Severity::Error,
};

/// The documentation of the codes in this file.
pub(crate) const DOCS: [Docs; 1] = [Docs {
    code: &WRONG_DOCUMENT_KIND,
    summary: "the document is not of the expected kind",
    why: "The kind of a document is recognised by its keys: a container, a stack or a stack state. Validating one kind as another would report an error for every key.",
    fails: r#"{"id": "shop", "resources": {}}"#,
    passes: r#"{"id": "api", "code": {"type": "image", "image": "api:1"}, "cpu": {"min": "1", "desired": "1"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
}];

/// Creates a safe or an unsafe fix.
type MakeFix = fn(String, [Edit; 1]) -> Fix;

const PROTOCOLS: [(&str, Protocol); 2] = [("http", Protocol::Http), ("tcp", Protocol::Tcp)];

impl<'d> Reader<'_, 'd, '_> {
    /// Reads the container at a node, and reports everything that can't be read. `None` if the node is not an object.
    pub(crate) fn container(&mut self, id: NodeId, draft: &mut Draft<'d>) -> Option<()> {
        let mut fields = self.object(id, &CONTAINER)?;
        draft.id = field!(fields, CONTAINER, "id").decode(|id| self.plain_text(id));
        draft.code = field!(fields, CONTAINER, "code").decode(|id| self.code(id));
        draft.cpu = field!(fields, CONTAINER, "cpu").decode(|id| self.cpu(id));
        draft.memory = field!(fields, CONTAINER, "memory").decode(|id| self.memory(id));
        draft.gpu = field!(fields, CONTAINER, "gpu").decode(|id| self.gpu(id));
        draft.ports = field!(fields, CONTAINER, "ports").decode(|id| self.ports(id));
        draft.replicas =
            field!(fields, CONTAINER, "replicas").decode(|id| self.integer(id, &REPLICAS));
        draft.autoscaling =
            field!(fields, CONTAINER, "autoscaling").decode(|id| self.autoscaling(id));
        draft.stateful = field!(fields, CONTAINER, "stateful").decode(|id| self.bool(id));
        draft.persistent_storage =
            field!(fields, CONTAINER, "persistentStorage").decode(|id| self.persistent_storage(id));
        draft.ephemeral_storage =
            field!(fields, CONTAINER, "ephemeralStorage").decode(|id| self.size(id));
        draft.health_check =
            field!(fields, CONTAINER, "healthCheck").decode(|id| self.health_check(id));
        draft.environment = field!(fields, CONTAINER, "environment").decode(|id| self.entries(id));
        draft.links = field!(fields, CONTAINER, "links").decode(|id| self.list(id, Self::link));
        draft.permissions =
            field!(fields, CONTAINER, "permissions").decode(|id| self.plain_text(id));
        draft.cluster = field!(fields, CONTAINER, "cluster").decode(|id| self.plain_text(id));
        draft.pool = field!(fields, CONTAINER, "pool").decode(|id| self.plain_text(id));
        draft.command = field!(fields, CONTAINER, "command").decode(|id| self.command(id));
        self.check_rest(&fields);
        Some(())
    }

    #[inline(always)]
    pub(super) fn plain_text(&mut self, id: NodeId) -> Option<&'d str> {
        self.text(id, Expected::Text)
    }

    fn size(&mut self, id: NodeId) -> Option<Quantity<'d, quantity::Bytes>> {
        if self.document.kind(id) == Kind::Number {
            return self.report_bare_size(id, Expected::Text, STORAGE_UNITS, str::to_owned);
        }
        self.plain_text(id).map(quantity::parse_size)
    }

    /// A string of any form.
    #[inline(always)]
    pub(super) fn free_text(&mut self, id: NodeId) -> Option<&'d str> {
        self.text(id, Expected::FreeText)
    }

    fn cpu(&mut self, id: NodeId) -> Option<Pair<Quantity<'d, quantity::Cpu>>> {
        let document = self.document;
        if !document.is_shorthand(id) {
            return self.pair(id, &CPU, quantity::parse_cpu);
        }
        // The builder has already turned finite numbers into strings.
        let text = match document.number(id) {
            Some(number) if number.is_nan() => "NaN",
            Some(f64::INFINITY) => "Infinity",
            Some(f64::NEG_INFINITY) => "-Infinity",
            _ => self.text(id, Expected::NumberOrPair)?,
        };
        Some(Pair::shorthand(quantity::parse_cpu(text)))
    }

    fn memory(&mut self, id: NodeId) -> Option<Pair<Quantity<'d, quantity::Bytes>>> {
        if !self.document.is_shorthand(id) {
            return self.pair(id, &MEMORY, quantity::parse_size);
        }
        if self.document.kind(id) == Kind::Number {
            return self.report_bare_size(id, Expected::TextOrPair, MEMORY_UNITS, str::to_owned);
        }
        let text = self.text(id, Expected::TextOrPair)?;
        Some(Pair::shorthand(quantity::parse_size(text)))
    }

    fn pair<V>(
        &mut self,
        id: NodeId,
        keys: &'static Object<[Key; 2]>,
        read: impl Fn(&'d str) -> Quantity<'d, V>,
    ) -> Option<Pair<Quantity<'d, V>>> {
        let document = self.document;
        if matches!(document.kind(id), Kind::String | Kind::Number) {
            let expected = Expected::Object(&keys.keys);
            let pair = |text: &str| format!("{{\"min\": {text}, \"desired\": {text}}}");
            return self.report_scalar(id, keys, expected, pair);
        }
        let mut fields = self.object(id, keys)?;
        let (min, desired) = (
            field!(fields, MEMORY, "min"),
            field!(fields, MEMORY, "desired"),
        );
        let mut value = |id| match document.kind(id) {
            Kind::Number => self.report_scalar(id, keys, Expected::Text, str::to_owned),
            _ => self.plain_text(id).map(&read),
        };
        let (min, desired) = (min.decode(&mut value), desired.decode(&mut value));
        Some(Pair {
            min,
            desired,
            shorthand: false,
        })
    }

    fn gpu(&mut self, id: NodeId) -> Option<GpuDraft<'d>> {
        if let Some(kind) = self.document.str(id) {
            let gpu = |kind: &str| format!("{{\"type\": {kind}, \"count\": 1}}");
            let meant = is_gpu_type(kind).then(|| Suggestion::from_text(kind, gpu));
            return self.report_wrong_type_with_suggestion(
                id,
                Expected::Object(&GPU.keys),
                meant,
                Fix::risky,
            );
        }
        let mut fields = self.object(id, &GPU)?;
        Some(GpuDraft {
            kind: field!(fields, GPU, "type").decode(|id| self.plain_text(id)),
            count: field!(fields, GPU, "count").decode(|id| self.gpu_count(id, &GPUS)),
        })
    }

    /// If a value is a port number or a mapping such as `80:8080`, the JSON of the object that was probably meant.
    fn port_object_for(&self, id: NodeId) -> Option<(String, MakeFix)> {
        let number = self.document.number(id);
        let number = number.filter(|port| bounds::PORT.contains(*port));
        let (port, fix): (_, MakeFix) = match number {
            Some(port) => (port, Fix::safe),
            None => (port_of(self.document.unbroken_str(id)?)?, Fix::risky),
        };
        Some((format!("{{\"port\": {}}}", number::print(port)), fix))
    }

    fn ports(&mut self, id: NodeId) -> Option<Ports> {
        if let Some((port, fix)) = self.port_object_for(id) {
            let meant = Suggestion::from_json(format!("[{port}]"));
            return self.report_wrong_type_with_suggestion(id, Expected::List, Some(meant), fix);
        }
        let entries = self.list(id, Self::port)?;
        Some(Ports {
            entries,
            complete: !self.document.is_unfinished(id),
        })
    }

    fn port(&mut self, id: NodeId) -> Option<PortDraft> {
        if let Some((port, fix)) = self.port_object_for(id) {
            return self.report_wrong_type_with_suggestion(
                id,
                Expected::Object(&PORT.keys),
                Some(Suggestion::from_json(port)),
                fix,
            );
        }
        let errors = self.sink.errors();
        let mut fields = self.object(id, &PORT)?;
        Some(PortDraft {
            port: field!(fields, PORT, "port").decode(|id| self.integer(id, &bounds::PORT)),
            expose: field!(fields, PORT, "expose").decode(|id| self.protocol(id)),
            has_errors: self.sink.errors() > errors,
        })
    }

    fn protocol(&mut self, id: NodeId) -> Option<Protocol> {
        if self.document.bool(id) == Some(true) {
            let meant = Suggestion::from_text("http", str::to_owned);
            let names = PROTOCOLS.map(|(name, _)| name);
            let expected = Expected::OneOf(&names);
            return self.report_wrong_type_with_suggestion(id, expected, Some(meant), Fix::risky);
        }
        self.one_of(id, &PROTOCOLS)
    }

    fn autoscaling(&mut self, id: NodeId) -> Option<AutoscalingDraft> {
        let mut fields = self.object(id, &AUTOSCALING)?;
        let mut count = |field: Field<NodeId>| field.decode(|id| self.integer(id, &REPLICAS));
        let draft = AutoscalingDraft {
            min: count(field!(fields, AUTOSCALING, "min")),
            desired: count(field!(fields, AUTOSCALING, "desired")),
            max: count(field!(fields, AUTOSCALING, "max")),
            target_cpu_percent: field!(fields, AUTOSCALING, "targetCpuPercent")
                .decode(|id| self.positive(id, &PERCENT)),
            target_memory_percent: field!(fields, AUTOSCALING, "targetMemoryPercent")
                .decode(|id| self.positive(id, &PERCENT)),
            target_http_in_flight_per_replica: field!(
                fields,
                AUTOSCALING,
                "targetHttpInFlightPerReplica"
            )
            .decode(|id| self.integer(id, &IN_FLIGHT)),
            max_http_p95_latency_ms: field!(fields, AUTOSCALING, "maxHttpP95LatencyMs")
                .decode(|id| self.positive(id, &MILLISECONDS)),
        };
        self.check_rest(&fields);
        Some(draft)
    }

    fn persistent_storage(&mut self, id: NodeId) -> Option<StorageDraft<'d>> {
        if matches!(self.document.kind(id), Kind::String | Kind::Number) {
            let storage = |size: &str| format!("{{\"size\": {size}}}");
            let expected = Expected::Object(&PERSISTENT_STORAGE.keys);
            return self.report_scalar(id, &PERSISTENT_STORAGE, expected, storage);
        }
        let mut fields = self.object(id, &PERSISTENT_STORAGE)?;
        let draft = StorageDraft {
            size: field!(fields, PERSISTENT_STORAGE, "size").decode(|id| self.size(id)),
            mount_path: field!(fields, PERSISTENT_STORAGE, "mountPath")
                .decode(|id| self.plain_text(id)),
        };
        self.check_rest(&fields);
        Some(draft)
    }

    fn health_check(&mut self, id: NodeId) -> Option<HealthDraft<'d>> {
        if let Some(path) = self.document.str(id) {
            let check = |path: &str| format!("{{\"path\": {path}}}");
            let meant = path
                .starts_with('/')
                .then(|| Suggestion::from_text(path, check));
            return self.report_wrong_type_with_suggestion(
                id,
                Expected::Object(&HEALTH_CHECK.keys),
                meant,
                Fix::safe,
            );
        }
        let mut fields = self.object(id, &HEALTH_CHECK)?;
        let draft = HealthDraft {
            path: field!(fields, HEALTH_CHECK, "path").decode(|id| self.plain_text(id)),
            port: field!(fields, HEALTH_CHECK, "port").decode(|id| self.integer(id, &bounds::PORT)),
            method: field!(fields, HEALTH_CHECK, "method").decode(|id| {
                let text = self.plain_text(id)?;
                Some(Method {
                    text,
                    method: HttpMethod::from_name(text),
                })
            }),
            timeout_seconds: field!(fields, HEALTH_CHECK, "timeoutSeconds")
                .decode(|id| self.integer(id, &HEALTH_TIMEOUT)),
        };
        self.check_rest(&fields);
        Some(draft)
    }

    fn link(&mut self, id: NodeId) -> Option<LinkDraft<'d>> {
        let mut fields = self.object(id, &LINK)?;
        Some(LinkDraft {
            kind: field!(fields, LINK, "type").decode(|id| self.plain_text(id)),
            id: field!(fields, LINK, "id").decode(|id| self.plain_text(id)),
        })
    }
}
