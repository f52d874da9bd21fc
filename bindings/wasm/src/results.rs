//! Reports and other results as numbers and one text, of which `npm/src/results.ts` makes objects. Objects that are created
//! from here, one field at a time, would take several times as long.
//!
//! This is the layout. The first two numbers are the address and the length of the text in bytes; the result follows:
//!
//! - An object is its fields, in the order below, which is also the order of the keys.
//! - A text is its length in UTF-16 code units. The texts themselves follow each other.
//! - A list is its length, then its elements. What may be absent is 0, or 1 and the value.
//! - A boolean is 0 or 1. A value of an enum is its position.
//! - A [`Scalar`] is 0 and a text, or 1 and the two halves of a float, the lower one first.
//! - An [`Edit`] is the position of its kind, and the fields of that kind.

use std::borrow::Cow;

use alien_sdk_core::internal::wire::{
    Applicability, Call, Change, ChangeKind, Diagnostic, DiagnosticData, Diff, Edit, Failure, Fix,
    Position, Range, Related, Report, Scalar, Severity, Target, TextEdit,
};

/// The numbers and the text of the last result. The memory is reused.
#[derive(Default)]
pub struct LastResult {
    numbers: Vec<u32>,
    text: String,
}

impl LastResult {
    /// Replaces the result.
    pub fn set(&mut self, result: &impl Write) {
        self.text.clear();
        self.numbers.clear();
        self.numbers.extend([0, 0]);
        result.write(self);
        let text = [self.text.as_ptr().expose_provenance(), self.text.len()];
        for (number, value) in self.numbers.iter_mut().zip(text) {
            *number = value as u32;
        }
    }

    /// Replaces the result, unless the declaration has no diagnostics. Returns whether it has none.
    pub fn set_unless_clean(&mut self, report: &Report) -> bool {
        // If the limit on diagnostics is 0, a report can be empty although there are problems.
        let is_clean = report.diagnostics.is_empty() && !report.truncated;
        if !is_clean {
            self.set(report);
        }
        is_clean
    }

    /// The address of the numbers.
    pub fn address(&self) -> usize {
        self.numbers.as_ptr().expose_provenance()
    }
}

/// Something that can be part of a result.
pub trait Write {
    fn write(&self, into: &mut LastResult);
}

macro_rules! objects {
    ($($object:ident { $($field:ident),* })*) => {$(
        impl Write for $object {
            fn write(&self, into: &mut LastResult) {
                let Self { $($field),* } = self;
                $($field.write(into);)*
            }
        }
    )*};
}

objects! {
    Report { valid, diagnostics, truncated }
    Diagnostic { code, severity, message, data, path, target, range, call, help, related, fixes, docs }
    DiagnosticData { value, min, exclusive_min, max, unit, name, suggestion }
    Range { start, end }
    Position { line, character }
    Call { method, number, text, file, line, column }
    Related { path, range, call, message }
    Fix { title, applicability, edits, text_edits }
    TextEdit { range, new_text }
    Failure { message, report }
    Diff { changes, text }
    Change { kind, path, before, after, refused, loses_data }
}

macro_rules! enums {
    ($($name:ident),*) => {$(
        impl Write for $name {
            fn write(&self, into: &mut LastResult) {
                into.numbers.push(*self as u32);
            }
        }
    )*};
}

enums!(bool, u32, Severity, Target, Applicability, ChangeKind);

impl Write for Edit {
    fn write(&self, into: &mut LastResult) {
        let (kind, fields): (u32, [&dyn Write; 2]) = match self {
            Self::Set { path, json } => (0, [path, json]),
            Self::Remove { path } => (1, [path, &()]),
            Self::RemoveFirst { path } => (2, [path, &()]),
            Self::Rename { path, key } => (3, [path, key]),
            Self::Move { path, to } => (4, [path, to]),
            Self::Quote { path } => (5, [path, &()]),
            Self::Pairs { path } => (6, [path, &()]),
            Self::Replace { range, text } => (7, [range, text]),
        };
        into.numbers.push(kind);
        fields.iter().for_each(|field| field.write(into));
    }
}

impl Write for Scalar {
    fn write(&self, into: &mut LastResult) {
        match self {
            Self::Text(text) => {
                into.numbers.push(0);
                text.write(into);
            }
            Self::Number(number) => {
                // This turns -0 into 0, as everywhere else.
                let bits = (number + 0.0).to_bits();
                into.numbers.extend([1, bits as u32, (bits >> 32) as u32]);
            }
        }
    }
}

impl Write for () {
    fn write(&self, _into: &mut LastResult) {}
}

impl Write for str {
    fn write(&self, into: &mut LastResult) {
        let length = match self.is_ascii() {
            true => self.len(),
            false => self.encode_utf16().count(),
        };
        into.numbers.push(length as u32);
        into.text.push_str(self);
    }
}

impl Write for String {
    fn write(&self, into: &mut LastResult) {
        self.as_str().write(into);
    }
}

impl Write for Cow<'_, str> {
    fn write(&self, into: &mut LastResult) {
        self.as_ref().write(into);
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self, into: &mut LastResult) {
        self.as_ref().write(into);
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, into: &mut LastResult) {
        self.is_some().write(into);
        self.iter().for_each(|value| value.write(into));
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, into: &mut LastResult) {
        into.numbers.push(self.len() as u32);
        self.iter().for_each(|value| value.write(into));
    }
}
