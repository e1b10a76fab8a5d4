//! The words around dates and times, from `rules/words/moments.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// The words, read once.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    daypart: BTreeMap<Box<str>, [Box<str>; 2]>,
    moment: BTreeMap<Box<str>, Box<str>>,
    /// What stands before a festival that is to come.
    pub next: Vec<Box<str>>,
    /// Parts of the day that are names too.
    pub named: BTreeSet<Box<str>>,
    pub now: Guarded,
    pub plan: Plan,
    pub about: About,
    pub cycle: Cycle,
    pub open: Open,
    pub shift: Shift,
    not_after: BTreeMap<Box<str>, Box<str>>,
    /// The characters that a daypart begins with.
    #[serde(skip)]
    leads: BTreeSet<char>,
    pub stretch: Stretch,
    pub joint: Joint,
    pub within: Within,
}

/// Words for the present, and what they must not stand between.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guarded {
    pub words: Vec<Box<str>>,
    /// Those that stand before nouns too, and count only where a clause begins or behind `after`.
    pub opening: Vec<Box<str>>,
    pub after: Box<str>,
    pub not_before: Box<str>,
    pub not_after: Box<str>,
}

/// Five-year plans.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// Their first years.
    pub first: BTreeMap<Box<str>, i16>,
    /// What stands behind one that is no number, and belongs to it.
    pub period: Vec<Box<str>>,
    /// What stands behind one that is no number.
    pub after: Vec<Box<str>>,
}

/// Words that make a date or time rough.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub before: Vec<Box<str>>,
    pub after: Vec<Box<str>>,
}

/// The names of the years of the lunar calendar.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cycle {
    pub stems: Box<str>,
    pub branches: Box<str>,
    pub animals: Box<str>,
    pub not_after: Vec<Box<str>>,
}

/// Words behind a date or time that open a stretch to one side.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Open {
    pub until: Vec<Box<str>>,
    pub after: Vec<Box<str>>,
    pub from: Vec<Box<str>>,
    pub since: Vec<Box<str>>,
    pub included: Vec<Box<str>>,
}

/// Words behind a length of time.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shift {
    pub before: Vec<Box<str>>,
    pub after: Vec<Box<str>>,
    pub eve: Vec<Box<str>>,
    pub morrow: Vec<Box<str>>,
    pub ago: Vec<Box<str>>,
    pub long_ago: Vec<Box<str>>,
    pub later: Vec<Box<str>>,
    pub long_later: Vec<Box<str>>,
    pub within: Vec<Box<str>>,
    pub since: Vec<Box<str>>,
}

/// Words before a length of time.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stretch {
    pub coming: Vec<Box<str>>,
    pub past: Vec<Box<str>>,
    pub before: Vec<Box<str>>,
    pub after: Vec<Box<str>>,
    pub passing: Vec<Box<str>>,
    pub opens_after: Box<str>,
    pub not_before: Box<str>,
}

/// Words between and around the two ends of a stretch.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Joint {
    pub from: Vec<Box<str>>,
    pub to: Vec<Box<str>>,
    pub and: Vec<Box<str>>,
    pub between: Vec<Box<str>>,
    pub end: Vec<Box<str>>,
    pub about: Vec<Box<str>>,
}

/// Words behind a year, month or week for what is counted inside it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Within {
    /// The seasons by their first months.
    pub season: BTreeMap<Box<str>, i8>,
    /// The seasons in one character by their first months, and the years before them: 去冬.
    pub short_season: BTreeMap<char, i8>,
    pub season_year: BTreeMap<char, i16>,
    /// Several thirds of a month: 上中旬.
    pub thirds: BTreeMap<Box<str>, [u8; 2]>,
    pub first: Vec<Box<str>>,
    pub last: Vec<Box<str>>,
    pub nth: Box<str>,
    pub days: Vec<Box<str>>,
    pub weeks: Vec<Box<str>>,
    pub months: Vec<Box<str>>,
    pub weekend: Box<str>,
    pub opening: Vec<Box<str>>,
    pub early: Vec<Box<str>>,
    pub middle: Vec<Box<str>>,
    pub late: Vec<Box<str>>,
}

/// A part of the day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Daypart<'a> {
    pub text: &'a str,
    /// When it begins and ends.
    pub span: [&'a str; 2],
    /// The time of day that stands for it.
    pub at: Option<&'a str>,
}

impl Words {
    /// The words that are built in.
    pub(super) fn builtin() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            let file = crate::RULES.get_file("words/moments.toml");
            let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
            // A test reads the file.
            let words: Words = toml::from_str(text).unwrap_or_default();
            let leads = words.daypart.keys().filter_map(|word| word.chars().next()).collect();
            Words { leads, ..words }
        });
        &WORDS
    }

    /// Whether a word may stand at `text` that makes a moment without a mention.
    pub(super) fn begins(&self, text: &str) -> bool {
        text.starts_with(|c: char| self.leads.contains(&c)) && self.daypart(text).is_some()
    }

    /// The length of the word for the present that stands at `text`.
    pub(super) fn now(&self, text: &str) -> Option<usize> {
        let word = self.now.words.iter().find(|word| text.starts_with(&***word))?;
        let rest = &text[word.len()..];
        (!rest.starts_with(|c| self.now.not_after.contains(c))).then_some(word.len())
    }

    /// The part of the day that stands at `text`.
    pub(super) fn daypart(&self, text: &str) -> Option<Daypart<'_>> {
        let found = self
            .daypart
            .iter()
            .filter(|(word, _)| text.starts_with(&***word) && self.ends(word, &text[word.len()..]));
        let (text, span) = found.max_by_key(|(word, _)| word.len())?;
        Some(self.part(text, span))
    }

    /// The part of the day that `text` ends with.
    pub(super) fn ending_daypart(&self, text: &str) -> Option<Daypart<'_>> {
        let found = self.daypart.iter().filter(|(word, _)| text.ends_with(&***word));
        let (text, span) = found.max_by_key(|(word, _)| word.len())?;
        Some(self.part(text, span))
    }

    fn part<'a>(&'a self, text: &'a str, [from, to]: &'a [Box<str>; 2]) -> Daypart<'a> {
        Daypart { text, span: [from, to], at: self.moment.get(text).map(|at| &**at) }
    }

    /// The length of the longest of some words that stands at `text` and is not the beginning of another.
    pub(super) fn stands(&self, words: &[Box<str>], text: &str) -> Option<usize> {
        let found = words
            .iter()
            .filter(|word| text.starts_with(&***word) && self.ends(word, &text[word.len()..]));
        found.map(|word| word.len()).max()
    }

    fn ends(&self, word: &str, rest: &str) -> bool {
        self.not_after.get(word).is_none_or(|chars| !rest.starts_with(|c| chars.contains(c)))
    }
}

/// The length of the longest of some words that `text` ends with.
pub(super) fn ending(words: &[Box<str>], text: &str) -> Option<usize> {
    words.iter().filter(|word| text.ends_with(&***word)).map(|word| word.len()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_right() {
        let words = Words::builtin();
        assert!(words.leads.contains(&'凌'));
        for (word, ends) in &words.daypart {
            assert_eq!(words.daypart(word).map(|part| part.text), Some(&**word));
            assert!(ends[0] < ends[1], "{word}");
        }
        assert!(words.moment.keys().all(|word| words.daypart.contains_key(word)));
        let lists = [&words.open.until, &words.open.after, &words.open.from, &words.open.since];
        let more = [
            &words.about.after,
            &words.shift.ago,
            &words.shift.later,
            &words.shift.since,
            &words.shift.within,
        ];
        let known = |word: &str| {
            lists.iter().chain(&more).any(|list| list.iter().any(|one| **one == *word))
        };
        let guarded =
            words.not_after.keys().all(|word| known(word) || words.daypart.contains_key(word));
        assert!(guarded, "a word with a guard stands in no list");
        assert!(words.open.included.iter().all(|word| known(word)));
    }
}
