//! `<!-- heshu:ignore 规则 理由 -->`: a finding that the draft itself says to leave alone.

use std::ops::Range;

/// A comment that silences a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The rule, or the beginning of rules that `/` ends.
    pub rule: String,
    /// Why; empty where the comment says nothing, and then it has no effect.
    pub reason: String,
    /// Where the comment begins, in bytes of the text.
    pub at: usize,
    /// The bytes it speaks of: the line it stands on, or if it stands alone there, the next one that is not blank.
    pub covered: Range<usize>,
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "heshu:ignore";

/// More comments than these in one draft have no effect, so that no draft takes long.
const MOST: usize = 1000;

/// The comments of a text as it is written, in order.
#[must_use]
pub fn ignores(text: &str) -> Vec<Ignore> {
    let finder = memchr::memmem::Finder::new(NAME);
    finder.find_iter(text.as_bytes()).take(MOST).filter_map(|name| comment(text, name)).collect()
}

/// The comment whose `NAME` stands at `name`.
fn comment(text: &str, name: usize) -> Option<Ignore> {
    let at = text[..name].trim_end().strip_suffix(OPEN)?.len();
    let rest = text[name + NAME.len()..].strip_prefix(char::is_whitespace)?;
    let inside = &rest[..rest.find(CLOSE)?];
    let end = text.len() - rest.len() + inside.len() + CLOSE.len();
    let (rule, reason) =
        inside.trim().split_once(char::is_whitespace).unwrap_or((inside.trim(), ""));
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |length| from + length);
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let mut covered = start..line_end(end);
    if is_bare(&text[start..at]) && is_bare(&text[end..covered.end]) {
        let next = text.len() - behind_comments(&text[end..]).len();
        covered = next..line_end(next);
    }
    Some(Ignore { rule: rule.to_owned(), reason: reason.trim().to_owned(), at, covered })
}

/// Whether nothing but other comments stands there.
fn is_bare(text: &str) -> bool {
    behind_comments(text).is_empty()
}

/// What comes after blanks and comments.
fn behind_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some((_, after)) = rest.strip_prefix(OPEN).and_then(|it| it.split_once(CLOSE)) {
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rule, reason and the text that is covered, of each comment.
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let found = ignores(text);
        let found: Vec<_> =
            found.iter().map(|it| (&*it.rule, &*it.reason, &text[it.covered.clone()])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_comment_alone_covers_the_next_line() {
        check(
            "首行\n<!-- heshu:ignore date/duration 含停工 九天 -->\n\n用了39天。\n末行",
            &[("date/duration", "含停工 九天", "用了39天。")],
        );
        check("<!--heshu:ignore date/-->", &[("date/", "", "")]);
    }

    #[test]
    fn a_comment_in_a_line_covers_it() {
        check(
            "<p>用了39天。<!-- heshu:ignore sum/parts 别有一项 --></p>\n末行",
            &[(
                "sum/parts",
                "别有一项",
                "<p>用了39天。<!-- heshu:ignore sum/parts 别有一项 --></p>",
            )],
        );
    }

    #[test]
    fn comments_may_stand_above_each_other() {
        let text = "<!-- heshu:ignore a/b 甲 --> <!-- heshu:ignore c/d 乙 -->\n正文";
        check(text, &[("a/b", "甲", "正文"), ("c/d", "乙", "正文")]);
    }

    #[test]
    fn other_text_is_no_comment() {
        check("heshu:ignore a/b 甲 -->", &[]);
        check("<!-- heshu:ignored a/b 甲 -->", &[]);
        check("<!-- heshu:ignore a/b 甲", &[]);
    }
}
