//! Pairs of claims that tell the same thing, and the rules that compare them.

mod fact;
mod heading;

use std::ops::Range;

use super::bind::Binding;
use super::eval::Filled;
use super::shadow::{Part, Ref, Shadow};
use super::{Case, Run, check};
use crate::claim;
use crate::parse::Mention;
use crate::rule::model::Key;
use crate::span::Span;

impl Run<'_> {
    /// Applies the rules that relate claims.
    pub(super) fn pairs(&mut self) {
        let sections = claim::sections(self.case.document);
        self.check_pairs(Key::Heading, |case| heading::pairs(case, &sections));
        self.check_pairs(Key::Fact, |case| fact::pairs(case, &sections));
    }

    /// Applies the rules about pairs that have `key` in common.
    fn check_pairs(&mut self, key: Key, pairs: impl Fn(Case<'_>) -> Vec<[u32; 2]>) {
        let rules = &self.case.rules.rules;
        let of_key = |at: &usize| rules[*at].same.contains(&key);
        let of_key: Vec<usize> = (0..rules.len()).filter(of_key).collect();
        if of_key.is_empty() {
            return;
        }
        for pair in pairs(self.case) {
            for &rule in &of_key {
                self.check_pair(rule, pair);
            }
        }
    }

    fn check_pair(&mut self, rule: usize, pair: [u32; 2]) {
        let one = |mention| Filled::One(Ref { mention, part: Part::Whole });
        let binding = Binding { rule, filled: pair.map(one).to_vec(), matched: 0..0 };
        if !check::applies(self.case.rule(&binding), &self.case.env(&binding, &[], 0..0)) {
            return self.tally(rule, |tally| tally.aside += 1);
        }
        // Only now the sentences are needed: whether they speak of a mistake, or something makes the rule step aside.
        let shadow = shadow_of(self.case, pair).bytes;
        let sentence = 0..shadow.len();
        self.check(&binding, &shadow, sentence);
        self.keep_shadow(&shadow);
    }
}

/// The sentences of two mentions, one after the other.
fn shadow_of(case: Case<'_>, pair: [u32; 2]) -> Shadow {
    let mut shadow = Shadow::default();
    for at in pair {
        let mention = &case.mentions[at as usize];
        let sentences = case.document.sentences();
        let next = sentences.partition_point(|it| it.span.end < mention.span.end);
        let Some(sentence) = sentences.get(next) else { continue };
        let first = inside(case.mentions, sentence.span).start;
        shadow.push(case.document.folded(), sentence.span, case.mentions, first);
        shadow.end_sentence();
    }
    shadow
}

/// The mentions that begin inside a span.
fn inside(mentions: &[Mention], span: Span) -> Range<usize> {
    let before = |end: u32| mentions.partition_point(|mention| mention.extent.start < end);
    before(span.start)..before(span.end)
}
