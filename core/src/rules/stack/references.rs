//! What a resource needs of others, and where that stands.

use crate::draft::{Field, LinkDraft, ResourceDraft};
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
