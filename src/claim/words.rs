//! The words that tell what a figure is about, from `rules/words/claims.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::parse::trie::Trie;

/// The words, read once.
#[derive(Debug)]
pub struct Words {
    light: Vec<char>,
    when: Vec<char>,
    particle: Vec<char>,
    apart: Vec<Vec<String>>,
    both: Vec<String>,
    plan: Vec<String>,
    idle: Vec<String>,
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
}

/// Words to be found in short texts, in order of their first characters.
#[derive(Debug)]
struct Finder(Vec<(char, String)>);

impl Finder {
    fn new(line: &str) -> Self {
        let first = |word: &str| Some((word.chars().next()?, word.to_owned()));
        let mut words: Vec<(char, String)> = line.split_whitespace().filter_map(first).collect();
        words.sort_unstable();
        Self(words)
    }

    /// The first word in a text, the longest that begins there.
    fn first_in(&self, text: &str) -> Option<(usize, &str)> {
        text.char_indices().find_map(|(at, char)| {
            let from = self.0.partition_point(|(first, _)| *first < char);
            let same = self.0[from..].iter().take_while(|(first, _)| *first == char);
            let found = same.filter(|(_, word)| text[at..].starts_with(word.as_str()));
            found.max_by_key(|(_, word)| word.len()).map(|(_, word)| (at, word.as_str()))
        })
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
            both: group(&file.both),
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
            let light = || bare.strip_suffix(|char| self.is_light(char));
            match word.or_else(light) {
                Some(rest) => bare = rest,
                None => return bare,
            }
        }
    }

    /// The first word of scope in a text: 预计, 累计, 同比.
    #[must_use]
    pub fn scope_of(&self, text: &str) -> Option<&str> {
        self.scope.first_in(text).map(|(_, word)| word)
    }

    /// The word of change in what stands right before a figure: the longest stretch of them, 同比增长.
    #[must_use]
    pub fn change_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let told = text.trim_matches(|char| self.is_light(char) || char == ' ');
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
        self.both.iter().any(|word| says(a, word) != says(b, word))
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
