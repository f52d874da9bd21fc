//! The shapes, each a function from a size to the work on input of that size.

mod builder;
mod fixes;
mod reports;
mod stacks;
mod syntax;
mod text;
mod updates;

/// What is counted. It says how many things it found, changed or wrote.
pub type Work = Box<dyn FnOnce() -> usize>;

/// Input of one form, in any size.
pub struct Shape {
    /// What is done, and on which input.
    pub name: &'static str,
    /// The smaller of the two sizes that are compared.
    pub size: usize,
    /// Makes the input in a size. The work on it must find at least as many things.
    pub prepare: fn(usize) -> Work,
}

const fn shape(name: &'static str, size: usize, prepare: fn(usize) -> Work) -> Shape {
    Shape {
        name,
        size,
        prepare,
    }
}

/// Work that has one thing to find, however large the input is.
fn all_or_nothing(size: usize, work: impl FnOnce() -> bool + 'static) -> Work {
    Box::new(move || if work() { size } else { 0 })
}

/// Every shape. A report holds 1,000 diagnostics and beyond that nothing grows, so where each part has a fault there are
/// 250 and 1,000 parts.
pub static SHAPES: &[Shape] = &[
    shape("fix: values behind a late colon", 500, fixes::late_colon),
    shape(
        "fix: members behind a late line end",
        250,
        fixes::late_line_end,
    ),
    shape("fix: variants in capitals", 500, fixes::variants),
    shape("fix: misspelt keys", 500, fixes::misspelt_keys),
    shape("fix: unknown keys", 500, fixes::unknown_keys),
    shape("fix: equal keys", 500, fixes::equal_keys),
    shape("fix: equal variables", 500, fixes::equal_variables),
    shape("fix: equal ports", 500, fixes::equal_ports),
    shape("fix: numbers for texts", 500, fixes::numbers_for_texts),
    shape("fix: a list of pairs", 1000, fixes::pairs),
    shape("fix: text that is cut off", 250, fixes::cut_off),
    shape("report: faults under a long key", 250, reports::long_key),
    shape("report: faults on one line", 250, reports::one_line),
    shape(
        "report: faults on one line, not ASCII",
        250,
        reports::one_line_not_ascii,
    ),
    shape("report: equal ports", 250, reports::equal_ports),
    shape("report: exposed ports", 1000, reports::exposed_ports),
    shape("report: equal links", 250, reports::equal_links),
    shape("report: equal variables", 250, reports::equal_variables),
    shape(
        "report: variables that are no text",
        250,
        reports::wrong_variables,
    ),
    shape("report: unknown keys", 250, reports::unknown_keys),
    shape("report: secrets", 250, reports::secrets),
    shape(
        "report: long values under secret names",
        1000,
        reports::long_values,
    ),
    shape("render: faults on one line", 250, reports::render_one_line),
    shape(
        "render: faults between secrets",
        250,
        reports::render_between_secrets,
    ),
    shape("stack: pools of one cluster", 1000, stacks::pools),
    shape("stack: unknown pools", 250, stacks::unknown_pools),
    shape("stack: unknown clusters", 250, stacks::unknown_clusters),
    shape("stack: unknown profiles", 250, stacks::unknown_profiles),
    shape(
        "stack: unknown links, similar names",
        250,
        stacks::unknown_links,
    ),
    shape("stack: links of another type", 250, stacks::other_types),
    shape("stack: a circle", 1000, stacks::circle),
    shape("stack: circles through one container", 250, stacks::hub),
    shape("stack: equal ids", 250, stacks::equal_ids),
    shape("stack: normalise containers", 500, stacks::normalise),
    shape(
        "stack: normalise a large resource",
        4000,
        stacks::normalise_large,
    ),
    shape("state: outputs", 500, stacks::outputs),
    shape("state: replicas", 2000, stacks::replicas),
    shape("state: broken outputs", 250, stacks::broken_outputs),
    shape("update: other ports", 1000, updates::ports),
    shape("update: refused changes", 250, updates::refused),
    shape("diff: stacks with warnings", 500, updates::warnings),
    shape("diff: removed storage", 500, updates::removed_storage),
    shape("diff: nothing in common", 500, updates::nothing_in_common),
    shape("diff: one member of many", 4000, updates::one_of_many),
    shape("diff: members under a long key", 500, updates::long_key),
    shape("build: environment calls", 500, builder::environment),
    shape("build: port calls", 500, builder::ports),
    shape("build: exposePort calls", 250, builder::exposures),
    shape("build: link calls", 500, builder::links),
    shape("build: wrong calls", 250, builder::wrong),
    shape("build: add calls of a stack", 500, builder::resources),
    shape("text: brackets", 10000, syntax::brackets),
    shape("text: brackets within a raised limit", 10000, syntax::deep),
    shape("text: brackets that don't match", 10000, syntax::unmatched),
    shape("text: objects that are not closed", 1000, syntax::unclosed),
    shape("text: escapes", 10000, syntax::escapes),
    shape("text: wrong escapes", 1000, syntax::wrong_escapes),
    shape(
        "text: strings that are not closed",
        1000,
        syntax::open_strings,
    ),
    shape("text: quotes", 1000, syntax::quotes),
    shape("text: commas", 10000, syntax::commas),
    shape("text: no commas", 1000, syntax::no_commas),
    shape("text: no colons", 1000, syntax::no_colons),
    shape("text: comments", 1000, syntax::comments),
    shape("text: foreign spaces", 1000, syntax::spaces),
    shape("text: merge conflicts", 1000, syntax::conflicts),
    shape("text: prose", 1000, syntax::prose),
];
