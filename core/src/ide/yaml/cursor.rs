//! The word at the cursor in a YAML text, and what is around it. The text may be broken there.

use super::tokens::{Token, TokenKind, tokens};
use crate::span::Span;

/// The word at the cursor, which a completion replaces.
#[derive(Debug)]
pub(super) struct Cursor {
    /// The bytes of the word, with its quotes; empty between two tokens.
    pub(super) span: Span,
    pub(super) place: Place,
    /// Whether the word is a key that has a colon.
    pub(super) has_colon: bool,
}

#[derive(Debug)]
pub(super) enum Place {
    /// In brackets.
    Flow {
        /// Where a comma is missing before the word.
        comma: Option<u32>,
        /// Whether a comma is missing after the word.
        has_value: bool,
        /// What must follow a string in place of the word, so that the text can be read: a value, a comma, and the brackets
        /// that nobody closed.
        rest: String,
    },
    /// After a key that is indented by a number of bytes, and its colon, which ends at a byte.
    AfterColon {
        indent: usize,
        colon: u32,
        has_space: bool,
    },
    /// The first word of a line, or the first one after a dash.
    Line {
        column: usize,
        is_element: bool,
        /// Whether the elements of a list follow in this column.
        is_before_list: bool,
    },
}

/// What the lines before the cursor have left open.
#[derive(Default)]
struct Open {
    /// The brackets that are open.
    brackets: Vec<u8>,
    /// The indentation of the line with the first one.
    indent: usize,
    /// The last token in brackets.
    last: Option<Token>,
    /// The indentation of the key of a text of several lines.
    block_text: Option<usize>,
}

impl Cursor {
    /// Finds the word that the cursor is in, or at the end of. `None` where nothing can be completed, as in a comment.
    pub(super) fn find(text: &str, offset: u32) -> Option<Self> {
        let offset = offset as usize;
        let mut open = Open::default();
        let mut start = 0;
        for line in text.split_inclusive('\n').chain([""]) {
            let content = line.trim_end_matches(['\n', '\r']);
            let end = start + content.len();
            let is_here =
                offset <= end || start + line.len() == text.len() && !line.ends_with('\n');
            let is_blank = content.trim().is_empty();
            let indent = indentation(content);
            let is_text = |outer: usize| indent > outer || is_blank && !is_here;
            if open.block_text.is_some_and(is_text) {
                if is_here {
                    return None;
                }
            } else {
                open.block_text = None;
                open.start_line(content, indent);
                let tokens = tokens(content, start, open.brackets.len());
                if is_here {
                    return open.cursor(text, tokens, (start, end), offset);
                }
                open.read(&tokens, start);
            }
            start += line.len();
        }
        None
    }

    /// The text with a string in place of the word, which is read with certainty, and the start of that string. `before` and
    /// `after` are written around it.
    pub(super) fn probe(&self, text: &str, before: &str, after: &str) -> (String, u32) {
        let (head, tail) = self.around(text);
        let (comma, after) = match &self.place {
            Place::Flow { comma, rest, .. } => {
                (if comma.is_some() { "," } else { "" }, rest.as_str())
            }
            _ => ("", after),
        };
        let start = head.len() + comma.len() + before.len();
        let probe = [head, comma, before, "\"\"", after, tail].concat();
        (probe, start as u32)
    }

    /// The text before and after the word.
    fn around<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let Span { start, end } = self.span;
        let before = text.get(..start as usize).unwrap_or_default();
        (before, text.get(end as usize..).unwrap_or_default())
    }

    pub(super) fn without_word(&self, text: &str) -> String {
        let (before, after) = self.around(text);
        [before, after].concat()
    }

    /// The quote that the word starts with.
    pub(super) fn quote(&self, text: &str) -> Option<char> {
        let word = text.get(self.span.range()).unwrap_or_default();
        word.chars().next().filter(|c| matches!(c, '"' | '\''))
    }
}

impl Open {
    /// Brackets that nobody closed end where a line is not indented more than the line with the first one.
    fn start_line(&mut self, content: &str, indent: usize) {
        let rest = content.trim_start();
        if indent <= self.indent && !rest.is_empty() && !rest.starts_with([']', '}']) {
            self.brackets.clear();
        }
        if self.brackets.is_empty() {
            self.last = None;
            self.indent = indent;
        }
    }

    /// Reads the tokens of a line that starts at a byte.
    fn read(&mut self, tokens: &[Token], line_start: usize) {
        for token in tokens {
            self.read_token(token);
        }
        if tokens
            .last()
            .is_some_and(|last| last.kind == TokenKind::BlockText)
        {
            self.block_text = Some(key_column(tokens, line_start));
        }
    }

    fn read_token(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Opener(byte) => self.brackets.push(byte),
            TokenKind::Closer => drop(self.brackets.pop()),
            TokenKind::Comment => return,
            _ => {}
        }
        self.last = Some(*token);
    }

    fn cursor(
        mut self,
        text: &str,
        tokens: Vec<Token>,
        (line_start, line_end): (usize, usize),
        offset: usize,
    ) -> Option<Cursor> {
        let mut before = Vec::new();
        let mut rest = tokens.into_iter().peekable();
        let mut word = None;
        while let Some(token) =
            rest.next_if(|token| token.start < offset || token.is_word_at(offset))
        {
            match token.kind {
                TokenKind::Comment | TokenKind::BlockText => return None,
                _ if token.is_word_at(offset) => {
                    word = Some(token);
                    break;
                }
                _ => {
                    self.read_token(&token);
                    before.push(token);
                }
            }
        }
        let span = word.map_or(offset..offset, |word| word.start..word.end);
        let after = rest.next().filter(|token| token.kind != TokenKind::Comment);
        let has_colon = word.is_some() && after.is_some_and(|token| token.kind == TokenKind::Colon);
        let place = match self.brackets.is_empty() {
            false => self.flow(text, line_end, after, word.is_some())?,
            true if !has_colon && after.is_some() => return None,
            true => self.block(text, &before, span.start, (line_start, line_end), has_colon)?,
        };
        let span = Span::new(span.start as u32, span.end as u32);
        Some(Cursor {
            span,
            place,
            has_colon,
        })
    }

    fn flow(
        &self,
        text: &str,
        line_end: usize,
        after: Option<Token>,
        has_word: bool,
    ) -> Option<Place> {
        let after = after.map(|token| token.kind).or_else(|| {
            let rest = text.get(line_end..)?;
            let line = rest.lines().find(|line| !is_ignored(line))?;
            let is_outside =
                indentation(line) <= self.indent && !line.trim_start().starts_with([']', '}']);
            let first = tokens(line, 0, self.brackets.len()).first().copied();
            first.filter(|_| !is_outside).map(|token| token.kind)
        });
        let has_value = matches!(after, Some(TokenKind::Opener(_)))
            || after.is_some_and(|kind| kind.is_value() && kind != TokenKind::Closer);
        let last = self.last?;
        if has_value && !has_word && last.kind == TokenKind::Colon {
            return None;
        }
        let is_key = self.brackets.last() == Some(&b'{') && last.kind != TokenKind::Colon;
        let mut rest = String::new();
        if is_key && after != Some(TokenKind::Colon) {
            rest.push_str(": 0");
        }
        if has_value {
            rest.push(',');
        }
        if after.is_none() {
            let closers = self.brackets.iter().rev();
            rest.extend(closers.map(|bracket| if *bracket == b'{' { '}' } else { ']' }));
        }
        Some(Place::Flow {
            comma: last.kind.is_value().then_some(last.end as u32),
            has_value,
            rest,
        })
    }

    fn block(
        &self,
        text: &str,
        before: &[Token],
        word_start: usize,
        (line_start, line_end): (usize, usize),
        has_colon: bool,
    ) -> Option<Place> {
        let next = text.get(line_end..).unwrap_or_default();
        let next = next.lines().find(|line| !is_ignored(line));
        let next_indent = next.map_or(0, indentation);
        let is_list = next.is_some_and(|line| line.trim_start().starts_with("- "));
        match before.last().map(|token| token.kind) {
            kind @ (None | Some(TokenKind::Dash)) => {
                let column = word_start - line_start;
                // The lines below would become its value.
                let takes_lines = !has_colon && next_indent > column;
                (!takes_lines).then_some(Place::Line {
                    column,
                    is_element: kind.is_some(),
                    is_before_list: is_list && next_indent == column,
                })
            }
            Some(TokenKind::Colon) => {
                let indent = key_column(before, line_start);
                let has_value = next_indent > indent || is_list && next_indent == indent;
                let colon = before.last()?.end;
                (!has_value && !has_colon).then_some(Place::AfterColon {
                    indent,
                    colon: colon as u32,
                    has_space: colon < word_start,
                })
            }
            _ => None,
        }
    }
}

impl Token {
    /// Whether this is a word that contains the cursor, or ends there.
    fn is_word_at(&self, offset: usize) -> bool {
        match self.kind {
            TokenKind::Word => self.start <= offset && offset <= self.end,
            TokenKind::Quoted => self.start < offset && offset < self.end,
            _ => false,
        }
    }
}

/// The column of the first token of a line after its dashes.
fn key_column(tokens: &[Token], line_start: usize) -> usize {
    let key = tokens.iter().find(|token| token.kind != TokenKind::Dash);
    key.map_or(0, |key| key.start - line_start)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line has no content.
fn is_ignored(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}
