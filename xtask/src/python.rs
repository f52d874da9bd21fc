//! Builds the wheel of the Python package, installs it, and runs its checks.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::list_files;
use crate::steps::{Steps, capture, cargo, command, root, skip, target};

/// The number of steps of [`Wheel::new`].
pub const STEPS: usize = 2;

/// The file that lists the tools and their exact versions.
const REQUIREMENTS: &str = "python/requirements-dev.txt";

/// The oldest minor version of Python 3 that is supported.
const OLDEST: u32 = 10;
/// The newest minor version for which `python3.N` is searched on the path.
const NEWEST: u32 = 19;

/// The oldest Linux that the wheels run on: with glibc 2.17, as CentOS 7 and Amazon Linux 2 have it or a newer one. Rust supports
/// no older one. Zig links with this version, whatever the machine has.
const MANYLINUX: &str = "manylinux2014";

/// The same in the tag of a wheel.
const MANYLINUX_TAG: &str = "manylinux_2_17";

/// The targets of the wheels for a release that can be built on any Linux.
const RELEASE_TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

/// Whether this machine has glibc, so that its wheels are `manylinux` wheels.
const HAS_GLIBC: bool = cfg!(all(target_os = "linux", target_env = "gnu"));

/// Runs `cargo xtask wheels`: builds and checks the wheels of a release for Linux.
pub fn build_release() -> Result<()> {
    let mut steps = Steps::new(1 + RELEASE_TARGETS.len());
    let tools = steps.run("installing the Python tools", Tools::new)?;
    remove_old_wheels()?;
    let mut wheels = Vec::new();
    for target in RELEASE_TARGETS {
        wheels.push(steps.run(target, || {
            capture(Command::new("rustup").args(["target", "add", target]))?;
            let wheel = tools.build_wheel(false, Some(target))?;
            tools.check_wheel(&wheel)?;
            Ok(wheel)
        })?);
    }
    println!();
    for wheel in wheels {
        println!("{}", wheel.strip_prefix(root()).unwrap_or(&wheel).display());
    }
    Ok(())
}

/// A virtual environment, by its folder.
struct Environment(PathBuf);

impl Environment {
    fn program(&self, name: &str) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        self.0.join(folder).join(name)
    }

    /// A command that runs one of the programs of the environment in `folder`.
    fn command(&self, name: &str, folder: &Path) -> Command {
        command(&self.program(name), folder)
    }

    fn python(&self, folder: &Path) -> Command {
        let mut command = self.command("python", folder);
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

/// The tools listed in [`REQUIREMENTS`], in a virtual environment that is reused.
pub struct Tools(Environment);

impl Tools {
    /// Installs the tools, unless they are installed already.
    pub fn new() -> Result<Self> {
        let python = find_python()?;
        let list = fs::read_to_string(root().join(REQUIREMENTS))?;
        let wanted = format!("{}\n{list}", python.display());
        let environment = Environment(work_folder()?.join("tools"));
        // This file records what is installed.
        let record = environment.0.join("installed.txt");
        if fs::read_to_string(&record).is_ok_and(|installed| installed == wanted) {
            return Ok(Self(environment));
        }
        create_environment(&python, &environment.0, &[])?;
        let install = "-m pip install --quiet --disable-pip-version-check --requirement";
        capture(
            environment
                .python(&root())
                .args(install.split(' '))
                .arg(REQUIREMENTS),
        )?;
        fs::write(record, wanted)?;
        Ok(Self(environment))
    }

    /// A command that runs Python in `folder`, with the modules of the tools.
    pub fn python(&self, folder: &Path) -> Command {
        self.0.python(folder)
    }

    /// Checks the formatting and the lints of all Python files. With `fix`, corrects them where possible.
    pub fn ruff(&self, fix: bool) -> Result<String> {
        let folders = ["python", "examples", "tests"];
        let (format, check): (&[&str], &[&str]) = match fix {
            true => (&["format"], &["check", "--fix"]),
            false => (&["format", "--check"], &["check"]),
        };
        for arguments in [check, format] {
            let config = ["--config", "python/pyproject.toml", "--no-cache", "--quiet"];
            let mut ruff = self.0.command("ruff", &root());
            capture(ruff.args(arguments).args(config).args(folders))?;
        }
        Ok("clean".to_owned())
    }

    /// The search path for programs, with those of the environment first. Zig is one of them.
    fn path(&self) -> Result<OsString> {
        let program = self.0.program("python");
        let folder = program.parent().map(Path::to_owned);
        let others = std::env::var_os("PATH").unwrap_or_default();
        let folders = folder.into_iter().chain(std::env::split_paths(&others));
        Ok(std::env::join_paths(folders)?)
    }

    /// Checks the metadata, the contents and the tag of a wheel, and that it uses only the stable ABI of Python.
    fn check_wheel(&self, wheel: &Path) -> Result<()> {
        let folder = wheel.parent().context("the wheel has no folder")?;
        let tool = |name: &str| self.0.command(name, folder);
        capture(tool("twine").args(["check", "--strict"]).arg(wheel))?;
        capture(tool("abi3audit").arg("--strict").arg(wheel))?;
        capture(tool("check-wheel-contents").arg(wheel))?;
        let name = wheel.to_string_lossy();
        if name.contains("linux") && !name.contains("musl") && !name.contains(MANYLINUX_TAG) {
            bail!("{name} is not a wheel for {MANYLINUX_TAG}, so it doesn't run on older Linux");
        }
        Ok(())
    }

    /// Builds the wheel, for this machine or for another target, and returns its path. With `from_sdist`, builds a source
    /// distribution first, and the wheel from its unpacked files, as `pip` would.
    fn build_wheel(&self, from_sdist: bool, triple: Option<&str>) -> Result<PathBuf> {
        let wheels = wheels_folder()?;
        let target = work_folder()?.join("target");
        // With Zig, maturin always names a target, and Cargo has a folder for it.
        let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
        let triple = triple.or(HAS_GLIBC.then_some(host.as_str()));
        for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
            fs::copy(root().join(license), root().join("python").join(license))?;
        }
        if from_sdist {
            // All files of a source distribution have the same modification time, so Cargo would not notice changes.
            let ours = [
                "alien-sdk-core",
                "alien-sdk-yaml",
                "alien-sdk-cli",
                "alien-sdk-python",
            ];
            let ours = ours.map(|name| ["-p", name]);
            let mut clean = cargo();
            clean.args(["clean", "--quiet", "--profile", "wheel"]);
            if let Some(triple) = triple {
                clean.args(["--target", triple]);
            }
            capture(
                clean
                    .args(ours.as_flattened())
                    .arg("--target-dir")
                    .arg(&target),
            )?;
        }
        let mut maturin = self.0.command("maturin", &root().join("python"));
        maturin.arg("build").args(from_sdist.then_some("--sdist"));
        maturin.arg("--interpreter").arg(self.0.program("python"));
        maturin.arg("--out").arg(&wheels);
        if let Some(triple) = triple {
            maturin.args(["--target", triple]);
        }
        if HAS_GLIBC {
            maturin.args(["--zig", "--compatibility", MANYLINUX]);
            maturin.env("PATH", self.path()?);
        }
        maturin
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTFLAGS", path_remapping_flags());
        capture(&mut maturin)?;
        // There may be wheels for other processors in the folder.
        let processor = triple.and_then(|triple| triple.split('-').next());
        let processor = processor.unwrap_or_default();
        let is_built = |name: &str| name.ends_with(".whl") && name.contains(processor);
        let wheel = list_files(&wheels, is_built)?;
        let wheel = wheel.first().context("maturin built no wheel")?;
        Ok(wheels.join(wheel))
    }

    /// Installs a wheel without its dependencies in a new environment.
    fn install(&self, wheel: &Path, python: &Path, name: &str) -> Result<Environment> {
        let environment = Environment(work_folder()?.join(name));
        create_environment(python, &environment.0, &["--without-pip"])?;
        let mut pip = self.pip_install(&environment);
        capture(pip.args(["--no-index", "--no-deps"]).arg(wheel))?;
        Ok(environment)
    }

    /// A `pip install` command for another environment.
    fn pip_install(&self, environment: &Environment) -> Command {
        let mut pip = self.0.python(&root());
        pip.args(["-m", "pip", "--python"])
            .arg(environment.program("python"));
        pip.args(["install", "--quiet", "--disable-pip-version-check"]);
        pip
    }
}

/// The wheel, installed in an environment as a user would.
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
            remove_old_wheels()?;
            let path = tools.build_wheel(from_sdist, None)?;
            let environment = tools.install(&path, &tools.0.program("python"), "trial")?;
            Ok(Self {
                tools,
                path,
                environment,
            })
        })
    }

    /// The tools that the wheel was built with.
    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// A command that runs Python in `folder`, with the package installed.
    pub fn python(&self, folder: &Path) -> Command {
        self.environment.python(folder)
    }

    /// Installs additional packages in the same environment.
    pub fn install_requirements(&self, requirements: &Path) -> Result<()> {
        let mut pip = self.tools.pip_install(&self.environment);
        capture(pip.arg("--requirement").arg(requirements)).map(drop)
    }

    /// The folder with the program `python`, which has the package installed.
    pub fn programs(&self) -> PathBuf {
        let python = self.environment.program("python");
        python.parent().unwrap_or(&python).to_owned()
    }

    /// The folder with the modules of the tools, such as pytest.
    pub fn tools_path(&self) -> Result<String> {
        let print = "import sysconfig; print(sysconfig.get_path('purelib'))";
        let tools = capture(self.tools.0.python(&root()).args(["-c", print]))?;
        Ok(tools.trim().to_owned())
    }

    /// A command that runs Python with the package and the tools installed.
    fn python_with_tools(&self) -> Result<Command> {
        let mut python = self.python(&root().join("python"));
        python.env("PYTHONPATH", self.tools_path()?);
        Ok(python)
    }

    /// Runs the tests in `python/tests` with the installed package.
    pub fn run_tests(&self) -> Result<String> {
        let printed = capture(self.python_with_tools()?.args(["-m", "pytest", "--quiet"]))?;
        let last = printed.lines().last().unwrap_or_default();
        let passed = last.split_once(" passed").map(|(before, _)| before);
        Ok(format!(
            "{} passed",
            passed.context("pytest did not print how many tests passed")?
        ))
    }

    /// Compares the type stubs with the extension module, and checks the types of the package, its tests and the examples.
    pub fn check_types(&self) -> Result<String> {
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

    /// Checks the metadata and the contents of the wheel and the source distribution.
    pub fn check_files(&self) -> Result<String> {
        let folder = self.path.parent().context("the wheel has no folder")?;
        let all = list_files(folder, |_| true)?;
        let tool = |name: &str| self.tools.0.command(name, folder);
        capture(tool("twine").args(["check", "--strict"]).args(&all))?;
        self.tools.check_wheel(&self.path)?;
        self.check_for_build_paths()?;
        Ok(format!(
            "twine, abi3audit, check-wheel-contents clean, {} files",
            all.len()
        ))
    }

    /// Fails if the extension module contains a path of the machine that built it.
    fn check_for_build_paths(&self) -> Result<()> {
        let print = "import alien._native; print(alien._native.__file__)";
        let module = capture(self.python(&root()).args(["-c", print]))?;
        let bytes = fs::read(module.trim())?;
        for folder in [root(), cargo_home()?] {
            let name = folder.as_os_str().as_encoded_bytes();
            if bytes.windows(name.len()).any(|window| window == name) {
                bail!("the module in the wheel contains {}", folder.display());
            }
        }
        Ok(())
    }

    /// Installs the wheel for every supported CPython on this machine, and runs a short test with each.
    pub fn run_with_all_pythons(&self) -> Result<String> {
        let pythons = find_all_pythons();
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

/// The folder for the environments and wheels of this module.
fn work_folder() -> Result<PathBuf> {
    let folder = target()?.join("xtask/python");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The folder with the wheels and source distributions that were built last.
fn wheels_folder() -> Result<PathBuf> {
    Ok(work_folder()?.join("wheels"))
}

/// Removes all wheels of earlier builds, so that nobody installs an old one.
fn remove_old_wheels() -> Result<()> {
    let wheels = wheels_folder()?;
    if wheels.exists() {
        fs::remove_dir_all(&wheels)?;
    }
    Ok(())
}

/// Compiler flags that remove the paths of this machine from a compiled library.
pub fn path_remapping_flags() -> String {
    let home = cargo_home().unwrap_or_default();
    let (home, root) = (home.display().to_string(), root().display().to_string());
    format!("--remap-path-prefix={home}=cargo --remap-path-prefix={root}=.")
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    Ok(home_folder()
        .context("there is no home folder")?
        .join(".cargo"))
}

fn home_folder() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// Creates a virtual environment. Replaces an existing one in the same folder.
fn create_environment(python: &Path, folder: &Path, options: &[&str]) -> Result<()> {
    let created = capture(
        command(python, &root())
            .args(["-m", "venv", "--clear"])
            .args(options)
            .arg(folder),
    );
    created
        .map(drop)
        .with_context(|| missing_venv_message(python))
}

/// Returns whether there is a Python that can build and run the package. If there is none, prints a message, or fails in
/// CI.
pub fn is_available() -> Result<bool> {
    let missing = match find_python() {
        Ok(python) => {
            let has_venv =
                capture(command(&python, &root()).args(["-c", "import ensurepip, venv"]));
            has_venv.err().map(|_| missing_venv_message(&python))
        }
        Err(error) => Some(error.to_string()),
    };
    match missing {
        Some(missing) => skip("Python", &missing),
        None => Ok(true),
    }
}

fn missing_venv_message(python: &Path) -> String {
    let python = python.display();
    format!(
        "{python} can't create virtual environments: install its venv module (python3-venv on Debian), then run this again"
    )
}

/// Finds a supported CPython.
fn find_python() -> Result<PathBuf> {
    let names = ["python3", "python"].map(String::from);
    let found = names
        .into_iter()
        .chain(names_with_version())
        .find_map(|name| supported_python(Path::new(&name)));
    match found.or_else(|| find_all_pythons().into_iter().next_back()) {
        Some((_, python)) => Ok(python),
        None => {
            bail!("no Python was found: install CPython 3.{OLDEST} or later, then run this again")
        }
    }
}

/// `python3.19` and so on, from the newest version to the oldest.
fn names_with_version() -> impl Iterator<Item = String> {
    (OLDEST..=NEWEST)
        .rev()
        .map(|minor| format!("python3.{minor}"))
}

/// Finds all supported CPythons on this machine, by minor version.
fn find_all_pythons() -> BTreeMap<u32, PathBuf> {
    let mut candidates: Vec<PathBuf> = names_with_version().map(PathBuf::from).collect();
    candidates.extend(["python3", "python"].map(PathBuf::from));
    let pyenv = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| Some(home_folder()?.join(".pyenv")));
    let versions = pyenv.and_then(|pyenv| fs::read_dir(pyenv.join("versions")).ok());
    let versions = versions.into_iter().flatten().flatten();
    candidates.extend(versions.map(|entry| entry.path().join("bin/python3")));
    candidates
        .iter()
        .filter_map(|python| supported_python(python))
        .collect()
}

/// Returns the minor version and the absolute path of a program, if it is a supported CPython.
fn supported_python(python: &Path) -> Option<(u32, PathBuf)> {
    let print = "import sys; print(sys.implementation.name, *sys.version_info[:2], sys.executable)";
    let mut command = Command::new(python);
    let printed = capture(command.args([OsStr::new("-c"), OsStr::new(print)])).ok()?;
    let mut words = printed.trim().splitn(4, ' ');
    let [name, major, minor, path] = [(); 4].map(|()| words.next().unwrap_or_default());
    let minor = minor.parse().ok()?;
    let is_supported = name == "cpython" && major == "3" && minor >= OLDEST;
    is_supported.then(|| (minor, path.into()))
}
