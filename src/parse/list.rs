//! Lists whose unit stands only at their end: 3.1、4.5和6.2亿元.

use rust_decimal::Decimal;

use super::amount::{amount, power_of_ten};
use super::mention::{Kind, Mention, Value};
use crate::value::{Figure, Rounding};

/// Gives the bare numbers in front of the last mention its unit, and its 万 or 亿 where they have none.
pub(super) fn share_unit(text: &str, mentions: &mut [Mention]) {
    let Some((last, rest)) = mentions.split_last_mut() else { return };
    let shares = matches!(
        last.kind,
        Kind::Count
            | Kind::Quantity
            | Kind::Money
            | Kind::Percent
            | Kind::PercentPoint
            | Kind::Duration
            | Kind::Age
    );
    let Value::Figure(with_unit) = last.value else { return };
    if !shares || with_unit.is_range() {
        return;
    }
    let Some(scale) = Scale::of(&text[last.span.range()], &with_unit) else { return };
    let mut next = last.extent.start as usize;
    for mention in rest.iter_mut().rev() {
        let gap = &text[mention.extent.end as usize..next];
        let Value::Figure(figure) = &mut mention.value else { return };
        if mention.kind != Kind::Number || !is_joint(gap) || !figure.hedges.is_empty() {
            return;
        }
        scale.share(figure, &with_unit);
        mention.kind = last.kind;
        next = mention.extent.start as usize;
    }
}

fn is_joint(gap: &str) -> bool {
    matches!(gap, "、" | "和" | "与" | "及" | "以及" | "或")
}

/// What the digits of the last figure of a list are multiplied by.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// By its unit: 成 is ten percent.
    unit: Decimal,
    /// By its 万 or 亿, as a power of ten.
    magnitude: u32,
    /// The digits in front of that.
    coefficient: Decimal,
}

impl Scale {
    fn of(text: &str, figure: &Figure) -> Option<Self> {
        let digits = text.find(super::glyph::begins_numeral)?;
        let read = amount(&text[digits..])?;
        Some(Self {
            unit: figure
                .from
                .checked_div(read.from)
                .filter(Decimal::is_sign_positive)
                .unwrap_or(Decimal::ONE),
            magnitude: read.magnitude,
            coefficient: read.from / power_of_ten(read.magnitude),
        })
    }

    fn share(self, figure: &mut Figure, with_unit: &Figure) {
        // 500、800、1万元: what is much greater than 1 is in 元 already.
        let small =
            figure.from < power_of_ten(4) && figure.from <= self.coefficient * power_of_ten(2);
        let carried = self.magnitude > 0 && small;
        let by = if carried { power_of_ten(self.magnitude) * self.unit } else { self.unit };
        for part in [&mut figure.from, &mut figure.to, &mut figure.step, &mut figure.round] {
            *part = part.saturating_mul(by).normalize();
        }
        figure.unit = with_unit.unit;
        if carried || with_unit.rounding == Rounding::Rounded {
            figure.rounding = Rounding::Rounded;
        }
    }
}
