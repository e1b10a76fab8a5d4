//! What a figure would have to be for a relation to hold, worked out backwards.

use rust_decimal::Decimal;

use super::eval::{Env, Instead, Val};
use crate::parse::{Mention, Value};
use crate::rule::expr::Op;
use crate::rule::formula::Formula;
use crate::rule::function::Function;
use crate::value::{Figure, Truth};

/// The relations of this document are products, quotients and sums of their figures: so many steps are plenty.
const STEPS: usize = 24;

/// The values of the figure `mention`, in its own unit, that make one of the equations in `require` true of the printed
/// digits.
pub(super) fn values(env: &Env<'_>, require: &Formula, mention: u32) -> Vec<Decimal> {
    let Some(figure) = env.at(mention).figure().copied().filter(|it| !it.is_range()) else {
        return Vec::new();
    };
    let mut gaps = Vec::new();
    equations(env, require, &mut gaps);
    gaps.iter().filter_map(|gap| root(env, gap, mention, &figure)).collect()
}

/// The differences between the two sides of each equation that must hold.
fn equations(env: &Env<'_>, require: &Formula, gaps: &mut Vec<Formula>) {
    let gap =
        |left: &Formula, right: Formula| Formula::Binary(Op::Sub, Box::new([left.clone(), right]));
    match require {
        Formula::Binary(Op::And, sides) => sides.iter().for_each(|it| equations(env, it, gaps)),
        Formula::Binary(Op::Equal, sides) => gaps.push(gap(&sides[0], sides[1].clone())),
        Formula::If(parts) => match env.truth(&parts[0]) {
            Ok(Truth::Never) => equations(env, &parts[2], gaps),
            _ => equations(env, &parts[1], gaps),
        },
        Formula::Call(Function::AddsUp, parts) => {
            gaps.push(gap(&parts[0], Formula::Call(Function::Sum, parts[1..].into())));
        }
        _ => {}
    }
}

/// The zero of `gap` as a function of one figure, by the secant method: exact after one step where the figure enters
/// linearly, and it nearly always does.
fn root(env: &Env<'_>, gap: &Formula, mention: u32, figure: &Figure) -> Option<Decimal> {
    let at = |x: Decimal| gap_at(env, gap, mention, figure, x);
    let fine = figure.step.checked_div(Decimal::ONE_THOUSAND)?;
    let mut x = figure.from;
    let mut next = x.checked_add((x / Decimal::TEN).abs().max(figure.step))?;
    let mut here = at(x)?;
    for _ in 0..STEPS {
        let there = at(next)?;
        let slope = there.checked_sub(here)?;
        if slope.is_zero() {
            return None;
        }
        let step = there.checked_mul(next.checked_sub(x)?)?.checked_div(slope)?;
        (x, here) = (next, there);
        next = next.checked_sub(step)?;
        if step.abs() <= fine {
            return Some(next);
        }
    }
    None
}

/// How far the two sides are apart when the figure is `x`; the middle where a side is an interval.
fn gap_at(
    env: &Env<'_>,
    gap: &Formula,
    mention: u32,
    figure: &Figure,
    x: Decimal,
) -> Option<Decimal> {
    let tried = Figure { from: x, to: x, ..*figure };
    let tried = Mention { value: Value::Figure(tried), ..*env.at(mention) };
    let instead = Instead { mention, says: &tried, text: "" };
    let env = Env { instead: Some(instead), printed: true, ..*env };
    match env.value(gap).ok()? {
        Val::Amount(apart, _) => {
            apart.lo()?.at.checked_add(apart.hi()?.at)?.checked_div(Decimal::TWO)
        }
        _ => None,
    }
}
