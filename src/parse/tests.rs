//! What is read in short texts: one line a text, each mention as kind, span and value.

use super::*;
use crate::value::{Effect, Figure};

thread_local! {
    static LEXICON: Lexicon = Lexicon::builtin();
}

/// The mentions of a text that is one sentence.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    LEXICON.with(|lexicon| scan(text, Span::new(0, text.len()), lexicon, &mut mentions));
    mentions
}

fn figure(figure: &Figure) -> String {
    LEXICON.with(|lexicon| {
        let unit = &lexicon.units.get(figure.unit).symbol;
        let range =
            if figure.is_range() { format!("..{}", figure.to.normalize()) } else { String::new() };
        let hedges: Vec<&str> = figure.hedges.iter().map(Effect::name).collect();
        let hedges =
            if hedges.is_empty() { String::new() } else { format!(" {}", hedges.join("+")) };
        format!("{}{range}{unit}{hedges}", figure.from.normalize())
    })
}

/// kind【span】value, with the extent in 〔〕 where it is wider.
pub(super) fn show(text: &str) -> String {
    let one = |mention: &Mention| {
        let value = match &mention.value {
            Value::Figure(one) => figure(one),
            Value::Pair(a, b) => format!("{}:{}", figure(a), figure(b)),
            Value::Code => String::new(),
            other => format!("{other:?}"),
        };
        let span = &text[mention.span.range()];
        let extent = &text[mention.extent.range()];
        let extent = if extent == span { String::new() } else { format!("〔{extent}〕") };
        format!("{}【{span}】{extent}{value}", mention.kind.name())
    };
    mentions(text).iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn dump() {
    let Ok(path) = std::env::var("HESHU_DUMP") else { return };
    for line in
        std::fs::read_to_string(path).unwrap().lines().filter(|line| !line.trim().is_empty())
    {
        println!("{line}\n    {}", show(line));
    }
}
