//! What stands directly before a number and belongs to it: minus signs, 负, 零下, 摄氏.

use super::glyph::is_han;

/// What is known of the number a sign is looked for at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signed {
    /// Whether it is in degrees.
    pub(super) degrees: bool,
    /// Whether it has a unit or decimals, or stands alone, so that a dash before it can be a minus.
    pub(super) measured: bool,
    /// Whether it is one of those that are as often negative as not, degrees and percent.
    pub(super) signs: bool,
    /// The character of the figure that ends where the text before this one begins: the 5 of 5-8.
    pub(super) behind: Option<char>,
}

/// A scale of temperature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// 摄氏.
    Celsius,
    /// 华氏.
    Fahrenheit,
}

/// The sign in front of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sign {
    pub(super) negative: bool,
    /// Whether it holds for both ends of a range: 零下5到8摄氏度 does, -5~8℃ does not.
    pub(super) shared: bool,
    pub(super) scale: Option<Scale>,
    /// Bytes before the number.
    pub(super) len: usize,
}

/// The sign that ends `before`.
pub(super) fn before(before: &str, signed: Signed) -> Sign {
    let mut sign = Sign::default();
    if signed.degrees {
        for _ in 0..2 {
            let head = &before[..before.len() - sign.len];
            let Some((word, apply)) = DEGREES.iter().find(|(word, _)| head.ends_with(word)) else {
                break;
            };
            apply(&mut sign);
            sign.len += word.len();
        }
    }
    if sign.len > 0 {
        return sign;
    }
    if let Some(word) = ["负的", "负 ", "负"].into_iter().find(|word| before.ends_with(word)) {
        return Sign { negative: true, shared: true, len: word.len(), ..sign };
    }
    let Some(head) = before
        .strip_suffix('-')
        .or_else(|| before.strip_suffix("- ").filter(|head| head.is_empty()))
    else {
        return sign;
    };
    // A dash behind a letter, a digit or another sign joins or breaks.
    let last = head.chars().next_back().or(signed.behind);
    let joins = last.is_some_and(|c: char| {
        // 气温-5℃, 增速-3.2%, 余额为-500元, but 广州-深圳.
        c.is_alphanumeric() && !(signed.signs && is_han(c) || BALANCES.contains(&c))
            || matches!(c, '-' | '%' | ')' | '℃' | '”' | '》')
    });
    if signed.measured && !joins {
        return Sign { negative: true, len: before.len() - head.len(), ..sign };
    }
    sign
}

/// The last characters of what may be less than nothing, or is said to be: 净利润-1200万元, 约为-3亿元.
const BALANCES: [char; 10] = ['为', '是', '至', '到', '达', '计', '润', '额', '益', '余'];

type Apply = fn(&mut Sign);

/// The words before degrees, the longest first.
const DEGREES: [(&str, Apply); 6] = [
    ("摄氏温度", |sign| sign.scale = Some(Scale::Celsius)),
    ("华氏温度", |sign| sign.scale = Some(Scale::Fahrenheit)),
    ("摄氏", |sign| sign.scale = Some(Scale::Celsius)),
    ("华氏", |sign| sign.scale = Some(Scale::Fahrenheit)),
    ("零下", |sign| (sign.negative, sign.shared) = (true, true)),
    ("零上", |_| {}),
];
