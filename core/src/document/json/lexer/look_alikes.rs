//! Reads what is sometimes written instead of the punctuation of JSON.

use super::{Expected, Lexer, TokenKind};
use crate::document::json::syntax_faults::{Group, SyntaxFault};
use crate::document::node;
use crate::fix::Edit;
use crate::model::names::is_one_of;

impl Lexer<'_> {
    /// The punctuation of another keyboard at the current position: what it stands for, and how JSON writes it.
    pub(super) fn full_width(&self) -> Option<(char, TokenKind, &'static str)> {
        let c = self.text.get(self.at..)?.chars().next()?;
        let (kind, plain) = match c {
            '；' if self.expected == Expected::Colon => (TokenKind::Colon, ":"),
            '：' | '﹕' | '︰' | '∶' => (TokenKind::Colon, ":"),
            '，' | '、' | '﹐' | '､' | '،' | '；' => (TokenKind::Comma, ","),
            '｛' => (TokenKind::Open(node::OBJECT), "{"),
            '｝' => (TokenKind::Close(node::OBJECT), "}"),
            '［' | '【' => (TokenKind::Open(node::ARRAY), "["),
            '］' | '】' => (TokenKind::Close(node::ARRAY), "]"),
            _ => return None,
        };
        Some((c, kind, plain))
    }

    /// Reads a token that begins with none of the characters of JSON's punctuation and strings.
    pub(super) fn read_look_alike(&mut self, _side: &mut String) -> TokenKind {
        let start = self.at;
        if let Some((c, kind, plain)) = self.full_width() {
            self.at += c.len_utf8();
            let (span, code) = (self.span_from(start), u32::from(c));
            self.faults.report_in_group(Group::Punctuation, || {
                let message =
                    format!("expected `{plain}`, found U+{code:04X}, which looks like it");
                SyntaxFault::new(span, message)
                    .help("write the plain character")
                    .safe_fix([Edit::replace(span, plain)])
            });
            return kind;
        }
        if let Some(kind) = self.read_string_in_other_quotes() {
            return kind;
        }
        match self.byte() {
            Some(b'(') if matches!(self.expected, Expected::MemberValue | Expected::Element) => {
                self.open_parentheses += 1;
                self.read_parenthesis("[");
                TokenKind::Open(node::ARRAY)
            }
            Some(b')') if self.open_parentheses > 0 => {
                self.open_parentheses -= 1;
                self.at += 1;
                let span = self.span_from(start);
                self.faults
                    .add_edits_in_group(Group::Parentheses, [Edit::replace(span, "]")]);
                TokenKind::Close(node::ARRAY)
            }
            Some(b'=' | b'-') if self.expected == Expected::Colon => self.read_assignment(),
            Some(b'=') if self.is_assignment() => self.read_assignment(),
            Some(b';') => {
                self.at += 1;
                TokenKind::Word
            }
            _ => self.read_word(),
        }
    }

    fn read_parenthesis(&mut self, bracket: &str) {
        let start = self.at;
        self.at += 1;
        let span = self.span_from(start);
        self.faults.report_in_group(Group::Parentheses, || {
            SyntaxFault::new(span, "expected a list in `[` and `]`, found parentheses")
                .help("use `[` and `]`")
                .risky_fix([Edit::replace(span, bracket)])
        });
    }

    /// Whether the `=` at the current position is between a name and its value, and not a part of a text.
    pub(super) fn is_assignment(&self) -> bool {
        let next = self.bytes.get(self.at + 1);
        next.is_none_or(|next| matches!(next, b' ' | b'>' | b'"' | b'{' | b'[' | b'0'..=b'9'))
    }

    /// Reads `=`, `==`, `=>` or `->`.
    fn read_assignment(&mut self) -> TokenKind {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let signs = ["==", "=>", "->", "="];
        match signs.iter().find(|sign| rest.starts_with(**sign)) {
            Some(sign) => {
                self.at += sign.len();
                TokenKind::Word
            }
            None => self.read_word(),
        }
    }

    /// Skips more words of a text without quotes in the value of a member, up to a comma, closing bracket or line end.
    /// Returns the end of the last word.
    pub(in crate::document::json) fn skip_words(&mut self) -> u32 {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_text = |c: char| c.is_alphanumeric() || is_one_of(" \t_-./@+~%$!?'", c);
        let length = rest.find(|c| !is_text(c)).unwrap_or(rest.len());
        let words = rest.get(..length).unwrap_or_default().trim_end();
        let begins_value = |word: &str| word.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let is_certain = self.expected == Expected::MemberValue
            && self.is_delimiter(self.at + length)
            && rest
                .get(length..)
                .is_some_and(|rest| !rest.starts_with(':'))
            && words.starts_with(' ')
            && !words.split_whitespace().any(begins_value);
        if is_certain {
            self.at += words.len();
        }
        self.at as u32
    }
}
