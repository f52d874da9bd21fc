//! Runs `check --watch`, changes files as editors do, and ends it with Ctrl-C.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use support::{FIXABLE, FIXED, VALID, alien_sdk, new_folder};

/// A running command.
struct Watch {
    child: Child,
    /// The lines of both streams.
    lines: Receiver<String>,
}

impl Watch {
    fn start(arguments: &str, folder: &Path) -> Self {
        let mut program = alien_sdk(folder);
        program
            .args(["check", "--watch"])
            .args(arguments.split(' '));
        let pipes = program.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        let (sender, lines) = channel();
        let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let streams: [Box<dyn BufRead + Send>; 2] = [
            Box::new(BufReader::new(stdout)),
            Box::new(BufReader::new(stderr)),
        ];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in stream.lines() {
                    let _ = sender.send(line.unwrap());
                }
            });
        }
        let watch = Self { child, lines };
        watch.wait_for("watching for changes");
        watch
    }

    /// Waits until a line that contains a text is printed.
    fn wait_for(&self, text: &str) {
        let mut printed = Vec::new();
        while !printed
            .last()
            .is_some_and(|line: &String| line.contains(text))
        {
            let line = self.lines.recv_timeout(Duration::from_secs(20));
            assert!(line.is_ok(), "{text:?} is not printed, but {printed:#?}");
            printed.extend(line);
        }
    }

    /// Presses Ctrl-C, and returns the exit code.
    fn interrupt(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-INT", &id]).status();
        assert!(killed.unwrap().success());
        self.child.wait().unwrap().code()
    }

    /// The time that the processor spent on it, in hundredths of a second.
    #[cfg(target_os = "linux")]
    fn time(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields = stat.split(' ').skip(13).take(2);
        fields.map(|field| field.parse::<u64>().unwrap()).sum()
    }
}

#[test]
fn files_are_checked_again_when_an_editor_saves_them() {
    let folder = new_folder("watch", &[("deploy/a.alien.json", VALID)]);
    let file = folder.join("deploy/a.alien.json");
    let watch = Watch::start(".", &folder);
    // An editor that writes the file itself.
    fs::write(&file, "{}").unwrap();
    watch.wait_for("1 file: 6 errors");
    // One that writes beside it, and renames.
    fs::write(folder.join("deploy/.a.swp"), VALID).unwrap();
    fs::rename(folder.join("deploy/.a.swp"), &file).unwrap();
    watch.wait_for("1 file: no problems");
    // One that keeps a copy of the old file.
    fs::rename(&file, folder.join("deploy/a.alien.json~")).unwrap();
    fs::write(&file, "[]").unwrap();
    watch.wait_for("1 file: 1 error");
    assert_eq!(watch.interrupt(), Some(1));
}

#[test]
fn new_folders_are_watched() {
    let folder = new_folder("watch-folders", &[("a.alien.json", VALID)]);
    let watch = Watch::start(".", &folder);
    for _ in 0..2 {
        fs::create_dir_all(folder.join("b/c")).unwrap();
        fs::write(folder.join("b/c/d.alien.json"), "{}").unwrap();
        watch.wait_for("2 files: 6 errors");
        fs::write(folder.join("b/c/d.alien.json"), VALID).unwrap();
        watch.wait_for("2 files: no problems");
        // A folder that comes back is another one.
        fs::remove_dir_all(folder.join("b")).unwrap();
        watch.wait_for("1 file: no problems");
    }
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn a_named_file_is_fixed_whenever_it_is_saved() {
    let folder = new_folder("watch-fix", &[("a.json", VALID)]);
    let watch = Watch::start("--fix a.json", &folder);
    fs::write(folder.join("a.json"), FIXABLE).unwrap();
    watch.wait_for("1 file, 1 fixed: 5 errors");
    assert_eq!(fs::read_to_string(folder.join("a.json")).unwrap(), FIXED);
    assert_eq!(watch.interrupt(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn waiting_takes_no_time() {
    let folder = new_folder("watch-idle", &[("a.alien.json", VALID)]);
    let watch = Watch::start(".", &folder);
    let before = watch.time();
    thread::sleep(Duration::from_secs(1));
    // A loop would take a hundred.
    assert!(watch.time() <= before + 2);
    assert_eq!(watch.interrupt(), Some(0));
}
