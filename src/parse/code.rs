//! Codes: telephone, document, stock and model numbers, addresses, Latin words with digits. Recognised so that they are left
//! alone. Data: `rules/words/codes.toml`.

use serde::Deserialize;

use super::glyph::{Glyph, glyph};
use super::lexicon::Lexicon;
use super::ratio::Scores;
use super::trie::Trie;

/// The words of codes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    /// Words before a code, back to front; whether they are the name of a series (神舟十九号).
    before: Trie<bool>,
    after: Trie<()>,
    numbered: Trie<()>,
    /// Back to front.
    street: Trie<()>,
    address: Trie<()>,
    /// The words of scores.
    pub(crate) scores: Scores,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeFile {
    before: String,
    series: String,
    after: String,
    numbered: String,
    street: String,
    address: String,
    score: ScoreWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScoreWords {
    before: String,
    after: String,
}

/// Nor numbers of more characters in front of 号.
const MAX_NUMBER: usize = 10;

/// How far a code reaches from the candidate, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) back: usize,
    pub(crate) len: usize,
}

/// Nobody writes longer Latin words in front of digits; what is longer is read in pieces.
const MAX_TOKEN: usize = 64;

impl Codes {
    pub(crate) fn new(file: &CodeFile) -> Self {
        let mut codes =
            Self { scores: Scores::new(&file.score.before, &file.score.after), ..Self::default() };
        for (list, series) in [(&file.before, false), (&file.series, true)] {
            for word in list.split_whitespace() {
                codes.before.insert(word.chars().rev(), series);
            }
        }
        for word in file.street.split_whitespace() {
            codes.street.insert(word.chars().rev(), ());
        }
        for (list, trie) in [
            (&file.after, &mut codes.after),
            (&file.numbered, &mut codes.numbered),
            (&file.address, &mut codes.address),
        ] {
            for word in list.split_whitespace() {
                trie.insert(word.chars(), ());
            }
        }
        codes
    }

    /// A code at the candidate that nothing else can be: to be tried before dates and figures.
    pub(crate) fn certain(&self, before: &str, rest: &str, lexicon: &Lexicon) -> Option<Extent> {
        if rest.as_bytes()[0].is_ascii_digit() {
            self.latin(before, rest, lexicon)
                .or_else(|| document(before, rest))
                .or_else(|| self.cued(before, rest, lexicon))
                .or_else(|| event(rest))
                .or_else(|| self.numbered(before, rest))
                .or_else(|| phone(rest))
                .or_else(|| stock(before, rest))
        } else {
            self.numbered(before, rest)
        }
    }

    /// A code where neither date nor figure was found.
    pub(crate) fn likely(&self, before: &str, rest: &str) -> Option<Extent> {
        if !rest.as_bytes()[0].is_ascii_digit() {
            return None;
        }
        let digits = digits_at(rest);
        let tail = &rest[digits..];
        let zero = digits > 1 && rest.starts_with('0') && !tail.starts_with(['.', ',']);
        let number = tail.starts_with('号') || before.ends_with('#');
        let long = digits > 16;
        (zero || number || long)
            .then(|| Extent {
                back: 0,
                len: digits + if number && tail.starts_with('号') { 3 } else { 0 },
            })
            .or_else(|| version(rest))
    }

    /// Digits joined to Latin letters: C919, 5G, A股代码, e-mail and web addresses. Not 25kg, US$5, GDP5.2%.
    fn latin(&self, before: &str, rest: &str, lexicon: &Lexicon) -> Option<Extent> {
        let back = token_back(before);
        let head = &before[before.len() - back..];
        let joined = head.bytes().next_back().is_some_and(|byte| byte.is_ascii_alphabetic())
            || head.bytes().any(|byte| byte.is_ascii_alphabetic()) && is_joint(head);
        let number = number_len(rest);
        if joined && lexicon.words.before.at_end(before).is_some_and(|(len, _)| len == back) {
            return None;
        }
        let word = lexicon.words.after.at_start(rest[number..].trim_start_matches(' '));
        if joined {
            let measure = head.len() >= 2
                && head.bytes().all(|byte| byte.is_ascii_uppercase())
                && number > 1
                && word.is_some()
                && !followed_by_letter(&rest[number..]);
            return (!measure).then(|| Extent { back, len: token_len(rest) });
        }
        let tail = &rest[number..];
        if !followed_by_letter(tail) {
            return None;
        }
        let unit = lexicon.words.after.at_start(tail).is_some_and(|(len, _)| {
            !followed_by_letter(&tail[len..])
                && !tail[len..].starts_with(|c: char| c.is_ascii_digit())
        });
        (!unit && !thousands(tail)).then(|| Extent { back: 0, len: token_len(rest) })
    }

    /// Digits behind 电话, 代码 … or in front of 热线, 型 …
    fn cued(&self, before: &str, rest: &str, lexicon: &Lexicon) -> Option<Extent> {
        let digits = rest
            .bytes()
            .take(MAX_TOKEN)
            .take_while(|byte| byte.is_ascii_digit() || *byte == b'-')
            .count();
        let tail = &rest[digits..];
        if self.after.at_start(tail).is_some() {
            return Some(Extent { back: 0, len: digits });
        }
        let cue = before.trim_end_matches([' ', ':', '为', '是', '(', '“']);
        let series = self.before.at_end(cue).is_some_and(|(_, series)| !series);
        let measured = lexicon.words.after.at_start(tail).is_some()
            || tail.starts_with(['年', '月', '日', '时', '万', '亿', '.']);
        (series && digits >= 3 && !measured).then_some(Extent { back: 0, len: digits })
    }

    /// 2号楼, 神舟十九号, 中山路18号3幢.
    fn numbered(&self, before: &str, rest: &str) -> Option<Extent> {
        let number: usize = rest
            .chars()
            .take(MAX_NUMBER)
            .take_while(|&c| glyph(c).is_some())
            .map(char::len_utf8)
            .sum();
        let tail = rest[number..].strip_prefix('号')?;
        let len = rest.len() - tail.len();
        let street = self.street.at_end(before).is_some();
        let series = self
            .before
            .at_end(before.trim_end_matches(['-', ' ']))
            .is_some_and(|(_, series)| series);
        if street {
            return Some(Extent { back: 0, len: len + self.address_len(tail) });
        }
        (series || self.numbered.at_start(tail).is_some()).then_some(Extent { back: 0, len })
    }

    /// 3幢2单元501室 behind a house number.
    fn address_len(&self, tail: &str) -> usize {
        let mut len = 0;
        for _ in 0..6 {
            let rest = &tail[len..];
            let number: usize = rest
                .chars()
                .take(MAX_NUMBER)
                .take_while(|&c| {
                    matches!(glyph(c), Some(Glyph::Arabic(_) | Glyph::Digit(_) | Glyph::Small(1)))
                })
                .map(char::len_utf8)
                .sum();
            match self.address.at_start(&rest[number..]) {
                Some((word, ())) if number > 0 => len += number + word,
                _ => break,
            }
        }
        len
    }
}

/// 〔2019〕13号: the year and the number of a document.
fn document(before: &str, rest: &str) -> Option<Extent> {
    if !before.ends_with(['〔', '[', '(', '【']) || digits_at(rest) != 4 {
        return None;
    }
    let tail = rest[4..].strip_prefix(['〕', ']', ')', '】'])?;
    let tail = tail.strip_prefix('第').unwrap_or(tail);
    let number = digits_at(tail);
    let end = tail[number..].strip_prefix('号')?;
    (number > 0).then(|| Extent { back: 0, len: rest.len() - end.len() })
}

/// 9·11, 3·15: an event named by its day.
fn event(rest: &str) -> Option<Extent> {
    let first = digits_at(rest);
    let tail = rest[first..].strip_prefix('·')?;
    let second = digits_at(tail);
    (first <= 2 && (1..=2).contains(&second))
        .then_some(Extent { back: 0, len: first + '·'.len_utf8() + second })
}

/// 0539-1234567, 400-800-1234, 13800138000.
fn phone(rest: &str) -> Option<Extent> {
    let digits = digits_at(rest);
    if digits == 11 && rest.starts_with('1') && !matches!(rest.as_bytes()[1], b'0' | b'1' | b'2') {
        let unit =
            rest[11..].chars().next().is_some_and(|c| matches!(c, '元' | '万' | '亿' | '人' | '.'));
        return (!unit).then_some(Extent { back: 0, len: 11 });
    }
    let group = |from: usize| match rest.as_bytes().get(from) {
        Some(b'-') => digits_at(&rest[from + 1..]),
        _ => 0,
    };
    let second = group(digits);
    if second == 0 {
        return None;
    }
    let third = group(digits + 1 + second);
    let area = rest.starts_with('0') && (3..=4).contains(&digits) && (7..=8).contains(&second);
    let service = (3..=4).contains(&digits) && third >= 3 && digits + second + third >= 10;
    let len = digits + 1 + second + if third > 0 { 1 + third } else { 0 };
    (area || service).then_some(Extent { back: 0, len })
}

/// (600519): a stock's number in brackets behind its name.
fn stock(before: &str, rest: &str) -> Option<Extent> {
    let digits = digits_at(rest);
    let named = before.strip_suffix('(').is_some_and(|name| name.ends_with(super::glyph::is_han));
    let closed = rest[digits..].starts_with([')', ',', ';']);
    (named && closed && (digits == 6 || digits == 5 && rest.starts_with('0')))
        .then_some(Extent { back: 0, len: digits })
}

/// 3.1.2: more than one dot.
fn version(rest: &str) -> Option<Extent> {
    let mut len = digits_at(rest);
    let mut dots = 0;
    while rest.as_bytes().get(len) == Some(&b'.') && digits_at(&rest[len + 1..]) > 0 {
        len += 1 + digits_at(&rest[len + 1..]);
        dots += 1;
    }
    (dots > 1).then_some(Extent { back: 0, len })
}

/// 15k, 30w: thousands and ten thousands in colloquial writing.
pub(crate) fn thousands(tail: &str) -> bool {
    tail.starts_with(['k', 'w'])
        && !followed_by_letter(&tail[1..])
        && !tail[1..].starts_with(|c: char| c.is_ascii_digit())
}

fn followed_by_letter(tail: &str) -> bool {
    tail.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// Whether the token before the digits ends in a sign that joins: F-35, www.12306.
fn is_joint(head: &str) -> bool {
    head.ends_with(['-', '/', '.', '_', '@', '=', '&', '#', '%', '+'])
}

/// The length of the Latin token that ends `before`.
fn token_back(before: &str) -> usize {
    before.bytes().rev().take(MAX_TOKEN).take_while(|&byte| is_token(byte)).count()
}

/// The length of the Latin token at the start.
fn token_len(rest: &str) -> usize {
    let len = rest.bytes().take_while(|&byte| is_token(byte)).count();
    rest[..len].trim_end_matches(['.', '-', ':', '/']).len()
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.' | b'/' | b'_' | b'@' | b'=' | b'&' | b'#' | b'%' | b'+' | b'?'
        )
}

/// The length of a number with separators and decimals.
fn number_len(rest: &str) -> usize {
    rest.bytes()
        .take(MAX_TOKEN)
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        .count()
}

fn digits_at(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
