//! What a mention is about, as far as the words around it tell; what they do not tell stays unknown.

use rust_decimal::Decimal;

use super::period;
use super::table::Cell;
use super::words::Words;
use crate::parse::{Kind, Mention, Value};
use crate::text::{Document, Sentence};
use crate::value::DayRange;

/// What the wording tells of one mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// Whom or what it is about.
    pub(super) subject: Option<String>,
    /// Which quantity of the subject.
    pub(super) attribute: Option<String>,
    /// The time it speaks of.
    pub(super) period: Option<DayRange>,
    /// Planned or done, cumulated or current …
    pub(super) scope: Option<String>,
}

/// The longest attribute, in characters.
const ATTRIBUTE: usize = 30;

/// Characters before a figure in which the start of its clause is looked for.
const CLAUSE: usize = 80;

/// So many mentions before a rate may name what it is the rate of.
const BASES: usize = 24;

/// Characters of a sentence in which its subject is looked for.
const SUBJECT: usize = 16;

impl About {
    /// What `mentions[at]` is about, a figure in `sentence`.
    pub(super) fn of(
        document: &Document,
        mentions: &[Mention],
        at: usize,
        sentence: &Sentence,
    ) -> Self {
        let (text, words) = (document.folded(), Words::builtin());
        let start = sentence.span.start;
        let before = &text[start as usize..mentions[at].extent.start.max(start) as usize];
        let date = period::told(text, mentions, at, start);
        let days = |date: &Mention| period::stretch(text, mentions, date).or_else(|| days(date));
        if let Some(cell) = Cell::of(text, sentence.span, mentions[at].span.start) {
            return Self {
                subject: Some(cell.row.to_owned()).filter(|row| !row.is_empty()),
                attribute: Some(cell.head.to_owned()),
                period: date.and_then(&days),
                scope: words.scope_of(cell.head).map(str::to_owned),
            };
        }
        Self {
            subject: subject(before, words),
            attribute: attribute(text, mentions, at, start, words),
            period: date.and_then(&days),
            scope: words.scope_of(clause(last_chars(before, CLAUSE))).map(str::to_owned),
        }
    }
}

/// The days of a date or a stretch of dates.
fn days(mention: &Mention) -> Option<DayRange> {
    match &mention.value {
        Value::Date(date) => date.days(),
        Value::Dates([first, last]) => {
            DayRange::new(first.value.days()?.first, last.value.days()?.last)
        }
        _ => None,
    }
}

/// What stands in the last clause of a text.
fn clause(text: &str) -> &str {
    text.rsplit([',', ';', ':', '(', ')', '。', '!', '?', '\n']).next().unwrap_or(text)
}

/// The words before a figure in its clause; for a rate, also what it is the rate of; for a count, what is counted, behind it.
fn attribute(
    text: &str,
    mentions: &[Mention],
    at: usize,
    start: u32,
    words: &Words,
) -> Option<String> {
    let mention = &mentions[at];
    let stated = stated(text, mentions, at, start);
    let bare = words.bare(stated);
    // What is counted stands behind the count.
    let behind = || {
        let next = mentions.get(at + 1).map_or(text.len(), |next| next.extent.start as usize);
        let end = mention.extent.end as usize;
        let counted = words.without_verb(following(&text[end..next.max(end)], words));
        // 15名市政委员中,有9名.
        counted.strip_suffix('中').filter(|it| it.chars().nth(1).is_some()).unwrap_or(counted)
    };
    let figure = &text[mention.span.range()];
    let counted = match mention.kind {
        // 两国, 七部门 say themselves what is counted.
        Kind::Count if !figure.ends_with(COUNTS_ITSELF) => behind(),
        _ => "",
    };
    // 病例超过5万例的国家 counts cases.
    let is_told_before = text[mention.extent.end as usize..].starts_with('的') && !bare.is_empty();
    let counted = if is_told_before { "" } else { counted };
    // 由60件增加到100件 counts no 增加.
    if counted.chars().nth(1).is_some() && !words.begins_change(counted) {
        return Some(counted.to_owned());
    }
    let name = words.without_tail(words.without_leads(without_bracket(bare)));
    let is_bare = mention.kind == Kind::Number
        && mention.figure().is_some_and(|it| it.step == Decimal::ONE && it.from.fract().is_zero());
    let is_age = mention.kind == Kind::Age && !stated.contains("年龄");
    if is_bare || is_age || mention.kind == Kind::Duration && !words.is_lasting(stated) {
        return None;
    }
    if !words.is_quantity(name) {
        let measured = if mention.kind == Kind::Quantity { behind() } else { "" };
        return measured.chars().nth(1).is_some().then(|| measured.to_owned());
    }
    let change = words.change_in(&stated[bare.len()..]);
    let base = if name.is_empty() && change.is_some() {
        let before = (at.saturating_sub(BASES)..at).rev();
        let before = before.take_while(|&other| mentions[other].span.start >= start);
        let mut named = before.map(|other| {
            words.without_leads(without_bracket(
                words.bare(self::stated(text, mentions, other, start)),
            ))
        });
        named.find(|name| !name.is_empty()).unwrap_or_default()
    } else {
        name
    };
    let mut attribute = last_chars(base, ATTRIBUTE).to_owned();
    attribute.push_str(change.filter(|_| !attribute.is_empty()).unwrap_or_default());
    (attribute.chars().nth(1).is_some()).then_some(attribute)
}

/// A name without what is in brackets behind it: 充电设施(枪).
fn without_bracket(name: &str) -> &str {
    let open = name.strip_suffix(')').and_then(|inner| inner.rfind('('));
    open.map_or(name, |open| &name[..open])
}

/// What stands between a figure and the mention or the end of clause before it.
fn stated<'t>(text: &'t str, mentions: &[Mention], at: usize, start: u32) -> &'t str {
    let after = at.checked_sub(1).map_or(0, |before| mentions[before].extent.end);
    let end = mentions[at].extent.start;
    let before = &text[after.max(start).min(end) as usize..end as usize];
    let clause = before.rsplit([',', ';', ':', '。', '!', '?', '\n']).next().unwrap_or(before);
    let clause = clause.rsplit('、').next().unwrap_or(clause).trim();
    // An open bracket begins anew.
    match (clause.rfind('('), clause.rfind(')')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => &clause[open + 1..],
        // A bracket that was opened before the figure before.
        (None, Some(close)) => &clause[close + 1..],
        _ => clause,
    }
}

/// What is counted, behind a figure: the Han characters up to a word that is no noun.
fn following<'t>(after: &'t str, words: &Words) -> &'t str {
    let counts = |char: &char| ('\u{4e00}'..='\u{9fff}').contains(char) && !words.ends_noun(*char);
    let after = after.strip_prefix('的').unwrap_or(after);
    // 等次 may be counted.
    let first = after.strip_prefix('等').map_or(0, |rest| after.len() - rest.len());
    let run: usize =
        after[first..].chars().take(COUNTED).take_while(counts).map(char::len_utf8).sum();
    let run = if run == 0 { 0 } else { first + run };
    &after[..run]
}

/// Counts that end with these need no noun behind them.
const COUNTS_ITSELF: [char; 7] = ['国', '省', '市', '县', '镇', '村', '门'];

/// The longest name of what is counted, in characters.
const COUNTED: usize = 12;

/// Characters of a clause in which it is told who says what follows.
const SPEAKER: usize = 40;

fn first_chars(text: &str, most: usize) -> &str {
    let to = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    &text[..to]
}

fn last_chars(text: &str, most: usize) -> &str {
    let from = text.char_indices().rev().take(most).last().map_or(0, |(at, _)| at);
    &text[from..]
}

/// The body that a sentence begins with: up to the first word such as 公司 or 县 near its start.
fn subject(sentence: &str, words: &Words) -> Option<String> {
    let to = sentence.char_indices().nth(SUBJECT).map_or(sentence.len(), |(at, _)| at);
    let head = sentence[..to].split([',', ':', ';', '、', '(']).next().unwrap_or_default();
    // Who speaks is not whom it is about, and the first of several not all of them.
    if sentence[head.len()..].starts_with([':', '、']) {
        return None;
    }
    let clause = first_chars(sentence, SPEAKER).split(',').next().unwrap_or_default();
    let published = words.is_published(clause);
    let head = words.without_leads(head.trim());
    if published || words.is_led_in(head) || words.is_said(head) {
        return None;
    }
    let end = words.body_in(head)?;
    let name = &head[..end];
    let is_name = name.chars().all(char::is_alphabetic)
        && name.chars().nth(1).is_some()
        && !name.starts_with(['他', '她', '它', '我', '你'])
        && !name.contains(['对', '向', '从', '由', '被', '的', '这'])
        && !words.is_source(&head[end..])
        && !words.is_told_of(name);
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{self, Lexicon};
    use crate::text::Draft;

    fn check(text: &str, expected: &[[&str; 4]]) {
        let document = Document::new(Draft { text: text.to_owned(), ..Draft::default() });
        let read = parse::read(&document, &Lexicon::builtin());
        let told: Vec<[String; 4]> = (0..read.mentions.len())
            .filter(|&at| read.mentions[at].figure().is_some())
            .map(|at| {
                let about = About::of(&document, &read.mentions, at, &document.sentences()[0]);
                let figure = document.folded()[read.mentions[at].span.range()].to_owned();
                let or = |told: Option<String>| told.unwrap_or_default();
                [figure, or(about.subject), or(about.attribute), or(about.scope)]
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn words_tell_what_figures_are_about() {
        check(
            "青檀县2023年预计完成固定资产投资36.2亿元,同比增长5.1%,其中工业投资12亿元。",
            &[
                ["36.2亿元", "青檀县", "固定资产投资", "预计"],
                ["5.1%", "青檀县", "固定资产投资同比增长", "同比"],
                ["12亿元", "青檀县", "工业投资", ""],
            ],
        );
        check("事故造成3人受伤。", &[["3人", "", "受伤", ""]]);
        check("共有14个社区停水。", &[["14个", "", "社区", ""]]);
        check("来自各地的120部影片报名参加。", &[["120部", "", "影片", ""]]);
        // An adverb, a place or half a quotation names no quantity.
        check("在过去24小时,鹭洲市6.2级。", &[["24小时", "", "", ""], ["6.2级", "", "", ""]]);
    }
}
