//! Checks: rules bound to mentions, and what comes of them.

use std::ops::Range;

use super::Case;
use super::bind::Binding;
use super::eval::{Env, Filled};
use super::format::span_of;
use super::shadow::Ref;
use crate::finding::Severity;
use crate::rule::compile::Rule;
use crate::rule::finder::BREAK;
use crate::rule::formula::Formula;
use crate::rule::function::Function;
use crate::rule::model::Within;
use crate::value::{Reading, Truth, Verdict};

/// The word set of corrections and quoted mistakes: a sentence with one of them says what was wrong elsewhere.
const CORRECTION: &str = "correction";

/// A rule bound to mentions whose relation was decided.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// The rule and its mentions.
    pub(super) binding: Binding,
    /// The sentences of the match, in bytes of its stretch's shadow.
    pub(super) sentence: Range<usize>,
    /// The number of that shadow among those kept.
    pub(super) shadow: usize,
    /// How grave and under which reading it contradicts; `None` if it holds.
    pub(super) contradicts: Option<(Severity, Reading)>,
}

impl<'a> Case<'a> {
    /// The rule of a binding.
    pub(super) fn rule(&self, binding: &Binding) -> &'a Rule {
        &self.rules.rules[binding.rule]
    }

    /// What the formulas of a binding see in a shadow, its sentence being `sentence` of it.
    pub(super) fn env<'b>(
        &self,
        binding: &'b Binding,
        shadow: &'b [u8],
        sentence: Range<usize>,
    ) -> Env<'b>
    where
        'a: 'b,
    {
        Env {
            filled: &binding.filled,
            mentions: self.mentions,
            published: self.published,
            units: self.units,
            widths: self.widths,
            words: &self.rules.words,
            text: self.document.folded(),
            matched: &shadow[binding.matched.clone()],
            context: &shadow[sentence.start..binding.matched.end],
            sentence: &shadow[sentence],
            reading: Reading::Strict,
            printed: false,
            instead: None,
        }
    }
}

/// The sentences of the match `matched`.
pub(super) fn sentence(shadow: &[u8], matched: &Range<usize>) -> Range<usize> {
    let start = memchr::memrchr(BREAK, &shadow[..matched.start]).map_or(0, |found| found + 1);
    let end = memchr::memchr(BREAK, &shadow[matched.end..]);
    start..end.map_or(shadow.len(), |found| matched.end + found)
}

/// Whether a rule applies: it may not cross a comma if it is about a clause, and its condition must be met.
pub(super) fn applies(rule: &Rule, env: &Env<'_>) -> bool {
    let over_a_comma = || env.matched.iter().any(|byte| matches!(byte, b',' | b';'));
    let met = |condition| env.truth(condition).is_ok_and(Truth::is_possible);
    !(rule.within == Within::Clause && over_a_comma()) && rule.condition.as_ref().is_none_or(met)
}

/// Whether an antipattern of the rule stands in the sentences of the match.
pub(super) fn stands_aside(rule: &Rule, env: &Env<'_>) -> bool {
    rule.not.iter().any(|not| not.stands_in(env.sentence, env.words))
}

/// Whether what a rule requires holds.
pub(super) fn verdict(rule: &Rule, env: &Env<'_>) -> Verdict {
    match env.truth(&rule.require) {
        Err(why) => Verdict::Undecided(why),
        Ok(truth) if truth.is_possible() => Verdict::Holds,
        Ok(_) => match (Env { reading: Reading::Lenient, ..*env }).truth(&rule.require) {
            Err(why) => Verdict::Undecided(why),
            Ok(Truth::Never) => Verdict::Contradicts(Reading::Lenient),
            Ok(_) => Verdict::Contradicts(Reading::Strict),
        },
    }
}

/// Whether a rule that holds verifies its figures: that two dates are no slip of the pen says nothing of them.
pub(super) fn verifies(rule: &Rule) -> bool {
    let slips = |inner: &Formula| matches!(inner, Formula::Call(Function::Slips, _));
    !matches!(&rule.require, Formula::Not(inner) if slips(inner))
}

/// Whether a text gives figures as somebody's mistake: in the title of a work, or in a correction.
pub(super) fn speaks_of_mistake(case: Case<'_>, binding: &Binding, env: &Env<'_>) -> bool {
    let in_title_marks = |what| case.document.is_in_title_marks(span_of(what, case.mentions));
    let words = env.words.of(CORRECTION);
    binding.refs().any(in_title_marks)
        || words.iter().any(|word| memchr::memmem::find(env.sentence, word.as_bytes()).is_some())
}

/// The figure to report: the first one that `require` names, conditions aside.
pub(super) fn primary(rule: &Rule, binding: &Binding) -> Ref {
    let mut judged = &rule.require;
    while let Formula::If(parts) = judged {
        judged = &parts[1];
    }
    let filled = judged.holes().first().map_or(&binding.filled[0], |&hole| &binding.filled[hole]);
    match filled {
        Filled::One(one) => *one,
        Filled::List(list) => list.items[0],
    }
}
