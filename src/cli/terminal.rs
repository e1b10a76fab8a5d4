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

    /// A count of the inputs on standard error, if somebody watches it.
    pub(crate) fn progress(&self) -> Progress<io::Stderr> {
        Progress { out: self.is_watched.then(io::stderr), done: 0, is_shown: false }
    }
}

/// A line that counts the inputs, for runs that take long. It is gone before anything else is written.
pub(crate) struct Progress<W> {
    out: Option<W>,
    done: usize,
    is_shown: bool,
}

impl<W: Write> Progress<W> {
    /// Fewer inputs than these are done before anyone could read the line.
    const MANY: usize = 100;
    /// One at a time, inputs are counted in steps of these.
    const STEP: usize = 25;

    /// Counts `more` inputs.
    pub(crate) fn add(&mut self, more: usize) {
        let steps = self.done / Self::STEP;
        self.done += more;
        let Some(out) = &mut self.out else { return };
        if self.done >= Self::MANY && self.done / Self::STEP > steps {
            // Nowhere is left to count when standard error is closed.
            let _ = write!(out, "已核对 {} 份", self.done).and_then(|()| out.flush());
            self.is_shown = true;
        }
    }

    /// Erases the line.
    pub(crate) fn clear(&mut self) {
        if let Some(out) = self.out.as_mut().filter(|_| std::mem::take(&mut self.is_shown)) {
            let _ = write!(out, "\r\x1b[2K").and_then(|()| out.flush());
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_inputs_are_counted_and_the_count_goes() {
        let mut progress = Progress { out: Some(Vec::new()), done: 0, is_shown: false };
        (0..130).for_each(|_| {
            progress.clear();
            progress.add(1);
        });
        progress.clear();
        let shown = String::from_utf8(progress.out.unwrap()).unwrap();
        assert_eq!(shown, "已核对 100 份\r\x1b[2K已核对 125 份\r\x1b[2K");
    }
}
