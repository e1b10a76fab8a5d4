//! Ages: 33岁, 15周岁, 一岁半, 六旬, 18-35岁.

use rust_decimal::Decimal;

use super::calendar::{Parsed, Scene, blank, fail, joint, mention, offset};
use super::duration::Amount;
use super::mention::{Kind, Mention, Value};
use super::spot::Spot;
use crate::value::{Effect, UnitId};

/// No one is older, and 万岁 is no age.
const OLDEST: Decimal = Decimal::from_parts(150, 0, 0, false, 0);

/// The age at the spot.
pub(super) fn read<'a>(spot: Spot<'a>, scene: Scene<'a>) -> Option<Mention> {
    let input = spot.rest();
    let (rest, amount) = scene.age(input).ok()?;
    let value = Value::Figure(amount.figure(UnitId::YEAR));
    Some(mention(spot, offset(input, rest), Kind::Age, value))
}

impl<'a> Scene<'a> {
    fn age(self, input: &'a str) -> Parsed<'a, Amount> {
        let (rest, from) = self.amount(input)?;
        let (rest, first) = match self.years(from, rest) {
            Ok((rest, age)) => (rest, Some(age)),
            Err(_) => (rest, None),
        };
        let second = joint(rest).and_then(|(rest, ())| {
            let (rest, to) = self.amount(rest)?;
            self.years(to, rest)
        });
        match (first, second) {
            (_, Ok((rest, to))) if from.from < to.to => {
                Ok((rest, Amount { from: from.from, ..to }))
            }
            (Some(age), _) => Ok((rest, age)),
            (None, _) => fail(input),
        }
    }

    /// 岁 or 旬 behind an amount.
    fn years(self, amount: Amount, input: &'a str) -> Parsed<'a, Amount> {
        let input = blank(input);
        let words = &self.words.age;
        let behind = |units: &[Box<str>]| units.iter().find_map(|unit| input.strip_prefix(&**unit));
        let follows = |rest: &str| words.not_after.iter().any(|word| rest.starts_with(&**word));
        if let Some(rest) =
            behind(&words.years).filter(|rest| amount.to <= OLDEST && !follows(rest))
        {
            return Ok(match rest.strip_prefix('半') {
                Some(rest) => {
                    let half = Decimal::new(5, 1);
                    (
                        rest,
                        Amount {
                            from: amount.from + half,
                            to: amount.to + half,
                            step: half,
                            round: half,
                            ..amount
                        },
                    )
                }
                None => match rest.strip_prefix('多') {
                    Some(rest) => (rest, Amount { inside: Some(Effect::More), ..amount }),
                    None => (rest, amount),
                },
            });
        }
        let decades = Decimal::from(2)..=Decimal::from(12);
        match behind(&words.decades)
            .filter(|_| decades.contains(&amount.from) && amount.from == amount.to)
        {
            Some(rest) => {
                let years = amount.from * Decimal::TEN;
                let round = Decimal::TEN;
                Ok((
                    rest,
                    Amount { from: years, to: years, round, inside: Some(Effect::More), ..amount },
                ))
            }
            None => fail(input),
        }
    }
}
