//! From paths and nodes to places a person can go to: the one function that makes located diagnostics.

use super::{Call, Diagnostic, Edit, Fix, Position, Range, Related, Report, Severity, Target};
use crate::builder;
use crate::catalog;
use crate::diagnostic::{self, Place, Sink};
use crate::document::json;
use crate::document::{Document, Index, Kind, Limits, Source, text_edit};
use crate::fix;
use crate::model::keys;
use crate::normalise;
use crate::order::sorted_by_key;
use crate::path::Path;
use crate::secret::mask_name;
use crate::shape::masked_path;
use crate::span::{LineIndex, NodeId, Span, Units};

/// Everything that tells where things are.
pub(crate) struct Located<'a, 't> {
    /// The units of characters.
    pub units: Units,
    /// The calls of a builder, if the declaration comes from one.
    pub calls: Option<&'a Document<'t>>,
}

/// The report of what was found in a declaration.
pub(crate) fn locate(document: &Document, sink: Sink, with: &Located) -> Report {
    if sink.is_empty() {
        return Report {
            valid: true,
            ..Report::default()
        };
    }
    let (valid, limit) = (!sink.has_errors(), sink.limit());
    let (diagnostics, truncated) = sink.into_parts();
    let mut locator = Locator {
        index: Index::new(document),
        lines: LineIndex::new(document.text()),
        document,
        calls: with
            .calls
            .map(|calls| calls.elements(Document::ROOT).collect())
            .unwrap_or_default(),
        with,
    };
    let placed = diagnostics
        .into_iter()
        .map(|d| (locator.node(&d.place, d.base), d))
        .collect();
    let placed = sorted_by_key(placed, |(found, diagnostic): &Placed| {
        (found.node, diagnostic.code.name)
    });
    let mut room = Room {
        diagnostics: limit,
        bytes: limit.saturating_mul(Limits::BYTES_EACH),
        is_empty: true,
        truncated: truncated || placed.len() > limit,
    };
    let mut kept: Vec<Option<Diagnostic>> = placed.iter().map(|_| None).collect();
    let mut placed: Vec<Option<Placed>> = placed.into_iter().map(Some).collect();
    // Errors are kept before the rest.
    for errors in [true, false] {
        let is_next =
            |(_, diagnostic): &mut Placed| (diagnostic.code.severity == Severity::Error) == errors;
        for (placed, kept) in placed.iter_mut().zip(&mut kept) {
            if room.diagnostics > 0
                && let Some((found, diagnostic)) = placed.take_if(is_next)
            {
                *kept = room.take(locator.diagnostic(found, diagnostic));
            }
        }
    }
    Report {
        valid,
        diagnostics: kept.into_iter().flatten().collect(),
        truncated: room.truncated,
    }
}

type Placed = (Found, diagnostic::Diagnostic);

/// What a report still has room for.
struct Room {
    diagnostics: usize,
    bytes: usize,
    /// Whether it holds nothing yet: the first diagnostic always fits.
    is_empty: bool,
    truncated: bool,
}

impl Room {
    /// A diagnostic that fits, without its fixes where those don't. `None` if it does not fit, and then no other does.
    #[inline(never)]
    fn take(&mut self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let size = diagnostic.size();
        if size > self.bytes && !self.is_empty {
            (self.diagnostics, self.truncated) = (0, true);
            return None;
        }
        self.is_empty = false;
        self.diagnostics -= 1;
        self.bytes = self.bytes.saturating_sub(size);
        match self.bytes.checked_sub(diagnostic.size_of_fixes()) {
            Some(rest) => self.bytes = rest,
            None => {
                diagnostic.fixes.clear();
                self.truncated = true;
            }
        }
        Some(diagnostic)
    }
}

/// The node of a place, or the nearest there is.
#[derive(Clone, Copy)]
struct Found {
    node: NodeId,
    /// Whether the node itself is there.
    is_there: bool,
}

struct Locator<'a, 'd, 't> {
    document: &'d Document<'t>,
    index: Index<'d, 't>,
    lines: LineIndex,
    /// The nodes of the builder's calls, by their numbers.
    calls: Vec<NodeId>,
    with: &'a Located<'a, 't>,
}

impl Locator<'_, '_, '_> {
    fn node(&mut self, place: &Place, base: NodeId) -> Found {
        let (node, is_there) = match place {
            Place::Path { path, target } => self.index.find(base, path, *target),
            Place::Node(id) => (*id, true),
            Place::Span(span) => (self.last_before(span.start), true),
        };
        Found { node, is_there }
    }

    /// The last node that starts at or before a byte.
    fn last_before(&self, offset: u32) -> NodeId {
        let (mut low, mut high) = (0, self.document.node_count() as u32);
        while low < high {
            let middle = low.midpoint(high);
            if self
                .document
                .span(NodeId(middle))
                .is_some_and(|span| span.start <= offset)
            {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        NodeId(low.saturating_sub(1))
    }

    #[inline(never)]
    fn diagnostic(&mut self, found: Found, diagnostic: diagnostic::Diagnostic) -> Diagnostic {
        let diagnostic::Diagnostic {
            code,
            message,
            place,
            base,
            help,
            related,
            fixes,
        } = diagnostic;
        let (path, target) = self.path(&place, base, found.node);
        let related = related
            .into_iter()
            .map(|related| self.related(base, related))
            .collect();
        let is_text = self.document.source() == Source::Text;
        let can_make =
            |fix: &fix::Fix| !is_text || text_edit::can_edit(&mut self.index, base, &fix.edits);
        let fixes: Vec<_> = fixes.into_iter().filter(can_make).collect();
        Diagnostic {
            code: code.name,
            severity: code.severity,
            message,
            path: masked_path(&path).as_str().to_owned(),
            target,
            range: self.range(&place, found),
            call: self.call(found.node),
            help,
            related,
            fixes: fixes
                .into_iter()
                .filter_map(|fix| self.fix(base, fix))
                .collect(),
            docs: catalog::docs(code),
        }
    }

    /// The innermost node from `node` outward that reaches as far as a byte. A key reaches to its value.
    fn around(&self, node: NodeId, offset: u32) -> NodeId {
        let document = self.document;
        let is_apart = |at: NodeId| {
            if self.index.is_key(at) {
                return document.is_broken(at) && document.str(at) == Some("");
            }
            document.span(at).is_some_and(|span| span.end < offset)
        };
        let mut at = node;
        while at != Document::ROOT && is_apart(at) {
            at = self.index.parent(at).0;
        }
        // No key in the path may be a value.
        let mut above = at;
        while above != Document::ROOT {
            let parent = self.index.parent(above).0;
            if self.may_be_value(above) {
                at = parent;
            }
            above = parent;
        }
        at
    }

    /// Whether a key, or the key of a value, may be a value itself, which may be secret.
    fn may_be_value(&self, node: NodeId) -> bool {
        let document = self.document;
        let key = match self.index.is_key(node) {
            true => node,
            false => NodeId(node.0.saturating_sub(1)),
        };
        if !document.is_recovered() || !self.index.is_key(key) {
            return false;
        }
        // Around a key in a list, recovery makes an object without a brace.
        let start = |id| document.span(id).map(|span| span.start);
        let is_bare = start(key) == start(self.index.parent(key).0);
        !document.str(key).is_some_and(keys::is_name) && (document.is_misread(key) || is_bare)
    }

    fn path(&mut self, place: &Place, base: NodeId, node: NodeId) -> (Path, Target) {
        match place {
            Place::Path { path, target } => (self.index.from_root(base, path), *target),
            Place::Node(_) if self.index.is_key(node) => {
                (self.index.path(Document::ROOT, node), Target::Key)
            }
            Place::Node(_) => (self.index.path(Document::ROOT, node), Target::Value),
            Place::Span(span) => {
                let node = self.around(node, span.start);
                // Strictly inside its quotes; at its ends, something is amiss between the members.
                let is_inside = |key: Span| key.start < span.start && span.end < key.end;
                let is_key =
                    self.index.is_key(node) && self.document.span(node).is_some_and(is_inside);
                let target = if is_key { Target::Key } else { Target::Value };
                (self.index.path(Document::ROOT, node), target)
            }
        }
    }

    fn related(&mut self, base: NodeId, related: diagnostic::Related) -> Related {
        let found = self.node(&related.place, base);
        let (path, _) = self.path(&related.place, base, found.node);
        let (range, call) = (self.range(&related.place, found), self.call(found.node));
        Related {
            path: masked_path(&path).as_str().to_owned(),
            range,
            call,
            message: related.message,
        }
    }

    /// The range of a place; of something absent, the brace that opens the object it is missing in.
    fn range(&self, place: &Place, Found { node, is_there }: Found) -> Option<Range> {
        let Span { start, mut end } = match place {
            Place::Span(span) => *span,
            _ => self.document.span(node)?,
        };
        if !is_there && matches!(self.document.kind(node), Kind::Object | Kind::Array) {
            end = start + 1;
        }
        Some(Range {
            start: self.position(start),
            end: self.position(end),
        })
    }

    fn position(&self, offset: u32) -> Position {
        let position = self
            .lines
            .position(self.document.text(), offset, self.with.units);
        Position {
            line: position.line,
            character: position.character,
        }
    }

    fn call(&self, node: NodeId) -> Option<Call> {
        let Source::Calls(language) = self.document.source() else {
            return None;
        };
        let (calls, number) = (self.with.calls?, self.document.call(node)?);
        let call = *self.calls.get(number as usize)?;
        Some(Call {
            method: builder::call_method(calls, call),
            number,
            text: builder::call_text(calls, call, language),
            file: None,
            line: None,
            column: None,
        })
    }

    /// A fix as other languages see it; `None` if it has a path that nobody could follow, or would carry something secret.
    fn fix(&self, base: NodeId, fix: fix::Fix) -> Option<Fix> {
        let edits = fix.edits.into_iter().map(|edit| {
            let whole = self.index.from_root(base, edit.path());
            if whole.is_cut() {
                return None;
            }
            let path = masked_path(&whole).as_str().to_owned();
            Some(match edit {
                fix::Edit::Set { value, .. } => {
                    let read = json::parse_normalised(&value);
                    let mut json = String::new();
                    normalise::value(&read, Document::ROOT, &mut json);
                    if json != normalise::masked_text(&value, &whole) {
                        return None;
                    }
                    Edit::Set { path, json: value }
                }
                fix::Edit::Remove { .. } => Edit::Remove { path },
                fix::Edit::RemoveFirst { .. } => Edit::RemoveFirst { path },
                fix::Edit::Rename { key, .. } if mask_name(&key) != key => return None,
                fix::Edit::Rename { key, .. } => Edit::Rename { path, key },
                fix::Edit::Quote { .. } => Edit::Quote { path },
                fix::Edit::Pairs { .. } => Edit::Pairs { path },
            })
        });
        Some(Fix {
            edits: edits.collect::<Option<_>>()?,
            title: fix.title,
            applicability: fix.applicability,
        })
    }
}
