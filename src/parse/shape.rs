//! Codes that are known by their shape alone: telephone, document, stock and version numbers, enumerators, Latin words.

/// How far a code reaches from the candidate, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) back: usize,
    pub(crate) len: usize,
}

impl Extent {
    /// From the candidate on.
    pub(super) const fn of(len: usize) -> Self {
        Self { back: 0, len }
    }
}

/// Nobody writes longer Latin words around digits; what is longer is read in pieces.
pub(super) const MAX_TOKEN: usize = 64;

/// `1、`, `2.`, `3)` at the start of a sentence or behind `;`, and `(4)`, `[5]`: the number of an item or a note.
pub(super) fn enumerator(before: &str, rest: &str) -> bool {
    let digits = digits_at(rest);
    if !(1..=2).contains(&digits) || rest.starts_with('0') {
        return false;
    }
    let tail = &rest[digits..];
    let next = tail.chars().nth(1);
    let closed = match tail.chars().next() {
        Some('、') => !next.is_some_and(|c| c.is_ascii_digit()),
        Some('.' | ')' | '\\') => !next.is_some_and(|c| c.is_ascii_digit() || c == '%'),
        Some(']') => before.ends_with('['),
        _ => false,
    };
    let head = before.trim_end();
    let bracketed = before.ends_with(['(', '[']) && tail.starts_with([')', ']']);
    closed && (head.is_empty() || head.ends_with([';', '。']) || bracketed)
}

/// 〔2019〕13号: the year and the number of a document.
pub(super) fn document(before: &str, rest: &str) -> Option<Extent> {
    if !before.ends_with(['〔', '[', '(', '【']) || digits_at(rest) != 4 {
        return None;
    }
    let tail = rest[4..].strip_prefix(['〕', ']', ')', '】'])?;
    let tail = tail.strip_prefix('第').unwrap_or(tail);
    let number = digits_at(tail);
    let end = tail[number..].strip_prefix('号')?;
    (number > 0).then(|| Extent::of(rest.len() - end.len()))
}

/// 9·11, 3·15: an event named by its day.
pub(super) fn event(rest: &str) -> Option<Extent> {
    let first = digits_at(rest);
    let tail = rest[first..].strip_prefix('·')?;
    let second = digits_at(tail);
    (first <= 2 && (1..=2).contains(&second)).then_some(Extent::of(first + '·'.len_utf8() + second))
}

/// 0539-1234567, 400-800-1234, 13800138000.
pub(super) fn phone(rest: &str) -> Option<Extent> {
    let digits = digits_at(rest);
    if digits == 11 && rest.starts_with('1') && !matches!(rest.as_bytes()[1], b'0' | b'1' | b'2') {
        let unit = rest[11..].starts_with(['元', '万', '亿', '人', '.']);
        return (!unit).then_some(Extent::of(11));
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
    (area || service).then_some(Extent::of(len))
}

/// (600519): a stock's number in brackets behind its name.
pub(super) fn stock(before: &str, rest: &str) -> Option<Extent> {
    let digits = digits_at(rest);
    let named = before.strip_suffix('(').is_some_and(|name| name.ends_with(char::is_alphanumeric));
    let closed = rest[digits..].starts_with([')', ',', ';']);
    let long = digits == 6 || digits == 5 && rest.starts_with('0');
    (named && closed && long).then_some(Extent::of(digits))
}

/// 3.1.2: more than one dot.
pub(super) fn version(rest: &str) -> Option<Extent> {
    let mut len = digits_at(rest);
    let mut dots = 0;
    while rest.as_bytes().get(len) == Some(&b'.') && digits_at(&rest[len + 1..]) > 0 {
        len += 1 + digits_at(&rest[len + 1..]);
        dots += 1;
    }
    (dots > 1).then_some(Extent::of(len))
}

/// Whether four digits may be a year.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// What stands before a number that measures something.
const MEASURES: [char; 18] = [
    '达', '为', '至', '到', '超', '近', '约', '共', '有', '过', '逾', '计', '了', '增', '减', '降',
    '升', '破',
];

/// A year without 年 that names an edition: 2026世界杯, 《报告(2022)》, 2015-2016.
pub(super) fn edition(before: &str, rest: &str) -> Option<Extent> {
    let digits = digits_at(rest);
    if !is_year(&rest[..digits])
        || before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '$'))
    {
        return None;
    }
    let tail = &rest[digits..];
    if let Some(second) = tail.strip_prefix('-')
        && is_year(&second[..digits_at(second)])
    {
        return Some(Extent::of(digits + 5));
    }
    let ends = tail.starts_with(['”', '》', ')', '】']) || tail.starts_with(super::glyph::is_han);
    let measured =
        tail.starts_with(['多', '余', '左', '以', '万', '亿']) || before.ends_with(MEASURES);
    (ends && !measured).then_some(Extent::of(digits))
}

/// 15k, 30w, 1.2M: the power of ten that a letter behind a number stands for in colloquial writing. M only behind decimals,
/// else it is a size or a model.
pub(super) fn scale(number: &str, tail: &str) -> Option<u32> {
    let power = match tail.bytes().next()? {
        b'k' => 3,
        b'w' => 4,
        b'M' if number.contains('.') => 6,
        _ => return None,
    };
    (!tail.as_bytes().get(1).is_some_and(u8::is_ascii_alphanumeric)).then_some(power)
}

/// Whether what follows is a decimal without its 0: .5, -.5.
pub(super) fn pointed(before: &str) -> bool {
    before.strip_suffix('.').is_some_and(|head| {
        head.chars().next_back().is_none_or(|c| matches!(c, ' ' | '-' | '负' | '(' | ':'))
    })
}

/// Whether a letter follows.
pub(super) fn at_letter(tail: &str) -> bool {
    tail.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// The length of the Latin token that ends `before`.
pub(super) fn token_back(before: &str) -> usize {
    before.bytes().rev().take(MAX_TOKEN).take_while(|&byte| is_token(byte)).count()
}

/// The length of the Latin token at the start.
pub(super) fn token_len(rest: &str) -> usize {
    let len = rest.bytes().take_while(|&byte| is_token(byte)).count();
    rest[..len].trim_end_matches(['.', '-', ':', '/']).len()
}

const fn is_token(byte: u8) -> bool {
    let joint =
        matches!(byte, b'-' | b'.' | b'/' | b'_' | b'@' | b'=' | b'&' | b'#' | b'%' | b'+' | b'?');
    byte.is_ascii_alphanumeric() || joint
}

/// Whether the token before the digits ends in a sign that joins: F-35, www.12306.
pub(super) fn is_joint(head: &str) -> bool {
    head.ends_with(['-', '/', '.', '_', '@', '=', '&', '#', '%', '+'])
}

/// The length of a number with separators and decimals.
pub(super) fn number_len(rest: &str) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.');
    rest.bytes().take(MAX_TOKEN).take_while(is_part).count()
}

/// How many ASCII digits stand at the start.
pub(super) fn digits_at(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
