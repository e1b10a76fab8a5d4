//! What a check that contradicts is reported as.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::span::SourceSpan;

/// How grave a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Severity {
    /// A matter of style.
    Info,
    /// Inconsistent under the strict reading only.
    Warning,
    /// Inconsistent under every fair reading.
    Error,
}

impl Severity {
    /// One level up.
    #[must_use]
    pub const fn graver(self) -> Self {
        match self {
            Self::Info => Self::Warning,
            Self::Warning | Self::Error => Self::Error,
        }
    }

    /// One level down.
    #[must_use]
    pub const fn lighter(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

/// A span with what it says about the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where. Never empty.
    pub span: SourceSpan,
    /// A few words beside the span.
    pub label: String,
}

/// One single change of the text that would settle the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What to replace.
    pub span: SourceSpan,
    /// By what.
    pub replacement: String,
    /// The change in words: 把“54天”改为“45天”.
    pub message: String,
}

/// A contradiction, with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule: `date/duration`.
    pub rule: Arc<str>,
    /// How grave.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The arithmetic.
    pub proof: String,
    /// The figure that is reported.
    pub primary: Label,
    /// The other figures of the relation.
    pub related: Vec<Label>,
    /// Candidate corrections, the likeliest first.
    pub suggestions: Vec<Suggestion>,
}

/// A relation that holds, with its arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The id of the rule.
    pub rule: Arc<str>,
    /// The figures it relates.
    pub spans: Vec<SourceSpan>,
    /// The arithmetic.
    pub proof: String,
}

/// What became of one rule on the texts it was tried on, in relations.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RuleTally {
    /// Places where a pattern of it stands and it stepped aside: `where` is not met, something in `not` stands beside, or
    /// the text speaks of a mistake.
    pub aside: usize,
    /// Relations that hold.
    pub held: usize,
    /// Relations that contradict, by severity.
    pub errors: usize,
    /// Relations that contradict, by severity.
    pub warnings: usize,
    /// Relations that contradict, by severity.
    pub infos: usize,
    /// Relations that could not be decided, by reason.
    pub undecided: BTreeMap<&'static str, usize>,
}

impl RuleTally {
    /// Relations in all, decided or not.
    #[must_use]
    pub fn applied(&self) -> usize {
        let undecided: usize = self.undecided.values().sum();
        self.held + self.errors + self.warnings + self.infos + undecided
    }

    /// Counts a contradiction.
    pub fn contradicts(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }

    /// Adds what became of the rule on other texts.
    pub fn add(&mut self, other: &Self) {
        self.aside += other.aside;
        self.held += other.held;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        add_reasons(&mut self.undecided, &other.undecided);
    }
}

/// What was done to a document, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Inputs.
    pub files: usize,
    /// Mentions read, codes left out.
    pub figures: usize,
    /// Relations that hold.
    pub verified: usize,
    /// Mentions that no relation verifies or contradicts, codes left out.
    pub unchecked: usize,
    /// Relations that could not be decided, by reason.
    pub undecided: BTreeMap<&'static str, usize>,
    /// Findings.
    pub errors: usize,
    /// Findings.
    pub warnings: usize,
    /// Findings.
    pub infos: usize,
    /// Findings that are not reported, by decision.
    #[serde(skip_serializing_if = "is_zero")]
    pub silenced: usize,
}

impl Summary {
    /// Adds the numbers of another run.
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.figures += other.figures;
        self.verified += other.verified;
        self.unchecked += other.unchecked;
        add_reasons(&mut self.undecided, &other.undecided);
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.silenced += other.silenced;
    }
}

/// Keeps the key out of the output of runs without decisions.
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn add_reasons(to: &mut BTreeMap<&'static str, usize>, more: &BTreeMap<&'static str, usize>) {
    for (reason, count) in more {
        *to.entry(reason).or_default() += count;
    }
}
