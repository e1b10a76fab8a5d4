//! Ranks and ordinals: 第1位, 前三, 倒数第二, 第三次, 二十届; and the words that are figures by themselves: 首位, 过半, 翻番.
//! Data: `rules/words/ranks.toml`.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Amount, ends_word};
use super::glyph::glyph;
use super::idiom::{Anchored, Found};
use super::mention::Kind;
use super::number::Written;
use super::spot::Spot;
use super::trie::Trie;
use crate::value::{Effect, Figure, Hedges, Rounding, UnitId};

/// What follows 第N.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Rank,
    Code,
}

/// A word that is a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FixedFigure {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its value.
    pub(crate) figure: Figure,
}

/// The words of ranks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranks {
    after: Trie<After>,
    top: Trie<()>,
    fixed: Anchored<FixedFigure>,
    /// The characters from which fixed words are found.
    leads: Vec<[char; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RankFile {
    rank: String,
    code: String,
    top: String,
    word: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: String,
    value: Decimal,
    /// The upper end of an estimate.
    to: Option<Decimal>,
    step: Option<Decimal>,
    hedge: Option<String>,
    names: String,
}

impl Ranks {
    /// An unknown kind or hedge is an error, by its name.
    pub(crate) fn new(file: &RankFile) -> Result<Self, String> {
        let mut ranks = Self::default();
        for (list, after) in [(&file.rank, After::Rank), (&file.code, After::Code)] {
            for word in list.split_whitespace() {
                ranks.after.insert(word.chars(), after);
            }
        }
        for word in file.top.split_whitespace() {
            ranks.top.insert(word.chars(), ());
        }
        for entry in &file.word {
            let fixed = entry.fixed()?;
            for name in entry.names.split_whitespace() {
                if !ranks.fixed.insert(name, is_lead, fixed) {
                    return Err(name.to_owned());
                }
                ranks.leads.extend(lead(name));
            }
        }
        Ok(ranks)
    }

    /// The characters from which [`Self::fixed`] can find something, each with what follows it in the word.
    pub(crate) fn leads(&self) -> impl Iterator<Item = [char; 2]> {
        self.leads.iter().copied()
    }

    /// The word around the candidate that is a figure by itself.
    pub(crate) fn fixed(&self, before: &str, rest: &str) -> Option<Found<FixedFigure>> {
        self.fixed.find(before, rest)
    }

    /// 第N, 倒数第N, 前N, N届 at the candidate.
    pub(crate) fn read(&self, spot: Spot<'_>) -> Option<Ranked> {
        let before = spot.before();
        if let Some(head) = before.trim_end_matches(' ').strip_suffix('第') {
            let blanks = before.len() - head.len() - '第'.len_utf8();
            return self.ordinal(head, blanks, spot);
        }
        if before.len() <= 3 && continues(spot) {
            let more = self.ordinal("", 0, spot)?;
            return (more.len > spot.numeral()?.len).then_some(Ranked { back: 0, ..more });
        }
        if let Some(head) = before.strip_suffix('前')
            && !head.ends_with([
                '之', '以', '目', '此', '日', '年', '提', '当', '先', '眼', '空', '从', '生', '月',
                '周', '天', '会', '赛', '战', '节', '午', '饭', '面', '时', '小',
            ])
        {
            return self.top(spot);
        }
        None
    }

    fn ordinal(&self, head: &str, blanks: usize, spot: Spot<'_>) -> Option<Ranked> {
        let (rest, number) = (spot.rest(), spot.numeral()?);
        let len = number.len;
        let tail = rest[len..].trim_start_matches(' ');
        let last = head.strip_suffix("倒数");
        let value = if last.is_some() { -number.value } else { number.value };
        let back = blanks + if last.is_some() { "倒数第".len() } else { "第".len() };
        let figure = Figure::exact(value, UnitId::NONE);
        let (kind, more) = match self.after.at_start(tail) {
            Some((_, After::Code)) => (Kind::Code, 0),
            Some((len, After::Rank)) => {
                (Kind::Rank, if rest[number.len..].starts_with(['位', '名']) { len } else { 0 })
            }
            None if ends_word(tail) => (Kind::Rank, 0),
            None => (Kind::Ordinal, 0),
        };
        Some(Ranked { kind, figure, back, len: len + more })
    }

    /// 前三, 前10名: the places from the first to that.
    fn top(&self, spot: Spot<'_>) -> Option<Ranked> {
        let rest = spot.rest();
        let plain = |read: &&Amount| !read.rough && !read.more && read.from > Decimal::ONE;
        let read = spot.amount().filter(plain)?;
        let tail = &rest[read.len..];
        let more = match self.top.at_start(tail) {
            Some((len, ())) => len,
            None if (read.is_single() || is_round(&rest[..read.len])) && ends_word(tail) => 0,
            None => return None,
        };
        let figure = Figure { from: Decimal::ONE, ..Figure::exact(read.to, UnitId::NONE) };
        Some(Ranked { kind: Kind::Rank, figure, back: "前".len(), len: read.len + more })
    }
}

/// Of these numbers 前 makes a rank without a word behind: 前十, 前10, 前50.
fn is_round(number: &str) -> bool {
    matches!(number, "十" | "10" | "20" | "30" | "50" | "100" | "二十" | "三十" | "五十")
}

/// Whether the number goes on from an ordinal: 第3、【4名】, 第1至【3名】.
fn continues(spot: Spot<'_>) -> bool {
    let before = spot.before();
    if !matches!(before, "、" | "至" | "到" | "-" | "~") {
        return false;
    }
    let text = spot.text_before();
    let head = &text[..text.len() - before.len()];
    let head = head.char_indices().rev().take(4).find(|(_, c)| glyph(*c).is_none());
    head.is_some_and(|(_, c)| c == '第')
}

/// A rank or ordinal found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ranked {
    /// Rank, ordinal, or code (第31条).
    pub(crate) kind: Kind,
    /// Its number; negative from the end.
    pub(crate) figure: Figure,
    /// Bytes before the candidate.
    pub(crate) back: usize,
    /// Bytes from the candidate on.
    pub(crate) len: usize,
}

/// Whether an amount in front of 届 is the number of a term (二十届) rather than a count of terms (连续三届).
pub(crate) fn is_term(read: &Amount) -> bool {
    read.from >= Decimal::TEN && !read.estimate && read.numeral.digits != Written::Mixed
}

impl Entry {
    fn fixed(&self) -> Result<FixedFigure, String> {
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == self.kind)
            .ok_or_else(|| self.kind.clone())?;
        let hedge = match self.hedge.as_deref() {
            None => None,
            Some(name) => Some(Effect::from_name(name).ok_or_else(|| name.to_owned())?),
        };
        let step = self.step.unwrap_or(Decimal::ONE);
        let unit = match kind {
            Kind::Percent => UnitId::PERCENT,
            Kind::Multiple => UnitId::TIMES,
            Kind::Age => UnitId::YEAR,
            _ => UnitId::NONE,
        };
        let whole = matches!(kind, Kind::Rank | Kind::Ordinal);
        let rounding = match self.to {
            Some(_) => Rounding::Estimated,
            None if whole => Rounding::Exact,
            None => Rounding::Rounded,
        };
        let figure = Figure {
            to: self.to.unwrap_or(self.value),
            step,
            round: step,
            rounding,
            hedges: Hedges { before: hedge, ..Hedges::default() },
            ..Figure::exact(self.value, unit)
        };
        Ok(FixedFigure { kind, figure })
    }
}

/// The character a fixed word is found from, and the one behind it, 0 at its end.
fn lead(name: &str) -> Option<[char; 2]> {
    let mut chars = name.chars().skip_while(|&c| !is_lead(c));
    Some([chars.next()?, chars.next().unwrap_or('\0')])
}

/// The characters fixed words are found from: their first numeral, or one of the rarer characters they have.
fn is_lead(c: char) -> bool {
    glyph(c).is_some()
        || matches!(
            c,
            '半' | '首'
                | '冠'
                | '亚'
                | '季'
                | '榜'
                | '末'
                | '垫'
                | '魁'
                | '探'
                | '状'
                | '次'
                | '翻'
                | '折'
        )
}
