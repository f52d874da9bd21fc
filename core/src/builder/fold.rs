//! The fold: what each call does to the declaration, and the order in which the declaration is written.

use super::Method;
use super::environment::Environment;
use super::methods::Effect;
use super::ports::Ports;
use super::scaling::Scaling;
use super::stack::Stack;
use super::writer::{Argument, FoldWriter};
use crate::collections::sorted_by_key;
use crate::document::{Buffers, Document, Elements, Foreign, Kind, Source, Writer, node};
use crate::language::Language;
use crate::model::keys::{CONTAINER, find_key};
use crate::span::NodeId;

// The indexes of the keys that need special handling; all other keys are set by one call each.
pub(super) const ID: usize = CONTAINER.index_of("id");
const CPU: usize = CONTAINER.index_of("cpu");
const MEMORY: usize = CONTAINER.index_of("memory");
const PORTS: usize = CONTAINER.index_of("ports");
const AUTOSCALING: usize = CONTAINER.index_of("autoscaling");
const STATEFUL: usize = CONTAINER.index_of("stateful");
const PERSISTENT_STORAGE: usize = CONTAINER.index_of("persistentStorage");
const ENVIRONMENT: usize = CONTAINER.index_of("environment");
const LINKS: usize = CONTAINER.index_of("links");

/// Creates the declaration that recorded calls describe; see [the module](super) for how they are recorded.
///
/// Elements that are not calls are ignored, and so are extra arguments. A missing argument is
/// [`Foreign::Undefined`]. Time is linear in the size of the calls.
pub(crate) fn fold<'t>(
    calls: &Document<'t>,
    language: &'static Language,
    buffers: Buffers,
) -> Document<'t> {
    let mut writer = Writer::new(calls.text(), Source::Calls(language), buffers);
    writer.adopt_side(calls);
    let mut out = FoldWriter { writer, calls };
    out.writer.from_call(0);
    if super::is_stack(calls) {
        Stack::read(calls).write(&mut out);
    } else {
        let mut fold = Fold::default();
        fold.read(calls, &mut numbered_calls(calls));
        fold.write(&mut out, false);
    }
    out.writer.finish()
}

/// Calls with their numbers.
pub(super) type NumberedCalls<'a, 't> = std::iter::Zip<std::ops::RangeFrom<u32>, Elements<'a, 't>>;

pub(super) fn numbered_calls<'a, 't>(calls: &'a Document<'t>) -> NumberedCalls<'a, 't> {
    (0..).zip(calls.elements(Document::ROOT))
}

/// A call of a method, whose arguments are read one after the other.
pub(super) struct Call<'a, 't> {
    pub calls: &'a Document<'t>,
    number: u32,
    /// The arguments that were not read yet.
    pub arguments: Elements<'a, 't>,
}

impl Call<'_, '_> {
    /// The next argument. It has no node if it was not passed.
    pub(super) fn next(&mut self) -> Argument {
        Argument {
            node: self.arguments.next(),
            call: self.number,
        }
    }
}

/// The combined effect of all builder calls for one container.
#[derive(Default)]
pub(super) struct Fold {
    /// The number of the call that created the builder. It is not 0 if the builder was added to a stack.
    pub first: u32,
    /// The argument of `from`.
    config: Option<Argument>,
    /// The members of `config`, in the order of [`CONTAINER`], unknown keys last.
    members: Vec<Member>,
    set: [Option<Argument>; CONTAINER.keys.len()],
    pub ports: Ports,
    pub scaling: Scaling,
    pub storage: Option<(Argument, Option<NodeId>)>,
    pub environment: Environment,
    pub links: Vec<Argument>,
}

#[derive(Clone, Copy)]
struct Member {
    /// The index of the key in [`CONTAINER`]; `None` for an unknown key.
    key: Option<usize>,
    name: NodeId,
    value: NodeId,
}

impl Fold {
    /// Reads the calls of one builder. They end before a call of `addBuilder`, which is returned.
    pub(super) fn read<'a, 't>(
        &mut self,
        calls: &'a Document<'t>,
        numbered: &mut NumberedCalls<'a, 't>,
    ) -> Option<Call<'a, 't>> {
        self.first = numbered.clone().next().map_or(0, |(number, _)| number);
        for (number, call) in numbered {
            let mut arguments = calls.elements(call);
            let name = arguments.next();
            if let Some(method) = name.and_then(|name| Method::called_by(calls, name)) {
                let mut call = Call {
                    calls,
                    number,
                    arguments,
                };
                if matches!(method.effect, Effect::addBuilder) {
                    return Some(call);
                }
                self.apply_call(method.effect, &mut call);
            }
        }
        None
    }

    /// The ID, if it is a string.
    pub(super) fn id<'d>(&self, calls: &'d Document<'_>) -> Option<&'d str> {
        let given = self.set.get(ID).copied().flatten();
        calls.str(given.or_else(|| self.inherited(calls, ID))?.node?)
    }

    /// Says that the ID comes from another call.
    pub(super) fn move_id(&mut self, calls: &Document<'_>, call: u32) {
        let given = self.set.get(ID).copied().flatten();
        if let Some(id) = given.or_else(|| self.inherited(calls, ID)) {
            self.set(ID, Argument { call, ..id });
        }
    }

    pub(super) fn set(&mut self, key: usize, given: Argument) {
        if let Some(slot) = self.set.get_mut(key) {
            *slot = Some(given);
        }
    }

    /// Starts from an existing declaration, whose ports and variables come before those of later calls.
    pub(super) fn start_from(&mut self, calls: &Document<'_>, config: Argument) {
        self.config = Some(config);
        let Some(node) = config.node else { return };
        for (name, value) in calls.members(node) {
            let key = find_key(&CONTAINER.keys, calls.name(name), 0);
            self.members.push(Member { key, name, value });
        }
        // The sort is stable, so duplicate keys keep their order.
        let members = std::mem::take(&mut self.members);
        self.members = sorted_by_key(members, |member| (member.key.is_none(), member.key));

        if let Some(list) = self.inherited(calls, PORTS) {
            self.ports.start_from(calls, list);
        }
        if let Some(scaling) = self.inherited(calls, AUTOSCALING) {
            self.scaling = Scaling::from_argument(scaling);
        }
        if let Some(variables) = self.inherited(calls, ENVIRONMENT) {
            self.environment.calls.push(variables);
        }
    }

    /// The members of the existing declaration with a key: several if the key is duplicated.
    #[inline]
    fn members(&self, key: Option<usize>) -> &[Member] {
        if self.members.is_empty() {
            return &[];
        }
        let order = |member: &Member| (member.key.is_none(), member.key);
        let wanted = (key.is_none(), key);
        let start = self.members.partition_point(|m| order(m) < wanted);
        let end = self.members.partition_point(|m| order(m) <= wanted);
        self.members.get(start..end).unwrap_or_default()
    }

    /// The value of a key in the existing declaration; null counts as absent.
    fn inherited(&self, calls: &Document<'_>, key: usize) -> Option<Argument> {
        let node = Some(self.members(Some(key)).last()?.value);
        let given = Argument {
            node,
            call: self.first,
        };
        (!given.is_kind(calls, Kind::Null)).then_some(given)
    }

    /// Writes the declaration. A stack can only tell that it is a container if that is marked.
    pub(super) fn write(&self, out: &mut FoldWriter<'_, '_>, is_in_stack: bool) {
        let config = self.config;
        let not_an_object = config.filter(|config| !config.is_kind(out.calls, Kind::Object));
        if let Some(not_an_object) = not_an_object {
            return out.write_argument(not_an_object, 0);
        }
        let object = out.writer.open(node::OBJECT, 0);
        if is_in_stack {
            out.writer.flag(object, node::CONTAINER);
        }
        for ((index, key), set) in CONTAINER
            .keys
            .iter()
            .enumerate()
            .zip(self.set.iter().copied())
        {
            let name = key.name;
            if let Some(given) = set {
                out.write_key(name, given.call);
                match index {
                    CPU => out.write_cpu(given),
                    MEMORY => out.write_amount(given),
                    _ => out.write_argument(given, 0),
                }
                continue;
            }
            match index {
                PERSISTENT_STORAGE if self.storage.is_some() => self.write_storage(out),
                STATEFUL => self.write_stateful(out),
                PORTS if self.ports.is_changed() => {
                    self.write_earlier(out, index);
                    self.ports.write(out);
                }
                AUTOSCALING if self.scaling.is_changed(self.first) => {
                    self.write_earlier(out, index);
                    self.scaling.write(out);
                }
                ENVIRONMENT if self.environment.is_changed(self.first) => {
                    self.write_earlier(out, index);
                    self.environment.write(out);
                }
                LINKS if !self.links.is_empty() => {
                    self.write_earlier(out, index);
                    self.write_links(out);
                }
                _ => self.write_members(out, self.members(Some(index))),
            }
        }
        self.write_members(out, self.members(None));
        out.writer.close(0, 0);
    }

    /// Writes all duplicates of a key except the last one, whose value the calls change.
    fn write_earlier(&self, out: &mut FoldWriter<'_, '_>, key: usize) {
        let members = self.members(Some(key));
        if let Some((_, earlier)) = members.split_last() {
            self.write_members(out, earlier);
        }
    }

    fn write_members(&self, out: &mut FoldWriter<'_, '_>, members: &[Member]) {
        if !members.is_empty() {
            out.writer.from_call(self.first);
        }
        for member in members {
            out.copy_node(member.name);
            out.copy_node(member.value);
        }
    }

    /// Writes `stateful` if no call sets it: its value in the existing declaration, or true if there is persistent storage.
    fn write_stateful(&self, out: &mut FoldWriter<'_, '_>) {
        let members = self.members(Some(STATEFUL));
        match &self.storage {
            Some((size, _)) if self.inherited(out.calls, STATEFUL).is_none() => {
                out.write_key("stateful", size.call);
                out.writer.bool(true);
            }
            _ => self.write_members(out, members),
        }
    }

    fn write_storage(&self, out: &mut FoldWriter<'_, '_>) {
        let Some((size, options)) = self.storage else {
            return;
        };
        out.write_key("persistentStorage", size.call);
        let absent = Kind::Foreign(Foreign::Undefined);
        match options.map(|node| (node, out.calls.kind(node))) {
            Some((_, kind)) if kind != Kind::Object && kind != absent => {
                let node = options;
                out.write_argument(Argument { node, ..size }, 0);
            }
            options => {
                out.writer.open(node::OBJECT, 0);
                out.writer.string("size");
                out.write_argument(size, 0);
                let members = options.map(|(node, _)| out.calls.members(node));
                for (name, value) in members.into_iter().flatten() {
                    out.copy_node(name);
                    out.copy_node(value);
                }
                out.writer.close(0, 0);
            }
        }
    }

    fn write_links(&self, out: &mut FoldWriter<'_, '_>) {
        let before = self.inherited(out.calls, LINKS);
        if let Some(not_a_list) = before.filter(|list| !list.is_kind(out.calls, Kind::Array)) {
            out.write_key("links", self.first);
            return out.write_argument(not_a_list, 0);
        }
        let first = before.or(self.links.first().copied());
        out.write_key("links", first.map_or(0, |given| given.call));
        out.writer.open(node::ARRAY, 0);
        for element in before.iter().flat_map(|list| list.node) {
            for link in out.calls.elements(element) {
                out.copy_node(link);
            }
        }
        for link in &self.links {
            out.writer.from_call(link.call);
            out.write_argument(*link, 0);
        }
        out.writer.close(0, 0);
    }
}
