//! Packs the jar of the Kotlin package, and runs the projects that use it, with Maven.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{Steps, capture, capture_and_print, command, root, skip, target};
use crate::uniffi;

/// The number of steps of [`Jar::new`].
pub const STEPS: usize = 2;

/// The version of all packages.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The program of Maven.
const MAVEN: &str = if cfg!(windows) { "mvn.cmd" } else { "mvn" };

/// Writes the class path of a project to the file `classpath.txt` of its folder.
const CLASS_PATH: &str = "dependency:build-classpath";

/// Returns whether there are a JDK and Maven. If one is missing, prints a message, or fails in CI.
pub fn is_available() -> Result<bool> {
    let missing = ["javac", MAVEN]
        .into_iter()
        .find(|program| capture(Command::new(program).arg("-version")).is_err());
    let Some(program) = missing else {
        return Ok(true);
    };
    let message = format!("{program} doesn't run: install a JDK of version 17 or later, and Maven");
    skip("Kotlin", &message)
}

/// Runs `cargo xtask jar`: packs the jar, and prints how to install it.
pub fn run() -> Result<()> {
    let mut steps = Steps::new(STEPS);
    let Some(jar) = Jar::new(&mut steps)? else {
        return Ok(());
    };
    let path = jar.folder.join(format!("package/alien-sdk-{VERSION}.jar"));
    let (path, pom) = (path.display(), root().join("kotlin/pom.xml"));
    println!(
        "\nmvn install:install-file -Dfile={path} -DpomFile={}",
        pom.display()
    );
    Ok(())
}

/// The packed jar, which is installed in a Maven repository of its own.
pub struct Jar {
    /// The folder with that repository, and with what Maven builds.
    folder: PathBuf,
}

impl Jar {
    /// Packs the jar, and installs it. Returns `None` if there is no JDK or no Maven.
    pub fn new(steps: &mut Steps) -> Result<Option<Self>> {
        if !is_available()? {
            return Ok(None);
        }
        let folder = target()?.join("xtask/kotlin");
        let jar = Self { folder };
        let library = steps.run("building the library for Kotlin", uniffi::library)?;
        steps.run("packing the jar", || {
            jar.add_library(&library)?;
            capture(jar.maven("kotlin").args(["--quiet", "clean", "install"]))
        })?;
        Ok(Some(jar))
    }

    /// Copies the library into the folder in which JNA searches it, without the symbols that only the generator needs.
    fn add_library(&self, library: &Path) -> Result<()> {
        let os = match env::consts::OS {
            "macos" => "darwin",
            "windows" => "win32",
            os => os,
        };
        let platform = format!("{os}-{}", env::consts::ARCH.replace('_', "-"));
        let folder = self.folder.join("native").join(platform);
        fs::create_dir_all(&folder)?;
        uniffi::copy_stripped(library, &folder)
    }

    /// Maven in a folder of the repository.
    fn maven(&self, folder: &str) -> Command {
        let mut maven = command(Path::new(MAVEN), &root().join(folder));
        maven
            .arg("--batch-mode")
            .arg(self.repository_option())
            .arg(format!("-Dbuild.folder={}", self.folder.display()))
            .arg(format!("-Dalien.version={VERSION}"));
        maven
    }

    /// The option that makes Maven use the repository with the jar.
    pub fn repository_option(&self) -> String {
        let repository = self.folder.join("repository");
        format!("-Dmaven.repo.local={}", repository.display())
    }

    /// Runs the tests of the project that uses the jar.
    pub fn run_tests(&self) -> Result<String> {
        let printed = capture(
            self.maven("kotlin/test")
                .args(["clean", "test", CLASS_PATH]),
        )?;
        // The line of the whole run, without the time of a class.
        let passed = printed
            .lines()
            .filter(|line| !line.contains("Time elapsed"))
            .find_map(|line| line.split_once("Tests run: ")?.1.split_once(','));
        let (passed, rest) = passed.context("Maven did not say how many tests passed")?;
        if !rest.ends_with("Skipped: 0") {
            bail!("tests were skipped:{rest}");
        }
        let calls = printed
            .lines()
            .find(|line| line.contains("calls of vectors"));
        Ok(format!(
            "{passed} passed; {}",
            calls.unwrap_or_default().trim()
        ))
    }

    /// The runner of random programs, which [`Jar::run_tests`] has compiled.
    pub fn programs(&self) -> Result<Command> {
        self.java("test", "test-classes", "consumer.ProgramsKt")
    }

    /// Compiles the benchmarks, and runs them.
    pub fn bench(&self) -> Result<String> {
        capture(
            self.maven("tests/bench/kotlin")
                .args(["--quiet", "clean", "compile", CLASS_PATH]),
        )?;
        capture_and_print(&mut self.java("bench", "classes", "bench.BenchKt")?)
    }

    /// A command that runs a class of a project.
    fn java(&self, project: &str, classes: &str, class: &str) -> Result<Command> {
        let folder = self.folder.join(project);
        let path = fs::read_to_string(folder.join("classpath.txt"))?;
        let mut paths = vec![folder.join(classes)];
        paths.extend(env::split_paths(path.trim()));
        let mut java = command(Path::new("java"), &folder);
        java.arg("-cp").arg(env::join_paths(paths)?).arg(class);
        Ok(java)
    }
}
