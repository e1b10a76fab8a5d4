//! Reads the figures of a text: numbers, amounts, dates, ranks … as [`Mention`]s.
//!
//! Knows no rules. Reading never fails: what cannot be read is no mention.
//!
//! Each sentence is scanned for *candidates*: numerals, and the few other characters a mention can be found by. At each the
//! parsers are tried in turn: idioms (no figure), codes (left alone), the calendar, figures. All look only a bounded way
//! ahead and back, or over what is then left behind for good, so reading takes time linear in the text.

mod amount;
mod bounds;
mod calendar;
mod candidate;
pub(crate) mod charset;
mod code;
mod context;
mod digits;
mod figure;
mod fixed;
mod glyph;
mod hedge;
mod idiom;
mod lexicon;
mod list;
mod mention;
mod money;
mod nearest;
pub mod number;
mod numerals;
mod part;
mod percent;
mod plain;
mod quantity;
mod range;
mod rank;
mod ratio;
mod sections;
mod shape;
mod sign;
mod spot;
mod stamp;
pub(crate) mod trie;
mod words;

pub use context::{DateFrom, DocumentDate};
pub(crate) use glyph::begins_numeral;
pub use lexicon::{Lexicon, LexiconError};
pub(crate) use mention::inside;
pub use mention::{Kind, Mention, RangeEnd, Side, Value};
pub use numerals::numerals;

use crate::span::Span;
use crate::text::{Document, Unchanged};
use spot::Spot;

/// What was read in a document.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In reading order; their extents do not overlap.
    pub mentions: Vec<Mention>,
    /// When the document was published.
    pub date: Option<DocumentDate>,
}

/// Reads all mentions of a document.
#[must_use]
pub fn read(document: &Document, lexicon: &Lexicon) -> Mentions {
    resolve(document, scan_all(document, lexicon, None))
}

/// Reads what each sentence says by itself. Paragraphs that stand in the version before, given with what was read there, are
/// not read again.
pub(crate) fn scan_all(
    document: &Document,
    lexicon: &Lexicon,
    before: Option<(&Unchanged<'_>, &[Mention])>,
) -> Vec<Mention> {
    // News has a figure in every hundred bytes or so.
    let mut mentions = Vec::with_capacity(document.folded().len() / 128);
    for paragraph in document.sentences().chunk_by(|a, b| a.paragraph == b.paragraph) {
        let known = before.and_then(|(unchanged, read)| {
            Some((unchanged.paragraph(paragraph.first()?.paragraph as usize)?, read))
        });
        if let Some((kept, read)) = known {
            let read = &read[mention::inside(read, kept.span)];
            mentions.extend(read.iter().map(|mention| mention.moved(kept.by)));
            continue;
        }
        for sentence in paragraph {
            scan(document.folded(), sentence.span, lexicon, &mut mentions);
        }
    }
    mentions
}

/// Gives mentions what others say of them: the year of a date.
pub(crate) fn resolve(document: &Document, mut mentions: Vec<Mention>) -> Mentions {
    let date = context::resolve(document, &mut mentions);
    Mentions { mentions, date }
}

/// Adds the mentions of a sentence.
fn scan(text: &str, sentence: Span, lexicon: &Lexicon, mentions: &mut Vec<Mention>) {
    let (start, end) = (sentence.start as usize, sentence.end as usize);
    let sentence = &text[..end];
    let (mut floor, mut at) = (start, start);
    let first = mentions.len();
    while let Some(candidate) = lexicon.candidates.next(sentence, at) {
        let spot = Spot::new(text, floor, candidate, end);
        match look(spot, lexicon) {
            Look::Mention(mention) => {
                at = mention.extent.end as usize;
                floor = at;
                mentions.push(mention);
                list::share_unit(text, &mut mentions[first..]);
                if mentions.len() - first > 1 {
                    bounds::join(text, mentions);
                }
            }
            Look::Nothing(len) => at = candidate + len,
        }
    }
}

/// What stands at a candidate.
enum Look {
    Mention(Mention),
    /// Nothing to be read in so many bytes.
    Nothing(usize),
}

fn look(spot: Spot<'_>, lexicon: &Lexicon) -> Look {
    let spot = if shape::pointed(spot.before()) { spot.back(1) } else { spot };
    let (before, rest) = (spot.before(), spot.rest());
    let Some(first) = rest.chars().next() else { return Look::Nothing(1) };
    if glyph::begins_numeral(first) || first == '.' {
        if let Some(len) = lexicon.idioms.find(before, rest) {
            return Look::Nothing(len);
        }
        let amount = amount::amount(rest);
        return numeral(spot.with(amount.as_ref()), lexicon);
    }
    if amount::begins_estimate(first) {
        // 几十, 数百: only where a number follows.
        let amount = amount::amount(rest);
        return match amount {
            Some(_) => numeral(spot.with(amount.as_ref()), lexicon),
            None => Look::Nothing(first.len_utf8()),
        };
    }
    let found = calendar::read(spot, lexicon).map(|mention| figure::hedged(mention, spot, lexicon));
    match found.or_else(|| figure::worded(spot, lexicon)) {
        Some(mention) => Look::Mention(mention),
        None => Look::Nothing(first.len_utf8()),
    }
}

/// What the numeral says that stands at the spot.
fn numeral(spot: Spot<'_>, lexicon: &Lexicon) -> Look {
    let (before, rest) = (spot.before(), spot.rest());
    if shape::enumerator(before, rest) {
        return Look::Nothing(number::run_len(rest));
    }
    if let Some(pair) = lexicon.codes.scores.score(spot) {
        let span = spot.span(0, pair.len);
        let value = Value::Pair(pair.sides.0, pair.sides.1);
        return Look::Mention(Mention { span, extent: span, kind: pair.kind, value });
    }
    if let Some(code) = lexicon.codes.certain(before, rest, lexicon) {
        return Look::Mention(code_at(spot, code));
    }
    // 负五点零一 is no time.
    let negative = before.ends_with('负');
    if let Some(mention) = if negative { None } else { calendar::read(spot, lexicon) } {
        return Look::Mention(figure::hedged(mention, spot, lexicon));
    }
    if let Some(mention) = figure::term(spot) {
        return Look::Mention(mention);
    }
    if let Some(code) = lexicon.codes.likely(before, rest, lexicon) {
        return Look::Mention(code_at(spot, code));
    }
    match figure::read(spot, lexicon) {
        Some(mention) => Look::Mention(mention),
        None => Look::Nothing(unread(spot)),
    }
}

fn code_at(spot: Spot<'_>, code: shape::Extent) -> Mention {
    let span = spot.span_back(code.back, code.len);
    Mention { span, extent: span, kind: Kind::Code, value: Value::Code }
}

/// What to leave behind where nothing was read: the numeral, or the whole run of digits if it was too long for one.
fn unread(spot: Spot<'_>) -> usize {
    let first = spot.rest().chars().next().map_or(1, char::len_utf8);
    match spot.amount() {
        Some(amount) if !amount.estimate => amount.numeral.len,
        Some(_) => first,
        None => number::run_len(spot.rest()).max(first),
    }
}

#[cfg(test)]
mod tests;
