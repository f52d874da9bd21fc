//! What every part of the fold works with: arguments as they were given, and the declaration that is written.

use crate::document::{Document, Foreign, Kind, Writer, node};
use crate::model::number;
use crate::span::NodeId;

/// A value that a call brought; no node for an argument that was not passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    pub node: Option<NodeId>,
    pub call: u32,
}

impl Given {
    /// The number that was given.
    pub(super) fn number(self, calls: &Document<'_>) -> Option<f64> {
        calls.number(self.node?)
    }

    /// Whether what was given is of a kind.
    pub(super) fn is(self, calls: &Document<'_>, kind: Kind) -> bool {
        self.node.is_some_and(|node| calls.kind(node) == kind)
    }
}

/// Where the declaration is written, and the calls that it is copied from.
pub(super) struct Out<'a, 't> {
    pub writer: Writer<'t>,
    pub calls: &'a Document<'t>,
}

impl Out<'_, '_> {
    /// Writes a key that call `call` brought; what follows belongs to that call too.
    pub(super) fn key(&mut self, name: &str, call: u32) {
        self.writer.from_call(call);
        self.writer.string(name);
    }

    /// Copies a node with all that is inside it.
    pub(super) fn copy(&mut self, node: NodeId) -> NodeId {
        self.writer.copy(self.calls, node)
    }

    /// Copies the argument of a call and adds flags to it. A null stays a value that was given.
    pub(super) fn argument(&mut self, given: Given, flags: u32) {
        let Some(node) = given.node else {
            self.writer.foreign(Foreign::Undefined);
            return;
        };
        let copied = self.copy(node);
        if flags != 0 {
            self.writer.flag(copied, flags);
        }
        if self.calls.kind(node) == Kind::Null {
            self.writer.flag(copied, node::ARGUMENT);
        }
    }

    /// Writes the argument of `cpu`, a number as the shortest decimal that reads back to it.
    pub(super) fn cpu(&mut self, given: Given) {
        match given.number(self.calls).filter(|value| value.is_finite()) {
            Some(value) => {
                let written = self.writer.string(&positional(value));
                self.writer.flag(written, node::SHORTHAND);
            }
            None => self.quantity(given),
        }
    }

    /// Writes the argument of `cpu` or `memory`: anything but an object stands for the pair.
    pub(super) fn quantity(&mut self, given: Given) {
        let is_pair = given.is(self.calls, Kind::Object);
        self.argument(given, if is_pair { 0 } else { node::SHORTHAND });
    }
}

/// The shortest decimal that reads back to `value`, without an exponent.
fn positional(value: f64) -> String {
    let text = number::print(value);
    if text.contains('e') {
        value.to_string()
    } else {
        text
    }
}
