//! `heshu completions`: scripts that let a shell complete the command line.

use std::io::{self, Write as _};

use clap::CommandFactory as _;

use crate::cli::Ended;
use crate::cli::args::{Cli, CompletionsArgs};

pub(crate) fn run(args: &CompletionsArgs) -> miette::Result<Ended> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "heshu", &mut script);
    super::unless_reader_left(io::stdout().lock().write_all(&script))?;
    Ok(Ended::Clean)
}
