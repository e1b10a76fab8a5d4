//! Numbers with what they count or measure: 14个, 3.6万平方米, 一吨半, 七成六.

use rust_decimal::Decimal;

use super::amount::{Amount, amount, ends_word, power_of_ten};
use super::glyph::{Glyph, glyph, is_han};
use super::lexicon::Lexicon;
use super::money;
use super::number::{Written, numeral};
use super::range::{Joint, joint};
use super::shape::{digits_at, is_year};
use super::words::{Class, Word};
use crate::value::UnitId;

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    /// The number in that unit.
    pub(crate) amount: Amount,
    /// The word behind it, if it is one that goes with the number.
    pub(crate) word: Option<Word>,
    /// Bytes read.
    pub(crate) len: usize,
}

impl Measured {
    /// The unit meant.
    pub(crate) fn unit(&self) -> UnitId {
        match self.word {
            Some(word) if self.amount.magnitude >= 4 => word.large,
            Some(word) => word.unit,
            None => UnitId::NONE,
        }
    }
}

/// The number at the start of `input` with its unit. `alone`: nothing else stands before it in its sentence.
pub(crate) fn measured(input: &str, lexicon: &Lexicon, alone: bool) -> Option<Measured> {
    Some(begun(&amount(input)?, input, lexicon, alone))
}

/// The same where the number has been read already.
pub(crate) fn begun(amount: &Amount, input: &str, lexicon: &Lexicon, alone: bool) -> Measured {
    let read = with_prefixed_unit(amount, input, lexicon);
    if let Some(read) = read.or_else(|| spoken(amount, input, lexicon)) {
        return read;
    }
    let amount = *amount;
    let rest = &input[amount.len..];
    // 3 公里: a blank between the number and the unit.
    let blanks = usize::from(rest.starts_with(' '));
    let found = lexicon.words.behind(&rest[blanks..]).filter(|&(len, word)| {
        let tail = &rest[blanks + len..];
        let alone = alone && tail.is_empty();
        let fits = goes_with(&amount, &input[..amount.len], word, alone)
            || word.vague && amount.is_single() && goes_on(word, tail, lexicon);
        fits && is_whole_word(&rest[blanks..blanks + len], tail)
    });
    let Some((len, word)) = found else {
        return Measured { amount, word: None, len: amount.len };
    };
    let read = Measured { amount, word: Some(word), len: amount.len + blanks + len };
    finish(read, input, lexicon)
}

/// 5千瓦, 980百帕, 20兆字节: the last character of the number begins the unit.
fn with_prefixed_unit(amount: &Amount, input: &str, lexicon: &Lexicon) -> Option<Measured> {
    let read = &amount.numeral;
    if amount.estimate || amount.len != read.len {
        return None;
    }
    let last = input[..read.len].chars().next_back()?;
    if read.len <= last.len_utf8()
        || !matches!(glyph(last), Some(Glyph::Small(2..) | Glyph::Big(12)))
    {
        return None;
    }
    let cut = read.len - last.len_utf8();
    let (len, word) = lexicon.words.behind(&input[cut..])?;
    if len <= last.len_utf8() || !matches!(word.class, Class::Quantity | Class::Point) {
        return None;
    }
    let head = input[..cut].trim_end_matches(' ');
    let number = numeral(head).ok()?.1;
    let fits = number.len == head.len() && (!word.arabic || number.digits == Written::Arabic);
    fits.then(|| Measured { amount: number.into(), word: Some(word), len: cut + len })
}

/// 8点5倍, 22点6度: a decimal as it is spoken, in front of what is no time.
fn spoken(amount: &Amount, input: &str, lexicon: &Lexicon) -> Option<Measured> {
    let tail = input[amount.len..].strip_prefix('点')?;
    let arabic = amount.numeral.digits == Written::Arabic && !amount.rough && !amount.more;
    let count = digits_at(tail);
    if !arabic || !(1..=2).contains(&count) {
        return None;
    }
    let (word_len, word) = lexicon.words.behind(&tail[count..])?;
    let measures =
        matches!(word.class, Class::Quantity | Class::Times | Class::Percent | Class::Money);
    let degrees = lexicon.units.get(word.unit).dimension == "temperature";
    if !measures || word.power != 0 || word.vague && !degrees {
        return None;
    }
    let step = Decimal::new(1, count as u32);
    let from = amount.from + Decimal::from(tail[..count].parse::<u8>().ok()?) * step;
    let read = Amount { from, to: from, step, round: step, rough: true, ..*amount };
    let len = input.len() - tail.len() + count + word_len;
    Some(Measured { amount: read, word: Some(word), len })
}

/// Whether the word behind it can be the unit of a number written like this.
fn goes_with(amount: &Amount, text: &str, word: Word, alone: bool) -> bool {
    if word.class == Class::Blocked {
        return false;
    }
    if alone {
        return true;
    }
    if word.class == Class::Count && !counts(amount, text, word) {
        return false;
    }
    let chinese = amount.numeral.digits == Written::Chinese;
    let row = amount.numeral.row && !amount.estimate && word.class != Class::Tenths;
    if chinese && (row || word.arabic && amount.is_single()) {
        return false;
    }
    if !amount.is_single() || amount.estimate {
        return true;
    }
    let counted = !matches!(word.class, Class::Count | Class::Colloquial);
    match amount.from {
        _ if word.vague => false,
        from if from.is_zero() => counted,
        from if from == Decimal::ONE => {
            counted && word.class != Class::SmallMoney
                || word.one
                || word.class == Class::Colloquial
        }
        from if from == Decimal::TWO => {
            // 二 counts only a few things (二人, 二位); 两 all.
            counted || word.two || amount.numeral.loose
        }
        _ => true,
    }
}

/// Whether a smaller unit of the same sort, a half, or the same unit behind a joint makes a quantity of a vague one: 五尺三寸, 九两半, 两升到三升.
fn goes_on(word: Word, tail: &str, lexicon: &Lexicon) -> bool {
    if let Some(tail) = tail.strip_prefix('半') {
        return ends_half(tail);
    }
    // 两升到三升.
    if let Some((Joint::Word, gap)) = joint(tail) {
        let end = amount(&tail[gap..]).and_then(|end| lexicon.words.behind(&tail[gap + end.len..]));
        return end.is_some_and(|(_, end)| end.unit == word.unit);
    }
    let Some(number) = numeral(tail).ok().filter(|(_, number)| !number.rough) else {
        return false;
    };
    let Some((_, small)) = lexicon.words.behind(number.0) else { return false };
    let (small, large) = (lexicon.units.get(small.unit), lexicon.units.get(word.unit));
    small.family == large.family && small.factor < large.factor
}

/// Whether whole things can be counted by it: not 6.12, not 2.0版, not the year 2023 of 2023首届.
fn counts(amount: &Amount, text: &str, word: Word) -> bool {
    let integer = amount.from.is_integer() && (amount.step >= Decimal::ONE || !word.not_year);
    let whole = amount.rough && amount.magnitude > 0 || integer;
    whole && !(word.not_year && is_year(text))
}

/// A Latin unit ends where the letters end.
fn is_whole_word(word: &str, tail: &str) -> bool {
    let latin = word.bytes().next_back().is_some_and(|byte| byte.is_ascii_alphabetic());
    !latin || !tail.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric())
}

/// What may follow the unit and belongs to the number: 三元五角, 七成六, 一吨半.
fn finish(read: Measured, input: &str, lexicon: &Lexicon) -> Measured {
    let Some(word) = read.word else { return read };
    let rest = &input[read.len..];
    let done = match word.class {
        Class::Money => money::with_parts(read, rest, lexicon),
        Class::Colloquial => money::colloquial(read, rest, lexicon),
        Class::SmallMoney => money::small(read, rest),
        Class::Tenths => tenths(read, word, input, lexicon),
        Class::Percent if word.power < 0 => scale(read, Decimal::new(1, 1)),
        Class::Quantity => half(read, rest).map(|read| smaller(read, &input[read.len..], lexicon)),
        Class::Times => half(read, rest),
        _ => Some(read),
    };
    done.unwrap_or(Measured { word: None, len: read.amount.len, ..read })
}

fn scale(read: Measured, by: Decimal) -> Option<Measured> {
    Some(Measured { amount: read.amount.scaled(by)?, ..read })
}

/// 七成, 七成半, 七成六; 八折, 八五折, 75折.
fn tenths(read: Measured, word: Word, input: &str, lexicon: &Lexicon) -> Option<Measured> {
    let discount = input[..read.len].ends_with('折');
    let two_digits = read.amount.from > Decimal::TEN && !read.amount.estimate;
    let mut read = if discount && two_digits { read } else { scale(read, Decimal::TEN)? };
    let rest = &input[read.len..];
    // 七成 六.
    let blank = usize::from(rest.starts_with(' '));
    let rest = &rest[blank..];
    if discount || word.class != Class::Tenths || read.amount.estimate {
        return Some(read);
    }
    let first = rest.chars().next();
    let more = match first.and_then(glyph) {
        Some(Glyph::Digit(digit) | Glyph::Arabic(digit))
            if ends_share(&rest[first.map_or(0, char::len_utf8)..], lexicon) =>
        {
            digit
        }
        _ if first == Some('半') => 5,
        _ => return Some(read),
    };
    read.amount.from += Decimal::from(more);
    read.amount.to = read.amount.from;
    (read.amount.step, read.amount.round) = (Decimal::ONE, Decimal::ONE);
    read.len += blank + first.map_or(0, char::len_utf8);
    Some(read)
}

/// Whether a digit behind 成 that this follows is the percent of it: 三成七。 三成七受访者, but not 三成七人.
fn ends_share(tail: &str, lexicon: &Lexicon) -> bool {
    let Some(next) = tail.chars().next() else { return true };
    if !is_han(next) {
        return !next.is_ascii_digit();
    }
    let counts = |(len, word): (usize, Word)| word.class != Class::Count || len == next.len_utf8();
    glyph(next).is_none()
        && !matches!(
            next,
            '年' | '月' | '日' | '天' | '周' | '小' | '时' | '岁' | '比' | '至' | '到'
        )
        && !lexicon.words.after.at_start(tail).is_some_and(counts)
}

/// 1米75, 三米九, 3斤5两, 7尺1寸: the rest in smaller units, or in hundredths of a metre.
fn smaller(read: Measured, rest: &str, lexicon: &Lexicon) -> Measured {
    let first = rest.chars().next().and_then(glyph);
    let plain = !read.amount.rough && !read.amount.more && !read.amount.estimate;
    if !plain || !matches!(first, Some(Glyph::Arabic(_) | Glyph::Digit(_))) {
        return read;
    }
    let Some(tail) = amount(rest).filter(|tail| !tail.rough && !tail.estimate && !tail.more) else {
        return read;
    };
    let behind = &rest[tail.len..];
    let unit = lexicon.units.get(read.unit());
    let (by, len) = match lexicon.words.behind(behind) {
        Some((len, word)) if word.class == Class::Quantity => {
            let (small, large) = (lexicon.units.get(word.unit), unit);
            let smaller = small.family == large.family && small.factor < large.factor;
            match lexicon.units.factor(word.unit, read.unit()) {
                Some(factor) if smaller => (factor, tail.len + len),
                _ => return read,
            }
        }
        Some(_) => return read,
        None if unit.symbol == "m" && (tail.is_digit() || tail.len == 2) => {
            let digits = if tail.is_digit() { 1 } else { 2 };
            (Decimal::new(1, digits), tail.len)
        }
        None => return read,
    };
    let Some(more) = tail.from.checked_mul(by) else { return read };
    if more >= Decimal::ONE {
        return read;
    }
    let from = read.amount.from + more;
    let amount = Amount { from, to: from, step: by, round: by, ..read.amount };
    Measured { amount, len: read.len + len, ..read }
}

/// 一吨半, 三公里半.
fn half(read: Measured, rest: &str) -> Option<Measured> {
    let Some(tail) = rest.strip_prefix('半') else { return Some(read) };
    if !ends_half(tail) || read.amount.estimate || read.amount.rough {
        return Some(read);
    }
    let half = Decimal::new(5, 1);
    let from = read.amount.from + half;
    let tenth = power_of_ten(0) / Decimal::TEN;
    let amount = Amount { from, to: from, step: half, round: half.max(tenth), ..read.amount };
    Some(Measured { amount, len: read.len + '半'.len_utf8(), ..read })
}

/// Whether a half that this follows belongs to the unit before it: 三斤半的鱼, not 三斤半成品.
fn ends_half(tail: &str) -> bool {
    ends_word(tail) || tail.starts_with(['的', '左', '以', '多', '重', '长', '高', '宽', '深'])
}
