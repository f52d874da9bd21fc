//! Validates a change: each of two declarations by itself, and then the change from one to the other.

use super::{BadTape, DocumentKind, Input, Options, Valid, Validated};
use super::{check_container, check_kind, check_stack, is_stream, read_input, report_wrong_kind};
use crate::decode::WRONG_DOCUMENT_KIND;
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{Buffers, Document, Kind};
use crate::draft::{Draft, StackDraft};
use crate::reader::Reader;
use crate::rules;

/// Validates the new declaration, and then the changes from the old one that are not allowed.
pub fn validate_update<'t>(
    old: Input<'t>,
    new: Input<'t>,
    options: &Options,
) -> Result<Validated<'t>, BadTape> {
    // The diagnostics of the old declaration are not reported.
    let mut unseen = Sink::new(0);
    let mut sink = Sink::new(options.limits.diagnostics);
    let old = read_input(old, options, Buffers::default(), &mut unseen)?;
    let new = read_input(new, options, Buffers::default(), &mut sink)?;
    if let Some(after) = CheckedDeclaration::read(&new, &mut sink, options) {
        let kind = Some(after.kind());
        match CheckedDeclaration::read(&old, &mut unseen, &Options { kind, ..*options }) {
            Some(before) => check_changes(&before, &after, &mut sink),
            None => report_uncomparable_old(&old, after.kind(), &mut sink),
        }
    }
    Ok(Validated {
        document: new,
        sink,
    })
}

/// Two declarations that were validated separately, and the diagnostics of the change.
#[derive(Debug)]
pub struct Compared<'t> {
    /// The deployed declaration.
    pub old: Validated<'t>,
    /// The declaration to deploy. If its kind differs from the old one, it has a diagnostic for that.
    pub new: Validated<'t>,
    /// The diagnostics of the change, with paths of the new declaration; empty if one of the two has errors.
    pub change: Sink,
}

/// Compares two declarations. If they are of the same kind and have no errors, it calls `on_valid` once.
pub fn compare<'t>(
    old: Input<'t>,
    new: Input<'t>,
    options: &Options,
    on_valid: &mut dyn FnMut(Valid<'_, '_>, Valid<'_, '_>),
) -> Result<Compared<'t>, BadTape> {
    let [mut old_sink, mut new_sink] = [(); 2].map(|()| Sink::new(options.limits.diagnostics));
    // All changes are checked, however many there are.
    let mut change = Sink::new(usize::MAX);
    let old = read_input(old, options, Buffers::default(), &mut old_sink)?;
    let new = read_input(new, options, Buffers::default(), &mut new_sink)?;
    let before = CheckedDeclaration::read(&old, &mut old_sink, options);
    let after = CheckedDeclaration::read(&new, &mut new_sink, options);
    if let Some((before, after)) = before.zip(after)
        && !old_sink.has_errors()
        && !new_sink.has_errors()
    {
        if before.kind() == after.kind() {
            on_valid(before.as_valid(&old), after.as_valid(&new));
            check_changes(&before, &after, &mut change);
        } else {
            report_uncomparable_old(&old, after.kind(), &mut new_sink);
        }
    }
    let validated = |document, sink| Validated { document, sink };
    Ok(Compared {
        old: validated(old, old_sink),
        new: validated(new, new_sink),
        change,
    })
}

/// A declaration that was read for a comparison; it may have errors.
enum CheckedDeclaration<'d> {
    Container(Box<Draft<'d>>),
    Stack(StackDraft<'d>),
}

impl<'d> CheckedDeclaration<'d> {
    fn read(document: &'d Document<'_>, sink: &mut Sink, options: &Options) -> Option<Self> {
        if is_stream(document, sink) {
            return None;
        }
        let root = Document::ROOT;
        match check_kind(document, root, sink, options)? {
            DocumentKind::Container => {
                let mut draft = Box::default();
                let mut reader = Reader::new(document, sink);
                check_container(&mut reader, root, &mut draft).then_some(Self::Container(draft))
            }
            DocumentKind::Stack => check_stack(document, root, sink).map(Self::Stack),
            // A stack state is not a declaration.
            DocumentKind::State => {
                report_wrong_kind(root, DocumentKind::State, DocumentKind::Stack, sink);
                None
            }
        }
    }

    fn kind(&self) -> DocumentKind {
        match self {
            Self::Container(_) => DocumentKind::Container,
            Self::Stack(_) => DocumentKind::Stack,
        }
    }

    fn as_valid<'f>(&'f self, document: &'f Document<'d>) -> Valid<'f, 'd> {
        match self {
            Self::Container(_) => Valid::Container(document),
            Self::Stack(draft) => Valid::Stack(document, draft),
        }
    }
}

/// Runs the rules of an update on a container, or on each container that both stacks have and on removed resources.
fn check_changes(before: &CheckedDeclaration, after: &CheckedDeclaration, sink: &mut Sink) {
    match (before, after) {
        (CheckedDeclaration::Container(before), CheckedDeclaration::Container(after)) => {
            rules::update::run(before, after, sink);
        }
        (CheckedDeclaration::Stack(before), CheckedDeclaration::Stack(after)) => {
            let deployed = rules::stack::Stack::new(before);
            let ids = rules::stack::Stack::new(after);
            for (place, resource) in after.resources.iter().enumerate() {
                // If two have the same id, the first one is used.
                let first = |id: &&&str| ids.place(id) == Some(place);
                let id = resource.id.given().filter(first);
                let same = id.and_then(|id| deployed.find(id));
                let same = same.and_then(|same| same.container.as_deref());
                if let Some((old, new)) = same.zip(resource.container.as_deref()) {
                    sink.set_base(resource.config);
                    rules::update::run(old, new, sink);
                }
            }
            sink.set_base(Document::ROOT);
            rules::update::check_resources(before, after, sink);
        }
        _ => {}
    }
}

/// Reports an old declaration that can't be compared with the new one, because its kind differs or it can't be read.
#[cold]
fn report_uncomparable_old(old: &Document, expected: DocumentKind, sink: &mut Sink) {
    sink.set_base(Document::ROOT);
    sink.report(&WRONG_DOCUMENT_KIND, || {
        let found = DocumentKind::detect(old);
        let is_whole =
            old.kind(Document::ROOT) == Kind::Object && !old.is_unfinished(Document::ROOT);
        let expected = expected.with_article();
        let message = if is_whole && found.with_article() != expected {
            format!(
                "the old declaration is {}, but the new one is {expected}",
                found.with_article()
            )
        } else {
            format!(
                "the old declaration can't be read as {expected}, so the update was not checked"
            )
        };
        Diagnostic::at_node(Document::ROOT, message).help(format!(
            "pass the deployed declaration, which must be {expected}"
        ))
    });
}
