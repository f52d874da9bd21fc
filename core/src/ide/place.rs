//! The values around a position, and what the model says about them.

use super::Analysis;
use crate::document::Kind;
use crate::model::keys::{CONTAINER, Key, ModelPlace, Object, STACK, STATE, Shape};
use crate::span::{NodeId, Span};
use crate::validate::DocumentKind;

/// A value around a position, or the value whose key is there.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// The key, if it is a member of an object.
    pub(super) key: Option<NodeId>,
    pub(super) value: NodeId,
    /// What the model says about the value.
    pub(super) place: ModelPlace,
}

static CONTAINERS: [&Object; 1] = [&CONTAINER];
static STACKS: [&Object; 1] = [&STACK];
static STATES: [&Object; 1] = [&STATE];
/// A declaration that may still become either.
static CONTAINERS_AND_STACKS: [&Object; 2] = [&CONTAINER, &STACK];

impl Analysis<'_> {
    /// The values around a byte, from the root to the innermost one.
    pub(super) fn steps(&self, offset: u32) -> Vec<Step> {
        let mut steps = vec![self.root(self.root)];
        while let Some(around) = steps.last().copied()
            && let Some(inside) = self.child_at(around, offset)
        {
            steps.push(inside);
            if self.touches(inside.key, offset) {
                break;
            }
        }
        steps
    }

    pub(super) fn root(&self, root: NodeId) -> Step {
        let objects: &[_] = match self.kind(root) {
            DocumentKind::Stack => &STACKS,
            DocumentKind::State => &STATES,
            DocumentKind::Container if self.may_become_stack(root) => &CONTAINERS_AND_STACKS,
            DocumentKind::Container => &CONTAINERS,
        };
        Step {
            key: None,
            value: root,
            place: ModelPlace::Objects(objects),
        }
    }

    /// Whether the root has no key that only containers have.
    fn may_become_stack(&self, root: NodeId) -> bool {
        let mut keys = self.document.members(root).map(|(key, _)| key);
        let is_shared = |name: &str| find_key(&STACKS, name).is_some();
        keys.all(|key| {
            self.document
                .str(key)
                .is_none_or(|name| is_shared(name) || find_key(&CONTAINERS, name).is_none())
        })
    }

    /// The child of an object or array that contains a byte, or ends there.
    fn child_at(&self, around: Step, offset: u32) -> Option<Step> {
        self.children(around).find(|child| {
            let start = child.key.unwrap_or(child.value);
            let (start, end) = (self.span(start).start, self.span(child.value).end);
            start <= offset && offset <= end
        })
    }

    /// The members of an object, or the elements of an array.
    pub(super) fn children(&self, around: Step) -> impl Iterator<Item = Step> {
        let document = &self.document;
        let elements = document.elements(around.value).map(move |value| Step {
            key: None,
            value,
            place: around.place,
        });
        let members = document.members(around.value).map(move |(key, value)| {
            let name = document.str(key).unwrap_or_default();
            let is_container = self.text_of(value, "type") == Some("container");
            let place = around.place.inside(name, is_container);
            let key = Some(key);
            Step { key, value, place }
        });
        elements.chain(members)
    }

    /// The objects of the model that a value may be. Its `type` decides, if it has one.
    pub(super) fn objects(&self, step: Step) -> Vec<&'static Object> {
        let ModelPlace::Objects(all) = step.place else {
            return Vec::new();
        };
        if self.document.kind(step.value) == Kind::Array {
            return Vec::new();
        }
        let kind = self.text_of(step.value, "type");
        let is_kind = |object: &&&'static Object| {
            let shape = find_key(&[object], "type").map(|key| &key.shape);
            matches!(shape, Some(Shape::Constant(name)) if Some(*name) == kind)
        };
        match all.iter().filter(is_kind).copied().collect::<Vec<_>>() {
            named if named.is_empty() => all.to_vec(),
            named => named,
        }
    }

    /// The object and the key of the model for the last of some steps, if that is a member of an object.
    pub(super) fn field(&self, steps: &[Step]) -> Option<(&'static Object, &'static Key)> {
        let (step, around) = steps.split_last()?;
        let name = self.document.str(step.key?)?;
        let objects = self.objects(*around.last()?);
        let mut fields = objects
            .into_iter()
            .map(|object| (object, find_key(&[object], name)));
        fields.find_map(|(object, key)| Some((object, key?)))
    }

    /// The text of a member.
    pub(super) fn text_of(&self, object: NodeId, key: &str) -> Option<&str> {
        let value = self.document.get(object, key)?;
        self.document.str(value)
    }

    /// The bytes of a node; empty if it has none.
    pub(super) fn span(&self, id: NodeId) -> Span {
        self.document.span(id).unwrap_or_default()
    }

    /// Whether a byte is in a node or at its end.
    pub(super) fn touches(&self, node: Option<NodeId>, offset: u32) -> bool {
        let span = node.and_then(|node| self.document.span(node));
        span.is_some_and(|span| span.start <= offset && offset <= span.end)
    }
}

/// The first key with a name that one of some objects has.
pub(super) fn find_key(objects: &[&'static Object], name: &str) -> Option<&'static Key> {
    let mut keys = objects.iter().flat_map(|object| &object.keys);
    keys.find(|key| key.name == name)
}
