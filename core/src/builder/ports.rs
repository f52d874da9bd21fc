//! Ports: `port`, `ports` and `exposePort` add them, `expose` and `exposePort` make them public.

use super::writer::{Argument, FoldWriter};
use crate::collections::FirstIndex;
use crate::document::{Document, Kind, node};
use crate::span::NodeId;

/// The combined effect of all builder calls about ports.
#[derive(Default)]
pub(super) struct Ports {
    list: Vec<Port>,
    /// The first argument that should be a list of ports but is not.
    not_a_list: Option<Argument>,
    /// The argument of the last `expose` call. It applies to the port that is first after all calls.
    expose_first: Option<Argument>,
    /// The first index of each port number, for the first `indexed` ports of `list`.
    indexes: FirstIndex<u64>,
    indexed: usize,
    changed: bool,
}

struct Port {
    /// A port number, or an element of `ports` of an existing declaration.
    given: Argument,
    is_element: bool,
    exposure: Option<Argument>,
}

/// Up to this many ports are searched one by one, which is faster than a map.
const MAX_LINEAR: usize = 16;

impl Ports {
    /// Whether any call changed the ports.
    pub(super) fn is_changed(&self) -> bool {
        self.changed && (self.not_a_list.is_some() || !self.list.is_empty())
    }

    /// Starts from the ports of an existing declaration.
    pub(super) fn start_from(&mut self, calls: &Document<'_>, list: Argument) {
        self.extend(calls, list, true);
    }

    /// `port(n)`
    pub(super) fn add(&mut self, number: Argument) {
        self.changed = true;
        self.list.push(Port {
            given: number,
            is_element: false,
            exposure: None,
        });
    }

    /// `ports([..])`
    pub(super) fn add_all(&mut self, calls: &Document<'_>, list: Argument) {
        self.changed = true;
        self.extend(calls, list, false);
    }

    fn extend(&mut self, calls: &Document<'_>, list: Argument, is_element: bool) {
        if !list.is_kind(calls, Kind::Array) {
            self.not_a_list.get_or_insert(list);
            return;
        }
        for element in list.node.iter().flat_map(|node| calls.elements(*node)) {
            self.list.push(Port {
                given: Argument {
                    node: Some(element),
                    ..list
                },
                is_element,
                exposure: None,
            });
        }
    }

    /// `expose(p)`
    pub(super) fn expose_first(&mut self, protocol: Argument) {
        self.changed = true;
        self.expose_first = Some(protocol);
    }

    /// `exposePort(n, p)`
    pub(super) fn expose(&mut self, calls: &Document<'_>, number: Argument, protocol: Argument) {
        self.changed = true;
        let index = self.find_port(calls, number).unwrap_or_else(|| {
            self.add(number);
            self.list.len() - 1
        });
        if let Some(port) = self.list.get_mut(index) {
            port.exposure = Some(protocol);
        }
    }

    /// The index of the first port with a number.
    fn find_port(&mut self, calls: &Document<'_>, number: Argument) -> Option<usize> {
        let wanted = number.number(calls)?;
        if self.list.len() <= MAX_LINEAR {
            return self
                .list
                .iter()
                .position(|port| port.number(calls) == Some(wanted));
        }
        let new = (self.indexed..).zip(self.list.get(self.indexed..).unwrap_or_default());
        for (index, port) in new {
            if let Some(number) = port.number(calls) {
                self.indexes.insert(comparable_bits(number), index);
            }
        }
        self.indexed = self.list.len();
        self.indexes
            .get(&comparable_bits(wanted))
            .filter(|_| !wanted.is_nan())
    }

    /// Writes the key and the list.
    pub(super) fn write(&self, out: &mut FoldWriter<'_, '_>) {
        if let Some(not_a_list) = self.not_a_list {
            out.write_key("ports", not_a_list.call);
            return out.write_argument(not_a_list, 0);
        }
        let first_call = self.list.first().map_or(0, |port| port.given.call);
        out.write_key("ports", first_call);
        out.writer.open(node::ARRAY, 0);
        let mut exposed_first = self.expose_first;
        for port in &self.list {
            let exposure = match (port.exposure, exposed_first.take()) {
                (Some(own), Some(first)) if first.call > own.call => Some(first),
                (own, first) => own.or(first),
            };
            port.write(out, exposure);
        }
        out.writer.close(0, 0);
    }
}

impl Port {
    fn number(&self, calls: &Document<'_>) -> Option<f64> {
        let node = self.given.node?;
        calls.number(if self.is_element {
            calls.get(node, "port")?
        } else {
            node
        })
    }

    fn write(&self, out: &mut FoldWriter<'_, '_>, exposure: Option<Argument>) {
        out.writer.from_call(self.given.call);
        match self.given.node {
            Some(element) if self.is_element => self.write_element(out, element, exposure),
            _ => {
                out.writer.open(node::OBJECT, 0);
                out.writer.string("port");
                out.write_argument(self.given, 0);
                write_exposure(out, exposure);
                out.writer.close(0, 0);
            }
        }
    }

    fn write_element(
        &self,
        out: &mut FoldWriter<'_, '_>,
        element: NodeId,
        exposure: Option<Argument>,
    ) {
        if exposure.is_none() || out.calls.kind(element) != Kind::Object {
            out.copy_node(element);
            return;
        }
        out.writer.open(node::OBJECT, 0);
        for (name, value) in out.calls.members(element) {
            if out.calls.str(name) != Some("expose") {
                out.copy_node(name);
                out.copy_node(value);
            }
        }
        write_exposure(out, exposure);
        out.writer.close(0, 0);
    }
}

fn write_exposure(out: &mut FoldWriter<'_, '_>, exposure: Option<Argument>) {
    if let Some(protocol) = exposure {
        out.write_key("expose", protocol.call);
        out.write_argument(protocol, 0);
    }
}

/// Bits that are equal for equal numbers: adding 0 turns -0 into 0.
fn comparable_bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}
