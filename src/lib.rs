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
pub mod engine;
pub mod finding;
pub mod parse;
pub mod report;
pub mod rule;
pub mod source;
pub mod span;
pub mod text;
pub mod value;

use std::path::Path;

use claim::Claim;
use finding::{Finding, Summary, Verified};
use text::{Document, Draft};

/// The built-in rules, words and tables, as files.
pub(crate) static RULES: include_dir::Dir<'static> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The rules and words of a run, compiled once and shared by all threads.
#[derive(Debug)]
pub struct Checker {}

/// What to keep of a document besides its findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keep {
    /// The relations that hold.
    pub verified: bool,
    /// The claims.
    pub claims: bool,
}

/// What came of one document.
#[derive(Debug)]
pub struct Report {
    /// The document, for its text and its lines.
    pub document: Document,
    /// Findings in reading order.
    pub findings: Vec<Finding>,
    /// Relations that hold, if kept.
    pub verified: Vec<Verified>,
    /// Claims in reading order, if kept.
    pub claims: Vec<Claim>,
    /// The numbers.
    pub summary: Summary,
}

impl Checker {
    /// The built-in rules, then those of the folders in `packs`, which can override, re-grade or switch off ours.
    ///
    /// # Errors
    ///
    /// A rule file that cannot be read or is wrong: a diagnostic that points into the file.
    pub fn new(packs: &[&Path]) -> Result<Self, miette::Report> {
        let _ = packs;
        Ok(Self {})
    }

    /// Checks one draft.
    #[must_use]
    pub fn check(&self, draft: Draft, keep: Keep) -> Report {
        let _ = keep;
        Report {
            document: Document::new(draft),
            findings: Vec::new(),
            verified: Vec::new(),
            claims: Vec::new(),
            summary: Summary { files: 1, ..Summary::default() },
        }
    }
}
