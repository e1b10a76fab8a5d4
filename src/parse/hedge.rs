//! Hedges before and behind a figure. Data: `rules/words/hedges.toml`.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::ends_word;
use super::glyph::is_han;
use super::trie::Trie;
use crate::value::{Effect, Widths};

/// The hedging words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hedging {
    /// Back to front.
    before: Trie<Before>,
    after: Trie<Option<Effect>>,
    /// 多 and 余 behind a unit.
    bare: Trie<Effect>,
}

/// A hedge before a figure; without effect it only hides a shorter one.
#[derive(Clone, Copy, Debug)]
struct Before {
    effect: Option<Effect>,
    only: Size,
}

/// Which figures a hedge goes with, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Size {
    /// Any.
    Any,
    /// Those with 百, 千, 万 or 亿.
    Large,
    /// 百, 千, 万, 亿 without a digit.
    Headless,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HedgeFile {
    widths: WidthTable,
    hedge: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WidthTable {
    about_strict: Decimal,
    about_lenient: Decimal,
    near_strict: Decimal,
    near_lenient: Decimal,
    above_strict: Decimal,
    round_zeros: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    effect: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    large: String,
    #[serde(default)]
    headless: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    bare: String,
}

impl HedgeFile {
    /// How far hedges reach.
    pub(crate) fn widths(&self) -> Widths {
        let widths = &self.widths;
        Widths {
            about_strict: widths.about_strict,
            about_lenient: widths.about_lenient,
            near_strict: widths.near_strict,
            near_lenient: widths.near_lenient,
            above_strict: widths.above_strict,
            round_zeros: widths.round_zeros,
        }
    }

    /// The words; an unknown effect is an error, by its name.
    pub(crate) fn hedging(&self) -> Result<Hedging, String> {
        let mut hedging = Hedging::default();
        for entry in &self.hedge {
            let effect = match entry.effect.as_str() {
                "none" => None,
                name => Some(Effect::from_name(name).ok_or_else(|| name.to_owned())?),
            };
            let lists = [
                (&entry.before, Size::Any),
                (&entry.large, Size::Large),
                (&entry.headless, Size::Headless),
            ];
            for (list, only) in lists {
                for word in list.split_whitespace() {
                    let chars = word.chars().rev().map(|c| if c == '_' { ' ' } else { c });
                    hedging.before.insert(chars, Before { effect, only });
                }
            }
            for word in entry.after.split_whitespace() {
                hedging.after.insert(word.chars(), effect);
            }
            for word in entry.bare.split_whitespace() {
                if let Some(effect) = effect {
                    hedging.bare.insert(word.chars(), effect);
                }
            }
        }
        Ok(hedging)
    }
}

impl Hedging {
    /// The hedge that ends where a figure of that size begins: its length in bytes, with a blank behind it, and its effect.
    pub(crate) fn before(&self, text: &str, size: Size) -> Option<(usize, Effect)> {
        let word = text.trim_end_matches(' ');
        let blanks = text.len() - word.len();
        let (len, found) = self.before.at_end(word)?;
        (blanks <= 1 && size >= found.only).then_some(())?;
        Some((len + blanks, found.effect?))
    }

    /// The hedge behind a figure: its length and effect.
    pub(crate) fn after(&self, text: &str) -> Option<(usize, Effect)> {
        if let Some(word) = text.strip_prefix(' ') {
            let (len, effect) = self.after.at_start(word)?;
            return effect.filter(|_| ends_word(&word[len..])).map(|effect| (len + 1, effect));
        }
        // 10万+, but not 3+2.
        if let Some(tail) = text.strip_prefix('+') {
            let ends = !tail.starts_with(|c: char| c.is_alphanumeric() && !is_han(c) || c == '-');
            return ends.then_some((1, Effect::AtLeast));
        }
        if let Some((len, effect)) = self.after.at_start(text) {
            return effect.map(|effect| (len, effect));
        }
        let (len, effect) = self.bare.at_start(text)?;
        // 5米多, but not 两国多地 or 比80人多5人; 的, 长, 高 … end the phrase.
        let next = text[len..].chars().next();
        let ends = next.is_none_or(|c| {
            !(is_han(c) || c.is_ascii_digit())
                || matches!(c, '的' | '长' | '高' | '宽' | '远' | '深' | '重' | '厚' | '了')
        });
        ends.then_some((len, effect))
    }
}
