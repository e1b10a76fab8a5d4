//! The streams of the run, and whether they are coloured.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use miette::Diagnostic;

use crate::cli::args::Color;
use crate::report::text;

/// Which streams show colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    pub(crate) colored_out: bool,
    colored_err: bool,
    /// Whether somebody watches standard error on a terminal that can erase a line.
    is_watched: bool,
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
            is_watched: io::stderr().is_terminal() && !is_dumb(),
        }
    }

    /// Shows on standard error what is wrong with the run.
    pub(crate) fn complain(&self, diagnostic: &dyn Diagnostic) {
        let drawn = text::draw(diagnostic, self.colored_err);
        // Nowhere is left to complain to when standard error is closed.
        let _ = io::stderr().write_all(drawn.as_bytes());
    }

    /// Whether somebody sees how far a run is.
    pub(crate) fn is_watched(&self) -> bool {
        self.is_watched
    }

    /// How far a run is, on standard error, if somebody watches that: a bar if it is known how many inputs there are in
    /// all, else a count.
    pub(crate) fn progress(&self, all: Option<usize>) -> Progress {
        let is_shown = self.is_watched && all.is_none_or(|all| all >= Progress::MANY);
        let target = match is_shown {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(all.map(|all| all as u64), target);
        let looks = match all {
            Some(_) => "已核对 {pos}/{len} 份 [{bar:30}] 还要 {eta}",
            None => "已核对 {pos} 份 {spinner}",
        };
        // A template of ours is right; else the looks stay as they are.
        Progress(match ProgressStyle::with_template(looks) {
            Ok(style) => bar.with_style(style.progress_chars("=> ")),
            Err(_) => bar,
        })
    }
}

/// How far a run is. It is drawn seldom, and taken away while anything else is written.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Fewer inputs than these are done before anyone could read the line.
    const MANY: usize = 100;

    /// Counts an input.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// Does something that writes to the terminal.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match self.0.is_hidden() {
            true => write(),
            false => self.0.suspend(write),
        }
    }

    /// Takes it away.
    pub(crate) fn end(&self) {
        self.0.finish_and_clear();
    }
}

/// `NO_COLOR` set to anything, and terminals that cannot, ask for none.
fn environment_allows_color() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && !is_dumb()
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}
