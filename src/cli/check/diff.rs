//! `heshu check --diff`: what changed between two versions of a draft.

use std::path::Path;

use miette::IntoDiagnostic as _;

use crate::cli::Ended;
use crate::cli::args::{CheckArgs, Format, InputFormat};
use crate::cli::config::setup_of;
use crate::cli::input::{inputs, told};
use crate::cli::terminal::Terminal;
use crate::report::{diff, json};
use crate::source::{SourceError, Told};
use crate::{Keep, Report};

/// Compares the drafts; the run has failed if what is new is as grave as `--fail-on` says.
pub(super) fn run(
    args: &CheckArgs,
    terminal: &Terminal,
    [old, new]: [&Path; 2],
) -> miette::Result<Ended> {
    let (old, new) = (check(args, old)?, check(args, new)?);
    let written = match args.format {
        Format::Text => diff::text(&old, &new, terminal.colored_out),
        Format::Json | Format::Jsonl => json::diff(&old, &new).into_diagnostic()? + "\n",
        _ => return Err(miette::miette!("--diff 的输出格式只有 text、json、jsonl")),
    };
    super::super::print(&written)?;
    let fails = args.fail_on.fails(diff::worst(&old, &new)) && !args.exit_zero;
    Ok(if fails { Ended::Findings } else { Ended::Clean })
}

fn check(args: &CheckArgs, path: &Path) -> miette::Result<Report> {
    let setup = setup_of(&args.input.packs, path)?;
    let mut inputs = inputs(vec![path.to_owned()], InputFormat::Text);
    let none =
        || SourceError::NoDrafts { folder: path.display().to_string(), extensions: String::new() };
    let told = told(&args.input);
    let told = Told { date: told.date.or(setup.date), ..told };
    let received = inputs.next().ok_or_else(none)??.read(&told)?;
    // A comparison of what is only partly read would tell of changes that nobody made.
    match received.damage {
        Some(damage) => Err(damage.into()),
        None => {
            let keep = Keep { claims: true, ..Keep::default() };
            Ok(setup.checker.check(received.draft, keep))
        }
    }
}
