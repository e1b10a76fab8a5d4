//! heshu 核数 reads a news draft and finds the figures in it that cannot all be true.
//!
//! Data flows one way:
//!
//! ```text
//! bytes ─source→ Draft ─text→ Document ─parse→ mentions ─rule, engine→ checks → findings ─report→ output
//! ```

pub mod claim;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod decision;
pub mod digest;
pub mod engine;
pub mod finding;
#[cfg(feature = "cli")]
mod house;
#[cfg(feature = "lsp")]
mod lsp;
pub mod parse;
pub mod report;
pub mod rule;
pub mod source;
pub mod span;
pub mod text;
pub mod trial;
pub mod value;

use std::sync::Arc;

use claim::Claim;
use config::Loaded;
use decision::Silenced;
use finding::{Finding, RuleTally, Summary, Verified};
use parse::{Lexicon, Mention, Mentions};
use rule::error::RuleError;
use rule::pack::{self, RuleSet, RuleText};
use text::{Document, Draft, Unchanged};

/// The built-in rules, words and tables, as files.
pub(crate) static RULES: include_dir::Dir<'static> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The rules and words of a run, compiled once and shared by all threads.
#[derive(Debug)]
pub struct Checker {
    lexicon: Lexicon,
    rules: RuleSet,
    /// Tells it from others.
    identity: Arc<()>,
}

/// What to keep of a document besides its findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keep {
    /// The relations that hold.
    pub verified: bool,
    /// The claims.
    pub claims: bool,
    /// Of days that may be over or to come (周三, 8号, 元旦), claims state the one to come.
    pub ahead: bool,
    /// What became of each rule.
    pub tallies: bool,
}

/// What came of one document.
#[derive(Debug)]
pub struct Report {
    /// The document, for its text and its lines.
    pub document: Document,
    /// Findings in reading order.
    pub findings: Vec<Finding>,
    /// Findings that are not reported, and why.
    pub silenced: Vec<Silenced>,
    /// Relations that hold, if kept.
    pub verified: Vec<Verified>,
    /// Claims in reading order, if kept.
    pub claims: Vec<Claim>,
    /// What became of each rule, in the order of the rules, if kept.
    pub tallies: Vec<RuleTally>,
    /// The numbers.
    pub summary: Summary,
    trace: Option<Box<Trace>>,
}

/// What the check of one version of a draft leaves for the next.
#[derive(Debug)]
struct Trace {
    /// That of the checker.
    checker: Arc<()>,
    /// What each sentence says by itself.
    scanned: Vec<Mention>,
    /// The same with the years of dates.
    read: Mentions,
    trail: engine::Trail,
}

impl Checker {
    /// The built-in rules, then those of `packs`, which can override, re-grade or switch off ours.
    ///
    /// # Errors
    ///
    /// A rule file that is wrong: a diagnostic that points into the file.
    pub fn new(packs: impl IntoIterator<Item = Vec<RuleText>>) -> Result<Self, RuleError> {
        Self::configured(packs, &Loaded::default())
    }

    /// The same, with rules and widths changed as a configuration says. Its packs are among `packs`.
    ///
    /// # Errors
    ///
    /// A rule file that is wrong, or a setting of no known rule.
    pub fn configured(
        packs: impl IntoIterator<Item = Vec<RuleText>>,
        config: &Loaded,
    ) -> Result<Self, RuleError> {
        let all: Vec<_> = std::iter::once(pack::built_in()).chain(packs).collect();
        let rules = RuleSet::load(&all, &config.settings, text::fold)?;
        let mut lexicon = Lexicon::builtin();
        config.widen(&mut lexicon.widths);
        Ok(Self { lexicon, rules, identity: Arc::default() })
    }

    /// The rules in force.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The words and units in force.
    #[must_use]
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Checks one draft.
    #[must_use]
    pub fn check(&self, draft: Draft, keep: Keep) -> Report {
        let document = Document::new(draft);
        let read = parse::read(&document, &self.lexicon);
        let outcome = engine::run(self.case(&document, &read), keep);
        self.report(document, &read, outcome, keep)
    }

    /// Checks one version of a draft after another. What comes of it is what [`Self::check`] says, but paragraphs that are as
    /// they were in the version `before`, which this checker checked in the same way, are not looked at again. No tallies are
    /// kept.
    #[must_use]
    pub fn check_next(&self, draft: Draft, keep: Keep, before: Option<&Report>) -> Report {
        let document = Document::new(draft);
        let before = before.and_then(|report| {
            let trace = report.trace.as_deref();
            let trace = trace.filter(|trace| Arc::ptr_eq(&trace.checker, &self.identity))?;
            Some((Unchanged::between(&report.document, &document), &report.document, trace))
        });
        let known = before.as_ref().map(|(unchanged, _, trace)| (unchanged, &*trace.scanned));
        let scanned = parse::scan_all(&document, &self.lexicon, known);
        let read = parse::resolve(&document, scanned.clone());
        let before = before.as_ref().map(|&(unchanged, document, trace)| engine::Before {
            unchanged,
            case: self.case(document, &trace.read),
            trail: &trace.trail,
        });
        let case = self.case(&document, &read);
        let (outcome, trail) = engine::run_on(case, keep, before.as_ref());
        let mut report = self.report(document, &read, outcome, keep);
        let checker = Arc::clone(&self.identity);
        report.trace = Some(Box::new(Trace { checker, scanned, read, trail }));
        report
    }

    fn case<'a>(&'a self, document: &'a Document, read: &'a Mentions) -> engine::Case<'a> {
        engine::Case {
            document,
            mentions: &read.mentions,
            published: read.date.map(|found| found.at.date()),
            rules: &self.rules,
            units: &self.lexicon.units,
            widths: &self.lexicon.widths,
        }
    }

    fn report(
        &self,
        document: Document,
        read: &Mentions,
        outcome: engine::Outcome,
        keep: Keep,
    ) -> Report {
        let claims = if keep.claims {
            claim::all(&document, read, &self.lexicon.units, &outcome.status, keep.ahead)
        } else {
            Vec::new()
        };
        Report {
            document,
            findings: outcome.findings,
            silenced: Vec::new(),
            verified: outcome.verified,
            claims,
            tallies: outcome.tallies,
            summary: outcome.summary,
            trace: None,
        }
    }
}
