//! Builds the tape from the events of the parser.

use alien_sdk_core::internal::document::yaml::{Fault, FaultKind, SKIPPED, YamlNode, YamlTape};
use alien_sdk_core::internal::document::{Limits, node};
use alien_sdk_core::internal::span::Span;
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use crate::layout::{empty_place, skip_to, trimmed_end};
use crate::marks::{Marks, mark_repaired};
use crate::repair::SyntaxFault;

/// The nodes that all aliases and merge keys of a text may stand for together.
pub(crate) const MAX_ALIAS_NODES: usize = 100_000;

pub(crate) struct Builder<'t> {
    /// The text that the spans point into.
    pub(crate) text: &'t str,
    /// The text that is parsed: the same one, or one of the same length without its syntax errors.
    parsed: &'t str,
    pub(crate) tape: YamlTape,
    open: Vec<Open>,
    /// The node of each anchor, by the number that the parser gives it.
    pub(crate) anchors: Vec<u32>,
    /// The end of the last part of the text that belongs to a node.
    read: u32,
    /// The nodes that aliases may still stand for; `None` once it was reported that they stand for too many.
    pub(crate) alias_nodes_left: Option<usize>,
    max_faults: usize,
    marks: Marks,
}

/// An object or array that is not closed yet.
pub(crate) struct Open {
    pub(crate) node: u32,
    is_object: bool,
    /// Whether the next node is a key.
    expects_key: bool,
    /// Whether this is itself a key.
    is_key: bool,
    /// The merge keys.
    pub(crate) merges: Vec<u32>,
}

/// The number of a node that doesn't exist.
pub(crate) const NONE: u32 = u32::MAX;

impl<'t> Builder<'t> {
    pub(crate) fn new(text: &'t str, parsed: &'t str, limits: &Limits) -> Self {
        Self {
            text,
            parsed,
            tape: YamlTape::default(),
            open: Vec::new(),
            anchors: Vec::new(),
            read: 0,
            alias_nodes_left: Some(MAX_ALIAS_NODES),
            max_faults: limits.diagnostics,
            marks: Marks::default(),
        }
    }

    /// Reports syntax errors that were repaired, and marks the nodes that they may concern.
    pub(crate) fn with_faults(mut self, faults: &[SyntaxFault]) -> Self {
        self.marks = Marks::new(faults);
        for fault in faults {
            self.add_fault(Fault {
                kind: FaultKind::Syntax,
                span: fault.span,
                message: fault.message.clone(),
                help: fault.help.clone(),
                related: fault.related.clone(),
                fix: fault.fix.clone(),
            });
        }
        self
    }

    /// Reads the text. Returns `None` if it is not valid YAML.
    pub(crate) fn run(mut self) -> Option<YamlTape> {
        for event in Parser::new_from_str_with_options(self.parsed, crate::parser_options()) {
            let (event, span) = event.ok()?;
            self.event(event, &span);
        }
        mark_repaired(&mut self.tape, self.parsed);
        Some(self.tape)
    }

    fn event(&mut self, event: Event, at: &granit_parser::Span) {
        let span = to_span(at);
        match event {
            Event::DocumentStart(true, _) => self.read = span.end,
            Event::Scalar(value, style, anchor, tag) => {
                let (is_empty, read) = (span.start == span.end, self.read);
                let span = self.scalar_span(span, style);
                // An empty value is after its colon, if there is one.
                let is_lone = is_empty && self.is_lone_key(span.start > read);
                self.read = span.end;
                let node = match is_lone {
                    true => self.lone_key(span),
                    false => self.scalar(&value, style, tag.as_deref(), at, span),
                };
                self.define(anchor, node);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let span = self.list_start(span, style);
                self.start(node::ARRAY, span, anchor);
                self.collection_tag(tag, "seq", at);
            }
            Event::MappingStart(style, anchor, tag) => {
                if style == StructureStyle::Flow {
                    self.read = span.end;
                    self.check_braces(span);
                }
                self.start(node::OBJECT, span, anchor);
                self.collection_tag(tag, "map", at);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // The end of a flow collection is its bracket, and that of a block collection is empty.
                if span.start < span.end {
                    self.read = span.end;
                }
                self.end();
            }
            Event::Alias(anchor) => {
                self.read = span.end;
                self.alias(anchor, span);
            }
            Event::UnresolvedAlias(_) => {
                self.read = span.end;
                self.unresolved_alias(span);
            }
            _ => {}
        }
    }

    /// The span of a scalar, with its quotes or its header, and without the white space after it.
    fn scalar_span(&self, Span { start, end }: Span, style: ScalarStyle) -> Span {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let is_header = |byte| matches!(byte, b'|' | b'>');
                let header = skip_to(self.parsed, self.read as usize, is_header);
                let start = header.map_or(start, |at| at as u32);
                let end = trimmed_end(self.parsed, start as usize, end as usize);
                Span::new(start, end as u32)
            }
            _ if start == end => {
                if self.is_at_key() {
                    return Span::new(start, start);
                }
                let rest = self.parsed.get(start as usize..).unwrap_or_default();
                let limit = start as usize + usize::from(rest.starts_with(':'));
                let at = empty_place(self.parsed, self.read as usize, limit) as u32;
                Span::new(at, at)
            }
            _ => Span::new(start, end),
        }
    }

    /// The start of an array. If a list is not indented more than the object around it, the parser returns what is after the
    /// first dash.
    fn list_start(&mut self, span: Span, style: StructureStyle) -> Span {
        if style == StructureStyle::Flow {
            self.read = span.end;
            return span;
        }
        let dash = match self.open.last() {
            Some(open) if open.is_object => {
                skip_to(self.parsed, self.read as usize, |byte| byte == b'-')
            }
            _ => None,
        };
        let start = dash.map_or(span.start, |at| at as u32);
        Span::new(start, start)
    }

    /// Reports an object in brackets that has no braces, such as in `[a: 1]`. Its key may really be a value.
    fn check_braces(&mut self, start: Span) {
        let rest = self.parsed.get(start.start as usize..).unwrap_or_default();
        if !rest.starts_with('{') {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            let first = Span::new(start.start, start.start + length as u32);
            let message = "this is a key in a list, without an object around it";
            let help = "write `{` before it and `}` after its value";
            self.fault(FaultKind::LoneKey, first, message, help);
        }
    }

    /// Whether the value that is missing next leaves it open what the key is: in braces, or without a colon.
    fn is_lone_key(&self, has_colon: bool) -> bool {
        let Some(open) = self.open.last().filter(|open| open.is_object) else {
            return false;
        };
        let rest = |at: u32| self.parsed.get(at as usize..).unwrap_or_default();
        let object = self.tape.nodes.get(open.node as usize);
        let is_flow = object.is_some_and(|object| rest(object.span.start).starts_with('{'));
        !open.expects_key && (is_flow || !has_colon)
    }

    /// Whether the next node is a key.
    pub(crate) fn is_at_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.expects_key)
    }

    /// Notes that the next node is a merge key of the innermost object.
    pub(crate) fn add_merge_key(&mut self) {
        let number = self.next();
        if let Some(open) = self.open.last_mut() {
            open.merges.push(number);
        }
    }

    /// Notes that a key or a value is complete.
    pub(crate) fn after_node(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.expects_key = open.is_object && !open.expects_key;
        }
    }

    /// The number of the next node.
    pub(crate) fn next(&self) -> u32 {
        self.tape.nodes.len() as u32
    }

    /// Adds a node without children.
    pub(crate) fn leaf(&mut self, head: u32, a: u32, b: u32, span: Span) -> u32 {
        let number = self.next();
        let is_leaf = head & node::KIND < node::ARRAY;
        let broken = match is_leaf && self.marks.is_broken(span) {
            true => node::BROKEN,
            false => 0,
        };
        if broken != 0
            && let Some(open) = self.open.last().filter(|open| !open.is_object)
            && let Some(list) = self.tape.nodes.get_mut(open.node as usize)
        {
            // The other elements may not be what they seem either.
            list.head |= node::UNFINISHED;
        }
        self.tape.nodes.push(YamlNode {
            head: head | broken,
            next: number + 1,
            span,
            a,
            b,
        });
        number
    }

    /// A part of the text for a message, in backticks.
    pub(crate) fn shown(&self, span: Span) -> String {
        let text = self.text.get(span.range()).unwrap_or_default();
        let quoted = alien_sdk_core::internal::diagnostic::quoted(text);
        format!("`{}`", quoted.trim_matches('"'))
    }

    /// Opens an object or array.
    fn start(&mut self, kind: u32, span: Span, anchor: usize) {
        let unfinished = match self.marks.is_unfinished(span.start) {
            true => node::UNFINISHED,
            false => 0,
        };
        let node = self.leaf(kind | unfinished, 0, 0, span);
        if let Some(node) = self.tape.nodes.last_mut() {
            // Nothing else has this value, so an alias to it is known to be inside it.
            node.next = NONE;
        }
        self.define(anchor, node);
        let is_key = self.is_at_key();
        self.open.push(Open {
            node,
            is_object: kind == node::OBJECT,
            expects_key: kind == node::OBJECT,
            is_key,
            merges: Vec::new(),
        });
    }

    /// Closes the innermost object or array.
    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if !open.merges.is_empty() {
            self.merge(&open);
        }
        let (next, end) = (self.next(), self.read);
        let Some(node) = self.tape.nodes.get_mut(open.node as usize) else {
            return;
        };
        node.next = next;
        node.span.end = end.max(node.span.start);
        if self.marks.is_broken(node.span) {
            node.head |= node::BROKEN;
        }
        if open.is_key {
            node.head |= SKIPPED;
            let span = node.span;
            self.complex_key(span);
        }
        self.after_node();
    }

    /// Adds a broken key instead of an object or array.
    pub(crate) fn complex_key(&mut self, span: Span) {
        let message = "a key must be text, not a list or an object";
        let help = "write the key as text; `? ` starts a key that can be anything";
        self.fault(FaultKind::Unsupported, span, message, help);
        self.leaf(node::STRING | node::BROKEN, span.start, 0, span);
    }

    fn define(&mut self, anchor: usize, node: u32) {
        if anchor == 0 {
            return;
        }
        if self.anchors.len() <= anchor {
            self.anchors.resize(anchor + 1, NONE);
        }
        if let Some(defined) = self.anchors.get_mut(anchor) {
            *defined = node;
        }
    }

    pub(crate) fn fault(&mut self, kind: FaultKind, span: Span, message: &str, help: &str) {
        self.add_fault(Fault {
            kind,
            span,
            message: message.to_owned(),
            help: help.to_owned(),
            related: Vec::new(),
            fix: None,
        });
    }

    fn add_fault(&mut self, fault: Fault) {
        match self.tape.faults.len() < self.max_faults {
            true => self.tape.faults.push(fault),
            false => self.tape.omitted_faults += 1,
        }
    }
}

pub(crate) fn to_span(at: &granit_parser::Span) -> Span {
    let range = at.byte_range().unwrap_or_default();
    Span::new(range.start as u32, range.end as u32)
}
