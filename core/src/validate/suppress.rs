//! Comments that hide warnings: `// alien-ignore small-memory: this container only forwards requests`.
//!
//! Such a comment hides the warnings with this code on the next line, or on its own line if that has more than the comment.
//! `alien-ignore-file` hides them in the whole text. Errors can't be hidden, since the platform rejects the declaration anyway.
//! A comment that hides nothing is reported.

use crate::diagnostic::{Code, Diagnostic, Docs, Location, Severity, Sink, quoted};
use crate::document::json::comment_end;
use crate::document::{Document, Index, Kind};
use crate::reader::suggest;
use crate::span::{LineIndex, NodeId, Span};

/// A comment that hides no warning.
static UNUSED_SUPPRESSION: Code = Code {
    name: "unused-suppression",
    severity: Severity::Warning,
};

/// The documentation of the code in this file.
pub(crate) const DOCS: Docs = Docs {
    code: &UNUSED_SUPPRESSION,
    summary: "an `alien-ignore` comment that hides no warning",
    why: "A comment `// alien-ignore CODE: reason` hides the warnings with this code on the next line, and \
          `// alien-ignore-file CODE: reason` those of the whole file. Once it hides nothing, it only confuses readers, and would \
          hide a new problem. Errors can't be hidden. Comments are allowed in files named `.jsonc`, and with the option `relaxed`.",
    fails: r#"{
 // alien-ignore-file small-memory: it only forwards requests
 "id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
    passes: r#"{
 // alien-ignore-file small-memory: it only forwards requests
 "id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "64Mi", "desired": "64Mi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
};

/// A code in a comment.
struct Suppression<'t> {
    code: &'t str,
    comment: Span,
    /// Whether the comment has other codes too.
    has_others: bool,
    scope: Scope,
    is_used: bool,
    /// A code on the same lines that is similar to this one, which may be misspelt.
    similar: Option<&'static str>,
    /// Whether the code is that of an error.
    is_error: bool,
}

/// The lines whose warnings a comment hides.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    /// The line of the comment.
    SameLine(u32),
    /// A line after the comment.
    NextLine(u32),
    File,
}

impl Scope {
    fn contains(self, line: Option<u32>) -> bool {
        match self {
            Self::SameLine(own) | Self::NextLine(own) => line == Some(own),
            Self::File => true,
        }
    }
}

/// Removes the warnings that comments of the text hide, and reports the comments that hide none.
pub(super) fn hide_suppressed(document: &Document, sink: &mut Sink) {
    let comments = find_comments(document);
    if comments.is_empty() {
        return;
    }
    let lines = LineIndex::new(document.text());
    let mut suppressions = read_comments(document.text(), &comments, &lines);
    let mut index = Index::new(document);
    sink.retain_warnings(|code, base, location| {
        let start = match location {
            Location::Span(span) => Some(span.start),
            Location::Node(id) => document.span(*id).map(|span| span.start),
            Location::Path { path, target } => {
                let (node, _) = index.find(base, path, *target);
                document.span(node).map(|span| span.start)
            }
        };
        let line = start.map(|start| lines.line_of(start));
        let mut is_kept = true;
        let in_scope = suppressions
            .iter_mut()
            .filter(|found| found.scope.contains(line));
        for found in in_scope {
            if found.code != code.name {
                found.similar = found
                    .similar
                    .or_else(|| suggest(found.code, [code.name].into_iter()));
            } else if code.severity == Severity::Error {
                found.is_error = true;
            } else {
                found.is_used = true;
                is_kept = false;
            }
        }
        is_kept
    });
    sink.set_base(Document::ROOT);
    for unused in suppressions.iter().filter(|found| !found.is_used) {
        sink.report(&UNUSED_SUPPRESSION, || unused.diagnostic());
    }
}

impl Suppression<'_> {
    fn diagnostic(&self) -> Diagnostic {
        let code = quoted(self.code);
        let place = match self.scope {
            Scope::SameLine(_) => "on this line",
            Scope::NextLine(_) => "on the next line",
            Scope::File => "in this file",
        };
        let (message, help) = match self.similar {
            _ if self.code.is_empty() => (
                "this comment doesn't say which warning it hides".to_owned(),
                "write its code and the reason: alien-ignore small-memory: it only forwards requests".to_owned(),
            ),
            _ if self.is_error => (
                format!("{code} is an error, which a comment can't hide"),
                "fix the problem, and remove this comment; only warnings can be hidden".to_owned(),
            ),
            Some(similar) => (
                format!("there is no warning {code} {place}"),
                format!("did you mean \"{similar}\"?"),
            ),
            None => (
                format!("there is no warning {code} {place}"),
                match self.has_others {
                    true => "remove this code from the comment".to_owned(),
                    false => "remove this comment".to_owned(),
                },
            ),
        };
        Diagnostic::at_span(self.comment, message).help(help)
    }
}

const MARKER: &str = "alien-ignore";

/// The maximum number of comments, and of codes in all of them, that are read.
const MAX_COUNT: usize = 1000;

/// The comments that start with the marker.
fn find_comments(document: &Document) -> Vec<Span> {
    let text = document.text();
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['/', '#'])) {
        let start = at + found;
        at = start + 1;
        let is_marked = content(text.get(start..).unwrap_or_default()).starts_with(MARKER);
        if is_marked && let Some((end, _)) = comment_end(text.as_bytes(), start) {
            comments.push(Span::new(start as u32, end as u32));
            at = end;
        }
    }
    if comments.is_empty() {
        return comments;
    }
    // A string may contain what looks like a comment.
    for id in (0..document.node_count() as u32).map(NodeId) {
        if let Some(span) = document.span(id)
            && !matches!(document.kind(id), Kind::Object | Kind::Array)
        {
            let first = comments.partition_point(|comment| comment.start < span.start);
            let after = comments.partition_point(|comment| comment.start < span.end);
            comments.drain(first..after.max(first));
        }
    }
    comments.truncate(MAX_COUNT);
    comments
}

/// A text without the delimiter of a comment and the spaces at its start.
fn content(text: &str) -> &str {
    let inside = ["//", "/*", "#"]
        .iter()
        .find_map(|delimiter| text.strip_prefix(delimiter));
    inside.unwrap_or_default().trim_start_matches([' ', '\t'])
}

/// What the comments hide, in the order of the comments.
fn read_comments<'t>(text: &'t str, comments: &[Span], lines: &LineIndex) -> Vec<Suppression<'t>> {
    let mut suppressions = Vec::new();
    // The line of the comment after the current one, and the line that it hides.
    let mut next = None;
    for comment in comments.iter().rev() {
        let content = content(text.get(comment.range()).unwrap_or_default());
        let rest = content.strip_prefix(MARKER).unwrap_or_default();
        let (is_for_file, rest) = match rest.strip_prefix("-file") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let line = lines.line_of(comment.start);
        let scope = match is_for_file {
            true => Scope::File,
            false if is_alone(text, *comment, lines) => {
                let after = lines.line_of(comment.end) + 1;
                let target = first_content_line(text, lines, after, next);
                next = Some((line, target));
                Scope::NextLine(target)
            }
            false => Scope::SameLine(line),
        };
        let codes = rest.split([':', '*']).next().unwrap_or_default();
        let mut codes: Vec<&str> = codes.split([' ', '\t', ',']).rev().collect();
        codes.retain(|code| !code.is_empty());
        if codes.is_empty() {
            codes.push("");
        }
        let has_others = codes.len() > 1;
        suppressions.extend(codes.into_iter().map(|code| Suppression {
            code,
            comment: *comment,
            has_others,
            scope,
            is_used: false,
            similar: None,
            is_error: false,
        }));
        suppressions.truncate(MAX_COUNT);
    }
    suppressions.reverse();
    suppressions
}

/// Whether the lines of a comment contain nothing else.
fn is_alone(text: &str, comment: Span, lines: &LineIndex) -> bool {
    let is_blank = |text: &str| text.trim_matches([' ', '\t', '#', '/']).is_empty();
    let start = lines.line_start(lines.line_of(comment.start));
    let before = start.and_then(|start| text.get(start as usize..comment.start as usize));
    let after = text.get(comment.end as usize..).unwrap_or_default();
    before.is_some_and(is_blank) && after.split(['\n', '\r']).next().is_none_or(is_blank)
}

/// The first line from `line` on that has more than a comment. `next` is the line of the next comment that was read, and the line
/// that it hides, so that no line is read twice.
fn first_content_line(
    text: &str,
    lines: &LineIndex,
    mut line: u32,
    next: Option<(u32, u32)>,
) -> u32 {
    let count = lines.line_of(text.len() as u32);
    while line < count {
        if let Some((comment, target)) = next
            && comment == line
        {
            return target;
        }
        let content = lines.line(text, line).trim_start_matches([' ', '\t']);
        if !content.is_empty() && !content.starts_with("//") && !content.starts_with('#') {
            break;
        }
        line += 1;
    }
    line
}
