//! Environment variables: merged by name; the first place of a name stays, its last value wins.

use super::writer::{Argument, FoldWriter};
use crate::collections::FirstIndex;
use crate::document::{Document, Kind, node};
use crate::span::NodeId;

/// The arguments of all `environment` calls, a declaration's own variables first.
#[derive(Debug, Default)]
pub(super) struct Environment {
    pub calls: Vec<Argument>,
}

#[derive(Clone, Copy)]
struct Variable {
    name: NodeId,
    value: NodeId,
    call: u32,
}

/// Where a name stands first, and the last call that gave it a value.
struct Known {
    place: usize,
    call: u32,
}

impl Environment {
    /// Whether a call said anything about variables.
    pub(super) fn is_changed(&self) -> bool {
        self.calls.last().is_some_and(|given| given.call > 0)
    }

    /// Writes the key and the object. What is no object stands instead of it; the first such one does.
    pub(super) fn write(&self, out: &mut FoldWriter<'_, '_>) {
        let is_object = |given: &&Argument| given.is_kind(out.calls, Kind::Object);
        let other = self.calls.iter().find(|given| !is_object(given));
        match (other, self.calls.as_slice()) {
            (Some(whole), _) | (None, [whole]) => {
                out.write_key("environment", whole.call);
                out.write_argument(*whole, 0);
            }
            (None, calls) => {
                out.write_key("environment", calls.first().map_or(0, |given| given.call));
                out.writer.open(node::OBJECT, 0);
                for variable in merged(out.calls, calls) {
                    out.writer.from_call(variable.call);
                    out.copy_node(variable.name);
                    out.copy_node(variable.value);
                }
                out.writer.close(0, 0);
            }
        }
    }
}

fn merged(document: &Document<'_>, calls: &[Argument]) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    let (mut names, mut known) = (FirstIndex::default(), Vec::new());
    for given in calls {
        let call = given.call;
        for (name, value) in given.node.iter().flat_map(|node| document.members(*node)) {
            let variable = Variable { name, value, call };
            let text = document.str(name).unwrap_or_default();
            let at = names.insert(text, known.len());
            if at == known.len() {
                let place = variables.len();
                known.push(Known { place, call });
            }
            let Some(first) = known.get_mut(at) else {
                continue;
            };
            match variables.get_mut(first.place) {
                // A name that one call has twice stays twice, for the decoder to report.
                Some(earlier) if first.call != call => {
                    *earlier = variable;
                    first.call = call;
                }
                _ => variables.push(variable),
            }
        }
    }
    // Of a name that an earlier call had twice, only what the last call gave remains.
    variables.retain(|variable| {
        let text = document.str(variable.name).unwrap_or_default();
        let first = names.get(&text).and_then(|at| known.get(at));
        first.is_none_or(|first| first.call == variable.call)
    });
    variables
}
