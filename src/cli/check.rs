//! `heshu check`: finds the figures that cannot all be true.

mod annotate;
mod diff;

use std::io::{self, Write};

use jiff::civil::DateTime;

use annotate::Margin;

use crate::Keep;
use crate::cli::Ended;
use crate::cli::args::{CheckArgs, Format};
use crate::cli::input::Named;
use crate::cli::run::{Done, Tally, run as run_over};
use crate::cli::silence::Silence;
use crate::cli::terminal::Terminal;
use crate::report::json::Extra;
use crate::report::score::Score;
use crate::report::text;

pub(crate) fn run(args: &CheckArgs, terminal: &Terminal) -> miette::Result<Ended> {
    if !args.input.packs.rules.is_empty() {
        // Rules that were named and are broken end the run, not each input anew.
        super::checker(&args.input.packs)?;
    }
    if let [old, new] = args.diff.as_slice() {
        return diff::run(args, terminal, [old, new]);
    }
    let baseline = args.new_only.then_some(&*args.known.baseline);
    let silence = Silence::new(&args.silence, baseline, args.input.date.map(DateTime::date))?;
    let margin = args.annotate.as_deref().map(|copy| Margin::new(&args.input, copy)).transpose()?;
    let mut sheet = args.format.sheet(&args.input.packs)?;
    let mut tally = Tally::default();
    let written = run_over(&args.input, terminal, &mut sheet, &mut tally, |named, out| {
        check(args, terminal, &silence, margin.as_ref(), named, out)
    });
    let written = written.and_then(|()| {
        let score = args.score.then_some(tally.score);
        let mut tail = match args.format {
            Format::Text if !args.quiet => text::summary(&tally.summary, tally.failed),
            format => format.tail(&tally.summary, score)?,
        };
        if let (Format::Text, Some(score)) = (args.format, score) {
            tail += &format!("{score}\n");
        }
        sheet.finish(&tail)
    });
    super::unless_reader_left(written)?;
    if let Some((margin, copy)) = margin.zip(args.annotate.as_ref())
        && let Some(count) = margin.save()?
        && args.format == Format::Text
        && !args.quiet
    {
        super::print(&format!("{}:批注 {count} 处\n", copy.display()))?;
    }
    let most = args.max_warnings.unwrap_or(usize::MAX);
    let fails = args.fail_on.fails(tally.worst) || tally.summary.warnings > most;
    Ok(tally.ended(fails && !args.exit_zero))
}

fn check(
    args: &CheckArgs,
    terminal: &Terminal,
    silence: &Silence,
    margin: Option<&Margin<'_>>,
    Named { key, draft, setup, .. }: Named,
    out: &mut dyn Write,
) -> io::Result<Done> {
    let decided = silence.decided(&key, setup.decisions.as_deref());
    let keep = Keep {
        verified: args.verbose,
        claims: decided.verifies() || args.format == Format::Html,
        ..Keep::default()
    };
    let mut report = setup.checker.check(draft, keep);
    let noted = silence.apply(&mut report, &key, decided);
    if let Some(margin) = margin {
        margin.keep(&report);
    }
    let score = args.score.then(|| Score::of(&report));
    let extra = Extra { verified: args.verbose, score };
    let (colored, least) = (terminal.colored_out, args.fail_on.least());
    args.format.write(out, &key, &report, extra, colored, least)?;
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    Ok(Done {
        summary: report.summary,
        worst,
        score: score.unwrap_or_default(),
        noted,
        ..Done::default()
    })
}
