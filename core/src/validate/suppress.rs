//! Comments that hide warnings: `// alien-ignore small-memory: this container only forwards requests`.
//!
//! Such a comment hides the warnings with this code on the next line, or on its own line if that has more than the comment.
//! `alien-ignore-file` hides them in the whole text. Errors can't be hidden, since the platform rejects the declaration anyway.
//! A comment that hides nothing is reported.

use crate::diagnostic::{Code, Diagnostic, Docs, Location, Severity, Sink, quoted};
use crate::document::json::{comment_end, whitespace_end};
use crate::document::{Document, Index, Kind};
use crate::reader::suggest;
use crate::span::{LineIndex, NodeId, Span};

/// A comment that hides no warning.
pub(crate) static UNUSED_SUPPRESSION: Code = Code {
    name: "unused-suppression",
    severity: Severity::Warning,
};

/// The documentation of the code in this file.
pub(crate) const DOCS: Docs = Docs {
    code: &UNUSED_SUPPRESSION,
    summary: "an `alien-ignore` comment that hides no warning",
    why: "A comment `// alien-ignore CODE: reason` hides the warnings with this code on the next line, and \
          `// alien-ignore-file CODE: reason` those of the whole file. Once it hides nothing, it only confuses readers, and would \
          hide a new problem. Errors can't be hidden. Comments are allowed in files named `.jsonc`, and with the option `syntax`.",
    fails: r#"{
 // alien-ignore-file small-memory: it only forwards requests
 "id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
    passes: r#"{
 // alien-ignore-file small-memory: it only forwards requests
 "id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "64Mi", "desired": "64Mi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
};

/// A comment that hides warnings.
struct Suppression<'t> {
    comment: Span,
    /// The code of the warnings.
    code: &'t str,
    scope: Scope,
    is_used: bool,
    /// Whether the code is that of an error in the same place.
    is_error: bool,
    /// The similar code of a warning in the same place. The code of the comment may be misspelt.
    similar: Option<&'static str>,
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
    sink.retain_warnings(&mut |code, base, location| {
        let start = match location {
            Location::Span(span) => Some(*span),
            Location::Node(id) => document.span(*id),
            Location::Path { path, target } => document.span(index.find(base, path, *target).0),
        };
        let line = start.map(|span| lines.line_of(span.start));
        let mut is_kept = true;
        for found in &mut suppressions {
            if found.scope.contains(line) {
                is_kept &= !found.hides(code);
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
    /// Whether this hides a diagnostic in its scope.
    fn hides(&mut self, code: &'static Code) -> bool {
        let is_error = code.severity == Severity::Error;
        if self.code == code.name {
            self.is_error |= is_error;
            self.is_used |= !is_error;
            return !is_error;
        }
        if self.similar.is_none() && !is_error {
            self.similar = suggest(self.code, [code.name].into_iter());
        }
        false
    }

    fn diagnostic(&self) -> Diagnostic {
        let code = quoted(self.code);
        let message = if self.code.is_empty() {
            "this comment doesn't say which warning it hides".to_owned()
        } else if self.is_error {
            format!("{code} is an error, which a comment can't hide")
        } else {
            let place = match self.scope {
                Scope::SameLine(_) => "on this line",
                Scope::NextLine(_) => "on the next line",
                Scope::File => "in this file",
            };
            format!("there is no warning {code} {place}")
        };
        let help = match self.similar {
            _ if self.code.is_empty() => {
                "write the code and a reason: alien-ignore small-memory: it only forwards requests"
                    .to_owned()
            }
            _ if self.is_error => "fix the problem, and remove this comment".to_owned(),
            Some(similar) => format!("did you mean \"{similar}\"?"),
            None => "remove this comment".to_owned(),
        };
        Diagnostic::at_span(self.comment, message).help(help)
    }
}

/// What such a comment starts with.
pub(crate) const MARKER: &str = "alien-ignore";

/// The maximum number of comments that are read.
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
            let rest = comments.get_mut(first..).unwrap_or_default();
            for comment in rest
                .iter_mut()
                .take_while(|comment| comment.start < span.end)
            {
                comment.end = comment.start;
            }
        }
    }
    comments.retain(|comment| comment.end > comment.start);
    comments.truncate(MAX_COUNT);
    comments
}

/// A text without the delimiter of a comment and the spaces at its start.
fn content(text: &str) -> &str {
    let delimiter = match text.as_bytes() {
        [b'#', ..] => 1,
        [b'/', b'/' | b'*', ..] => 2,
        _ => return "",
    };
    let inside = text.get(delimiter..).unwrap_or_default();
    inside.trim_start_matches([' ', '\t'])
}

/// What the comments hide.
fn read_comments<'t>(text: &'t str, comments: &[Span], lines: &LineIndex) -> Vec<Suppression<'t>> {
    // The comment after the current one, and the line of the first token after it, so that no comment is read twice.
    let mut next = None;
    let read = comments.iter().rev().map(|comment| {
        let content = content(text.get(comment.range()).unwrap_or_default());
        let rest = content.strip_prefix(MARKER).unwrap_or_default();
        let line = lines.line_of(comment.start);
        let token_line = line_of_next_token(text, comment.end, next, lines);
        next = Some((comment.start, token_line));
        let before = lines.line_start(line).unwrap_or_default();
        let before = text.get(before as usize..comment.start as usize);
        let is_first =
            before.is_some_and(|text| text.trim_matches([' ', '\t', '#', '/']).is_empty());
        let (scope, rest) = match rest.strip_prefix("-file") {
            Some(rest) => (Scope::File, rest),
            None if is_first && token_line > line => (Scope::NextLine(token_line), rest),
            None => (Scope::SameLine(line), rest),
        };
        let code = rest
            .split([':', '*', '\n', '\r'])
            .next()
            .unwrap_or_default();
        Suppression {
            comment: *comment,
            code: code.trim_matches([' ', '\t']),
            scope,
            is_used: false,
            is_error: false,
            similar: None,
        }
    });
    read.collect()
}

/// The line of the first token from `at` on. `next` is the comment after it, and the line of the first token after that comment.
fn line_of_next_token(text: &str, at: u32, next: Option<(u32, u32)>, lines: &LineIndex) -> u32 {
    let mut at = at as usize;
    loop {
        at = whitespace_end(text.as_bytes(), at);
        match next {
            Some((comment, line)) if comment as usize <= at => return line,
            _ => {}
        }
        match comment_end(text.as_bytes(), at) {
            Some((end, _)) => at = end,
            None => return lines.line_of(at as u32),
        }
    }
}
