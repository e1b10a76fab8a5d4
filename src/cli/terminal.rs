//! The streams of the run, and whether they are coloured.

use std::io::{self, IsTerminal, Write};

use miette::Diagnostic;

use crate::cli::args::Color;
use crate::report::text;

/// Which streams show colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    pub(crate) colored_out: bool,
    colored_err: bool,
}

impl Terminal {
    pub(crate) fn new(color: Color) -> Self {
        let wanted = |is_terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && environment_allows_color(),
        };
        Self {
            colored_out: wanted(io::stdout().is_terminal()),
            colored_err: wanted(io::stderr().is_terminal()),
        }
    }

    /// Shows on standard error what is wrong with the run.
    pub(crate) fn complain(&self, diagnostic: &dyn Diagnostic) {
        let drawn = text::draw(diagnostic, self.colored_err);
        // Nowhere is left to complain to when standard error is closed.
        let _ = io::stderr().write_all(drawn.as_bytes());
    }
}

/// `NO_COLOR` set to anything, and terminals that cannot, ask for none.
fn environment_allows_color() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
