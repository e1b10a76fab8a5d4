//! Names of years that no year has: a reign under a dynasty that did not use it (【清】嘉靖), and signs of the cycle of sixty
//! that never meet, are written with another character, or go with another animal (【丙戍】年, 【壬寅】兔年).
//!
//! They are read as names, which say nothing by themselves, so that rules may speak of them; right ones are left as text.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::mention;
use crate::parse::mention::{Kind, Mention, Value};
use crate::parse::spot::Spot;
use crate::span::Span;

/// The cycle of sixty.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signs {
    stems: Box<str>,
    branches: Box<str>,
    animals: Box<str>,
    /// What is written for a stem, and for a branch.
    stem_slips: BTreeMap<char, char>,
    branch_slips: BTreeMap<char, char>,
    /// Of those, what is a slip only in front of an animal: 王申 may be somebody's name.
    doubtful: Box<str>,
    /// What follows the name of a year.
    after: Vec<Box<str>>,
    /// What must not follow 年.
    not_after: Box<str>,
}

/// A dynasty by one of its names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dynasty {
    /// Its first and its last year.
    years: [i16; 2],
    /// Behind these the name is part of another word.
    #[serde(default)]
    not_after: Box<str>,
}

impl Signs {
    /// All pairs of characters that may be signs, right or wrong.
    pub(super) fn pairs(&self) -> Vec<String> {
        let stems = self.stems.chars().chain(self.stem_slips.keys().copied());
        let second = || self.branches.chars().chain(self.branch_slips.keys().copied());
        stems.flat_map(|stem| second().map(move |branch| [stem, branch].iter().collect())).collect()
    }

    /// The signs at a spot, if they name no year.
    pub(super) fn read(&self, spot: Spot<'_>) -> Option<Mention> {
        let mut chars = spot.rest().chars();
        let (first, second) = (chars.next()?, chars.next()?);
        let tail = chars.as_str();
        let animal = tail.chars().next().and_then(|c| self.animals.chars().position(|a| a == c));
        let behind = if animal.is_some() { chars.next().map(|_| chars.as_str())? } else { tail };
        if !self.ends(behind, animal.is_some()) {
            return None;
        }
        let (stem, branch) = (self.stem(first)?, self.branch(second)?);
        let meet = stem.0 % 2 == branch.0 % 2;
        let slip = stem.1 || branch.1;
        let doubtful = slip && animal.is_none() && self.doubtful.contains([first, second]);
        let other_animal = animal.is_some_and(|animal| animal != branch.0);
        let wrong = if slip { meet && !doubtful } else { !meet || other_animal };
        let len = first.len_utf8() + second.len_utf8();
        wrong.then(|| mention(spot, len, Kind::Code, Value::Code))
    }

    /// The place of a stem in its cycle, and whether it is written with another character.
    fn stem(&self, c: char) -> Option<(usize, bool)> {
        place(&self.stems, &self.stem_slips, c)
    }

    fn branch(&self, c: char) -> Option<(usize, bool)> {
        place(&self.branches, &self.branch_slips, c)
    }

    /// Whether the name of a year ends there.
    fn ends(&self, rest: &str, behind_animal: bool) -> bool {
        match rest.strip_prefix(['年', '岁']) {
            Some(rest) => behind_animal || !rest.starts_with(|c| self.not_after.contains(c)),
            None => !behind_animal && self.after.iter().any(|word| rest.starts_with(&**word)),
        }
    }
}

fn place(cycle: &str, slips: &BTreeMap<char, char>, c: char) -> Option<(usize, bool)> {
    let at = |c: char| cycle.chars().position(|known| known == c);
    at(c).map(|at| (at, false)).or_else(|| Some((at(*slips.get(&c)?)?, true)))
}

/// The dynasty in front of the reign at a spot, if the reign, whose years count from behind the year `before`, is not one of
/// its.
pub(super) fn dynasty(
    dynasties: &BTreeMap<Box<str>, Dynasty>,
    before: i16,
    spot: Spot<'_>,
) -> Option<Mention> {
    let head = spot.before().trim_end_matches(['·', '的']);
    let known = dynasties.iter().filter(|(name, _)| head.ends_with(&***name));
    let (name, dynasty) = known.max_by_key(|(name, _)| name.len())?;
    let start = head.len() - name.len();
    let is_name = !head[..start].ends_with(|c| dynasty.not_after.contains(c));
    let [first, last] = dynasty.years;
    let outside = before > 0 && !(first..=last).contains(&(before + 1));
    if !is_name || !outside {
        return None;
    }
    let span = spot.span_back(spot.before().len() - start, 0);
    let span = Span { end: span.start + name.len() as u32, ..span };
    Some(Mention { span, extent: span, kind: Kind::Code, value: Value::Code })
}
