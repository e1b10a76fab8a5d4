//! Moments: dates, times and lengths of time that stand together and say one thing (3月5日下午3时, 三天前, 2018年以来, 从周一到周五).
//!
//! Rules see the parts, each by itself; what the outside is told is the whole. So this comes last and changes nothing that
//! was read.

mod festival;
mod instant;
mod lapse;
mod movable;
mod named;
mod narrow;
mod numeric;
mod point;
mod shift;
mod stretch;
mod words;

use std::ops::Range;

use jiff::civil::{DateTime, Time};

use crate::parse::{DocumentDate, Kind, Mention, Value};
use crate::span::Span;
use crate::text::Document;
pub use festival::Festival;
use festival::Festivals;
use instant::Instant;
use words::{Words, ending};

/// A date or time as the text says it in several pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Where it stands.
    pub span: Span,
    /// The indices of the mentions in it; it may have none.
    pub mentions: Range<usize>,
    /// A date, a time, or a stretch of either.
    pub kind: Kind,
    /// As stated, in ISO 8601.
    pub value: String,
    /// The earliest the wording admits.
    pub lo: Option<String>,
    /// The latest.
    pub hi: Option<String>,
}

/// The moments of a document, in reading order. Single dates and times are left as they are. `ahead`: weekdays and festivals
/// that may be over or to come are those to come.
pub(super) fn read(
    document: &Document,
    mentions: &[Mention],
    date: Option<DocumentDate>,
    ahead: bool,
) -> Vec<Moment> {
    let reader = Reader {
        ahead,
        text: document.folded(),
        mentions,
        now: date.map(|date| date.at),
        words: Words::builtin(),
        festivals: Festivals::builtin(),
    };
    let mut moments = Vec::new();
    for sentence in document.sentences() {
        reader.sentence(sentence.span, &mut moments);
    }
    moments
}

/// What moments are read from.
#[derive(Clone, Copy, Debug)]
struct Reader<'a> {
    text: &'a str,
    mentions: &'a [Mention],
    /// When the document was published.
    now: Option<DateTime>,
    /// Whether a bare weekday or festival is one to come.
    ahead: bool,
    words: &'static Words,
    festivals: &'static Festivals,
}

/// A place in the text, and the first mention that does not begin before it.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: usize,
    next: usize,
}

impl<'a> Reader<'a> {
    fn sentence(&self, span: Span, moments: &mut Vec<Moment>) {
        let (mut at, end) = (span.start as usize, span.end as usize);
        let mut next = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let mut floor = at;
        while at < end {
            let place = Place { at, next };
            let mention = self.mention(place);
            let stands = mention.is_some() || self.begins(&self.text[at..end]);
            if let Some(moment) = stands.then(|| self.moment(place, floor, end)).flatten() {
                (at, next) = (moment.span.end as usize, moment.mentions.end);
                floor = at;
                moments.push(moment);
                continue;
            }
            match mention {
                Some(mention) => {
                    (at, next) = (mention.span.end as usize, next + 1);
                    floor = at;
                }
                None => at += self.text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    /// Whether a word that is no mention and yet names a time may stand there.
    fn begins(&self, text: &str) -> bool {
        self.words.begins(text)
            || self.words.now(text).is_some()
            || self.festivals.find(text, true).is_some()
            || self.next_festival(text).is_some()
            || self.names(text)
            || text.starts_with('第')
    }

    /// The mention that begins there.
    fn mention(&self, place: Place) -> Option<&'a Mention> {
        self.mentions.get(place.next).filter(|mention| mention.span.start as usize == place.at)
    }

    /// Behind the mention that begins there, and behind the hedge that belongs to a date or time (晚上8点许).
    fn behind(&self, place: Place) -> Place {
        let end = self.mention(place).map_or(place.at, |mention| match mention.value {
            Value::Date(_) | Value::Clock(_) => {
                let end = mention.extent.end as usize;
                end + self.words.stands(&self.words.about.after, &self.text[end..]).unwrap_or(0)
            }
            _ if mention.kind == Kind::Duration => mention.span.end as usize,
            _ => mention.extent.end as usize,
        });
        Place { at: end, next: place.next + 1 }
    }

    /// Where the mention at a place begins with the hedge before it.
    fn start(&self, place: Place) -> usize {
        let mention = self.mention(place).filter(|mention| mention.kind != Kind::Duration);
        let start = mention.map_or(place.at, |mention| mention.extent.start as usize);
        let timed = mention
            .is_some_and(|mention| matches!(mention.value, Value::Date(_) | Value::Clock(_)));
        let about = timed.then(|| ending(&self.words.about.before, &self.text[..start]));
        start - about.flatten().unwrap_or(0)
    }

    /// Whether nothing stands before a place but the mark that ends a clause.
    fn opens_clause(&self, place: Place) -> bool {
        self.text[..place.at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
    }

    /// Whether nothing but what is between stands in its line.
    fn is_alone(&self, from: usize, to: usize) -> bool {
        let (before, after) = (&self.text[..from], &self.text[to..]);
        (before.is_empty() || before.ends_with('\n'))
            && (after.is_empty() || after.starts_with('\n'))
    }

    fn rest(&self, place: Place, end: usize) -> &'a str {
        self.text.get(place.at..end).unwrap_or_default()
    }

    /// The time of day of the document, if known.
    fn time(&self) -> Option<DateTime> {
        self.now.filter(|now| now.time() != Time::midnight())
    }

    /// What the present is: a point in time, or a day.
    fn present(&self) -> Option<Instant> {
        let now = self.now?;
        Some(match self.time() {
            Some(now) => Instant::at(now),
            None => Instant::day(instant::Day::of(now.date())),
        })
    }
}

/// Whether a moment may begin with the mention: a date, a time, a length of time, or a number that can be a part of one.
const fn may_begin(mention: &Mention) -> bool {
    matches!(
        mention.value,
        Value::Date(_) | Value::Dates(_) | Value::Clock(_) | Value::Clocks(_) | Value::Weekday(_)
    ) || matches!(
        mention.kind,
        Kind::Duration | Kind::Number | Kind::Fraction | Kind::Code | Kind::Ordinal
    )
}

#[cfg(test)]
mod tests;
