//! The words that tell what a figure is about, from `rules/words/claims.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::finder::Finder;
use super::role::Role;
use crate::parse::trie::Trie;

/// The words, read once.
#[derive(Debug)]
pub struct Words {
    light: Vec<char>,
    when: Vec<char>,
    particle: Vec<char>,
    apart: Vec<Vec<String>>,
    both: Vec<Vec<String>>,
    plan: Vec<String>,
    pub(super) idle: Vec<String>,
    says: Vec<String>,
    change: Vec<String>,
    /// The same back to front, to be looked up at the end of a text.
    change_back: Trie<()>,
    lead: Vec<String>,
    scope: Finder,
    body: Finder,
    no_body: Vec<String>,
    aside: Vec<String>,
    source: Vec<String>,
    rise: Vec<String>,
    fall: Vec<String>,
    no_turn: Vec<String>,
    share: Vec<String>,
    gap: Vec<String>,
    pub(super) no_attribute: Vec<String>,
    pub(super) no_start: Vec<String>,
    pub(super) lasting: Vec<String>,
    pub(super) clause: Vec<String>,
    pub(super) staying: Vec<char>,
    pub(super) noun_verb: Vec<String>,
    pub(super) place: Finder,
    asks: Vec<Asks>,
    each: Vec<String>,
    beside: Vec<String>,
    alias: Vec<Vec<String>>,
    numbered: Vec<String>,
    tail: Vec<String>,
    no_name: Vec<String>,
    told: Vec<String>,
    noun_end: Vec<char>,
}

/// Words that a heading says only if the text says one of others.
#[derive(Debug)]
struct Asks {
    said: Vec<String>,
    by: Vec<String>,
}

impl Asks {
    /// `年内 > 年内 今年`; without a `>` the words ask for one of themselves.
    fn new(line: &str) -> Self {
        let group = |words: &str| words.split_whitespace().map(str::to_owned).collect();
        let (said, by) = line.split_once('>').unwrap_or((line, line));
        Self { said: group(said), by: group(by) }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimFile {
    light: String,
    when: String,
    particle: String,
    apart: Vec<String>,
    both: String,
    plan: String,
    idle: String,
    says: String,
    change: String,
    lead: String,
    scope: String,
    body: String,
    no_body: String,
    aside: String,
    source: String,
    rise: String,
    fall: String,
    no_turn: String,
    share: String,
    gap: String,
    no_attribute: String,
    no_start: String,
    lasting: String,
    clause: String,
    staying: String,
    noun_verb: String,
    place: String,
    asks: Vec<String>,
    each: String,
    beside: String,
    alias: Vec<String>,
    numbered: String,
    tail: String,
    no_name: String,
    told: String,
    noun_end: String,
}

impl Words {
    /// The words that are built in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            let file = crate::RULES.get_file("words/claims.toml");
            let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
            // A test reads the file.
            Words::new(toml::from_str(text).unwrap_or_default())
        });
        &WORDS
    }

    fn new(file: ClaimFile) -> Self {
        let group = |line: &String| line.split_whitespace().map(str::to_owned).collect();
        let either = |word: &str| word.split('|').map(str::to_owned).collect();
        let sorted = |chars: &str| {
            let mut chars: Vec<char> = chars.chars().collect();
            chars.sort_unstable();
            chars
        };
        let apart = file.apart.iter().map(group).collect();
        let mut change_back = Trie::default();
        for word in file.change.split_whitespace() {
            change_back.insert(word.chars().rev(), ());
        }
        Self {
            light: sorted(&file.light),
            when: sorted(&file.when),
            particle: sorted(&file.particle),
            change_back,
            apart,
            both: file.both.split_whitespace().map(either).collect(),
            plan: group(&file.plan),
            idle: group(&file.idle),
            says: group(&file.says),
            change: group(&file.change),
            lead: group(&file.lead),
            scope: Finder::new(&file.scope),
            body: Finder::new(&file.body),
            no_body: group(&file.no_body),
            aside: group(&file.aside),
            source: group(&file.source),
            rise: group(&file.rise),
            fall: group(&file.fall),
            no_turn: group(&file.no_turn),
            share: group(&file.share),
            gap: group(&file.gap),
            no_attribute: group(&file.no_attribute),
            no_start: group(&file.no_start),
            lasting: group(&file.lasting),
            clause: group(&file.clause),
            staying: sorted(&file.staying),
            noun_verb: group(&file.noun_verb),
            place: Finder::new(&file.place),
            asks: file.asks.iter().map(|line| Asks::new(line)).collect(),
            each: group(&file.each),
            beside: group(&file.beside),
            numbered: group(&file.numbered),
            tail: group(&file.tail),
            no_name: group(&file.no_name),
            told: group(&file.told),
            noun_end: sorted(&file.noun_end),
            alias: file.alias.iter().map(group).collect(),
        }
    }

    /// What stands before an indicator without the words that lead to any: 其中全年.
    #[must_use]
    pub fn without_leads<'t>(&self, before: &'t str) -> &'t str {
        // A name may begin with a light character: 中国, 上海.
        let start = |char| char == ' ' || self.particle.binary_search(&char).is_ok();
        let rest = before.trim_end_matches(|char| self.is_light(char) || char == ' ');
        let mut rest = rest.trim_start_matches(start);
        while let Some(after) = self.lead.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            rest = after.trim_start_matches(start);
        }
        rest
    }

    /// What stands before a figure, without the light characters and the words of change next to it: 进出口总值同比增长了
    /// is 进出口总值.
    #[must_use]
    pub fn bare<'t>(&self, before: &'t str) -> &'t str {
        let mut bare = before;
        loop {
            // 同比 ends with a light character.
            let word = self.change_back.at_end(bare).map(|(len, ())| &bare[..bare.len() - len]);
            // 合约 ends with no hedge.
            let light = || {
                bare.strip_suffix(|char| self.is_light(char)).filter(|rest| !rest.ends_with('合'))
            };
            match word.or_else(light) {
                Some(rest) => bare = rest,
                None => return bare,
            }
        }
    }

    /// Which way something goes, by the words that a text ends with.
    #[must_use]
    pub fn turn(&self, text: &str) -> Option<Role> {
        let ends = |words: &[String]| {
            words
                .iter()
                .map(String::as_str)
                .filter(|&word| text.ends_with(word))
                .map(str::len)
                .max()
        };
        let (rise, fall) = (ends(&self.rise), ends(&self.fall));
        if ends(&self.no_turn) >= rise.max(fall) {
            return None;
        }
        Some(if rise > fall { Role::Rise } else { Role::Fall })
    }

    /// Whether a text ends with a word such as 占比.
    #[must_use]
    pub fn is_share(&self, text: &str) -> bool {
        self.share.iter().any(|word| text.ends_with(word.as_str()))
    }

    /// Whether a clause up to a figure tells that it is what one has more or less than another: 再添, 领先, 还剩.
    #[must_use]
    pub fn is_gap(&self, own: &str) -> bool {
        self.gap.iter().any(|word| own.contains(word.as_str()))
    }

    /// Whether a text ends with a noun of change, 涨幅, 增速, and not with a verb.
    #[must_use]
    pub fn is_extent(&self, text: &str) -> bool {
        text.ends_with(['幅', '速', '率', '度'])
    }

    /// Whether a figure of a heading and one below are told of different places: the nearest place named before the one
    /// below is none that the heading names.
    #[must_use]
    pub fn elsewhere(&self, heading: &str, below: &str) -> bool {
        let place = self.place.last_in(below);
        place.is_some_and(|(at, place)| !heading.contains(place) && !below[..at].ends_with(WHERE))
            && self.place.first_in(heading).is_some()
    }

    /// Whether a heading says what the text that it tells again would say too, and this one does not: 年内, 有望.
    #[must_use]
    pub fn asks_for_more(&self, heading: &str, below: &str) -> bool {
        let says = |words: &[String], text: &str| words.iter().any(|it| text.contains(it.as_str()));
        self.asks.iter().any(|it| says(&it.said, heading) && !says(&it.by, below))
    }

    /// Whether the figure below is that of each of several, or of others beside the one spoken of, and that of the heading
    /// is not.
    #[must_use]
    pub fn is_of_each(&self, heading: &str, below: &str) -> bool {
        let each = |it: &String| below.contains(it.as_str()) && !heading.contains(it.as_str());
        let beside = |it: &String| below.ends_with(it.as_str()) && !heading.ends_with(it.as_str());
        self.each.iter().any(each) || self.beside.iter().any(beside)
    }

    /// Whether a clause up to a figure names several that it is about: 甲和乙涨幅超.
    #[must_use]
    pub fn is_of_several(&self, own: &str) -> bool {
        own.contains(AND)
    }

    /// Whether a figure right behind a text numbers one of its clauses: 指引12.1.
    #[must_use]
    pub fn is_numbered(&self, before: &str) -> bool {
        before.ends_with('》') || self.numbered.iter().any(|word| before.ends_with(word.as_str()))
    }

    /// Whom the first of several figures is about, `before` being the sentence up to it: 甲 of 甲、乙分别增长. `None` if it is
    /// not the first of several; empty if nothing tells.
    #[must_use]
    pub fn first_of_several<'t>(&self, before: &'t str, own: &str) -> Option<&'t str> {
        const CLAUSE: [char; 3] = [',', ';', ':'];
        if !own.contains(RESPECTIVELY) {
            return None;
        }
        let names = &before[..before.rfind(RESPECTIVELY)?];
        let mut clauses = names.rsplit(CLAUSE);
        let list = clauses.find(|clause| clause.contains(AND))?;
        list.split(AND).next()
    }

    /// The names in a text that have others, each with all of its group: GDP with 生产总值.
    pub fn aliases<'w>(&'w self, text: &str) -> impl Iterator<Item = (&'w str, &'w [String])> {
        let named = |group: &'w Vec<String>| {
            let name = group.iter().find(|&name| text.contains(name.as_str()))?;
            Some((name.as_str(), group.as_slice()))
        };
        self.alias.iter().filter_map(named)
    }

    /// The first word of scope in a text: 预计, 累计, 同比.
    #[must_use]
    pub fn scope_of(&self, text: &str) -> Option<&str> {
        self.scope.first_in(text).map(|(_, word)| word)
    }

    /// The word of change in what stands right before a figure: the longest stretch of them, 同比增长.
    #[must_use]
    pub fn change_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut told = text.trim_end_matches(|char| self.is_light(char) || char == ' ');
        while let Some(first) = told.chars().next()
            && (self.is_light(first) || first == ' ')
            && !self.begins_change(told)
        {
            told = &told[first.len_utf8()..];
        }
        self.change.iter().any(|word| told.contains(word.as_str())).then_some(told)
    }

    /// Where the first word for a body or place ends in a text, the longest that begins there; 市 of 上市 is none.
    #[must_use]
    pub fn body_in(&self, text: &str) -> Option<usize> {
        let mut from = text.chars().next()?.len_utf8();
        loop {
            let (at, word) = self.body.first_in(text.get(from..)?)?;
            let (start, end) = (from + at, from + at + word.len());
            let covers = |(found, other): (usize, &str)| found < end && found + other.len() > start;
            let other =
                self.no_body.iter().any(|other| text.match_indices(other.as_str()).any(covers));
            if !other {
                return Some(end);
            }
            from = end;
        }
    }

    /// A name without the adverbs and verbs between it and its figure: 人口只, 病例已经.
    #[must_use]
    pub fn without_tail<'t>(&self, name: &'t str) -> &'t str {
        let mut rest = name;
        while let Some(before) = self.tail.iter().find_map(|word| rest.strip_suffix(word.as_str()))
        {
            rest = before;
        }
        rest
    }

    /// Whether a text begins with a word of change.
    #[must_use]
    pub fn begins_change(&self, text: &str) -> bool {
        self.change.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// Whether a clause tells that somebody says something: 气象厅的速报称.
    #[must_use]
    pub fn is_said(&self, clause: &str) -> bool {
        self.says.iter().any(|word| clause.ends_with(word.as_str()))
    }

    /// Whether a clause tells who published what follows.
    #[must_use]
    pub fn is_published(&self, clause: &str) -> bool {
        self.told.iter().any(|word| clause.contains(word.as_str()))
    }

    /// Whether a text is no name but tells what somebody does: 某股东计划减持公司.
    #[must_use]
    pub fn is_told_of(&self, text: &str) -> bool {
        self.no_name.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a character ends the noun behind a count: 14个社区在.
    #[must_use]
    pub fn ends_noun(&self, char: char) -> bool {
        self.noun_end.binary_search(&char).is_ok()
    }

    /// Whether what follows a name tells that it is the source of what is said: 数据显示.
    #[must_use]
    pub fn is_source(&self, after: &str) -> bool {
        self.source.iter().any(|word| after.starts_with(word.as_str()))
    }

    /// Whether a sentence begins with something else than whom it is about: its source, a place from which, a cause.
    #[must_use]
    pub fn is_led_in(&self, text: &str) -> bool {
        self.aside.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// The verbs of saying.
    pub fn says(&self) -> impl Iterator<Item = &str> {
        self.says.iter().map(String::as_str)
    }

    /// Whether a character says nothing by itself.
    #[must_use]
    pub fn is_light(&self, char: char) -> bool {
        self.light.binary_search(&char).is_ok()
    }

    /// Whether one of two wordings has a word that both must have or neither: only one of them says 日均.
    #[must_use]
    pub fn only_one_says(&self, a: &str, b: &str) -> bool {
        // 比上年 tells what a figure is compared with, not of when it is.
        let says = |text: &str, word: &str| {
            text.contains(word)
                && text.match_indices(word).any(|(at, _)| !text[..at].ends_with(['比', '较', '于']))
        };
        let any = |text: &str, words: &[String]| words.iter().any(|word| says(text, word));
        self.both.iter().any(|words| any(a, words) != any(b, words))
    }

    /// Whether only one of two wordings tells of what is planned or was before.
    #[must_use]
    pub fn only_one_plans(&self, a: &str, b: &str) -> bool {
        self.plan.iter().any(|word| a.contains(word.as_str()) != b.contains(word.as_str()))
    }

    /// Whether a text names something: two characters and more besides words such as 同期.
    #[must_use]
    pub fn names(&self, text: &str) -> bool {
        let mut text = text;
        while let Some(rest) = self.idle.iter().find_map(|word| text.strip_prefix(word.as_str())) {
            text = rest;
        }
        text.chars().filter(|char| char.is_alphabetic()).nth(1).is_some()
    }

    /// Whether a character says nothing by itself, or only when.
    #[must_use]
    pub fn is_idle(&self, char: char) -> bool {
        self.is_light(char) || self.when.binary_search(&char).is_ok()
    }

    /// Whether two wordings differ in what cannot be the same: one says 同比, the other 环比.
    #[must_use]
    pub fn set_apart(&self, a: &str, b: &str) -> bool {
        self.apart.iter().any(|group| {
            let said = |text: &str| group.iter().position(|word| text.contains(word.as_str()));
            match (said(a), said(b)) {
                (Some(one), Some(other)) => {
                    one != other
                        && !a.contains(group[other].as_str())
                        && !b.contains(group[one].as_str())
                }
                _ => false,
            }
        })
    }
}

/// A place behind these is where something goes or stands, not what a figure is about.
const WHERE: [char; 13] =
    ['自', '从', '向', '对', '赴', '在', '抵', '达', '往', '于', '与', '和', '由'];

/// Figures behind this belong to several, one to each.
const RESPECTIVELY: &str = "分别";

/// What stands between names.
const AND: [char; 4] = ['、', '和', '与', '及'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_right() {
        let file = crate::RULES.get_file("words/claims.toml").unwrap().contents_utf8().unwrap();
        let words = Words::new(toml::from_str(file).unwrap());
        assert!(words.is_light('的') && !words.is_light('人'));
        assert!(words.set_apart("同比增长", "环比增长") && !words.set_apart("同比增长", "增长"));
        assert!(!words.set_apart("同比增长", "环比增长,同比增长"));
    }
}
