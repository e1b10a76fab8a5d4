//! A figure of a heading and the one below that it tells again.

use std::cmp::Reverse;
use std::ops::Range;

use rust_decimal::Decimal;

use super::{differ_beside, inside, sentence_of};
use crate::claim::{self, Reach, Section, Site, Wording, period};
use crate::engine::Case;
use crate::parse::{Kind, Mention};
use crate::span::Span;
use crate::value::{Effect, Figure, Reading, Slip, Units};

/// A heading has fewer figures than this; the rest of a longer one is left alone.
const MOST: usize = 16;

/// Each figure of a heading with its counterpart in the section: a figure that it tells again; or else the one most like
/// it, unless it is the sum of some.
pub(super) fn pairs(case: Case<'_>, sections: &[Section]) -> Vec<[u32; 2]> {
    let mut pairs = Vec::new();
    for section in sections {
        let told = inside(case.mentions, section.heading);
        if told.is_empty() {
            continue;
        }
        let told = told.start..told.end.min(told.start + MOST);
        let below = inside(case.mentions, section.body);
        let sentences = case.document.sentences();
        let first = sentences.partition_point(|it| it.span.start < section.body.start);
        let lead = sentences[first..].iter().take(LEAD).next_back().map_or(0, |it| it.span.end);
        let lead =
            inside(case.mentions, Span { end: lead.max(section.body.start), ..section.body });
        let heading = section.heading;
        let seeker = Seeker { case, heading, told: told.clone(), below, lead };
        let found = told.filter_map(|at| Some([at as u32, seeker.counterpart(at)? as u32]));
        pairs.extend(found);
    }
    pairs
}

/// The figures behind this are parts.
const OF_WHICH: &str = "其中";

/// So many bytes before a figure it is looked for.
const OF_WHICH_REACH: usize = 72;

/// With so many pairs of characters in common, a figure of two digits and more is a slip of another although it is also
/// the sum of some: a total misprinted in the text.
const CLEAR: i64 = 5;

/// By so many pairs of characters the wording of one figure must be liker than that of another.
const OUTSHINES: usize = 3;

/// Looks for counterparts in one section.
struct Seeker<'a> {
    case: Case<'a>,
    heading: Span,
    /// The figures of the heading.
    told: Range<usize>,
    /// Those below.
    below: Range<usize>,
    /// Those of its first sentences.
    lead: Range<usize>,
}

/// So many sentences are the lead.
const LEAD: usize = 2;

impl<'a> Seeker<'a> {
    fn counterpart(&self, at: usize) -> Option<usize> {
        let mention = &self.case.mentions[at];
        let figure = plain(mention)?;
        let mut repeated = None;
        for (other, theirs) in self.comparable(mention) {
            if theirs.from == figure.from {
                repeated = Some(other);
                break;
            }
            if repeated.is_none() && is_told_of(figure, theirs) {
                repeated = Some(other);
            }
        }
        match repeated {
            Some(other) if self.lead.contains(&other) => repeated,
            Some(_) => self.outshining(at, mention, figure).or(repeated),
            None => self.counted(mention, figure).or_else(|| self.likeliest(at, mention, figure)),
        }
    }

    /// A figure of the lead, one digit off, in the very words of the heading, where the figure itself stands only further
    /// down and in other words: 4.1% of something else.
    fn outshining(&self, at: usize, mention: &Mention, figure: &Figure) -> Option<usize> {
        let is_slip = |&(other, theirs): &(usize, &Figure)| {
            let slip = Slip::between(figure, theirs).filter(|slip| slip.same_place);
            self.lead.contains(&other)
                && slip.is_some_and(|slip| slip.kept > 0)
                && !self.is_told(at, other, theirs)
        };
        let wording = self.heading_of(mention);
        let slips = self.comparable(mention).filter(is_slip);
        let (likeness, slip) =
            slips.map(|(other, _)| (self.likeness(&wording, other), other)).max()?;
        let equals = self.comparable(mention).filter(|(_, theirs)| theirs.from == figure.from);
        let of_equals = equals.map(|(other, _)| self.likeness(&wording, other)).max().unwrap_or(0);
        (likeness >= of_equals + OUTSHINES).then_some(slip)
    }

    fn heading_of(&self, mention: &Mention) -> Wording<'a> {
        Wording::of(self.case.document.folded(), mention, Reach::HEADING)
    }

    fn likeness(&self, heading: &Wording<'_>, other: usize) -> usize {
        let text = self.case.document.folded();
        let theirs = Wording::of(text, &self.case.mentions[other], Reach::TEXT);
        heading.likeness(&theirs, claim::Words::builtin())
    }

    /// A count below that is told with another classifier: 80人 of 79例.
    fn counted(&self, mention: &Mention, figure: &Figure) -> Option<usize> {
        let counts = |other: &Mention| {
            other.kind == Kind::Count && plain(other).is_some_and(|it| is_told_of(figure, it))
        };
        let more_than_a_digit = figure.from >= Decimal::TEN;
        if mention.kind != Kind::Count || !more_than_a_digit {
            return None;
        }
        self.below.clone().find(|&at| counts(&self.case.mentions[at]))
    }

    /// The figures below that may be told by a figure of the heading.
    fn comparable(&self, mention: &Mention) -> impl Iterator<Item = (usize, &'a Figure)> + use<'a> {
        let (kind, figure) = (mention.kind, mention.figure().copied());
        let mentions = &self.case.mentions[self.below.clone()];
        let units = self.case.units;
        mentions.iter().zip(self.below.clone()).filter_map(move |(other, at)| {
            let theirs = plain(other)?;
            is_comparable(units, (kind, &figure?), (other.kind, theirs)).then_some((at, theirs))
        })
    }

    /// The figure below with one slip of the pen in it, or just beyond a bound that the heading states, whose wording is most like that of the heading.
    fn likeliest(&self, at: usize, mention: &Mention, figure: &Figure) -> Option<usize> {
        // Bare numbers are dates and names too; and 多1.5倍 is 2.5倍.
        let is_bare = mention.kind == Kind::Number && figure.step < Decimal::ONE_THOUSAND;
        if is_bare || mention.kind == Kind::Multiple {
            return None;
        }
        let slips = self.comparable(mention).filter_map(|(other, theirs)| {
            let slip = Slip::between(figure, theirs);
            let is_close = slip.is_some() || figure.is_broken_by(theirs);
            (is_close && !self.is_told(at, other, theirs)).then_some((other, slip))
        });
        let words = claim::Words::builtin();
        let (text, mentions) = (self.case.document.folded(), self.case.mentions);
        let told = Site::of_heading(text, mentions, at, words);
        let likened = slips.filter_map(|(other, slip)| {
            let site = Site::below(text, mentions, other, slip, words);
            let apart = self.is_apart(at, other, &told, &site);
            (!apart).then(|| (other, slip, told.accord(&site).below_heading()))
        });
        // The first of those most alike.
        let (other, slip, likeness) =
            likened.min_by_key(|&(other, _, likeness)| (Reverse(likeness), other))?;
        let is_clear = slip.is_some_and(|slip| slip.kept >= 2) && likeness >= CLEAR;
        (is_clear || !self.is_derived(mention, figure)).then_some(other)
    }

    /// Whether something says that a figure of the heading and one below are of different things.
    fn is_apart(&self, at: usize, other: usize, told: &Site<'_>, site: &Site<'_>) -> bool {
        let (case, words) = (self.case, claim::Words::builtin());
        let mention = &case.mentions[other];
        let Some(sentence) = sentence_of(case, mention).map(|it| it.span) else { return true };
        let text = case.document.folded();
        let start = mention.extent.start.max(sentence.start) as usize;
        let before = &text[sentence.start as usize..start];
        let near = before.floor_char_boundary(before.len().saturating_sub(OF_WHICH_REACH));
        let told_start = case.mentions[at].extent.start.max(self.heading.start) as usize;
        let told_before = &text[self.heading.start as usize..told_start];
        let accord = told.accord(site);
        let is_foreign = accord.foreign > 0 && accord.neighbours == 0;
        let period = |at, start| period::governing(case.mentions, at, start);
        // 前五月 is the first five months in a heading.
        let is_bare = |date: &&Mention| !text[..date.extent.start as usize].ends_with('前');
        let when = period(at, self.heading.start).filter(is_bare);
        words.only_one_says(told.own(), site.own())
            || words.set_apart(told.own(), site.own())
            || is_foreign && before[near..].contains(OF_WHICH) && !told_before.contains(OF_WHICH)
            || !period::may_agree(when, period(other, sentence.start))
            || differ_beside(case, [at as u32, other as u32], [self.heading, sentence], -1)
    }

    /// Whether another figure of the heading tells the figure `other` below.
    fn is_told(&self, at: usize, other: usize, theirs: &Figure) -> bool {
        let kind = self.case.mentions[other].kind;
        self.told.clone().filter(|&told| told != at).any(|told| {
            let mention = &self.case.mentions[told];
            plain(mention).is_some_and(|figure| {
                let told = (mention.kind, figure);
                is_comparable(self.case.units, told, (kind, theirs)) && figure.from == theirs.from
            })
        })
    }

    /// Whether a figure of the heading is the sum of two to four figures that follow each other below, or the difference of
    /// two.
    fn is_derived(&self, mention: &Mention, figure: &Figure) -> bool {
        // Rates with decimals are not added up.
        if mention.kind == Kind::Percent && figure.step < Decimal::ONE {
            return false;
        }
        let mut parts: Vec<Decimal> =
            self.comparable(mention).map(|(_, theirs)| theirs.from).collect();
        // One figure told twice is not a sum.
        parts.dedup_by(|a, b| a == b && *a != Decimal::ONE);
        let whole = Figure { hedges: crate::value::Hedges::default(), ..*figure };
        let whole = whole.interval(Reading::Strict, self.case.widths);
        let rounded = !figure.hedges.is_empty();
        let meets = |sum: Decimal| {
            whole.contains(sum) || rounded && sum > figure.from && sum - figure.from < figure.round
        };
        // 由500张增加到800张 is told as 新增300张.
        let differ = |pair: &[Decimal]| pair[0].checked_sub(pair[1]).map(|by| by.abs());
        parts.windows(2).filter_map(differ).any(meets)
            || (0..parts.len()).any(|first| {
                let mut sum = parts[first];
                parts[first + 1..].iter().take(3).any(|&next| {
                    let pair = parts[first].checked_add(next);
                    sum = sum.saturating_add(next);
                    meets(sum) || pair.is_some_and(meets)
                })
            })
    }
}

/// Whether a figure tells another: the same, rounded or cut off, or what the other rounds.
fn is_told_of(figure: &Figure, theirs: &Figure) -> bool {
    let bounds = |figure: &Figure| figure.hedges.iter().any(|effect| effect != Effect::About);
    figure.rounds(theirs) || figure.hedges.is_empty() && !bounds(theirs) && theirs.rounds(figure)
}

/// The figure of a mention that states one number.
pub(super) fn plain(mention: &Mention) -> Option<&Figure> {
    use Kind::{Age, Count, Duration, Money, Multiple, Number, Percent, PercentPoint, Quantity};
    let states = matches!(
        mention.kind,
        Number | Count | Quantity | Money | Percent | PercentPoint | Multiple | Duration | Age
    );
    mention.figure().filter(|figure| states && !figure.is_range())
}

/// Whether a heading's figure can be told of another: same unit; in a heading 万 and 亿 may stand without one.
fn is_comparable(
    units: &Units,
    (kind, figure): (Kind, &Figure),
    (other, theirs): (Kind, &Figure),
) -> bool {
    if kind == Kind::Number && figure.step >= Decimal::ONE_THOUSAND {
        return matches!(other, Kind::Count | Kind::Money | Kind::Quantity | Kind::Number);
    }
    kind == other
        && (figure.unit == theirs.unit
            || units.factor(figure.unit, theirs.unit) == Some(Decimal::ONE))
}
