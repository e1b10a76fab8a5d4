//! Any text is read to mentions that lie in order inside it, and to claims that stand in the source.

#![no_main]

use std::sync::LazyLock;

use heshu::claim::{self, Status};
use heshu::parse::{self, Lexicon};
use heshu::text::{Document, Draft};
use libfuzzer_sys::fuzz_target;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

fuzz_target!(|text: &str| {
    let document = Document::new(Draft { text: text.to_owned(), ..Draft::default() });
    let folded = document.folded();
    let read = parse::read(&document, &LEXICON);
    let mut last = 0;
    for mention in &read.mentions {
        let (span, extent) = (mention.span, mention.extent);
        assert!(last <= extent.start && extent.start <= span.start && span.start < span.end);
        assert!(span.end <= extent.end && extent.end as usize <= folded.len());
        // Slicing panics inside a character.
        let _ = (&folded[span.range()], &folded[extent.range()]);
        last = extent.end;
    }
    let unchecked = vec![Status::Unchecked; read.mentions.len()];
    for claim in claim::all(&document, &read, &LEXICON.units, &unchecked, false) {
        let _ = &text[claim.span.range()];
    }
});
