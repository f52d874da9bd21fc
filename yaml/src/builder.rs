//! Builds the tape from the events of the parser.

use std::borrow::Cow;

use alien_sdk_core::internal::document::yaml::{Fault, FaultKind, SKIPPED, YamlNode, YamlTape};
use alien_sdk_core::internal::document::{Limits, node};
use alien_sdk_core::internal::span::Span;
use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, Tag};

use crate::layout::{skip_to, trimmed_end};
use crate::scalars::Scalar;

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
    /// The nodes that aliases may still stand for.
    pub(crate) alias_nodes_left: usize,
    max_faults: usize,
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
            alias_nodes_left: MAX_ALIAS_NODES,
            max_faults: limits.diagnostics,
        }
    }

    pub(crate) fn run(mut self) -> YamlTape {
        for event in Parser::new_from_str_with_options(self.parsed, crate::parser_options()) {
            match event {
                Ok((event, span)) => self.event(event, &span),
                Err(error) => {
                    self.stop(&error);
                    break;
                }
            }
        }
        self.tape
    }

    fn event(&mut self, event: Event, at: &granit_parser::Span) {
        let span = to_span(at);
        match event {
            Event::DocumentStart(true, _) => self.read = span.end,
            Event::Scalar(value, style, anchor, tag) => {
                let span = self.scalar_span(span, style);
                self.read = span.end;
                let node = self.scalar(&value, style, tag.as_deref(), at, span);
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
                }
                self.start(node::OBJECT, span, anchor);
                self.collection_tag(tag, "map", at);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // The end of a flow collection is its bracket, and that of a block collection is empty.
                self.read = self
                    .read
                    .max(if span.start < span.end { span.end } else { 0 });
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
            // An empty value is after the colon.
            _ if start == end => {
                let rest = self.parsed.get(start as usize..).unwrap_or_default();
                let after = match rest.starts_with(':') && !self.is_at_key() {
                    true => start + 1,
                    false => start,
                };
                Span::new(after, after)
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

    /// Whether the next node is a key.
    pub(crate) fn is_at_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.expects_key)
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
        self.tape.nodes.push(YamlNode {
            head,
            next: number + 1,
            span,
            a,
            b,
        });
        number
    }

    fn scalar(
        &mut self,
        value: &Cow<str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: &granit_parser::Span,
        span: Span,
    ) -> u32 {
        let is_plain = style == ScalarStyle::Plain;
        // The parser returns `~` for a value that is missing.
        let value = if span.start == span.end { "" } else { &**value };
        let number = if self.is_at_key() {
            if is_plain && value == "<<" && tag.is_none() {
                let number = self.next();
                if let Some(open) = self.open.last_mut() {
                    open.merges.push(number);
                }
            }
            self.string(value, span)
        } else {
            match (tag.map(|tag| (tag, tag.core_suffix())), is_plain) {
                (None, true) => self.plain(value, span),
                (None, false) | (Some((_, Some("str"))), _) => self.string(value, span),
                (Some((tag, _)), _) if tag.parts() == ("", "!") => self.string(value, span),
                (Some((tag, _)), _) => self.tagged(value, tag, at, span),
            }
        };
        self.after_node();
        number
    }

    /// Adds a string. Its content is a part of the text if possible.
    pub(crate) fn string(&mut self, value: &str, span: Span) -> u32 {
        let bytes = self.text.as_bytes();
        let quote = u32::from(matches!(bytes.get(span.start as usize), Some(b'"' | b'\'')));
        let start = span.start + quote;
        let range = start as usize..start as usize + value.len();
        if self.text.get(range) == Some(value) {
            return self.leaf(node::STRING, start, value.len() as u32, span);
        }
        let start = self.tape.strings.len() as u32;
        self.tape.strings.push_str(value);
        self.leaf(node::STRING | node::SIDE, start, value.len() as u32, span)
    }

    /// Adds the value of a plain scalar.
    fn plain(&mut self, value: &str, span: Span) -> u32 {
        match Scalar::of(value) {
            Scalar::Null => self.leaf(node::NULL, 0, span.start, span),
            Scalar::Bool(value) => self.leaf(node::BOOL, u32::from(value), span.start, span),
            Scalar::Digits(value) => self.leaf(node::INTEGER, span.start, value, span),
            Scalar::JsonNumber if self.text.get(span.range()) == Some(value) => {
                self.leaf(node::NUMBER, span.start, value.len() as u32, span)
            }
            Scalar::JsonNumber => self.number(value.parse().unwrap_or(f64::NAN), span),
            Scalar::Number(value) => self.number(value, span),
            Scalar::Text => self.string(value, span),
        }
    }

    fn number(&mut self, value: f64, span: Span) -> u32 {
        if value.is_finite() {
            let bits = value.to_bits();
            return self.leaf(node::FLOAT, bits as u32, (bits >> 32) as u32, span);
        }
        let what = match value.is_nan() {
            true => "`.nan` is not a number",
            false => "`.inf` is not a finite number",
        };
        self.fault(
            FaultKind::Unsupported,
            span,
            what,
            "write a number, or quote it as text",
        );
        self.broken(span)
    }

    /// Adds a value that has been reported.
    pub(crate) fn broken(&mut self, span: Span) -> u32 {
        self.leaf(node::NULL | node::BROKEN, 0, span.start, span)
    }

    /// Adds a scalar with a tag.
    fn tagged(&mut self, value: &str, tag: &Tag, at: &granit_parser::Span, span: Span) -> u32 {
        let meaning = Scalar::of(value);
        let fits = match tag.core_suffix() {
            Some("null") => meaning == Scalar::Null,
            Some("bool") => matches!(meaning, Scalar::Bool(_)),
            Some("int") => match meaning {
                Scalar::Digits(_) => true,
                Scalar::JsonNumber | Scalar::Number(_) => !value.contains(['.', 'e', 'E']),
                _ => false,
            },
            Some("float") => matches!(
                meaning,
                Scalar::Digits(_) | Scalar::JsonNumber | Scalar::Number(_)
            ),
            _ => {
                self.unsupported_tag(at);
                return self.broken(span);
            }
        };
        if fits {
            return self.plain(value, span);
        }
        let tag = tag_span(at);
        let message = format!("the value does not fit its tag {}", self.shown(tag));
        self.fault(FaultKind::Unsupported, tag, &message, "remove the tag");
        self.broken(span)
    }

    /// Reports a tag of an object or array that is not the usual one.
    fn collection_tag(&mut self, tag: Option<Cow<Tag>>, usual: &str, at: &granit_parser::Span) {
        let Some(tag) = tag else { return };
        if tag.core_suffix() != Some(usual) && tag.parts() != ("", "!") {
            self.unsupported_tag(at);
            if let Some(node) = self.tape.nodes.last_mut() {
                node.head |= node::BROKEN;
            }
        }
    }

    fn unsupported_tag(&mut self, at: &granit_parser::Span) {
        let tag = tag_span(at);
        let message = format!("declarations can't have the tag {}", self.shown(tag));
        let help = "write the value itself: only programs that know the tag could read it";
        self.fault(FaultKind::Unsupported, tag, &message, help);
    }

    /// A part of the text for a message, in backticks.
    pub(crate) fn shown(&self, span: Span) -> String {
        let text = self.text.get(span.range()).unwrap_or_default();
        let quoted = alien_sdk_core::internal::diagnostic::quoted(text);
        format!("`{}`", quoted.trim_matches('"'))
    }

    /// Opens an object or array.
    fn start(&mut self, kind: u32, span: Span, anchor: usize) {
        let node = self.leaf(kind, 0, 0, span);
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
        if self.tape.faults.len() >= self.max_faults {
            self.tape.omitted_faults += 1;
            return;
        }
        self.tape.faults.push(Fault {
            kind,
            span,
            message: message.to_owned(),
            help: help.to_owned(),
            related: Vec::new(),
            fix: None,
        });
    }

    /// Reports an error of the parser, and closes what is open.
    fn stop(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or_default() as u32;
        let span = Span::new(at, at);
        let help = "correct the text here, or just before it";
        self.fault(FaultKind::Syntax, span, "the text is not valid YAML", help);
        while let Some(open) = self.open.last() {
            let (is_value, node) = (open.is_object && !open.expects_key, open.node);
            if is_value {
                self.leaf(node::NULL | node::BROKEN | node::GUESSED, 0, at, span);
                self.after_node();
            }
            if let Some(node) = self.tape.nodes.get_mut(node as usize) {
                node.head |= node::UNFINISHED;
            }
            self.end();
        }
    }
}

fn to_span(at: &granit_parser::Span) -> Span {
    let range = at.byte_range().unwrap_or_default();
    Span::new(range.start as u32, range.end as u32)
}

fn tag_span(at: &granit_parser::Span) -> Span {
    at.tag_span().map_or(to_span(at), |tag| to_span(&tag))
}
