//! Converts diagnostics to located diagnostics: finds the path, the range and the builder call of each.

#[cfg(feature = "yaml")]
mod aliased;
mod fixes;

use super::{Call, Diagnostic, Fix, Position, Range, Related, Report, Severity, Target};
use crate::builder;
use crate::catalog;
use crate::collections::sorted_by_key;
use crate::diagnostic::{self, Location, Reported, Sink};
use crate::document::text_edit::Style;
use crate::document::{Document, Index, Kind, Limits, Source};
use crate::model::keys;
use crate::path::Path;
use crate::reader::masked_path;
use crate::span::{LineIndex, NodeId, Span, Units};

/// Creates the report from the diagnostics of a declaration. `calls` are the calls of a builder, if the declaration comes
/// from one.
pub(crate) fn locate(
    document: &Document,
    sink: Sink,
    units: Units,
    calls: Option<&Document>,
) -> Report {
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
        style: None,
        units,
        calls,
        call_nodes: calls
            .map(|calls| calls.elements(Document::ROOT).collect())
            .unwrap_or_default(),
    };
    let placed = diagnostics
        .into_iter()
        .map(|found| {
            let location = &found.diagnostic.location;
            (locator.nearest_node(location, found.base), found)
        })
        .collect();
    let placed = sorted_by_key(placed, |(found, reported): &Placed| {
        (found.node, reported.code.name)
    });
    #[cfg(feature = "yaml")]
    let placed = locator.join_aliased(placed);
    let mut room = ReportRoom {
        diagnostics: limit,
        bytes: limit.saturating_mul(Limits::BYTES_PER_DIAGNOSTIC),
        is_empty: true,
        truncated: truncated || placed.len() > limit,
    };
    let mut kept: Vec<Option<Diagnostic>> = placed.iter().map(|_| None).collect();
    let mut placed: Vec<Option<Placed>> = placed.into_iter().map(Some).collect();
    // If there are too many diagnostics, errors are kept first.
    for errors in [true, false] {
        let is_next =
            |(_, reported): &mut Placed| (reported.code.severity == Severity::Error) == errors;
        for (placed, kept) in placed.iter_mut().zip(&mut kept) {
            if room.diagnostics > 0
                && let Some((found, reported)) = placed.take_if(is_next)
            {
                *kept = room.fit(locator.locate_diagnostic(found, reported));
            }
        }
    }
    Report {
        valid,
        diagnostics: kept.into_iter().flatten().collect(),
        truncated: room.truncated,
    }
}

type Placed = (NearestNode, Reported);

/// The number of diagnostics and of bytes that a report may still take.
struct ReportRoom {
    diagnostics: usize,
    bytes: usize,
    /// Whether the report is still empty: the first diagnostic is always kept.
    is_empty: bool,
    truncated: bool,
}

impl ReportRoom {
    /// Returns the diagnostic if there is room for it, without its fixes if there is no room for those. Returns `None` if
    /// there is no room, and then also for all later diagnostics.
    #[inline(never)]
    fn fit(&mut self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
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

/// The node of a location. If the node doesn't exist, its nearest existing ancestor.
#[derive(Clone, Copy)]
struct NearestNode {
    node: NodeId,
    /// Whether the node itself exists.
    is_exact: bool,
}

struct Locator<'a, 'd, 't> {
    document: &'d Document<'t>,
    index: Index<'d, 't>,
    lines: LineIndex,
    /// The style of the text, once it is needed.
    style: Option<Style<'t>>,
    /// The unit of characters in positions.
    units: Units,
    /// The calls of a builder, if the declaration comes from one.
    calls: Option<&'a Document<'a>>,
    /// The nodes of these calls, by the number of the call.
    call_nodes: Vec<NodeId>,
}

impl Locator<'_, '_, '_> {
    fn nearest_node(&mut self, location: &Location, base: NodeId) -> NearestNode {
        let (node, is_exact) = match location {
            Location::Path { path, target } => self.index.find(base, path, *target),
            Location::Node(id) => (*id, true),
            Location::Span(span) => (self.last_node_before(span.start), true),
        };
        NearestNode { node, is_exact }
    }

    /// The last node that starts at or before a byte.
    fn last_node_before(&self, offset: u32) -> NodeId {
        let (mut low, mut high) = (0, self.document.node_count() as u32);
        while low < high {
            let middle = low.midpoint(high);
            if self
                .document
                .span(self.document.written_node(NodeId(middle)))
                .is_some_and(|span| span.start <= offset)
            {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.document.written_node(NodeId(low.saturating_sub(1)))
    }

    #[inline(never)]
    fn locate_diagnostic(&mut self, found: NearestNode, reported: Reported) -> Diagnostic {
        let Reported {
            code,
            base,
            diagnostic,
        } = reported;
        let diagnostic::DiagnosticParts {
            message,
            data,
            location,
            help,
            related,
            fixes,
        } = *diagnostic.0;
        let (path, target) = self.path_and_target(&location, base, found.node);
        let related = related
            .into_iter()
            .map(|related| self.locate_related(base, related))
            .collect();
        let is_text = self.document.source() == Source::Text;
        let fixes = fixes.into_iter().filter_map(|fix| {
            let text_edits = match is_text {
                true => self.text_edits(base, &fix.edits)?,
                false => None,
            };
            let fix = self.convert_fix(base, fix)?;
            Some(Fix { text_edits, ..fix })
        });
        let fixes = fixes.collect();
        Diagnostic {
            code: code.name.into(),
            severity: code.severity,
            message,
            data,
            path: masked_path(path).into_string(),
            target,
            range: self.range(&location, found),
            call: self.call(found.node),
            help,
            related,
            fixes,
            docs: catalog::docs_link(code),
        }
    }

    /// The innermost node that contains a byte: `node` or one of its ancestors. A key counts up to its value.
    fn enclosing_node(&self, node: NodeId, offset: u32) -> NodeId {
        let document = self.document;
        let ends_before = |at: NodeId| {
            if self.index.is_key(at) {
                return document.is_broken(at) && document.str(at) == Some("");
            }
            document.span(at).is_some_and(|span| span.end < offset)
        };
        let mut at = node;
        while at != Document::ROOT && ends_before(at) {
            at = self.index.parent(at).0;
        }
        // A key that may really be a value must not appear in the path, since it may be secret.
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

    /// Whether a key may really be a value, which recovery took for a key. For a value, this asks about its key.
    fn may_be_value(&self, node: NodeId) -> bool {
        let document = self.document;
        let key = match self.index.is_key(node) {
            true => node,
            false => NodeId(node.0.saturating_sub(1)),
        };
        if !document.is_recovered() || !self.index.is_key(key) {
            return false;
        }
        // For a key directly in a list, recovery adds an object that has no brace in the text.
        let start = |id| document.span(id).map(|span| span.start);
        let is_bare = start(key) == start(self.index.parent(key).0);
        !document.str(key).is_some_and(keys::is_known_key) && (document.is_misread(key) || is_bare)
    }

    fn path_and_target(
        &mut self,
        location: &Location,
        base: NodeId,
        node: NodeId,
    ) -> (Path, Target) {
        match location {
            Location::Path { path, target } => (self.index.path_from_root(base, path), *target),
            Location::Node(_) if self.index.is_key(node) => {
                (self.index.path(Document::ROOT, node), Target::Key)
            }
            Location::Node(_) => (self.index.path(Document::ROOT, node), Target::Value),
            Location::Span(span) => {
                let node = self.enclosing_node(node, span.start);
                // Strictly inside the quotes of the key. A fault at either end is between two members.
                let is_inside = |key: Span| key.start < span.start && span.end < key.end;
                let is_key =
                    self.index.is_key(node) && self.document.span(node).is_some_and(is_inside);
                let target = if is_key { Target::Key } else { Target::Value };
                (self.index.path(Document::ROOT, node), target)
            }
        }
    }

    fn locate_related(&mut self, base: NodeId, related: diagnostic::Related) -> Related {
        let found = self.nearest_node(&related.location, base);
        let (path, _) = self.path_and_target(&related.location, base, found.node);
        let (range, call) = (self.range(&related.location, found), self.call(found.node));
        Related {
            path: masked_path(path).into_string(),
            range,
            call,
            message: related.message,
        }
    }

    fn range(&self, location: &Location, found: NearestNode) -> Option<Range> {
        Some(self.span_range(self.span(location, found)?))
    }

    /// The bytes of a location. For a missing key, they are the opening brace of the object, or its first key if it has none.
    fn span(
        &self,
        location: &Location,
        NearestNode { node, is_exact }: NearestNode,
    ) -> Option<Span> {
        let span = match location {
            Location::Span(span) => *span,
            _ => self.document.span(node)?,
        };
        let is_container = matches!(self.document.kind(node), Kind::Object | Kind::Array);
        Some(match is_exact || !is_container {
            true => span,
            false => self.opening(node, span.start),
        })
    }

    /// The bytes with which an object or array starts.
    fn opening(&self, node: NodeId, start: u32) -> Span {
        let first = self.document.span(NodeId(node.0 + 1));
        match first.filter(|first| self.document.is_yaml() && first.start == start) {
            Some(key) => key,
            None => Span::new(start, start + 1),
        }
    }

    fn position(&self, offset: u32) -> Position {
        let position = self
            .lines
            .position(self.document.text(), offset, self.units);
        Position {
            line: position.line,
            character: position.character,
        }
    }

    fn call(&self, node: NodeId) -> Option<Call> {
        let Source::Calls(language) = self.document.source() else {
            return None;
        };
        let (calls, number) = (self.calls?, self.document.call(node)?);
        let call = *self.call_nodes.get(number as usize)?;
        Some(Call {
            method: builder::call_method(calls, call).into(),
            number,
            text: builder::call_text(calls, call, language),
            file: None,
            line: None,
            column: None,
        })
    }

    fn span_range(&self, span: Span) -> Range {
        Range {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }
}
