//! `heshu claims`: lists what was read.

use std::io::{self, Write};

use crate::cli::Ended;
use crate::cli::args::{ClaimsArgs, Format};
use crate::cli::input::Named;
use crate::cli::run::{Done, Sheet, Tally, run as run_over};
use crate::cli::terminal::Terminal;
use crate::report::{json, table, unchecked};
use crate::{Checker, Keep};

pub(crate) fn run(args: &ClaimsArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let checker = super::checker(&args.input.packs)?;
    let mut sheet = Sheet::new(args.format);
    let mut tally = Tally::default();
    let written = run_over(&args.input, terminal, &mut sheet, &mut tally, |named, out| {
        claims(args, &checker, named, out)
    });
    super::unless_reader_left(written.and_then(|()| sheet.finish("", None)))?;
    Ok(tally.ended(|_| false))
}

fn claims(
    args: &ClaimsArgs,
    checker: &Checker,
    Named { key, draft }: Named,
    out: &mut dyn Write,
) -> io::Result<Done> {
    let report = checker.check(draft, Keep { claims: true, ..Keep::default() });
    match args.format {
        Format::Text if args.unchecked => {
            out.write_all(unchecked::unchecked(&report).as_bytes())?;
        }
        Format::Text => out.write_all(table::claims(&report).as_bytes())?,
        Format::Json | Format::Jsonl => {
            match args.unchecked {
                true => json::write_unchecked(&mut *out, &key, &report)?,
                false => json::write_claims(&mut *out, &key, &report)?,
            }
            out.write_all(b"\n")?;
        }
    }
    Ok(Done { summary: report.summary, ..Done::default() })
}
