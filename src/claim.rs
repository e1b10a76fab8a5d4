//! Claims: mentions together with what they are about, as they leave the analysis.

use crate::parse::Kind;
use crate::span::SourceSpan;

/// Whether anything in the text supports or contradicts a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A relation with it holds and none contradicts.
    Corroborated,
    /// A finding names it.
    Contradicted,
    /// Nothing in the text verifies it.
    Unchecked,
}

/// A mention as the outside sees it. Decimals and dates are in their written form; see the stable interfaces in
/// ARCHITECTURE.md for what each kind puts into `value`, `lo` and `hi`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Where it stands.
    pub span: SourceSpan,
    /// What it is.
    pub kind: Kind,
    /// The stated figure in its unit, or a date in ISO 8601; absent for codes.
    pub value: Option<String>,
    /// The least the wording admits; absent when unbounded.
    pub lo: Option<String>,
    /// The most the wording admits; absent when unbounded.
    pub hi: Option<String>,
    /// Whether `lo` itself is left out.
    pub lo_open: bool,
    /// Whether `hi` itself is left out.
    pub hi_open: bool,
    /// One unit of the last stated place.
    pub precision: Option<String>,
    /// Symbol of the unit: `m2`, `CNY`, `%`, `day`, 人.
    pub unit: Option<String>,
    /// What is measured.
    pub dimension: Option<String>,
    /// The hedges, `about`, `near`, `under`, `above`, `at-least`, `at-most`, `more`, joined by `+`.
    pub hedge: Option<String>,
    /// Whom or what it is about.
    pub subject: Option<String>,
    /// Which quantity of the subject.
    pub attribute: Option<String>,
    /// First and last day of the time it speaks of.
    pub period: Option<(String, String)>,
    /// Planned or done, cumulated or current …
    pub scope: Option<String>,
    /// What became of it.
    pub status: Status,
    /// The bare numbers inside.
    pub numerals: Vec<Numeral>,
}

/// A bare number inside a mention: 2024年3月5日 has 2024, 3 and 5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Where it stands.
    pub span: SourceSpan,
    /// Its value.
    pub value: String,
}
