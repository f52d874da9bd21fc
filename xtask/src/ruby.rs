//! Builds the Ruby gem, installs it as a user would, and runs its tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::{copy_folder, list_files};
use crate::steps::{Steps, capture, command, root, skip, target};
use crate::uniffi;

/// The number of steps of [`Gem::new`].
pub const STEPS: usize = 2;

/// Succeeds where a supported Ruby has what the gem and its tests need.
const CHECK: &str = r#"
abort "Ruby 3.1 or later is needed" if RUBY_VERSION < "3.1"
require "ffi"
require "minitest"
"#;

/// The files of the gem that are copied, besides `lib`.
const FILES: [&str; 4] = [
    "ruby/alien-sdk.gemspec",
    "ruby/README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// Runs `cargo xtask gem`: builds the gem, and prints its path.
pub fn build() -> Result<()> {
    let mut steps = Steps::new(2);
    let library = steps.run("building the library for Ruby", uniffi::library)?;
    let gem = steps.run("building the gem", || pack(&library))?;
    println!("\n{}", gem.strip_prefix(root()).unwrap_or(&gem).display());
    Ok(())
}

/// The gem, installed in a folder of its own.
pub struct Gem {
    home: PathBuf,
}

impl Gem {
    /// Builds the gem and installs it. The gem that it needs, `ffi`, is the one of this machine. Returns `None` if there is no
    /// Ruby.
    pub fn new(steps: &mut Steps) -> Result<Option<Self>> {
        if !is_available()? {
            return Ok(None);
        }
        let library = steps.run("building the library for Ruby", uniffi::library)?;
        steps.run("building and installing the gem", || {
            let gem = pack(&library)?;
            let home = empty_folder("home")?;
            let installed = Self { home };
            let install = ["install", "--local", "--no-document", "--quiet"];
            capture(installed.program("gem", &root()).args(install).arg(gem))?;
            Ok(Some(installed))
        })
    }

    /// A command that runs Ruby in `folder`, with the gem installed.
    pub fn ruby(&self, folder: &Path) -> Command {
        self.program("ruby", folder)
    }

    /// The folder with the installed gem, as the environment variable `GEM_HOME` names it.
    pub fn home(&self) -> &Path {
        &self.home
    }

    fn program(&self, name: &str, folder: &Path) -> Command {
        let mut command = command(Path::new(name), folder);
        command.env("GEM_HOME", &self.home).env_remove("GEM_PATH");
        command.env_remove("RUBYOPT").env_remove("RUBYLIB");
        command
    }

    /// Runs the tests in `ruby/test`, and returns how many passed.
    pub fn run_tests(&self) -> Result<String> {
        let folder = root().join("ruby/test");
        let tests = list_files(&folder, |name| name.starts_with("test_"))?;
        let require = tests.iter().map(|name| format!("-r./{name}"));
        let printed = capture(self.ruby(&folder).args(require).args(["-e", ""]))?;
        // `1833 runs, 99000 assertions, 0 failures, 0 errors, 0 skips`
        let summary = printed.lines().find(|line| line.contains(" assertions, "));
        let summary = summary.context("Ruby did not say how many tests passed")?;
        if !summary.ends_with(" 0 skips") {
            bail!("tests were skipped: {summary}");
        }
        let count = summary.split(' ').next().unwrap_or_default();
        Ok(format!("{count} passed"))
    }
}

/// Builds the gem in a copy of its folder, and returns its path.
fn pack(library: &Path) -> Result<PathBuf> {
    let folder = empty_folder("gem")?;
    copy_folder(&root().join("ruby/lib"), &folder.join("lib"))?;
    for file in FILES {
        let path = root().join(file);
        let name = path.file_name().context("a file has no name")?;
        fs::copy(&path, folder.join(name))?;
    }
    uniffi::copy_stripped(library, &folder.join("lib/alien"))?;
    let build = ["build", "--silent", "alien-sdk.gemspec"];
    capture(command(Path::new("gem"), &folder).args(build))?;
    let gems = list_files(&folder, |name| name.ends_with(".gem"))?;
    Ok(folder.join(gems.first().context("no gem was built")?))
}

fn empty_folder(name: &str) -> Result<PathBuf> {
    let folder = target()?.join("xtask/ruby").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Returns whether there is a Ruby that can build and run the gem. If there is none, prints a message, or fails in CI.
pub fn is_available() -> Result<bool> {
    let run =
        |name: &str, arguments: &[&str]| capture(command(Path::new(name), &root()).args(arguments));
    let missing = run("ruby", &["-e", CHECK]).and_then(|_| run("gem", &["--version"]));
    let message = "Ruby 3.1 or later with gem, ffi and minitest is missing (on Debian, install ruby, ruby-ffi and ruby-minitest)";
    match missing {
        Ok(_) => Ok(true),
        Err(error) => skip("Ruby", message).map_err(|skipped| error.context(skipped)),
    }
}
