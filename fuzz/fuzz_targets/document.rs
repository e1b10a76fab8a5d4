//! Any bytes are decoded to a text whose parts lie inside it, or refused.

#![no_main]

use heshu::source::decode;
use heshu::text::{Document, Draft};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode("fuzz", bytes, bytes.len()) else { return };
    let document = Document::new(Draft { text: text.clone(), ..Draft::default() });
    let folded = document.folded();
    let mut last = 0;
    for sentence in document.sentences() {
        let span = sentence.span;
        assert!(last <= span.start && span.end as usize <= folded.len());
        let _ = (&folded[span.range()], &text[document.source_span(span).range()]);
        last = span.end;
    }
});
