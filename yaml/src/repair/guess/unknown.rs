//! Errors that nothing else explains: characters that don't belong where they are, and general messages.

use granit_parser::ErrorKind;

use super::super::TextEdit;
use super::super::lines::{content, line_end, line_start};
use super::super::probe::Stop;
use super::{Fault, Guess, blank, last_char};

/// One character too many at the error, just before it, or at the start of its line.
pub(super) fn guess_stray(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    let before = fault.get(fault.line()..fault.at).chars().next_back();
    let previous = before.map(|c| fault.at - c.len_utf8());
    let line = fault.content();
    let last = last_char(fault.text, line.clone()).start;
    let mut places = vec![fault.at, line.start];
    places.extend(previous);
    places.push(last);
    places.dedup();
    for at in places {
        let Some(c) = fault.rest(at).chars().next() else {
            continue;
        };
        // A colon behind a key has a meaning.
        let is_colon = c == ':' && fault.get(0..at).ends_with(|c: char| c.is_alphanumeric());
        if c.is_alphanumeric() || c.is_whitespace() || c.is_control() || is_colon {
            continue;
        }
        let place = at..at + c.len_utf8();
        let name = match c {
            '`' => "backquote".to_owned(),
            c => format!("`{c}`"),
        };
        let end = line_end(fault.text, at);
        let behind = fault.get(place.end..end);
        let moved = TextEdit::new(at..end, format!("{behind}{}", " ".repeat(place.len())));
        let blanked = blank(fault.text, place.clone());
        for (correction, kept) in [("", moved), (" ", blanked)] {
            guesses.push(
                Guess::new(
                    place.clone(),
                    format!("this {name} is not expected here"),
                    "remove it, or put the whole value in quotes if it belongs to a text",
                )
                .fix(vec![TextEdit::new(place.clone(), correction)], false)
                .keep(vec![kept])
                .broken(fault.content())
                .structural(),
            );
        }
    }
}

/// What is said if no guess is right.
pub(in super::super) fn guess(text: &str, stop: &Stop, at: usize) -> Guess {
    let (mut message, mut help) = messages(&stop.kind);
    let above = line_start(text, at);
    let is_one_text = stop.last.start < above && stop.last.end > above;
    if stop.kind == ErrorKind::MappingValueNotAllowed && is_one_text {
        message = "this line is indented more than the line above, which already has a value";
        help = "indent both lines equally";
    }
    let line = content(text, line_start(text, at));
    let span = match line.contains(&at) {
        true => at..line.end,
        false => at..line_end(text, at),
    };
    let guess = Guess::new(span, message, help).broken(line).structural();
    match is_one_text {
        // The line above may be at the wrong column.
        true => guess.broken(line_start(text, stop.last.start)..above),
        false => guess,
    }
}

fn messages(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::SimpleKeyExpected
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidSimpleKey => (
            "expected a line such as `key: value`",
            "write a key and a colon, or start the line with `#` if it is a comment",
        ),
        ErrorKind::ExpectedBlockSequenceEntry => (
            "expected the next entry of the list, which starts with `- `",
            "start the line with `- `, or indent it like the keys of the entry above",
        ),
        ErrorKind::MappingValueNotAllowed | ErrorKind::MappingKeyNotAllowed => (
            "a key and its colon are not expected here",
            "start a new line for each key, indented like the other keys of its object",
        ),
        ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "a text in quotes is not closed before this line",
            "close the quotes, or indent this line if it belongs to the text",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "expected the end of the value behind the closing quote, found more text",
            "put the quotes around the whole value, or remove the text behind them",
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd => (
            "the brackets in this value don't match",
            "close each `[` with `]` and each `{` with `}`",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            "expected a `,` or a closing bracket here",
            "write `,` between the values in brackets",
        ),
        ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::ExpectedNodeContent => (
            "expected a value here",
            "write the value, in quotes if it is a text that starts with this character",
        ),
        ErrorKind::BlockEntryInFlowCollection | ErrorKind::BlockSequenceEntryNotAllowed => (
            "an entry that starts with `- ` is not expected here",
            "write lists either in lines that start with `- `, or in `[]`",
        ),
        ErrorKind::CommentNotSeparated | ErrorKind::CommentInterceptedScalar => (
            "a comment can't begin here",
            "write a space before the `#`, or put the value in quotes if the `#` belongs to it",
        ),
        ErrorKind::ExpectedDocumentStart | ErrorKind::InvalidDocumentEnd => (
            "expected the end of the document, found more text",
            "indent the lines of one object equally, or write `---` between documents",
        ),
        ErrorKind::BomInsideDocument => (
            "this is a byte order mark, which may only be at the start of a text",
            "remove the mark, which most editors do not show",
        ),
        ErrorKind::MissingDocumentEndBeforeDirective
        | ErrorKind::DuplicateVersionDirective
        | ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::DuplicateTagDirective
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::MissingYamlVersion
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::YamlVersionTooLong => (
            "a line that starts with `%` is a directive of YAML, and this one is not valid",
            "remove the line, or put the text in quotes",
        ),
        _ => (
            "this is not valid YAML",
            "check the line, and put texts with special characters in quotes",
        ),
    }
}
