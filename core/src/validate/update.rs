//! Validates a change: each of two declarations by itself, and then the change from one to the other.

use super::{BadTape, DocumentKind, Finished, Input, Judged, Options};
use super::{container, kind, read, stack, wrong_kind};
use crate::decode::WRONG_DOCUMENT_KIND;
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{Buffers, Document, Kind};
use crate::draft::{Draft, StackDraft};
use crate::reader::Reader;
use crate::rules;

/// Validates the new declaration, and then the changes from the old one that are not allowed.
pub fn update<'t>(
    old: Input<'t>,
    new: Input<'t>,
    options: &Options,
) -> Result<Judged<'t>, BadTape> {
    // The diagnostics of the old declaration are not reported.
    let mut unseen = Sink::new(0);
    let mut sink = Sink::new(options.limits.diagnostics);
    let old = read(old, options, Buffers::default(), &mut unseen)?;
    let new = read(new, options, Buffers::default(), &mut sink)?;
    if let Some(after) = Declared::read(&new, &mut sink, options) {
        let kind = Some(after.kind());
        match Declared::read(&old, &mut unseen, &Options { kind, ..*options }) {
            Some(before) => changed(&before, &after, &mut sink),
            None => unread_old(&old, after.kind(), &mut sink),
        }
    }
    Ok(Judged {
        document: new,
        sink,
    })
}

/// Two declarations that were validated separately, and the diagnostics of the change.
#[derive(Debug)]
pub struct Compared<'t> {
    /// The deployed declaration.
    pub old: Judged<'t>,
    /// The declaration to deploy. If its kind differs from the old one, it has a diagnostic for that.
    pub new: Judged<'t>,
    /// The diagnostics of the change, with paths of the new declaration; empty if one of the two has errors.
    pub change: Sink,
}

/// Compares two declarations. If they are of the same kind and have no errors, it calls `finish` once.
pub fn compare<'t>(
    old: Input<'t>,
    new: Input<'t>,
    options: &Options,
    finish: &mut dyn FnMut(Finished<'_, '_>, Finished<'_, '_>),
) -> Result<Compared<'t>, BadTape> {
    let [mut old_sink, mut new_sink] = [(); 2].map(|()| Sink::new(options.limits.diagnostics));
    // All changes are checked, however many there are.
    let mut change = Sink::new(usize::MAX);
    let old = read(old, options, Buffers::default(), &mut old_sink)?;
    let new = read(new, options, Buffers::default(), &mut new_sink)?;
    let before = Declared::read(&old, &mut old_sink, options);
    let after = Declared::read(&new, &mut new_sink, options);
    if let Some((before, after)) = before.zip(after)
        && !old_sink.has_errors()
        && !new_sink.has_errors()
    {
        if before.kind() == after.kind() {
            finish(before.finished(&old), after.finished(&new));
            changed(&before, &after, &mut change);
        } else {
            unread_old(&old, after.kind(), &mut new_sink);
        }
    }
    let judged = |document, sink| Judged { document, sink };
    Ok(Compared {
        old: judged(old, old_sink),
        new: judged(new, new_sink),
        change,
    })
}

/// A declaration that was read for a comparison; it may have errors.
enum Declared<'d> {
    Container(Box<Draft<'d>>),
    Stack(StackDraft<'d>),
}

impl<'d> Declared<'d> {
    fn read(document: &'d Document<'_>, sink: &mut Sink, options: &Options) -> Option<Self> {
        match kind(document, sink, options)? {
            DocumentKind::Container => {
                let mut draft = Box::default();
                let mut reader = Reader::new(document, sink);
                container(&mut reader, Document::ROOT, &mut draft).then_some(Self::Container(draft))
            }
            DocumentKind::Stack => stack(document, sink).map(Self::Stack),
            // A stack state is not a declaration.
            DocumentKind::State => {
                wrong_kind(DocumentKind::State, DocumentKind::Stack, sink);
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

    fn finished<'f>(&'f self, document: &'f Document<'d>) -> Finished<'f, 'd> {
        match self {
            Self::Container(_) => Finished::Container(document),
            Self::Stack(draft) => Finished::Stack(document, draft),
        }
    }
}

/// Runs the rules of an update on a container, or on each container that both stacks have and on removed resources.
fn changed(before: &Declared, after: &Declared, sink: &mut Sink) {
    match (before, after) {
        (Declared::Container(before), Declared::Container(after)) => {
            rules::update::run(before, after, sink);
        }
        (Declared::Stack(before), Declared::Stack(after)) => {
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
fn unread_old(old: &Document, expected: DocumentKind, sink: &mut Sink) {
    sink.set_base(Document::ROOT);
    sink.report(&WRONG_DOCUMENT_KIND, || {
        let found = DocumentKind::of(old);
        let is_whole =
            old.kind(Document::ROOT) == Kind::Object && !old.is_unfinished(Document::ROOT);
        let expected = expected.words();
        let message = if is_whole && found.words() != expected {
            format!(
                "the old declaration is {}, but the new one is {expected}",
                found.words()
            )
        } else {
            format!(
                "the old declaration can't be read as {expected}, so the update was not checked"
            )
        };
        Diagnostic::at_node(&WRONG_DOCUMENT_KIND, Document::ROOT, message).help(format!(
            "pass the deployed declaration, which must be {expected}"
        ))
    });
}
