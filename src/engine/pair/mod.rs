//! Pairs of claims that tell the same thing, and the rules that compare them.

mod fact;
mod heading;
mod identity;

use super::bind::Binding;
use super::eval::Filled;
use super::shadow::{Part, Ref, Shadow};
use super::{Case, Run, check};
use crate::claim;
use crate::parse::{Mention, inside};
use crate::rule::model::Key;
use crate::span::Span;
use crate::text::Sentence;
use crate::value::{Figure, Reading};

impl Run<'_> {
    /// Applies the rules that relate claims.
    pub(super) fn pairs(&mut self) {
        let sections = claim::sections(self.case.document);
        self.check_pairs(Key::Heading, |case| heading::pairs(case, &sections));
        self.check_pairs(Key::Fact, |case| fact::pairs(case, &sections));
        let identities = self.about(Key::Identity);
        for (rule, mentions) in identity::bindings(self.case, &identities) {
            self.check_claims(rule, &mentions);
        }
    }

    /// Applies the rules about pairs that have `key` in common.
    fn check_pairs(&mut self, key: Key, pairs: impl Fn(Case<'_>) -> Vec<[u32; 2]>) {
        let of_key = self.about(key);
        if of_key.is_empty() {
            return;
        }
        for pair in pairs(self.case) {
            for &rule in &of_key {
                self.check_claims(rule, &pair);
            }
        }
    }

    /// The rules about claims that have `key` in common.
    fn about(&self, key: Key) -> Vec<usize> {
        let rules = &self.case.rules.rules;
        (0..rules.len()).filter(|&at| rules[at].same.contains(&key)).collect()
    }

    fn check_claims(&mut self, rule: usize, claims: &[u32]) {
        let one = |&mention: &u32| Filled::One(Ref { mention, part: Part::Whole });
        let binding = Binding { rule, filled: claims.iter().map(one).collect(), matched: 0..0 };
        if !check::applies(self.case.rule(&binding), &self.case.env(&binding, &[], 0..0)) {
            return self.tally(rule, |tally| tally.aside += 1);
        }
        // Only now the sentences are needed: whether they speak of a mistake, or something makes the rule step aside.
        let shadow = shadow_of(self.case, claims).bytes;
        let sentence = 0..shadow.len();
        self.check(&binding, &shadow, sentence);
        self.keep_shadow(&shadow);
    }
}

/// The sentences of some mentions, one after the other.
fn shadow_of(case: Case<'_>, claims: &[u32]) -> Shadow {
    let mut shadow = Shadow::default();
    let mentions = claims.iter().map(|&at| &case.mentions[at as usize]);
    let mut sentences: Vec<&Sentence> = mentions.filter_map(|it| sentence_of(case, it)).collect();
    sentences.dedup();
    for sentence in sentences {
        let first = inside(case.mentions, sentence.span).start;
        shadow.push(case.document.folded(), sentence.span, case.mentions, first);
        shadow.end_sentence();
    }
    shadow
}

/// The sentence that holds a mention.
fn sentence_of<'a>(case: Case<'a>, mention: &Mention) -> Option<&'a Sentence> {
    let sentences = case.document.sentences();
    let next = sentences.partition_point(|it| it.span.end < mention.span.end);
    sentences.get(next).filter(|sentence| sentence.span.start <= mention.extent.start)
}

/// Whether the figures `step` mentions away from two others, in their sentences, tell that the two are parallel: of one
/// unit, and not the same.
fn differ_beside(case: Case<'_>, mentions: [u32; 2], sentences: [Span; 2], step: i32) -> bool {
    let beside = |at: u32, sentence: Span| {
        let mention = case.mentions.get(at.checked_add_signed(step)? as usize)?;
        heading::plain(mention).filter(|_| sentence.contains(mention.span))
    };
    let tells = |one: &Figure, other| one.restates(other, Reading::Lenient, case.widths);
    let figures = beside(mentions[0], sentences[0]).zip(beside(mentions[1], sentences[1]));
    figures.is_some_and(|(one, other)| {
        one.unit == other.unit && !tells(one, other).or(tells(other, one)).is_possible()
    })
}
