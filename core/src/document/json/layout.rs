//! What indentation tells about braces that are not there.
//!
//! Used only on text that is known to be broken, and only as long as it explains the text with fewer
//! faults than its braces alone: valid text is never judged by its indentation.

use super::faults::Fault;
use super::lex::{Shape, Token};
use super::recover::{Recover, State};
use super::words::closer_of;
use crate::document::node;

/// How a text is indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// How much further members are indented than the line that opens their object.
    pub(super) unit: u32,
}

impl Layout {
    /// The smallest indentation there is; `None` if no line is indented.
    pub(super) fn of(text: &str) -> Option<Self> {
        let indents = text.split(['\n', '\r']).filter_map(|line| {
            let content = line.trim_start_matches([' ', '\t']);
            let structure = content.starts_with(['"', '{', '[', '}', ']']);
            let indent = line.len() - content.len();
            (structure && indent > 0).then_some(indent as u32)
        });
        indents.min().map(|unit| Self { unit })
    }
}

impl Recover<'_> {
    /// Closes containers whose closer is missing before a token that starts a line, and opens one whose
    /// opener is missing; true if there is no more to do about the token.
    pub(super) fn lay(&mut self, token: Token) -> bool {
        if !token.first || self.frames.is_empty() {
            return false;
        }
        match token.shape {
            Shape::Comma | Shape::Colon | Shape::End => false,
            Shape::Close(_) => {
                self.close_deeper(token.indent + 1);
                let stray = self.top().is_some_and(|top| {
                    top.indent < token.indent && top.members.is_some_and(|at| at <= token.indent)
                });
                if stray {
                    self.stray(token);
                }
                stray
            }
            _ => {
                self.close_deeper(token.indent);
                self.open_lost(token);
                false
            }
        }
    }

    /// Closes what was opened on a line indented by at least `indent`, but never the root.
    fn close_deeper(&mut self, indent: u32) {
        while let [_, .., top] = self.frames.as_slice() {
            let top = *top;
            if top.indent < indent {
                break;
            }
            if !top.made {
                let (point, expected) = (self.point(), closer_of(top.kind));
                self.lexer.faults.unbalanced = true;
                self.lexer.faults.report(|| {
                    Fault::new(point, format!("expected {expected}"))
                        .help("add it before the next line")
                        .related(Some(top.opener), "opened here, but not closed")
                });
            }
            self.close(node::UNFINISHED, self.end);
        }
    }

    /// Opens a container for members that are indented as if one had been opened.
    fn open_lost(&mut self, token: Token) {
        let Some(top) = self.top() else { return };
        let deeper = top.members.is_some_and(|at| at < token.indent);
        let between = matches!(self.state, State::Key | State::After);
        if top.kind != node::OBJECT || !deeper || !between || !self.has_room() {
            return;
        }
        let member = matches!(token.shape, Shape::String(..)) && self.lexer.colon_follows();
        let (kind, opener) = match member {
            true => (node::OBJECT, "`{`"),
            false => (node::ARRAY, "`[`"),
        };
        let point = self.point();
        let message = || format!("expected a key and {opener} before the next line");
        self.fault(point, message, "add the missing key and opening bracket");
        self.nameless(point);
        self.make(kind, token);
    }
}
