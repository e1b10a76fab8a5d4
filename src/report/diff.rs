//! What changed between two versions of a draft: figures that were changed, added, left out; findings that are new or gone.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::Report;
use crate::claim::Claim;
use crate::decision::fingerprints;
use crate::finding::Finding;
use crate::parse::Kind;
use crate::text::fold;

/// How the second version differs from the first.
#[derive(Debug, Default)]
pub(super) struct Diff<'a> {
    /// The same figure of a text before and after.
    pub(super) changed: Vec<(&'a Claim, &'a Claim)>,
    pub(super) added: Vec<&'a Claim>,
    pub(super) removed: Vec<&'a Claim>,
    pub(super) new: Vec<&'a Finding>,
    pub(super) gone: Vec<&'a Finding>,
}

impl<'a> Diff<'a> {
    /// Compares the reports on two versions, which must have kept their claims.
    pub(super) fn new(old: &'a Report, new: &'a Report) -> Self {
        let mut diff = Self::default();
        diff.compare_claims(&Figure::all(old), &Figure::all(new));
        diff.compare_findings(old, new);
        diff
    }

    fn compare_claims(&mut self, old: &[Figure<'a>], new: &[Figure<'a>]) {
        let mut pairs = Pairs::new(old.len(), new.len());
        // The same place of the same sentence; the same figure elsewhere; another figure of the same thing.
        pairs.join(old, new, |it| Some((&it.sentence, it.nth, &it.text)));
        pairs.join(old, new, |it| Some((&it.sentence, it.nth)));
        pairs.join(old, new, |it| Some((it.claim.kind, &it.text)));
        pairs.join(old, new, Figure::thing);
        for (old, new) in pairs.joined.iter().map(|&(one, other)| (&old[one], &new[other])) {
            if old.text != new.text {
                self.changed.push((old.claim, new.claim));
            }
        }
        self.removed = pairs.alone(0).map(|at| old[at].claim).collect();
        self.added = pairs.alone(1).map(|at| new[at].claim).collect();
    }

    fn compare_findings(&mut self, old: &'a Report, new: &'a Report) {
        let (before, after) = (Fault::all(old), Fault::all(new));
        let mut pairs = Pairs::new(before.len(), after.len());
        pairs.join(&before, &after, |it| Some(&it.print));
        pairs.join(&before, &after, |it| Some((&it.finding.rule, &it.finding.proof)));
        self.gone = pairs.alone(0).map(|at| before[at].finding).collect();
        self.new = pairs.alone(1).map(|at| after[at].finding).collect();
    }
}

/// A claim with what it may be known by in another version.
struct Figure<'a> {
    claim: &'a Claim,
    /// The sentence without its figures.
    sentence: String,
    /// Which of the figures of the sentence it is.
    nth: usize,
    /// What is written, folded and without white space.
    text: String,
}

impl<'a> Figure<'a> {
    fn all(report: &'a Report) -> Vec<Self> {
        let document = &report.document;
        let claims = report.claims.iter().filter(|claim| claim.kind != Kind::Code);
        let placed: Vec<_> =
            claims.map(|claim| (document.sentence_around(claim.span), claim)).collect();
        let mut figures = Vec::new();
        for group in placed.chunk_by(|a, b| a.0 == b.0) {
            let Some((Some(sentence), _)) = group.first() else { continue };
            let sentence = document.source_span(*sentence);
            let mut rest = sentence.start as usize;
            let mut without = String::new();
            for (_, claim) in group {
                let range = claim.span.range();
                without += document.source().get(rest..range.start).unwrap_or_default();
                without.push('#');
                rest = range.end;
            }
            without += document.source().get(rest..sentence.end as usize).unwrap_or_default();
            let without = bare(&without);
            figures.extend(group.iter().enumerate().map(|(nth, (_, claim))| Self {
                claim,
                sentence: without.clone(),
                nth,
                text: bare(&document.source()[claim.span.range()]),
            }));
        }
        figures
    }

    /// What the figure says something of, if that is known.
    fn thing(&self) -> Option<(Kind, &str, &str)> {
        let (subject, attribute) = (self.claim.subject.as_deref(), self.claim.attribute.as_deref());
        Some((self.claim.kind, subject?, attribute?))
    }
}

/// Folded, without white space.
fn bare(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

/// A finding with its fingerprint.
struct Fault<'a> {
    finding: &'a Finding,
    print: String,
}

impl<'a> Fault<'a> {
    fn all(report: &'a Report) -> Vec<Self> {
        let prints = fingerprints(report).into_iter();
        report.findings.iter().zip(prints).map(|(finding, print)| Self { finding, print }).collect()
    }
}

/// Which items of one list are which of another.
struct Pairs {
    joined: Vec<(usize, usize)>,
    /// Whether an item has found its like, by list.
    known: [Vec<bool>; 2],
}

impl Pairs {
    fn new(one: usize, other: usize) -> Self {
        Self { joined: Vec::new(), known: [vec![false; one], vec![false; other]] }
    }

    /// Joins items without their like that have the same key, in their order.
    fn join<'t, T, K: Hash + Eq + 't>(
        &mut self,
        one: &'t [T],
        other: &'t [T],
        key: impl Fn(&'t T) -> Option<K>,
    ) {
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
        for at in self.alone(1).collect::<Vec<_>>() {
            if let Some(key) = key(&other[at]) {
                places.entry(key).or_default().push_back(at);
            }
        }
        for at in self.alone(0).collect::<Vec<_>>() {
            let like = key(&one[at]).and_then(|key| places.get_mut(&key)?.pop_front());
            if let Some(like) = like {
                self.joined.push((at, like));
                self.known[0][at] = true;
                self.known[1][like] = true;
            }
        }
        self.joined.sort_unstable_by_key(|&(_, other)| other);
    }

    /// The items of a list without their like.
    fn alone(&self, list: usize) -> impl Iterator<Item = usize> + '_ {
        let known = self.known[list].iter().enumerate();
        known.filter(|(_, known)| !**known).map(|(at, _)| at)
    }
}

/// The differences as people read them.
#[cfg(feature = "cli")]
#[must_use]
pub fn text(old: &Report, new: &Report, colored: bool) -> String {
    use crate::report::locate::Locator;
    let diff = Diff::new(old, new);
    let (before, after) = (Locator::new(&old.document), Locator::new(&new.document));
    let shown = |claim: &Claim, at: &Locator<'_>| {
        at.locate(claim.span).text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let placed = |claim: &Claim, report: &Report, at: &Locator<'_>| {
        let place = at.locate(claim.span);
        format!("{}:{}:{}", report.document.name(), place.line, place.column)
    };
    let [changed, added, removed] = [diff.changed.len(), diff.added.len(), diff.removed.len()];
    let mut out = format!("数字:改 {changed} 处,添 {added} 处,删 {removed} 处\n");
    for (from, to) in diff.changed {
        let (place, from, to) = (placed(to, new, &after), shown(from, &before), shown(to, &after));
        out += &format!("  改 {place} {from} → {to}\n");
    }
    for claim in diff.added {
        out += &format!("  添 {} {}\n", placed(claim, new, &after), shown(claim, &after));
    }
    for claim in diff.removed {
        out += &format!("  删 {} {}\n", placed(claim, old, &before), shown(claim, &before));
    }
    out += &format!("问题:新出 {} 处,消除 {} 处\n", diff.new.len(), diff.gone.len());
    for finding in diff.gone {
        out += &format!("  消除 {} [{}]\n", finding.message, finding.rule);
    }
    if !diff.new.is_empty() {
        out.push('\n');
        out += &crate::report::text::findings(&new.document, diff.new.into_iter(), colored);
    }
    out
}

/// The gravest of the findings that are new.
#[must_use]
pub fn worst(old: &Report, new: &Report) -> Option<crate::finding::Severity> {
    Diff::new(old, new).new.iter().map(|finding| finding.severity).max()
}

#[cfg(test)]
mod tests {
    use crate::text::Draft;
    use crate::{Checker, Keep};

    fn compared(old: &str, new: &str) -> String {
        let checker = Checker::new([]).unwrap();
        let check = |name: &str, text: &str| {
            let draft = Draft { name: name.to_owned(), text: text.to_owned(), ..Draft::default() };
            checker.check(draft, Keep { claims: true, ..Keep::default() })
        };
        super::text(&check("旧.txt", old), &check("新.txt", new), false)
    }

    #[test]
    fn figures_are_followed_through_changes() {
        let old = "渡口开船14班,送客3万人次。船票5元。\n\n老桥修了6年。";
        let new = "新闻纪要\n\n老桥修了 ６ 年。\n渡口开船15班,送客3万人次。停船2天。";
        insta::assert_snapshot!(compared(old, new), @r"
        数字:改 1 处,添 1 处,删 1 处
          改 新.txt:4:5 14班 → 15班
          添 新.txt:4:18 2天
          删 旧.txt:1:18 5元
        问题:新出 0 处,消除 0 处
        ");
        insta::assert_snapshot!(compared(old, old), @r"
        数字:改 0 处,添 0 处,删 0 处
        问题:新出 0 处,消除 0 处
        ");
    }

    #[test]
    fn findings_are_new_or_gone() {
        let wrong = "老桥从3月4日动工,4月2日完工,前后用了39天。";
        let right = "老桥从3月4日动工,4月2日完工,前后用了30天。";
        insta::assert_snapshot!(compared(wrong, right), @r"
        数字:改 1 处,添 0 处,删 0 处
          改 新.txt:1:22 39天 → 30天
        问题:新出 0 处,消除 1 处
          消除 3月4日至4月2日与39天不符 [date/duration]
        ");
        insta::assert_snapshot!(compared(right, wrong), @r"
        数字:改 1 处,添 0 处,删 0 处
          改 新.txt:1:22 30天 → 39天
        问题:新出 1 处,消除 0 处

          错误 3月4日至4月2日与39天不符 [date/duration]
           ╭─[新.txt:1:22]
         1 │ 老桥从3月4日动工,4月2日完工,前后用了39天。
           ·       ───┬──     ───┬──             ──┬─
           ·          │          │                 ╰── 起止日期与历时不符
           ·          │          ╰── 据此推算
           ·          ╰── 据此推算
           ╰────
          依据 39天;3月4日至4月2日的时间=29…30
          建议 把“39天”改为“30天”
            或 把“39天”改为“29天”
            或 把“4月2日”改为“4月12日”
            或 把“4月2日”改为“4月11日”
            或 把“3月4日”改为“2月22日”
            或 把“3月4日”改为“2月23日”
          帮助 起、止、历时三者必有一个写错
        ");
        insta::assert_snapshot!(compared(wrong, &format!("先说一句。{wrong}")), @r"
        数字:改 0 处,添 0 处,删 0 处
        问题:新出 0 处,消除 0 处
        ");
    }
}
