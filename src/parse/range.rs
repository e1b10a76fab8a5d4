//! Ranges: 3至5家, 5%~8%, 5000至4万元, 20和30之间.

use rust_decimal::Decimal;

use super::amount::{Amount, power_of_ten};
use super::glyph::{Glyph, glyph};
use super::number::Written;

/// How two figures are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// 至, 到, ~.
    Word,
    /// A single dash, which may be many other things.
    Dash,
    /// 和, 与: only with 之间 or 间 behind.
    And,
}

/// The joint at the start of `rest`, with blanks around it, and its length.
pub(crate) fn joint(rest: &str) -> Option<(Joint, usize)> {
    if rest.starts_with('(') {
        let word = ["(含)", "(不含)"].into_iter().find(|word| rest.starts_with(word))?;
        let (joint, len) = joint(&rest[word.len()..])?;
        return Some((joint, word.len() + len));
    }
    let word = rest.trim_start_matches(' ');
    let blanks = rest.len() - word.len();
    let first = word.chars().next()?;
    let (joint, len) = match first {
        '至' | '到' => (Joint::Word, first.len_utf8()),
        '~' => (Joint::Word, word.bytes().take(3).take_while(|&byte| byte == b'~').count()),
        '-' if word.starts_with("--") => (Joint::Word, 2),
        '-' | '–' => (Joint::Dash, first.len_utf8()),
        '和' | '与' | '跟' => (Joint::And, first.len_utf8()),
        _ => return None,
    };
    let tail = &word[len..];
    let behind = tail.len() - tail.trim_start_matches(' ').len();
    (blanks <= 1 && behind <= 1).then_some((joint, blanks + len + behind))
}

/// The length of 之间 or 间 at the start.
pub(crate) fn between(rest: &str) -> Option<usize> {
    ["之间", "间"].into_iter().find(|word| rest.starts_with(word)).map(str::len)
}

/// The first number of a range with the magnitude of the second, where it is meant: 3至5万 (30000), but 5000至4万 (5000).
pub(crate) fn carried(first: Amount, second: &Amount, second_text: &str) -> Amount {
    let plain = first.magnitude == 0 && !first.numeral.headless;
    let power =
        if second.magnitude > 0 { second.magnitude } else { hundreds(&first, second, second_text) };
    if !plain || power == 0 {
        return first;
    }
    let scale = power_of_ten(power);
    if first.to >= second.from / scale {
        return first;
    }
    first.scaled(scale).map_or(first, |carried| Amount {
        magnitude: power,
        rough: second.rough,
        ..carried
    })
}

/// 三到五百, 2至3千: the power of ten that a single digit takes from a second number of one digit and 百 or 千.
fn hundreds(first: &Amount, second: &Amount, text: &str) -> u32 {
    let mut chars = text[..second.len].chars().rev();
    let power = match chars.next().and_then(glyph) {
        Some(Glyph::Small(power @ 2..)) => u32::from(power),
        _ => return 0,
    };
    let digit =
        first.to < Decimal::TEN && (first.is_single() || first.numeral.digits == Written::Arabic);
    let one = second.to / power_of_ten(power) < Decimal::TEN && second.round == power_of_ten(power);
    if digit && one { power } else { 0 }
}
