//! The ports before and after an update: whether they are the same, and how messages list them.

use super::written;
use crate::collections::sorted_by_key;
use crate::draft::{Draft, Ports};
use crate::model::{Protocol, number};

/// A port that can be compared.
type Exposed = (f64, Option<Protocol>);

/// The ports, if all of them are valid. Another rule reports an empty list.
pub(super) fn known<'a>(draft: &'a Draft<'_>) -> Option<&'a Ports> {
    let ports = draft.ports.given()?;
    let is_known = ports.complete && comparable(ports).count() == ports.entries.len();
    (is_known && !ports.entries.is_empty()).then_some(ports)
}

fn comparable(ports: &Ports) -> impl Iterator<Item = Exposed> {
    ports
        .given()
        .filter_map(|(_, entry)| Some((*entry.port.given()?, written(&entry.expose)?)))
}

/// Whether both have the same ports, exposed in the same way, in any order.
pub(super) fn is_same_set(old: &Ports, new: &Ports) -> bool {
    if comparable(old).eq(comparable(new)) {
        return true;
    }
    let sorted = |ports| {
        let key = |(port, expose): Exposed| (port as u64, expose.map(Protocol::name));
        let mut sorted = sorted_by_key(comparable(ports).map(key).collect(), |port| *port);
        sorted.dedup();
        sorted
    };
    sorted(old) == sorted(new)
}

/// The maximum number of ports that a message lists.
const SHOWN: usize = 6;

/// The first few ports with their protocols, and the number of the remaining ones.
pub(super) fn list(ports: &Ports) -> String {
    let shown = comparable(ports).take(SHOWN).map(|(port, expose)| {
        let port = number::print(port);
        expose.map_or(port.clone(), |expose| format!("{port} ({})", expose.name()))
    });
    let mut list = shown.collect::<Vec<_>>().join(", ");
    if let Some(more) = ports.entries.len().checked_sub(SHOWN + 1) {
        list.push_str(&format!(" and {} more", more + 1));
    }
    list
}
