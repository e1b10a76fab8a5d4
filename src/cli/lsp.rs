//! `heshu lsp`: serves an editor over standard input and output.

use std::io;
use std::process::ExitCode;

use crate::cli::args::LspArgs;
use crate::cli::terminal::Terminal;

/// Exit status 0 if the editor took leave as the protocol has it, else 1.
pub(crate) fn run(args: &LspArgs, terminal: &Terminal) -> ExitCode {
    match crate::lsp::serve(io::stdin().lock(), io::stdout(), args.packs.asked()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            terminal.complain(error.as_ref());
            ExitCode::from(2)
        }
    }
}
