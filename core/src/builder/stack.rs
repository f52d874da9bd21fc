//! The fold of a stack: the existing declaration, if any, and the resources that calls add.

use super::Method;
use super::fold::{Fold, numbered_calls};
use super::methods::Effect;
use super::writer::{Argument, FoldWriter};
use crate::collections::FirstIndex;
use crate::document::{Document, Kind, node};
use crate::model::keys::CONTAINER;
use crate::span::NodeId;

/// A stack has a method with the same name as this setter of a container.
const PERMISSIONS: usize = CONTAINER.index_of("permissions");

/// The combined effect of all builder calls for one stack.
#[derive(Default)]
pub(super) struct Stack<'d> {
    id: Option<Argument>,
    /// The argument of `from`.
    config: Option<Argument>,
    permissions: Option<Argument>,
    added: Vec<Added>,
    /// The IDs of the added resources, with the index of the first resource that has it.
    ids: FirstIndex<&'d str>,
}

/// A resource that a call added.
struct Added {
    /// The key of the resource: its ID, if it has one and no earlier resource has the same, or else a key with its number.
    key: String,
    config: Config,
    lifecycle: Argument,
    options: Argument,
}

/// The declaration of a resource.
enum Config {
    /// It was passed to the call.
    Given(Argument),
    /// It is what a builder of containers declares.
    Built(Box<Fold>),
}

impl<'d> Stack<'d> {
    pub(super) fn read(calls: &'d Document<'_>) -> Self {
        let mut stack = Self::default();
        let mut numbered = numbered_calls(calls);
        loop {
            let from_here = numbered.clone();
            let Some((number, element)) = numbered.next() else {
                return stack;
            };
            let mut parts = calls.elements(element);
            let method = parts.next().and_then(|name| Method::called_by(calls, name));
            let mut next = || Argument {
                node: parts.next(),
                call: number,
            };
            match method.map(|method| method.effect) {
                Some(Effect::stack) => stack.id = Some(next()),
                Some(Effect::fromStack) => stack.config = Some(next()),
                Some(Effect::Set(PERMISSIONS)) => stack.permissions = Some(next()),
                Some(Effect::add) => {
                    let config = Config::Given(next());
                    stack.add(calls, config, [next(), next()]);
                }
                Some(Effect::container | Effect::from) => {
                    numbered = from_here;
                    let mut fold = Box::<Fold>::default();
                    if let Some(mut added) = fold.read(calls, &mut numbered) {
                        let others = [added.next(), added.next()];
                        stack.add(calls, Config::Built(fold), others);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds a resource, given its declaration, its lifecycle and its options.
    fn add(
        &mut self,
        calls: &'d Document<'_>,
        mut config: Config,
        [lifecycle, options]: [Argument; 2],
    ) {
        let at = self.added.len();
        let id = config.id(calls).filter(|id| !id.is_empty());
        let key = match id {
            Some(id) if self.ids.insert(id, at) == at => id.to_owned(),
            // The keys of an object must be unique. A rule reports the duplicate ID.
            Some(id) => {
                if let Config::Built(fold) = &mut config {
                    // The same builder may have been added twice, so this call is wrong, not the one that set the ID.
                    fold.move_id(calls, lifecycle.call);
                }
                format!("{id} ({})", at + 1)
            }
            None => format!("#{}", at + 1),
        };
        self.added.push(Added {
            key,
            config,
            lifecycle,
            options,
        });
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
        out.writer.open(node::OBJECT, 0);
        for (name, value) in existing.into_iter().flat_map(|node| calls.members(node)) {
            if self.ids.get(&calls.str(name).unwrap_or_default()).is_none() {
                out.copy_node(name);
                out.copy_node(value);
            }
        }
        for added in &self.added {
            added.write(out);
        }
        out.writer.close(0, 0);
    }
}

impl Config {
    /// The ID, if it is a string.
    fn id<'d>(&self, calls: &'d Document<'_>) -> Option<&'d str> {
        match self {
            Self::Given(config) => calls.str(calls.get(config.node?, "id")?),
            Self::Built(fold) => fold.id(calls),
        }
    }

    fn write(&self, out: &mut FoldWriter<'_, '_>, call: u32) {
        match self {
            Self::Given(config) => {
                out.write_key("config", call);
                out.write_argument(*config, 0);
            }
            Self::Built(fold) => {
                out.write_key("config", fold.first);
                fold.write(out, true);
            }
        }
    }
}

impl Added {
    fn write(&self, out: &mut FoldWriter<'_, '_>) {
        let (calls, call) = (out.calls, self.lifecycle.call);
        out.write_key(&self.key, call);
        out.writer.open(node::OBJECT, 0);
        self.config.write(out, call);
        out.write_key("lifecycle", call);
        out.write_argument(self.lifecycle, 0);
        match self.options.node {
            Some(options) if calls.kind(options) == Kind::Object => {
                for (name, value) in calls.members(options) {
                    out.copy_node(name);
                    out.copy_node(value);
                }
            }
            // Options that are not an object are written as `dependencies`, where the decoder reports the wrong type.
            Some(_) => {
                out.writer.string("dependencies");
                out.write_argument(self.options, 0);
            }
            None => {}
        }
        out.writer.close(0, 0);
    }
}
