//! Examples in rule files: `仅仅用了【54天】` marks the primary span, 〔〕 a related one.

use std::ops::Range;

use super::error::Flaw;

/// A text with the spans a rule must report in it; none for an `ok`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text without its marks.
    pub text: String,
    /// The primary span, if one is marked.
    pub primary: Option<Range<usize>>,
    /// Related spans.
    pub related: Vec<Range<usize>>,
}

impl Example {
    /// Reads the marks.
    ///
    /// # Errors
    ///
    /// A [`Flaw`] at a mark without its partner.
    pub fn parse(marked: &str) -> Result<Self, Flaw> {
        let mut example = Self { text: String::new(), primary: None, related: Vec::new() };
        let mut open: Option<(char, usize, usize)> = None;
        for (at, c) in marked.char_indices() {
            match (c, open) {
                ('【' | '〔', None) => open = Some((c, at, example.text.len())),
                ('】', Some(('【', _, start))) => {
                    example.primary = Some(start..example.text.len());
                    open = None;
                }
                ('〕', Some(('〔', _, start))) => {
                    example.related.push(start..example.text.len());
                    open = None;
                }
                ('【' | '】' | '〔' | '〕', _) => return Err(unpaired(at)),
                _ => example.text.push(c),
            }
        }
        match open {
            Some((_, at, _)) => Err(unpaired(at)),
            None => Ok(example),
        }
    }
}

impl Example {
    /// The text with 【】 around the reported figure and 〔〕 around the related ones, as it stands in the rule file.
    #[must_use]
    pub fn marked(&self) -> String {
        let primary = self.primary.iter().map(|span| (span, '【', '】'));
        let related = self.related.iter().map(|span| (span, '〔', '〕'));
        let mut marks: Vec<_> = primary
            .chain(related)
            .flat_map(|(span, open, close)| [(span.start, open), (span.end, close)])
            .collect();
        marks.sort_unstable();
        let mut text = self.text.clone();
        for (at, mark) in marks.into_iter().rev() {
            text.insert(at, mark);
        }
        text
    }
}

/// The wrong text and the right one of two lists that differ in one figure, if there are such: what lies between their
/// common beginning and their common end is short.
#[must_use]
pub fn near_miss<'a>(bad: &'a [Example], ok: &'a [Example]) -> Option<(&'a Example, &'a Example)> {
    let pairs = bad.iter().flat_map(|bad| ok.iter().map(move |ok| (bad, ok)));
    let apart = |a: &Example, b: &Example| {
        let (a, b): (Vec<char>, Vec<char>) = (a.text.chars().collect(), b.text.chars().collect());
        let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
        let (a, b) = (&a[head..], &b[head..]);
        let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
        (a.len() - tail).max(b.len() - tail)
    };
    let near = pairs.map(|(bad, ok)| (apart(bad, ok), bad, ok));
    let near = near.filter(|&(apart, ..)| apart <= FIGURE);
    near.min_by_key(|&(apart, ..)| apart).map(|(_, bad, ok)| (bad, ok))
}

/// A figure has at most so many characters: 2,460.5万.
const FIGURE: usize = 8;

fn unpaired(at: usize) -> Flaw {
    Flaw::new(
        at..at + '【'.len_utf8(),
        "例句里的标记不成对",
        "【】标主要数字,〔〕标相关数字,不能套叠",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_differ_in_one_figure() {
        let list = |texts: &[&str]| -> Vec<Example> {
            texts.iter().map(|text| Example::parse(text).unwrap()).collect()
        };
        let bad = list(&["门票收入30万元、餐饮收入20万元,合计【60万元】。", "合计【9元】。"]);
        let far = list(&["门票收入30万元,餐饮收入多达20万元,一共50万元。"]);
        let near = list(&["无事。", "门票收入30万元、餐饮收入20万元,合计50万元。"]);
        assert_eq!(near_miss(&bad, &far), None);
        assert_eq!(near_miss(&bad, &near), Some((&bad[0], &near[1])));
    }

    #[test]
    fn marks() {
        let example = Example::parse("〔9月17日〕开工,用了【54天】。").unwrap();
        assert_eq!(example.text, "9月17日开工,用了54天。");
        assert_eq!(example.marked(), "〔9月17日〕开工,用了【54天】。");
        assert_eq!(&example.text[example.primary.unwrap()], "54天");
        assert_eq!(&example.text[example.related[0].clone()], "9月17日");
        assert!(Example::parse("用了【54天").is_err());
        assert!(Example::parse("用了【5〔4〕天】").is_err());
    }
}
