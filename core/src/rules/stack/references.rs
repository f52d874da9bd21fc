//! What a resource needs of others, and where that stands.

use super::Stack;
use crate::diagnostic::quoted;
use crate::draft::{Field, LinkDraft, ResourceDraft};
use crate::order::Firsts;
use crate::path::Path;

/// Where a key of a resource's declaration stands: `/resources/api/config/pool`.
pub fn config(resource: &ResourceDraft, key: &str) -> Path {
    Path::within(resource.config).key(key)
}

/// A resource that another one needs.
pub struct Reference<'s, 'd> {
    /// Whether it is a link, not a dependency.
    pub is_link: bool,
    at: usize,
    /// What stands there.
    pub link: &'s LinkDraft<'d>,
}

impl Reference<'_, '_> {
    /// Where it stands.
    pub fn path(&self, resource: &ResourceDraft) -> Path {
        if self.is_link {
            config(resource, "links").index(self.at)
        } else {
            let path = Path::within(resource.node).key("dependencies");
            path.index(self.at)
        }
    }
}

/// What a resource needs, as far as it can be read: its links, then its dependencies.
pub fn references<'s, 'd>(
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

/// The first reference by which a resource needs each other one. Made for the first circle: to look for it among all
/// references of a resource would take as long as those are many, for each circle again.
pub struct Steps<'s, 'd> {
    references: Vec<Reference<'s, 'd>>,
    /// The place of a reference in that list, by the places of both resources.
    places: Firsts<u64>,
}

impl<'s, 'd> Steps<'s, 'd> {
    /// Lists them.
    pub fn of(stack: &Stack<'s, 'd>) -> Self {
        let (mut all, mut places) = (Vec::new(), Firsts::default());
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

    /// Where one resource needs another one, and what to say there.
    pub fn find(&self, stack: &Stack, from: usize, to: usize) -> Option<(Path, String)> {
        let resources = &stack.draft.resources;
        let (needing, needed) = (resources.get(from)?, resources.get(to)?);
        let place = self.places.get(&Self::key(from, to))?;
        let path = self.references.get(place)?.path(needing);
        let (name, needed) = (quoted(needing.name()), quoted(needed.name()));
        Some((path, format!("{name} needs {needed} here")))
    }

    fn key(from: usize, to: usize) -> u64 {
        (from as u64) << 32 | to as u64
    }
}
