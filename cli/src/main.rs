//! The program `alien-sdk`: the command line with the files, the streams and the variables of the system.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alien_sdk_cli::{Found, Host, Stream};
use anstream::{AutoStream, ColorChoice};
use ignore::WalkBuilder;

fn main() -> ExitCode {
    ExitCode::from(alien_sdk_cli::run(std::env::args_os(), &mut System))
}

struct System;

impl Host for System {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        read(File::open(path)?, limit)
    }

    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        read(io::stdin().lock(), limit)
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn find_files(&self, folder: &Path) -> Found {
        let mut found = Found::default();
        // `.gitignore` is followed outside of a repository too, as in an archive of one.
        let walk = WalkBuilder::new(folder).require_git(false).build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) => {
                    found.files.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => found.faults.push(error.to_string()),
            }
        }
        found.files.sort();
        found
    }

    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
        // Otherwise, a link would be replaced, and not the file that it leads to.
        let path = fs::canonicalize(path)?;
        let beside = beside(&path);
        let replaced = write_beside(&path, &beside, new).and_then(|()| {
            let is_same = fs::read(&path)? == old;
            if is_same {
                fs::rename(&beside, &path)?;
            }
            Ok(is_same)
        });
        if !matches!(replaced, Ok(true)) {
            // Whether it exists depends on what failed.
            let _ = fs::remove_file(&beside);
        }
        replaced
    }

    fn write(&mut self, stream: Stream, text: &str) -> io::Result<()> {
        fn write(mut stream: impl Write, text: &str) -> io::Result<()> {
            stream.write_all(text.as_bytes())?;
            stream.flush()
        }
        match stream {
            Stream::Stdout => write(io::stdout().lock(), text),
            Stream::Stderr => write(io::stderr().lock(), text),
        }
    }

    fn shows_colors(&self, stream: Stream) -> bool {
        let choice = match stream {
            Stream::Stdout => AutoStream::choice(&io::stdout()),
            Stream::Stderr => AutoStream::choice(&io::stderr()),
        };
        choice != ColorChoice::Never
    }
}

fn read(source: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The path of a new file in the folder of a file.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Writes a file with the permissions of another one.
fn write_beside(path: &Path, beside: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(beside)?;
    file.write_all(content)?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.sync_all()
}
