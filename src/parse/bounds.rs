//! Ranges said by two comparisons: 大于100且小于300, 不少于3人、不超过5人.

use super::mention::{Kind, Mention, Value};
use crate::span::Span;
use crate::value::{Effect, Figure, Hedges, Rounding, UnitId};

/// Makes one mention of the last two if one bounds the other: they share a unit and nothing but a joint is between them.
pub(super) fn join(text: &str, mentions: &mut Vec<Mention>) {
    let [.., first, last] = mentions.as_slice() else { return };
    let gap = &text[first.extent.end as usize..last.extent.start as usize];
    if !is_joint(gap) {
        return;
    }
    if let Some(joined) = range(first, last) {
        mentions.pop();
        mentions.pop();
        mentions.push(joined);
    }
}

fn is_joint(gap: &str) -> bool {
    let gap = gap.trim_matches([' ', ',', '、']);
    matches!(gap, "" | "且" | "并" | "并且" | "而" | "而且" | "但" | "又" | "同时" | "和" | "以及")
}

fn range(first: &Mention, last: &Mention) -> Option<Mention> {
    let (a, b) = (first.figure()?, last.figure()?);
    let bare = first.kind == Kind::Number && a.unit == UnitId::NONE;
    let same = first.kind == last.kind && a.unit == b.unit || bare && is_amount(last.kind);
    let rises = match (bound(a)?, bound(b)?) {
        (Bound::Lower, Bound::Upper) => a.from < b.from,
        (Bound::Upper, Bound::Lower) => b.from < a.from,
        _ => false,
    };
    if !same || !rises {
        return None;
    }
    let rounding = if a.rounding == Rounding::Exact { b.rounding } else { a.rounding };
    let figure = Figure {
        from: a.from,
        to: b.from,
        step: a.step.max(b.step),
        round: a.round.max(b.round),
        rounding,
        hedges: Hedges::default(),
        unit: b.unit,
    };
    let joined = |a: Span, b: Span| Span { start: a.start, end: b.end };
    Some(Mention {
        span: joined(first.span, last.span),
        extent: joined(first.extent, last.extent),
        kind: last.kind,
        value: Value::Figure(figure),
    })
}

const fn is_amount(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent)
}

/// Which end of a range a comparison names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Lower,
    Upper,
}

/// The end a figure names by its only hedge.
fn bound(figure: &Figure) -> Option<Bound> {
    let mut hedges = figure.hedges.iter();
    let bound = match hedges.next()? {
        Effect::Above | Effect::AtLeast => Bound::Lower,
        Effect::Under | Effect::AtMost => Bound::Upper,
        Effect::About | Effect::Near | Effect::More => return None,
    };
    (hedges.next().is_none() && !figure.is_range()).then_some(bound)
}
