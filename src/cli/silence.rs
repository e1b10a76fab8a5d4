//! What has been decided about the inputs of a run: the files of decisions beside them, and the baseline.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use miette::Diagnostic;
use thiserror::Error;

use crate::Report;
use crate::cli::args::SilenceArgs;
use crate::cli::terminal::Terminal;
use crate::decision::{Baseline, Case, Decision, Decisions, Stale, Verdict, apply};
use crate::house::{self, Disk, today};
use crate::report::json::Key;

/// The findings of an archive that are known.
pub(crate) const BASELINE: &str = "heshu-baseline.jsonl";

/// The decisions of a run.
pub(crate) struct Silence {
    /// The one file that is asked for in place of those beside the drafts.
    named: Option<PathBuf>,
    read: Mutex<HashMap<PathBuf, Arc<Decisions>>>,
    baseline: Option<Baseline>,
    today: Date,
}

impl Silence {
    /// `known` is the file of the findings that are known, `today_is` the day on which decisions must hold, if it is not the
    /// day of the run.
    pub(crate) fn new(
        args: &SilenceArgs,
        known: Option<&Path>,
        today_is: Option<Date>,
    ) -> miette::Result<Self> {
        Ok(Self {
            named: args.decisions.clone(),
            read: Mutex::default(),
            baseline: known.map(baseline).transpose()?,
            today: today_is.unwrap_or_else(today),
        })
    }

    /// The decisions about an input; `configured` is the file that its configuration names.
    pub(crate) fn decided(&self, key: &Key, configured: Option<&Path>) -> Decided {
        let Some((path, file)) = place(self.named.as_deref().or(configured), key) else {
            return Decided::default();
        };
        match self.decisions(&path) {
            Ok(all) => {
                let about_it = all.all.iter().filter(|decision| decision.file == file);
                Decided { decisions: about_it.cloned().collect(), broken: None }
            }
            Err(broken) => Decided { decisions: Vec::new(), broken: Some(broken) },
        }
    }

    /// Takes from a report what has been decided, and says what had no effect.
    pub(crate) fn apply(&self, report: &mut Report, key: &Key, decided: Decided) -> Noted {
        let name = key.to_string();
        let known = self.baseline.as_ref().map(|baseline| (baseline, &*name));
        let case = Case { decisions: &decided.decisions, known, today: self.today };
        let stale = apply(report, case).iter().map(|stale| StaleNote::new(&name, stale)).collect();
        Noted { stale, broken: decided.broken }
    }

    fn decisions(&self, path: &Path) -> miette::Result<Arc<Decisions>> {
        // A thread that panicked has left no half-read file in there.
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(decisions) = read.get(path) {
            return Ok(Arc::clone(decisions));
        }
        let found = house::read_decisions(&Disk, path).map(Arc::new);
        // Of a file that cannot be read is complained once.
        let kept = found.as_ref().map(Arc::clone).unwrap_or_default();
        read.insert(path.to_owned(), kept);
        found
    }
}

/// The decisions about one input.
#[derive(Default)]
pub(crate) struct Decided {
    decisions: Vec<Decision>,
    broken: Option<miette::Report>,
}

impl Decided {
    /// Whether figures were verified.
    pub(crate) fn verifies(&self) -> bool {
        self.decisions.iter().any(|it| matches!(it.verdict(), Some(Verdict::Verified(_))))
    }
}

/// What is to be said of the decisions about one input.
#[derive(Default)]
pub(crate) struct Noted {
    stale: Vec<StaleNote>,
    broken: Option<miette::Report>,
}

impl Noted {
    /// Says it; returns whether the decisions could not be read.
    pub(crate) fn complain(&self, terminal: &Terminal) -> bool {
        self.stale.iter().for_each(|stale| terminal.complain(stale));
        if let Some(broken) = &self.broken {
            terminal.complain(broken.as_ref());
        }
        self.broken.is_some()
    }
}

/// The file with the decisions about an input, and what the input is called in it. `None` for what lies in no folder.
pub(crate) fn place(named: Option<&Path>, key: &Key) -> Option<(PathBuf, String)> {
    match (named, key) {
        (Some(named), Key::Id(_)) => Some((named.to_owned(), key.to_string())),
        (named, Key::Path(path)) if path != "-" || named.is_some() => {
            house::about(named, Path::new(path))
        }
        (..) => None,
    }
}

/// The known findings, each line `["路径","指纹"]`.
pub(crate) fn baseline(path: &Path) -> miette::Result<Baseline> {
    let wrong = |what: String| {
        miette::miette!(help = "先用 heshu baseline write 写一份", "{} {what}", path.display())
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(format!("读不了:{error}")))?;
    let line = |(at, line)| {
        serde_json::from_str(line).map_err(|_| wrong(format!("第 {} 行不是基线的一行", at + 1)))
    };
    text.lines().enumerate().map(line).collect()
}

/// A decision that has no effect, as it is complained of.
#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
#[diagnostic(severity(Warning), help("{remedy}"))]
pub(crate) struct StaleNote {
    what: String,
    remedy: &'static str,
}

impl StaleNote {
    fn new(name: &str, stale: &Stale) -> Self {
        let subject = |decision: &Decision| {
            let rule = decision.rule.as_deref().unwrap_or("出处");
            format!("{name}:对“{}”的决定({rule})", decision.sentence)
        };
        let (what, remedy) = match stale {
            Stale::Gone(decision) => (
                format!("{}已经失效", subject(decision)),
                "句子改过了,或者不再有这个问题:从决定文件里删掉它,或者重新决定",
            ),
            Stale::Expired(decision) => {
                let last = decision.expires.map(|last| last.to_string()).unwrap_or_default();
                (format!("{}在 {last} 之后不再有效", subject(decision)), "重新决定,或者删掉它")
            }
            Stale::Idle(rule, line) => (
                format!("{name}:{line}:heshu:ignore {rule} 没有可以忽略的问题"),
                "它只管所在的一行;独占一行的,管下一行",
            ),
            Stale::Unfounded(rule, line) => (
                format!("{name}:{line}:heshu:ignore {rule} 没有写理由,不起作用"),
                "写成 <!-- heshu:ignore 规则 理由 -->",
            ),
        };
        Self { what, remedy }
    }
}
