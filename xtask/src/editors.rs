//! Edits the files in `tests/editors` with editors, each with the language server that was built.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::steps::{Steps, capture, cargo, command, root, skip, target};

/// The number of steps of [`check`].
pub const STEPS: usize = EDITORS.len();

/// An editor, and how it runs a script in `tests/editors`.
struct Editor {
    name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    /// Succeeds if the editor has what the script needs.
    test: &'static [&'static str],
    missing: &'static str,
}

const EDITORS: [Editor; 2] = [
    Editor {
        name: "Neovim",
        program: "nvim",
        arguments: &["--headless", "--clean", "-n", "-c", "luafile neovim.lua"],
        test: &["--version"],
        missing: "Neovim is missing (on Debian, install neovim)",
    },
    Editor {
        name: "Emacs",
        program: "emacs",
        arguments: &["--batch", "--load", "emacs.el"],
        test: &["--batch", "--load", "eglot"],
        missing: "Emacs with eglot is missing (on Debian, install emacs-nox and elpa-eglot)",
    },
];

/// Runs `cargo xtask editors`.
pub fn run() -> Result<()> {
    let mut steps = Steps::new(STEPS);
    check(&mut steps)?;
    steps.finish()
}

/// Runs the script of each editor that this machine has, and compares what the scripts print.
pub fn check(steps: &mut Steps) -> Result<()> {
    for editor in &EDITORS {
        if editor.is_available()? {
            steps.check(editor.name, || editor.run());
        }
    }
    Ok(())
}

impl Editor {
    fn is_available(&self) -> Result<bool> {
        let test = capture(command(Path::new(self.program), &root()).args(self.test));
        match test {
            Ok(_) => Ok(true),
            Err(error) => skip(self.name, self.missing).map_err(|skipped| error.context(skipped)),
        }
    }

    fn run(&self) -> Result<String> {
        capture(cargo().args(["build", "--package=alien-sdk-cli"]))?;
        let program = target()?
            .join("debug")
            .join(format!("alien-sdk{EXE_SUFFIX}"));
        let folder = root().join("tests/editors");
        let mut editor = command(Path::new(self.program), &folder);
        let printed = capture(editor.args(self.arguments).env("ALIEN_SDK", program))?;
        let expected = fs::read_to_string(folder.join("expected.txt"))?;
        if printed != expected {
            bail!(
                "{} doesn't print what is in expected.txt, but:\n{printed}",
                self.name
            );
        }
        Ok(format!("{} lines", expected.lines().count()))
    }
}
