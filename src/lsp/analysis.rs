//! What is known of one version of an open document.

use std::ops::Range as Bytes;
use std::sync::Arc;

use gen_lsp_types::{Diagnostic, Range};
use jiff::civil::{Date, DateTime};

use crate::decision::{Case, Decision, Stale, Verdict, apply};
use crate::house::{Setup, today};
use crate::lsp::open::Open;
use crate::source::{SourceError, Told, read_bytes};
use crate::span::SourceSpan;
use crate::{Keep, Report};

/// One version of a document, checked by what counted then.
pub(crate) struct Analysis {
    pub(crate) open: Arc<Open>,
    /// Tells it from all others.
    pub(crate) number: u64,
    pub(crate) made: Made,
    pub(crate) basis: Basis,
}

/// What was made of a document.
pub(crate) enum Made {
    Draft(Box<Draft>),
    /// A draft that cannot be read, and why. An empty one has nothing to say.
    Unread(Option<String>),
    /// No draft: rules, a configuration or decisions, with what is wrong there.
    Toml(Vec<Diagnostic>),
}

/// A draft that was checked.
pub(crate) struct Draft {
    pub(crate) report: Report,
    /// Decisions and comments that have no effect.
    pub(crate) stale: Vec<Stale>,
    /// Whether what holds and what is claimed was kept.
    is_whole: bool,
    /// Bytes at the start of the document that the check does not see.
    skipped: usize,
}

/// What an analysis rests on besides the text.
#[derive(Clone)]
pub(crate) struct Basis {
    pub(crate) setup: Arc<Setup>,
    pub(crate) decided: Vec<Decision>,
    /// The date that was set.
    pub(crate) date: Option<DateTime>,
}

impl Basis {
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.setup, &other.setup)
            && self.decided == other.decided
            && self.date == other.date
    }

    /// The day on which decisions must hold.
    pub(crate) fn today(&self) -> Date {
        self.date.map_or_else(today, DateTime::date)
    }
}

impl Made {
    /// Checks a draft, of which another version was made before; `whole` keeps what holds and what is claimed, too.
    pub(crate) fn of_draft(
        open: &Open,
        basis: &Basis,
        whole: bool,
        before: Option<&Analysis>,
    ) -> Self {
        let told = Told { date: basis.date.or(basis.setup.date), ..Told::default() };
        let received = match read_bytes(&open.name(), open.text().as_bytes(), &told) {
            Ok(received) => received,
            Err(SourceError::Empty { .. }) => return Self::Unread(None),
            Err(error) => return Self::Unread(Some(error.to_string())),
        };
        let verified =
            |decision: &Decision| matches!(decision.verdict(), Some(Verdict::Verified(_)));
        let claims = whole || basis.decided.iter().any(verified);
        let keep = Keep { verified: whole, claims, ..Keep::default() };
        let before = before.and_then(Analysis::draft).map(|draft| &draft.report);
        let mut report = basis.setup.checker.check_next(received.draft, keep, before);
        let case = Case { decisions: &basis.decided, known: None, today: basis.today() };
        let stale = apply(&mut report, case);
        let skipped = open.text().strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
        Self::Draft(Box::new(Draft { report, stale, is_whole: whole, skipped }))
    }

    pub(crate) const fn is_whole(&self) -> bool {
        match self {
            Self::Draft(draft) => draft.is_whole,
            Self::Unread(_) | Self::Toml(_) => true,
        }
    }
}

impl Analysis {
    /// The draft, if it is one that could be read.
    pub(crate) fn draft(&self) -> Option<&Draft> {
        match &self.made {
            Made::Draft(draft) => Some(draft),
            Made::Unread(_) | Made::Toml(_) => None,
        }
    }

    /// Where a span of the draft stands in the document.
    pub(crate) fn range(&self, draft: &Draft, span: SourceSpan) -> Range {
        self.open.range(draft.bytes(span))
    }
}

impl Draft {
    /// The bytes of the document that a span of the draft stands at.
    pub(crate) fn bytes(&self, span: SourceSpan) -> Bytes<usize> {
        let Bytes { start, end } = self.report.document.written_span(span).range();
        start + self.skipped..end + self.skipped
    }

    /// Whether a span stands at, or right before, any of these bytes of the document.
    pub(crate) fn touches(&self, span: SourceSpan, bytes: &Bytes<usize>) -> bool {
        let own = self.bytes(span);
        own.start <= bytes.end && bytes.start <= own.end
    }

    /// What stands at a span, in one line.
    pub(crate) fn text(&self, span: SourceSpan) -> String {
        let text = &self.report.document.source()[span.range()];
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
