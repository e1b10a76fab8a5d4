//! The laws of intervals and verdicts, over random values.

use heshu::value::{
    Effect, End, Figure, Hedges, Interval, Reading, Rounding, Truth, UnitId, Widths,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn decimal() -> impl Strategy<Value = Decimal> {
    (-1_000_000i64..1_000_000, 0u32..4).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

fn end() -> impl Strategy<Value = Option<End>> {
    prop_oneof![
        1 => Just(None),
        8 => (decimal(), any::<bool>()).prop_map(|(at, open)| Some(End { at, open })),
    ]
}

fn interval() -> impl Strategy<Value = Interval> {
    (end(), end()).prop_map(|(a, b)| {
        let (lo, hi) = match (a, b) {
            (Some(x), Some(y)) if x.at > y.at => (b, a),
            _ => (a, b),
        };
        Interval::new(lo, hi).unwrap_or(Interval::EVERYTHING)
    })
}

/// An interval with a number inside it.
fn inhabited() -> impl Strategy<Value = (Interval, Decimal)> {
    (interval(), decimal()).prop_map(|(interval, x)| {
        if interval.contains(x) {
            return (interval, x);
        }
        let inside = match (interval.lo(), interval.hi()) {
            (Some(l), Some(h)) => (l.at + h.at) / Decimal::TWO,
            (Some(l), None) => l.at + Decimal::ONE,
            (None, Some(h)) => h.at - Decimal::ONE,
            (None, None) => x,
        };
        if interval.contains(inside) { (interval, inside) } else { (Interval::point(x), x) }
    })
}

fn widths() -> Widths {
    Widths {
        about_strict: Decimal::new(10, 2),
        about_lenient: Decimal::new(20, 2),
        near_strict: Decimal::new(85, 2),
        near_lenient: Decimal::new(70, 2),
        above_strict: Decimal::TWO,
        round_zeros: 2,
    }
}

fn figure() -> impl Strategy<Value = Figure> {
    let effect = prop::option::of(prop::sample::select(vec![
        Effect::About,
        Effect::Near,
        Effect::Under,
        Effect::Above,
        Effect::AtLeast,
        Effect::AtMost,
        Effect::More,
    ]));
    (1i64..10_000_000, 0u32..3, 0u32..3, any::<bool>(), effect.clone(), effect).prop_map(
        |(mantissa, scale, zeros, exact, before, after)| {
            let step = Decimal::new(1, scale);
            let value = Decimal::new(mantissa, scale);
            let round = step * Decimal::from(10u32.pow(zeros));
            let exact = exact && scale == 0;
            let rounding = if exact { Rounding::Exact } else { Rounding::Rounded };
            let hedges = Hedges { before, inside: None, after };
            Figure { from: value, to: value, step, round, rounding, hedges, unit: UnitId::NONE }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arithmetic_encloses_every_choice(((a, x), (b, y)) in (inhabited(), inhabited())) {
        prop_assert!(a.checked_add(b).unwrap().contains(x + y));
        prop_assert!(a.checked_sub(b).unwrap().contains(x - y));
        if let Some(product) = a.checked_mul(b) {
            prop_assert!(product.contains(x * y), "{a:?} × {b:?} = {product:?} lacks {x} × {y}");
        }
        if let Some(quotient) = a.checked_div(b) {
            // The quotient itself is rounded to 28 digits.
            let slack = Interval::around(x / y, Decimal::new(1, 20));
            prop_assert!(quotient.intersect(slack).is_some(), "{a:?} ÷ {b:?} = {quotient:?} lacks {x} ÷ {y}");
        }
        prop_assert!((-a).contains(-x));
        prop_assert!(a.abs().contains(x.abs()));
    }

    #[test]
    fn sums_are_tight((a, b) in (interval(), interval())) {
        let sum = a.checked_add(b).unwrap();
        prop_assert_eq!(sum.lo().map(|e| e.at), a.lo().zip(b.lo()).map(|(x, y)| x.at + y.at));
        prop_assert_eq!(sum.hi().map(|e| e.at), a.hi().zip(b.hi()).map(|(x, y)| x.at + y.at));
    }

    #[test]
    fn a_wider_input_never_turns_possible_into_impossible(
        ((a, wider), b) in ((interval(), interval()), interval())
    ) {
        let wide = a.hull(wider);
        prop_assert!(wide.covers(a));
        let worse = |narrow: Truth, wide: Truth| narrow.is_possible() && !wide.is_possible();
        prop_assert!(!worse(a.equals(b), wide.equals(b)));
        prop_assert!(!worse(a.less(b), wide.less(b)));
        prop_assert!(!worse(a.at_most_other(b), wide.at_most_other(b)));
        prop_assert!(!worse(b.less(a), b.less(wide)));
    }

    #[test]
    fn comparison_agrees_with_every_choice(((a, x), (b, y)) in (inhabited(), inhabited())) {
        let agrees = |truth: Truth, holds: bool| truth == Truth::Maybe || (truth == Truth::Always) == holds;
        prop_assert!(agrees(a.equals(b), x == y));
        prop_assert!(agrees(a.less(b), x < y));
        prop_assert!(agrees(a.at_most_other(b), x <= y));
    }

    #[test]
    fn intersection_and_hull((a, b, x) in (interval(), interval(), decimal())) {
        let both = a.contains(x) && b.contains(x);
        prop_assert_eq!(a.intersect(b).is_some_and(|i| i.contains(x)), both);
        prop_assert!(!(a.contains(x) || b.contains(x)) || a.hull(b).contains(x));
    }

    #[test]
    fn the_lenient_reading_covers_the_strict_one(figure in figure()) {
        let strict = figure.interval(Reading::Strict, &widths());
        let lenient = figure.interval(Reading::Lenient, &widths());
        prop_assert!(lenient.covers(strict), "{figure:?}: {strict:?} ⊄ {lenient:?}");
    }

    #[test]
    fn an_unhedged_figure_admits_itself(figure in figure()) {
        let plain = Figure { hedges: Hedges::default(), ..figure };
        prop_assert!(plain.interval(Reading::Strict, &widths()).contains(figure.from));
    }
}
