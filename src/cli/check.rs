//! `heshu check`: finds the figures that cannot all be true.

use std::io::{self, Write};

use crate::cli::Ended;
use crate::cli::args::{CheckArgs, Format};
use crate::cli::input::Named;
use crate::cli::run::{Done, Sheet, Tally, run as run_over};
use crate::cli::terminal::Terminal;
use crate::report::{json, text};
use crate::{Checker, Keep};

pub(crate) fn run(args: &CheckArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let checker = super::checker(&args.input.packs)?;
    let mut sheet = Sheet::new(args.format);
    let mut tally = Tally::default();
    let written = run_over(&args.input, terminal, &mut sheet, &mut tally, |named, out| {
        check(args, terminal, &checker, named, out)
    });
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
    out: &mut dyn Write,
) -> io::Result<Done> {
    let keep = Keep { verified: args.verbose, ..Keep::default() };
    let report = checker.check(draft, keep);
    match args.format {
        Format::Text => {
            let drawn = text::report(&report, args.verbose, terminal.colored_out);
            out.write_all(drawn.as_bytes())?;
        }
        Format::Json | Format::Jsonl => {
            json::write_findings(&mut *out, &key, &report, args.verbose)?;
            out.write_all(b"\n")?;
        }
    }
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    Ok(Done { summary: report.summary, worst, ..Done::default() })
}
