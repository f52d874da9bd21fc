//! Completion in YAML: the texts that find out what may be written at the cursor, and how that is written.

mod cursor;
mod tokens;
mod write;

use super::completion::Item;
use super::template::Template;
use super::{Analysis, Completion, Completions, Snippet};
use crate::document::text_edit::{Style, TextEdit};
use crate::span::Span;
use crate::validate::Options;
use cursor::{Cursor, Place};
use write::Writer;

/// What may be written at a byte of a text. The text may be broken there.
pub(super) fn complete(text: &str, options: &Options, offset: u32) -> Completions {
    let Some(cursor) = Cursor::find(text, offset) else {
        return Completions::default();
    };
    let is_first_in_text = is_alone(text, cursor.span);
    let is_rest_broken = || Analysis::new(&cursor.without_word(text), options).has_syntax_errors;
    let attempt = |before: &str, after: &str| {
        let (probe, at) = cursor.probe(text, before, after);
        let analysis = Analysis::new(&probe, options).at(at);
        // Nothing belongs at an indentation that doesn't fit the lines around it.
        let is_broken = analysis.has_syntax_errors && !is_rest_broken();
        let items = match is_broken {
            true => Vec::new(),
            false => analysis.items(at, cursor.has_colon, false),
        };
        (items, before.contains('-'))
    };
    let elements = || vec![attempt("- ", ""), attempt("- ", ":")];
    let found = match cursor.place {
        _ if is_first_in_text || cursor.has_colon => vec![attempt("", "")],
        Place::Line {
            is_element: true, ..
        } => vec![attempt("", ""), attempt("", ":")],
        Place::Line {
            is_before_list: true,
            ..
        } => elements(),
        Place::Line { .. } => match attempt("", ":") {
            (keys, _) if keys.is_empty() => elements(),
            keys => vec![keys],
        },
        Place::AfterColon {
            has_space: false, ..
        } => vec![attempt(" ", "")],
        Place::AfterColon { .. } | Place::Flow { .. } => vec![attempt("", "")],
    };
    let after = match cursor.place {
        Place::Line { .. } if !cursor.has_colon => ":",
        _ => "",
    };
    let (sample, _) = cursor.probe(text, "", after);
    let sample = Analysis::new(&sample, options);
    let style = Style::detect(&sample.document);
    let writer = Writer {
        style: &style,
        quote: cursor.quote(text),
    };
    let found = found.into_iter().flat_map(|(items, has_dash)| {
        let items = items.into_iter();
        items.map(move |item| (item, has_dash))
    });
    let items = found.map(|(item, has_dash)| cursor.completion(item, has_dash, &writer));
    Completions {
        span: cursor.span,
        items: items.collect(),
    }
}

/// Whether a text has only comments besides the word at the cursor.
fn is_alone(text: &str, word: Span) -> bool {
    let (before, after) = (
        text.get(..word.start as usize).unwrap_or_default(),
        text.get(word.end as usize..).unwrap_or_default(),
    );
    let mut lines = before.lines().chain(after.lines());
    lines.all(|line| {
        let line = line.trim_start_matches('\u{feff}').trim();
        line.is_empty() || line == "---" || line.starts_with(['#', '%'])
    })
}

impl Cursor {
    fn completion(&self, item: Item, has_dash: bool, writer: &Writer) -> Completion {
        let mut insert = Snippet::default();
        let mut also = None;
        match (&self.place, &item.insert) {
            (_, Template::File(members)) => writer.file(members, &mut insert),
            (
                Place::Flow {
                    comma, has_value, ..
                },
                template,
            ) => {
                writer.flow_template(template, &mut insert);
                if *has_value {
                    insert.push(",");
                }
                also = comma.map(|at| TextEdit::new(at, at, ",".to_owned()));
            }
            (
                Place::AfterColon {
                    indent,
                    colon,
                    has_space,
                },
                Template::Value(value),
            ) => {
                writer.after_colon(value, *indent, &mut insert);
                if insert.plain.starts_with(' ') {
                    if *has_space {
                        insert.strip_first();
                    }
                } else if *has_space {
                    also = Some(TextEdit::new(*colon, self.span.start, String::new()));
                }
            }
            (Place::Line { column, .. }, template) => {
                let mut column = *column;
                if has_dash {
                    insert.push("- ");
                    column += 2;
                }
                writer.template(template, column, &mut insert);
            }
            (_, template) => writer.template(template, 0, &mut insert),
        }
        item.into_completion(insert, also)
    }
}
