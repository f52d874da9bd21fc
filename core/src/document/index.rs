//! From paths to nodes and back. BuildResult only when there is something to report.

use super::{Document, Kind};
use crate::collections::FirstIndex;
use crate::diagnostic::Target;
use crate::path::Path;
use crate::span::NodeId;

/// Finds nodes by path and paths by node, in a time that does not grow with the number of questions.
pub struct Index<'d, 't> {
    document: &'d Document<'t>,
    /// The container around each node, and the node's place among its children.
    parents: Vec<(NodeId, u32)>,
    /// The nodes that recovery guessed, in their order.
    guesses: Vec<NodeId>,
    /// The children of each container that was asked about.
    children: Vec<Children<'d>>,
    /// Where the children of each container are in `children`.
    asked: FirstIndex<u64>,
}

enum Children<'d> {
    Elements(Vec<NodeId>),
    /// By their names; and of each key, in their order, the next one that is equal.
    Members(FirstIndex<&'d str>, Vec<Member>, Vec<Option<NodeId>>),
    None,
}

#[derive(Clone, Copy, Debug)]
struct Member {
    first: (NodeId, NodeId),
    last: (NodeId, NodeId),
}

/// Up to this many nodes are looked through; a map pays only for more.
const FEW: u32 = 128;

fn is_small(document: &Document, id: NodeId) -> bool {
    document.after(id).0.saturating_sub(id.0) <= FEW
}

impl Member {
    fn element(id: NodeId) -> Self {
        Self {
            first: (id, id),
            last: (id, id),
        }
    }

    /// A child, found by looking at one after the other.
    fn find(document: &Document, of: NodeId, segment: &str) -> Option<Self> {
        if document.kind(of) == Kind::Array {
            let place = segment.parse::<usize>().ok()?;
            return document.elements(of).nth(place).map(Self::element);
        }
        let mut named = document
            .members(of)
            .filter(|(key, _)| document.str(*key) == Some(segment));
        let first = named.next()?;
        let last = named.last().unwrap_or(first);
        Some(Self { first, last })
    }
}

impl<'d> Children<'d> {
    fn of(document: &'d Document, id: NodeId) -> Self {
        match document.kind(id) {
            Kind::Array => Self::Elements(document.elements(id).collect()),
            Kind::Object => {
                let (mut names, mut members) = (FirstIndex::default(), Vec::new());
                let (mut latest, mut next) = (Vec::new(), Vec::new());
                for (at, (key, value)) in document.members(id).enumerate() {
                    next.push(None);
                    let Some(name) = document.str(key) else {
                        continue;
                    };
                    let last = (key, value);
                    let place = names.insert(name, members.len());
                    match members.get_mut(place).zip(latest.get_mut(place)) {
                        Some((Member { last: known, .. }, latest)) => {
                            *known = last;
                            let before = std::mem::replace(latest, at);
                            if let Some(next) = next.get_mut(before) {
                                *next = Some(key);
                            }
                        }
                        None => {
                            members.push(Member { first: last, last });
                            latest.push(at);
                        }
                    }
                }
                Self::Members(names, members, next)
            }
            _ => Self::None,
        }
    }
}

impl<'d, 't> Index<'d, 't> {
    /// Walks the document once.
    pub fn new(document: &'d Document<'t>) -> Self {
        let mut parents = Vec::with_capacity(document.node_count());
        let (mut around, mut guesses) = (Vec::<(NodeId, u32)>::new(), Vec::new());
        for number in 0..document.node_count() as u32 {
            while around
                .last()
                .is_some_and(|(id, _)| document.after(*id).0 <= number)
            {
                around.pop();
            }
            parents.push(around.last().copied().unwrap_or_default());
            if let Some((_, children)) = around.last_mut() {
                *children += 1;
            }
            around.push((NodeId(number), 0));
            if document.is_guessed(NodeId(number)) {
                guesses.push(NodeId(number));
            }
        }
        Self {
            document,
            parents,
            guesses,
            children: Vec::new(),
            asked: FirstIndex::default(),
        }
    }

    /// The document that is searched.
    pub fn document(&self) -> &'d Document<'t> {
        self.document
    }

    /// The node at a path, or the nearest one around it that is there; and whether it is the one that was meant. `base` is
    /// the declaration in hand.
    pub fn find(&mut self, base: NodeId, path: &Path, target: Target) -> (NodeId, bool) {
        let mut at = path.start().unwrap_or(base);
        let mut key = at;
        for segment in path.segments() {
            match self.child(at, &segment).map(|member| member.last) {
                Some((name, value)) => (key, at) = (name, value),
                None => return (at, false),
            }
        }
        (if target == Target::Key { key } else { at }, true)
    }

    /// The key and value at a path; of several equal keys, the first or the last.
    pub fn member(&mut self, base: NodeId, path: &Path, first: bool) -> Option<(NodeId, NodeId)> {
        let parent = self.find(base, &path.parent()?, Target::Value);
        let member = self.child(parent.1.then_some(parent.0)?, &path.segments().last()?)?;
        Some(if first { member.first } else { member.last })
    }

    /// The next key of the same object that is equal to `key`.
    pub fn equal_after(&mut self, key: NodeId) -> Option<NodeId> {
        let document = self.document;
        let (object, place) = self.parent(key);
        if is_small(document, object) {
            let mut later = document.members(object).map(|(key, _)| key);
            return later.find(|other| *other > key && document.str(*other) == document.str(key));
        }
        match self.children(object)? {
            // A key and its value are two children.
            Children::Members(_, _, next) => *next.get(place as usize / 2)?,
            _ => None,
        }
    }

    /// Whether recovery guessed nothing of the nodes from `first` up to `after`.
    pub fn is_certain(&self, first: NodeId, after: NodeId) -> bool {
        let next = self.guesses.partition_point(|guess| *guess < first);
        self.guesses.get(next).is_none_or(|guess| *guess >= after)
    }

    fn child(&mut self, of: NodeId, segment: &str) -> Option<Member> {
        if is_small(self.document, of) {
            return Member::find(self.document, of, segment);
        }
        match self.children(of)? {
            Children::Elements(elements) => Some(Member::element(
                *elements.get(segment.parse::<usize>().ok()?)?,
            )),
            Children::Members(names, members, _) => members.get(names.get(&segment)?).copied(),
            Children::None => None,
        }
    }

    fn children(&mut self, of: NodeId) -> Option<&Children<'d>> {
        let place = self.asked.insert(of.0.into(), self.children.len());
        if place == self.children.len() {
            self.children.push(Children::of(self.document, of));
        }
        self.children.get(place)
    }

    /// The container around a node, and the node's place among its children.
    pub fn parent(&self, id: NodeId) -> (NodeId, u32) {
        self.parents.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The path of a node inside `base`, to be shown: of very long keys the end is left out. Of a key, it is the path of its
    /// value.
    #[inline(never)]
    pub fn path(&self, base: NodeId, id: NodeId) -> Path {
        self.extended(Path::root(), base, id, Path::short_key)
    }

    /// A path from the root, to be shown as that of [`Index::path`].
    pub fn from_root(&self, base: NodeId, path: &Path) -> Path {
        self.path(Document::ROOT, path.start().unwrap_or(base))
            .join(path)
    }

    /// The path of a node from the object or list around it, by which it can be found again; of a key, the path of its value.
    #[inline(never)]
    pub fn place(&self, id: NodeId) -> Path {
        let (parent, _) = self.parent(id);
        self.extended(Path::within(parent), parent, id, Path::key)
    }

    /// The path of `base`, extended to a node inside it.
    fn extended(&self, path: Path, base: NodeId, id: NodeId, key: fn(Path, &str) -> Path) -> Path {
        let mut steps = Vec::new();
        let mut at = id;
        while at != base && at != Document::ROOT {
            let (parent, place) = self.parent(at);
            steps.push((at, parent, place));
            at = parent;
        }
        let steps = steps.into_iter().rev();
        steps.fold(path, |path, (at, parent, place)| {
            match self.document.kind(parent) {
                Kind::Object => {
                    // A key has no children, so that the value's key is the node before it.
                    let name = if place % 2 == 0 { at } else { NodeId(at.0 - 1) };
                    key(path, self.document.str(name).unwrap_or_default())
                }
                _ => path.index(place as usize),
            }
        })
    }

    /// Whether a node is a key.
    pub fn is_key(&self, id: NodeId) -> bool {
        let (parent, place) = self.parent(id);
        id != Document::ROOT && self.document.kind(parent) == Kind::Object && place % 2 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Source, Writer, node};

    #[test]
    fn equal_keys_are_found_one_after_the_other() {
        for more in [0, 200] {
            let mut writer = Writer::new("", Source::Value, Default::default());
            writer.open(node::OBJECT, 0);
            let mut keys = Vec::new();
            for at in 0..3 {
                keys.push(writer.string("a"));
                writer.number(f64::from(at));
                for other in 0..more {
                    writer.string(&format!("b{other}"));
                    writer.number(0.0);
                }
            }
            writer.close(0, 0);
            let document = writer.finish();
            let mut index = Index::new(&document);
            let next: Vec<_> = keys.iter().map(|key| index.equal_after(*key)).collect();
            assert_eq!(next, [Some(keys[1]), Some(keys[2]), None], "{more}");
        }
    }

    #[test]
    fn paths_and_nodes_are_inverse() {
        let mut writer = Writer::new("", Source::Value, Default::default());
        writer.open(node::OBJECT, 0);
        writer.string("a");
        writer.open(node::ARRAY, 0);
        writer.number(1.0);
        writer.open(node::OBJECT, 0);
        writer.string("b");
        let inner = writer.bool(true);
        writer.close(0, 0);
        writer.close(0, 0);
        writer.string("a");
        let later = writer.number(2.0);
        let document = writer.finish();
        let mut index = Index::new(&document);

        let path = index.path(Document::ROOT, inner);
        assert_eq!(path.as_str(), "/a/1/b");
        let place = index.place(inner);
        assert_eq!(place.as_str(), "/b");
        let found = index.find(Document::ROOT, &place, Target::Value);
        assert_eq!(found, (inner, true));
        assert!(index.is_key(NodeId(inner.0 - 1)) && !index.is_key(inner));
        assert_eq!(
            index.find(Document::ROOT, &Path::parse("/a"), Target::Value),
            (later, true)
        );
        assert_eq!(
            index.find(Document::ROOT, &Path::parse("/a/x/y"), Target::Value),
            (later, false)
        );
        let first = index
            .member(Document::ROOT, &Path::parse("/a"), true)
            .map(|(_, value)| value);
        assert_eq!(
            first.map(|id| index.path(id, inner)),
            Some(Path::parse("/1/b"))
        );
    }
}
