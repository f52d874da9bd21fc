//! Reports each problem of a YAML value once, however many aliases stand for the value.

use super::{Locator, Placed};
use crate::collections::FirstIndex;
use crate::diagnostic::{Location, Related};

/// The maximum number of aliases that a diagnostic refers to.
const MAX_ALIASES: usize = 8;

impl Locator<'_, '_, '_> {
    /// Joins the diagnostics of the nodes that aliases stand for with those of the anchored nodes, which have the same place in
    /// the text. The aliases become related places.
    pub(super) fn join_aliased(&self, placed: Vec<Placed>) -> Vec<Placed> {
        if !self.document.has_aliases() {
            return placed;
        }
        let (mut known, mut joined) = (FirstIndex::default(), Vec::new());
        for (found, reported) in placed {
            let aliased = self.document.aliased(found.node);
            let place = self.span(&reported.diagnostic.location, found);
            let key = (
                place,
                reported.code.name,
                reported.diagnostic.message.clone(),
            );
            let first = known.insert(key, joined.len());
            if first == joined.len() || aliased.is_none() {
                joined.push((found, reported));
            }
            let Some((_, reported)) = joined.get_mut(first) else {
                continue;
            };
            let related = &mut reported.diagnostic.related;
            if let Some(aliased) = aliased.filter(|_| related.len() < MAX_ALIASES) {
                related.push(Related {
                    location: Location::Span(aliased.alias),
                    message: "the value is also used here".to_owned(),
                });
            }
        }
        joined
    }
}
