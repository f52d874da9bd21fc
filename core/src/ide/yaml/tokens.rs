//! The tokens of a line of YAML, as far as completion needs them.

/// A part of a line, with its bytes in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// The dash before an element.
    Dash,
    Colon,
    Comma,
    /// `{` or `[`
    Opener(u8),
    Closer,
    /// A text without quotes, or one whose last quote is missing.
    Word,
    Quoted,
    /// The start of a text of several lines: `|` or `>`.
    BlockText,
    Comment,
}

impl TokenKind {
    /// Whether it starts or ends a key or value.
    pub(super) fn is_value(self) -> bool {
        !matches!(
            self,
            Self::Dash | Self::Colon | Self::Comma | Self::Opener(_) | Self::Comment
        )
    }
}

/// The tokens of a line that starts at the byte `start`, after `open` brackets.
pub(super) fn tokens(line: &str, start: usize, open: usize) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let (mut at, mut open) = (0, open);
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\u{feff}']).len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let before = found.last().map(|token| token.kind);
        let (kind, length) = token(rest, before, open);
        match kind {
            TokenKind::Opener(_) => open += 1,
            TokenKind::Closer => open = open.saturating_sub(1),
            _ => {}
        }
        let end = at + length;
        found.push(Token {
            kind,
            start: start + at,
            end: start + end,
        });
        at = end;
    }
    found
}

/// The token at the start of the rest of a line, and its length.
fn token(rest: &str, before: Option<TokenKind>, open: usize) -> (TokenKind, usize) {
    let in_flow = open > 0;
    let is_first = matches!(before, None | Some(TokenKind::Dash));
    let byte = rest.as_bytes().first().copied().unwrap_or_default();
    match byte {
        b'#' => (TokenKind::Comment, rest.len()),
        b'-' if is_first && !in_flow && is_end(rest, 1, false) => (TokenKind::Dash, 1),
        b'{' | b'[' => (TokenKind::Opener(byte), 1),
        b'}' | b']' if in_flow => (TokenKind::Closer, 1),
        b',' if in_flow => (TokenKind::Comma, 1),
        b':' if is_end(rest, 1, in_flow) || before == Some(TokenKind::Quoted) => {
            (TokenKind::Colon, 1)
        }
        b'|' | b'>' if !in_flow && before != Some(TokenKind::Word) => {
            (TokenKind::BlockText, rest.len())
        }
        b'"' | b'\'' => match quoted_length(rest) {
            Some(length) => (TokenKind::Quoted, length),
            None => (TokenKind::Word, plain_length(rest, in_flow)),
        },
        _ => (TokenKind::Word, plain_length(rest, in_flow)),
    }
}

/// Whether a colon or dash before this byte is a sign of YAML: it must be followed by white space or, in brackets, by another sign.
fn is_end(rest: &str, at: usize, in_flow: bool) -> bool {
    match rest.as_bytes().get(at) {
        None | Some(b' ' | b'\t') => true,
        Some(byte) => in_flow && b",[]{}".contains(byte),
    }
}

fn plain_length(rest: &str, in_flow: bool) -> usize {
    let is_end = |at: usize, c: char| match c {
        ':' => is_end(rest, at + 1, in_flow),
        '#' => rest
            .get(..at)
            .is_some_and(|before| before.ends_with([' ', '\t'])),
        ',' | '[' | ']' | '{' | '}' => in_flow,
        _ => false,
    };
    let mut chars = rest.char_indices();
    let end = chars.find(|(at, c)| *at > 0 && is_end(*at, *c));
    let end = end.map_or(rest.len(), |(at, _)| at);
    rest.get(..end).unwrap_or(rest).trim_end().len()
}

/// The length of a text in quotes; `None` if its last quote is not on this line.
fn quoted_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let quote = *bytes.first()?;
    let mut at = 1;
    loop {
        match (*bytes.get(at)?, bytes.get(at + 1)) {
            (b'\\', _) if quote == b'"' => at += 2,
            (byte, Some(next)) if byte == quote && quote == b'\'' && *next == quote => at += 2,
            (byte, _) if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}
