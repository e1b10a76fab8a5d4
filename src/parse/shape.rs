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

/// 0539-1234567, (010)8765 4321, 400-800-1234, 13800138000, 138 0013 8000, +86 10 8765 4321.
pub(super) fn phone(before: &str, rest: &str) -> Option<Extent> {
    let digits = digits_at(rest);
    let mobile =
        rest.starts_with('1') && !matches!(rest.as_bytes().get(1), Some(b'0' | b'1' | b'2'));
    if digits == 11 && mobile {
        let unit = rest[11..].starts_with(['元', '万', '亿', '人', '.']);
        return (!unit).then_some(Extent::of(11));
    }
    if !(2..=4).contains(&digits) {
        return None;
    }
    let groups = Groups::of(rest, before.ends_with('('));
    let dashes = !rest[..groups.len].contains(' ');
    let [first, second, third] = [groups.digits[0], groups.digits[1], groups.digits[2]];
    let after_area = second + third;
    let area = rest.starts_with('0') && (3..=4).contains(&first) && (7..=8).contains(&after_area);
    let service = (3..=4).contains(&first) && third >= 3 && first + after_area >= 10;
    let service = service && (dashes || rest.starts_with("400") || rest.starts_with("800"));
    let split = mobile && groups.digits == [3, 4, 4, 0, 0];
    let abroad = before.ends_with(['+', '(']) && (10..=13).contains(&groups.total());
    (area || service || split || abroad).then_some(Extent::of(groups.len))
}

/// Groups of digits with a dash, a blank or a closing bracket between them.
struct Groups {
    digits: [usize; 5],
    /// Bytes of them all.
    len: usize,
}

impl Groups {
    fn of(rest: &str, bracketed: bool) -> Self {
        let mut groups = Self { digits: [0; 5], len: 0 };
        let mut at = 0;
        for digits in &mut groups.digits {
            *digits = digits_at(&rest[at..]);
            groups.len = at + *digits;
            let tail = &rest[groups.len..];
            let joint = [") ", ")-", ")", "-", " "].into_iter().find(|joint| {
                tail.starts_with(joint) && (bracketed && at == 0 || !joint.starts_with(')'))
            });
            match joint.filter(|joint| digits_at(&tail[joint.len()..]) > 0) {
                Some(joint) => at = groups.len + joint.len(),
                None => break,
            }
        }
        groups
    }

    fn total(&self) -> usize {
        self.digits.iter().sum()
    }
}

/// The number behind 电话 and its like: digits with dashes, or seven and more that stand in groups.
pub(super) fn dialled(rest: &str) -> usize {
    let groups = Groups::of(rest, false);
    if groups.total() >= 7 {
        return groups.len;
    }
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'-';
    rest.bytes().take(MAX_TOKEN).take_while(is_part).count()
}

/// 15835-2011, 9001:2015: a standard and its year.
pub(super) fn standard(rest: &str) -> Option<Extent> {
    let number = digits_at(rest);
    let tail = rest[number..].strip_prefix(['-', ':'])?;
    let year = digits_at(tail);
    is_year(&tail[..year]).then_some(Extent::of(number + 1 + year))
}

/// 9.11, the day an event is named by: how long it is, for the word of the event to follow.
pub(super) fn day_of_event(rest: &str) -> Option<usize> {
    let first = digits_at(rest);
    let second = digits_at(rest[first..].strip_prefix('.')?);
    ((1..=2).contains(&first) && (1..=2).contains(&second)).then_some(first + 1 + second)
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

/// Whether digits and letters are a quarter (2024Q1), a time of day (3pm), or a day glued to its time (2024-03-0510:09).
pub(super) fn is_calendar(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let ends = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    match bytes {
        [b'1' | b'2', _, _, _, b'Q', b'1'..=b'4', ..] => digits(0..4) && ends(6),
        [b'1' | b'2', _, _, _, b'-', _, _, b'-', _, _, _, _, b':', ..] => {
            digits(0..4) && digits(5..7) && digits(8..12)
        }
        [b'1'..=b'9', b'a' | b'A' | b'p' | b'P', b'm' | b'M', ..] => ends(3),
        [b'1', b'0'..=b'2', b'a' | b'A' | b'p' | b'P', b'm' | b'M', ..] => ends(4),
        _ => false,
    }
}

/// Whether four digits may be a year.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Whether digits are the quarter of Q1季度, Q3财季.
pub(super) fn is_quarter(before: &str, rest: &str) -> bool {
    let named = rest.starts_with(['1', '2', '3', '4']) && rest[1..].starts_with("季度");
    named
        && before
            .strip_suffix('Q')
            .is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_alphanumeric()))
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
