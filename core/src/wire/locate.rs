//! From paths and nodes to places a person can go to: the one function that makes located diagnostics.

use super::{Applicability, Call, Diagnostic, Edit, Fix, Position, Range, Related, Report, Target};
use crate::builder;
use crate::catalog;
use crate::diagnostic::{self, Place, Sink};
use crate::document::{Document, Index, Kind, Source, text_edit};
use crate::fix;
use crate::model::environment::MAPS;
use crate::order::sorted_by_key;
use crate::path::Path;
use crate::shape::masked_segments;
use crate::span::{LineIndex, NodeId, Span, Units};

/// A file and a place in it where a builder call stands, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Site {
    pub file: String,
    pub line: u32,
    pub column: u32,
}

/// Everything that tells where things are.
pub struct Located<'a, 't> {
    /// The units of characters.
    pub units: Units,
    /// The calls of a builder, if the declaration comes from one.
    pub calls: Option<&'a Document<'t>>,
    /// Where each call stands, by its number, as far as known.
    pub sites: &'a [Option<Site>],
}

/// The report of what was found in a declaration.
pub fn locate(document: &Document, sink: Sink, with: &Located) -> Report {
    if sink.is_empty() {
        return Report {
            valid: true,
            ..Report::default()
        };
    }
    let (valid, limit) = (!sink.has_errors(), sink.limit());
    let (diagnostics, mut truncated) = sink.into_parts();
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
    let mut placed = sorted_by_key(placed, |(found, diagnostic)| {
        (found.node, diagnostic.code.name)
    });
    if placed.len() > limit {
        truncated = true;
        keep(&mut placed, limit);
    }
    let diagnostics = placed
        .into_iter()
        .map(|(found, diagnostic)| locator.diagnostic(found, diagnostic))
        .collect();
    Report {
        valid,
        diagnostics,
        truncated,
    }
}

/// Keeps errors before the rest, in order.
fn keep(placed: &mut Vec<(Found, diagnostic::Diagnostic)>, limit: usize) {
    let is_error = |d: &diagnostic::Diagnostic| d.code.severity == diagnostic::Severity::Error;
    let errors = placed.iter().filter(|(_, d)| is_error(d)).count();
    let mut room = limit.saturating_sub(errors);
    placed.retain(|(_, d)| {
        let kept = is_error(d) || room > 0;
        room -= usize::from(kept && !is_error(d));
        kept
    });
    placed.truncate(limit);
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
        let (mut low, mut high) = (0, self.document.len() as u32);
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
        let prefix = self.index.path(Document::ROOT, base);
        let is_text = self.document.source() == Source::Text;
        let can_make =
            |fix: &fix::Fix| !is_text || text_edit::can_edit(&mut self.index, base, &fix.edits);
        let fixes: Vec<_> = fixes.into_iter().filter(can_make).collect();
        Diagnostic {
            code: code.name,
            severity: code.severity.into(),
            message,
            path: masked(&path),
            target,
            range: self.range(&place, found),
            call: self.call(found.node),
            help,
            related,
            fixes: fixes
                .into_iter()
                .map(|fix| located_fix(&prefix, fix))
                .collect(),
            docs: catalog::docs(code),
        }
    }

    /// The innermost node from `node` outward that reaches as far as a byte. A key reaches to its value.
    fn around(&self, node: NodeId, offset: u32) -> NodeId {
        let document = self.document;
        let is_apart = |at: NodeId| {
            if self.index.is_key(at) {
                let is_nameless = document.is_broken(at) && document.str(at) == Some("");
                return is_nameless || self.is_misread_variable(at);
            }
            document.span(at).is_some_and(|span| span.end < offset)
                || self.is_misread_variable(NodeId(at.0.saturating_sub(1)))
        };
        let mut at = node;
        while at != Document::ROOT && is_apart(at) {
            at = self.index.parent(at).0;
        }
        at
    }

    /// Whether a node is a key in a map of variables, but may be a value, which may be secret.
    fn is_misread_variable(&self, key: NodeId) -> bool {
        if !self.index.is_key(key) || !self.document.is_misread(key) {
            return false;
        }
        let map = self.index.parent(key).0;
        let name = NodeId(map.0.saturating_sub(1));
        let is_map = |name: &str| MAPS.contains(&name);
        map > name && self.index.is_key(name) && self.document.str(name).is_some_and(is_map)
    }

    fn path(&mut self, place: &Place, base: NodeId, node: NodeId) -> (Path, Target) {
        match place {
            Place::Path { path, target } => {
                let target = match target {
                    diagnostic::Target::Key => Target::Key,
                    diagnostic::Target::Value => Target::Value,
                };
                (self.index.path(Document::ROOT, base).join(path), target)
            }
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
            path: masked(&path),
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
        if self.document.source() != Source::Calls {
            return None;
        }
        let (calls, number) = (self.with.calls?, self.document.call(node)?);
        let call = *self.calls.get(number as usize)?;
        let site = self
            .with
            .sites
            .get(number as usize)
            .and_then(Option::as_ref);
        Some(Call {
            method: builder::call_method(calls, call),
            number,
            text: builder::call_text(calls, call),
            file: site.map(|site| site.file.clone()),
            line: site.map(|site| site.line),
            column: site.map(|site| site.column),
        })
    }
}

fn located_fix(prefix: &Path, fix: fix::Fix) -> Fix {
    let applicability = match fix.applicability {
        fix::Applicability::Safe => Applicability::Safe,
        fix::Applicability::Unsafe => Applicability::Unsafe,
    };
    let edits = fix.edits.into_iter().map(|edit| {
        let path = masked(&prefix.clone().join(edit.path()));
        match edit {
            fix::Edit::Set { value, .. } => Edit::Set { path, json: value },
            fix::Edit::Remove { .. } => Edit::Remove { path },
            fix::Edit::RemoveFirst { .. } => Edit::RemoveFirst { path },
            fix::Edit::Rename { key, .. } => Edit::Rename { path, key },
            fix::Edit::Quote { .. } => Edit::Quote { path },
            fix::Edit::Pairs { .. } => Edit::Pairs { path },
        }
    });
    Fix {
        title: fix.title,
        applicability,
        edits: edits.collect(),
    }
}

/// A path as other languages see it: in the name of a variable, what follows a `=` may be secret.
pub(super) fn masked(path: &Path) -> String {
    if !MAPS.iter().any(|map| path.as_str().contains(map)) {
        return path.as_str().to_owned();
    }
    let segments = masked_segments(path).into_iter();
    let masked = segments.fold(Path::root(), |out, (name, _)| out.key(&name));
    masked.as_str().to_owned()
}
