//! The words that reading figures needs, from `rules/words/`.

use serde::de::DeserializeOwned;

use super::amount::begins_estimate;
use super::calendar;
use super::code::{CodeFile, Codes};
use super::glyph::begins_numeral;
use super::hedge::{HedgeFile, Hedging};
use super::idiom::{IdiomFile, Idioms};
use super::rank::{RankFile, Ranks};
use super::sign::Scale;
use super::words::{Builder, ClassifierFile, CurrencyFile, UnitFile, Words};
use crate::value::{UnitId, Units, Widths};

/// A word file that is missing or wrong.
#[derive(Debug, thiserror::Error)]
#[error("词表 {file}: {message}")]
pub struct LexiconError {
    /// The file, below `rules/words/`.
    pub file: String,
    /// What is wrong with it, and where.
    pub message: String,
}

/// Units, classifiers, currencies, hedges, idioms …, loaded once and shared by all threads.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// All units.
    pub units: Units,
    /// How far hedges reach.
    pub widths: Widths,
    pub(crate) words: Words,
    pub(crate) hedging: Hedging,
    pub(crate) idioms: Idioms,
    pub(crate) ranks: Ranks,
    pub(crate) codes: Codes,
    pub(crate) calendar: calendar::Words,
    pub(crate) candidates: Candidates,
}

impl Lexicon {
    /// From the files that are built in.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "the files are part of the program, and a test loads them"
    )]
    pub fn builtin() -> Self {
        Self::load(|name| crate::RULES.get_file(format!("words/{name}"))?.contents_utf8())
            .expect("the built-in words are right")
    }

    /// The unit of degrees on a scale.
    pub(crate) fn degrees(&self, scale: Scale) -> Option<UnitId> {
        let symbol = match scale {
            Scale::Celsius => "℃",
            Scale::Fahrenheit => "℉",
        };
        self.units.find("temperature", symbol)
    }

    /// From files that `text` gives by name.
    ///
    /// # Errors
    ///
    /// A file is missing or wrong.
    pub fn load<'a>(text: impl Fn(&str) -> Option<&'a str>) -> Result<Self, LexiconError> {
        let mut units = Units::new();
        let words = Builder::new(&mut units).build(
            &file::<UnitFile>("units.toml", &text)?,
            &file::<ClassifierFile>("classifiers.toml", &text)?,
            &file::<CurrencyFile>("currencies.toml", &text)?,
        );
        let hedges: HedgeFile = file("hedges.toml", &text)?;
        let ranks = Ranks::new(&file::<RankFile>("ranks.toml", &text)?)
            .map_err(|word| unknown("ranks.toml", &word))?;
        let calendar = text("calendar.toml").ok_or_else(|| missing("calendar.toml"))?;
        let calendar = calendar::Words::parse(calendar)
            .map_err(|problem| wrong("calendar.toml", &problem.to_string()))?;
        let candidates = Candidates::new(calendar.leads().chain(ranks.leads()));
        Ok(Self {
            units,
            widths: hedges.widths(),
            words,
            hedging: hedges.hedging().map_err(|word| unknown("hedges.toml", &word))?,
            idioms: Idioms::new(&file::<IdiomFile>("idioms.toml", &text)?)
                .map_err(|word| unknown("idioms.toml", &word))?,
            ranks,
            codes: Codes::new(&file::<CodeFile>("codes.toml", &text)?),
            calendar,
            candidates,
        })
    }
}

/// Reads one file.
pub(crate) fn file<'a, T: DeserializeOwned>(
    name: &str,
    text: &impl Fn(&str) -> Option<&'a str>,
) -> Result<T, LexiconError> {
    let content = text(name).ok_or_else(|| missing(name))?;
    toml::from_str(content).map_err(|problem| wrong(name, &problem.to_string()))
}

fn missing(file: &str) -> LexiconError {
    wrong(file, "没有这个文件")
}

fn unknown(file: &str, word: &str) -> LexiconError {
    wrong(file, &format!("不认识“{word}”"))
}

fn wrong(file: &str, message: &str) -> LexiconError {
    LexiconError { file: file.to_owned(), message: message.to_owned() }
}

/// The characters at which a mention may begin, or has the character it is found by: a bit for each of the first 65,536.
#[derive(Clone, Debug)]
pub(crate) struct Candidates {
    bits: Box<[u64]>,
}

impl Default for Candidates {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}

impl Candidates {
    /// Numerals, and what the parsers add.
    fn new(leads: impl Iterator<Item = char>) -> Self {
        let mut bits = vec![0u64; 1 << 10].into_boxed_slice();
        let all = (0..=0xFFFF).filter_map(char::from_u32);
        for c in all.filter(|&c| begins_numeral(c) || begins_estimate(c)).chain(leads) {
            if let Some(word) = bits.get_mut(c as usize >> 6) {
                *word |= 1 << (c as usize & 63);
            }
        }
        Self { bits }
    }

    /// The first candidate in `text` from `at` on.
    pub(crate) fn next(&self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = at;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'0'..=b'9' => return Some(at),
                0..=0x7F => at += 1,
                // Three bytes: all common Chinese characters.
                0xE0..=0xEF => {
                    let (second, third) = (bytes[at + 1], bytes[at + 2]);
                    let c = usize::from(byte & 0xF) << 12
                        | usize::from(second & 0x3F) << 6
                        | usize::from(third & 0x3F);
                    if self.bits[c >> 6] >> (c & 63) & 1 != 0 {
                        return Some(at);
                    }
                    at += 3;
                }
                0xC0..=0xDF => at += 2,
                _ => at += 4,
            }
        }
        None
    }
}
