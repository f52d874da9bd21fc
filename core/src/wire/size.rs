//! The size of diagnostics, which is limited in a report.

use super::{Call, Diagnostic, Edit, Fix, Range, Related};

impl Diagnostic {
    /// The number of bytes of its texts, without those of its fixes.
    pub(super) fn size(&self) -> usize {
        let texts = [&self.code, self.message.as_str(), &self.path, &self.docs];
        let texts = texts.map(str::len).iter().sum::<usize>();
        let help = self.help.as_ref().map_or(0, String::len);
        let related = self.related.iter().map(Related::size).sum::<usize>();
        let data = self.data.as_ref().map_or(0, |data| data.size());
        texts + help + data + related + size_of_call(self.call.as_ref())
    }

    /// The number of bytes of the texts of its fixes.
    pub(super) fn size_of_fixes(&self) -> usize {
        self.fixes.iter().map(Fix::size).sum()
    }
}

impl Related {
    fn size(&self) -> usize {
        self.path.len() + self.message.len() + size_of_call(self.call.as_ref())
    }
}

fn size_of_call(call: Option<&Call>) -> usize {
    let size = |call: &Call| {
        let file = call.file.as_ref().map_or(0, String::len);
        call.method.len() + call.text.len() + file
    };
    call.map_or(0, size)
}

impl Fix {
    fn size(&self) -> usize {
        let edits = self.edits.iter().map(Edit::size).sum::<usize>();
        let text_edits = self.text_edits.iter().flatten();
        let text_edits = text_edits.map(|edit| size_of::<Range>() + edit.new_text.len());
        self.title.len() + edits + text_edits.sum::<usize>()
    }
}

impl Edit {
    fn size(&self) -> usize {
        match self {
            Self::Set { path, json: more }
            | Self::Rename { path, key: more }
            | Self::Move { path, to: more } => path.len() + more.len(),
            Self::Remove { path }
            | Self::RemoveFirst { path }
            | Self::Quote { path }
            | Self::Pairs { path } => path.len(),
            Self::Replace { text, .. } => size_of::<Range>() + text.len(),
        }
    }
}
