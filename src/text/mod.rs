//! The structure of a text: title, paragraphs, sentences, clauses, quotations; and its folded form.

mod fold;
mod origin;
mod page;
mod quote;
mod sentence;
mod table;
mod unchanged;
pub(crate) mod window;

use jiff::civil::DateTime;

use crate::span::{SourceSpan, Span};
use fold::Folded;
pub use origin::{Origin, SourceMap};
use quote::Quotes;
pub(crate) use unchanged::{Kept, Moved, Unchanged};

/// A decoded input, before its structure is known. Made by [`crate::source`] or by a program that has the text already.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Path, `<stdin>` or the record's id: what messages call it.
    pub name: String,
    /// The text.
    pub text: String,
    /// The title, where it comes apart from the text.
    pub title: Option<String>,
    /// The date of publication, where it was given from outside; midnight when only the day is known.
    pub date: Option<DateTime>,
    /// Whether the first line of the text is known to be its title.
    pub headed: bool,
    /// What the text was extracted from, unless it is what was read.
    pub origin: Option<Origin>,
}

/// A text with its structure. Positions are [`Span`]s of the folded text.
#[derive(Debug)]
pub struct Document {
    draft: Draft,
    body_start: u32,
    folded: Folded,
    title: Option<Span>,
    paragraphs: Vec<Span>,
    sentences: Vec<Sentence>,
}

/// A sentence, ended by 。！？； or the end of its paragraph, and cut at a clause end when it gets longer than
/// [`Sentence::LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space around it.
    pub span: Span,
    /// The index of its paragraph in [`Document::paragraphs`].
    pub paragraph: u32,
}

impl Document {
    /// Finds the structure of a draft. Of a text beyond 4 GiB the rest is left out.
    #[must_use]
    pub fn new(mut draft: Draft) -> Self {
        let apart = draft.title.take().filter(|title| !title.trim().is_empty());
        let apart = apart.map(|title| {
            draft.text.insert(0, '\n');
            draft.text.insert_str(0, &title);
            // A prefix folds by itself as it does in the whole.
            (title.len() + 1, Folded::new(&title).text().len())
        });
        let folded = Folded::new(&draft.text);
        let text = folded.text();
        let first_line = || (0, text.find('\n').unwrap_or(text.len()));
        let (body_start, mut paragraphs, title) = match apart.or(draft.headed.then(first_line)) {
            Some((body_start, title_end)) => {
                let mut paragraphs = lines(text, title_end, text.len());
                page::keep_article(text, &mut paragraphs);
                let title = lines(text, 0, title_end);
                let span = title.iter().copied().reduce(Span::cover);
                paragraphs.splice(..0, title);
                (body_start, paragraphs, span)
            }
            None => {
                let mut paragraphs = lines(text, 0, text.len());
                page::keep_article(text, &mut paragraphs);
                let title = page::title(text, &paragraphs);
                (0, paragraphs, title)
            }
        };
        paragraphs.shrink_to_fit();
        let sentences = sentence::cut(text, &paragraphs);
        let body_start = body_start as u32;
        Self { draft, body_start, folded, title, paragraphs, sentences }
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.draft.name
    }

    /// The decoded text as written. A title that came apart stands before it, on a line of its own.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.draft.text
    }

    /// What the text was extracted from, unless it is what was read.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.draft.origin.as_ref()
    }

    /// The file as it is written, if it is text; else what was extracted from it.
    #[must_use]
    pub fn written(&self) -> &str {
        self.markup().map_or(self.source(), |(written, _)| written)
    }

    /// Where a span of the source stands in [`Self::written`].
    #[must_use]
    pub fn written_span(&self, span: SourceSpan) -> SourceSpan {
        self.markup().map_or(span, |(_, map)| map.span(span))
    }

    fn markup(&self) -> Option<(&str, &SourceMap)> {
        self.origin().and_then(|origin| Some((origin.source.as_deref()?, &origin.map)))
    }

    /// Where in [`Self::source`] the text begins: 0 unless the title came apart.
    #[must_use]
    pub fn body_start(&self) -> u32 {
        self.body_start
    }

    /// The folded text: Simplified characters, half-width digits, letters and signs, one kind of dash and quote.
    #[must_use]
    pub fn folded(&self) -> &str {
        self.folded.text()
    }

    /// Where a span of the folded text stands in the source.
    #[must_use]
    pub fn source_span(&self, span: Span) -> SourceSpan {
        let start = self.folded.source_at(span.start);
        let end = self.folded.source_at(span.end).max(start);
        let source = &self.draft.text[start as usize..end as usize];
        SourceSpan { start, end: start + source.trim_end_matches(fold::is_left_out).len() as u32 }
    }

    /// The title, if there is one: given apart, or a first line that reads like one.
    #[must_use]
    pub fn title(&self) -> Option<Span> {
        self.title
    }

    /// The date given from outside.
    #[must_use]
    pub fn given_date(&self) -> Option<DateTime> {
        self.draft.date
    }

    /// The paragraphs of the article, in reading order, the title's lines first. Page furniture is left out.
    #[must_use]
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// The sentences of the article, in reading order, the title's first. Page furniture is left out.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentence in which a span of the source ends, unless it stands outside the article.
    #[must_use]
    pub fn sentence_around(&self, span: SourceSpan) -> Option<Span> {
        let ends_before = |it: &Sentence| self.source_span(it.span).end < span.end;
        let sentence = self.sentences.get(self.sentences.partition_point(ends_before))?.span;
        (self.source_span(sentence).start <= span.start).then_some(sentence)
    }

    /// Whether a span lies inside quotation marks that hold a whole utterance.
    #[must_use]
    pub fn is_quoted(&self, span: Span) -> bool {
        self.quotation(span).is_some()
    }

    /// The utterance in quotation marks that holds a span, without the marks. Names and terms in quotation marks are no
    /// utterances: they have no signs of a sentence in them, and are short or do not follow a sign or a verb of saying.
    #[must_use]
    pub fn quotation(&self, span: Span) -> Option<Span> {
        let (marks, from) = self.marks_around(span);
        let inner =
            marks.utterance(Span::new(span.start as usize - from, span.end as usize - from))?;
        Some(Span::new(inner.start as usize + from, inner.end as usize + from))
    }

    /// Whether a span lies inside 《》, the title of a work.
    #[must_use]
    pub fn is_in_title_marks(&self, span: Span) -> bool {
        let (marks, from) = self.marks_around(span);
        marks.work(Span::new(span.start as usize - from, span.end as usize - from)).is_some()
    }

    /// The quotations in the line of `span`, as far as they are near, and where they are counted from.
    fn marks_around(&self, span: Span) -> (Quotes, usize) {
        let (start, end) = (span.start as usize, span.end as usize);
        let text = self.folded();
        let from = text.floor_char_boundary(start.saturating_sub(Self::NEAR));
        let to = text.floor_char_boundary((end + Self::NEAR).min(text.len()));
        let from = text[from..start].rfind('\n').map_or(from, |at| from + at + 1);
        let to = text[end..to].find('\n').map_or(to, |at| end + at);
        (Quotes::find(&text[from..to]), from)
    }

    /// Bytes in which the mark that opens or closes a quotation is looked for.
    const NEAR: usize = 3000;
}

/// A text folded as documents are: for the words and patterns that are looked for in them.
#[must_use]
pub fn fold(text: &str) -> String {
    Folded::new(text).text().to_owned()
}

/// The lines of `text[from..to]` that are not blank, without the white space around them.
fn lines(text: &str, from: usize, to: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = from;
    let ends = memchr::memchr_iter(b'\n', &text.as_bytes()[from..to]).map(|at| from + at);
    for end in ends.chain([to]) {
        let line = text[start..end].trim_end();
        let bare = line.trim_start();
        if !bare.is_empty() {
            let end = start + line.len();
            spans.push(Span::new(end - bare.len(), end));
        }
        start = end + 1;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Document::new(Draft { text: text.to_owned(), ..Draft::default() })
    }

    fn sentences(text: &str) -> Vec<String> {
        let document = document(text);
        let text = |sentence: &Sentence| document.folded()[sentence.span.range()].to_owned();
        document.sentences().iter().map(text).collect()
    }

    fn span_of(document: &Document, what: &str) -> Span {
        let at = document.folded().find(what).unwrap();
        Span::new(at, at + what.len())
    }

    #[test]
    fn sentences_end_with_what_closes_there() {
        assert_eq!(
            sentences("他说：“有3人。”共5人！？(另有2人。)再会；\n末段"),
            ["他说:“有3人。”", "共5人!?", "(另有2人。)", "再会;", "末段"]
        );
        assert_eq!(sentences("他说\"有3人。\"共5人。"), ["他说\"有3人。\"", "共5人。"]);
        assert_eq!(
            sentences("见http://a.cn/b?id=3页。 下句"),
            ["见http://a.cn/b?id=3页。", "下句"]
        );
        assert_eq!(sentences("3人、5人……共8人。"), ["3人、5人……共8人。"]);
        assert!(sentences("").is_empty());
        assert!(sentences(" \n\u{feff}\u{3000}\n").is_empty());
    }

    #[test]
    fn paragraphs_count_lines_that_are_not_blank() {
        let document = document("\u{3000}甲。乙。\r\n\r\n丙。");
        let paragraphs: Vec<u32> = document.sentences().iter().map(|s| s.paragraph).collect();
        assert_eq!(paragraphs, [0, 0, 1]);
        assert_eq!(&document.folded()[document.paragraphs()[0].range()], "甲。乙。");
    }

    #[test]
    fn long_sentences_are_cut_at_clauses() {
        let clause = "这一分句共有十个字,";
        let long = sentences(&clause.repeat(1000));
        assert!(long.iter().all(|s| s.len() <= Sentence::LIMIT + 4 && s.ends_with(',')));
        let digits = sentences(&format!("{}12345", "字".repeat(999)));
        assert_eq!(digits[1], "12345");
        let straight = format!("\"{}。\"乙。", "字".repeat(5000));
        assert_eq!(sentences(&straight).last().unwrap(), "乙。");
        let mixed = sentences(&format!("ab{}", "字".repeat(5000)));
        assert!(mixed.iter().all(|s| s.len() <= Sentence::LIMIT + 4));
        let million = "9".repeat(1_000_000);
        assert_eq!(sentences(&million).concat(), million);
    }

    #[test]
    fn a_title_apart_stands_before_the_text() {
        let title = Some("大橋合龍：３公里".to_owned());
        let draft = Draft { text: "桥长３公里。".into(), title, ..Draft::default() };
        let document = Document::new(draft);
        let body = document.body_start() as usize;
        assert_eq!(&document.source()[body..], "桥长３公里。");
        assert_eq!(&document.folded()[document.title().unwrap().range()], "大桥合龙:3公里");
        let source: Vec<&str> = document
            .sentences()
            .iter()
            .map(|sentence| &document.source()[document.source_span(sentence.span).range()])
            .collect();
        assert_eq!(source, ["大橋合龍：３公里", "桥长３公里。"]);
    }

    #[test]
    fn a_known_title_is_the_first_line() {
        let draft =
            Draft { text: "第5号\n桥长3公里".into(), headed: true, ..Draft::default() };
        let document = Document::new(draft);
        assert_eq!(&document.folded()[document.title().unwrap().range()], "第5号");
        assert_eq!((document.body_start(), document.paragraphs().len()), (0, 2));
    }

    #[test]
    fn an_empty_title_is_none() {
        let draft =
            Draft { text: "桥长3公里。".into(), title: Some(" ".into()), ..Draft::default() };
        let document = Document::new(draft);
        assert_eq!((document.title(), document.body_start()), (None, 0));
    }

    #[test]
    fn source_spans_leave_out_what_is_not_seen() {
        let document = document("共３\u{200b}万\u{200b}人");
        let span = document.source_span(span_of(&document, "3万"));
        assert_eq!(&document.source()[span.range()], "３\u{200b}万");
    }

    #[test]
    fn utterances_are_quoted_and_terms_are_not() {
        let document = document(
            "“十四五”期间，他说：「共有『大项目』30个，总额5亿元。」另有6个。\n他说：“又签了七个项目，未完\n下段八个。\"引语之内九个项目。\"\n入选“亚洲十大跨海长桥”，书记说“这座大桥长三十六公里”。",
        );
        for (what, quoted) in [
            ("十四五", false),
            ("30个", true),
            ("5亿元", true),
            ("6个", false),
            ("七个", true),
            ("八个", false),
            ("九个", true),
            ("十大", false),
            ("三十六公里", true),
        ] {
            assert_eq!(document.is_quoted(span_of(&document, what)), quoted, "{what}");
        }
        let quotation = document.quotation(span_of(&document, "30个")).unwrap();
        assert_eq!(&document.folded()[quotation.range()], "共有“大项目”30个,总额5亿元。");
    }

    #[test]
    fn titles_of_works_are_known() {
        let document = document("《2024年〈报告〉》称，增长5%。《未完\n3人");
        assert!(document.is_in_title_marks(span_of(&document, "2024年")));
        assert!(!document.is_in_title_marks(span_of(&document, "5%")));
        assert!(!document.is_in_title_marks(span_of(&document, "3人")));
    }

    proptest! {
        #[test]
        fn structure_holds_for_any_text(text in "[“”\"《》。！？,，、;甲3 \n>]{0,80}|\\PC{0,80}", title in "[甲乙\n]{0,4}") {
            let document = Document::new(Draft { text, title: Some(title), ..Draft::default() });
            let mut before = 0;
            for sentence in document.sentences() {
                let paragraph = document.paragraphs()[sentence.paragraph as usize];
                prop_assert!(paragraph.contains(sentence.span) && before <= sentence.span.start);
                prop_assert_eq!(document.folded()[sentence.span.range()].trim().len(), sentence.span.len());
                before = sentence.span.end;
                let source = document.source_span(sentence.span);
                prop_assert!(!document.source()[source.range()].is_empty());
                let _ = document.is_quoted(sentence.span);
            }
        }
    }
}
