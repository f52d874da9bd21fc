//! Decodes a document into the draft of a stack state. A newer platform may have written it, so unknown keys are allowed.
//! A known key with a wrong value breaks the outputs of its container only.

use crate::diagnostic::{Code, Diagnostic, Docs, Severity};
use crate::document::Kind;
use crate::draft::{Field, OutputsDraft, ReplicaDraft, ResourceState, StateDraft};
use crate::model::bounds::{Bounds, REPLICAS};
use crate::model::keys::{self, Key, Object};
use crate::path::Path;
use crate::reader::{Reader, dotted_path};
use crate::span::NodeId;

/// The outputs of a container can't be read.
pub(crate) static INVALID_OUTPUTS: Code = Code {
    name: "invalid-outputs",
    severity: Severity::Error,
};

/// The documentation of the codes in this file.
pub(crate) const DOCS: [Docs; 1] = [Docs {
    code: &INVALID_OUTPUTS,
    summary: "the outputs of a container can't be read",
    why: "The platform writes the outputs: a name, a status, replica counts, a host name, and a URL if a port is exposed. If one of them is missing or has the wrong type, the state was cut off or edited by hand, and a program that relies on it would fail later.",
    fails: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running", "outputs":
  {"name": "api", "status": "running", "currentReplicas": -1, "desiredReplicas": 2, "internalDns": "api.shop"}}}}"#,
    passes: r#"{"platform": "aws", "resources": {"api": {"type": "container", "status": "running", "outputs":
  {"name": "api", "status": "running", "currentReplicas": 1, "desiredReplicas": 2, "internalDns": "api.shop"}}}}"#,
}];

impl<'d> Reader<'_, 'd, '_> {
    /// Reads the state at a node. `None` if the node is not an object.
    pub(crate) fn state(&mut self, id: NodeId) -> Option<StateDraft<'d>> {
        let [resources] = self.open_object(id, &keys::STATE)?;
        let mut state = StateDraft::default();
        if let Some(members) = resources
            .given()
            .and_then(|id| self.named_members(*id, "IDs of the resources"))
        {
            for (id, value) in members {
                state.resources.extend(self.resource_state(id, value));
            }
        }
        Some(state)
    }

    fn resource_state(&mut self, id: &'d str, node: NodeId) -> Option<ResourceState<'d>> {
        let [kind, status, config, outputs] = self.open_object(node, &keys::RESOURCE_STATE)?;
        let kind = kind.decode(|id| self.plain_text(id));
        let ports = config
            .given()
            .and_then(|config| self.document.get(*config, "ports"));
        let is_container = kind.given() == Some(&"container");
        Some(ResourceState {
            id,
            kind,
            status: status.decode(|id| self.plain_text(id)),
            exposes_http: ports.map(|ports| self.exposes(ports, |protocol| protocol == "http")),
            exposes: ports.map(|ports| self.exposes(ports, |_| true)),
            outputs: match outputs {
                Field::Given(outputs) if is_container => {
                    Field::Given(outputs).decode(|id| self.outputs(id))
                }
                _ => Field::Absent,
            },
        })
    }

    fn exposes(&self, ports: NodeId, as_what: impl Fn(&str) -> bool) -> bool {
        self.document.elements(ports).any(|port| {
            let exposure = self.document.get(port, "expose");
            exposure
                .and_then(|id| self.document.str(id))
                .is_some_and(&as_what)
        })
    }

    fn outputs(&mut self, node: NodeId) -> Option<OutputsDraft<'d>> {
        let [name, status, current, desired, dns, url, replicas] =
            self.output_fields(node, &keys::OUTPUTS)?;
        Some(OutputsDraft {
            node,
            name: name.decode(|id| self.output_text(id)),
            status: status.decode(|id| self.output_text(id)),
            current: current.decode(|id| self.output_count(id)),
            desired: desired.decode(|id| self.output_count(id)),
            internal_dns: dns.decode(|id| self.output_text(id)),
            url: url.decode(|id| self.output_text(id)),
            replicas: replicas.decode(|id| self.replicas(id)),
        })
    }

    fn replicas(&mut self, id: NodeId) -> Option<Vec<Field<ReplicaDraft<'d>>>> {
        if self.document.kind(id) != Kind::Array || self.document.is_broken(id) {
            return self.report_invalid_output(id, "an array");
        }
        let document = self.document;
        if document.is_unfinished(id) {
            return None;
        }
        let replicas = document
            .elements(id)
            .map(|id| self.replica(id).map_or(Field::Broken, Field::Given));
        Some(replicas.collect())
    }

    fn replica(&mut self, id: NodeId) -> Option<ReplicaDraft<'d>> {
        let [replica_id, ordinal, machine_id, healthy, container_ip] =
            self.output_fields(id, &keys::REPLICA)?;
        Some(ReplicaDraft {
            replica_id: replica_id.decode(|id| self.output_text(id)),
            ordinal: ordinal.decode(|id| self.output_count(id)),
            machine_id: machine_id.decode(|id| self.output_text(id)),
            healthy: healthy.decode(|id| match self.document.bool(id) {
                Some(healthy) => Some(healthy),
                None => self.report_invalid_output(id, "true or false"),
            }),
            container_ip: container_ip.decode(|id| self.output_text(id)),
        })
    }

    fn output_text(&mut self, id: NodeId) -> Option<&'d str> {
        match self.document.unbroken_str(id) {
            Some(text) => Some(text),
            None => self.report_invalid_output(id, "a string"),
        }
    }

    fn output_count(&mut self, id: NodeId) -> Option<f64> {
        let number = self.document.number(id);
        match number.filter(|count| REPLICAS.contains(*count)) {
            Some(count) => Some(count),
            None => {
                let Bounds { low, high, .. } = REPLICAS;
                self.report_invalid_output(id, &format!("a whole number from {low} to {high}"))
            }
        }
    }

    /// The values of an object's known keys. Null counts as absent; required keys that are absent are reported.
    fn output_fields<const N: usize>(
        &mut self,
        id: NodeId,
        object: &'static Object<[Key; N]>,
    ) -> Option<[Field<NodeId>; N]> {
        let document = self.document;
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.report_invalid_output(id, "an object");
        }
        Some(
            object
                .keys
                .each_ref()
                .map(|key| match document.get(id, key.name) {
                    Some(value) if document.is_broken(value) => Field::Broken,
                    Some(value) if !document.is_left_out(value) => Field::Given(value),
                    // The key may have been cut off.
                    _ if document.is_unfinished(id) => Field::Unseen,
                    _ if key.required == keys::Required::No => Field::Absent,
                    _ => {
                        self.report_missing_output(id, key.name);
                        Field::Broken
                    }
                }),
        )
    }

    #[cold]
    fn report_missing_output(&mut self, id: NodeId, name: &'static str) {
        self.report(&INVALID_OUTPUTS, id, |_, path| {
            let message = format!("\"{name}\" is missing in {}", dotted_path(&path));
            Diagnostic::at(Path::from_node(id).key(name), message).help(HELP)
        });
    }

    /// Reports an output of the wrong type, unless it is already broken. Always returns `None`.
    #[cold]
    fn report_invalid_output<T>(&mut self, id: NodeId, expected: &str) -> Option<T> {
        if !self.document.is_broken(id) {
            let found = self.describe_node(id);
            self.report(&INVALID_OUTPUTS, id, |_, path| {
                let message = format!("{} must be {expected}, not {found}", dotted_path(&path));
                Diagnostic::at_node(id, message).help(HELP)
            });
        }
        None
    }
}

const HELP: &str = "fetch the state from the platform again";
