//! Finds the files in folders.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::host::{Entry, EntryKind, Host};
use crate::rules::Rules;
use crate::text::{name, reason};

/// What a walk found.
#[derive(Default)]
pub(crate) struct Found {
    /// The files. Their paths start with that of the folder.
    pub(crate) files: Vec<FoundFile>,
    /// What can't be read, a message for each.
    pub(crate) faults: Vec<String>,
}

pub(crate) struct FoundFile {
    pub(crate) path: PathBuf,
    /// Whether the settings include it.
    pub(crate) is_included: bool,
}

/// A folder whose entries are to be listed.
struct Folder {
    path: PathBuf,
    absolute: PathBuf,
    /// The rules around it.
    rules: Rc<Rules>,
    is_included: bool,
}

/// Finds the files in a folder and in the folders inside it, sorted, except those that `.gitignore` excludes, hidden ones and those
/// in `node_modules`. Links to folders are not followed. With `watch`, each folder is watched before it is listed, so that no
/// change is missed.
pub(crate) fn find_files(folder: &Path, watch: bool, host: &dyn Host) -> Found {
    let mut found = Found::default();
    let absolute = host.absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let rules = Rules::around(&absolute, host, &mut found.faults);
    let mut folders = vec![Folder {
        path: folder.to_owned(),
        absolute,
        rules,
        is_included: false,
    }];
    while let Some(folder) = folders.pop() {
        let fault = |error| format!("{}: {}", name(&folder.path), reason(&error));
        if watch && let Err(error) = host.watch(&folder.path) {
            found.faults.push(fault(error));
        }
        match host.list(&folder.path) {
            Ok(entries) => found.add(folder, entries, &mut folders, host),
            Err(error) => found.faults.push(fault(error)),
        }
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Found {
    /// Adds the files of a folder, and the folders inside it to those that are still to be listed.
    fn add(
        &mut self,
        folder: Folder,
        entries: Vec<Entry>,
        folders: &mut Vec<Folder>,
        host: &dyn Host,
    ) {
        let has = |name: &str| entries.iter().any(|entry| entry.name == name);
        let rules = folder
            .rules
            .enter(&folder.absolute, &has, host, &mut self.faults);
        for Entry { name, kind } in &entries {
            let is_folder = *kind == EntryKind::Folder;
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            if *kind == EntryKind::Other || is_hidden || is_folder && name == "node_modules" {
                continue;
            }
            let absolute = folder.absolute.join(name);
            if rules.excludes(&absolute, is_folder) {
                continue;
            }
            let path = folder.path.join(name);
            let is_included = rules
                .includes(&absolute, is_folder)
                .unwrap_or(folder.is_included);
            match is_folder {
                true => folders.push(Folder {
                    path,
                    absolute,
                    rules: rules.clone(),
                    is_included,
                }),
                false => self.files.push(FoundFile { path, is_included }),
            }
        }
    }
}
