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
    fn marks() {
        let example = Example::parse("〔9月17日〕开工,用了【54天】。").unwrap();
        assert_eq!(example.text, "9月17日开工,用了54天。");
        assert_eq!(&example.text[example.primary.unwrap()], "54天");
        assert_eq!(&example.text[example.related[0].clone()], "9月17日");
        assert!(Example::parse("用了【54天").is_err());
        assert!(Example::parse("用了【5〔4〕天】").is_err());
    }
}
