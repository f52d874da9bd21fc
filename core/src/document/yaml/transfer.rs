//! Passes the tape of a YAML text from one WebAssembly module to another, as numbers and one text.

use super::{Fault, FaultKind, YamlAlias, YamlNode, YamlTape};
use crate::fix::{Applicability, Edit, Fix};
use crate::span::Span;

impl YamlTape {
    /// The tape as numbers and one text, which [`YamlTape::from_words`] reads.
    pub fn into_words(self) -> (Vec<u32>, String) {
        let Self {
            nodes,
            strings,
            aliases,
            faults,
            omitted_faults,
        } = self;
        let mut out = TapeWriter {
            words: vec![strings.len() as u32, omitted_faults as u32],
            text: strings,
        };
        out.list(nodes, |out, node| {
            let YamlNode {
                head,
                next,
                span,
                a,
                b,
            } = node;
            out.words.extend([head, next, span.start, span.end, a, b]);
        });
        out.list(aliases, |out, alias| {
            let YamlAlias {
                node,
                original,
                span,
            } = alias;
            out.words.extend([node, original, span.start, span.end]);
        });
        out.list(faults, TapeWriter::fault);
        (out.words, out.text)
    }

    /// Reads what [`YamlTape::into_words`] wrote. Returns `None` if it is malformed.
    pub fn from_words(words: &[u32], text: &str) -> Option<Self> {
        let mut tape = TapeReader {
            words: words.iter(),
            text,
        };
        let strings = tape.word()? as usize;
        let omitted_faults = tape.word()? as usize;
        let strings = tape.take_text(strings)?;
        Some(Self {
            strings,
            omitted_faults,
            nodes: tape.list(|tape| {
                Some(YamlNode {
                    head: tape.word()?,
                    next: tape.word()?,
                    span: tape.span()?,
                    a: tape.word()?,
                    b: tape.word()?,
                })
            })?,
            aliases: tape.list(|tape| {
                Some(YamlAlias {
                    node: tape.word()?,
                    original: tape.word()?,
                    span: tape.span()?,
                })
            })?,
            faults: tape.list(TapeReader::fault)?,
        })
    }
}

struct TapeWriter {
    words: Vec<u32>,
    text: String,
}

impl TapeWriter {
    fn list<T>(&mut self, items: Vec<T>, write: fn(&mut Self, T)) {
        self.words.push(items.len() as u32);
        items.into_iter().for_each(|item| write(self, item));
    }

    fn string(&mut self, text: &str) {
        self.words.push(text.len() as u32);
        self.text.push_str(text);
    }

    fn place(&mut self, (span, text): (Span, String)) {
        self.words.extend([span.start, span.end]);
        self.string(&text);
    }

    fn fault(&mut self, fault: Fault) {
        let Fault {
            kind,
            span,
            message,
            help,
            related,
            fix,
        } = fault;
        self.words.push(match kind {
            FaultKind::Syntax => 0,
            FaultKind::Unsupported => 1,
            FaultKind::TooLarge => 2,
            FaultKind::LoneKey => 3,
        });
        self.place((span, message));
        self.string(&help);
        self.list(related, Self::place);
        self.list(fix.into_iter().collect(), |out, fix| {
            out.words
                .push(u32::from(fix.applicability == Applicability::Safe));
            out.string(&fix.title);
            let edits = fix.edits.into_iter().filter_map(|edit| match edit {
                Edit::Replace { span, text } => Some((span, text)),
                // The faults of a text have no paths.
                _ => None,
            });
            out.list(edits.collect(), Self::place);
        });
    }
}

struct TapeReader<'a> {
    words: std::slice::Iter<'a, u32>,
    text: &'a str,
}

impl TapeReader<'_> {
    fn word(&mut self) -> Option<u32> {
        self.words.next().copied()
    }

    fn span(&mut self) -> Option<Span> {
        Some(Span::new(self.word()?, self.word()?))
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.word()?;
        (0..length).map(|_| read(self)).collect()
    }

    fn string(&mut self) -> Option<String> {
        let length = self.word()?;
        self.take_text(length as usize)
    }

    fn take_text(&mut self, length: usize) -> Option<String> {
        let (text, rest) = self.text.split_at_checked(length)?;
        self.text = rest;
        Some(text.to_owned())
    }

    fn place(&mut self) -> Option<(Span, String)> {
        Some((self.span()?, self.string()?))
    }

    fn fault(&mut self) -> Option<Fault> {
        let kind = match self.word()? {
            0 => FaultKind::Syntax,
            1 => FaultKind::Unsupported,
            2 => FaultKind::TooLarge,
            3 => FaultKind::LoneKey,
            _ => return None,
        };
        let (span, message) = self.place()?;
        let help = self.string()?;
        let related = self.list(Self::place)?;
        let fixes = self.list(|tape| {
            let is_safe = tape.word()? == 1;
            let title = tape.string()?;
            let edits = tape.list(Self::place)?;
            let edits = edits
                .into_iter()
                .map(|(span, text)| Edit::replace(span, text));
            let edits: Vec<_> = edits.collect();
            Some(match is_safe {
                true => Fix::safe(title, edits),
                false => Fix::risky(title, edits),
            })
        })?;
        Some(Fault {
            kind,
            span,
            message,
            help,
            related,
            fix: fixes.into_iter().next(),
        })
    }
}
