//! Finds the node of a path, and the path of a node. It is created only if there is something to report.

use super::{Document, Kind};
use crate::collections::FirstIndex;
use crate::diagnostic::Target;
use crate::path::Path;
use crate::span::NodeId;

/// Finds nodes by path and paths by node. After the first query about an object or array, the time of a query does not
/// depend on the number of its children.
pub struct Index<'d, 't> {
    document: &'d Document<'t>,
    /// The parent of each node, and the node's position among the children of that parent.
    parents: Vec<(NodeId, u32)>,
    /// The nodes that the parser guessed, in ascending order.
    guesses: Vec<NodeId>,
    /// The children of each object or array that a query was about.
    children: Vec<Children<'d>>,
    /// The position of each such object or array in `children`.
    positions: FirstIndex<u64>,
}

enum Children<'d> {
    Elements(Vec<NodeId>),
    Members {
        /// The position of each name in `members`.
        names: FirstIndex<&'d str>,
        members: Vec<Member>,
        /// For each key of the object, in order, the next key that is equal to it.
        next_equal: Vec<Option<NodeId>>,
    },
    None,
}

/// The first and the last of the members with the same key. For an element of an array, both are the element.
#[derive(Clone, Copy, Debug)]
struct Member {
    first: (NodeId, NodeId),
    last: (NodeId, NodeId),
}

/// In objects and arrays with at most this many nodes, a linear search is faster than a map.
const MAX_SEARCHED: u32 = 128;

fn is_small(document: &Document, id: NodeId) -> bool {
    document.node_after(id).0.saturating_sub(id.0) <= MAX_SEARCHED
}

impl Member {
    fn element(id: NodeId) -> Self {
        Self {
            first: (id, id),
            last: (id, id),
        }
    }

    /// Finds a child by a linear search.
    fn find(document: &Document, parent: NodeId, segment: &str) -> Option<Self> {
        if document.kind(parent) == Kind::Array {
            let position = segment.parse::<usize>().ok()?;
            return document.elements(parent).nth(position).map(Self::element);
        }
        let keys = document.keys_named(parent, segment);
        let mut members = keys.map(|key| (key, NodeId(key.0 + 1)));
        let first = members.next()?;
        let last = members.last().unwrap_or(first);
        Some(Self { first, last })
    }
}

impl<'d> Children<'d> {
    fn new(document: &'d Document, id: NodeId) -> Self {
        match document.kind(id) {
            Kind::Array => Self::Elements(document.elements(id).collect()),
            Kind::Object => {
                let (mut names, mut members) = (FirstIndex::default(), Vec::new());
                let (mut latest, mut next_equal) = (Vec::new(), Vec::new());
                for (at, (key, value)) in document.members(id).enumerate() {
                    next_equal.push(None);
                    let Some(name) = document.str(key) else {
                        continue;
                    };
                    let last = (key, value);
                    let position = names.insert(name, members.len());
                    match members.get_mut(position).zip(latest.get_mut(position)) {
                        Some((Member { last: known, .. }, latest)) => {
                            *known = last;
                            let previous = std::mem::replace(latest, at);
                            if let Some(next) = next_equal.get_mut(previous) {
                                *next = Some(key);
                            }
                        }
                        None => {
                            members.push(Member { first: last, last });
                            latest.push(at);
                        }
                    }
                }
                Self::Members {
                    names,
                    members,
                    next_equal,
                }
            }
            _ => Self::None,
        }
    }
}

impl<'d, 't> Index<'d, 't> {
    /// Visits each node once.
    pub fn new(document: &'d Document<'t>) -> Self {
        let (mut around, mut guesses) = (Vec::new(), Vec::new());
        // The innermost object or array around the next node, the node after it, and the number of its children so far.
        let (mut parent, mut end, mut children) = (NodeId::default(), u32::MAX, 0);
        let parents = (0..).zip(&document.nodes).map(|(number, node)| {
            while end <= number
                && let Some(outer) = around.pop()
            {
                (parent, end, children) = outer;
            }
            let place = (parent, children);
            children += 1;
            if node.next > number + 1 {
                around.push((parent, end, children));
                (parent, end, children) = (NodeId(number), node.next, 0);
            }
            if node.is_guessed() {
                guesses.push(NodeId(number));
            }
            place
        });
        Self {
            document,
            parents: parents.collect(),
            guesses,
            children: Vec::new(),
            positions: FirstIndex::default(),
        }
    }

    /// The document whose nodes are found.
    pub fn document(&self) -> &'d Document<'t> {
        self.document
    }

    /// Finds the node at a path. If it doesn't exist, the result is the innermost object or array on the path that exists,
    /// and false. A path that doesn't start from a node starts from `base`.
    pub fn find(&mut self, base: NodeId, path: &Path, target: Target) -> (NodeId, bool) {
        let mut at = path.start_node().unwrap_or(base);
        let mut key = at;
        for segment in path.segments() {
            match self.child(at, &segment).map(|member| member.last) {
                Some((name, value)) => (key, at) = (name, value),
                None => return (at, false),
            }
        }
        (if target == Target::Key { key } else { at }, true)
    }

    /// The key and value at a path; of duplicate keys, the first.
    pub fn first_member(&mut self, base: NodeId, path: &Path) -> Option<(NodeId, NodeId)> {
        self.member(base, path).map(|member| member.first)
    }

    /// The key and value at a path; of duplicate keys, the last.
    pub fn last_member(&mut self, base: NodeId, path: &Path) -> Option<(NodeId, NodeId)> {
        self.member(base, path).map(|member| member.last)
    }

    fn member(&mut self, base: NodeId, path: &Path) -> Option<Member> {
        let (parent, is_found) = self.find(base, &path.parent()?, Target::Value);
        self.child(is_found.then_some(parent)?, &path.segments().last()?)
    }

    /// The next key of the same object that is equal to `key`.
    pub fn next_equal_key(&mut self, key: NodeId) -> Option<NodeId> {
        let document = self.document;
        let (object, position) = self.parent(key);
        if is_small(document, object) {
            let mut later = document.members(object).map(|(key, _)| key);
            return later.find(|other| *other > key && document.str(*other) == document.str(key));
        }
        match self.children(object)? {
            // A key and its value are two children.
            Children::Members { next_equal, .. } => *next_equal.get(position as usize / 2)?,
            _ => None,
        }
    }

    /// Whether the parser guessed none of the nodes from `first` up to, not including, `after`.
    pub fn is_certain(&self, first: NodeId, after: NodeId) -> bool {
        let next = self.guesses.partition_point(|guess| *guess < first);
        self.guesses.get(next).is_none_or(|guess| *guess >= after)
    }

    fn child(&mut self, parent: NodeId, segment: &str) -> Option<Member> {
        if is_small(self.document, parent) {
            return Member::find(self.document, parent, segment);
        }
        match self.children(parent)? {
            Children::Elements(elements) => Some(Member::element(
                *elements.get(segment.parse::<usize>().ok()?)?,
            )),
            Children::Members { names, members, .. } => members.get(names.get(&segment)?).copied(),
            Children::None => None,
        }
    }

    fn children(&mut self, parent: NodeId) -> Option<&Children<'d>> {
        let position = self.positions.insert(parent.0.into(), self.children.len());
        if position == self.children.len() {
            self.children.push(Children::new(self.document, parent));
        }
        self.children.get(position)
    }

    /// The parent of a node, and the node's position among the children of that parent.
    pub fn parent(&self, id: NodeId) -> (NodeId, u32) {
        self.parents.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The last value of an object or array; `None` if it is empty.
    pub fn last_value(&self, container: NodeId) -> Option<NodeId> {
        let last = NodeId(self.document.node_after(container).0.saturating_sub(1));
        self.ancestor_in(container, last)
    }

    /// The value before a key or element of an object or array; `None` for the first one.
    pub fn value_before(&self, container: NodeId, first: NodeId) -> Option<NodeId> {
        self.ancestor_in(container, NodeId(first.0.saturating_sub(1)))
    }

    /// The child of `container` that `id` is, or that contains it.
    fn ancestor_in(&self, container: NodeId, mut id: NodeId) -> Option<NodeId> {
        while id > container && self.parent(id).0 != container {
            id = self.parent(id).0;
        }
        (id > container).then_some(id)
    }

    /// The path from `base` to a node inside it, for display: very long keys are cut. For a key, it is the path of its
    /// value.
    #[inline(never)]
    pub fn path(&self, base: NodeId, id: NodeId) -> Path {
        self.extend_path(Path::root(), base, id, Path::short_key)
    }

    /// The same path, but from the root of the document, for display as in [`Index::path`].
    pub fn path_from_root(&self, base: NodeId, path: &Path) -> Path {
        self.path(Document::ROOT, path.start_node().unwrap_or(base))
            .join(path)
    }

    /// The path from a node's parent to the node, by which [`Index::find`] finds the node. For a key, it is the path of
    /// its value.
    #[inline(never)]
    pub fn path_from_parent(&self, id: NodeId) -> Path {
        let (parent, _) = self.parent(id);
        self.extend_path(Path::from_node(parent), parent, id, Path::key)
    }

    /// Extends `path`, which leads to `base`, to a node inside `base`. `append_key` appends a key.
    fn extend_path(
        &self,
        path: Path,
        base: NodeId,
        id: NodeId,
        append_key: fn(Path, &str) -> Path,
    ) -> Path {
        let mut steps = Vec::new();
        let mut at = id;
        while at != base && at != Document::ROOT {
            let (parent, position) = self.parent(at);
            steps.push((at, parent, position));
            at = parent;
        }
        let steps = steps.into_iter().rev();
        steps.fold(path, |path, (at, parent, position)| {
            match self.document.kind(parent) {
                Kind::Object => {
                    // A key has no children, so the key of a value is the node before it.
                    let name = if position % 2 == 0 {
                        at
                    } else {
                        NodeId(at.0 - 1)
                    };
                    append_key(path, self.document.str(name).unwrap_or_default())
                }
                _ => path.index(position as usize),
            }
        })
    }

    /// Whether a node is a key.
    pub fn is_key(&self, id: NodeId) -> bool {
        let (parent, position) = self.parent(id);
        id != Document::ROOT && self.document.kind(parent) == Kind::Object && position % 2 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Source, Writer, node};

    #[test]
    fn next_equal_key_finds_each_duplicate() {
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
            let next: Vec<_> = keys.iter().map(|key| index.next_equal_key(*key)).collect();
            assert_eq!(next, [Some(keys[1]), Some(keys[2]), None], "{more}");
        }
    }

    #[test]
    fn find_reverses_path() {
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
        let from_parent = index.path_from_parent(inner);
        assert_eq!(from_parent.as_str(), "/b");
        let found = index.find(Document::ROOT, &from_parent, Target::Value);
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
            .first_member(Document::ROOT, &Path::parse("/a"))
            .map(|(_, value)| value);
        assert_eq!(
            first.map(|id| index.path(id, inner)),
            Some(Path::parse("/1/b"))
        );
    }
}
