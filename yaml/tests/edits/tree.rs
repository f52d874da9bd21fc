//! Random YAML texts, as trees that know their anchors and how they are written.

use proptest::prelude::*;
use serde_json::Value;

/// A value.
#[derive(Clone, Debug)]
pub struct Node {
    pub anchor: Option<usize>,
    pub kind: Kind,
    /// Random bits that decide how it is written.
    pub style: u16,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Scalar(Value),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    Alias(usize),
}

pub const STRINGS: [&str; 24] = [
    "a",
    "no",
    "1:30",
    "x: y",
    "a #b",
    "",
    " lead",
    "two\nlines\n",
    "none\n\nat end",
    "keep\n\n",
    "it's",
    "d\"q\\",
    "ünï 日本",
    "-x",
    "{",
    "trail:",
    "a, b",
    "1.5",
    "0o7",
    "~",
    "2024-01-01",
    "\u{1}\u{2028}",
    "[x]",
    "# no",
];

const KEYS: [&str; 10] = ["a", "b", "c", "d", "on", "x y", "k:", "é", "\"q", "1"];

pub fn nodes() -> impl Strategy<Value = Node> {
    let scalar = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        2 => any::<i16>().prop_map(Value::from),
        1 => Just(Value::from(0.5)),
        4 => prop::sample::select(&STRINGS[..]).prop_map(Value::from),
    ];
    let node = |kind: BoxedStrategy<Kind>| {
        (kind, any::<u16>()).prop_map(|(kind, style)| Node {
            anchor: None,
            kind,
            style,
        })
    };
    let leaf = node(scalar.prop_map(Kind::Scalar).boxed());
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Kind::List);
        let keys = prop::sample::subsequence(&KEYS[..], 0..5).prop_shuffle();
        let map = (keys, prop::collection::vec(inner, 5)).prop_map(|(keys, values)| {
            Kind::Map(keys.into_iter().map(str::to_owned).zip(values).collect())
        });
        node(prop_oneof![2 => list, 3 => map].boxed())
    })
}

impl Node {
    /// Gives anchors to some nodes, and replaces some later ones by aliases.
    pub fn add_aliases(&mut self, anchors: &mut usize) {
        let has_anchor = self.style >> 12 & 7 == 0;
        if self.style >> 9 & 7 == 0 && *anchors > 0 {
            self.kind = Kind::Alias(self.style as usize % *anchors);
            return;
        }
        match &mut self.kind {
            Kind::List(list) => list.iter_mut().for_each(|node| node.add_aliases(anchors)),
            Kind::Map(map) => map
                .iter_mut()
                .for_each(|(_, node)| node.add_aliases(anchors)),
            _ => {}
        }
        // It gets its number afterwards, so that it has no alias of itself.
        if has_anchor {
            self.anchor = Some(*anchors);
            *anchors += 1;
        }
    }

    pub fn of_json(value: &Value) -> Self {
        let kind = match value {
            Value::Array(list) => Kind::List(list.iter().map(Self::of_json).collect()),
            Value::Object(map) => {
                let member = |(key, value): (&String, &Value)| (key.clone(), Self::of_json(value));
                Kind::Map(map.iter().map(member).collect())
            }
            scalar => Kind::Scalar(scalar.clone()),
        };
        Self {
            anchor: None,
            kind,
            style: 0,
        }
    }

    pub fn children(&self) -> Vec<(String, &Self)> {
        match &self.kind {
            Kind::List(list) => list
                .iter()
                .enumerate()
                .map(|(at, node)| (at.to_string(), node))
                .collect(),
            Kind::Map(map) => map.iter().map(|(key, node)| (key.clone(), node)).collect(),
            _ => Vec::new(),
        }
    }

    pub fn child(&mut self, at: usize) -> &mut Self {
        match &mut self.kind {
            Kind::List(list) => &mut list[at],
            Kind::Map(map) => &mut map[at].1,
            _ => panic!("a node without children"),
        }
    }

    pub fn find_anchor(&self, anchor: usize) -> Option<&Self> {
        let is_here = self.anchor == Some(anchor);
        let inside = || {
            self.children()
                .into_iter()
                .find_map(|(_, node)| node.find_anchor(anchor))
        };
        if is_here { Some(self) } else { inside() }
    }

    /// The positions that lead to a path. Inside an alias, they lead to the anchored node.
    pub fn locate(&self, path: &[String]) -> Option<Vec<usize>> {
        let (mut at, mut node) = (Vec::new(), self);
        for segment in path {
            if let Kind::Alias(anchor) = node.kind {
                at = self.path_of_anchor(anchor)?;
                node = self.at(&at);
            }
            let position = node
                .children()
                .iter()
                .position(|(name, _)| name == segment)?;
            at.push(position);
            node = self.at(&at);
        }
        Some(at)
    }

    fn at(&self, path: &[usize]) -> &Self {
        path.iter().fold(self, |node, at| node.children()[*at].1)
    }

    pub fn at_mut(&mut self, path: &[usize]) -> &mut Self {
        path.iter().fold(self, |node, at| node.child(*at))
    }

    pub fn path_of_anchor(&self, anchor: usize) -> Option<Vec<usize>> {
        if self.anchor == Some(anchor) {
            return Some(Vec::new());
        }
        self.children()
            .into_iter()
            .enumerate()
            .find_map(|(at, (_, node))| {
                let mut path = node.path_of_anchor(anchor)?;
                path.insert(0, at);
                Some(path)
            })
    }

    /// The value with all aliases expanded; `None` if the anchor of one is missing.
    pub fn value(&self, root: &Self) -> Option<Value> {
        Some(match &self.kind {
            Kind::Scalar(value) => value.clone(),
            Kind::Alias(anchor) => root.find_anchor(*anchor)?.value(root)?,
            Kind::List(list) => list
                .iter()
                .map(|node| node.value(root))
                .collect::<Option<_>>()?,
            Kind::Map(map) => {
                let member = |(key, node): &(String, Self)| Some((key.clone(), node.value(root)?));
                Value::Object(map.iter().map(member).collect::<Option<_>>()?)
            }
        })
    }
}

/// The bits of the style with which `true` is written as `True`.
pub const CAPITAL: u16 = 3;

/// Whether a node is written as `True`, if it is true.
pub fn is_capital(node: &Node) -> bool {
    node.style & CAPITAL == CAPITAL
}
