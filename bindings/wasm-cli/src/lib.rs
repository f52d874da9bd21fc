//! The command line as a WebAssembly module. Node.js has the files, the streams and the signals: this module calls the functions of
//! `npm/src/command-line/host.ts`.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use alien_sdk_cli::{Entry, EntryKind, Host, Stream};
use js_sys::{Error, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "../command-line/host.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn read(path: &str, limit: f64) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(catch, js_name = readStdin)]
    fn read_stdin(buffer: &mut [u8]) -> Result<u32, JsValue>;
    #[wasm_bindgen(js_name = isFolder)]
    fn is_folder(path: &str) -> bool;
    #[wasm_bindgen(catch)]
    fn list(folder: &str) -> Result<Vec<String>, JsValue>;
    fn absolute(path: &str) -> String;
    #[wasm_bindgen(catch)]
    fn replace(path: &str, old: &[u8], new: &[u8]) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch)]
    fn write(descriptor: u8, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = isTerminal)]
    fn is_terminal(descriptor: u8) -> bool;
    fn variable(name: &str) -> Option<String>;
    fn elapsed() -> f64;
    #[wasm_bindgen(catch)]
    fn watch(folder: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = waitForChange)]
    fn wait_for_change() -> bool;
}

/// Runs a command line, whose first argument is the name of the program, and returns the exit code.
#[wasm_bindgen]
pub fn run(args: Vec<String>) -> u8 {
    alien_sdk_cli::run(args.into_iter().map(OsString::from), &Node)
}

struct Node;

impl Host for Node {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        read(&path.to_string_lossy(), limit as f64).map_err(io_error)
    }

    fn read_stdin(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = read_stdin(buffer).map_err(io_error)?;
        Ok(count as usize)
    }

    fn is_folder(&self, path: &Path) -> bool {
        is_folder(&path.to_string_lossy())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let entries = list(&folder.to_string_lossy()).map_err(io_error)?;
        // Each entry is its name with a letter before it.
        let entries = entries.iter().filter_map(|entry| {
            let mut name = entry.chars();
            let kind = match name.next()? {
                'f' => EntryKind::File,
                'd' => EntryKind::Folder,
                _ => EntryKind::Other,
            };
            let name = name.as_str().into();
            Some(Entry { name, kind })
        });
        Ok(entries.collect())
    }

    fn absolute(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(absolute(&path.to_string_lossy()).into())
    }

    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
        replace(&path.to_string_lossy(), old, new).map_err(io_error)
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        write(descriptor(stream), bytes).map_err(io_error)
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        is_terminal(descriptor(stream))
    }

    fn variable(&self, name: &str) -> Option<String> {
        variable(name)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_secs_f64(elapsed() / 1000.0)
    }

    fn watch(&self, folder: &Path) -> io::Result<()> {
        watch(&folder.to_string_lossy()).map_err(io_error)
    }

    fn wait_for_change(&self) -> io::Result<bool> {
        Ok(wait_for_change())
    }
}

fn descriptor(stream: Stream) -> u8 {
    match stream {
        Stream::Stdout => 1,
        Stream::Stderr => 2,
    }
}

/// An error of Node.js as one of the standard library.
fn io_error(error: JsValue) -> io::Error {
    let code = Reflect::get(&error, &"code".into());
    let kind = match code.unwrap_or_default().as_string().as_deref() {
        Some("EACCES" | "EPERM") => io::ErrorKind::PermissionDenied,
        Some("EISDIR") => io::ErrorKind::IsADirectory,
        Some("ENOENT") => io::ErrorKind::NotFound,
        Some("ENOSPC") => io::ErrorKind::StorageFull,
        Some("ENOTDIR") => io::ErrorKind::NotADirectory,
        Some("EPIPE") => io::ErrorKind::BrokenPipe,
        Some("EROFS") => io::ErrorKind::ReadOnlyFilesystem,
        _ => return io::Error::other(String::from(Error::from(error).message())),
    };
    kind.into()
}
