//! The words that reading figures needs, from `rules/words/`.

use serde::de::DeserializeOwned;

use super::calendar;
use super::candidate::Candidates;
use super::code::{CodeFile, Codes};
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
        let idioms = Idioms::new(&file::<IdiomFile>("idioms.toml", &text)?)
            .map_err(|word| unknown("idioms.toml", &word))?;
        let follow = words.after.starts().chain(calendar.follow()).chain(FOLLOW.chars());
        let leads = calendar.leads().chain(ranks.leads()).chain(idioms.leads());
        let candidates = Candidates::new(leads, follow);
        Ok(Self {
            units,
            widths: hedges.widths(),
            words,
            hedging: hedges.hedging().map_err(|word| unknown("hedges.toml", &word))?,
            idioms,
            ranks,
            codes: Codes::new(&file::<CodeFile>("codes.toml", &text)?),
            calendar,
            candidates,
        })
    }
}

/// What else may follow a Chinese digit: 三分之一, 三比二, 三至五, 三家, 三号楼, 第三条, 三届.
const FOLLOW: &str = "分又比至到和与或起直余多来几半个届号条款番打京";

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
