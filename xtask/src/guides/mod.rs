//! Runs the programs of the guides and the READMEs, with the packed npm package, the wheel, the jar and the gem.
//!
//! A page is a session in an empty folder: a block with a file name (`ts api.ts` after the fence) is written to that file,
//! and each command of a `console` block is run. Its output must be what the page shows. A page therefore contains
//! everything that a reader needs to get the same output.

mod page;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use self::page::{Block, blocks, commands, matches};
use crate::files::{copy_folder, list_files};
use crate::kotlin::{self, Jar};
use crate::node::{self, install, node};
use crate::npm;
use crate::packages::Packages;
use crate::python::{self, Wheel};
use crate::ruby::{self, Gem};
use crate::steps::{Steps, capture, output, root, target};
use crate::trial::Trial;

/// The folder of the guides.
const GUIDES: &str = "docs/guides";
/// The other pages whose programs are run.
const READMES: [&str; 5] = [
    "README.md",
    "npm/README.md",
    "python/README.md",
    "kotlin/README.md",
    "ruby/README.md",
];
/// The page whose examples are checked one by one. They are parts of programs, and mostly have no output.
const REFERENCE: &str = "docs/reference/typescript.md";

/// Languages of blocks that are programs.
const PROGRAMS: [&str; 7] = ["ts", "js", "python", "kotlin", "java", "ruby", "sh"];

const PROJECT: &str = r#"{ "private": true, "type": "module" }"#;
const COMPILER_OPTIONS: &str = r#"{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true,
    "types": ["node"]
  },
  "include": ["*.ts"]
}
"#;

/// Runs `cargo xtask guides`: builds the packages and runs the pages whose names contain one of the words, or all pages.
/// If `UPDATE_EXPECT` is set, writes the outputs into the pages.
pub fn run(words: &[String]) -> Result<()> {
    let mut steps = Steps::new(npm::STEPS + 1 + python::STEPS + kotlin::STEPS + ruby::STEPS + 1);
    let tarball = npm::package(&mut steps)?;
    let trial = steps.run("installing the package in an empty project", || {
        Trial::new(&tarball)
    })?;
    let wheel = match python::is_available()? {
        true => Some(Wheel::new(&mut steps, false)?),
        false => None,
    };
    let jar = Jar::new(&mut steps)?;
    let gem = Gem::new(&mut steps)?;
    let packages = Packages {
        trial: &trial,
        wheel: wheel.as_ref(),
        jar: jar.as_ref(),
        gem: gem.as_ref(),
    };
    steps.check("guides", || check(&packages, words));
    steps.finish()
}

/// Runs the pages whose names contain one of the words, or all pages. Commands in a language without a package are skipped.
pub fn check(packages: &Packages, words: &[String]) -> Result<String> {
    let tools = Tools::new(packages)?;
    let guides = list_files(&root().join(GUIDES), |name| name.ends_with(".md"))?;
    let guides = guides.into_iter().map(|name| format!("{GUIDES}/{name}"));
    let pages = READMES.into_iter().map(str::to_owned).chain(guides);
    let is_wanted =
        |page: &String| words.is_empty() || words.iter().any(|word| page.contains(word));
    let (mut count, mut faults) = (0, Vec::new());
    for page in pages.filter(is_wanted) {
        match Session::new(&tools, &page)?.run() {
            Ok(ran) => count += ran,
            Err(error) => faults.push(format!("{error:#}")),
        }
    }
    if words.is_empty() {
        faults.extend(
            tools
                .check_python_types()
                .err()
                .map(|error| error.to_string()),
        );
        faults.extend(tools.check_reference().err().map(|error| error.to_string()));
    }
    match faults.is_empty() {
        true => Ok(format!("{count} commands")),
        false => bail!(faults.join("\n\n")),
    }
}

/// The folder with the installed packages and tools, in which each page has a folder.
struct Tools {
    folder: PathBuf,
    path: OsString,
    python_path: Option<String>,
    python: Option<PathBuf>,
    /// The options of Maven; absent without a jar.
    maven: Option<String>,
    /// The folder with the installed gem.
    gem_home: Option<PathBuf>,
}

impl Tools {
    fn new(packages: &Packages) -> Result<Self> {
        let Packages { trial, wheel, .. } = *packages;
        let folder = target()?.join("xtask/guides");
        fs::create_dir_all(&folder)?;
        for file in ["package.json", "package-lock.json"] {
            let (from, to) = (root().join("tests/guides").join(file), folder.join(file));
            if fs::read(&from)? != fs::read(&to).unwrap_or_default() {
                fs::copy(from, to)?;
            }
        }
        install(&folder)?;
        let package = "node_modules/alien-sdk";
        copy_folder(&trial.folder().join(package), &folder.join(package))?;
        // This links the command line, which is in the package.
        let rebuild = ["rebuild", "--offline", "--ignore-scripts", "alien-sdk"];
        capture(node::npm(&folder).args(rebuild))?;
        let mut paths = vec![folder.join("node_modules/.bin")];
        paths.extend(wheel.map(Wheel::programs));
        paths.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        Ok(Self {
            folder,
            path: std::env::join_paths(paths)?,
            python_path: wheel.map(Wheel::tools_path).transpose()?,
            python: wheel.map(|wheel| wheel.programs().join("python")),
            // The daemon of the compiler would keep running, with the output of Maven open.
            maven: packages
                .jar
                .map(|jar| format!("{} -Dkotlin.compiler.daemon=false", jar.repository_option())),
            gem_home: packages.gem.map(|gem| gem.home().to_owned()),
        })
    }

    /// A shell that runs a script in `folder`, and prints errors as output.
    fn shell(&self, folder: &Path, script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.current_dir(folder).args(["-c", script]);
        shell.env("PATH", &self.path).env("NO_COLOR", "1");
        // `npx` runs installed programs only, and npm doesn't look for a newer version of itself.
        shell.env("npm_config_offline", "true").env("CI", "true");
        shell.env("npm_config_update_notifier", "false");
        shell.env("PYTHONDONTWRITEBYTECODE", "1");
        shell.env_remove("GITHUB_ACTIONS").env_remove("FORCE_COLOR");
        if let Some(path) = &self.python_path {
            shell.env("PYTHONPATH", path);
        }
        if let Some(options) = &self.maven {
            shell.env("MAVEN_OPTS", options);
        }
        if let Some(home) = &self.gem_home {
            shell.env("GEM_HOME", home);
        }
        shell
    }

    /// Checks the types of the TypeScript files in a folder.
    fn check_types(&self, folder: &Path) -> Result<()> {
        let tsc = self.folder.join("node_modules/typescript/bin/tsc");
        capture(node(folder).arg(tsc).args(["--project", "."])).map(drop)
    }

    /// Checks the types of all Python programs.
    fn check_python_types(&self) -> Result<()> {
        let Some(python) = &self.python else {
            return Ok(());
        };
        let mut check = self.shell(
            &self.folder,
            "exec python -m pyright --pythonpath \"$0\" pages",
        );
        check.arg(python).env("PYRIGHT_PYTHON_IGNORE_WARNINGS", "1");
        capture(&mut check).map(drop)
    }

    /// Checks the types of all examples in the reference. They run as the examples in comments, of which they are copies.
    fn check_reference(&self) -> Result<()> {
        let folder = self.empty_folder("reference")?;
        let text = fs::read_to_string(root().join(REFERENCE))?;
        let all = blocks(&text);
        let examples = all.iter().filter(|block| block.file.is_some());
        for block in examples {
            fs::write(folder.join(block.file.unwrap_or_default()), block.code)?;
        }
        self.check_types(&folder)
    }

    /// A new project in the folder.
    fn empty_folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join("pages").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("package.json"), PROJECT)?;
        fs::write(folder.join("tsconfig.json"), COMPILER_OPTIONS)?;
        capture(&mut self.shell(&folder, "ln -s ../../node_modules node_modules"))?;
        Ok(folder)
    }
}

/// A page whose commands run one after the other, in a folder of its own.
struct Session<'t> {
    tools: &'t Tools,
    page: &'t str,
    folder: PathBuf,
    /// The exit code of the last command.
    code: i32,
    ran: usize,
    faults: Vec<String>,
}

impl<'t> Session<'t> {
    fn new(tools: &'t Tools, page: &'t str) -> Result<Self> {
        let name = page.trim_end_matches(".md").replace('/', "-");
        Ok(Self {
            tools,
            page,
            folder: tools.empty_folder(&name)?,
            code: 0,
            ran: 0,
            faults: Vec::new(),
        })
    }

    /// Runs all blocks of the page, and returns how many commands were run.
    fn run(mut self) -> Result<usize> {
        let path = root().join(self.page);
        let text = fs::read_to_string(&path).with_context(|| self.page.to_owned())?;
        let all = blocks(&text);
        self.check_that_all_run(&all);
        let mut updated = text.clone();
        let mut is_checked = true;
        for block in all.iter().filter(|block| !block.is_excused) {
            if let Some(file) = block.file {
                let path = self.folder.join(file);
                fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
                fs::write(path, block.code)?;
                is_checked &= !file.ends_with(".ts");
            } else if block.language == "console" {
                if !is_checked {
                    is_checked = true;
                    let checked = self.tools.check_types(&self.folder);
                    self.faults
                        .extend(checked.err().map(|error| error.to_string()));
                }
                let actual = self.run_commands(block)?;
                let grown = updated.len() as isize - text.len() as isize;
                let [start, end] =
                    [block.range.start, block.range.end].map(|at| at.saturating_add_signed(grown));
                updated.replace_range(start..end, &actual);
            }
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() && updated != text {
            fs::write(path, updated)?;
        }
        match self.faults.is_empty() {
            true => Ok(self.ran),
            false => bail!("{}: {}", self.page, self.faults.join("\n\n")),
        }
    }

    /// Runs the commands of a block, and returns the block with their outputs.
    fn run_commands(&mut self, block: &Block) -> Result<String> {
        let mut out = String::new();
        let commands = commands(block.code);
        for (at, command) in commands.iter().enumerate() {
            let (text, shown) = (command.text, &command.output);
            let is_python = text.contains("python ") || text.contains("pytest");
            let is_maven = text.contains("mvn ");
            let is_ruby = text.contains("ruby ");
            let is_skipped = is_python && self.tools.python.is_none()
                || is_maven && self.tools.maven.is_none()
                || is_ruby && self.tools.gem_home.is_none();
            let printed = if is_skipped {
                shown.clone()
            } else {
                self.run_command(text)?
            };
            let next = commands.get(at + 1).map(|next| next.text);
            if self.code != 0 && next.is_none_or(|next| !next.contains("$?")) {
                let code = self.code;
                self.fault(
                    block,
                    &format!(
                        "`{text}` failed with code {code}; show it with `$ echo $?`\n{printed}"
                    ),
                );
            }
            let matches = matches(shown, &printed);
            if !matches && std::env::var_os("UPDATE_EXPECT").is_none() {
                self.fault(block, &format!("`{text}` printed\n\n{printed}\n\ninstead of\n\n{shown}\n\nrun it again with UPDATE_EXPECT=1 to write the new output into the page"));
            }
            let output = if matches { shown } else { &printed };
            out += &format!("$ {text}\n");
            if !output.is_empty() {
                out += &format!("{output}\n");
            }
            let is_followed_by_text = !output.is_empty() && next.is_some();
            out += if is_followed_by_text && block.code.contains("\n\n$ ") {
                "\n"
            } else {
                ""
            };
        }
        Ok(out)
    }

    fn run_command(&mut self, text: &str) -> Result<String> {
        // The first command sets `$?`.
        let script = format!("exec 2>&1\n(exit {})\n{text}", self.code);
        let output = output(&mut self.tools.shell(&self.folder, &script))?;
        self.code = output.status.code().unwrap_or(-1);
        self.ran += 1;
        let printed = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
        // A page can't show a path of this machine. In the page, `…` matches it.
        let printed = printed.replace(&self.folder.display().to_string(), "…");
        // Maven ends with this, even where it prints no colours.
        let printed = printed.replace("\u{1b}[0m", "");
        let lines = printed.lines().map(str::trim_end);
        Ok(lines.collect::<Vec<_>>().join("\n").trim_end().to_owned())
    }

    /// Reports programs that nothing runs.
    fn check_that_all_run(&mut self, all: &[Block]) {
        for (at, block) in all.iter().enumerate() {
            if block.is_excused || block.language == "console" {
                continue;
            }
            let Some(file) = block.file else {
                let remedy = "name its file after the fence (```ts api.ts) and run it in a console block, or write below it: *Not run by the tests: …*";
                self.fault(block, remedy);
                continue;
            };
            let is_program = PROGRAMS.contains(&block.language);
            let later = all.get(at + 1..).unwrap_or_default();
            if is_program && !later.iter().any(|later| runs(later, file)) {
                self.fault(block, &format!("no command below runs {file}"));
            }
        }
    }

    fn fault(&mut self, block: &Block, message: &str) {
        self.faults.push(format!("line {}: {message}", block.line));
    }
}

/// Whether a block runs a file: by its name, as a module, or as a test.
fn runs(block: &Block, file: &str) -> bool {
    let stem = file.split('.').next().unwrap_or_default();
    // Maven compiles all files, and runs a class, whose name is that of its file.
    let class = stem.rsplit('/').next().unwrap_or_default();
    let is_test = file.contains("test");
    match block.language {
        "console" => commands(block.code).iter().any(|command| {
            let is_runner = ["vitest", "pytest", "--test"]
                .iter()
                .any(|runner| command.text.contains(runner));
            let is_run_by_maven = command.text.contains("mvn ") && command.text.contains(class);
            command.text.contains(file) || is_test && is_runner || is_run_by_maven
        }),
        _ => {
            [".js", ".ts"]
                .iter()
                .any(|ending| block.code.contains(&format!("./{stem}{ending}")))
                || block.code.contains(&format!("from {stem} import"))
        }
    }
}
