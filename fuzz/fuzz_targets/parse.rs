//! Any text is read to mentions that lie in order inside it.

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
    let mut last = 0;
    for mention in parse::read(&document, &LEXICON).mentions {
        let (span, extent) = (mention.span, mention.extent);
        assert!(last <= extent.start && extent.start <= span.start && span.start < span.end);
        assert!(span.end <= extent.end && extent.end as usize <= folded.len());
        // Slicing panics inside a character.
        let _ = (&folded[span.range()], &folded[extent.range()]);
        let claim = claim::of(&document, &mention, &LEXICON.units, Status::Unchecked);
        let _ = &text[claim.span.range()];
        last = extent.end;
    }
});
