//! The fold of a stack: the existing declaration, if any, and the resources that calls add.

use super::Method;
use super::fold::{Call, Fold};
use super::methods::Effect;
use super::writer::{Argument, FoldWriter};
use crate::collections::FirstIndex;
use crate::document::{Document, Elements, Kind, node};
use crate::model::keys::CONTAINER;
use crate::span::NodeId;

/// A stack has a method with the same name as this setter of a container.
const PERMISSIONS: usize = CONTAINER.index_of("permissions");

/// The combined effect of all calls of a stack.
#[derive(Default)]
pub(super) struct Stack<'d> {
    id: Option<Argument>,
    /// The argument of `from`.
    config: Option<Argument>,
    permissions: Option<Argument>,
    /// The builder of a container whose calls are being read.
    open: Option<Box<Fold>>,
    added: Vec<Added>,
    /// The IDs of the added resources, with the index of the first resource that has it.
    ids: FirstIndex<&'d str>,
}

/// A resource that a call added.
struct Added {
    /// The number of the call.
    call: u32,
    /// The key of the resource: its ID, if it has one and no earlier resource has the same, or else a key with its number.
    key: String,
    config: Config,
    lifecycle: Option<NodeId>,
    options: Option<NodeId>,
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
        for (number, element) in (0..).zip(calls.elements(Document::ROOT)) {
            let mut arguments = calls.elements(element);
            let method = arguments.next();
            let method = method.and_then(|name| Method::called_by(calls, name));
            let Some(Method { effect, .. }) = method else {
                continue;
            };
            let mut call = Call {
                calls,
                number,
                arguments,
            };
            match (effect, &mut stack.open) {
                (Effect::addBuilder, open) => {
                    let config = match open.take() {
                        Some(fold) => Config::Built(fold),
                        None => Config::Given(Argument {
                            node: None,
                            call: number,
                        }),
                    };
                    stack.add(calls, number, config, call.arguments);
                }
                // The calls of a builder are between the one that creates it and `addBuilder`.
                (effect, Some(fold)) => fold.apply_call(*effect, &mut call),
                (Effect::container | Effect::from, open) => {
                    let mut fold = Box::new(Fold::starting_at(number));
                    fold.apply_call(*effect, &mut call);
                    *open = Some(fold);
                }
                (Effect::stack, None) => stack.id = Some(call.next()),
                (Effect::fromStack, None) => stack.config = Some(call.next()),
                (Effect::Set(PERMISSIONS), None) => stack.permissions = Some(call.next()),
                (Effect::add, None) => {
                    let config = Config::Given(call.next());
                    stack.add(calls, number, config, call.arguments);
                }
                _ => {}
            }
        }
        stack
    }

    /// Adds a resource. `others` are the arguments after its declaration.
    fn add(
        &mut self,
        calls: &'d Document<'_>,
        call: u32,
        mut config: Config,
        mut others: Elements<'_, '_>,
    ) {
        let at = self.added.len();
        let id = config.id(calls).filter(|id| !id.is_empty());
        let key = match id {
            Some(id) if self.ids.insert(id, at) == at => id.to_owned(),
            // The keys of an object must be unique. A rule reports the duplicate ID.
            Some(id) => {
                if let Config::Built(fold) = &mut config {
                    // The same builder may have been added twice, so this call is wrong, not the one that set the ID.
                    fold.move_id(calls, call);
                }
                format!("{id} ({})", at + 1)
            }
            None => format!("#{}", at + 1),
        };
        let (lifecycle, options) = (others.next(), others.next());
        self.added.push(Added {
            call,
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
        let (calls, call) = (out.calls, self.call);
        let argument = |node| Argument { node, call };
        out.write_key(&self.key, call);
        out.writer.open(node::OBJECT, 0);
        self.config.write(out, call);
        out.write_key("lifecycle", call);
        out.write_argument(argument(self.lifecycle), 0);
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
                out.write_argument(argument(Some(options)), 0);
            }
            None => {}
        }
        out.writer.close(0, 0);
    }
}
