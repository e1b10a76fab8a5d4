//! Web pages: the article in them, without the furniture around it.
//!
//! There is no tree. A page is read to lines, each with the element it stands in; the article is where most of the prose is.

mod lines;
mod token;
mod words;

use jiff::civil::DateTime;

use crate::source::extract::Extract;
use crate::source::page::Page;
use crate::source::parse_date;
use lines::{Line, Lines};
use words::WORDS;

/// Of the prose of a page so much, in percent, stands in the element that holds the article.
const MOST: usize = 70;
/// Of the prose so much, in percent, must stand in an element for which the page says that it holds the article.
const MUCH: usize = 40;
/// A line of which more than this, in percent, are links is none of the article, unless it has a full stop.
const LINKS: usize = 60;

/// Reads a page.
pub(super) fn read(source: &str) -> Page {
    let page = lines::read(source, 0);
    let inside = article(&page);
    let first = inside.iter().position(|&inside| inside).unwrap_or(0);
    let (title, heading) = title(&page, first, &inside);
    let date = date(&page, heading, first);
    let mut text = Extract::default();
    let kept = page.lines.iter().zip(&inside).enumerate();
    for (at, (line, &inside)) in kept {
        if inside && Some(at) != heading && !is_links(line) {
            text.append(&line.text);
        }
    }
    Page::new(title, false, text, date)
}

/// Adds the lines of a piece of markup that stands at `base` of the file.
#[cfg(feature = "markdown")]
pub(super) fn fragment(source: &str, base: usize, out: &mut Extract) {
    for line in lines::read(source, base).lines {
        out.append(&line.text);
    }
}

/// For each line whether it stands in the article.
fn article(page: &Lines) -> Vec<bool> {
    let mut prose = vec![0; page.boxes.len()];
    for line in &page.lines {
        prose[line.container] += prose_in(line);
    }
    // Those inside one follow it.
    for at in (1..prose.len()).rev() {
        let inner = prose[at];
        prose[page.boxes[at].parent] += inner;
    }
    let all = prose[0];
    let marked =
        (0..prose.len()).filter(|&at| page.boxes[at].marked && prose[at] * 100 >= all * MUCH);
    let root = marked.max_by_key(|&at| prose[at]).unwrap_or(0);
    let enough = prose[root] * MOST;
    let mut within = vec![false; page.boxes.len()];
    let mut chosen = root;
    for at in root..page.boxes.len() {
        within[at] = at == root || within[page.boxes[at].parent];
        if within[at] && prose[at] * 100 >= enough && all > 0 {
            chosen = at;
        }
    }
    within.fill(false);
    for at in chosen..page.boxes.len() {
        within[at] = at == chosen || within[page.boxes[at].parent];
    }
    page.lines.iter().map(|line| within[line.container]).collect()
}

/// How much running text there is in a line.
fn prose_in(line: &Line) -> usize {
    let text = &line.text.text;
    let is_prose = text.contains(['。', '！', '？', '；', '，', '、']);
    if is_prose { text.len().saturating_sub(line.linked * 2) } else { 0 }
}

fn is_links(line: &Line) -> bool {
    let text = &line.text.text;
    line.linked * 100 > text.len() * LINKS && !text.contains('。')
}

/// The title, and the line it is on if it is one of those shown.
fn title(page: &Lines, first: usize, inside: &[bool]) -> (Option<Extract>, Option<usize>) {
    let named = named_title(page);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let whole = bare(&page.title.text);
    // The heading of a site is not that of its article.
    let is_title =
        |at: &usize| whole.is_empty() || whole.contains(&bare(&page.lines[*at].text.text));
    let headings = || (0..page.lines.len()).filter(|&at| page.lines[at].heading);
    let heading = headings()
        .filter(|&at| inside[at] && at < first + 5)
        .find(is_title)
        .or_else(|| headings().filter(|&at| at < first).rfind(is_title));
    let shown = heading.map(|at| {
        let mut title = Extract::default();
        title.append(&page.lines[at].text);
        title
    });
    (shown.or(named), heading)
}

/// The title that the head of the page gives: a `<meta>`, or `<title>` without the name of the site.
fn named_title(page: &Lines) -> Option<Extract> {
    let meta = WORDS.title.iter().find_map(|name| page.meta.iter().find(|it| *it.0 == **name));
    if let Some((_, content, at)) = meta.filter(|it| !it.1.trim().is_empty()) {
        let mut title = Extract::default();
        title.push(&content.replace(['\n', '\r', '\t'], " "), at.clone());
        return Some(title);
    }
    let text = page.title.text.as_str();
    let site = |separator: &str| {
        let at = text.find(separator)?;
        let is_site = !text[at..].contains(|char: char| char.is_ascii_digit());
        (is_site && text[..at].chars().count() >= 4).then_some(at)
    };
    let end = WORDS.separator.iter().filter_map(|it| site(it)).min().unwrap_or(text.len());
    let mut title = Extract { text: text.to_owned(), map: page.title.map.clone() };
    title.text.truncate(end);
    title.map.truncate(end);
    (!title.text.is_empty()).then_some(title)
}

/// The date of publication: what the page says to machines, or the first date between the title and the article.
fn date(page: &Lines, heading: Option<usize>, first: usize) -> Option<DateTime> {
    let meta = WORDS.date.iter().flat_map(|name| page.meta.iter().filter(|it| *it.0 == **name));
    let between = heading.map_or(first.saturating_sub(3), |at| at + 1)..first.max(1);
    meta.map(|(_, content, _)| content.as_str())
        .chain(page.time.as_deref())
        .find_map(parse_date)
        .or_else(|| page.lines.get(between)?.iter().find_map(|it| parse_date(&it.text.text)))
}

#[cfg(test)]
mod tests;
