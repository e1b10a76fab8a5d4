//! Amounts: numerals with what stands inside them: 余 and 多 (300余, 30多万), estimates (三五, 十几万, 数百), 半.

use rust_decimal::Decimal;

use super::glyph::{Glyph, glyph, is_han};
use super::number::{Numeral, Written, numeral};
use super::shape;

/// A number as printed with the wording inside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Amount {
    /// The number, or the lower end of an estimate.
    pub(crate) from: Decimal,
    /// The number, or the upper end of an estimate.
    pub(crate) to: Decimal,
    /// One unit of the last stated place.
    pub(crate) step: Decimal,
    /// One unit of the last place that is not zero.
    pub(crate) round: Decimal,
    /// Whether 余 or 多 stands inside.
    pub(crate) more: bool,
    /// Whether it is an estimate: 三五, 十几.
    pub(crate) estimate: bool,
    /// The numeral it begins with.
    pub(crate) numeral: Numeral,
    /// The power of ten of what ends it: 万 4, 亿 8.
    pub(crate) magnitude: u32,
    /// Whether it has 万, 亿, 兆 or decimals.
    pub(crate) rough: bool,
    /// Bytes read.
    pub(crate) len: usize,
}

impl Amount {
    /// Whether it is a single Chinese digit.
    pub(crate) fn is_single(&self) -> bool {
        self.numeral.digits == Written::Chinese && self.len == 3 && self.to < Decimal::TEN
    }

    /// Whether it is a single digit, Chinese or Arabic.
    pub(crate) fn is_digit(&self) -> bool {
        self.is_single() || self.len == 1
    }

    /// Whether it is only 百, 千, 万, 亿.
    pub(crate) fn is_bare_magnitude(&self) -> bool {
        self.numeral.headless && self.numeral.len == 3
    }

    /// Times a power of ten, with all that depends on it.
    pub(crate) fn scaled(mut self, by: Decimal) -> Option<Self> {
        for value in [&mut self.from, &mut self.to, &mut self.step, &mut self.round] {
            *value = value.checked_mul(by)?.normalize();
        }
        Some(self)
    }
}

impl From<Numeral> for Amount {
    fn from(numeral: Numeral) -> Self {
        Self {
            from: numeral.value,
            to: numeral.value,
            step: numeral.step,
            round: numeral.round,
            more: false,
            estimate: false,
            numeral,
            magnitude: numeral.magnitude,
            rough: numeral.rough,
            len: numeral.len,
        }
    }
}

/// The amount at the start of `input`.
pub(crate) fn amount(input: &str) -> Option<Amount> {
    if let Some(estimate) = estimate(input) {
        return Some(more(estimate, input));
    }
    let (rest, read) = numeral(input).ok()?;
    if read.digits == Written::Arabic
        && let Some(power) = shape::scale(&input[..read.len], rest)
        && let Some(read) = Amount::from(read).scaled(power_of_ten(power))
    {
        return Some(Amount { rough: true, len: read.len + 1, ..read });
    }
    Some(more(dozens(Amount::from(read), rest), input))
}

/// 五打: dozens, at the end of a phrase.
fn dozens(read: Amount, rest: &str) -> Amount {
    match rest.strip_prefix('打') {
        Some(tail) if ends_word(tail) && read.magnitude == 0 => read
            .scaled(Decimal::from(12))
            .map_or(read, |dozens| Amount { len: read.len + '打'.len_utf8(), ..dozens }),
        _ => read,
    }
}

/// Whether an estimate may begin with the character though no numeral does.
pub(crate) const fn begins_estimate(c: char) -> bool {
    matches!(c, '几' | '数')
}

/// Reads 余, 多, 来 or 几 behind the digits, and a magnitude behind that: 300余, 30多万, 十来.
fn more(mut read: Amount, input: &str) -> Amount {
    let rest = &input[read.len..];
    let word = rest.trim_start_matches(' ');
    let blanks = rest.len() - word.len();
    let Some(c) = word.chars().next() else { return read };
    let tail = &word[c.len_utf8()..];
    if c == '个' {
        return hundred_millions(read, word, blanks).unwrap_or(read);
    }
    let Some((power, magnitude_len)) = magnitude(tail) else {
        return match c {
            '余' | '多' if blanks == 0 && !read.more => {
                Amount { more: true, len: read.len + 3, ..read }
            }
            '来' if blanks == 0 && ends_round(&input[..read.len]) => about_ten(read, 3),
            // 百把人, but 三百把椅子.
            '把' if blanks == 0 && read.is_bare_magnitude() => about_ten(read, 3),
            '几' if blanks == 0 && read.numeral.digits == Written::Arabic => {
                Amount { more: true, len: read.len + 3, ..read }
            }
            _ => read,
        };
    };
    if !matches!(c, '余' | '多' | '来' | '几') {
        return read;
    }
    let Some(scaled) = read.scaled(power_of_ten(power)) else { return read };
    let len = read.len + blanks + 3 + magnitude_len;
    read = Amount { more: !read.estimate, magnitude: power, rough: true, len, ..scaled };
    if c == '来' { about_ten(read, 0) } else { read }
}

/// 3个亿, 两个多亿: what people say. Not 3个亿元级项目, which counts projects.
fn hundred_millions(read: Amount, word: &str, blanks: usize) -> Option<Amount> {
    let tail = word.strip_prefix('个')?;
    let more = tail.starts_with('多');
    let tail = if more { &tail['多'.len_utf8()..] } else { tail };
    let behind = tail.strip_prefix('亿')?;
    let ends = ends_word(behind) || behind.starts_with(SAID_OF_MONEY);
    if !ends || read.magnitude > 0 || read.more {
        return None;
    }
    let len = read.len + blanks + word.len() - behind.len();
    let scaled = read.scaled(power_of_ten(8))?;
    Some(Amount { more, magnitude: 8, rough: true, len, ..scaled })
}

/// What may follow 3个亿.
const SAID_OF_MONEY: [char; 16] = [
    '的', '了', '左', '卢', '人', '资', '投', '贷', '款', '用', '都', '就', '也', '呢', '啊', '吧',
];

/// 十来, 百来: a tenth below to a fifth above.
fn about_ten(read: Amount, len: usize) -> Amount {
    let tenth = read.round / Decimal::TEN;
    Amount {
        from: read.from - tenth,
        to: read.to + tenth * Decimal::TWO,
        estimate: true,
        len: read.len + len,
        ..read
    }
}

/// Whether the text ends in 十, 百, 千 or 万.
fn ends_round(text: &str) -> bool {
    matches!(text.chars().next_back().and_then(glyph), Some(Glyph::Small(_) | Glyph::Big(_)))
}

/// 万, 亿 and their like at the start, as one power of ten and its length.
fn magnitude(text: &str) -> Option<(u32, usize)> {
    let (mut power, mut len) = (0, 0);
    for c in text.trim_start_matches(' ').chars().take(3) {
        match glyph(c) {
            Some(Glyph::Big(more)) => power += u32::from(more),
            Some(Glyph::Small(more)) if len == 0 => power += u32::from(more),
            _ => break,
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((power, len + text.len() - text.trim_start_matches(' ').len()))
}

/// 10 to the power of at most 28.
pub(crate) fn power_of_ten(power: u32) -> Decimal {
    (0..power.min(28)).fold(Decimal::ONE, |n, _| n * Decimal::TEN)
}

/// How many characters an estimate may have.
const ESTIMATE_CHARS: usize = 16;

/// Two neighbouring digits (三五, 七八十, 十五六万), 几 or 数 in place of one (十几, 几十万, 数百): read twice, with the lower and
/// with the upper digit.
fn estimate(input: &str) -> Option<Amount> {
    let doubt = doubt(input)?;
    let run: usize = input.chars().take(ESTIMATE_CHARS).map(char::len_utf8).sum();
    let (head, tail) = (&input[..doubt.at], &input[doubt.at + doubt.len..run]);
    let low = numeral(&format!("{head}{}{tail}", doubt.low)).ok()?.1;
    let high = numeral(&format!("{head}{}{tail}", doubt.high)).ok()?.1;
    if low.len != high.len || low.len <= doubt.at || low.value >= high.value {
        return None;
    }
    let len = low.len + doubt.len - doubt.low.len_utf8();
    let low = Numeral { len, ..low };
    Some(Amount {
        to: high.value,
        step: high.step,
        round: high.step.max(low.step),
        estimate: true,
        ..Amount::from(low)
    })
}

/// The place in an estimate that is left open.
struct Doubt {
    at: usize,
    len: usize,
    low: char,
    high: char,
}

fn doubt(input: &str) -> Option<Doubt> {
    let mut last: Option<char> = None;
    let mut at = 0;
    let mut chars = input.chars().peekable();
    for _ in 0..ESTIMATE_CHARS {
        let c = chars.next()?;
        let next = chars.peek().copied();
        match (c, glyph(c)) {
            ('几' | '数', _) => {
                let unit = matches!(next.and_then(glyph), Some(Glyph::Small(_) | Glyph::Big(_)));
                let after_unit =
                    matches!(last.and_then(glyph), Some(Glyph::Small(_) | Glyph::Zero));
                if !unit && (c == '数' || !after_unit) || c == '数' && last.is_some() {
                    return None;
                }
                let low = if after_unit { '一' } else { '二' };
                return Some(Doubt { at, len: 3, low, high: '九' });
            }
            (_, Some(Glyph::Digit(_) | Glyph::Loose(_))) => {
                let single = !matches!(
                    last.and_then(glyph),
                    Some(Glyph::Digit(_) | Glyph::Loose(_) | Glyph::Zero)
                );
                let after =
                    input[at + c.len_utf8() + next.map_or(0, char::len_utf8)..].chars().next();
                let goes_on = matches!(
                    after.and_then(glyph),
                    Some(Glyph::Digit(_) | Glyph::Loose(_) | Glyph::Zero | Glyph::Point)
                );
                let ends = !goes_on && after != Some('.');
                if let Some(next) = next
                    && let Some((low, high)) = either(c, next, after)
                {
                    let len = c.len_utf8() + next.len_utf8();
                    return (single && ends).then_some(Doubt { at, len, low, high });
                }
            }
            (_, None | Some(Glyph::Arabic(_) | Glyph::Point)) => return None,
            _ => {}
        }
        last = Some(c);
        at += c.len_utf8();
    }
    None
}

/// The lower and the upper of two digits side by side of which either may be meant; 三两天 is 2 or 3, 三两黄金 is 150 grams.
fn either(c: char, next: char, after: Option<char>) -> Option<(char, char)> {
    let few = (c, next) == ('三', '两')
        && matches!(after, Some('个' | '天' | '年' | '日' | '次' | '句' | '步' | '下'));
    if few { Some(('二', '三')) } else { neighbours(c, next).then_some((c, next)) }
}

/// Digits that stand side by side in an estimate: one apart, or 三五.
fn neighbours(low: char, high: char) -> bool {
    let digit = |c| match glyph(c) {
        Some(Glyph::Digit(digit) | Glyph::Loose(digit)) => Some(digit),
        _ => None,
    };
    match (digit(low), digit(high)) {
        (Some(low), Some(high)) => high == low + 1 || (low, high) == (3, 5),
        _ => false,
    }
}

/// Whether a figure that ends here is followed by no Chinese character.
pub(crate) fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !is_han(c))
}
