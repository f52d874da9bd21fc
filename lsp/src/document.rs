//! A text that is open in the editor.

use alien_sdk_core::internal::document::Buffers;
use alien_sdk_core::internal::document::yaml::YamlParser;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::ide::Analysis;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{Input, is_certainly_declaration, is_declaration_name};
use alien_sdk_core::options::Syntax;
use alien_sdk_core::{Diagnostic, Options, Report};

use crate::protocol::{Change, OpenedText, Range};
use crate::text::Text;

/// A text that is open in the editor.
pub(crate) struct OpenDocument {
    pub(crate) uri: String,
    pub(crate) version: i32,
    pub(crate) text: Text,
    units: Units,
    syntax: Syntax,
    /// Whether it is a declaration. Once it is, it stays one, so that diagnostics don't vanish while a part is rewritten.
    is_ours: bool,
    /// The report about the current text, if that was checked.
    report: Option<Report>,
    /// Whether the client has the diagnostics of the current version.
    pub(crate) is_published: bool,
    /// Differs for each text that is checked.
    pub(crate) result_id: u64,
}

impl OpenDocument {
    pub(crate) fn new(opened: OpenedText, yaml: YamlParser, units: Units, result_id: u64) -> Self {
        let mut document = Self {
            syntax: match opened.language_id.as_str() {
                "jsonc" => Syntax::Jsonc,
                "yaml" => Syntax::Yaml(yaml),
                _ => Syntax::of_names([path(&opened.uri)], yaml),
            },
            is_ours: is_declaration_name(path(&opened.uri)),
            uri: opened.uri,
            version: opened.version,
            text: Text::new(opened.text, units),
            units,
            report: None,
            is_published: false,
            result_id,
        };
        document.recognise();
        document
    }

    /// Applies changes in order. `result_id` is for the new text.
    pub(crate) fn change(&mut self, version: i32, changes: Vec<Change>, result_id: u64) {
        let mut is_changed = false;
        for change in changes {
            is_changed |= match change.range {
                Some(range) => self.text.replace(range, &change.text),
                None => {
                    let is_new = self.text.content() != change.text;
                    self.text = Text::new(change.text, self.units);
                    is_new
                }
            };
        }
        self.version = version;
        self.is_published = false;
        if is_changed {
            self.report = None;
            self.result_id = result_id;
        }
    }

    fn recognise(&mut self) {
        self.is_ours = self.is_ours || is_certainly_declaration(self.text.content(), self.syntax);
    }

    /// Whether it is a declaration. Other texts are left alone.
    pub(crate) fn is_ours(&mut self) -> bool {
        if self.report.is_none() {
            self.recognise();
        }
        self.is_ours
    }

    /// How the text is read.
    pub(crate) fn options(&self) -> Options {
        Options {
            syntax: self.syntax,
            ..Options::default()
        }
    }

    /// Checks the text, if it changed since the last check. A text that isn't ours has no diagnostics.
    pub(crate) fn check(&mut self) {
        if self.report.is_some() {
            return;
        }
        let report = self.is_ours().then(|| {
            let (input, options) = (Input::Text(self.text.content()), self.options());
            let report = functions::validate(input, &options, self.units, &mut Buffers::default());
            // Only the values of a programming language can be malformed, not a text.
            report.unwrap_or_default()
        });
        self.report = Some(report.unwrap_or_default());
    }

    /// The diagnostics that the last check found.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        let report = self.report.as_ref();
        report.map_or(&[], |report| &report.diagnostics)
    }

    pub(crate) fn analysis(&self) -> Analysis<'_> {
        Analysis::new(self.text.content(), &self.options())
    }

    /// For questions about a byte.
    pub(crate) fn analysis_at(&self, offset: u32) -> Analysis<'_> {
        self.analysis().at(offset)
    }

    pub(crate) fn units(&self) -> Units {
        self.units
    }

    pub(crate) fn offset(&self, range: Range) -> u32 {
        self.text.offset(range.start) as u32
    }
}

/// A URI without its query and fragment.
fn path(uri: &str) -> &str {
    uri.split(['?', '#']).next().unwrap_or_default()
}
