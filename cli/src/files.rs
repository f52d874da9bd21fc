//! Finds the files that `check` is to check.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use alien_sdk_core::internal::validate::is_declaration_name;

use crate::Host;
use crate::text::{is_stdin, name, reason};
use crate::walk::find_files;

/// A file that may be checked.
pub(crate) struct Candidate {
    pub(crate) path: PathBuf,
    /// Whether it is checked whatever its content: the command line names it, the settings include it, or its own name says that it
    /// is a declaration.
    pub(crate) is_certain: bool,
}

/// What a command line names.
#[derive(Default)]
pub(crate) struct Candidates {
    /// The files, each once, in the order of the command line.
    pub(crate) files: Vec<Candidate>,
    pub(crate) folders: Vec<PathBuf>,
    /// What can't be read.
    pub(crate) faults: Vec<String>,
}

impl Candidates {
    /// The files that some paths lead to, or those in the current folder if there are no paths. With `watch`, the host watches them
    /// from now on.
    pub(crate) fn find(paths: &[PathBuf], watch: bool, host: &dyn Host) -> Self {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here } else { paths };
        let is_file = |path: &&PathBuf| is_stdin(path) || !host.is_folder(path);
        let named: HashSet<&Path> = paths
            .iter()
            .filter(is_file)
            .map(|path| plain(path))
            .collect();
        let mut seen = HashSet::new();
        let mut candidates = Self::default();
        for path in paths {
            let files = match named.contains(plain(path)) {
                true => candidates.add_file(path, watch, host),
                false => candidates.add_folder(path, watch, host),
            };
            for Candidate { path, is_certain } in files {
                let is_certain = is_certain || named.contains(plain(&path));
                if seen.insert(plain(&path).to_owned()) {
                    candidates.files.push(Candidate { path, is_certain });
                }
            }
        }
        candidates
    }

    fn add_file(&mut self, path: &Path, watch: bool, host: &dyn Host) -> Vec<Candidate> {
        // A file is watched by its folder, since an editor may replace it by another one.
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        let folder = folder.unwrap_or(Path::new("."));
        if watch && let Err(error) = host.watch(folder) {
            self.faults
                .push(format!("{}: {}", name(folder), reason(&error)));
        }
        vec![Candidate {
            path: path.to_owned(),
            is_certain: true,
        }]
    }

    fn add_folder(&mut self, folder: &Path, watch: bool, host: &dyn Host) -> Vec<Candidate> {
        let found = find_files(folder, watch, host);
        self.folders.push(folder.to_owned());
        self.faults.extend(found.faults);
        let files = found.files.into_iter();
        let files = files.filter(|file| may_be_declaration(&file.path));
        let candidates = files.map(|file| Candidate {
            is_certain: file.is_included || is_declaration_name(&file.path.to_string_lossy()),
            path: file.path,
        });
        candidates.collect()
    }
}

/// A path without `./`.
pub(crate) fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// Whether the name of a file ends as those of JSON and YAML do.
fn may_be_declaration(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    let known = ["json", "jsonc", "yaml", "yml"];
    known
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}
