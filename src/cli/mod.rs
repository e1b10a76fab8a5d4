//! The command line: one file a verb. What is wrong with the run goes to standard error, what it finds to standard output.

mod args;
mod check;
mod claims;
mod completions;
mod config;
mod decide;
mod explain;
mod format;
mod input;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod queue;
mod rules;
mod run;
mod silence;
mod terminal;
mod usage;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Color, ConfigArgs, ConfigVerb, Verb};
use config::checker;
use terminal::Terminal;
use usage::UsageError;

/// How a run ended, as its exit status says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ended {
    /// Nothing at or above `--fail-on`.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// Usage, input, configuration or rule error.
    Failed = 2,
}

/// Runs the command that `arguments`, the program's name first, ask for.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            match UsageError::new(&error) {
                Some(error) => Terminal::new(Color::Auto).complain(&error),
                // Nowhere is left to complain to when the streams are closed.
                None => drop(error.print()),
            }
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    let terminal = Terminal::new(cli.color);
    let ended = match cli.verb {
        Verb::Check(args) => check::run(&args, &terminal),
        Verb::Claims(args) => claims::run(&args, &terminal),
        Verb::Rules(args) => rules::run(&args.verb, &terminal),
        Verb::Accept(args) => decide::accept(&args),
        Verb::Verify(args) => decide::verify(&args),
        Verb::Decisions(args) => decide::list(&args),
        Verb::Baseline(args) => decide::baseline::run(&args.verb, &terminal),
        Verb::Explain(args) => explain::run(&args, &terminal),
        #[cfg(feature = "lsp")]
        Verb::Lsp(args) => return lsp::run(&args, &terminal),
        Verb::Completions(args) => completions::run(&args),
        Verb::Man(args) => man::run(&args),
        Verb::Config(ConfigArgs { verb: ConfigVerb::Show(args) }) => config::show(&args),
    };
    let ended = ended.unwrap_or_else(|error| {
        terminal.complain(error.as_ref());
        Ended::Failed
    });
    ExitCode::from(ended as u8)
}

/// Writes to standard output.
fn print(text: &str) -> miette::Result<()> {
    unless_reader_left(io::stdout().lock().write_all(text.as_bytes()))
}

/// A reader that leaves, as `head` does, ends the run without complaint.
fn unless_reader_left(written: io::Result<()>) -> miette::Result<()> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(miette::miette!("写不出结果:{error}"))
        }
        _ => Ok(()),
    }
}
