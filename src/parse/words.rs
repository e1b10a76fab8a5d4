//! The words behind a number: units, classifiers, currencies, percent. Data: `rules/words/units.toml`, `classifiers.toml`
//! and `currencies.toml`.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use serde::Deserialize;

use super::trie::Trie;
use crate::value::{Interval, Unit, UnitId, Units};

/// What a word behind a number makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A measured quantity.
    Quantity,
    /// Whole things counted.
    Count,
    /// An amount of money.
    Money,
    /// 角, 毛: a tenth or hundredth of 元, alone.
    SmallMoney,
    /// 块: money or a classifier.
    Colloquial,
    /// %, ‰.
    Percent,
    /// 成 and 折: tens of percent.
    Tenths,
    /// 个百分点.
    Point,
    /// 倍.
    Times,
    /// Another word that only begins like one of these.
    Blocked,
}

/// A word behind a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Word {
    /// What it makes of the number.
    pub(crate) class: Class,
    /// Its unit.
    pub(crate) unit: UnitId,
    /// The unit meant behind 万 and 亿.
    pub(crate) large: UnitId,
    /// The power of ten the number is multiplied by: ‰ is −1, 角 −1.
    pub(crate) power: i8,
    /// Not with a single Chinese digit.
    pub(crate) vague: bool,
    /// Only with Arabic digits.
    pub(crate) arabic: bool,
    /// With 一 too.
    pub(crate) one: bool,
    /// With 二 too.
    pub(crate) two: bool,
    /// Not with what may be a year.
    pub(crate) not_year: bool,
}

impl Word {
    const fn new(class: Class, unit: UnitId) -> Self {
        Self {
            class,
            unit,
            large: unit,
            power: 0,
            vague: false,
            arabic: false,
            one: false,
            two: false,
            not_year: false,
        }
    }
}

/// All words behind numbers, and the currency signs before them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// The denominators of rates, by number.
    per: Trie<u16>,
    /// The rate of a unit by a denominator.
    rates: HashMap<(UnitId, u16), UnitId>,
    /// Behind the number.
    pub(crate) after: Trie<Word>,
    /// Currencies before it, back to front.
    pub(crate) before: Trie<UnitId>,
    /// 角 and 分 behind 元: hundredths.
    pub(crate) parts: Trie<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct UnitFile {
    #[serde(default)]
    rate: Vec<Rate>,
    #[serde(default)]
    denominator: Vec<Named>,
    blocked: WordList,
    #[serde(flatten)]
    dimensions: BTreeMap<String, Dimension>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dimension {
    units: Vec<UnitEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    symbol: String,
    factor: Decimal,
    names: String,
    family: Option<String>,
    #[serde(default)]
    vague: String,
    #[serde(default)]
    arabic: String,
    large: Option<String>,
    scale: Option<Decimal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rate {
    of: String,
    per: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    symbol: String,
    names: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClassifierFile {
    one: String,
    two: String,
    not_year: String,
    arabic: String,
    group: Vec<Group>,
    each: WordList,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    words: String,
    #[serde(default)]
    alias: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CurrencyFile {
    currency: Vec<Currency>,
    part: Vec<Part>,
    small: Vec<Small>,
    colloquial: Named,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Currency {
    code: String,
    names: String,
    #[serde(default)]
    before: String,
    /// How many of it a dollar has bought: the least and the most.
    per_dollar: Option<[Decimal; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    hundredths: i64,
    names: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Small {
    power: i8,
    names: String,
}

/// Collects words and units.
pub(crate) struct Builder<'a> {
    units: &'a mut Units,
    words: Words,
    /// The unit of each symbol with its names, for the rates.
    known: HashMap<String, (UnitId, Vec<String>)>,
}

impl Words {
    /// What the word behind a number says: the longest unit, classifier or currency at the start of `text`, or two of them
    /// joined to a rate, 元/吨 or 元每吨.
    pub(crate) fn behind(&self, text: &str) -> Option<(usize, Word)> {
        let (len, word) = self.after.at_start(text)?;
        let rest = &text[len..];
        let Some(per) = rest.strip_prefix('/').or_else(|| rest.strip_prefix('每')) else {
            return Some((len, word));
        };
        let rate = self.per.at_start(per).and_then(|(per_len, number)| {
            let unit = *self.rates.get(&(word.unit, number))?;
            Some((text.len() - per.len() + per_len, Word::new(Class::Quantity, unit)))
        });
        Some(rate.unwrap_or((len, word)))
    }
}

impl<'a> Builder<'a> {
    pub(crate) fn new(units: &'a mut Units) -> Self {
        Self { units, words: Words::default(), known: HashMap::new() }
    }

    /// Everything there is in the three files.
    pub(crate) fn build(
        mut self,
        units: &UnitFile,
        classifiers: &ClassifierFile,
        currencies: &CurrencyFile,
    ) -> Words {
        self.classifiers(classifiers);
        self.currencies(currencies);
        for (dimension, entries) in &units.dimensions {
            for entry in &entries.units {
                self.unit(dimension, entry);
            }
        }
        for entries in units.dimensions.values() {
            self.large(&entries.units);
        }
        self.rates(units);
        for word in units.blocked.words.split_whitespace() {
            self.words.after.insert(word.chars(), Word::new(Class::Blocked, UnitId::NONE));
        }
        self.words
    }

    fn unit(&mut self, dimension: &str, entry: &UnitEntry) {
        let id = self.units.add(Unit {
            symbol: entry.symbol.clone(),
            dimension: dimension.to_owned(),
            family: entry.family.clone().unwrap_or_else(|| dimension.to_owned()),
            factor: entry.factor,
            whole: false,
        });
        let scale = entry.scale.unwrap_or(Decimal::ONE);
        let class = match dimension {
            "percent" if scale == Decimal::TEN => Class::Tenths,
            "percent" => Class::Percent,
            "percent-point" => Class::Point,
            "multiple" => Class::Times,
            _ => Class::Quantity,
        };
        let listed = |list: &str, name: &str| list.split_whitespace().any(|word| word == name);
        for name in entry.names.split_whitespace() {
            let word = Word {
                vague: listed(&entry.vague, name),
                arabic: listed(&entry.arabic, name),
                power: if scale < Decimal::ONE { -1 } else { 0 },
                ..Word::new(class, id)
            };
            self.words.after.insert(name.chars(), word);
        }
        let names = entry.names.split_whitespace().map(str::to_owned);
        self.known.entry(entry.symbol.clone()).or_insert((id, Vec::new())).1.extend(names);
    }

    /// Resolves the units meant behind 万 and 亿, which may come later in the file.
    fn large(&mut self, entries: &[UnitEntry]) {
        for entry in entries {
            let Some((large, _)) = entry.large.as_ref().and_then(|symbol| self.known.get(symbol))
            else {
                continue;
            };
            for name in entry.names.split_whitespace() {
                if let Some(word) = self.words.after.get(name.chars()) {
                    self.words.after.insert(name.chars(), Word { large: *large, ..word });
                }
            }
        }
    }

    fn classifiers(&mut self, file: &ClassifierFile) {
        let each = file.each.words.split_whitespace().map(|word| (word, word, word));
        let grouped = file.group.iter().flat_map(|group| {
            let words =
                group.words.split_whitespace().map(|word| (word, word, group.name.as_str()));
            let aliases = group.alias.split_whitespace().filter_map(|alias| alias.split_once('='));
            words.chain(aliases.map(|(word, symbol)| (word, symbol, group.name.as_str())))
        });
        for (name, symbol, family) in each.chain(grouped).collect::<Vec<_>>() {
            let id = self.units.add(Unit {
                symbol: symbol.to_owned(),
                dimension: "count".to_owned(),
                family: family.to_owned(),
                factor: Decimal::ONE,
                whole: true,
            });
            self.words.after.insert(name.chars(), Word::new(Class::Count, id));
            self.known.entry(symbol.to_owned()).or_insert((id, Vec::new())).1.push(name.to_owned());
        }
        type Flag = fn(&mut Word);
        let flags: [(&str, Flag); 4] = [
            (&file.one, |word| word.one = true),
            (&file.two, |word| word.two = true),
            (&file.arabic, |word| word.arabic = true),
            (&file.not_year, |word| word.not_year = true),
        ];
        for (list, set) in flags {
            for name in list.split_whitespace() {
                if let Some(mut word) = self.words.after.get(name.chars()) {
                    set(&mut word);
                    self.words.after.insert(name.chars(), word);
                }
            }
        }
    }

    fn currencies(&mut self, file: &CurrencyFile) {
        let mut codes = HashMap::new();
        for currency in &file.currency {
            let id = self.units.add(Unit {
                symbol: currency.code.clone(),
                dimension: "money".to_owned(),
                family: currency.code.clone(),
                factor: Decimal::ONE,
                whole: false,
            });
            codes.insert(currency.code.as_str(), id);
            if let Some([least, most]) = currency.per_dollar {
                self.units.set_rate(id, Interval::between(least, most));
            }
            for name in currency.names.split_whitespace() {
                self.words.after.insert(name.chars(), Word::new(Class::Money, id));
            }
            for sign in currency.before.split_whitespace() {
                self.words.before.insert(sign.chars().rev(), id);
            }
            let names = currency.names.split_whitespace().map(str::to_owned).collect();
            self.known.insert(currency.code.clone(), (id, names));
        }
        for part in &file.part {
            for name in part.names.split_whitespace() {
                self.words.parts.insert(name.chars(), part.hundredths);
            }
        }
        let default = codes.get(file.colloquial.symbol.as_str()).copied().unwrap_or(UnitId::NONE);
        for small in &file.small {
            for name in small.names.split_whitespace() {
                let word = Word { power: small.power, ..Word::new(Class::SmallMoney, default) };
                self.words.after.insert(name.chars(), word);
            }
        }
        for name in file.colloquial.names.split_whitespace() {
            let count = self.words.after.get(name.chars()).map_or(UnitId::NONE, |word| word.unit);
            let word = Word { large: default, ..Word::new(Class::Colloquial, count) };
            self.words.after.insert(name.chars(), word);
        }
    }

    /// 元/吨 and 元每吨 for all that `of` and `per` name.
    fn rates(&mut self, file: &UnitFile) {
        let mut denominators: HashMap<&str, &str> = HashMap::new();
        for named in &file.denominator {
            denominators.insert(&named.symbol, &named.names);
        }
        let mut numbers: HashMap<&str, u16> = HashMap::new();
        for rate in &file.rate {
            for (of, per) in pairs(&rate.of, &rate.per) {
                let Some(of_id) = self.known.get(of).map(|(id, _)| *id) else { continue };
                let per_id = self.known.get(per).map(|(id, _)| *id).or_else(|| time_unit(per));
                let next = numbers.len() as u16;
                let number = *numbers.entry(per).or_insert(next);
                if number == next {
                    let names = self.known.get(per).map(|(_, names)| names.join(" "));
                    let names =
                        names.or_else(|| denominators.get(per).map(|names| (*names).to_owned()));
                    for name in names.unwrap_or_default().split_whitespace() {
                        self.words.per.insert(name.chars(), number);
                    }
                }
                let unit = self.rate(of_id, per, per_id);
                let id = self.units.add(unit);
                self.words.rates.insert((of_id, number), id);
            }
        }
    }

    fn rate(&self, of: UnitId, per: &str, per_id: Option<UnitId>) -> Unit {
        let of = self.units.get(of);
        let per_unit = per_id.map(|id| self.units.get(id));
        let (dimension, family) =
            per_unit.map_or((per, per), |unit| (unit.dimension.as_str(), unit.family.as_str()));
        let factor = per_unit.map_or(Decimal::ONE, |unit| unit.factor);
        Unit {
            symbol: format!("{}/{per}", of.symbol),
            dimension: match (of.dimension.as_str(), dimension) {
                ("money", _) => "price".to_owned(),
                ("length", "time") => "speed".to_owned(),
                (of, per) => format!("{of}/{per}"),
            },
            family: format!("{}/{family}", of.family),
            factor: of.factor.checked_div(factor).unwrap_or(Decimal::ONE),
            whole: false,
        }
    }
}

fn pairs<'a>(of: &'a str, per: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    of.split_whitespace().flat_map(move |of| per.split_whitespace().map(move |per| (of, per)))
}

fn time_unit(symbol: &str) -> Option<UnitId> {
    Some(match symbol {
        "year" => UnitId::YEAR,
        "month" => UnitId::MONTH,
        "day" => UnitId::DAY,
        "hour" => UnitId::HOUR,
        "minute" => UnitId::MINUTE,
        "second" => UnitId::SECOND,
        _ => return None,
    })
}
