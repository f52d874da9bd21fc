//! Which files a folder excludes with `.gitignore`, and which it includes with `alien-sdk.json`.

use std::io;
use std::path::Path;
use std::rc::Rc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::Deserialize;

use crate::Host;
use crate::text::{name, reason};

const GITIGNORE: &str = ".gitignore";
const SETTINGS: &str = "alien-sdk.json";

/// The size of a file of rules that is read.
const MAX_BYTES: u64 = 1 << 20;

/// The content of `alien-sdk.json`. It is JSON, so that editors need no other parser to read it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// The files that are declarations, as patterns of `.gitignore`.
    include: Vec<String>,
}

/// The rules of a folder and of the folders around it.
pub(crate) struct Rules {
    outer: Option<Rc<Rules>>,
    excluded: Gitignore,
    included: Gitignore,
}

impl Rules {
    /// The rules of the folders around a folder, up to the one with the repository.
    pub(crate) fn around(folder: &Path, host: &dyn Host, faults: &mut Vec<String>) -> Rc<Self> {
        let mut folders = Vec::new();
        let mut inner = folder;
        while !host.is_folder(&inner.join(".git"))
            && let Some(outer) = inner.parent()
        {
            folders.push(outer);
            inner = outer;
        }
        let folders = folders.into_iter().rev();
        folders.fold(Rc::new(Self::none()), |rules, folder| {
            rules.enter(folder, &|_| true, host, faults)
        })
    }

    fn none() -> Self {
        Self {
            outer: None,
            excluded: Gitignore::empty(),
            included: Gitignore::empty(),
        }
    }

    /// Adds the rules of a folder, given as an absolute path. `has` tells whether there may be a file with a name.
    pub(crate) fn enter(
        self: &Rc<Self>,
        folder: &Path,
        has: &dyn Fn(&str) -> bool,
        host: &dyn Host,
        faults: &mut Vec<String>,
    ) -> Rc<Self> {
        let mut read = |file| {
            let path = folder.join(file);
            let text = if has(file) {
                read(&path, host)
            } else {
                Ok(None)
            };
            text.unwrap_or_else(|reason| {
                faults.push(format!("{}: {reason}", name(&path)));
                None
            })
        };
        let (excluded, settings) = (read(GITIGNORE), read(SETTINGS));
        if excluded.is_none() && settings.is_none() {
            return self.clone();
        }
        let include = settings.and_then(|text| {
            let settings = serde_json::from_str::<Settings>(&text);
            let fault = |error| format!("{}: {error}", name(&folder.join(SETTINGS)));
            settings.map_err(|error| faults.push(fault(error))).ok()
        });
        let include = include.map(|settings| settings.include).unwrap_or_default();
        Rc::new(Self {
            outer: Some(self.clone()),
            excluded: patterns(folder, excluded.unwrap_or_default().lines()),
            included: patterns(folder, include.iter().map(String::as_str)),
        })
    }

    pub(crate) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        self.verdict(|rules| &rules.excluded, path, is_folder) == Some(true)
    }

    /// Whether a file or folder is included; `None` if that depends on its folder.
    pub(crate) fn includes(&self, path: &Path, is_folder: bool) -> Option<bool> {
        self.verdict(|rules| &rules.included, path, is_folder)
    }

    /// What the innermost rules say that say anything.
    fn verdict(
        &self,
        patterns: fn(&Self) -> &Gitignore,
        path: &Path,
        is_folder: bool,
    ) -> Option<bool> {
        let mut rules = Some(self);
        while let Some(inner) = rules {
            match patterns(inner).matched(path, is_folder) {
                Match::None => rules = inner.outer.as_deref(),
                Match::Ignore(_) => return Some(true),
                Match::Whitelist(_) => return Some(false),
            }
        }
        None
    }
}

/// The text of a file, if there is one. The error is a message.
fn read(path: &Path, host: &dyn Host) -> Result<Option<String>, String> {
    match host.read(path, MAX_BYTES) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(reason(&error)),
    }
}

/// Reads patterns as Git does: those that are none are skipped.
fn patterns<'a>(folder: &Path, lines: impl Iterator<Item = &'a str>) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    for line in lines {
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}
