//! Prints trees as YAML.

use serde_json::Value;

use super::tree::{CAPITAL, Kind, Node};

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
