//! Checks one file, and fixes it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use alien_sdk_core::internal::document::Buffers;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{Input, is_certainly_declaration};
use alien_sdk_core::options::{Format, RenderOptions, Syntax};
use alien_sdk_core::{Options, Report, Severity, apply_fixes};

use crate::Host;
use crate::arguments::CheckOptions;
use crate::files::Candidate;
use crate::text::{Defect, Source, reason};

/// What became of a file.
pub(crate) struct Outcome {
    /// Stands for the content of the file, and for whether it is checked whatever it is.
    pub(crate) stamp: u64,
    /// What was found, unless the file may belong to another tool. The error is a message.
    pub(crate) result: Result<Option<Checked>, String>,
}

/// A declaration after the check.
pub(crate) struct Checked {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    /// The text before the fixes, if they changed it.
    pub(crate) before: Option<String>,
    pub(crate) text: String,
    pub(crate) syntax: Syntax,
    pub(crate) report: Report,
}

/// Checks a file. Returns `None` if its content is the same as in an earlier check.
pub(crate) fn check_file(
    candidate: &Candidate,
    earlier: Option<&Outcome>,
    options: &CheckOptions,
    host: &dyn Host,
) -> Option<Outcome> {
    let source = Source::read(&candidate.path, host);
    let before = match &source {
        Ok(source) => stamp((&source.text, source.defect, candidate.is_certain)),
        Err(message) => stamp(message),
    };
    if earlier.is_some_and(|earlier| earlier.stamp == before) {
        return None;
    }
    let result = source.and_then(|source| check_source(source, candidate, options, host));
    let stamp = match &result {
        Ok(Some(Checked {
            text,
            before: Some(_),
            ..
        })) => stamp((text, None::<Defect>, candidate.is_certain)),
        _ => before,
    };
    Some(Outcome { stamp, result })
}

fn stamp(content: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

fn check_source(
    source: Source,
    candidate: &Candidate,
    options: &CheckOptions,
    host: &dyn Host,
) -> Result<Option<Checked>, String> {
    if !candidate.is_certain && !is_certainly_declaration(&source.text, source.syntax) {
        return Ok(None);
    }
    let core_options = Options {
        kind: options.kind.map(Into::into),
        ..source.options()
    };
    let fixed = (options.fix && source.defect.is_none())
        .then(|| apply_fixes(&source.text, &core_options, false))
        .filter(|fixed| *fixed != source.text);
    if let Some(fixed) = &fixed {
        write_fixed(&candidate.path, &source, fixed, host)?;
    }
    let input = fixed.as_deref().map_or(source.input(), Input::Text);
    let report = validate(input, &core_options);
    let (before, text) = match fixed {
        Some(fixed) => (Some(source.text), fixed),
        None => (None, source.text),
    };
    Ok(Some(Checked {
        path: candidate.path.clone(),
        name: source.name,
        before,
        text,
        syntax: source.syntax,
        report,
    }))
}

pub(crate) fn validate(input: Input, options: &Options) -> Report {
    let validated = functions::validate(input, options, Units::default(), &mut Buffers::default());
    // Only the values of a programming language can be malformed, not a text.
    validated.unwrap_or_default()
}

fn write_fixed(path: &Path, source: &Source, fixed: &str, host: &dyn Host) -> Result<(), String> {
    let name = &source.name;
    match host.replace(path, source.text.as_bytes(), fixed.as_bytes()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!(
            "{name}: the file changed while it was checked, so it was not fixed; run the command again"
        )),
        Err(error) => Err(format!(
            "{name}: the file was not fixed: {}",
            reason(&error)
        )),
    }
}

impl Checked {
    pub(crate) fn render_options(&self, format: Format, color: bool) -> RenderOptions<'_> {
        RenderOptions {
            format,
            color,
            syntax: self.syntax,
            ..RenderOptions::for_text(&self.name, &self.text)
        }
    }

    /// How many diagnostics have a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let diagnostics = self.report.diagnostics.iter();
        diagnostics
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}
