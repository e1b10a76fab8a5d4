//! Money: 元 with 角 and 分, 块, and the signs and names before the number.

use rust_decimal::Decimal;

use super::amount::{Amount, amount, ends_word};
use super::lexicon::Lexicon;
use super::number::Written;
use super::quantity::Measured;
use super::words::{Class, Word};
use crate::value::UnitId;

/// A currency before the number: ¥, US$, 人民币.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prefix {
    /// The currency.
    pub(crate) unit: UnitId,
    /// Its length, with a blank behind it.
    pub(crate) len: usize,
    /// Whether it is a sign or a Latin code, or a name that is written like one (港币500).
    pub(crate) sign: bool,
}

impl Prefix {
    /// Whether it is the currency of that number: ¥500, 港币500万, 人民币500元; not 人民币2025, 英镑1.25美元.
    pub(crate) fn goes_with(&self, read: &Measured) -> bool {
        match read.word {
            None if self.sign => true,
            None => read.amount.magnitude > 0 && read.amount.numeral.digits == Written::Arabic,
            Some(word) => word.class == Class::Money,
        }
    }
}

/// What Hong Kong, Macao and Taiwan put before a number that has no 元 behind it.
const WRITTEN_LIKE_SIGNS: [&str; 4] = ["港币", "新台币", "台币", "澳门币"];

/// The currency that ends `before`.
pub(crate) fn prefix(before: &str, lexicon: &Lexicon) -> Option<Prefix> {
    let word = before.trim_end_matches(' ');
    let blanks = before.len() - word.len();
    let (len, unit) = lexicon.words.before.at_end(word)?;
    let name = word.chars().next_back().is_some_and(super::glyph::is_han);
    let sign = !name || WRITTEN_LIKE_SIGNS.iter().any(|name| word.ends_with(name));
    // MERS-CoV's last letters are no currency.
    let head = &word[..word.len() - len];
    let inside_word = word.ends_with(|c: char| c.is_ascii_alphabetic())
        && head.ends_with(|c: char| c.is_ascii_alphanumeric());
    (blanks <= 1 && !inside_word).then_some(Prefix { unit, len: len + blanks, sign })
}

/// 123元【1角1分】, 三块【五】.
pub(crate) fn with_parts(read: Measured, rest: &str, lexicon: &Lexicon) -> Option<Measured> {
    if read.amount.numeral.step != Decimal::ONE || read.amount.estimate || read.amount.more {
        return Some(read);
    }
    let mut read = read;
    let mut rest = rest;
    // The next part must be smaller.
    let mut below = 100;
    for _ in 0..2 {
        let Some((hundredths, len)) =
            part(rest, lexicon).filter(|(unit, ..)| *unit < below).map(|(unit, count, len)| {
                below = unit;
                (count * unit, len)
            })
        else {
            break;
        };
        read.amount.from += Decimal::new(hundredths, 2);
        let step = if below == 1 { Decimal::new(1, 2) } else { Decimal::new(1, 1) };
        (read.amount.to, read.amount.step, read.amount.round) = (read.amount.from, step, step);
        read.len += len;
        rest = &rest[len..];
        // 三块五毛【五】
        if below == 10
            && let Some(cents) =
                amount(rest).filter(|tail| tail.is_digit() && ends_word(&rest[tail.len..]))
        {
            let cent = Decimal::new(1, 2);
            read.amount.from += cents.from * cent;
            (read.amount.to, read.amount.step, read.amount.round) = (read.amount.from, cent, cent);
            read.len += cents.len;
            break;
        }
    }
    Some(read)
}

/// A number of 角 or 分: hundredths, how many, and the length.
fn part(rest: &str, lexicon: &Lexicon) -> Option<(i64, i64, usize)> {
    let read = amount(rest).filter(|read| !read.estimate && !read.rough)?;
    let count = i64::try_from(read.from.trunc()).ok().filter(|count| *count < 100)?;
    let (len, hundredths) = lexicon.words.parts.at_start(&rest[read.len..])?;
    Some((hundredths, count, read.len + len))
}

/// 块 is money with 角 or a digit behind it (三块五) or at the end of a phrase; else it counts pieces, though not with 一.
pub(crate) fn colloquial(read: Measured, rest: &str, lexicon: &Lexicon) -> Option<Measured> {
    let word = read.word?;
    let money = Word { class: Class::Money, unit: word.large, ..word };
    if part(rest, lexicon).is_some() {
        return with_parts(Measured { word: Some(money), ..read }, rest, lexicon);
    }
    if let Some(digit) = amount(rest).filter(|tail| tail.is_digit() && ends_word(&rest[tail.len..]))
    {
        let from = read.amount.from + digit.from / Decimal::TEN;
        let step = Decimal::new(1, 1);
        let amount = Amount { from, to: from, step, round: step, ..read.amount };
        return Some(Measured { amount, word: Some(money), len: read.len + digit.len });
    }
    // 一块 is 'together'.
    if read.amount.is_single() && read.amount.from == Decimal::ONE {
        return None;
    }
    let pieces = Word { class: Class::Count, large: word.unit, ..word };
    let word = if ends_word(rest) { money } else { pieces };
    Some(Measured { word: Some(word), ..read })
}

/// 5毛, 三角: only where no word goes on (三角形).
pub(crate) fn small(read: Measured, rest: &str) -> Option<Measured> {
    let word = read.word?;
    if word.power == -1
        && read.amount.is_single()
        && let Some(cents) =
            amount(rest).filter(|tail| tail.is_digit() && ends_word(&rest[tail.len..]))
    {
        // 两毛五
        let (tenth, cent) = (Decimal::new(1, 1), Decimal::new(1, 2));
        let from = read.amount.from * tenth + cents.from * cent;
        let amount = Amount { from, to: from, step: cent, round: cent, ..read.amount };
        return Some(Measured { amount, len: read.len + cents.len, ..read });
    }
    if !ends_word(rest)
        || read.amount.numeral.digits == Written::Chinese && !read.amount.is_single()
    {
        return None;
    }
    let by = Decimal::new(1, u32::from(word.power.unsigned_abs()));
    Some(Measured { amount: read.amount.scaled(by)?, ..read })
}
