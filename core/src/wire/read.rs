//! Reads a report that a program passes back to the core.

use std::borrow::Cow;

use super::{
    Call, Diagnostic, DiagnosticData, Edit, Fix, Position, Range, Related, Report, Scalar,
    Severity, Target, TextEdit,
};
use crate::document::Document;
use crate::fix::Applicability;
use crate::span::NodeId;

/// Reads a report. Returns `None` if the document is not a report.
pub(crate) fn read_report(document: &Document) -> Option<Report> {
    let report = Fields {
        document,
        id: Document::ROOT,
    };
    let diagnostics = report.list("diagnostics", |found| found.diagnostic())?;
    Some(Report {
        valid: report.bool("valid")?,
        diagnostics,
        truncated: report.bool("truncated")?,
    })
}

/// Reads a fix of a report. Returns `None` if the document is not a fix.
pub(crate) fn read_fix(document: &Document) -> Option<Fix> {
    let id = Document::ROOT;
    Fields { document, id }.fix()
}

/// The fields of an object.
#[derive(Clone, Copy)]
struct Fields<'d, 't> {
    document: &'d Document<'t>,
    id: NodeId,
}

impl Fields<'_, '_> {
    fn object(&self, key: &str) -> Option<Self> {
        let id = self.document.get(self.id, key)?;
        Some(Self { id, ..*self })
    }

    fn str(&self, key: &str) -> Option<String> {
        let id = self.document.get(self.id, key)?;
        self.document.str(id).map(str::to_owned)
    }

    fn bool(&self, key: &str) -> Option<bool> {
        self.document.bool(self.document.get(self.id, key)?)
    }

    fn number(&self, key: &str) -> Option<u32> {
        let number = self.document.number(self.document.get(self.id, key)?)?;
        // `as` limits the number to the range of `u32`.
        Some(number as u32)
    }

    #[inline(never)]
    fn list<T>(&self, key: &str, read: fn(Self) -> Option<T>) -> Option<Vec<T>> {
        let list = self.document.get(self.id, key)?;
        let elements = self.document.elements(list);
        elements.map(|id| read(Self { id, ..*self })).collect()
    }

    fn diagnostic(self) -> Option<Diagnostic> {
        Some(Diagnostic {
            code: self.str("code").map(Cow::Owned)?,
            severity: match self.str("severity")?.as_str() {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                _ => Severity::Info,
            },
            message: self.str("message")?,
            data: self.object("data").map(|data| Box::new(data.data())),
            path: self.str("path")?,
            target: match self.str("target").as_deref() {
                Some("key") => Target::Key,
                _ => Target::Value,
            },
            range: self.object("range").and_then(Self::range),
            call: self.object("call").and_then(Self::call),
            help: self.str("help"),
            related: self.list("related", Self::related).unwrap_or_default(),
            fixes: self.list("fixes", Self::fix).unwrap_or_default(),
            docs: self.str("docs").unwrap_or_default(),
        })
    }

    fn data(self) -> DiagnosticData {
        DiagnosticData {
            value: self.scalar("value"),
            min: self.scalar("min"),
            exclusive_min: self.scalar("exclusiveMin"),
            max: self.scalar("max"),
            unit: self.str("unit"),
            name: self.str("name"),
            suggestion: self.str("suggestion"),
        }
    }

    fn scalar(self, key: &str) -> Option<Scalar> {
        let id = self.document.get(self.id, key)?;
        let number = self.document.number(id).map(Scalar::Number);
        number.or_else(|| self.str(key).map(Scalar::Text))
    }

    fn related(self) -> Option<Related> {
        Some(Related {
            path: self.str("path")?,
            range: self.object("range").and_then(Self::range),
            call: self.object("call").and_then(Self::call),
            message: self.str("message")?,
        })
    }

    fn range(self) -> Option<Range> {
        Some(Range {
            start: self.object("start")?.position()?,
            end: self.object("end")?.position()?,
        })
    }

    fn position(self) -> Option<Position> {
        Some(Position {
            line: self.number("line")?,
            character: self.number("character")?,
        })
    }

    fn call(self) -> Option<Call> {
        Some(Call {
            method: self.str("method").map(Cow::Owned)?,
            number: self.number("number")?,
            text: self.str("text")?,
            file: self.str("file"),
            line: self.number("line"),
            column: self.number("column"),
        })
    }

    fn fix(self) -> Option<Fix> {
        Some(Fix {
            title: self.str("title")?,
            applicability: match self.str("applicability")?.as_str() {
                "safe" => Applicability::Safe,
                _ => Applicability::Unsafe,
            },
            edits: self.list("edits", Self::edit)?,
            text_edits: self.list("textEdits", Self::text_edit),
        })
    }

    fn edit(self) -> Option<Edit> {
        let path = || self.str("path");
        Some(match self.str("kind")?.as_str() {
            "set" => Edit::Set {
                path: path()?,
                json: self.str("json")?,
            },
            "remove" => Edit::Remove { path: path()? },
            "removeFirst" => Edit::RemoveFirst { path: path()? },
            "rename" => Edit::Rename {
                path: path()?,
                key: self.str("key")?,
            },
            "move" => Edit::Move {
                path: path()?,
                to: self.str("to")?,
            },
            "quote" => Edit::Quote { path: path()? },
            "pairs" => Edit::Pairs { path: path()? },
            "replace" => Edit::Replace {
                range: self.object("range")?.range()?,
                text: self.str("text")?,
            },
            _ => return None,
        })
    }

    fn text_edit(self) -> Option<TextEdit> {
        Some(TextEdit {
            range: self.object("range")?.range()?,
            new_text: self.str("newText")?,
        })
    }
}
