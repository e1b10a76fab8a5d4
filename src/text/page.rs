//! Page furniture: which lines of a saved page belong to the article.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::RULES;
use crate::span::Span;

/// How many bytes after an article can still be furniture. A marker with more text after it does not end the article:
/// what follows is rather the next of many articles in one file.
const FURNITURE: usize = 64 * 1024;

/// How far down, in lines, a breadcrumb is looked for.
const HEAD: usize = 20;

/// The longest line, in characters, that can be a breadcrumb.
const BREADCRUMB: usize = 80;

/// The longest line, in characters, that ends the article by its last words.
const SHORT: usize = 12;

/// The longest title, in characters.
const TITLE: usize = 60;

/// Keeps those `lines` that belong to the article. They are in reading order and not blank.
pub(super) fn keep_article(text: &str, lines: &mut Vec<Span>) {
    let words = &*WORDS;
    let Some(body) = first_with_full_stop(text, lines) else { return };
    let late = text.len().saturating_sub(FURNITURE);
    let tail = lines.partition_point(|line| (line.start as usize) < late).max(body + 1);
    let ends = |line: &Span| words.ends_article(&text[line.range()]);
    if let Some(end) = lines.iter().skip(tail).position(ends) {
        lines.truncate(tail + end);
    }
    let head = &lines[..body.min(HEAD)];
    if let Some(last) = head.iter().rposition(|line| words.is_breadcrumb(&text[line.range()])) {
        lines.drain(..=last);
    }
    let mut among_links = false;
    lines.retain(|line| {
        let line = &text[line.range()];
        let start = bare(line);
        if among_links || words.link.begin(start) {
            among_links = !line.contains('。');
        }
        !among_links && !words.skip.begin(start)
    });
}

/// The title among the `lines` of an article: a short line without a full stop at the top, with an article after it.
pub(super) fn title(text: &str, lines: &[Span]) -> Option<Span> {
    let body = first_with_full_stop(text, lines)?;
    let words = &*WORDS;
    let mut head = lines[..body].iter().take(3);
    let title = head.find(|line| !words.is_byline(&text[line.range()]))?;
    is_title(&text[title.range()]).then_some(*title)
}

fn is_title(line: &str) -> bool {
    let length = line.chars().take(TITLE + 1).count();
    (4..=TITLE).contains(&length) && !line.ends_with([',', ':', ';', '、', '-'])
}

fn first_with_full_stop(text: &str, lines: &[Span]) -> Option<usize> {
    let at = text.find('。')?;
    let line = lines.partition_point(|line| line.end as usize <= at);
    (line < lines.len()).then_some(line)
}

/// A line without the brackets, bullets and blanks before it.
fn bare(line: &str) -> &str {
    // Most lines begin with a Chinese character.
    match line.as_bytes().first() {
        Some(0xe4..=0xe9) => line,
        _ => line.trim_start_matches(is_decoration),
    }
}

fn is_decoration(char: char) -> bool {
    char.is_whitespace() || "([【〔<>《·*#-_=|+■□●○◆◇▲△▼▽★☆※→►▶".contains(char)
}

/// The words of `rules/words/page.toml`.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = RULES.get_file("words/page.toml").and_then(include_dir::File::contents_utf8);
    #[expect(clippy::expect_used, reason = "the file is part of the binary, and a test reads it")]
    toml::from_str(file.unwrap_or_default()).expect("words/page.toml")
});

#[derive(Debug, Deserialize)]
struct Words {
    breadcrumb: Starting,
    end: Ending,
    link: Starting,
    skip: Starting,
    byline: Byline,
}

#[derive(Debug, Deserialize)]
struct Ending {
    alone: Starts,
    start: Starts,
    finish: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Starting {
    start: Starts,
}

#[derive(Debug, Deserialize)]
struct Byline {
    start: Starts,
    date: String,
}

impl Words {
    fn ends_article(&self, line: &str) -> bool {
        let line = bare(line);
        if self.end.start.begin(line) {
            return true;
        }
        let rest = self.end.alone.after(line);
        if rest.is_some_and(|rest| !rest.contains(char::is_alphanumeric)) {
            return true;
        }
        is_short(line, SHORT) && self.end.finish.iter().any(|words| line.ends_with(words.as_str()))
    }

    fn is_breadcrumb(&self, line: &str) -> bool {
        let steps = || line.matches(['>', '»']).count();
        is_short(line, BREADCRUMB) && (self.breadcrumb.start.begin(bare(line)) || steps() >= 2)
    }

    fn is_byline(&self, line: &str) -> bool {
        let telling = |char: &char| char.is_alphabetic() && !self.byline.date.contains(*char);
        self.byline.start.begin(bare(line)) || line.chars().filter(telling).take(3).count() < 3
    }
}

fn is_short(line: &str, limit: usize) -> bool {
    line.len() <= limit * 4 && line.chars().count() <= limit
}

impl Starting {
    fn begin(&self, line: &str) -> bool {
        self.start.begin(line)
    }
}

/// Words a line may begin with.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<Box<str>>")]
struct Starts {
    /// In the order of their characters.
    words: Vec<Box<str>>,
    /// For the low byte of a character whether any word begins with such a one: most lines need no more.
    firsts: [bool; 256],
}

impl Starts {
    fn begin(&self, line: &str) -> bool {
        self.after(line).is_some()
    }

    /// What follows the longest of the words the line begins with.
    fn after<'t>(&self, line: &'t str) -> Option<&'t str> {
        let first = line.chars().next()?;
        if !self.firsts[usize::from(first as u8)] {
            return None;
        }
        let alike = self.words.partition_point(|word| !word.starts_with(first) && **word < *line);
        let alike = self.words[alike..].iter().take_while(|word| word.starts_with(first));
        alike.filter_map(|word| line.strip_prefix(&**word)).last()
    }
}

impl From<Vec<Box<str>>> for Starts {
    fn from(mut words: Vec<Box<str>>) -> Self {
        words.sort_unstable();
        let mut firsts = [false; 256];
        for first in words.iter().filter_map(|word| word.chars().next()) {
            firsts[usize::from(first as u8)] = true;
        }
        Self { words, firsts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::Folded;
    use crate::text::{Document, Draft};

    fn document(text: &str) -> Document {
        Document::new(Draft { text: text.to_owned(), ..Draft::default() })
    }

    fn article(text: &str) -> String {
        let document = document(text);
        let lines = document.paragraphs().iter().map(|line| &document.folded()[line.range()]);
        lines.collect::<Vec<_>>().join("|")
    }

    fn title_of(text: &str) -> Option<String> {
        let document = document(text);
        document.title().map(|title| document.folded()[title.range()].to_owned())
    }

    #[test]
    fn the_words_are_written_folded() {
        let file = RULES.get_file("words/page.toml").unwrap().contents_utf8().unwrap();
        let data = file.lines().filter(|line| !line.starts_with('#'));
        for line in data {
            assert_eq!(Folded::new(line).text(), line);
        }
        assert!(WORDS.ends_article("相关阅读"));
    }

    #[test]
    fn what_stands_before_a_breadcrumb_goes() {
        let text =
            "服务读者\n\n当前位置：首页 > 县区 > 正文\n大桥今日合龙\n来源：某报\n大桥全长3公里。\n";
        assert_eq!(article(text), "大桥今日合龙|来源:某报|大桥全长3公里。");
        assert_eq!(article("甲县 乙县\n本站 > 甲县 > 要闻\n大桥合龙。"), "大桥合龙。");
        assert_eq!(
            article("大桥合龙。\n甲 > 乙 > 丙\n全长3公里。"),
            "大桥合龙。|甲 > 乙 > 丙|全长3公里。"
        );
    }

    #[test]
    fn an_article_ends_where_furniture_begins() {
        for marker in [
            "相关阅读",
            "【相关阅读】",
            "相關文章：",
            "猜你喜欢:",
            "财经分类资讯推荐",
            "版权声明：本文由某网发布，转载请注明出处。",
            "上一篇：桥",
            "扫一扫关注公众号",
            "张三微信号",
        ] {
            assert_eq!(
                article(&format!("桥长3公里。\n{marker}\n另一桥长5公里。")),
                "桥长3公里。",
                "{marker}"
            );
        }
    }

    #[test]
    fn words_inside_an_article_do_not_end_it() {
        for line in [
            "相关阅读推广活动有300人参加。",
            "我们推荐阅读三本书。",
            "版权声明一共300字。",
            "新书推荐",
            "一审法院判赔3万元。",
            "终审法院首席法官出席。",
            "阅读量达到3亿次",
            "大中小学生共30万人",
            "未经许可经营的,罚款3万元。",
        ] {
            let text = format!("桥长3公里。\n{line}\n另一桥长5公里。");
            assert_eq!(document(&text).paragraphs().len(), 3, "{line}");
        }
        assert_eq!(article("相关阅读\n桥长3公里。"), "相关阅读|桥长3公里。");
    }

    #[test]
    fn a_file_of_many_articles_is_read_to_its_end() {
        let more = "桥长5公里。\n".repeat(10_000);
        let text = format!("桥长3公里。\n相关阅读\n{more}");
        assert_eq!(document(&text).sentences().len(), 10_002);
    }

    #[test]
    fn links_between_paragraphs_are_skipped() {
        assert_eq!(
            article("桥长3公里。\n相關報道：另一桥长5公里\n又一桥长6公里\n桥宽20米。"),
            "桥长3公里。|桥宽20米。"
        );
        assert_eq!(article("桥长3公里。\n相关链接：桥宽20米。"), "桥长3公里。|相关链接:桥宽20米。");
    }

    #[test]
    fn credits_are_skipped() {
        assert_eq!(
            article("桥长3公里。\n（责任编辑：李四）\n编辑| 王五 二审| 李四\n完。"),
            "桥长3公里。|完。"
        );
    }

    #[test]
    fn titles_are_found() {
        assert_eq!(title_of("大桥今日合龙\n桥长3公里。"), Some("大桥今日合龙".into()));
        assert_eq!(
            title_of("2024年4月8日 19:05\n大桥今日合龙!\n桥长3公里。"),
            Some("大桥今日合龙!".into())
        );
        assert_eq!(title_of("桥长3公里。"), None);
        assert_eq!(title_of("桥长3公里。\n大桥合龙"), None);
        assert_eq!(title_of("大桥今日合龙"), None);
        assert_eq!(title_of("记者获悉的数字如下：\n桥长3公里。"), None);
        assert_eq!(title_of("新华社北京3月5日电\n桥长3公里。"), None);
    }
}
