//! Ages: 33岁, 15周岁, 一岁半, 六旬, 18-35岁.

use rust_decimal::Decimal;

use super::duration::{Measure, measure};
use super::{Parsed, Scene, blank, fail, joint, mention, offset};
use crate::parse::mention::{Kind, Mention, Value};
use crate::parse::spot::Spot;
use crate::value::UnitId;

/// No one is older, and 万岁 is no age.
const OLDEST: Decimal = Decimal::from_parts(150, 0, 0, false, 0);

/// The age at the spot.
pub(super) fn read<'a>(spot: Spot<'a>, scene: Scene<'a>) -> Option<Mention> {
    let input = spot.rest();
    let (rest, age) = scene.age(input).ok()?;
    let value = Value::Figure(age.figure(UnitId::YEAR));
    Some(mention(spot, offset(input, rest), Kind::Age, value))
}

impl<'a> Scene<'a> {
    fn age(self, input: &'a str) -> Parsed<'a, Measure> {
        let (rest, from) = measure(input)?;
        let (rest, first) = match self.years(from, rest) {
            Ok((rest, age)) => (rest, Some(age)),
            Err(_) => (rest, None),
        };
        let second = joint(rest).and_then(|(rest, ())| {
            let (rest, to) = measure(rest)?;
            self.years(to, rest)
        });
        match (first, second) {
            (_, Ok((rest, to))) if from.from < to.to => {
                Ok((rest, Measure { from: from.from, ..to }))
            }
            (Some(age), _) => Ok((rest, age)),
            (None, _) => fail(input),
        }
    }

    /// 岁 or 旬 behind a number.
    fn years(self, number: Measure, input: &'a str) -> Parsed<'a, Measure> {
        let input = blank(input);
        let words = &self.words.age;
        let behind = |units: &[Box<str>]| {
            let rest = units.iter().find_map(|unit| input.strip_prefix(&**unit))?;
            (!words.not_after.iter().any(|word| rest.starts_with(&**word))).then_some(rest)
        };
        if let Some(rest) = behind(&words.years).filter(|_| number.to <= OLDEST) {
            return Ok(match (rest.strip_prefix('半'), rest.strip_prefix('多')) {
                (Some(rest), _) => (rest, number.and_half()),
                (_, Some(rest)) => (rest, Measure { more: true, ..number }),
                _ => (rest, number),
            });
        }
        let tens = number.scaled(Decimal::TEN).filter(|age| {
            (Decimal::from(20)..=Decimal::from(120)).contains(&age.from) && age.from == age.to
        });
        match (behind(&words.decades), tens) {
            (Some(rest), Some(age)) => {
                Ok((rest, Measure { round: Decimal::TEN, more: true, ..age }))
            }
            _ => fail(input),
        }
    }
}
