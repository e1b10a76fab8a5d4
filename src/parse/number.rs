//! Numerals: from characters to decimals.
//!
//! Arabic (`12,345`, `3.6`), Chinese (`三百二十`, `二〇二四`, `三点一四`, `廿二`, `壹仟`), and both with magnitudes and mixed
//! (`1.2万亿`, `18亿1700万`, `3万2千`, `2万3287`). Reads folded text. What follows the number (余, 多, a unit, 分之) is read
//! by others.

use nom::IResult;
use nom::error::{Error, ErrorKind};
use rust_decimal::Decimal;

pub use super::digits::{arabic_int, chinese_digits, run_len};
use super::digits::{digits_at, separated, spaced};
use super::fixed::Fixed;
use super::glyph::{Glyph, glyph, glyph_at};
use super::plain;
use super::sections::{Sections, add};

/// How the digits of a numeral are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// `3.6`, `1200万`.
    Arabic,
    /// `三百`, `三万五`.
    Chinese,
    /// `3千5`, `3万五`.
    Mixed,
}

/// A number as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// What it says, magnitudes multiplied out.
    pub value: Decimal,
    /// One unit of the last stated place: 1200万 → 10000, 3.6 → 0.1.
    pub step: Decimal,
    /// One unit of the last place that is not zero: 1200万 → 1000000.
    pub round: Decimal,
    /// How it is written.
    pub digits: Written,
    /// The power of ten of the 万, 亿 or 兆 that ends it, or 0: 3万 → 4, 1.2万亿 → 12, 2万3287 → 0.
    pub magnitude: u32,
    /// Whether it has a 万, 亿 or 兆, or decimals: an abbreviated or measured figure.
    pub rough: bool,
    /// Whether it begins with 百, 千, 万 or 亿: 百万, 千亿.
    pub headless: bool,
    /// Whether it is Chinese digits in a row: 二〇二四.
    pub row: bool,
    /// Whether it begins with 两, 俩 or 仨.
    pub loose: bool,
    /// Whether it begins with a formal numeral that is a common character besides: 陆, 伍, 肆.
    pub formal: bool,
    /// Bytes read.
    pub len: usize,
}

/// The most digits a numeral may have: what a [`Decimal`] holds.
pub(super) const MAX_DIGITS: usize = 28;

/// A numeral of any spelling, without sign.
///
/// # Errors
///
/// There is no numeral here, or one that is too long to compute with.
pub fn numeral(input: &str) -> IResult<&str, Numeral> {
    if let Some(read) = plain::digits(input).or_else(|| plain::digit(input)) {
        return Ok((&input[read.len..], read));
    }
    match Reader::new(input, false).numeral() {
        Some(read) => Ok((&input[read.len..], read)),
        None => none(input),
    }
}

/// A Chinese integer below ten thousand with its places named: 三, 十五, 二十一, 廿二, 一百零五. Of 一百二 it reads 一百,
/// of 二〇二四 nothing.
///
/// # Errors
///
/// There is none here.
pub fn small_chinese(input: &str) -> IResult<&str, u32> {
    let mut reader = Reader::new(input, true);
    match reader.section().and_then(Fixed::to_ones) {
        Some(section) if !reader.arabic && !reader.row => match u32::try_from(section.mantissa) {
            Ok(value) => Ok((&input[reader.at..], value)),
            Err(_) => none(input),
        },
        _ => none(input),
    }
}

fn none<T>(input: &str) -> IResult<&str, T> {
    Err(nom::Err::Error(Error::new(input, ErrorKind::Digit)))
}

/// Reads one numeral from front to back, and steps back over at most one group of digits.
struct Reader<'a> {
    input: &'a str,
    at: usize,
    /// All places must be named: no 一百二.
    named: bool,
    arabic: bool,
    chinese: bool,
    decimals: bool,
    row: bool,
    too_long: bool,
}

impl<'a> Reader<'a> {
    const fn new(input: &'a str, named: bool) -> Self {
        Self {
            input,
            at: 0,
            named,
            arabic: false,
            chinese: false,
            decimals: false,
            row: false,
            too_long: false,
        }
    }

    /// Sections with their magnitudes, from the greatest to the least, and what is below: 18亿 1700万 3200.
    fn numeral(&mut self) -> Option<Numeral> {
        let headless = matches!(self.peek()?, (Glyph::Small(2..) | Glyph::Big(_), _));
        let mut sum = Sections::default();
        if headless && matches!(self.peek()?.0, Glyph::Big(_)) {
            sum.push(Some(Fixed::integer(1)), self.big()?)?;
        }
        let mut tail = None;
        loop {
            let mark = self.at;
            let zero = !sum.is_empty() && self.zero();
            let section = if self.decimals { None } else { self.section() };
            let section = section.and_then(|section| self.fraction(section));
            let big = if section.is_some() || !zero { self.big() } else { None };
            match (section, big) {
                (_, Some(big)) if sum.push(section.and_then(Fixed::to_ones), big).is_some() => {}
                (Some(section), None) if sum.is_empty() => {
                    // 636千公顷 is counted in thousands; 三千人 only names the places of its digits.
                    tail = if self.arabic { Some(section) } else { section.to_ones() };
                    break;
                }
                (Some(section), None) => {
                    tail = self.tail(section, mark, zero, sum.floor());
                    if tail.is_none() {
                        self.at = mark;
                    }
                    break;
                }
                _ => {
                    self.at = mark;
                    if !self.decimals && !sum.is_empty() {
                        tail = self.fraction(Fixed::default()).filter(|_| self.decimals);
                    }
                    break;
                }
            }
        }
        if sum.is_empty() && tail.is_none() || self.too_long {
            return None;
        }
        self.finish(&sum, tail, headless)
    }

    fn finish(&self, sum: &Sections, tail: Option<Fixed>, headless: bool) -> Option<Numeral> {
        let value = match tail {
            Some(tail) if sum.is_empty() => tail,
            Some(tail) => sum.total()?.checked_add(tail)?,
            None => sum.total()?,
        };
        let digits = match (self.arabic, self.chinese) {
            (true, true) => Written::Mixed,
            (true, false) => Written::Arabic,
            (false, _) => Written::Chinese,
        };
        Some(Numeral {
            value: value.value()?,
            step: value.step()?,
            round: value.round()?,
            digits,
            magnitude: if tail.is_none() { sum.magnitude } else { 0 },
            rough: self.decimals || !sum.is_empty() || value.exp > 0,
            headless,
            row: self.row,
            loose: matches!(glyph_at(self.input), Some((Glyph::Loose(_), _))),
            formal: self.input.starts_with(super::glyph::is_doubtful),
            len: self.at,
        })
    }

    /// What stands below the last magnitude, read from `mark` on: 三万五 is 35000, 三万零五 30005, 2万3287 23287.
    fn tail(&self, section: Fixed, mark: usize, zero: bool, floor: u32) -> Option<Fixed> {
        let read = &self.input[mark..self.at];
        let places = read.chars().any(|c| matches!(glyph(c), Some(Glyph::Small(_))));
        // 三万两 is 30000 两.
        let loose = read.chars().count() == 1
            && matches!(read.chars().next().and_then(glyph), Some(Glyph::Loose(_)));
        if self.row || loose || read.starts_with(' ') && !places {
            return None;
        }
        let single = section.mantissa < 10 && section.exp == 0 && read.chars().count() == 1;
        if single && !zero {
            return Some(section.shifted(floor as i32 - 1));
        }
        let below = section.exp < 0
            || section.mantissa.checked_mul(10u128.checked_pow(section.exp as u32)?)?
                < 10u128.pow(floor);
        below.then_some(section)
    }

    /// A number whose places are named up to 千, or plain digits.
    fn section(&mut self) -> Option<Fixed> {
        let mut total: Option<Fixed> = None;
        // The power of ten of the last place named; the next must be lower.
        let mut place = 4;
        let mut zero = false;
        loop {
            let mark = self.at;
            let Some((glyph, next)) = self.peek() else { break };
            let part = match glyph {
                Glyph::Zero if total.is_some() => {
                    if zero || place < 2 || !self.zero() {
                        break;
                    }
                    zero = true;
                    continue;
                }
                Glyph::Small(unit) if unit == 1 || total.is_none() && mark == 0 => {
                    if i32::from(unit) >= place {
                        break;
                    }
                    self.at = next;
                    self.chinese = true;
                    (Fixed::integer(1), Some(unit.into()))
                }
                Glyph::Tens(tens) if place > 1 => {
                    self.at = next;
                    self.chinese = true;
                    (Fixed::integer(tens.into()), Some(1))
                }
                Glyph::Digit(_) | Glyph::Loose(_) | Glyph::Zero | Glyph::Arabic(_) => {
                    let row = self.row;
                    let Some(group) = self.group(total.is_some()) else { break };
                    let unit = if self.row { None } else { self.unit_below(place) };
                    let loose =
                        matches!(glyph, Glyph::Arabic(_)) && self.input[mark..].starts_with(' ');
                    let lonely = matches!(glyph, Glyph::Loose(_));
                    let stray = total.is_some() && (self.at_unit() || self.row || loose || lonely);
                    if unit.is_none() && stray {
                        self.row = row;
                        self.at = mark;
                        break;
                    }
                    (group, unit)
                }
                _ => break,
            };
            match part {
                (group, Some(unit)) => {
                    total = Some(add(total, group.shifted(unit))?);
                    (place, zero) = (unit, false);
                }
                (group, None) => {
                    match self.last_group(total, group, mark, zero, place) {
                        Some(last) => total = Some(last),
                        None => self.at = mark,
                    }
                    break;
                }
            }
        }
        total
    }

    /// Adds the digits that end a section without a place of their own: 二十【一】, 一百【二】 (120), 1百【01】.
    fn last_group(
        &self,
        total: Option<Fixed>,
        group: Fixed,
        mark: usize,
        zero: bool,
        place: i32,
    ) -> Option<Fixed> {
        let Some(total) = total else { return Some(group) };
        let single = self.input[mark..self.at].trim_start().chars().count() == 1;
        if single && !zero && place > 1 {
            if self.named {
                return None;
            }
            return total.checked_add(group.shifted(place - 1));
        }
        let below = group.exp == 0 && group.mantissa < 10u128.pow(place.unsigned_abs());
        below.then_some(())?;
        total.checked_add(group)
    }

    /// Arabic digits with separators and decimals, or one Chinese digit or several in a row.
    fn group(&mut self, inner: bool) -> Option<Fixed> {
        let (glyph, next) = self.peek()?;
        match glyph {
            Glyph::Arabic(_) => {
                self.at = next - 1;
                self.arabic_group(inner)
            }
            Glyph::Loose(digit) => {
                self.at = next;
                self.chinese = true;
                Some(Fixed::integer(digit.into()))
            }
            _ => {
                let (digits, count) = self.digit_row()?;
                self.chinese = true;
                self.row |= count > 1;
                Some(Fixed::integer(digits))
            }
        }
    }

    fn arabic_group(&mut self, inner: bool) -> Option<Fixed> {
        let bytes = &self.input.as_bytes()[self.at..];
        let run = digits_at(bytes);
        let whole = if inner { run } else { run + separated(bytes, run).max(spaced(bytes, run)) };
        let decimals = match &bytes[whole..] {
            [b'.', tail @ ..] if !inner => digits_at(tail),
            _ => 0,
        };
        let len = if decimals > 0 { whole + 1 + decimals } else { whole };
        if len > MAX_DIGITS {
            self.too_long = true;
            return None;
        }
        let digits = bytes[..len].iter().filter(|byte| byte.is_ascii_digit());
        let mantissa = digits.fold(0, |n, digit| n * 10 + u128::from(digit - b'0'));
        self.at += len;
        self.arabic = true;
        self.decimals |= decimals > 0;
        Some(Fixed { mantissa, exp: -(decimals as i32) })
    }

    /// Chinese digits in a row and how many.
    fn digit_row(&mut self) -> Option<(u128, usize)> {
        let (mut value, mut count) = (0, 0);
        let mut next = self.peek().map(|(glyph, next)| (glyph, next - self.at));
        while let Some((found, len)) = next {
            let digit = match found {
                Glyph::Digit(digit) => digit,
                Glyph::Zero => 0,
                _ => break,
            };
            self.at += len;
            count += 1;
            if count <= MAX_DIGITS {
                value = value * 10 + u128::from(digit);
            }
            next = glyph_at(&self.input[self.at..]);
        }
        self.too_long |= count > MAX_DIGITS;
        (count > 0 && count <= MAX_DIGITS).then_some((value, count))
    }

    /// The digits behind a Chinese decimal point: 三点一四. Not 三点二十, which is a time.
    fn fraction(&mut self, whole: Fixed) -> Option<Fixed> {
        let point = match self.peek() {
            Some((Glyph::Point, next)) => next,
            _ if self.input[self.at..].starts_with('.') => self.at + 1,
            _ => return Some(whole),
        };
        if self.arabic || !self.chinese {
            return Some(whole);
        }
        let mark = std::mem::replace(&mut self.at, point);
        let read = match self.digit_row() {
            Some(digits) if !self.at_unit() => Some(digits),
            _ => None,
        };
        let joined = read.and_then(|(digits, count)| {
            whole.to_ones()?.checked_add(Fixed { mantissa: digits, exp: -(count as i32) })
        });
        // 三点二点一 is no number.
        if joined.is_some()
            && let Some((Glyph::Point, next)) = self.peek()
            && let Some((Glyph::Digit(_) | Glyph::Zero, _)) = glyph_at(&self.input[next..])
        {
            self.too_long = true;
        }
        match joined {
            Some(joined) => {
                self.decimals = true;
                self.row = false;
                Some(joined)
            }
            None => {
                self.at = mark;
                Some(whole)
            }
        }
    }

    /// Reads 十, 百 or 千 if it is below `place`.
    fn unit_below(&mut self, place: i32) -> Option<i32> {
        match self.peek()? {
            (Glyph::Small(unit), next) if i32::from(unit) < place => {
                self.at = next;
                self.chinese = true;
                Some(unit.into())
            }
            _ => None,
        }
    }

    /// Whether 十, 百 or 千 follows that is not part of 千米, 百帕 and their like.
    fn at_unit(&self) -> bool {
        let Some((Glyph::Small(_), next)) = self.peek() else { return false };
        !self.input[next..].starts_with(['米', '克', '瓦', '伏', '帕', '赫', '卡', '焦'])
    }

    /// Reads 万, 亿 or 兆; and 京 where numerals stand on both sides of it, which else is a city.
    fn big(&mut self) -> Option<u32> {
        if self.chinese
            && !self.row
            && let Some(rest) = self.input[self.at..].strip_prefix('京')
            && glyph_at(rest).is_some_and(|(glyph, _)| glyph != Glyph::Point)
        {
            self.at += '京'.len_utf8();
            return Some(16);
        }
        let Some((Glyph::Big(power), next)) = self.peek() else { return None };
        self.at = next;
        Some(power.into())
    }

    /// Reads a 零 that holds the place of those left out.
    fn zero(&mut self) -> bool {
        let Some((Glyph::Zero, next)) = self.peek() else { return false };
        let holds = matches!(
            glyph_at(&self.input[next..]),
            Some((
                Glyph::Digit(_)
                    | Glyph::Loose(_)
                    | Glyph::Arabic(_)
                    | Glyph::Small(_)
                    | Glyph::Tens(_),
                _
            ))
        );
        if holds {
            self.at = next;
        }
        holds
    }

    /// The next glyph and where it ends. Blanks that a page put before or behind the name of a place are passed over.
    fn peek(&self) -> Option<(Glyph, usize)> {
        let rest = &self.input[self.at..];
        if !rest.starts_with(' ') {
            return glyph_at(rest).map(|(glyph, len)| (glyph, self.at + len));
        }
        let next = over_blanks(rest);
        let (glyph, len) = glyph_at(next)?;
        let end = self.input.len() - next.len() + len;
        let names_place = |glyph| matches!(glyph, Glyph::Small(_) | Glyph::Big(_));
        let last = self.input[..self.at].chars().next_back().and_then(super::glyph::glyph);
        let joins = match glyph {
            Glyph::Big(_) | Glyph::Point => true,
            Glyph::Digit(_) if last == Some(Glyph::Point) => true,
            Glyph::Small(_) => !last.is_some_and(names_place),
            Glyph::Digit(_) | Glyph::Loose(_) | Glyph::Arabic(_)
                if last.is_some_and(names_place) =>
            {
                // 三百 五 十 and 三百 五, but not 三百 五天.
                let behind = over_blanks(next.get(len..)?);
                glyph_at(behind).is_some_and(|(glyph, _)| names_place(glyph))
                    || matches!(glyph, Glyph::Arabic(_))
                    || !behind.starts_with(super::glyph::is_han)
                    || behind.starts_with('又')
            }
            _ => false,
        };
        joins.then_some((glyph, end))
    }
}

/// What follows a few blanks.
fn over_blanks(text: &str) -> &str {
    &text[text.bytes().take(3).take_while(|&byte| byte == b' ').count()..]
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
