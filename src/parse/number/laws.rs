//! Every number reads back from each of its spellings.

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::parse::number::numeral;

const PLAIN: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

/// Simplified characters of numerals and the Traditional ones for them.
const TRADITIONAL: [(char, char); 6] =
    [('万', '萬'), ('亿', '億'), ('贰', '貳'), ('叁', '參'), ('陆', '陸'), ('点', '點')];

/// How a number is spelt.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    digits: [&'static str; 10],
    units: [&'static str; 4],
    /// 十五 rather than 一十五 at the beginning.
    bare_ten: bool,
    /// Digits in front of 万 and 亿 in Arabic.
    mixed: bool,
    /// 萬, 億, 貳.
    traditional: bool,
}

fn spellings() -> impl Strategy<Value = Spelling> {
    any::<[bool; 4]>().prop_map(|[formal, bare_ten, mixed, traditional]| Spelling {
        digits: if formal { FORMAL } else { PLAIN },
        units: if formal { ["", "拾", "佰", "仟"] } else { ["", "十", "百", "千"] },
        bare_ten,
        mixed,
        traditional,
    })
}

impl Spelling {
    fn spell(self, n: u64) -> String {
        if n == 0 {
            return self.digits[0].to_owned();
        }
        let mut out = String::new();
        let sections = [(1_000_000_000_000, "万亿"), (100_000_000, "亿"), (10_000, "万"), (1, "")];
        let mut rest = n;
        for (unit, name) in sections {
            let section = rest / unit;
            let gap = !out.is_empty() && section < 1000 && rest > 0;
            rest %= unit;
            if section == 0 {
                continue;
            }
            if gap {
                out.push_str(self.digits[0]);
            }
            // 一万亿 goes on in 亿: 一万二千亿 is one section of 亿 to a reader, so 万亿 only where nothing of 亿 follows.
            let joined = name == "万亿" && rest / 100_000_000 > 0;
            out.push_str(&if self.mixed {
                section.to_string()
            } else {
                self.section(section, out.is_empty())
            });
            out.push_str(if joined { "万" } else { name });
        }
        out
    }

    /// As a page prints it, with a decimal part.
    fn print(self, n: u64, decimals: &str) -> String {
        let point = if decimals.is_empty() { "" } else { "点" };
        let decimals = decimals.chars().filter_map(|c| self.digits.get(c.to_digit(10)? as usize));
        let text = self.spell(n) + point + &decimals.copied().collect::<String>();
        let traditional = |c: char| TRADITIONAL.iter().find(|(from, _)| *from == c);
        match self.traditional {
            true => text.chars().map(|c| traditional(c).map_or(c, |(_, to)| *to)).collect(),
            false => text,
        }
    }

    fn section(self, n: u64, first: bool) -> String {
        let mut out = String::new();
        let mut zero = false;
        for place in (0..4).rev() {
            let digit = (n / 10u64.pow(place) % 10) as usize;
            if digit == 0 {
                zero = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut zero) {
                out.push_str(self.digits[0]);
            }
            let bare = self.bare_ten && first && place == 1 && digit == 1 && out.is_empty();
            if !bare {
                out.push_str(self.digits[digit]);
            }
            out.push_str(self.units[place as usize]);
        }
        out
    }
}

/// What a document reads in a text that is one number.
fn read(text: &str) -> Option<Decimal> {
    use crate::parse::{Lexicon, read};
    use crate::text::{Document, Draft};
    thread_local! {
        static LEXICON: Lexicon = Lexicon::builtin();
    }
    let document = Document::new(Draft { text: text.to_owned(), ..Draft::default() });
    match LEXICON.with(|lexicon| read(&document, lexicon)).mentions.as_slice() {
        [one] if one.span.range() == (0..document.folded().len()) => Some(one.figure()?.from),
        _ => None,
    }
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Numbers of all lengths up to 10¹⁶, round ones among them.
fn numbers() -> impl Strategy<Value = u64> {
    (0u64..=9_999_999_999_999_999, 0u32..16, 0u32..16).prop_map(|(n, cut, zeros)| {
        let n = n / 10u64.pow(cut);
        n - n % 10u64.pow(zeros.min(15)).max(1)
    })
}

proptest! {
    #[test]
    fn chinese_reads_back(n in numbers(), spelling in spellings()) {
        let text = spelling.spell(n);
        let read = numeral(&text).map(|(rest, read)| (read.value, rest.len())).ok();
        prop_assert_eq!(read, Some((Decimal::from(n), 0)), "{}", text);
    }

    #[test]
    fn documents_read_back(n in numbers(), decimals in "[0-9]{0,3}", spelling in spellings()) {
        // 三点零五 and 3点05 are times.
        let decimals = if spelling.mixed || n < 25 { "" } else { &decimals };
        let text = spelling.print(n, decimals);
        // Alone that is a verb.
        prop_assume!(text != "拾");
        let value: Decimal = format!("{n}.{decimals}0").parse().unwrap();
        prop_assert_eq!(read(&text).map(|read| read.normalize()), Some(value.normalize()), "{}", text);
    }

    #[test]
    fn arabic_reads_back(n in numbers(), separated in any::<bool>()) {
        let text = if separated { grouped(n) } else { n.to_string() };
        let read = numeral(&text).map(|(rest, read)| (read.value, rest.len())).ok();
        prop_assert_eq!(read, Some((Decimal::from(n), 0)), "{}", text);
    }

    #[test]
    fn printed_digits_read_back(
        n in numbers(),
        decimals in "[0-9]{0,3}",
        [separated, wide, negative] in any::<[bool; 3]>(),
        magnitude in 0usize..4,
    ) {
        let (name, power) = [("", 0u32), ("万", 4), ("亿", 8), ("万亿", 12)][magnitude];
        // What a Decimal holds.
        let n = n % 10u64.pow(15 - power.min(12));
        let sign = if negative && n > 0 { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        let digits = if separated { grouped(n) } else { n.to_string() };
        let text = format!("{sign}{digits}{point}{decimals}");
        let wide = |c: char| match c {
            '0'..='9' if wide => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap(),
            _ => c,
        };
        let page = format!("{}{name}元", text.chars().map(wide).collect::<String>());
        let value: Decimal = format!("{sign}{n}.{decimals}0").parse().unwrap();
        let value = value * Decimal::from(10u64.pow(power));
        prop_assert_eq!(read(&page).map(|read| read.normalize()), Some(value.normalize()), "{}", page);
    }

    #[test]
    fn rows_of_digits_read_back(n in 1000u64..1_000_000_000_000, round in any::<bool>()) {
        let digit = |c: char| c.to_digit(10).map_or(c, |digit| match digit {
            0 if round => '〇',
            digit => PLAIN[digit as usize].chars().next().unwrap(),
        });
        let row: String = n.to_string().chars().map(digit).collect();
        let read = numeral(&row).map(|(rest, read)| (read.value, rest.len())).ok();
        prop_assert_eq!(read, Some((Decimal::from(n), 0)), "{}", row);
    }

    #[test]
    fn decimals_read_back(n in 0u64..1_000_000_000, scale in 1u32..6, magnitude in 0usize..4) {
        let (name, power) = [("", 0u32), ("万", 4), ("亿", 8), ("万亿", 12)][magnitude];
        let number = Decimal::new(n as i64, scale);
        let text = format!("{number}{name}");
        let (_, read) = numeral(&text).unwrap();
        prop_assert_eq!(read.value, number * Decimal::from(10u64.pow(power)));
        prop_assert_eq!(read.step, Decimal::new(1, scale) * Decimal::from(10u64.pow(power)));
        prop_assert!(read.round >= read.step);
        let point = text.replace('.', "点");
        let chinese: String = point.chars().map(|c| c.to_digit(10).map_or(c.to_string(), |d| PLAIN[d as usize].to_owned())).collect();
        prop_assert_eq!(numeral(&chinese).unwrap().1.value, read.value, "{}", chinese);
    }

    #[test]
    fn whatever_stands_there_is_read_in_bounds(text in "[0-9,. 零一二三十百千万亿点两廿余多几数]{0,24}") {
        if let Ok((rest, read)) = numeral(&text) {
            prop_assert_eq!(read.len + rest.len(), text.len());
            prop_assert!(read.len > 0);
        }
    }
}
