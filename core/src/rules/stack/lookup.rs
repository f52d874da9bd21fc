//! Finds resources by id, and suggests the names that were probably meant.

use std::cell::OnceCell;

use super::similar::{BySize, nearest};
use crate::collections::FirstIndex;
use crate::diagnostic::{Diagnostic, Sink};
use crate::draft::{Field, ResourceDraft, StackDraft};
use crate::path::Path;

/// A stack with an index of its resources.
pub(crate) struct Stack<'s, 'd> {
    /// The declaration.
    pub draft: &'s StackDraft<'d>,
    ids: FirstIndex<&'d str>,
    /// Whether every id is known.
    complete: bool,
    /// The ids of the resources of each type, for suggestions.
    names: OnceCell<(FirstIndex<&'d str>, Vec<BySize<'d>>)>,
}

impl<'s, 'd> Stack<'s, 'd> {
    /// Indexes the resources by their ids; if two have the same id, the first one is used.
    pub(crate) fn new(draft: &'s StackDraft<'d>) -> Self {
        let mut ids = FirstIndex::default();
        let mut complete = draft.complete;
        for (place, resource) in draft.resources.iter().enumerate() {
            match resource.id {
                Field::Given(id) => drop(ids.insert(id, place)),
                _ => complete = false,
            }
        }
        Self {
            draft,
            ids,
            complete,
            names: OnceCell::new(),
        }
    }

    /// The index of the first resource with an id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.ids.get(&id)
    }

    /// The first resource with an id.
    pub(crate) fn find(&self, id: &str) -> Option<&'s ResourceDraft<'d>> {
        self.draft.resources.get(self.place(id)?)
    }

    /// Whether it is certain that no resource has an id.
    pub(crate) fn lacks(&self, id: &str) -> bool {
        self.complete && self.place(id).is_none()
    }

    /// The id that was probably meant instead of `id`, among the resources of the given types whose ids `fits` accepts.
    pub(crate) fn meant(
        &self,
        id: &str,
        kinds: &[&'d str],
        fits: impl Fn(&str) -> bool,
        sink: &mut Sink,
    ) -> Option<&'d str> {
        let (places, lists) = self.names.get_or_init(|| self.names_by_kind());
        let lists = kinds.iter().filter_map(|kind| lists.get(places.get(kind)?));
        let similar = lists.flat_map(|names| names.similar(id)).copied();
        nearest(id, similar.filter(|name| fits(name)), sink)
    }

    fn names_by_kind(&self) -> (FirstIndex<&'d str>, Vec<BySize<'d>>) {
        let (mut places, mut lists) = (FirstIndex::default(), Vec::<Vec<&'d str>>::new());
        for resource in &self.draft.resources {
            let Some((kind, id)) = resource.kind.given().zip(resource.id.given()) else {
                continue;
            };
            let place = places.insert(*kind, lists.len());
            match lists.get_mut(place) {
                Some(list) => list.push(id),
                None => lists.push(vec![id]),
            }
        }
        (places, lists.into_iter().map(BySize::new).collect())
    }
}

/// Adds a help to a diagnostic about the name at `path`: to write the name that was probably `meant`, with a fix, or `otherwise`.
pub(super) fn corrected(
    unknown: Diagnostic,
    path: Path,
    meant: Option<&str>,
    otherwise: &str,
) -> Diagnostic {
    match meant {
        Some(meant) => unknown.suggest_text(path, meant),
        None => unknown.help(otherwise),
    }
}
