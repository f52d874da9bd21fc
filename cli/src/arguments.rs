//! The arguments of the command line.

use std::path::PathBuf;

use alien_sdk_core::DocumentKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Validates the declarations of Alien Containers, fixes them, and shows what changed.
#[derive(Debug, Parser)]
#[command(
    name = "alien-sdk",
    bin_name = "alien-sdk",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 if everything is fine, 1 if a declaration has problems, 2 if the arguments are wrong or a file can't be read or written."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reports all problems of declarations, and fixes those that it safely can
    Check(CheckOptions),
    /// Explains a code, with an example that has the problem and one that doesn't
    Explain {
        /// The code of a problem, such as no-ports
        code: String,
    },
    /// Prints the JSON Schema of a kind of declaration
    Schema {
        /// The kind
        kind: Kind,
    },
    /// Prints a declaration as the platform reads it: with all defaults, and with the keys in a fixed order
    Normalise {
        /// A file, or - for the standard input
        file: PathBuf,
    },
    /// Prints the changes between two declarations, and whether the platform allows them
    Diff {
        /// The file that is deployed
        old: PathBuf,
        /// The file that would replace it
        new: PathBuf,
    },
    /// Prints the state of each resource of a deployed stack as JSON, for a container with its outputs
    Outputs {
        /// A file with the state of a stack, or - for the standard input
        state: PathBuf,
    },
    /// Runs the language server, which editors start and talk to over the standard input and output
    Lsp,
    /// Prints a script that completes arguments in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Args, Debug)]
pub(crate) struct CheckOptions {
    /// Files, folders, or - for the standard input [default: the current folder]
    ///
    /// Files are always checked. Of the files in a folder, only those that are certainly declarations are checked: *.alien.json,
    /// *.alien.jsonc, *.alien.yaml, *.alien.yml, those that `include` in alien-sdk.json lists, and other JSON and YAML files whose
    /// schema or content says so. Files that .gitignore excludes are not read, nor are hidden files and node_modules.
    pub(crate) paths: Vec<PathBuf>,

    /// How problems are shown
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,

    /// Apply all fixes that keep the meaning, and show them
    #[arg(long)]
    pub(crate) fix: bool,

    /// Stay, and check files again when they change
    #[arg(long)]
    pub(crate) watch: bool,

    /// Exit with 1 if there are warnings, too
    #[arg(long)]
    pub(crate) deny_warnings: bool,

    /// What the files are; otherwise, their keys tell
    #[arg(long)]
    pub(crate) kind: Option<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: each problem with its line, and a summary
    Human,
    /// A list with the report of each file
    Json,
    /// A SARIF 2.1.0 log, which code scanning tools read
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// One container
    Container,
    /// Resources that are deployed together
    Stack,
    /// The state of a deployed stack
    State,
}

impl From<Kind> for DocumentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Container => Self::Container,
            Kind::Stack => Self::Stack,
            Kind::State => Self::State,
        }
    }
}
