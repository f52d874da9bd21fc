//! The tape of a YAML text, which its parser writes.

use super::{YAML_SYNTAX, YAML_UNSUPPORTED};
use crate::diagnostic::Code;
use crate::document::Limits;
use crate::document::limits::TOO_LARGE;
use crate::fix::Fix;
use crate::span::Span;

/// A parser of YAML.
#[derive(Clone, Copy, Debug)]
pub struct YamlParser(pub fn(&str, &Limits) -> YamlTape);

impl PartialEq for YamlParser {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl Eq for YamlParser {}

/// The nodes of a YAML text, and what is wrong with it. All aliases are expanded.
#[derive(Clone, Debug, Default)]
pub struct YamlTape {
    /// The nodes in depth-first order. The root of each document follows the last node of the document before it.
    pub nodes: Vec<YamlNode>,
    /// The content of strings that the text doesn't contain.
    pub strings: String,
    /// The nodes that an alias or a merge key stands for, in order.
    pub aliases: Vec<YamlAlias>,
    /// What is wrong with the text.
    pub faults: Vec<Fault>,
    /// The number of faults for which there was no room.
    pub omitted_faults: usize,
}

/// Nodes that an alias or a merge key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YamlAlias {
    /// The first of the nodes.
    pub node: u32,
    /// The node that it is a copy of.
    pub original: u32,
    /// The alias.
    pub span: Span,
}

/// A node of a [`YamlTape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YamlNode {
    /// The kind and flags, as in [`node`](crate::document::node), or [`SKIPPED`].
    pub head: u32,
    /// The number of the node after this one and all nodes inside it.
    pub next: u32,
    /// The bytes of the node in the text.
    pub span: Span,
    /// As [`node`](crate::document::node) describes it for the kind; unused for arrays and objects.
    pub a: u32,
    /// As [`node`](crate::document::node) describes it for the kind; unused for arrays and objects.
    pub b: u32,
}

/// The node and all nodes inside it don't belong to the document, such as a merge key and its value.
pub const SKIPPED: u32 = 1 << 31;

/// What is wrong with a YAML text.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The kind, which decides the code.
    pub kind: FaultKind,
    /// Where it is.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to correct it.
    pub help: String,
    /// Other places that are involved, and what is there.
    pub related: Vec<(Span, String)>,
    /// A fix, which replaces bytes of the text.
    pub fix: Option<Fix>,
}

/// The kind of a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The text is not valid YAML.
    Syntax,
    /// A key has no value or no object, so it may really be a value.
    LoneKey,
    /// The text uses a part of YAML that declarations can't have.
    Unsupported,
    /// The aliases stand for more than the limit allows.
    TooLarge,
}

impl FaultKind {
    pub(super) fn code(self) -> &'static Code {
        match self {
            Self::Syntax => &YAML_SYNTAX,
            Self::LoneKey | Self::Unsupported => &YAML_UNSUPPORTED,
            Self::TooLarge => &TOO_LARGE,
        }
    }
}
