//! Goes through a document sentence by sentence, paragraph by paragraph and as a whole, and binds what is called for.
//!
//! A sentence with a mention is searched for cue words once; its paragraph and the document know from that what they hold.
//! The shadow of a longer stretch is built only where some pattern has both its figures and its words there.

use super::bind::{Binder, Binding};
use super::check;
use super::{Before, Run};

use super::shadow::Shadow;
use crate::parse::Mention;
use crate::rule::agenda::Stretch;
use crate::rule::sight::Sight;
use crate::rule::words::CueSet;
use crate::span::Span;
use crate::text::Sentence;

/// What was seen in a stretch.
#[derive(Default)]
struct Seen {
    sight: Sight,
    cues: CueSet,
    /// Its sentences without a mention, not searched for cue words yet.
    unread: Vec<Span>,
}

impl Seen {
    fn clear(&mut self) {
        self.sight = Sight::default();
        self.cues.clear();
        self.unread.clear();
    }

    /// Adds what was seen in a part.
    fn add(&mut self, part: &Self) {
        self.sight.add(&part.sight);
        self.cues.add(&part.cues);
        self.unread.extend_from_slice(&part.unread);
    }
}

/// Space that is used again from stretch to stretch.
struct Bench<'a> {
    binder: Binder<'a>,
    shadow: Shadow,
    bindings: Vec<Binding>,
    one: Binding,
}

impl Run<'_> {
    /// Tries all rules on every stretch, paragraphs aside that stayed as they were `before`.
    pub(super) fn stretches(&mut self, before: Option<&Before<'_>>) {
        let case = self.case;
        let sentences = case.document.sentences();
        let mut bench = Bench {
            binder: Binder::new(case),
            shadow: Shadow::default(),
            bindings: Vec::new(),
            one: Binding { rule: 0, filled: Vec::with_capacity(1), matched: 0..0 },
        };
        let [mut here, mut around, mut all] = [Seen::default(), Seen::default(), Seen::default()];
        let [paragraphs, document] = [Stretch::Paragraph, Stretch::Document]
            .map(|stretch| !case.rules.agenda(stretch).is_empty());
        let mut first = 0;
        for paragraph in sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let index = paragraph[0].paragraph as usize;
            if let Some(trail) = &mut self.trail {
                trail.begin(index, &self.found);
            }
            // For a rule about the whole document every paragraph must be seen.
            if !document && before.is_some_and(|before| self.take_over(index, before)) {
                continue;
            }
            around.clear();
            let mut next = first;
            for sentence in paragraph {
                next += ahead(&case.mentions[next..], sentence.span.start);
                self.sentence(sentence, next, &mut here, &mut bench);
                around.add(&here);
            }
            if paragraphs {
                self.stretch(Stretch::Paragraph, paragraph, first, &mut around, &mut bench);
            }
            if document {
                all.add(&around);
            }
            first = next;
        }
        if let Some(trail) = &mut self.trail {
            trail.end(&self.found);
        }
        if document {
            self.stretch(Stretch::Document, sentences, 0, &mut all, &mut bench);
        }
    }

    /// Tries the rules of sentences on one, whose mentions are those from `first` on, and notes what was seen.
    fn sentence(
        &mut self,
        sentence: &Sentence,
        first: usize,
        seen: &mut Seen,
        bench: &mut Bench<'_>,
    ) {
        let case = self.case;
        seen.clear();
        let mention = case.mentions.get(first);
        if mention.is_none_or(|mention| mention.extent.start >= sentence.span.end) {
            seen.unread.push(sentence.span);
            return;
        }
        bench.shadow.clear();
        bench.shadow.push(case.document.folded(), sentence.span, case.mentions, first);
        bench.shadow.end_sentence();
        seen.sight = bench.shadow.sight(case.mentions);
        case.rules.cues.search(&bench.shadow.bytes, &mut seen.cues);
        let agenda = case.rules.agenda(Stretch::Sentence);
        self.check_bare(&agenda.bare, &bench.shadow, &mut bench.one);
        if bench.binder.call(agenda, &seen.sight, &seen.cues) {
            self.bind(bench);
        }
        self.keep_shadow(&bench.shadow.bytes);
    }

    /// Tries the rules of a longer stretch, whose first mention is `first` or a later one.
    fn stretch(
        &mut self,
        sort: Stretch,
        sentences: &[Sentence],
        mut first: usize,
        seen: &mut Seen,
        bench: &mut Bench<'_>,
    ) {
        let case = self.case;
        let agenda = case.rules.agenda(sort);
        if !agenda.may_match(seen.sight.tokens) {
            return;
        }
        let text = case.document.folded();
        for span in seen.unread.drain(..) {
            case.rules.cues.search(text[span.range()].as_bytes(), &mut seen.cues);
        }
        let called = bench.binder.call(agenda, &seen.sight, &seen.cues);
        if !called && agenda.bare.is_empty() {
            return;
        }
        bench.shadow.clear();
        for sentence in sentences {
            first += ahead(&case.mentions[first..], sentence.span.start);
            bench.shadow.push(text, sentence.span, case.mentions, first);
            bench.shadow.end_sentence();
        }
        self.check_bare(&agenda.bare, &bench.shadow, &mut bench.one);
        self.bind(bench);
        self.keep_shadow(&bench.shadow.bytes);
    }

    fn bind(&mut self, bench: &mut Bench<'_>) {
        bench.binder.bind(&bench.shadow, &mut bench.bindings);
        self.check_all(&mut bench.bindings, &bench.shadow);
    }

    /// Checks the bindings of a stretch in order. Once a rule has applied to some mentions, neither it nor its variants
    /// relate two of them again.
    fn check_all(&mut self, bindings: &mut Vec<Binding>, shadow: &Shadow) {
        let rules = &self.case.rules.rules;
        let mut applied = 0;
        for at in 0..bindings.len() {
            let binding = &bindings[at];
            let name = &rules[binding.rule].name;
            let mut earlier = bindings[..applied].iter().filter(|b| rules[b.rule].name == *name);
            let sentence = check::sentence(&shadow.bytes, &binding.matched);
            if !earlier.any(|other| binding.repeats(other))
                && self.check(binding, &shadow.bytes, sentence)
            {
                bindings.swap(applied, at);
                applied += 1;
            }
        }
        bindings.clear();
    }
}

/// How many of `mentions` begin before `start`.
fn ahead(mentions: &[Mention], start: u32) -> usize {
    mentions.iter().take_while(|mention| mention.extent.start < start).count()
}
