//! The Python package: its tools, its wheel, and what checks the wheel.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{Steps, capture, cargo, command, root, target};
use crate::trial::files;

/// How many steps [`Wheel::new`] takes.
pub const STEPS: usize = 2;

/// Where the tools are listed, each at one version.
const REQUIREMENTS: &str = "python/requirements-dev.txt";

/// The oldest minor version of Python 3 that is supported.
const OLDEST: u32 = 10;
/// The newest one that is looked for by its name.
const NEWEST: u32 = 19;

/// The programs of a virtual environment.
struct Environment(PathBuf);

impl Environment {
    fn program(&self, name: &str) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        self.0.join(folder).join(name)
    }

    /// One of its programs, run in `folder`.
    fn run(&self, name: &str, folder: &Path) -> Command {
        command(&self.program(name), folder)
    }

    fn python(&self, folder: &Path) -> Command {
        let mut command = self.run("python", folder);
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

/// The tools that the lock file lists, in an environment that is kept.
pub struct Tools(Environment);

impl Tools {
    /// Installs the tools, unless that is already done.
    pub fn new() -> Result<Self> {
        let python = find()?;
        let list = fs::read_to_string(root().join(REQUIREMENTS))?;
        let wanted = format!("{}\n{list}", python.display());
        let environment = Environment(folder()?.join("tools"));
        let stamp = environment.0.join("installed.txt");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(Self(environment));
        }
        make_environment(&python, &environment.0, &[])?;
        let install = "-m pip install --quiet --disable-pip-version-check --requirement";
        capture(
            environment
                .python(&root())
                .args(install.split(' '))
                .arg(REQUIREMENTS),
        )?;
        fs::write(stamp, wanted)?;
        Ok(Self(environment))
    }

    /// Formats, or only checks that everything is formatted and follows the rules.
    pub fn ruff(&self, fix: bool) -> Result<String> {
        let where_to = ["python", "examples", "tests"];
        let (format, check): (&[&str], &[&str]) = match fix {
            true => (&["format"], &["check", "--fix"]),
            false => (&["format", "--check"], &["check"]),
        };
        for arguments in [check, format] {
            let config = ["--config", "python/pyproject.toml", "--no-cache", "--quiet"];
            let mut ruff = self.0.run("ruff", &root());
            capture(ruff.args(arguments).args(config).args(where_to))?;
        }
        Ok("clean".to_owned())
    }

    /// Builds the wheel; with `from_sdist`, from an unpacked source distribution as `pip` does.
    fn wheel(&self, from_sdist: bool) -> Result<PathBuf> {
        let folder = folder()?;
        let (wheels, target) = (folder.join("wheels"), folder.join("target"));
        if wheels.exists() {
            fs::remove_dir_all(&wheels)?;
        }
        for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
            fs::copy(root().join(license), root().join("python").join(license))?;
        }
        if from_sdist {
            // Every file of a source distribution is of the same age: Cargo would see no change.
            let ours = ["-p", "alien-sdk-core", "-p", "alien-sdk-python"];
            let mut clean = cargo();
            clean.args(["clean", "--quiet", "--profile", "wheel"]);
            capture(clean.args(ours).arg("--target-dir").arg(&target))?;
        }
        let mut maturin = self.0.run("maturin", &root().join("python"));
        maturin.arg("build").args(from_sdist.then_some("--sdist"));
        maturin.arg("--interpreter").arg(self.0.program("python"));
        maturin.arg("--out").arg(&wheels);
        maturin
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTFLAGS", remapped());
        capture(&mut maturin)?;
        let wheel = files(&wheels, |name| name.ends_with(".whl"))?;
        let wheel = wheel.first().context("maturin built no wheel")?;
        Ok(wheels.join(wheel))
    }

    /// Installs a wheel, and nothing else, in a new environment.
    fn install(&self, wheel: &Path, python: &Path, name: &str) -> Result<Environment> {
        let environment = Environment(folder()?.join(name));
        make_environment(python, &environment.0, &["--without-pip"])?;
        let mut pip = self.pip(&environment);
        capture(pip.args(["--no-index", "--no-deps"]).arg(wheel))?;
        Ok(environment)
    }

    /// The installer of another environment.
    fn pip(&self, environment: &Environment) -> Command {
        let mut pip = self.0.python(&root());
        pip.args(["-m", "pip", "--python"])
            .arg(environment.program("python"));
        pip.args(["install", "--quiet", "--disable-pip-version-check"]);
        pip
    }
}

/// The wheel, installed as a user does.
pub struct Wheel {
    tools: Tools,
    path: PathBuf,
    environment: Environment,
}

impl Wheel {
    /// Builds the wheel and installs it in an environment of its own.
    pub fn new(steps: &mut Steps, from_sdist: bool) -> Result<Self> {
        let tools = steps.run("installing the Python tools", Tools::new)?;
        let what = match from_sdist {
            true => "building the wheel from a source distribution",
            false => "building the wheel",
        };
        steps.run(what, || {
            let path = tools.wheel(from_sdist)?;
            let environment = tools.install(&path, &tools.0.program("python"), "trial")?;
            Ok(Self {
                tools,
                path,
                environment,
            })
        })
    }

    /// Python with the package, run in `folder`.
    pub fn python(&self, folder: &Path) -> Command {
        self.environment.python(folder)
    }

    /// Installs more beside the package.
    pub fn add(&self, requirements: &Path) -> Result<()> {
        let mut pip = self.tools.pip(&self.environment);
        capture(pip.arg("--requirement").arg(requirements)).map(drop)
    }

    /// The same, which can import the tools too.
    fn python_with_tools(&self) -> Result<Command> {
        let print = "import sysconfig; print(sysconfig.get_path('purelib'))";
        let tools = capture(self.tools.0.python(&root()).args(["-c", print]))?;
        let mut python = self.python(&root().join("python"));
        python.env("PYTHONPATH", tools.trim());
        Ok(python)
    }

    /// Runs `python/tests` on the installed package.
    pub fn tests(&self) -> Result<String> {
        let printed = capture(self.python_with_tools()?.args(["-m", "pytest", "--quiet"]))?;
        let last = printed.lines().last().unwrap_or_default();
        let passed = last.split_once(" passed").map(|(before, _)| before);
        Ok(format!(
            "{} passed",
            passed.context("pytest did not say how many tests passed")?
        ))
    }

    /// Compares the stubs with the module, and checks the types of the package, its tests and the examples.
    pub fn types(&self) -> Result<String> {
        let programs = ["tests", "../examples", "../tests/programs"];
        let stubtest = [
            "mypy.stubtest",
            "alien",
            "--allowlist",
            "tests/stubtest.txt",
        ];
        let mypy = ["mypy", "--no-incremental"];
        let package = ["src/alien"];
        let checks = [
            stubtest.to_vec(),
            [&mypy[..], &package].concat(),
            [&mypy[..], &programs].concat(),
            [&["pyright"], &package[..], &programs, &["--pythonpath"]].concat(),
        ];
        for check in checks {
            let mut command = self.python_with_tools()?;
            command.env("PYRIGHT_PYTHON_IGNORE_WARNINGS", "1");
            command.arg("-m").args(&check);
            if check.last() == Some(&"--pythonpath") {
                command.arg(self.environment.program("python"));
            }
            capture(&mut command)?;
        }
        Ok("stubtest, mypy, pyright clean".to_owned())
    }

    /// Checks the wheel and the source distribution as files.
    pub fn files(&self) -> Result<String> {
        let folder = self.path.parent().context("the wheel has no folder")?;
        let all = files(folder, |_| true)?;
        let tool = |name: &str| self.tools.0.run(name, folder);
        capture(tool("twine").args(["check", "--strict"]).args(&all))?;
        capture(tool("abi3audit").arg("--strict").arg(&self.path))?;
        capture(tool("check-wheel-contents").arg(&self.path))?;
        self.names_no_folder()?;
        Ok(format!(
            "twine, abi3audit, check-wheel-contents clean, {} files",
            all.len()
        ))
    }

    /// The module must not say where it was built.
    fn names_no_folder(&self) -> Result<()> {
        let print = "import alien._native; print(alien._native.__file__)";
        let module = capture(self.python(&root()).args(["-c", print]))?;
        let bytes = fs::read(module.trim())?;
        for folder in [root(), cargo_home()?] {
            let name = folder.as_os_str().as_encoded_bytes();
            if bytes.windows(name.len()).any(|window| window == name) {
                bail!("the module in the wheel names {}", folder.display());
            }
        }
        Ok(())
    }

    /// Installs the wheel for every CPython there is, and uses it.
    pub fn versions(&self) -> Result<String> {
        let pythons = all();
        for (version, python) in &pythons {
            let environment = self.tools.install(&self.path, python, "smoke")?;
            capture(environment.python(&root()).arg("python/tests/smoke.py"))
                .with_context(|| format!("with Python {version}"))?;
        }
        let names: Vec<_> = pythons.keys().map(|minor| format!("3.{minor}")).collect();
        Ok(match names.as_slice() {
            [_] => format!("{} ok, no other CPython found", names.join(", ")),
            _ => format!("{} ok", names.join(", ")),
        })
    }
}

/// Where everything of this module is kept.
fn folder() -> Result<PathBuf> {
    let folder = target()?.join("xtask/python");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Compiler flags that keep the folders of this machine out of the module.
fn remapped() -> String {
    let home = cargo_home().unwrap_or_default();
    let (home, root) = (home.display().to_string(), root().display().to_string());
    format!("--remap-path-prefix={home}=cargo --remap-path-prefix={root}=.")
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    Ok(home().context("there is no home folder")?.join(".cargo"))
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// Makes a new environment in the place of what is there.
fn make_environment(python: &Path, folder: &Path, options: &[&str]) -> Result<()> {
    let made = capture(
        command(python, &root())
            .args(["-m", "venv", "--clear"])
            .args(options)
            .arg(folder),
    );
    made.map(drop).with_context(|| no_environments(python))
}

/// Whether there is a Python to build for; says so where there is none. What needs it is then left out, except in CI.
pub fn is_there() -> Result<bool> {
    let missing = match find() {
        Ok(python) => {
            let has_venv =
                capture(command(&python, &root()).args(["-c", "import ensurepip, venv"]));
            has_venv.err().map(|_| no_environments(&python))
        }
        Err(error) => Some(error.to_string()),
    };
    match missing {
        Some(missing) if std::env::var_os("CI").is_some() => bail!(missing),
        Some(missing) => {
            println!("Python is left out: {missing}");
            Ok(false)
        }
        None => Ok(true),
    }
}

fn no_environments(python: &Path) -> String {
    let python = python.display();
    format!(
        "{python} makes no virtual environments: install its venv module (python3-venv on Debian), then run this again"
    )
}

/// A Python that is new enough.
fn find() -> Result<PathBuf> {
    let names = ["python3", "python"].map(String::from);
    let found = names
        .into_iter()
        .chain(versioned())
        .find_map(|name| version(Path::new(&name)));
    match found.or_else(|| all().into_iter().next_back()) {
        Some((_, python)) => Ok(python),
        None => {
            bail!("no Python was found: install CPython 3.{OLDEST} or later, then run this again")
        }
    }
}

fn versioned() -> impl Iterator<Item = String> {
    (OLDEST..=NEWEST)
        .rev()
        .map(|minor| format!("python3.{minor}"))
}

/// Every CPython of this machine that is new enough, by its minor version.
fn all() -> BTreeMap<u32, PathBuf> {
    let mut candidates: Vec<PathBuf> = versioned().map(PathBuf::from).collect();
    candidates.extend(["python3", "python"].map(PathBuf::from));
    let pyenv = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| Some(home()?.join(".pyenv")));
    let versions = pyenv.and_then(|pyenv| fs::read_dir(pyenv.join("versions")).ok());
    let versions = versions.into_iter().flatten().flatten();
    candidates.extend(versions.map(|entry| entry.path().join("bin/python3")));
    candidates
        .iter()
        .filter_map(|python| version(python))
        .collect()
}

/// The minor version and the whole path of a CPython, if it is one and new enough.
fn version(python: &Path) -> Option<(u32, PathBuf)> {
    let print = "import sys; print(sys.implementation.name, *sys.version_info[:2], sys.executable)";
    let mut command = Command::new(python);
    let printed = capture(command.args([OsStr::new("-c"), OsStr::new(print)])).ok()?;
    let mut words = printed.trim().splitn(4, ' ');
    let [name, major, minor, path] = [(); 4].map(|()| words.next().unwrap_or_default());
    let minor = minor.parse().ok()?;
    let fits = name == "cpython" && major == "3" && minor >= OLDEST;
    fits.then(|| (minor, path.into()))
}
