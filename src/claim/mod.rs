//! Claims: mentions together with what they are about, as they leave the analysis.

mod about;
mod finder;
mod heading;
mod moment;
mod naming;
mod need;
pub mod period;
mod role;
mod site;
mod speaker;
mod table;
mod wording;
mod words;
mod year;

pub use heading::{Section, sections};
pub use need::need;
pub use role::Role;
pub use site::{Accord, Site};
pub use speaker::speaker;
pub use wording::{Reach, Wording};
pub use words::Words;

pub use moment::Festival;
use moment::Moment;
use rust_decimal::Decimal;

use crate::parse::{Kind, Mention, Mentions, Value};
use crate::span::SourceSpan;
use crate::text::Document;
use crate::value::{Clock, DateValue, DayRange, Figure, Units};

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

impl Status {
    /// What is said of several parts together: a contradiction in one of them stands for all.
    const fn weight(self) -> u8 {
        match self {
            Self::Contradicted => 0,
            Self::Corroborated => 1,
            Self::Unchecked => 2,
        }
    }
}

/// A mention as the outside sees it. Decimals and dates are in their written form; see the stable interfaces in
/// ARCHITECTURE.md for what each kind puts into `value`, `lo` and `hi`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Where it stands, with the hedges that move its bounds.
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

/// The claims of a document, in reading order: those of its mentions, where dates and times that say one thing together
/// are one claim. `ahead`: days that may be over or to come are those to come.
#[must_use]
pub fn all(
    document: &Document,
    read: &Mentions,
    units: &Units,
    status: &[Status],
    ahead: bool,
) -> Vec<Claim> {
    let dated = match read.date.filter(|_| ahead) {
        Some(date) => year::to_come(document.folded(), &read.mentions, date.at.date()),
        None => year::of_document(&read.mentions, read.date),
    };
    let mentions = &*dated;
    let single = |at: usize| {
        let claim = of(document, &mentions[at], units, status[at]);
        claim.about(document, mentions, at)
    };
    let mut claims = Vec::with_capacity(mentions.len());
    let mut next = 0;
    for moment in moment::read(document, mentions, read.date, ahead) {
        claims.extend((next..moment.mentions.start).map(single));
        next = moment.mentions.end;
        claims.push(Claim::of_moment(document, moment, mentions, status));
    }
    claims.extend((next..mentions.len()).map(single));
    claims
}

/// The claim of a mention.
fn of(document: &Document, mention: &Mention, units: &Units, status: Status) -> Claim {
    let mut claim = Claim::new(document.source_span(mention.extent), mention.kind, status);
    claim.numerals = numerals(document, mention);
    match &mention.value {
        Value::Figure(figure) => claim.set_figure(figure, units),
        Value::Pair(a, b) => claim.set_value(format!("{}:{}", plain(a.value), plain(b.value))),
        Value::Date(date) => claim.set_days(date.iso(), date.days()),
        Value::Dates([first, last]) => claim.set_dates(&first.value, &last.value),
        Value::Clock(clock) => claim.set_value(clock.iso()),
        Value::Clocks([first, last]) => claim.set_clocks(first.value, last.value),
        Value::Weekday(day) => claim.set_value(day.to_string()),
        Value::Code => {}
    }
    claim
}

impl Claim {
    /// With what the words around a figure tell of it.
    fn about(mut self, document: &Document, mentions: &[Mention], at: usize) -> Self {
        let mention = &mentions[at];
        let sentences = document.sentences();
        let next = sentences.partition_point(|it| it.span.end < mention.span.end);
        if let (Value::Figure(_), Some(sentence)) = (&mention.value, sentences.get(next)) {
            let about = about::About::of(document, mentions, at, sentence);
            (self.subject, self.attribute) = (about.subject, about.attribute);
            self.scope = about.scope;
            self.period = about.period.map(|it| (it.first.to_string(), it.last.to_string()));
        }
        self
    }

    const fn new(span: SourceSpan, kind: Kind, status: Status) -> Self {
        Self {
            span,
            kind,
            value: None,
            lo: None,
            hi: None,
            lo_open: false,
            hi_open: false,
            precision: None,
            unit: None,
            dimension: None,
            hedge: None,
            subject: None,
            attribute: None,
            period: None,
            scope: None,
            status,
            numerals: Vec::new(),
        }
    }

    fn of_moment(
        document: &Document,
        moment: Moment,
        mentions: &[Mention],
        status: &[Status],
    ) -> Self {
        let parts = moment.mentions.clone();
        let status = status[parts.clone()].iter().copied().min_by_key(|status| status.weight());
        let status = status.unwrap_or(Status::Unchecked);
        let mut claim = Self::new(document.source_span(moment.span), moment.kind, status);
        claim.numerals = mentions[parts].iter().flat_map(|part| numerals(document, part)).collect();
        claim.value = Some(moment.value);
        let day =
            |end: &Option<String>| end.as_deref().and_then(|end| end.get(..10)).map(str::to_owned);
        claim.period = day(&moment.lo).zip(day(&moment.hi));
        (claim.lo, claim.hi) = (moment.lo, moment.hi);
        claim
    }

    fn set_value(&mut self, value: String) {
        (self.lo, self.hi) = (Some(value.clone()), Some(value.clone()));
        self.value = Some(value);
    }

    fn set_figure(&mut self, figure: &Figure, units: &Units) {
        let stated = figure.stated();
        self.value = (!figure.is_range()).then(|| plain(figure.from));
        self.lo = stated.lo().map(|end| plain(end.at));
        self.hi = stated.hi().map(|end| plain(end.at));
        self.lo_open = stated.lo().is_some_and(|end| end.open);
        self.hi_open = stated.hi().is_some_and(|end| end.open);
        self.precision = Some(plain(figure.step));
        let unit = units.get(figure.unit);
        self.unit = (!unit.symbol.is_empty()).then(|| unit.symbol.clone());
        self.dimension = Some(unit.dimension.clone());
        let hedges: Vec<&str> = figure.hedges.iter().map(crate::value::Effect::name).collect();
        self.hedge = (!hedges.is_empty()).then(|| hedges.join("+"));
    }

    fn set_days(&mut self, value: String, days: Option<DayRange>) {
        self.value = Some(value);
        if let Some(days) = days {
            (self.lo, self.hi) = (Some(days.first.to_string()), Some(days.last.to_string()));
            self.period = self.lo.clone().zip(self.hi.clone());
        }
    }

    fn set_dates(&mut self, first: &DateValue, last: &DateValue) {
        let days = first.days().zip(last.days()).and_then(|(a, b)| DayRange::new(a.first, b.last));
        self.set_days(format!("{}/{}", first.iso(), last.iso()), days);
    }

    fn set_clocks(&mut self, first: Clock, last: Clock) {
        self.value = Some(format!("{}/{}", first.iso(), last.iso()));
        (self.lo, self.hi) = (Some(first.iso()), Some(last.iso()));
    }
}

fn numerals(document: &Document, mention: &Mention) -> Vec<Numeral> {
    let numerals = crate::parse::numerals(document, mention).into_iter();
    numerals.map(|(span, value)| Numeral { span: document.source_span(span), value }).collect()
}

fn plain(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}
