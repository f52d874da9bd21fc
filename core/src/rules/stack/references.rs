//! References of a resource to other resources, and their paths.

use super::Stack;
use crate::collections::FirstIndex;
use crate::diagnostic::quoted;
use crate::draft::{Field, LinkDraft, ResourceDraft};
use crate::path::Path;

/// The path of a key in the declaration of a resource: `/resources/api/config/pool`.
pub(super) fn config(resource: &ResourceDraft, key: &str) -> Path {
    Path::from_node(resource.config).key(key)
}

/// A reference from one resource to another one.
pub(super) struct Reference<'s, 'd> {
    /// Whether it is a link; otherwise it is a dependency.
    pub is_link: bool,
    at: usize,
    /// The link or dependency.
    pub link: &'s LinkDraft<'d>,
}

impl Reference<'_, '_> {
    /// Its path.
    pub(super) fn path(&self, resource: &ResourceDraft) -> Path {
        if self.is_link {
            config(resource, "links").index(self.at)
        } else {
            let path = Path::from_node(resource.node).key("dependencies");
            path.index(self.at)
        }
    }
}

/// The references of a resource that can be read: its links, then its dependencies.
pub(super) fn references<'s, 'd>(
    resource: &'s ResourceDraft<'d>,
) -> impl Iterator<Item = (Reference<'s, 'd>, &'d str)> {
    let given = |list: Option<&'s Vec<Field<LinkDraft<'d>>>>, is_link| {
        let list = list.into_iter().flatten().enumerate();
        list.filter_map(move |(at, link)| {
            let link = link.given()?;
            Some((Reference { is_link, at, link }, *link.id.given()?))
        })
    };
    let links = resource
        .container
        .as_ref()
        .and_then(|container| container.links.given());
    given(links, true).chain(given(resource.dependencies.given(), false))
}

/// The first reference from each resource to each other one. It is built once, for the first cycle: searching all
/// references of a resource again for every cycle would take too long.
pub(super) struct Steps<'s, 'd> {
    references: Vec<Reference<'s, 'd>>,
    /// The index of a reference in that list, by the indices of both resources.
    places: FirstIndex<u64>,
}

impl<'s, 'd> Steps<'s, 'd> {
    /// Collects the references of a stack.
    pub(super) fn of(stack: &Stack<'s, 'd>) -> Self {
        let (mut all, mut places) = (Vec::new(), FirstIndex::default());
        for (from, resource) in stack.draft.resources.iter().enumerate() {
            for (reference, id) in references(resource) {
                if let Some(to) = stack.place(id) {
                    places.insert(Self::key(from, to), all.len());
                    all.push(reference);
                }
            }
        }
        Self {
            references: all,
            places,
        }
    }

    /// The path at which one resource refers to another one, and a message for it.
    pub(super) fn find(&self, stack: &Stack, from: usize, to: usize) -> Option<(Path, String)> {
        let resources = &stack.draft.resources;
        let (needing, needed) = (resources.get(from)?, resources.get(to)?);
        let place = self.places.get(&Self::key(from, to))?;
        let path = self.references.get(place)?.path(needing);
        let (name, needed) = (quoted(needing.name()), quoted(needed.name()));
        Some((path, format!("{name} depends on {needed} here")))
    }

    fn key(from: usize, to: usize) -> u64 {
        (from as u64) << 32 | to as u64
    }
}
