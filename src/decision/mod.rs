//! What an editor has decided about the findings and figures of a draft: to accept a finding, for a reason; to have verified
//! the figures of a sentence, by a source. A decision sticks to what the sentence says, not to its line.

mod apply;
mod comment;
mod file;
mod fingerprint;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::finding::Finding;

pub use apply::{Case, Silenced, Stale, apply};
pub use comment::{Ignore, ignores};
pub use file::{Decision, DecisionError, Decisions, Verdict};
pub use fingerprint::{fingerprints, sentence, wording};

/// The findings of an archive that were known before, by input and fingerprint.
pub type Baseline = BTreeSet<(String, String)>;

/// Whether a rule, by its name or the beginning of names that `/` ends, is that of a finding: `date/duration`, `date/`.
fn covers(rule: &str, finding: &Finding) -> bool {
    *finding.rule == *rule || (rule.ends_with('/') && finding.rule.starts_with(rule))
}

/// Whether something that holds until the end of the day `expires` no longer holds `today`.
fn is_over(expires: Option<Date>, today: Date) -> bool {
    expires.is_some_and(|last| last < today)
}
