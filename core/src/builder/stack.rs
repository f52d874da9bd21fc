//! The fold of a stack: the existing declaration, if any, and the resources that calls add.

use super::Method;
use super::methods::Effect;
use super::writer::{Argument, FoldWriter};
use crate::collections::FirstIndex;
use crate::document::{Document, Kind, node};
use crate::model::keys::CONTAINER;
use crate::span::NodeId;

/// A stack has a method with the same name as this setter of a container.
const PERMISSIONS: usize = CONTAINER.index_of("permissions");

/// The combined effect of all calls of a stack.
#[derive(Default)]
pub(super) struct Stack {
    id: Option<Argument>,
    /// The argument of `from`.
    config: Option<Argument>,
    permissions: Option<Argument>,
    added: Vec<Added>,
}

/// A resource that a call added.
struct Added {
    config: Argument,
    lifecycle: Option<NodeId>,
    options: Option<NodeId>,
}

impl Stack {
    pub(super) fn read(calls: &Document<'_>) -> Self {
        let mut stack = Self::default();
        for (call, element) in (0..).zip(calls.elements(Document::ROOT)) {
            let mut parts = calls.elements(element);
            let method = parts.next().and_then(|name| Method::called_by(calls, name));
            let node = parts.next();
            let given = Argument { node, call };
            match method.map(|method| method.effect) {
                Some(Effect::stack) => stack.id = Some(given),
                Some(Effect::fromStack) => stack.config = Some(given),
                Some(Effect::Set(PERMISSIONS)) => stack.permissions = Some(given),
                Some(Effect::add) => {
                    let (config, lifecycle, options) = (given, parts.next(), parts.next());
                    stack.added.push(Added {
                        config,
                        lifecycle,
                        options,
                    });
                }
                _ => {}
            }
        }
        stack
    }

    /// Writes the declaration.
    pub(super) fn write(&self, out: &mut FoldWriter<'_, '_>) {
        let config = self.config.and_then(|config| config.node);
        if let Some(not_an_object) = self
            .config
            .filter(|config| !config.is_kind(out.calls, Kind::Object))
        {
            return out.write_argument(not_an_object, 0);
        }
        out.writer.open(node::OBJECT, 0);
        if let Some(id) = self.id {
            out.write_key("id", 0);
            out.write_argument(id, 0);
        }
        let calls = out.calls;
        let mut written = false;
        for (name, value) in config.into_iter().flat_map(|node| calls.members(node)) {
            out.writer.from_call(0);
            match calls.str(name) {
                Some("resources") if !written => {
                    written = true;
                    self.write_resources(Some(value), out);
                }
                Some("permissions") if self.permissions.is_some() => {}
                _ => {
                    out.copy_node(name);
                    out.copy_node(value);
                }
            }
        }
        if !written {
            self.write_resources(None, out);
        }
        if let Some(permissions) = self.permissions {
            out.write_key("permissions", permissions.call);
            out.write_argument(permissions, 0);
        }
        out.writer.close(0, 0);
    }

    /// Writes the resources of the existing declaration, except those that a call replaces, and then the added ones.
    fn write_resources(&self, existing: Option<NodeId>, out: &mut FoldWriter<'_, '_>) {
        let calls = out.calls;
        out.write_key("resources", 0);
        if let Some(not_an_object) = existing.filter(|node| calls.kind(*node) != Kind::Object) {
            out.copy_node(not_an_object);
            return;
        }
        let mut names = FirstIndex::default();
        for (at, added) in self.added.iter().enumerate() {
            names.insert(added.name(calls), at);
        }
        out.writer.open(node::OBJECT, 0);
        for (name, value) in existing.into_iter().flat_map(|node| calls.members(node)) {
            if names.get(&calls.str(name).unwrap_or_default()).is_none() {
                out.copy_node(name);
                out.copy_node(value);
            }
        }
        for (at, added) in self.added.iter().enumerate() {
            let name = added.name(calls);
            match names.get(&name) == Some(at) {
                true => added.write(name, out),
                // The keys of an object must be unique. A rule reports the duplicate ID.
                false => added.write(&format!("{name} ({})", at + 1), out),
            }
        }
        out.writer.close(0, 0);
    }
}

impl Added {
    /// The ID, which is also the key of the resource. Empty if the ID is missing or not a string.
    fn name<'d>(&self, calls: &'d Document<'_>) -> &'d str {
        let id = self.config.node.and_then(|config| calls.get(config, "id"));
        id.and_then(|id| calls.str(id)).unwrap_or_default()
    }

    fn write(&self, name: &str, out: &mut FoldWriter<'_, '_>) {
        let calls = out.calls;
        let part = |node| Argument {
            node,
            ..self.config
        };
        out.write_key(name, self.config.call);
        out.writer.open(node::OBJECT, 0);
        out.writer.string("config");
        out.write_argument(self.config, 0);
        out.writer.string("lifecycle");
        out.write_argument(part(self.lifecycle), 0);
        match self.options {
            Some(options) if calls.kind(options) == Kind::Object => {
                for (name, value) in calls.members(options) {
                    out.copy_node(name);
                    out.copy_node(value);
                }
            }
            // Options that are not an object are written as `dependencies`, where the decoder reports the wrong type.
            Some(options) => {
                out.writer.string("dependencies");
                out.write_argument(part(Some(options)), 0);
            }
            None => {}
        }
        out.writer.close(0, 0);
    }
}
