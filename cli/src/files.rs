//! Finds the files that `check` is to check.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

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
        let files = files.filter(|file| is_json(&file.path));
        let candidates = files.map(|file| Candidate {
            is_certain: file.is_included || is_declaration_name(&file.path),
            path: file.path,
        });
        candidates.collect()
    }
}

/// A path without `./`.
pub(crate) fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

fn is_json(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    let is = |known| extension.eq_ignore_ascii_case(known);
    is("json") || is("jsonc") || is("yaml") || is("yml")
}

/// Whether the name of a JSON file ends with `.alien.json` or `.alien.jsonc`.
fn is_declaration_name(path: &Path) -> bool {
    let stem = Path::new(path.file_stem().unwrap_or_default());
    let inner = stem.extension().unwrap_or_default();
    is_json(path) && inner.eq_ignore_ascii_case("alien")
}
