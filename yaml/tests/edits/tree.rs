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
const CAPITAL: u16 = 3;

/// Whether a node is written as `True`, if it is true.
pub fn is_capital(node: &Node) -> bool {
    node.style & CAPITAL == CAPITAL
}

/// Prints trees.
pub struct Printer {
    pub text: String,
    /// The spaces of a level.
    pub unit: usize,
    /// The spaces before a list in an object.
    pub list_indent: usize,
    pub comments: usize,
    seed: u64,
    pub ends_with_block_scalar: bool,
}

impl Printer {
    pub fn new(seed: u64) -> Self {
        let unit = [2, 4, 3][seed as usize % 3];
        Self {
            text: String::new(),
            unit,
            list_indent: if seed >> 2 & 1 == 0 { 0 } else { unit },
            comments: 0,
            seed: seed | 1,
            ends_with_block_scalar: false,
        }
    }

    /// A random number below `limit`.
    fn random(&mut self, limit: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % limit
    }

    pub fn document(&mut self, node: &Node) {
        self.comment_lines(0);
        self.value(node, None);
        if !self.text.ends_with('\n') {
            self.line_end();
        }
    }

    fn comment(&mut self) {
        self.comments += 1;
        let comment = format!("# c{} ", self.comments);
        self.text.push_str(comment.trim_end());
        self.text.push('.');
    }

    /// Ends a line, perhaps after a comment.
    fn line_end(&mut self) {
        match self.random(6) {
            0 => {
                self.text.push_str(" \t");
                self.comment();
            }
            1 => self.text.push(' '),
            _ => {}
        }
        self.text.push('\n');
    }

    fn comment_lines(&mut self, indent: usize) {
        for _ in 0..self.random(8).saturating_sub(5) {
            // An empty line may belong to the text before it.
            if self.random(3) == 0 && !self.ends_with_block_scalar {
                self.text.push('\n');
            }
            let indent = indent + self.random(2) as usize;
            self.spaces(indent);
            self.comment();
            self.text.push('\n');
        }
    }

    fn spaces(&mut self, indent: usize) {
        self.text.push_str(&" ".repeat(indent));
    }

    /// Prints a value after a key or dash in the column `around`, which needs no space before it. The line may be ended.
    fn value(&mut self, node: &Node, around: Option<(usize, bool)>) {
        let inner = around.map_or(0, |(column, _)| column + self.unit);
        if let Some(anchor) = node.anchor {
            self.text.push_str(&format!(" &x{anchor}"));
        }
        let is_block = node.style & 3 != 0;
        let is_empty = node.children().is_empty();
        match &node.kind {
            Kind::List(list) if is_block && !is_empty => {
                let column = match around {
                    None => 0,
                    Some((column, true)) => column + self.list_indent,
                    Some((column, false)) => column + 2,
                };
                let is_compact = self.start_block(around, node, column);
                for (at, element) in list.iter().enumerate() {
                    if at > 0 || !is_compact {
                        self.comment_lines(column);
                        self.spaces(column);
                    }
                    self.text.push('-');
                    self.value(element, Some((column, false)));
                    self.end_value();
                }
            }
            Kind::Map(map) if is_block && !is_empty => {
                let column = match around {
                    None => 0,
                    Some((column, true)) => column + self.unit,
                    Some((column, false)) => column + 2,
                };
                let is_compact = self.start_block(around, node, column);
                for (at, (key, value)) in map.iter().enumerate() {
                    if at > 0 || !is_compact {
                        self.comment_lines(column);
                        self.spaces(column);
                    }
                    let is_explicit =
                        value.style >> 5 & 15 == 0 && matches!(value.kind, Kind::Scalar(_));
                    if is_explicit {
                        self.text.push_str("? ");
                    }
                    self.scalar(&Value::from(key.as_str()), value.style >> 4, None);
                    if is_explicit {
                        self.line_end();
                        self.spaces(column);
                    }
                    self.text.push(':');
                    self.value(value, Some((column, true)));
                    self.end_value();
                }
            }
            Kind::Scalar(value) => {
                let is_unwritten = value.is_null() && node.style & 3 == 0 && around.is_some();
                if is_unwritten {
                    return;
                }
                let space = if around.is_some() || node.anchor.is_some() {
                    " "
                } else {
                    ""
                };
                self.text.push_str(space);
                self.scalar(value, node.style, Some(inner));
            }
            _ => {
                let space = if around.is_some() || node.anchor.is_some() {
                    " "
                } else {
                    ""
                };
                self.text.push_str(space);
                let without_anchor = Node {
                    anchor: None,
                    ..node.clone()
                };
                self.flow(&without_anchor, inner);
            }
        }
    }

    fn end_value(&mut self) {
        if !self.text.ends_with('\n') {
            self.line_end();
            self.ends_with_block_scalar = false;
        }
    }

    /// Starts an object or list in block style. Returns whether its first member is on the same line.
    fn start_block(&mut self, around: Option<(usize, bool)>, node: &Node, column: usize) -> bool {
        match around {
            None => {
                if let Some(anchor) = node.anchor {
                    // The anchor is written.
                    let start = self.text.len() - format!(" &x{anchor}").len();
                    self.text.insert_str(start, "---");
                    self.line_end();
                }
                false
            }
            Some((dash, false)) if node.anchor.is_none() && self.random(3) > 0 => {
                self.spaces(column - dash - 1);
                true
            }
            _ => {
                self.line_end();
                false
            }
        }
    }

    /// Prints a scalar. A text in block style is only possible after a key or dash: its lines have the indentation `block`.
    fn scalar(&mut self, value: &Value, style: u16, block: Option<usize>) {
        let Value::String(text) = value else {
            let text = match value {
                Value::Null => ["null", "~"][style as usize & 1].to_owned(),
                Value::Bool(true) if style & CAPITAL == CAPITAL => "True".to_owned(),
                other => other.to_string(),
            };
            return self.text.push_str(&text);
        };
        let is_plain = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c == ' ')
            && !text.ends_with(' ');
        let is_one_line = text.chars().all(|c| !c.is_control() && c != '\u{2028}');
        let lines = text.starts_with(char::is_alphabetic) && text.contains('\n');
        match (style & 3, block) {
            (1..=3, Some(indent)) if lines => {
                let header = match text {
                    _ if text.ends_with("\n\n") => "|+",
                    _ if text.ends_with('\n') => "|",
                    _ => "|-",
                };
                self.text.push_str(header);
                self.line_end();
                for line in text.lines() {
                    if !line.is_empty() {
                        self.spaces(indent.max(1));
                    }
                    self.text.push_str(line);
                    self.text.push('\n');
                }
                self.ends_with_block_scalar = true;
            }
            (0 | 1, _) if is_plain => self.text.push_str(text),
            (2, _) if is_one_line => self
                .text
                .push_str(&format!("'{}'", text.replace('\'', "''"))),
            _ => {
                let json = Value::from(text.as_str()).to_string();
                self.text.push_str(&json.replace('\u{2028}', "\\u2028"));
            }
        }
    }

    /// Prints a value in flow style. Its lines have at least the indentation `indent`.
    fn flow(&mut self, node: &Node, indent: usize) {
        if let Some(anchor) = node.anchor {
            self.text.push_str(&format!("&x{anchor} "));
        }
        let (open, close) = match &node.kind {
            Kind::Scalar(value) => return self.scalar(value, node.style, None),
            Kind::Alias(anchor) => return self.text.push_str(&format!("*x{anchor} ")),
            Kind::List(_) => ('[', ']'),
            Kind::Map(_) => ('{', '}'),
        };
        self.text.push(open);
        let is_wide = node.style >> 5 & 3 == 0;
        let is_map = open == '{';
        let children = node.children();
        for (at, (key, child)) in children.iter().enumerate() {
            if is_wide {
                self.line_end();
                self.spaces(indent + 2);
            } else if at > 0 || node.style >> 7 & 3 == 0 {
                self.text.push(' ');
            }
            if is_map {
                self.scalar(&Value::from(key.as_str()), child.style >> 4, None);
                self.text.push_str(": ");
            }
            self.flow(child, indent + 2);
            if at + 1 < children.len() || node.style >> 8 & 3 == 0 {
                self.text.push(',');
            }
        }
        if is_wide {
            self.line_end();
            self.spaces(indent + 1);
        }
        self.text.push(close);
    }
}
