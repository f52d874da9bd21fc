//! Ports: appended by `port`, `ports` and `exposePort`, exposed by `expose` and `exposePort`.

use super::parts::{Given, Out};
use crate::collections::FirstIndex;
use crate::document::{Document, Kind, node};
use crate::span::NodeId;

/// The ports that the calls add up to.
#[derive(Default)]
pub(super) struct Ports {
    list: Vec<Port>,
    /// What stands instead of a list of ports.
    other: Option<Given>,
    /// The last call of `expose`, which means whatever port is first in the end.
    first: Option<Given>,
    /// The first place of each number among the first `known` ports of `list`.
    places: FirstIndex<u64>,
    known: usize,
    changed: bool,
}

struct Port {
    /// The number, or the whole element of a declaration.
    given: Given,
    is_element: bool,
    exposure: Option<Given>,
}

/// Up to this many ports are looked through; a map pays only for more.
const FEW: usize = 16;

impl Ports {
    /// Whether a call said anything about ports.
    pub(super) fn is_changed(&self) -> bool {
        self.changed && (self.other.is_some() || !self.list.is_empty())
    }

    /// Starts from the ports of a declaration.
    pub(super) fn start(&mut self, calls: &Document<'_>, list: Given) {
        self.extend(calls, list, true);
    }

    /// `port(n)`
    pub(super) fn add(&mut self, number: Given) {
        self.changed = true;
        self.list.push(Port {
            given: number,
            is_element: false,
            exposure: None,
        });
    }

    /// `ports([..])`
    pub(super) fn add_all(&mut self, calls: &Document<'_>, list: Given) {
        self.changed = true;
        self.extend(calls, list, false);
    }

    fn extend(&mut self, calls: &Document<'_>, list: Given, is_element: bool) {
        if !list.is(calls, Kind::Array) {
            self.other.get_or_insert(list);
            return;
        }
        for element in list.node.iter().flat_map(|node| calls.elements(*node)) {
            self.list.push(Port {
                given: Given {
                    node: Some(element),
                    ..list
                },
                is_element,
                exposure: None,
            });
        }
    }

    /// `expose(p)`
    pub(super) fn expose_first(&mut self, protocol: Given) {
        self.changed = true;
        self.first = Some(protocol);
    }

    /// `exposePort(n, p)`
    pub(super) fn expose(&mut self, calls: &Document<'_>, number: Given, protocol: Given) {
        self.changed = true;
        let place = self.place(calls, number).unwrap_or_else(|| {
            self.add(number);
            self.list.len() - 1
        });
        if let Some(port) = self.list.get_mut(place) {
            port.exposure = Some(protocol);
        }
    }

    /// The first port with the number that was given.
    fn place(&mut self, calls: &Document<'_>, number: Given) -> Option<usize> {
        let wanted = number.number(calls)?;
        if self.list.len() <= FEW {
            return self
                .list
                .iter()
                .position(|port| port.number(calls) == Some(wanted));
        }
        let new = (self.known..).zip(self.list.get(self.known..).unwrap_or_default());
        for (place, port) in new {
            if let Some(number) = port.number(calls) {
                self.places.insert(bits(number), place);
            }
        }
        self.known = self.list.len();
        self.places.get(&bits(wanted)).filter(|_| !wanted.is_nan())
    }

    /// Writes the key and the list.
    pub(super) fn write(&self, out: &mut Out<'_, '_>) {
        if let Some(other) = self.other {
            out.key("ports", other.call);
            return out.argument(other, 0);
        }
        let first_call = self.list.first().map_or(0, |port| port.given.call);
        out.key("ports", first_call);
        out.writer.open(node::ARRAY, 0);
        let mut exposed_first = self.first;
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

    fn write(&self, out: &mut Out<'_, '_>, exposure: Option<Given>) {
        out.writer.from_call(self.given.call);
        match self.given.node {
            Some(element) if self.is_element => self.write_element(out, element, exposure),
            _ => {
                out.writer.open(node::OBJECT, 0);
                out.writer.string("port");
                out.argument(self.given, 0);
                write_exposure(out, exposure);
                out.writer.close(0, 0);
            }
        }
    }

    fn write_element(&self, out: &mut Out<'_, '_>, element: NodeId, exposure: Option<Given>) {
        if exposure.is_none() || out.calls.kind(element) != Kind::Object {
            out.copy(element);
            return;
        }
        out.writer.open(node::OBJECT, 0);
        for (name, value) in out.calls.members(element) {
            if out.calls.str(name) != Some("expose") {
                out.copy(name);
                out.copy(value);
            }
        }
        write_exposure(out, exposure);
        out.writer.close(0, 0);
    }
}

fn write_exposure(out: &mut Out<'_, '_>, exposure: Option<Given>) {
    if let Some(protocol) = exposure {
        out.key("expose", protocol.call);
        out.argument(protocol, 0);
    }
}

/// Equal numbers have equal bits once -0 is 0.
fn bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}
