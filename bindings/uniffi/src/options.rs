//! The options of functions.

use alien_sdk_core::internal::document::{self, Limits};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::{KOTLIN, Language, RUBY, SWIFT};
use alien_sdk_core::internal::span;
use alien_sdk_core::internal::validate::{self, Options};

use crate::text::Text;

/// Options for reading a declaration.
#[derive(uniffi::Record)]
pub struct ValidateOptions {
    /// The kind of the declaration. If absent, it is determined from the keys.
    #[uniffi(default = None)]
    pub kind: Option<DocumentKind>,
    /// The syntax of the text. Default: what the end of `name` says, `.jsonc`, `.yaml` or `.yml`; otherwise JSON.
    #[uniffi(default = None)]
    pub syntax: Option<Syntax>,
    /// The unit of `character` in positions. Default: UTF-16 code units, as in most editors.
    #[uniffi(default = None)]
    pub units: Option<Units>,
    /// The maximum number of bytes of text. Default: 16 MiB.
    #[uniffi(default = None)]
    pub max_bytes: Option<u64>,
    /// The maximum nesting depth of objects and arrays. Default: 128.
    #[uniffi(default = None)]
    pub max_depth: Option<u64>,
    /// The maximum number of diagnostics in a report. Default: 1,000. All texts of a report together may take 4 KiB per
    /// diagnostic. If they would take more, fixes are left out first, then diagnostics.
    #[uniffi(default = None)]
    pub max_diagnostics: Option<u64>,
    /// The name of the file with the text, as error messages show it.
    #[uniffi(default = None)]
    pub name: Option<Text>,
}

impl ValidateOptions {
    /// The options for the core.
    pub fn to_core(&self) -> Options {
        let default = Limits::default();
        let or = |given: Option<u64>, default: usize| {
            given.map_or(default, |given| {
                usize::try_from(given).unwrap_or(usize::MAX)
            })
        };
        Options {
            kind: self.kind.map(Into::into),
            syntax: syntax_of(self.syntax, self.name.as_ref()),
            limits: Limits {
                bytes: or(self.max_bytes, default.bytes),
                depth: or(self.max_depth, default.depth),
                diagnostics: or(self.max_diagnostics, default.diagnostics),
            },
        }
    }

    /// The unit of `character` in positions.
    pub fn units(&self) -> span::Units {
        self.units.map(Into::into).unwrap_or_default()
    }
}

/// The kind of a declaration.
#[derive(Clone, Copy, uniffi::Enum)]
pub enum DocumentKind {
    /// One container.
    Container,
    /// Resources that are deployed together.
    Stack,
    /// The state of a deployed stack.
    State,
}

impl From<DocumentKind> for validate::DocumentKind {
    fn from(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Container => Self::Container,
            DocumentKind::Stack => Self::Stack,
            DocumentKind::State => Self::State,
        }
    }
}

/// The syntax of a text.
#[derive(Clone, Copy, uniffi::Enum)]
pub enum Syntax {
    /// JSON.
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    /// YAML.
    Yaml,
}

/// The syntax of a text: the one that is given, or else the one that the name of its file says.
pub fn syntax_of(given: Option<Syntax>, name: Option<&Text>) -> document::Syntax {
    match given {
        Some(Syntax::Json) => document::Syntax::Json,
        Some(Syntax::Jsonc) => document::Syntax::Jsonc,
        Some(Syntax::Yaml) => alien_sdk_yaml::SYNTAX,
        None => document::Syntax::of_names(name.map(Text::as_str), alien_sdk_yaml::PARSER),
    }
}

/// The unit of `character` in positions.
#[derive(Clone, Copy, uniffi::Enum)]
pub enum Units {
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units, as in Kotlin, Java and most editors.
    Utf16,
    /// Code points, as in Ruby.
    Utf32,
}

impl From<Units> for span::Units {
    fn from(units: Units) -> Self {
        match units {
            Units::Utf8 => Self::Utf8,
            Units::Utf16 => Self::Utf16,
            Units::Utf32 => Self::Utf32,
        }
    }
}

/// The format of a rendered report.
#[derive(Clone, Copy, uniffi::Enum)]
pub enum Format {
    /// For people: each diagnostic with an excerpt of the text, errors first.
    Text,
    /// Annotations of GitHub Actions, one line for each diagnostic.
    Github,
    /// A SARIF 2.1.0 log, which code scanning tools read.
    Sarif,
    /// The report as JSON.
    Json,
}

impl From<Format> for functions::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Github => Self::Github,
            Format::Sarif => Self::Sarif,
            Format::Json => Self::Json,
        }
    }
}

/// The language of the program, in which builder calls are shown.
#[derive(Clone, Copy, uniffi::Enum)]
pub enum HostLanguage {
    /// Kotlin, and Java.
    Kotlin,
    /// Swift.
    Swift,
    /// Ruby.
    Ruby,
}

impl HostLanguage {
    /// The language for the core.
    pub fn to_core(self) -> &'static Language {
        match self {
            Self::Kotlin => &KOTLIN,
            Self::Swift => &SWIFT,
            Self::Ruby => &RUBY,
        }
    }
}
