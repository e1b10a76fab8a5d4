//! A figure of a heading and the one below that it tells again.

use std::cmp::Reverse;
use std::ops::Range;

use rust_decimal::Decimal;

use super::{differ_beside, sentence_of};
use crate::claim::{self, Reach, Role, Section, Site, Wording, period};
use crate::engine::Case;
use crate::parse::{Kind, Mention, inside};
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

/// A count right behind this counts what is listed before it: 甲、乙等6市.
const AND_OTHERS: char = '等';

/// So many bytes before a figure it is looked for.
const OF_WHICH_REACH: usize = 72;

/// With so many pairs of characters in common, a figure of two digits and more is a slip of another although it is also
/// the sum of some: a total misprinted in the text.
const CLEAR: i64 = 5;

/// With so many in common, what makes a figure the sum of some is one of those.
const ALIKE: i64 = 8;

/// The same with so many characters next to both that are the same.
const VERBATIM: usize = 4;

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
        let mut repeated = self.ranged(mention, figure);
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
            Some(other) if self.lead.contains(&other) && self.equals(other, figure) => repeated,
            // Two people in one story have two ages.
            Some(_) if mention.kind == Kind::Age => repeated,
            Some(_) => self.outshining(at, mention, figure).or(repeated),
            None if is_headless(self.case.document.folded(), mention) => None,
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

    /// Whether a figure below is that of the heading, or a rounder one.
    fn equals(&self, other: usize, figure: &Figure) -> bool {
        let theirs = plain(&self.case.mentions[other]);
        theirs.is_none_or(|theirs| theirs.from == figure.from || theirs.step > figure.step)
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

    /// A range below that holds a figure of the heading: 三成 of 三至四成.
    fn ranged(&self, mention: &Mention, figure: &Figure) -> Option<usize> {
        let holds = |&at: &usize| {
            let other = &self.case.mentions[at];
            let range = other.figure().filter(|range| range.is_range());
            range.is_some_and(|range| {
                other.kind == mention.kind
                    && range.unit == figure.unit
                    && (range.from..=range.to).contains(&figure.from)
            })
        };
        self.below.clone().find(holds)
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
        let (text, mentions) = (self.case.document.folded(), self.case.mentions);
        let slips = self.comparable(mention).filter_map(|(other, theirs)| {
            let slip = Slip::between(figure, theirs);
            // One slip leaves all digits but one.
            let is_one = |slip: &Slip| slip.kept > 0 || figure.from < figure.round * Decimal::TEN;
            let is_close = slip.as_ref().is_some_and(is_one) || figure.is_broken_by(theirs);
            let is_figure = !is_headless(text, &mentions[other]);
            (is_close && is_figure && !self.is_told(at, other, theirs)).then_some((other, slip))
        });
        let words = claim::Words::builtin();
        let told = Site::of_heading(text, mentions, at, words);
        // Bare numbers are dates and names too.
        let is_bare = mention.kind == Kind::Number && figure.step < Decimal::ONE_THOUSAND;
        let likened = slips.filter_map(|(other, slip)| {
            let site = Site::below(text, mentions, other, slip, words);
            if is_bare && !told.is_quoted_in(&site, words) {
                return None;
            }
            let apart = self.is_apart(at, (other, slip), &told, &site);
            (!apart).then(|| (other, slip, told.accord(&site).below_heading()))
        });
        // The first of those most alike, in words and digits.
        let digits = |slip: Option<Slip>| slip.map_or(0, |slip| slip.kept.min(3) as i64 * 2);
        let (other, slip, likeness) = likened
            .min_by_key(|&(other, slip, likeness)| (Reverse(likeness + digits(slip)), other))?;
        let site = Site::below(text, mentions, other, slip, words);
        let is_told = told.verbatim(&site, words) >= VERBATIM;
        let is_clear = slip.is_some_and(|slip| slip.kept >= 2) && likeness >= CLEAR;
        // Rates of change are not added up.
        let is_change = Role::of(told.own(), words).is_some_and(Role::is_change);
        let may_be_sum = !(mention.kind == Kind::Percent && is_change);
        let part = self.case.mentions[other].figure().map(|it| it.from);
        let part = part.filter(|_| is_told || likeness >= ALIKE || self.lead.contains(&other));
        let is_gap = part.is_none() || words.is_gap(told.own());
        (is_clear || !(may_be_sum && self.is_derived(mention, figure, part, is_gap)))
            .then_some(other)
    }

    /// Whether something says that a figure of the heading and one below are of different things.
    fn is_apart(
        &self,
        at: usize,
        (other, slip): (usize, Option<Slip>),
        told: &Site<'_>,
        site: &Site<'_>,
    ) -> bool {
        let (case, words) = (self.case, claim::Words::builtin());
        let mention = &case.mentions[other];
        let Some(sentence) = sentence_of(case, mention).map(|it| it.span) else { return true };
        // 【heading】 stands in the sentence behind it.
        let sentence = Span { start: sentence.start.max(self.heading.end), ..sentence };
        let text = case.document.folded();
        let start = mention.extent.start.max(sentence.start) as usize;
        let before = &text[sentence.start as usize..start];
        let near = before.floor_char_boundary(before.len().saturating_sub(OF_WHICH_REACH));
        let told_start = case.mentions[at].extent.start.max(self.heading.start) as usize;
        let told_before = &text[self.heading.start as usize..told_start];
        let heading = &text[self.heading.range()];
        let roles = [told, site].map(|it| Role::of(it.own(), words));
        let bound = |at: usize| case.mentions[at].figure().and_then(Figure::bound);
        let are_bounds = bound(at).is_some() && bound(at) == bound(other);
        let is_amount = matches!(mention.kind, Kind::Count | Kind::Quantity | Kind::Money);
        let is_change = |role: Option<Role>| role.is_some_and(Role::is_change);
        let accord = told.accord(site);
        let is_foreign = accord.unsaid > 1 && accord.neighbours == 0;
        let period = |at, start| period::told(text, case.mentions, at, start);
        // 前五月 is the first five months in a heading.
        let is_bare = |date: &&Mention| !text[..date.extent.start as usize].ends_with('前');
        let when = period(at, self.heading.start).filter(is_bare);
        // What the heading says may stand a clause before the figure below.
        let said = words.only_one_says(told.own(), before);
        let of_another = |first: &str| !words.is_like(first, told.own());
        said && words.only_one_says(told.own(), site.own())
            || words.set_apart(told.own(), site.own())
            || words.asks_for_more(told.own(), before)
            || words.is_of_each(told_before, site.own())
            || are_bounds && words.is_of_several(site.own())
            || words.first_of_several(before, site.own()).is_some_and(of_another)
            // Three digits do not come again elsewhere by chance.
            || !before.ends_with(AND_OTHERS)
                && slip.is_none_or(|slip| slip.kept < 3)
                && words.elsewhere(heading, last_clauses(&before[near..]))
            || Role::differ(roles[0], roles[1])
            // 多1.5倍 is 2.5倍.
            || mention.kind == Kind::Multiple && roles[0] != roles[1]
            // 比去年多3亿元 is not told as 3亿元.
            || is_amount && is_change(roles[0]) != is_change(roles[1])
            || is_foreign && before[near..].contains(OF_WHICH) && !told_before.contains(OF_WHICH)
            || !period::may_agree(when, period(other, sentence.start))
            || differ_beside(case, [at as u32, other as u32], [self.heading, sentence], -1)
                && at.checked_sub(1).is_none_or(|before| !self.is_told_in(before, sentence))
    }

    /// Whether a figure of the heading is told again in a sentence.
    fn is_told_in(&self, at: usize, sentence: Span) -> bool {
        let told = &self.case.mentions[at];
        let below = &self.case.mentions[inside(self.case.mentions, sentence)];
        plain(told).is_some_and(|figure| {
            below.iter().any(|it| {
                it.kind == told.kind && plain(it).is_some_and(|theirs| is_told_of(figure, theirs))
            })
        })
    }

    /// Whether another figure of the heading tells the figure `other` below.
    fn is_told(&self, at: usize, other: usize, theirs: &Figure) -> bool {
        let kind = self.case.mentions[other].kind;
        self.told.clone().filter(|&told| told != at).any(|told| {
            let mention = &self.case.mentions[told];
            plain(mention).is_some_and(|figure| {
                let told = (mention.kind, figure);
                is_comparable(self.case.units, told, (kind, theirs)) && is_told_of(figure, theirs)
            })
        })
    }

    /// Whether a figure of the heading is the sum of two to four figures that follow each other below, or the difference of
    /// two; `part` must be one of them, if given. `is_gap`: it may be a difference.
    fn is_derived(
        &self,
        mention: &Mention,
        figure: &Figure,
        part: Option<Decimal>,
        is_gap: bool,
    ) -> bool {
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
        let has_part = |parts: &[Decimal]| part.is_none_or(|part| parts.contains(&part));
        // 由500张增加到800张 is told as 新增300张.
        let differ = |pair: &&[Decimal]| {
            pair[0].checked_sub(pair[1]).is_some_and(|by| meets(by.abs())) && has_part(pair)
        };
        is_gap && parts.windows(2).any(|pair| differ(&pair))
            || (0..parts.len()).any(|first| {
                let mut sum = parts[first];
                (first + 1..parts.len()).take(3).any(|next| {
                    let pair = parts[first].checked_add(parts[next]);
                    sum = sum.saturating_add(parts[next]);
                    meets(sum) && has_part(&parts[first..=next])
                        || pair.is_some_and(meets) && has_part(&[parts[first], parts[next]])
                })
            })
    }
}

/// The last two clauses of a text.
fn last_clauses(text: &str) -> &str {
    let in_number = |at: usize| text[at + 1..].starts_with(|char: char| char.is_ascii_digit());
    let mut commas = text.rmatch_indices([',', ';']).filter(|&(at, _)| !in_number(at));
    commas.nth(1).map_or(text, |(at, mark)| &text[at + mark.len()..])
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

/// Whether a figure is an order of magnitude, without a digit: 千亿, 百万.
fn is_headless(text: &str, mention: &Mention) -> bool {
    text[mention.span.range()].starts_with(['百', '千', '万', '亿'])
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
