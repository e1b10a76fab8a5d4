//! The numerals that nearly all figures are made of, read without looking for more.

use rust_decimal::Decimal;

use super::digits::digits_at;
use super::fixed::Fixed;
use super::glyph::{Glyph, glyph, is_doubtful};
use super::number::{Numeral, Written};

/// The commonest sort: Arabic digits, perhaps with decimals and a 万 or 亿, and nothing behind that could belong to them.
pub(crate) fn digits(input: &str) -> Option<Numeral> {
    let bytes = input.as_bytes();
    let whole = digits_at(bytes);
    let decimals = match bytes.get(whole..)? {
        [b'.', tail @ ..] => digits_at(tail),
        _ => 0,
    };
    let mut len = if decimals > 0 { whole + 1 + decimals } else { whole };
    if whole == 0 && decimals == 0 || len > 18 {
        return None;
    }
    let read = bytes[..len].iter().filter(|byte| byte.is_ascii_digit());
    // At most 18 digits fit.
    let mantissa = read.fold(0, |n, digit| n * 10 + u64::from(digit - b'0'));
    let mut rest = input[len..].chars();
    let mut next = rest.next();
    let mut power = 0;
    if let Some(Glyph::Big(big @ (4 | 8))) = next.and_then(glyph) {
        power = u32::from(big);
        len += '万'.len_utf8();
        next = rest.next();
    }
    // .5 has nothing more behind it that could belong to it.
    if whole > 0 && next.is_some_and(|c| matches!(c, ' ' | ',' | '.') || glyph(c).is_some()) {
        return None;
    }
    let value = Fixed { mantissa: mantissa.into(), exp: power as i32 - decimals as i32 };
    Some(Numeral {
        value: value.value()?,
        step: value.step()?,
        round: value.round()?,
        digits: Written::Arabic,
        magnitude: power,
        rough: decimals > 0 || power > 0,
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
    if chars.next().is_some_and(|c| matches!(c, ' ' | '.' | '京') || glyph(c).is_some()) {
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
