//! Mistakes planted into our clean drafts: one figure of a relation that was verified is changed at random, in the printed
//! style, to one that its wording does not admit and that does not fit the relation. Nearly all must be found.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use std::collections::BTreeMap;
use std::ops::Range;

use common::root;
use heshu::finding::{Severity, Verified};
use heshu::parse::{self, Mention, Value};
use heshu::span::SourceSpan;
use heshu::text::{Document, Draft};
use heshu::value::{DateValue, Reading};
use heshu::{Checker, Keep};

/// So many mistakes are planted into each relation.
const EACH: usize = 2;
/// So many draws until a change is one that the wording does not admit.
const DRAWS: usize = 60;

/// Numbers that are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// How many mistakes were planted into the relations of a rule, and how many were found.
#[derive(Default)]
struct Score {
    planted: usize,
    found: usize,
    missed: Vec<String>,
}

#[test]
fn nearly_all_planted_mistakes_are_found() {
    let checker = Checker::new([]).expect("the built-in rules are sound");
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut relations = 0;
    for (name, text) in drafts() {
        let report = checker.check(draft(&text), Keep { verified: true, ..Keep::default() });
        assert!(report.findings.iter().all(|it| it.severity == Severity::Info), "{name}");
        for (number, held) in report.verified.iter().enumerate() {
            relations += 1;
            let mut dice = Dice(number as u64 + name.bytes().map(u64::from).sum::<u64>());
            for _ in 0..EACH {
                let Some(planted) = plant(&checker, &text, held, &mut dice) else { continue };
                let score = scores.entry(held.rule.to_string()).or_default();
                score.planted += 1;
                if is_found(&checker, &planted) {
                    score.found += 1;
                } else {
                    score.missed.push(format!("{name} {} {}", held.rule, planted.said));
                }
            }
        }
    }
    let planted: usize = scores.values().map(|score| score.planted).sum();
    let found: usize = scores.values().map(|score| score.found).sum();
    for (rule, score) in &scores {
        eprintln!("{rule} {} of {}", score.found, score.planted);
        score.missed.iter().for_each(|missed| eprintln!("  missed {missed}"));
    }
    eprintln!(
        "{found} of {planted} mistakes found, in {relations} relations of {} rules",
        scores.len()
    );
    assert!(found * 10 >= planted * 9, "{found} of {planted}");
    assert!(relations >= 150 && scores.len() >= 9, "{relations} of {} rules", scores.len());
}

/// A draft with a mistake in it.
struct Planted {
    text: String,
    /// Where the changed figure stands.
    at: Range<usize>,
    /// What was changed.
    said: String,
}

fn is_found(checker: &Checker, planted: &Planted) -> bool {
    let report = checker.check(draft(&planted.text), Keep::default());
    report.findings.iter().filter(|finding| finding.severity > Severity::Info).any(|finding| {
        let labels = std::iter::once(&finding.primary).chain(&finding.related);
        labels
            .map(|label| label.span.range())
            .any(|span| span.start < planted.at.end && planted.at.start < span.end)
    })
}

/// Changes a figure of the relation.
fn plant(checker: &Checker, text: &str, held: &Verified, dice: &mut Dice) -> Option<Planted> {
    let before = mentions(checker, text);
    (0..DRAWS).find_map(|_| {
        let at = held.spans[dice.below(held.spans.len())].range();
        let changed = other_digit(&text[at.clone()], dice)?;
        let said = format!("{}→{changed}", &text[at.clone()]);
        let text = format!("{}{changed}{}", &text[..at.start], &text[at.end..]);
        let at = at.start..at.start + changed.len();
        let after = mentions(checker, &text);
        let differ = before.len() == after.len()
            && before.iter().zip(&after).filter(|(a, b)| a.value != b.value).all(|(a, b)| {
                (a.span, a.kind) == (b.span, b.kind) && excludes(checker, &a.value, &b.value)
            })
            && before.iter().zip(&after).any(|(a, b)| a.value != b.value);
        let planted = Planted { text, at, said };
        (differ && !is_still_true(checker, &planted, held)).then_some(planted)
    })
}

/// Whether the relation holds of the changed text too, so that nothing is wrong: 9天 and 8天 both fit 16日至24日.
fn is_still_true(checker: &Checker, planted: &Planted, held: &Verified) -> bool {
    let report = checker.check(draft(&planted.text), Keep { verified: true, ..Keep::default() });
    report.verified.iter().any(|it| {
        let among = |span: &SourceSpan| span.start as usize == planted.at.start;
        it.rule == held.rule && it.spans.len() == held.spans.len() && it.spans.iter().any(among)
    })
}

/// The text with one of its digits changed, or its weekday.
fn other_digit(text: &str, dice: &mut Dice) -> Option<String> {
    const DIGITS: [&str; 3] = ["0123456789", "零一二三四五六七八九", "〇一二三四五六七八九"];
    let set = |c: char| DIGITS.iter().find(|set| set.contains(c) && c != '〇' && c != '零');
    let places: Vec<(usize, char)> =
        text.char_indices().filter(|&(_, c)| set(c).is_some()).collect();
    if places.is_empty() {
        return None;
    }
    let (at, digit) = places[dice.below(places.len())];
    let other = set(digit)?.chars().nth(dice.below(10)).filter(|&other| other != digit)?;
    Some(format!("{}{other}{}", &text[..at], &text[at + digit.len_utf8()..]))
}

/// Whether the second value lies outside what the wording of the first admits, and is possible in itself.
fn excludes(checker: &Checker, a: &Value, b: &Value) -> bool {
    let widths = &checker.lexicon().widths;
    let days = |a: &DateValue, b: &DateValue| {
        let day = |date: &DateValue| date.days_in(date.known_year().unwrap_or(2023));
        let apart = day(a).zip(day(b)).and_then(|(a, b)| a.first.until(b.first).ok());
        a == b || apart.is_some_and(|apart| apart.get_days().abs() > 1)
    };
    match (a, b) {
        (Value::Figure(a), Value::Figure(b)) => {
            let interval =
                |figure: &heshu::value::Figure| figure.interval(Reading::Lenient, widths);
            interval(a).intersect(interval(b)).is_none()
        }
        (Value::Date(a), Value::Date(b)) => days(a, b),
        (Value::Dates([a, b]), Value::Dates([c, d])) => {
            days(&a.value, &c.value) && days(&b.value, &d.value)
        }
        (Value::Clock(a), Value::Clock(b)) => b.exists() && a.hour.abs_diff(b.hour) > 0,
        (Value::Weekday(_), Value::Weekday(_)) | (Value::Pair(..), Value::Pair(..)) => true,
        _ => false,
    }
}

fn mentions(checker: &Checker, text: &str) -> Vec<Mention> {
    parse::read(&Document::new(draft(text)), checker.lexicon()).mentions
}

fn draft(text: &str) -> Draft {
    Draft { name: "稿件".to_owned(), text: text.to_owned(), ..Draft::default() }
}

fn drafts() -> Vec<(String, String)> {
    let folder = root().join("corpus/clean");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|it| it == "txt")).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

/// Figures with fewer digits are alike by chance.
const DIGITS: usize = 3;

/// The pairs of figures of a text that are printed alike, in different lines.
fn told_twice(checker: &Checker, text: &str) -> Vec<[Range<usize>; 2]> {
    let read = mentions(checker, text);
    let figures: Vec<&Mention> = read
        .iter()
        .filter(|it| it.figure().is_some_and(|figure| !figure.is_range()))
        .filter(|it| digits(&text[it.span.range()]) >= DIGITS)
        .collect();
    let is_again = |a: &Mention, b: &Mention| {
        let between = &text[a.span.end as usize..b.span.start as usize];
        text[a.span.range()] == text[b.span.range()] && between.contains('\n')
    };
    let of = |(at, a): (usize, &&Mention)| {
        let again = figures[at + 1..].iter().find(|b| is_again(a, b))?;
        Some([a.span.range(), again.span.range()])
    };
    figures.iter().enumerate().filter_map(of).collect()
}

/// Digits without the zeros at the end.
fn digits(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[test]
fn figures_told_twice_are_compared() {
    let checker = Checker::new([]).expect("the built-in rules are sound");
    let (mut planted, mut found, mut pairs) = (0, 0, 0);
    for (name, text) in drafts() {
        // Positions are those of the folded text.
        let text = heshu::text::fold(&text);
        for (number, pair) in told_twice(&checker, &text).into_iter().enumerate() {
            pairs += 1;
            let mut dice = Dice(number as u64 + name.bytes().map(u64::from).sum::<u64>());
            for at in pair.clone() {
                let printed = &text[at.clone()];
                let Some(changed) = other_digit(printed, &mut dice) else { continue };
                if digits(&changed) < digits(printed) {
                    continue;
                }
                let wrong = format!("{}{changed}{}", &text[..at.start], &text[at.end..]);
                let report = checker.check(draft(&wrong), Keep::default());
                let is_named = |span: SourceSpan| {
                    pair.iter()
                        .any(|it| (span.start as usize) < it.end && it.start < span.end as usize)
                };
                let is_caught = |finding: &&heshu::finding::Finding| {
                    let labels = std::iter::once(&finding.primary).chain(&finding.related);
                    finding.severity > Severity::Info && labels.clone().any(|it| is_named(it.span))
                };
                let caught = report.findings.iter().find(is_caught);
                planted += 1;
                found += usize::from(caught.is_some());
                match caught {
                    Some(finding) if finding.rule.starts_with("claim/") => {
                        assert!(is_named(finding.primary.span), "{name} {printed}→{changed}");
                    }
                    Some(_) => {}
                    None => eprintln!("missed {name} {printed}→{changed}"),
                }
            }
        }
    }
    eprintln!("{found} of {planted} mistakes found in {pairs} pairs");
    assert!(found * 100 >= planted * 65, "{found} of {planted}");
    assert!(pairs >= 10, "{pairs}");
}
