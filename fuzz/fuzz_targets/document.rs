//! Any bytes are read as a draft of some format whose parts lie inside it and lead into the source, or refused.

#![no_main]

use heshu::source::{Told, read_bytes};
use heshu::text::Document;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["fuzz.txt", "fuzz.md", "fuzz.html", "fuzz.docx"];

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let name = NAMES[usize::from(kind) % NAMES.len()];
    let Ok(received) = read_bytes(name, bytes, &Told::default()) else { return };
    let document = Document::new(received.draft);
    let (text, folded) = (document.source(), document.folded());
    let mut last = 0;
    for sentence in document.sentences() {
        let span = sentence.span;
        assert!(last <= span.start && span.end as usize <= folded.len());
        let source = document.source_span(span);
        let _ = (&folded[span.range()], &text[source.range()]);
        if let Some(origin) = document.origin() {
            let at = origin.map.span(source).range();
            let _ = origin.source.as_ref().map(|source| &source[at]);
        }
        last = span.end;
    }
});
