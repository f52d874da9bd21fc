//! Runs the stages of validation in order, for every kind of input. No binding does this itself.

mod collect_fixes;
mod formats;
mod input;
mod recognise;
pub(crate) mod suppress;
mod update;

pub(crate) use collect_fixes::{CollectedFixes, collect_fixes};
use input::read_input;
pub use input::{BadTape, Input};
pub use recognise::{is_certainly_declaration, is_declaration_name};
pub use update::{Compared, compare, validate_update};

use crate::builder;
use crate::decode::WRONG_DOCUMENT_KIND;
use crate::diagnostic::{Diagnostic, Sink};
pub use crate::document::tape::Replaced;
use crate::document::yaml::YAML_UNSUPPORTED;
use crate::document::{Buffers, Document, Kind, Limits, Source, Syntax, tape};
use crate::draft::{Draft, StackDraft, StateDraft};
use crate::language::Language;
use crate::model::keys;
use crate::reader::Reader;
use crate::rules;
use crate::span::NodeId;

/// Options for reading and validating a declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The kind of the document; `None` detects it from its keys.
    pub kind: Option<DocumentKind>,
    /// The syntax of texts.
    pub syntax: Syntax,
    /// Limits of the input.
    pub limits: Limits,
}

/// The kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// One container.
    Container,
    /// Resources that are deployed together.
    Stack,
    /// The state of a deployed stack.
    State,
}

impl DocumentKind {
    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Stack => "stack",
            Self::State => "stack state",
        }
    }

    /// The name, with its article.
    pub(crate) fn with_article(self) -> &'static str {
        match self {
            Self::Container => "a container",
            Self::Stack => "a stack",
            Self::State => "a stack state",
        }
    }

    /// The kind of a document, by its keys: a state has `resources` and `platform`, a stack only `resources`.
    pub(crate) fn detect(document: &Document) -> Self {
        Self::detect_at(document, Document::ROOT)
    }

    /// The kind of one of the declarations of a document.
    pub(crate) fn detect_at(document: &Document, root: NodeId) -> Self {
        Keys::find(document, root).kind(document)
    }
}

/// The keys at the root by which documents are distinguished.
#[derive(Clone, Copy, Default)]
struct Keys {
    resources: Option<NodeId>,
    platform: bool,
    code: bool,
}

impl Keys {
    fn find(document: &Document, root: NodeId) -> Self {
        let mut keys = Self::default();
        let mut members = document.members(root);
        while let Some((key, name, _)) = members.next_nodes() {
            // Most names have another length. Comparing arrays is faster than matching slices, which calls `memcmp`.
            if !matches!(name.b, 4 | 8 | 9) {
                continue;
            }
            let name = document.name_of(name).bytes();
            keys.code |= name.as_array() == Some(b"code");
            keys.platform |= name.as_array() == Some(b"platform");
            if name.as_array() == Some(b"resources") {
                keys.resources = Some(NodeId(key.0 + 1));
            }
        }
        keys
    }

    fn kind(self, document: &Document) -> DocumentKind {
        match (self.resources, self.platform) {
            (Some(_), true) => DocumentKind::State,
            (Some(resources), false) if !are_limits(document, resources) => DocumentKind::Stack,
            _ => DocumentKind::Container,
        }
    }

    /// Whether the document may be a file of another tool: it has no `code`, and no `resources` as stacks have them.
    fn may_be_foreign(self, document: &Document) -> bool {
        !self.code
            && self
                .resources
                .is_none_or(|resources| document.kind(resources) == Kind::Array)
    }
}

/// Whether `resources` are the CPU and memory of a container, as Kubernetes and others have them. Only the first key counts,
/// since a stack may have very many.
fn are_limits(document: &Document, resources: NodeId) -> bool {
    let first = document.members(resources).next();
    first.is_some_and(|(key, value)| {
        let is_resource = || ["config", "type"].map(|key| document.get(value, key).is_some());
        keys::AMOUNTS_OF_OTHER_TOOLS.contains(&document.str(key).unwrap_or_default())
            && is_resource() == [false, false]
    })
}

/// A declaration that has been validated.
#[derive(Debug)]
pub struct Validated<'t> {
    /// The declaration.
    pub document: Document<'t>,
    /// The diagnostics.
    pub sink: Sink,
}

/// A declaration without errors, or a stack state.
#[derive(Clone, Copy)]
pub enum Valid<'f, 'd> {
    /// A container.
    Container(&'f Document<'d>),
    /// A stack. The draft contains the fields that rules use, the document contains everything.
    Stack(&'f Document<'d>, &'f StackDraft<'d>),
    /// A stack state. It may have errors: some of its outputs may be broken.
    State(&'f Document<'d>, &'f StateDraft<'d>),
}

/// A callback that gets a declaration if it has no errors. It is called at most once.
pub(crate) type OnValid<'f> = &'f mut dyn FnMut(Valid<'_, '_>);

/// A callback that does nothing, for callers that need only the diagnostics.
pub fn report_only(_: Valid<'_, '_>) {}

/// Validates a text or a value that contains one declaration.
pub fn validate_input<'t>(
    input: Input<'t>,
    options: &Options,
    buffers: Buffers,
    on_valid: OnValid<'_>,
) -> Result<Validated<'t>, BadTape> {
    let mut sink = Sink::new(options.limits.diagnostics);
    let document = read_input(input, options, buffers, &mut sink)?;
    if is_stream(&document, &mut sink) {
        return Ok(Validated { document, sink });
    }
    Ok(decode_and_check(document, sink, options, on_valid))
}

/// Validates a text or a value. If the text contains several declarations, it validates each of them.
pub(crate) fn validate_all<'t>(
    input: Input<'t>,
    options: &Options,
    buffers: Buffers,
) -> Result<Validated<'t>, BadTape> {
    let mut sink = Sink::new(options.limits.diagnostics);
    let document = read_input(input, options, buffers, &mut sink)?;
    Ok(decode_and_check(document, sink, options, &mut report_only))
}

/// Whether a text has several documents, where one is expected; reports it.
fn is_stream(document: &Document, sink: &mut Sink) -> bool {
    let documents = document.roots().count();
    if documents > 1 {
        sink.report(&YAML_UNSUPPORTED, || {
            let second = document.roots().nth(1).unwrap_or_default();
            let message = format!("the text has {documents} documents, but one is expected");
            Diagnostic::at_node(second, message).help("write each document to a file of its own")
        });
    }
    documents > 1
}

/// Validates a value that has been converted to a document; see [`serialize`](crate::document::serialize).
pub(crate) fn validate_document<'t>(
    mut document: Document<'t>,
    options: &Options,
    on_valid: OnValid<'_>,
) -> Validated<'t> {
    let mut sink = Sink::new(options.limits.diagnostics);
    tape::report_invalid_values(&mut document, &options.limits, &mut sink);
    decode_and_check(document, sink, options, on_valid)
}

/// Validates the declaration that builder calls describe. `calls` holds the calls; see [`builder::fold`].
pub(crate) fn validate_calls<'t>(
    calls: &Document<'t>,
    language: &'static Language,
    options: &Options,
    buffers: Buffers,
    on_valid: OnValid<'_>,
) -> Validated<'t> {
    let mut sink = Sink::new(options.limits.diagnostics);
    let mut document = builder::fold(calls, language, buffers);
    tape::report_invalid_values(&mut document, &options.limits, &mut sink);
    let kind = Some(if builder::is_stack(calls) {
        DocumentKind::Stack
    } else {
        DocumentKind::Container
    });
    decode_and_check(document, sink, &Options { kind, ..*options }, on_valid)
}

fn decode_and_check<'t>(
    document: Document<'t>,
    mut sink: Sink,
    options: &Options,
    on_valid: OnValid<'_>,
) -> Validated<'t> {
    for root in document.roots() {
        decode_and_check_root(&document, root, &mut sink, options, on_valid);
    }
    if options.syntax != Syntax::Json && document.source() == Source::Text {
        suppress::hide_suppressed(&document, &mut sink);
    }
    Validated { document, sink }
}

/// Decodes and checks one of the declarations of a document.
fn decode_and_check_root(
    document: &Document<'_>,
    root: NodeId,
    sink: &mut Sink,
    options: &Options,
    on_valid: OnValid<'_>,
) {
    match check_kind(document, root, sink, options) {
        Some(DocumentKind::Container) => {
            let mut draft = Draft::default();
            let mut reader = Reader::new(document, sink);
            let is_read = check_container(&mut reader, root, &mut draft);
            if is_read && !sink.has_errors() {
                on_valid(Valid::Container(document));
            }
        }
        Some(DocumentKind::Stack) => {
            let stack = check_stack(document, root, sink);
            if let Some(stack) = stack.filter(|_| !sink.has_errors()) {
                on_valid(Valid::Stack(document, &stack));
            }
        }
        Some(DocumentKind::State) => {
            // Broken outputs don't affect the outputs of other containers, so `on_valid` gets a state with errors too.
            if let Some(state) = check_state(document, root, sink) {
                on_valid(Valid::State(document, &state));
            }
        }
        None => {}
    }
}

/// The kind of the declaration at a node; reports it and returns `None` if it is not the expected kind.
fn check_kind(
    document: &Document,
    root: NodeId,
    sink: &mut Sink,
    options: &Options,
) -> Option<DocumentKind> {
    sink.set_base(root);
    let keys = Keys::find(document, root);
    let found = keys.kind(document);
    let expected = options.kind.unwrap_or(found);
    let is_object = document.kind(root) == Kind::Object;
    if is_object
        && keys.may_be_foreign(document)
        && formats::report_other_format(document, root, expected, sink)
    {
        return None;
    }
    if found == expected || !is_object {
        return Some(expected);
    }
    // The part that was cut off or lost may contain the keys that distinguish a stack from a container.
    if found != DocumentKind::Container || !document.is_unfinished(root) {
        report_wrong_kind(root, found, expected, sink);
    }
    None
}

/// Decodes the container at a node into an empty draft, and runs every rule. Returns false if the node is not an object.
fn check_container<'d>(reader: &mut Reader<'_, 'd, '_>, id: NodeId, draft: &mut Draft<'d>) -> bool {
    reader.sink.set_base(id);
    let is_read = reader.container(id, draft).is_some();
    if is_read {
        rules::run(draft, reader.sink);
    }
    is_read
}

/// Decodes a stack with its containers. Runs the container rules on each container, and then the stack rules.
fn check_stack<'d>(
    document: &'d Document<'_>,
    root: NodeId,
    sink: &mut Sink,
) -> Option<StackDraft<'d>> {
    sink.set_base(root);
    let mut reader = Reader::new(document, sink);
    let mut stack = reader.stack(root)?;
    for resource in &mut stack.resources {
        if resource.is_container() {
            let mut draft = Box::<Draft>::default();
            if check_container(&mut reader, resource.config, &mut draft) {
                resource.id = draft.id;
                resource.container = Some(draft);
            }
        }
    }
    reader.sink.set_base(root);
    rules::stack::run(&mut stack, reader.sink);
    Some(stack)
}

/// Decodes a state, and runs every rule.
fn check_state<'d>(
    document: &'d Document<'_>,
    root: NodeId,
    sink: &mut Sink,
) -> Option<StateDraft<'d>> {
    sink.set_base(root);
    let mut reader = Reader::new(document, sink);
    let state = reader.state(root)?;
    rules::state::run(&state, reader.sink);
    Some(state)
}

#[cold]
fn report_wrong_kind(root: NodeId, found: DocumentKind, expected: DocumentKind, sink: &mut Sink) {
    sink.report(&WRONG_DOCUMENT_KIND, || {
        let message = format!(
            "this is {}, not {}",
            found.with_article(),
            expected.with_article()
        );
        let help = match (found, expected) {
            (DocumentKind::Stack, DocumentKind::State) => {
                "pass a stack state, which has \"platform\" next to \"resources\"".to_owned()
            }
            (DocumentKind::State, DocumentKind::Stack) => {
                "pass a stack; \"platform\" next to \"resources\" makes this a stack state"
                    .to_owned()
            }
            _ => format!("pass {}", expected.with_article()),
        };
        Diagnostic::at_node(root, message).help(help)
    });
}
