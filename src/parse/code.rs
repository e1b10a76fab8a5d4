//! Codes: what is written in digits and is no figure. Recognised so that they are left alone. Data:
//! `rules/words/codes.toml`; what is known by its shape alone is in [`shape`].

use serde::Deserialize;

use super::glyph::{Glyph, glyph};
use super::lexicon::Lexicon;
use super::ratio::Scores;
use super::shape::{self, Extent, at_letter, digits_at};
use super::trie::Trie;
use super::words::Class;

/// The words of codes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    /// Words before a code, back to front.
    before: Trie<Cue>,
    after: Trie<()>,
    events: Trie<()>,
    numbered: Trie<()>,
    /// Back to front.
    street: Trie<()>,
    address: Trie<()>,
    known: Trie<()>,
    /// The words of scores.
    pub(crate) scores: Scores,
}

/// What a word before digits says about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    /// Three and more are a code.
    Code,
    /// Any are.
    Label,
    /// With 号 behind they are.
    Series,
    /// Both.
    LabelOrSeries,
    /// Those behind a dash are.
    Model,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeFile {
    before: String,
    labels: String,
    models: String,
    series: String,
    after: String,
    events: String,
    numbered: String,
    street: String,
    address: String,
    known: String,
    score: ScoreWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScoreWords {
    proportion: String,
    before: String,
    after: String,
}

/// Nobody writes numbers of more characters in front of 号.
const MAX_NUMBER: usize = 10;

impl Codes {
    pub(crate) fn new(file: &CodeFile) -> Self {
        let scores = Scores::new(&file.score.before, &file.score.after, &file.score.proportion);
        let mut codes = Self { scores, ..Self::default() };
        for (list, cue) in [
            (&file.models, Cue::Model),
            (&file.before, Cue::Code),
            (&file.labels, Cue::Label),
            (&file.series, Cue::Series),
        ] {
            for word in list.split_whitespace() {
                let cue = match codes.before.get(word.chars().rev()) {
                    Some(Cue::Label) if cue == Cue::Series => Cue::LabelOrSeries,
                    _ => cue,
                };
                codes.before.insert(word.chars().rev(), cue);
            }
        }
        for word in file.street.split_whitespace() {
            codes.street.insert(word.chars().rev(), ());
        }
        let lists = [
            (&file.after, &mut codes.after),
            (&file.events, &mut codes.events),
            (&file.numbered, &mut codes.numbered),
            (&file.address, &mut codes.address),
            (&file.known, &mut codes.known),
        ];
        for (list, trie) in lists {
            for word in list.split_whitespace() {
                trie.insert(word.chars(), ());
            }
        }
        codes
    }

    /// A code at the candidate that nothing else can be: to be tried before dates and figures.
    pub(crate) fn certain(&self, before: &str, rest: &str, lexicon: &Lexicon) -> Option<Extent> {
        if !rest.as_bytes()[0].is_ascii_digit() {
            return self.numbered(before, rest);
        }
        if shape::is_calendar(rest) || shape::is_quarter(before, rest) {
            return None;
        }
        self.latin(before, rest, lexicon)
            .or_else(|| shape::document(before, rest))
            .or_else(|| shape::phone(before, rest))
            .or_else(|| self.cued(before, rest, lexicon))
            .or_else(|| shape::event(rest))
            .or_else(|| self.numbered(before, rest))
            .or_else(|| shape::stock(before, rest))
    }

    /// A code where no date was found.
    pub(crate) fn likely(&self, before: &str, rest: &str, lexicon: &Lexicon) -> Option<Extent> {
        if !rest.as_bytes()[0].is_ascii_digit() {
            return None;
        }
        let digits = digits_at(rest);
        let tail = &rest[digits..];
        let zero = digits > 1 && rest.starts_with('0') && !tail.starts_with(['.', ',']);
        let number = tail.trim_start_matches(' ').starts_with('号') || before.ends_with('#');
        let quoted = digits >= 3 && before.ends_with('“') && tail.starts_with('”');
        if zero || number || quoted || digits > 16 {
            return Some(Extent::of(digits));
        }
        shape::version(rest).or_else(|| {
            let unit = unit_behind(tail, lexicon).is_some_and(|class| class != Class::Blocked);
            if unit { None } else { shape::edition(before, rest) }
        })
    }

    /// Digits joined to Latin letters: C919, 5G, 2019-nCoV, e-mail and web addresses. Not 25kg, US$5, GDP5.2%.
    fn latin(&self, before: &str, rest: &str, lexicon: &Lexicon) -> Option<Extent> {
        let back = shape::token_back(before);
        let head = &before[before.len() - back..];
        let letters = |text: &str| text.bytes().any(|byte| byte.is_ascii_alphabetic());
        let joined = head.ends_with(|c: char| c.is_ascii_alphabetic())
            || letters(head) && shape::is_joint(head);
        let number = shape::number_len(rest);
        let tail = &rest[number..];
        let class = unit_behind(tail, lexicon);
        if joined {
            // SUV1.2万辆: no model has a 万.
            let words = head.bytes().all(|byte| byte.is_ascii_alphabetic());
            if words && head.len() >= 2 && has_magnitude(tail) {
                return None;
            }
            let currency = lexicon.words.before.at_end(before).is_some_and(|(len, _)| len == back);
            // An abbreviation directly before its figure: GDP5.2%.
            let measure = head.len() >= 2
                && head.bytes().all(|byte| byte.is_ascii_uppercase())
                && class.is_some_and(|class| !matches!(class, Class::Count | Class::Blocked))
                && !at_letter(tail);
            return (!currency && !measure).then(|| Extent { back, len: shape::token_len(rest) });
        }
        let dashed = tail.strip_prefix('-').is_some_and(at_letter);
        if dashed
            || at_letter(tail) && class.is_none() && shape::scale(&rest[..number], tail).is_none()
        {
            return Some(Extent::of(shape::token_len(rest)));
        }
        named(before, rest, class)
    }

    /// Digits behind 电话, 代码 … or in front of 热线, 型 …
    fn cued(&self, before: &str, rest: &str, lexicon: &Lexicon) -> Option<Extent> {
        let digits = digits_at(rest);
        let tail = rest[digits..].trim_start_matches(' ');
        if let Some(len) = shape::day_of_event(rest)
            && self.events.at_start(rest[len..].trim_start_matches('”')).is_some()
        {
            return Some(Extent::of(len));
        }
        let event = digits >= 3 && self.events.at_start(tail).is_some();
        if event || self.after.at_start(tail).is_some() {
            return Some(Extent::of(digits));
        }
        let comma = tail
            .strip_prefix(',')
            .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
        let unit = unit_behind(&rest[digits..], lexicon)
            .is_some_and(|class| class != Class::Blocked)
            || comma
            || tail.starts_with([
                '年', '月', '日', '时', '天', '岁', '周', '万', '亿', '.', '多', '余', '%',
            ]);
        if unit {
            return None;
        }
        if self.known.at_start(&rest[..digits]).is_some_and(|(len, ())| len == digits) {
            return Some(Extent::of(digits));
        }
        // 歼-20, 长征-5
        if let Some(name) = before.strip_suffix('-') {
            let model = self.before.at_end(name).is_some_and(|(_, cue)| cue != Cue::Code);
            return (model && digits <= 4).then(|| Extent::of(shape::token_len(rest)));
        }
        let cue = before.trim_end_matches([' ', ':', '为', '是', '(', '“']);
        // The 为 of 华为 is its own.
        let named = self.before.at_end(before).or_else(|| self.before.at_end(cue));
        match named?.1 {
            Cue::Code if digits >= 3 => Some(Extent::of(shape::dialled(rest))),
            Cue::Label | Cue::LabelOrSeries => Some(Extent::of(digits)),
            _ => None,
        }
    }

    /// 2号楼, 神舟十九号, 中山路18号3幢.
    fn numbered(&self, before: &str, rest: &str) -> Option<Extent> {
        let number = prefix_len(rest, |c| glyph(c).is_some());
        let tail = rest[number..].trim_start_matches(' ');
        // 《基本法》23条
        if tail.starts_with(['条', '款']) && before.ends_with(['》', '法', '例', '则']) {
            return Some(Extent::of(number));
        }
        let tail = tail.strip_prefix('号')?;
        let len = rest.len() - tail.len();
        if self.street.at_end(before).is_some() {
            return Some(Extent::of(len + self.address_len(tail)));
        }
        let series = self.before.at_end(before.trim_end_matches(['-', ' ']));
        let series = series.is_some_and(|(_, cue)| matches!(cue, Cue::Series | Cue::LabelOrSeries));
        (series || self.numbered.at_start(tail.trim_start_matches(' ')).is_some())
            .then_some(Extent::of(len))
    }

    /// 3幢2单元501室 behind a house number.
    fn address_len(&self, tail: &str) -> usize {
        let is_part =
            |c| matches!(glyph(c), Some(Glyph::Arabic(_) | Glyph::Digit(_) | Glyph::Small(1)));
        let mut len = 0;
        for _ in 0..6 {
            let rest = &tail[len..];
            let number = prefix_len(rest, is_part);
            match self.address.at_start(&rest[number..]) {
                Some((word, ())) if number > 0 => len += number + word,
                _ => break,
            }
        }
        len
    }
}

/// Windows 10, iOS 16.4, GB 2762-2022: a Latin name ends in a number behind a blank.
fn named(before: &str, rest: &str, class: Option<Class>) -> Option<Extent> {
    let name = before.strip_suffix(' ')?;
    if !name.ends_with(|c: char| c.is_ascii_alphabetic()) || class.is_some() || is_month(before) {
        return None;
    }
    if let Some(code) = shape::standard(rest) {
        return Some(code);
    }
    let number = shape::number_len(rest);
    let number = rest[..number].trim_end_matches([',', '.']).len();
    let tail = &rest[number..];
    let bare = !tail.starts_with(['万', '亿', '年', '月', '日', '时', ':', '-', '/', '%', '号'])
        && !tail.trim_start_matches(' ').starts_with([
            '万', '亿', '年', '月', '日', '时', '点', '多', '余', '-', '+', '×', '=', '至', '到',
            '~', '小', '分', '秒', '天', '周', '岁',
        ]);
    let sized = number <= 4 && !tail.starts_with(|c: char| c.is_ascii_alphanumeric());
    // PMI 49.8 is an index.
    let index = number > digits_at(rest) && !ends_lower(before);
    (bare && sized && !index).then_some(Extent::of(number))
}

/// Whether a 万 or 亿 follows: no code goes on so.
fn has_magnitude(tail: &str) -> bool {
    let tail = tail.trim_start_matches(['十', '百', '千']);
    tail.starts_with(['万', '亿']) && !tail.starts_with("万能")
}

/// Whether the Latin name that ends `before` has small letters: iOS, Android.
fn ends_lower(before: &str) -> bool {
    let name = before.trim_end_matches(' ');
    name[name.len() - shape::token_back(name)..].bytes().any(|byte| byte.is_ascii_lowercase())
}

/// The class of the unit behind a number, if it is a whole word.
fn unit_behind(tail: &str, lexicon: &Lexicon) -> Option<Class> {
    let word = tail.strip_prefix(' ').unwrap_or(tail);
    let (len, found) = lexicon.words.behind(word)?;
    let latin = word[..len].ends_with(|c: char| c.is_ascii_alphabetic());
    let cut = latin && word[len..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!cut).then_some(found.class)
}

/// The length of the first characters that fit, at most [`MAX_NUMBER`].
fn prefix_len(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.chars().take(MAX_NUMBER).take_while(|&c| fits(c)).map(char::len_utf8).sum()
}

/// Jan 5, March 12.
fn is_month(before: &str) -> bool {
    let word = before.trim_end_matches(' ');
    let name = &word[word.len() - word.bytes().rev().take_while(u8::is_ascii_alphabetic).count()..];
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .iter()
        .any(|month| name.starts_with(month))
}
