//! `heshu check`: finds the figures that cannot all be true.

use std::io::{self, Write};

use miette::IntoDiagnostic as _;

use crate::cli::Ended;
use crate::cli::args::{CheckArgs, Format};
use crate::cli::input::Named;
use crate::cli::run::{Done, Tally, run as run_over};
use crate::cli::terminal::Terminal;
use crate::report::text;
use crate::{Checker, Keep};

pub(crate) fn run(args: &CheckArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let checker = super::checker(&args.input.packs)?;
    let mut sheet = args.format.sheet(&checker).into_diagnostic()?;
    let mut tally = Tally::default();
    let written = run_over(&args.input, terminal, &mut sheet, &mut tally, |named, out| {
        check(args, terminal, &checker, named, out)
    });
    let written = written.and_then(|()| {
        let tail = match args.format {
            Format::Text if !args.quiet => text::summary(&tally.summary, tally.failed),
            format => format.tail(&tally.summary)?,
        };
        sheet.finish(&tail)
    });
    super::unless_reader_left(written)?;
    Ok(tally.ended(|worst| args.fail_on.fails(worst)))
}

fn check(
    args: &CheckArgs,
    terminal: &Terminal,
    checker: &Checker,
    Named { key, draft }: Named,
    out: &mut dyn Write,
) -> io::Result<Done> {
    let keep = Keep { verified: args.verbose, ..Keep::default() };
    let report = checker.check(draft, keep);
    args.format.write(out, &key, &report, (args.verbose, terminal.colored_out))?;
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    Ok(Done { summary: report.summary, worst, ..Done::default() })
}
