//! What all parts of the fold share: the arguments of calls, and the writer of the declaration.

use crate::document::{Document, Foreign, Kind, Writer, node};
use crate::model::{decimal, number};
use crate::span::NodeId;

/// An argument of a call. It has no node if the argument was not passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument {
    pub node: Option<NodeId>,
    pub call: u32,
}

impl Argument {
    /// The value of a number.
    pub(super) fn number(self, calls: &Document<'_>) -> Option<f64> {
        calls.number(self.node?)
    }

    /// Whether the argument was passed and is of a kind.
    pub(super) fn is_kind(self, calls: &Document<'_>, kind: Kind) -> bool {
        self.node.is_some_and(|node| calls.kind(node) == kind)
    }
}

/// Writes the declaration, and copies arguments into it from the document of the calls.
pub(super) struct FoldWriter<'a, 't> {
    pub writer: Writer<'t>,
    pub calls: &'a Document<'t>,
}

impl FoldWriter<'_, '_> {
    /// Writes a key. The key and everything written after it belong to the call with the number `call`.
    pub(super) fn write_key(&mut self, name: &str, call: u32) {
        self.writer.from_call(call);
        self.writer.string(name);
    }

    /// Copies a node and everything inside it.
    pub(super) fn copy_node(&mut self, node: NodeId) {
        self.writer.copy(self.calls, node, 0);
    }

    /// Copies an argument and adds flags to it. A null is marked as an argument, so that it does not count as absent.
    pub(super) fn write_argument(&mut self, given: Argument, flags: u32) {
        match given.node {
            Some(node) if self.calls.kind(node) == Kind::Null => {
                self.writer.copy(self.calls, node, flags | node::ARGUMENT);
            }
            Some(node) => self.writer.copy(self.calls, node, flags),
            None => {
                self.writer.foreign(Foreign::Undefined);
            }
        }
    }

    /// Writes the argument of `cpu`. A number becomes a string: the shortest decimal that parses back to it.
    pub(super) fn write_cpu(&mut self, given: Argument) {
        match given.number(self.calls).filter(|value| value.is_finite()) {
            Some(value) => {
                let written = self.writer.string(&decimal_text(value));
                self.writer.flag(written, node::SHORTHAND);
            }
            None => self.write_amount(given),
        }
    }

    /// Writes the argument of `cpu` or `memory`. Anything but an object is a shorthand for `min` and `desired`.
    pub(super) fn write_amount(&mut self, given: Argument) {
        let is_pair = given.is_kind(self.calls, Kind::Object);
        self.write_argument(given, if is_pair { 0 } else { node::SHORTHAND });
    }
}

/// The shortest decimal that parses back to `value`, without an exponent.
fn decimal_text(value: f64) -> String {
    let text = number::print(value);
    if text.contains('e') {
        decimal::print_positional(value)
    } else {
        text
    }
}
