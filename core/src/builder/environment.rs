//! Merges environment variables by name: a name keeps its first position and takes its last value.

use super::writer::{Argument, FoldWriter};
use crate::collections::FirstIndex;
use crate::document::{Document, Kind, node};
use crate::span::NodeId;

/// The arguments of all `environment` calls. The variables of the declaration given to `from` come first.
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

/// The first position of a name in the merged variables, and the last call that set it.
struct FirstUse {
    index: usize,
    last_call: u32,
}

impl Environment {
    /// Whether any call after the first one set variables.
    pub(super) fn is_changed(&self, first: u32) -> bool {
        self.calls.last().is_some_and(|given| given.call > first)
    }

    /// Writes the key and the merged object. If an argument is not an object, it writes the first such argument instead,
    /// which the decoder reports.
    pub(super) fn write(&self, out: &mut FoldWriter<'_, '_>) {
        let is_object = |given: &&Argument| given.is_kind(out.calls, Kind::Object);
        let not_an_object = self.calls.iter().find(|given| !is_object(given));
        match (not_an_object, self.calls.as_slice()) {
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
    let (mut names, mut uses) = (FirstIndex::default(), Vec::new());
    for given in calls {
        let call = given.call;
        for (name, value) in given.node.iter().flat_map(|node| document.members(*node)) {
            let variable = Variable { name, value, call };
            let text = document.str(name).unwrap_or_default();
            let at = names.insert(text, uses.len());
            if at == uses.len() {
                uses.push(FirstUse {
                    index: variables.len(),
                    last_call: call,
                });
            }
            let Some(first) = uses.get_mut(at) else {
                continue;
            };
            match variables.get_mut(first.index) {
                // If one call has a name twice, both are kept, so that the decoder reports the duplicate.
                Some(earlier) if first.last_call != call => {
                    *earlier = variable;
                    first.last_call = call;
                }
                _ => variables.push(variable),
            }
        }
    }
    // If an earlier call had a name twice, remove the duplicate: only the last call that set the name counts.
    variables.retain(|variable| {
        let text = document.str(variable.name).unwrap_or_default();
        let first = names.get(&text).and_then(|at| uses.get(at));
        first.is_none_or(|first| first.last_call == variable.call)
    });
    variables
}
