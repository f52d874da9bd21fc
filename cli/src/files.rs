//! Finds the files that `check` is to check.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::Host;
use crate::text::is_stdin;

/// A file that may be checked.
pub(crate) struct Candidate {
    pub(crate) path: PathBuf,
    /// Whether it is checked whatever its content: the command line names it, or its own name says that it is a declaration.
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
    /// The files that some paths lead to, or those in the current folder if there are no paths.
    pub(crate) fn find(paths: &[PathBuf], host: &dyn Host) -> Self {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here } else { paths };
        let is_file = |path: &&PathBuf| is_stdin(path) || !host.is_folder(path);
        let named: HashSet<&Path> = paths
            .iter()
            .filter(is_file)
            .map(|path| plain(path))
            .collect();
        let mut seen = HashSet::new();
        let mut found = Self::default();
        for path in paths {
            let files = if named.contains(plain(path)) {
                vec![path.clone()]
            } else {
                let inside = host.find_files(path);
                found.folders.push(path.clone());
                found.faults.extend(inside.faults);
                inside
                    .files
                    .into_iter()
                    .filter(|path| is_json(path))
                    .collect()
            };
            for path in files {
                let is_certain = named.contains(plain(&path)) || is_declaration_name(&path);
                if seen.insert(plain(&path).to_owned()) {
                    found.files.push(Candidate { path, is_certain });
                }
            }
        }
        found
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
