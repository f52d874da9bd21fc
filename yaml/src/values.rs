//! Adds scalars to the tape, as their style and their tag say.

use std::borrow::Cow;

use alien_sdk_core::internal::document::node;
use alien_sdk_core::internal::document::yaml::FaultKind;
use alien_sdk_core::internal::span::Span;
use granit_parser::{ScalarStyle, Tag};

use crate::builder::{Builder, to_span};
use crate::scalars::Scalar;

impl Builder<'_> {
    /// Adds a scalar, which is a key or a value.
    pub(crate) fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: &granit_parser::Span,
        span: Span,
    ) -> u32 {
        let is_plain = style == ScalarStyle::Plain;
        // The parser returns `~` for a value that is missing.
        let value = if span.start == span.end { "" } else { value };
        let number = if self.is_at_key() {
            if is_plain && value == "<<" && tag.is_none() {
                self.add_merge_key();
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
        let kind = if value.is_nan() {
            "number"
        } else {
            "finite number"
        };
        let message = format!("{} is not a {kind}", self.shown(span));
        self.fault(
            FaultKind::Unsupported,
            span,
            &message,
            "write a number, or quote it as text",
        );
        self.broken(span)
    }

    /// Reports the key before the next node, and adds its missing value.
    pub(crate) fn lone_key(&mut self, span: Span) -> u32 {
        if let Some(key) = self.tape.nodes.last().copied()
            && key.head & node::BROKEN == 0
        {
            let (message, help) = ("this key has no value", "write `: ` and a value after it");
            self.fault(FaultKind::LoneKey, key.span, message, help);
        }
        let number = self.broken(span);
        self.after_node();
        number
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
    pub(crate) fn collection_tag(
        &mut self,
        tag: Option<Cow<Tag>>,
        usual: &str,
        at: &granit_parser::Span,
    ) {
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
}

fn tag_span(at: &granit_parser::Span) -> Span {
    at.tag_span().map_or(to_span(at), |tag| to_span(&tag))
}
