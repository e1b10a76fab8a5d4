//! The bare numbers inside a mention.

use rust_decimal::Decimal;

use super::amount::amount;
use super::glyph::begins_numeral;
use super::mention::{Kind, Mention, Value};
use super::number::run_len;
use super::percent::fraction;
use crate::span::Span;
use crate::text::Document;

/// The bare numbers inside a mention, with their places: 2024年3月5日 has 2024, 3 and 5, 百分之五 has 5, 三五个 none, for it
/// names no number.
#[must_use]
pub fn numerals(document: &Document, mention: &Mention) -> Vec<(Span, String)> {
    let text = &document.folded()[mention.span.range()];
    match (mention.kind, &mention.value) {
        (Kind::Number | Kind::Fraction, Value::Figure(figure)) if !figure.is_range() => {
            let more = trailing(text) as u32;
            let span = Span { end: mention.span.end - more, ..mention.span };
            vec![(span, figure.from.normalize().to_string())]
        }
        (Kind::Code, _) if !text.bytes().all(|byte| byte.is_ascii_digit()) => Vec::new(),
        _ => bare(text, mention.span.start as usize),
    }
}

/// The numbers of a text that begins at `start`.
fn bare(text: &str, start: usize) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(begins_numeral) {
        at += next;
        if super::shape::pointed(&text[..at]) {
            at -= 1;
        }
        let rest = &text[at..];
        if let Some(denominator) = denominator(rest) {
            at += denominator;
            continue;
        }
        if rest.starts_with("百分点") {
            break;
        }
        let Some(read) = amount(rest) else {
            at += run_len(rest).max(1);
            continue;
        };
        if !read.estimate {
            let sign = sign(&text[..at]);
            let value = if sign > 0 { -read.from } else { read.from };
            let len = read.len - trailing(&rest[..read.len]);
            found.push((Span::new(start + at - sign, start + at + len), print(value)));
        }
        at += read.len;
    }
    found
}

/// The length of the 多 or 余 that ends a number and names none itself.
fn trailing(number: &str) -> usize {
    number.chars().next_back().filter(|c| matches!(c, '多' | '余')).map_or(0, char::len_utf8)
}

fn print(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The length of the minus sign that ends the text.
fn sign(before: &str) -> usize {
    let negative = ["-", "负"].into_iter().find(|sign| before == *sign);
    negative.map_or(0, str::len)
}

/// The length of 百分之, 千分之 at the start.
fn denominator(rest: &str) -> Option<usize> {
    fraction(rest).filter(|fraction| fraction.kind == Kind::Percent)?;
    let end = rest.find('之')? + '之'.len_utf8();
    Some(end)
}
