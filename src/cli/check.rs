//! `heshu check`: finds the figures that cannot all be true.

use std::io;

use crate::cli::Ended;
use crate::cli::args::{CheckArgs, Format};
use crate::cli::input::Named;
use crate::cli::run::{Done, Sheet, Tally, run as run_over};
use crate::cli::terminal::Terminal;
use crate::report::{json, text};
use crate::{Checker, Keep};

pub(crate) fn run(args: &CheckArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let checker = super::checker(&args.input.rules)?;
    let mut sheet = Sheet::new(args.format);
    let mut tally = Tally::default();
    let written = run_over(
        &args.input,
        terminal,
        &mut tally,
        |named| check(args, terminal, &checker, named),
        |output| sheet.put(output),
    );
    let written = written.and_then(|()| {
        let last_words = match args.quiet {
            true => String::new(),
            false => text::summary(&tally.summary, tally.failed),
        };
        sheet.finish(&last_words, Some(&tally.summary))
    });
    super::unless_reader_left(written)?;
    Ok(tally.ended(|worst| args.fail_on.fails(worst)))
}

fn check(
    args: &CheckArgs,
    terminal: &Terminal,
    checker: &Checker,
    Named { key, draft }: Named,
) -> io::Result<Done> {
    let keep = Keep { verified: args.verbose, claims: false };
    let report = checker.check(draft, keep);
    let mut output = Vec::new();
    match args.format {
        Format::Text => output = text::report(&report, args.verbose, terminal.colored_out).into(),
        Format::Json | Format::Jsonl => {
            json::write_findings(&mut output, &key, &report, args.verbose)?;
            output.push(b'\n');
        }
    }
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    Ok(Done { output, summary: report.summary, worst })
}
