//! The characters numerals are made of.

/// What a character says inside a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// 0 to 9.
    Arabic(u8),
    /// 一 to 九, formal 壹 to 玖.
    Digit(u8),
    /// 两, 俩, 仨: a digit that is never part of a row of digits.
    Loose(u8),
    /// 零 and 〇.
    Zero,
    /// 廿 2, 卅 3, 卌 4.
    Tens(u8),
    /// 十 1, 百 2, 千 3: the power of ten.
    Small(u8),
    /// 万 4, 亿 8, 兆 12.
    Big(u8),
    /// 点: the decimal point between Chinese digits.
    Point,
}

/// The glyph of a character of the folded text.
///
/// Asked of every character around a figure, so the answer is looked up.
#[must_use]
pub(crate) const fn glyph(c: char) -> Option<Glyph> {
    match c {
        '0'..='9' => Some(Glyph::Arabic(c as u8 - b'0')),
        HAN_FIRST..=HAN_LAST => HAN[c as usize - HAN_FIRST as usize],
        '〇' | '○' => Some(Glyph::Zero),
        _ => None,
    }
}

const HAN_FIRST: char = '\u{4E00}';
const HAN_LAST: char = '\u{9FFF}';

/// The glyphs of the common Chinese characters.
static HAN: [Option<Glyph>; HAN_LAST as usize - HAN_FIRST as usize + 1] = {
    let mut table = [None; HAN_LAST as usize - HAN_FIRST as usize + 1];
    let mut at = 0;
    while at < table.len() {
        if let Some(c) = char::from_u32(HAN_FIRST as u32 + at as u32) {
            table[at] = meaning(c);
        }
        at += 1;
    }
    table
};

const fn meaning(c: char) -> Option<Glyph> {
    Some(match c {
        '一' | '壹' | '弌' => Glyph::Digit(1),
        '二' | '贰' | '弍' => Glyph::Digit(2),
        '三' | '叁' | '参' => Glyph::Digit(3),
        '四' | '肆' => Glyph::Digit(4),
        '五' | '伍' => Glyph::Digit(5),
        '六' | '陆' => Glyph::Digit(6),
        '七' | '柒' => Glyph::Digit(7),
        '八' | '捌' => Glyph::Digit(8),
        '九' | '玖' => Glyph::Digit(9),
        '两' | '俩' => Glyph::Loose(2),
        '仨' => Glyph::Loose(3),
        '零' => Glyph::Zero,
        '廿' => Glyph::Tens(2),
        '卅' => Glyph::Tens(3),
        '卌' => Glyph::Tens(4),
        '十' | '拾' => Glyph::Small(1),
        '百' | '佰' => Glyph::Small(2),
        '千' | '仟' => Glyph::Small(3),
        '万' => Glyph::Big(4),
        '亿' => Glyph::Big(8),
        '兆' => Glyph::Big(12),
        '点' => Glyph::Point,
        _ => return None,
    })
}

/// Whether a numeral can begin with the character.
#[must_use]
pub(crate) const fn begins_numeral(c: char) -> bool {
    !matches!(glyph(c), None | Some(Glyph::Point))
}

/// The glyph at the start of `input` and its length in bytes.
///
/// Formal numerals that are common characters besides (大陆, 队伍, 收拾, 参加) count only where the next character leaves
/// no doubt.
#[must_use]
pub(crate) fn glyph_at(input: &str) -> Option<(Glyph, usize)> {
    let mut chars = input.chars();
    let c = chars.next()?;
    let found = glyph(c)?;
    if is_doubtful(c) && !closes_formal(chars.next()) {
        return None;
    }
    Some((found, c.len_utf8()))
}

/// Formal numerals that are common characters besides.
pub(crate) const fn is_doubtful(c: char) -> bool {
    matches!(c, '参' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾')
}

/// What may follow a formal numeral character.
const fn closes_formal(next: Option<char>) -> bool {
    match next {
        None => true,
        Some(c) => {
            !is_han(c)
                || glyph(c).is_some()
                || matches!(c, '元' | '圆' | '角' | '分' | '整' | '成' | '折' | '个')
        }
    }
}

/// Whether the character is a common Chinese character.
#[must_use]
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '〇' | '\u{20000}'..='\u{3FFFF}')
}
