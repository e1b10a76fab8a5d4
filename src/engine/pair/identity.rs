//! Figures next to indicators that an identity relates.

use super::heading::plain;
use super::sentence_of;
use crate::claim::{self, period};
use crate::engine::Case;
use crate::parse::{Kind, Mention};
use crate::rule::compile::Rule;
use crate::text::Sentence;

/// Bytes before a figure in which its indicator is looked for.
const REACH: usize = 60;

/// So many indicators after a total may belong to it.
const NEXT: usize = 12;

/// A figure with its indicator.
struct Indicated<'t> {
    mention: u32,
    indicator: u16,
    /// What stands before the indicator in its clause: whose it is.
    whose: &'t str,
    sentence: Sentence,
}

/// The figures of each identity whose indicators all stand together: the rule, and its mentions in the order of its
/// holes.
pub(super) fn bindings(case: Case<'_>, rules: &[usize]) -> Vec<(usize, Vec<u32>)> {
    let indicated = indicated(case);
    let mut found = Vec::new();
    if indicated.len() < 2 {
        return found;
    }
    for total in 0..indicated.len() {
        let of_total = rules.iter().filter_map(|&number| {
            let rule = &case.rules.rules[number];
            Some((number, bind(case, rule, &indicated, total)?))
        });
        let of_total: Vec<(usize, Vec<u32>)> = of_total.collect();
        // 有效票 = 赞成票 + 反对票 does not hold where 弃权票 are counted too.
        let is_part = |part: &[u32], whole: &[u32]| {
            part.len() < whole.len() && part.iter().all(|it| whole.contains(it))
        };
        let whole = of_total
            .iter()
            .filter(|(_, mentions)| !of_total.iter().any(|(_, others)| is_part(mentions, others)));
        found.extend(whole.cloned());
    }
    found
}

/// The figures right behind an indicator.
fn indicated<'t>(case: Case<'t>) -> Vec<Indicated<'t>> {
    let mut all = Vec::new();
    let mut end = 0;
    for (at, mention) in case.mentions.iter().enumerate() {
        let after = std::mem::replace(&mut end, mention.extent.end) as usize;
        let counts =
            matches!(mention.kind, Kind::Count | Kind::Money | Kind::Quantity | Kind::Number);
        if !counts || plain(mention).is_none() {
            continue;
        }
        let text = case.document.folded();
        let start = mention.extent.start as usize;
        let from = text.floor_char_boundary(start.saturating_sub(REACH)).max(after);
        let clause = without_bracket(&text[from..start]);
        let clause = clause.rsplit(ENDS).next().unwrap_or(clause);
        let bare = claim::Words::builtin().bare(clause);
        let Some((indicator, whose)) = case.rules.indicators.at_end_of(bare) else { continue };
        let Some(sentence) = sentence_of(case, mention) else { continue };
        let whose = claim::Words::builtin().without_leads(whose);
        all.push(Indicated { mention: at as u32, indicator, whose, sentence: *sentence });
    }
    all
}

/// A text without what stands in brackets at its end: 固定资产投资(不含农户).
fn without_bracket(text: &str) -> &str {
    let open = text.strip_suffix(')').and_then(|inner| inner.rfind('('));
    open.map_or(text, |open| &text[..open])
}

/// The date behind byte `from` that tells when a figure is.
fn time<'a>(case: Case<'a>, it: &Indicated<'_>, from: u32) -> Option<&'a Mention> {
    period::told(case.document.folded(), case.mentions, it.mention as usize, from)
}

const ENDS: [char; 10] = [',', ';', ':', '(', ')', '、', '。', '!', '?', '\n'];

/// The figures of an identity whose total is `indicated[total]`. Its parts stand before it in the sentence; or else they
/// follow in the paragraph, before the total is stated again or somebody else's figures begin.
fn bind(
    case: Case<'_>,
    rule: &Rule,
    indicated: &[Indicated<'_>],
    total: usize,
) -> Option<Vec<u32>> {
    let head = &indicated[total];
    let (first, parts) = rule.terms.split_first()?;
    if *first != head.indicator {
        return None;
    }
    let is_bound = parts.len() == 1;
    // 某行业用电量 is no whole of what follows.
    let is_body = |whose: &str| claim::Words::builtin().body_in(whose).is_some();
    let of_head = time(case, head, head.sentence.span.start);
    let head_start = case.mentions[head.mention as usize].span.start;
    // Nothing between them says when, or it is the time of the total: 4月 between the figures of 1—4月 begins another account.
    let of_time = |it: &Indicated<'_>| {
        let between = time(case, it, head_start);
        let printed = |it: &Mention| &case.document.folded()[it.span.range()];
        let same = |head: &Mention, it: &Mention| printed(head) == printed(it);
        between.is_none_or(|it| of_head.is_some_and(|head| same(head, it)))
    };
    let of_body = |it: &Indicated<'_>| {
        it.whose == head.whose || it.whose.is_empty() && (!is_bound || is_body(head.whose))
    };
    let ends = |it: &Indicated<'_>| match rule.terms.contains(&it.indicator) {
        true => of_time(it) && (it.indicator == head.indicator || !of_body(it)),
        false => !of_body(it) && is_body(it.whose),
    };
    let mut candidates: Vec<&Indicated<'_>> = indicated[total + 1..]
        .iter()
        .take(NEXT)
        .take_while(|it| it.sentence.paragraph == head.sentence.paragraph && !ends(it))
        .filter(|it| of_time(it))
        .collect();
    let is_part = |it: &&Indicated<'_>| parts.contains(&it.indicator);
    let same_sentence = |it: &&Indicated<'_>| it.sentence == head.sentence;
    let precedes = indicated[..total].iter().rev().take(NEXT).take_while(same_sentence);
    // A part before a smaller figure of the whole is rather of an earlier one.
    if !is_bound && precedes.clone().any(|it| is_part(&it)) {
        candidates = precedes.collect();
    }
    let found = parts.iter().map(|&term| {
        let part = candidates.iter().find(|it| it.indicator == term)?;
        Some(part.mention)
    });
    [Some(head.mention)].into_iter().chain(found).collect()
}
