//! The figures that nothing in their text verifies: what an editor verifies by hand, in reading order.

use std::fmt::Write as _;
use std::ops::Range;

use crate::Report;
use crate::claim::{self, Claim, Status};
use crate::parse::Kind;
use crate::span::SourceSpan;
use crate::text::{Document, Sentence, fold};

/// A claim that nothing verifies, with its place.
#[derive(Clone, Debug)]
pub(crate) struct Open<'a> {
    pub(crate) claim: &'a Claim,
    /// 第3段第2句, or 标题.
    pub(crate) place: String,
    /// The sentence it stands in.
    pub(crate) sentence: SourceSpan,
    /// What to look up.
    pub(crate) need: &'static str,
}

/// Bytes on either side of a figure in which the words stand that tell what is needed.
const REACH: usize = 240;

/// The claims that nothing verifies. Codes state nothing to verify, and what has no number in it (昨日, 上半年) only says
/// when.
pub(crate) fn open(report: &Report) -> Vec<Open<'_>> {
    let document = &report.document;
    let sentences: Vec<SourceSpan> =
        document.sentences().iter().map(|it| document.source_span(it.span)).collect();
    let unchecked = report.claims.iter().filter(|claim| {
        claim.status == Status::Unchecked && claim.kind != Kind::Code && !claim.numerals.is_empty()
    });
    unchecked
        .filter_map(|claim| {
            let at = sentences.partition_point(|sentence| sentence.end < claim.span.end);
            let sentence = *sentences.get(at)?;
            let source = document.source();
            let (start, end) = (sentence.start as usize, sentence.end as usize);
            let from =
                source.floor_char_boundary((claim.span.start as usize).saturating_sub(REACH));
            let to = source.ceil_char_boundary((claim.span.end as usize).saturating_add(REACH));
            let text = |range: Range<usize>| fold(source.get(range).unwrap_or_default());
            let before = text(from.max(start)..claim.span.start as usize);
            let after = text(claim.span.end as usize..to.min(end));
            let need = claim::need(claim.kind, &before, &after);
            Some(Open { claim, place: place(document, at), sentence, need })
        })
        .collect()
}

/// The sentences with claims that nothing verifies.
#[must_use]
pub fn sentences(report: &Report) -> Vec<SourceSpan> {
    let mut sentences: Vec<_> = open(report).into_iter().map(|open| open.sentence).collect();
    sentences.dedup();
    sentences
}

/// The claims of one document that nothing verifies, by sentences, and what it takes to verify each.
#[must_use]
pub fn unchecked(report: &Report) -> String {
    let (name, source) = (report.document.name(), report.document.source());
    let open = open(report);
    let mut out = format!("{name}:读到 {} 处,{} 处要人工核对\n", report.claims.len(), open.len());
    for group in open.chunk_by(|a, b| a.sentence == b.sentence) {
        let Some(Open { place, sentence, .. }) = group.first() else { continue };
        let mut marked = String::new();
        let mut done = sentence.start;
        for Open { claim, .. } in group {
            let plain = source.get(done as usize..claim.span.start as usize).unwrap_or_default();
            push(&mut marked, format_args!("{plain}【{}】", &source[claim.span.range()]));
            done = claim.span.end;
        }
        marked.push_str(source.get(done as usize..sentence.end as usize).unwrap_or_default());
        let marked = marked.split_whitespace().collect::<Vec<_>>().join(" ");
        push(&mut out, format_args!("\n{place} {marked}\n"));
        for Open { claim, need, .. } in group {
            let text = source[claim.span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
            let about = match about(claim) {
                about if about.is_empty() => claim.kind.label().to_owned(),
                about => about,
            };
            push(&mut out, format_args!("  {text}({about}) 需要:{need}\n"));
        }
    }
    out
}

/// Whose and what a claim is, as far as it is known: 青檀县 固定资产投资.
pub(crate) fn about(claim: &Claim) -> String {
    let known = [&claim.subject, &claim.attribute].into_iter().flatten();
    known.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Where a sentence stands: paragraphs are counted from the first below the title, sentences by their full stops.
fn place(document: &Document, at: usize) -> String {
    let sentences = document.sentences();
    let Some(sentence) = sentences.get(at) else { return String::new() };
    let title = document.title();
    if title.is_some_and(|title| title.contains(sentence.span)) {
        return "标题".to_owned();
    }
    let end = title.map_or(0, |title| title.end);
    let above = document.paragraphs().iter().take_while(|line| line.end <= end).count();
    let paragraph = (sentence.paragraph as usize + 1).saturating_sub(above);
    let before = sentences[..at].iter().rev();
    let inside = before.take_while(|it| it.paragraph == sentence.paragraph);
    let ends = |it: &&Sentence| !document.folded()[it.span.range()].ends_with(';');
    format!("第{paragraph}段第{}句", inside.filter(ends).count() + 1)
}

/// Appends; writing to a string does not fail.
fn push(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use crate::text::Draft;
    use crate::{Checker, Keep};

    fn drawn(title: Option<&str>, text: &str) -> String {
        let title = title.map(str::to_owned);
        let draft =
            Draft {
                name: "稿件.txt".to_owned(), text: text.to_owned(), title, ..Draft::default()
            };
        let checker = Checker::new([]).unwrap();
        super::unchecked(&checker.check(draft, Keep { claims: true, ..Keep::default() }))
    }

    #[test]
    fn what_nothing_verifies_is_listed_by_sentences() {
        let text = "青檀县渡口昨日开航。\n渡口總投資3.6億元,其中縣裡出資1.2億元;每天開船14班。\
                    全年送客36.5萬人次,同比增長5.1%。";
        insta::assert_snapshot!(drawn(Some("青檀县开通3条航线"), text), @r"
        稿件.txt:读到 7 处,4 处要人工核对

        标题 青檀县开通【3条】航线
          3条(青檀县 航线) 需要:写有这个数的出处,或者文中另一处

        第2段第1句 每天開船【14班】。
          14班(每天开船) 需要:总数和个数

        第2段第2句 全年送客【36.5萬人次】,同比增長【5.1%】。
          36.5萬人次(送客) 需要:写有这个数的出处,或者文中另一处
          5.1%(送客同比增长) 需要:变化前后的两个数
        ");
        insta::assert_snapshot!(drawn(None, "无事。"), @"稿件.txt:读到 0 处,0 处要人工核对");
    }
}
