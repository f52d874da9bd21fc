//! Reads declarations, and finds words for what goes wrong.

use std::io::{self, Read};
use std::path::Path;

use alien_sdk_core::Options;
use alien_sdk_core::internal::diagnostic::is_hidden;
use alien_sdk_core::internal::validate::{Input, Replaced};
use alien_sdk_core::options::Syntax;

use crate::Host;
use crate::files::plain;
use crate::streams::Stdin;

/// The path that stands for the standard input.
pub(crate) const STDIN: &str = "-";

/// A declaration, as it was read.
pub(crate) struct Source {
    /// The name that is shown.
    pub(crate) name: String,
    /// The text, if there is no defect exactly that of the file.
    pub(crate) text: String,
    pub(crate) defect: Option<Defect>,
    pub(crate) syntax: Syntax,
}

/// Why the text is not what the file contains.
#[derive(Clone, Copy, Hash)]
pub(crate) enum Defect {
    /// It is larger than the limit; the text is empty.
    TooLarge,
    /// It contains bytes that are not UTF-8, which are replaced in the text.
    NotUtf8,
}

impl Source {
    /// Reads a file or the standard input. The error is a message.
    pub(crate) fn read(path: &Path, host: &dyn Host) -> Result<Self, String> {
        let max = Options::default().limits.max_bytes();
        let limit = max as u64 + 1;
        let name = name(path);
        let read = match is_stdin(path) {
            true => read_stdin(limit, host),
            false => host.read(path, limit),
        };
        let bytes = read.map_err(|error| format!("{name}: {}", reason(&error)))?;
        let is_too_large = bytes.len() > max;
        let (text, defect) = match String::from_utf8(bytes) {
            _ if is_too_large => (String::new(), Some(Defect::TooLarge)),
            Ok(text) => (text, None),
            Err(error) => {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (text, Some(Defect::NotUtf8))
            }
        };
        Ok(Self {
            syntax: match is_stdin(path) && looks_like_yaml(&text) {
                true => Syntax::Yaml(alien_sdk_yaml::PARSER),
                false => Syntax::of_names([name.as_str()], alien_sdk_yaml::PARSER),
            },
            name,
            text,
            defect,
        })
    }

    /// What the core validates.
    pub(crate) fn input(&self) -> Input<'_> {
        match self.defect {
            None => Input::Text(&self.text),
            Some(Defect::TooLarge) => Input::TooLarge(None),
            Some(Defect::NotUtf8) => Input::Replaced(&self.text, Replaced::Bytes),
        }
    }

    /// How it is read.
    pub(crate) fn options(&self) -> Options {
        Options {
            syntax: self.syntax,
            ..Options::default()
        }
    }
}

/// Whether the first line of the standard input, which has no name, is one of YAML: `---`, a comment or `key:`.
fn looks_like_yaml(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let line = lines.find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default().trim();
    let is_key = |key: &str| {
        key.chars()
            .all(|c| c.is_alphanumeric() || "_$-".contains(c))
    };
    let is_entry = |(key, value): (&str, &str)| is_key(key) && !value.starts_with(|c| c != ' ');
    line.starts_with("---") || line.starts_with('#') || line.split_once(':').is_some_and(is_entry)
}

fn read_stdin(limit: u64, host: &dyn Host) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    Stdin(host).take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// The name of a file as it is shown: without `./`, and without characters that a terminal would interpret.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) {
        return "<stdin>".to_owned();
    }
    let visible = |c| if is_hidden(c) { '\u{fffd}' } else { c };
    let name: String = plain(path).to_string_lossy().chars().map(visible).collect();
    match name.is_empty() {
        true => "the current folder".to_owned(),
        false => name,
    }
}

/// Why something can't be read or written, in the same words on every system.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        _ if error.get_ref().is_some() => error.to_string(),
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder; name a file".to_owned(),
        kind @ (io::ErrorKind::PermissionDenied
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::StorageFull) => kind.to_string(),
        _ => error.to_string(),
    }
}

/// An error with what it prevents.
pub(crate) fn because(consequence: &str, error: &io::Error) -> io::Error {
    let message = format!("{consequence}: {}", reason(error));
    io::Error::new(error.kind(), message)
}

pub(crate) fn error_line(message: &str) -> String {
    format!("error: {message}\n")
}

/// `1 error`, `2 errors`
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
