//! What the rules of a stack look up: resources by id, and names that were likely meant.

use crate::diagnostic::{Diagnostic, Sink, quoted};
use crate::draft::{Field, ResourceDraft, StackDraft};
use crate::fix::{Edit, Fix};
use crate::order::Firsts;
use crate::path::Path;
use crate::shape::suggest;

/// A stack whose resources can be looked up.
pub struct Stack<'s, 'd> {
    /// The declaration.
    pub draft: &'s StackDraft<'d>,
    ids: Firsts<&'d str>,
    /// Whether every id is known.
    complete: bool,
}

impl<'s, 'd> Stack<'s, 'd> {
    /// Lists its resources by their ids; of two with one id the first counts.
    pub fn new(draft: &'s StackDraft<'d>) -> Self {
        let mut ids = Firsts::default();
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
        }
    }

    /// The place of the first resource with an id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.ids.get(&id)
    }

    /// The first resource with an id.
    pub fn find(&self, id: &str) -> Option<&'s ResourceDraft<'d>> {
        self.draft.resources.get(self.place(id)?)
    }

    /// Whether it is certain that no resource has an id.
    pub fn lacks(&self, id: &str) -> bool {
        self.complete && self.place(id).is_none()
    }

    /// The id that was likely meant by one that no resource has.
    pub fn meant(
        &self,
        id: &str,
        fits: impl Fn(&ResourceDraft<'d>) -> bool,
        sink: &mut Sink,
    ) -> Option<&'d str> {
        let resources = self.draft.resources.iter();
        let fitting = |resource: &ResourceDraft<'d>| {
            let id = resource.id.given().copied();
            id.filter(|_| fits(resource))
        };
        nearest(id, resources.map(fitting), sink)
    }
}

/// The name that was likely meant, if there is time to look for it. `None` stands for what does not fit.
pub fn nearest<'n>(
    word: &str,
    names: impl Iterator<Item = Option<&'n str>>,
    sink: &mut Sink,
) -> Option<&'n str> {
    if !sink.suggests() {
        return None;
    }
    let seen = names.take_while(|_| sink.may_compare(word.len()));
    let is_similar = |name: &&str| name.len().abs_diff(word.len()) <= 3;
    suggest(word, seen.flatten().filter(is_similar))
}

/// Says what to write instead of the name at `path`, if one was likely meant, or else what to do.
pub fn corrected(
    unknown: Diagnostic,
    path: Path,
    meant: Option<&str>,
    otherwise: &str,
) -> Diagnostic {
    match meant {
        Some(meant) => {
            let title = format!("write {}", quoted(meant));
            unknown
                .help(format!("{title}, if that is what you mean"))
                .fix(Fix::risky(title, [Edit::set_text(path, meant)]))
        }
        None => unknown.help(otherwise),
    }
}
