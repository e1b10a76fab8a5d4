//! `heshu baseline`: the findings of an archive that are known, so that only new ones are reported.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use miette::IntoDiagnostic as _;

use crate::Keep;
use crate::cli::Ended;
use crate::cli::args::{BaselineRunArgs, BaselineVerb};
use crate::cli::run::{Done, Sheet, Tally, run as run_over};
use crate::cli::silence::baseline;
use crate::cli::terminal::Terminal;
use crate::decision::{Baseline, fingerprints};
use crate::house::save;

pub(crate) fn run(verb: &BaselineVerb, terminal: &Terminal) -> miette::Result<Ended> {
    match verb {
        BaselineVerb::Write(args) => {
            let found = Found::new(args, terminal)?;
            found.save(&args.known.baseline, &found.known)
        }
        BaselineVerb::Prune(args) => {
            let old = baseline(&args.known.baseline)?;
            let found = Found::new(args, terminal)?;
            let still = |entry: &&(String, String)| {
                !found.inputs.contains(&entry.0) || found.known.contains(*entry)
            };
            found.save(&args.known.baseline, &old.iter().filter(still).cloned().collect())
        }
    }
}

/// What a run found.
struct Found {
    known: Baseline,
    inputs: BTreeSet<String>,
    ended: Ended,
}

impl Found {
    fn new(args: &BaselineRunArgs, terminal: &Terminal) -> miette::Result<Self> {
        let found = Mutex::new((Baseline::new(), BTreeSet::new()));
        let (mut sheet, mut tally) = (Sheet::new(String::new(), ""), Tally::default());
        let ran = run_over(&args.input, terminal, &mut sheet, &mut tally, |named, _| {
            let report = named.setup.checker.check(named.draft, Keep::default());
            let (name, prints) = (named.key.to_string(), fingerprints(&report));
            // Sets of a thread that panicked are whole.
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.0.extend(prints.into_iter().map(|print| (name.clone(), print)));
            found.1.insert(name);
            Ok(Done::default())
        });
        ran.into_diagnostic()?;
        let (known, inputs) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Self { known, inputs, ended: tally.ended(false) })
    }

    fn save(&self, path: &Path, baseline: &Baseline) -> miette::Result<Ended> {
        let mut text = String::new();
        for entry in baseline {
            text += &serde_json::to_string(entry).into_diagnostic()?;
            text.push('\n');
        }
        save(path, &text)?;
        super::super::print(&format!("{}:基线有 {} 处问题\n", path.display(), baseline.len()))?;
        Ok(self.ended)
    }
}
