//! Where a mention may stand: the table that the scan of a text asks of every character.

use super::amount::begins_estimate;
use super::charset::{Bits, pair};
use super::glyph::{Glyph, begins_numeral, glyph, is_han};
use crate::text::window::Window;

/// The characters by which mentions are found. Nearly all of a text is passed over here, so what decides is looked up in
/// tables that fit into the nearest cache.
#[derive(Clone, Debug)]
pub(crate) struct Candidates {
    /// Those at which anything can begin, hashed.
    any: Bits,
    /// Of these, those that are one whatever follows.
    sure: Bits,
    /// Single Chinese digits.
    digit: Bits,
    /// The two characters with which a word begins, hashed.
    pairs: Bits,
    /// What may follow a single Chinese digit that is a figure.
    follow: Bits,
}

impl Default for Candidates {
    fn default() -> Self {
        Self::new(std::iter::empty(), std::iter::empty())
    }
}

impl Candidates {
    /// Numerals; the words that begin with `leads`, given by their first two characters, the second 0 where it does not
    /// matter; and what may `follow` a Chinese digit.
    pub(crate) fn new(
        leads: impl Iterator<Item = [char; 2]>,
        follow: impl Iterator<Item = char>,
    ) -> Self {
        let (mut any, mut sure, mut digit) = (Bits::default(), Bits::default(), Bits::default());
        let (mut pairs, mut follows) = (Bits::default(), Bits::default());
        ('0'..='9').for_each(|digit| begins(&mut any, digit));
        for c in (0..=0xFFFF).filter_map(char::from_u32) {
            if begins_numeral(c) || begins_estimate(c) {
                begins(&mut any, c);
            }
            if is_digit(c) {
                digit.set(c as usize);
            } else if begins_numeral(c) {
                sure.set(c as usize);
            }
            if glyph(c).is_some() {
                follows.set(c as usize);
            }
            // 几十, 数百.
            if matches!(glyph(c), Some(Glyph::Small(_) | Glyph::Big(_) | Glyph::Loose(_))) {
                pairs.set(pair('几' as usize, c as usize));
                pairs.set(pair('数' as usize, c as usize));
            }
        }
        for [first, second] in leads {
            begins(&mut any, first);
            match second {
                '\0' => sure.set(first as usize),
                _ => pairs.set(pair(first as usize, second as usize)),
            }
        }
        follow.for_each(|c| follows.set(c as usize));
        Self { any, sure, digit, pairs, follow: follows }
    }

    /// The first candidate in `text` from `at` on.
    pub(crate) fn next(&self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = at;
        while at < bytes.len() {
            let window = Window::at(bytes, at);
            if self.any.has(window.key()) && self.begins(text, at) {
                return Some(at);
            }
            at += window.width();
        }
        None
    }

    /// Whether the character at `at` is one, or shares its hash with one.
    fn begins(&self, text: &str, at: usize) -> bool {
        match text.as_bytes()[at] {
            b'0'..=b'9' => true,
            0xE0..=0xEF => self.holds(text, at),
            _ => false,
        }
    }

    /// Whether what follows lets the character of three bytes at `at` be one.
    fn holds(&self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        let first = usize::from(Window::at(bytes, at).unit());
        let behind = Window::at(bytes, at + 3);
        let second = match behind.lead() {
            _ if behind.is_three() => behind.unit().into(),
            ascii @ ..0x80 => ascii.into(),
            _ => text[at + 3..].chars().next().map_or(0, |c| c as usize),
        };
        if self.sure.has(first) || self.pairs.has(pair(first, second)) {
            return true;
        }
        // 第三方面: ordinals need nothing behind them.
        self.digit.has(first)
            && (self.follow.has(second)
                || !char::from_u32(second as u32).is_some_and(is_han)
                || text[..at].ends_with(['第', ' ']))
    }
}

fn begins(any: &mut Bits, c: char) {
    let mut bytes = [0; 4];
    let bytes = c.encode_utf8(&mut bytes).as_bytes();
    any.set(Window::at(bytes, 0).key());
}

/// A single Chinese digit.
fn is_digit(c: char) -> bool {
    matches!(glyph(c), Some(Glyph::Digit(_) | Glyph::Loose(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let leads = [['今', '年'], ['周', '\0'], ['半', '\0']];
        let candidates = Candidates::new(leads.into_iter(), "个年半".chars());
        let (mut at, mut found) = (0, String::new());
        while let Some(next) = candidates.next(text, at) {
            found.extend(text[next..].chars().next());
            at = next + text[next..].chars().next().map_or(1, char::len_utf8);
        }
        found
    }

    #[test]
    fn only_what_can_begin_a_mention() {
        assert_eq!(found("今日四川来了三个人"), "三");
        assert_eq!(found("今年过半,周知"), "今半周");
        assert_eq!(found("第三方面,一致,一,二十五"), "三一二十五");
        assert_eq!(found("几乎几十,数字数百 3é𠀀"), "几十数百3");
    }
}
