//! `heshu claims`: lists what was read.

use std::io::{self, Write};

use jiff::civil::DateTime;

use crate::Keep;
use crate::cli::Ended;
use crate::cli::args::{ClaimsArgs, ListFormat};
use crate::cli::input::Named;
use crate::cli::run::{Done, Sheet, Tally, run as run_over};
use crate::cli::silence::Silence;
use crate::cli::terminal::Terminal;
use crate::report::{json, table, unchecked};

pub(crate) fn run(args: &ClaimsArgs, terminal: &Terminal) -> miette::Result<Ended> {
    let silence = Silence::new(&args.silence, None, args.input.date.map(DateTime::date))?;
    let json = args.format == ListFormat::Json;
    let mut sheet = match json {
        true => Sheet::new(json::HEAD.to_owned(), ","),
        false => Sheet::new(String::new(), ""),
    };
    let mut tally = Tally::default();
    let written = run_over(&args.input, terminal, &mut sheet, &mut tally, |named, out| {
        claims(args, &silence, named, out)
    });
    super::unless_reader_left(written.and_then(|()| {
        let tail = if json { json::tail(None, None)? } else { String::new() };
        sheet.finish(&tail)
    }))?;
    Ok(tally.ended(false))
}

fn claims(
    args: &ClaimsArgs,
    silence: &Silence,
    Named { key, draft, setup, .. }: Named,
    out: &mut dyn Write,
) -> io::Result<Done> {
    let decided = silence.decided(&key, setup.decisions.as_deref());
    let keep = Keep { claims: true, ahead: args.ahead, ..Keep::default() };
    let mut report = setup.checker.check(draft, keep);
    let noted = silence.apply(&mut report, &key, decided);
    match args.format {
        ListFormat::Text if args.unchecked => {
            out.write_all(unchecked::unchecked(&report).as_bytes())?;
        }
        ListFormat::Text => out.write_all(table::claims(&report).as_bytes())?,
        ListFormat::Json | ListFormat::Jsonl => {
            match args.unchecked {
                true => json::write_unchecked(&mut *out, &key, &report)?,
                false => json::write_claims(&mut *out, &key, &report)?,
            }
            out.write_all(if args.format == ListFormat::Jsonl { b"\n" } else { b"" })?;
        }
    }
    Ok(Done { summary: report.summary, noted, ..Done::default() })
}
