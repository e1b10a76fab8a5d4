//! The numerals that nearly all figures are made of, read without looking for more.

use rust_decimal::Decimal;

use super::digits::digits_at;
use super::glyph::{Glyph, glyph, is_doubtful};
use super::number::{Numeral, Written};

/// The commonest sort: Arabic digits, perhaps with decimals, and nothing behind them that could belong to the number.
pub(crate) fn digits(input: &str) -> Option<Numeral> {
    let bytes = input.as_bytes();
    let whole = digits_at(bytes);
    let decimals = match bytes.get(whole..)? {
        [b'.', tail @ ..] => digits_at(tail),
        _ => 0,
    };
    let len = if decimals > 0 { whole + 1 + decimals } else { whole };
    if whole == 0 || len > 18 {
        return None;
    }
    let next = input[len..].chars().next();
    if next.is_some_and(|c| matches!(c, ' ' | ',' | '.') || glyph(c).is_some()) {
        return None;
    }
    let read = bytes[..len].iter().filter(|byte| byte.is_ascii_digit());
    // At most 18 digits fit.
    let mantissa = read.fold(0, |n, digit| n * 10 + i64::from(digit - b'0'));
    let (mut zeros, mut rest) = (0, mantissa);
    while rest != 0 && rest % 10 == 0 {
        (zeros, rest) = (zeros + 1, rest / 10);
    }
    let decimals = decimals as u32;
    Some(Numeral {
        value: Decimal::new(mantissa, decimals),
        step: Decimal::new(1, decimals),
        round: match decimals.checked_sub(zeros) {
            Some(place) => Decimal::new(1, place),
            None => Decimal::from(10i64.pow(zeros - decimals)),
        },
        digits: Written::Arabic,
        magnitude: 0,
        rough: decimals > 0,
        headless: false,
        row: false,
        loose: false,
        formal: false,
        len,
    })
}

/// The next commonest: one Chinese digit by itself.
pub(crate) fn digit(input: &str) -> Option<Numeral> {
    let mut chars = input.chars();
    let first = chars.next()?;
    let (digit, loose) = match glyph(first)? {
        Glyph::Digit(digit) if !is_doubtful(first) => (digit, false),
        Glyph::Loose(digit) => (digit, true),
        _ => return None,
    };
    if chars.next().is_some_and(|c| matches!(c, ' ' | '.') || glyph(c).is_some()) {
        return None;
    }
    Some(Numeral {
        value: digit.into(),
        step: Decimal::ONE,
        round: Decimal::ONE,
        digits: Written::Chinese,
        magnitude: 0,
        rough: false,
        headless: false,
        row: false,
        loose,
        formal: false,
        len: first.len_utf8(),
    })
}
