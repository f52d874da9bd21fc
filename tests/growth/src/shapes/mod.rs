//! The list of shapes. The functions in the other modules create the input of each shape in a given size, and return the
//! work to do on it.

mod builder;
mod declarations;
mod editor;
mod fixes;
mod reports;
mod stacks;
mod syntax;
mod updates;
mod work;
mod yaml;

pub use work::Work;

/// A kind of input that can have any size, and the work to do on it.
pub struct Shape {
    /// Describes the work and the input.
    pub name: &'static str,
    /// The smaller of the two sizes that are compared.
    pub size: usize,
    /// Creates the input in the given size. The work must find at least that many items.
    pub prepare: fn(usize) -> Work,
}

const fn shape(name: &'static str, size: usize, prepare: fn(usize) -> Work) -> Shape {
    Shape {
        name,
        size,
        prepare,
    }
}

/// All shapes. A report contains at most 1,000 diagnostics. Therefore, if each part of an input has an error, the two sizes
/// are 250 and 1,000.
pub static SHAPES: &[Shape] = &[
    shape("fix: values after a long key", 500, fixes::after_long_key),
    shape(
        "fix: members on lines after a long line",
        250,
        fixes::after_long_line,
    ),
    shape("fix: uppercase variants", 500, fixes::variants),
    shape("fix: misspelled keys", 500, fixes::misspelled_keys),
    shape("fix: unknown keys", 500, fixes::unknown_keys),
    shape("fix: duplicate keys", 500, fixes::duplicate_keys),
    shape("fix: duplicate variables", 500, fixes::duplicate_variables),
    shape("fix: duplicate ports", 500, fixes::duplicate_ports),
    shape(
        "fix: variables that are booleans",
        500,
        fixes::boolean_variables,
    ),
    shape(
        "fix: variables as a list of pairs",
        1000,
        fixes::list_of_pairs,
    ),
    shape("fix: text that is cut off", 250, fixes::cut_off),
    shape("report: errors under a long key", 250, reports::long_key),
    shape("report: errors on one line", 250, reports::one_line),
    shape(
        "report: errors on one line, not ASCII",
        250,
        reports::one_line_not_ascii,
    ),
    shape("report: duplicate ports", 250, reports::duplicate_ports),
    shape("report: exposed ports", 1000, reports::exposed_ports),
    shape("report: duplicate links", 250, reports::duplicate_links),
    shape(
        "report: duplicate variables",
        250,
        reports::duplicate_variables,
    ),
    shape(
        "report: variables that are numbers",
        250,
        reports::number_variables,
    ),
    shape("report: unknown keys", 250, reports::unknown_keys),
    shape("report: secrets", 250, reports::secrets),
    shape(
        "report: long values under secret names",
        1000,
        reports::long_values,
    ),
    shape("render: errors on one line", 250, reports::render_one_line),
    shape(
        "render: errors between secrets",
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
    shape("stack: links of the wrong type", 250, stacks::wrong_types),
    shape("stack: one cycle", 1000, stacks::one_cycle),
    shape(
        "stack: cycles through one container",
        250,
        stacks::cycles_through_one,
    ),
    shape("stack: duplicate IDs", 250, stacks::duplicate_ids),
    shape("stack: normalise containers", 500, stacks::normalise),
    shape(
        "stack: normalise a large resource",
        4000,
        stacks::normalise_large,
    ),
    shape("state: outputs", 500, stacks::outputs),
    shape("state: replicas", 2000, stacks::replicas),
    shape("state: invalid outputs", 250, stacks::invalid_outputs),
    shape("update: changed ports", 1000, updates::ports),
    shape("update: rejected changes", 250, updates::rejected),
    shape("diff: stacks with warnings", 500, updates::warnings),
    shape("diff: removed storage", 500, updates::removed_storage),
    shape("diff: nothing in common", 500, updates::nothing_in_common),
    shape(
        "diff: one changed member of many",
        4000,
        updates::one_of_many,
    ),
    shape("diff: members under a long key", 500, updates::long_key),
    shape("build: environment calls", 500, builder::environment),
    shape("build: port calls", 500, builder::ports),
    shape("build: exposePort calls", 250, builder::exposures),
    shape("build: link calls", 500, builder::links),
    shape("build: invalid calls", 250, builder::invalid_calls),
    shape("build: add calls of a stack", 500, builder::resources),
    shape("build: builders in a stack", 500, builder::builders),
    shape(
        "build: builders with errors in a stack",
        250,
        builder::invalid_builders,
    ),
    shape(
        "build: one builder several times",
        250,
        builder::same_builders,
    ),
    shape("text: brackets", 10000, syntax::brackets),
    shape("text: brackets with a raised limit", 10000, syntax::deep),
    shape(
        "text: brackets that don't match",
        10000,
        syntax::unmatched_brackets,
    ),
    shape(
        "text: objects that are not closed",
        1000,
        syntax::unclosed_objects,
    ),
    shape("text: escapes", 10000, syntax::escapes),
    shape("text: invalid escapes", 1000, syntax::invalid_escapes),
    shape(
        "text: strings that are not closed",
        1000,
        syntax::unclosed_strings,
    ),
    shape("text: quotes", 1000, syntax::quotes),
    shape("text: commas", 10000, syntax::commas),
    shape("text: missing commas", 1000, syntax::missing_commas),
    shape("text: missing colons", 1000, syntax::missing_colons),
    shape("text: comments", 1000, syntax::comments),
    shape(
        "text: spaces that are not ASCII",
        1000,
        syntax::unicode_spaces,
    ),
    shape("text: merge conflicts", 1000, syntax::merge_conflicts),
    shape("text: prose", 1000, syntax::prose),
    shape("editor: renamed resource", 500, editor::renamed_resource),
    shape("editor: renamed pool", 500, editor::renamed_pool),
    shape("editor: symbols", 500, editor::symbols),
    shape("editor: hints", 500, editor::hints),
    shape("editor: formatting", 500, editor::formatting),
    shape("editor: proposed links", 500, editor::proposed_links),
    shape(
        "editor: completion in broken text",
        1000,
        editor::broken_text,
    ),
    shape("editor: broken YAML", 500, editor::broken_yaml),
    shape("yaml: members", 1000, yaml::members),
    shape("yaml: members in braces", 1000, yaml::flow_members),
    shape("yaml: errors", 250, yaml::errors),
    shape("yaml: rendered errors", 250, yaml::rendered),
    shape("yaml: nested lists", 5000, yaml::nested_lists),
    shape("yaml: nested brackets", 5000, yaml::nested_brackets),
    shape("yaml: nested objects", 10000, yaml::nested_objects),
    shape("yaml: brackets with a raised limit", 5000, yaml::deep),
    shape("yaml: anchors", 1000, yaml::anchors),
    shape("yaml: unknown aliases", 250, yaml::unknown_aliases),
    shape("yaml: merge keys", 500, yaml::merge_keys),
    shape("yaml: errors of aliases", 500, yaml::errors_of_aliases),
    shape("yaml: aliases of aliases", 10, yaml::alias_bomb),
    shape("yaml: documents", 250, yaml::documents),
    shape("yaml: long scalars", 1000, yaml::long_scalars),
    shape("yaml: comments", 1000, yaml::comments),
    shape("yaml: syntax errors", 250, yaml::syntax_errors),
    shape(
        "yaml: brackets that are not closed",
        250,
        yaml::unclosed_brackets,
    ),
    shape("yaml: fixes", 100, yaml::fixes),
    shape("yaml: fixes of lists of pairs", 500, yaml::fixes_of_pairs),
    shape(
        "yaml: fixes beside comments",
        250,
        yaml::fixes_beside_comments,
    ),
    shape("yaml: fixes of aliases", 250, yaml::fixes_of_aliases),
];
