//! Each list of `rules/words/` is sorted, and each of its words is used: codes, ranks, currencies, what is blocked.

use super::words::words;
use super::{mentions, show};
use crate::parse::Kind;

/// Files whose lists stand in the order of their characters; of `names` the first is what the unit is called by.
const SORTED: [&str; 7] = [
    "classifiers.toml",
    "codes.toml",
    "currencies.toml",
    "hedges.toml",
    "idioms.toml",
    "ranks.toml",
    "units.toml",
];

#[test]
fn lists_are_sorted() {
    let mut wrong = Vec::new();
    for file in SORTED {
        unsorted(file, "", &toml::Value::Table(words(file)), &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Adds the first two words of each list that are not in order.
fn unsorted(file: &str, key: &str, value: &toml::Value, wrong: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                unsorted(file, key, value, wrong);
            }
        }
        toml::Value::Array(all) => {
            for value in all {
                unsorted(file, key, value, wrong);
            }
        }
        toml::Value::String(list) => {
            let first_matters = matches!(file, "units.toml" | "currencies.toml")
                && matches!(key, "names" | "symbol" | "of" | "per" | "vague" | "arabic");
            let words: Vec<&str> = list.split_whitespace().collect();
            if !first_matters && let Some(pair) = words.windows(2).find(|pair| pair[0] >= pair[1]) {
                wrong.push(format!("{file} {key}: {pair:?}"));
            }
        }
        _ => {}
    }
}

/// The words of a list.
fn list(table: &toml::Value, key: &str) -> Vec<String> {
    let list = table[key].as_str().unwrap();
    list.split_whitespace().map(str::to_owned).collect()
}

/// Checks that the figure with the digit `3` of each text is of that kind.
#[track_caller]
fn all_are(kind: Kind, texts: impl Iterator<Item = String>) {
    let mut wrong = Vec::new();
    for text in texts {
        let digit = text.find('3').unwrap() as u32;
        let read = mentions(&text);
        let found = read.iter().find(|one| one.span.start <= digit && digit < one.span.end);
        if found.map(|one| one.kind) != Some(kind) {
            wrong.push(format!("{text} {}", show(&text)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_word_of_codes_makes_one() {
    let codes = toml::Value::Table(words("codes.toml"));
    let of = |key: &str, pattern: &'static str| {
        list(&codes, key).into_iter().map(move |word| pattern.replace('W', &word))
    };
    all_are(Kind::Code, of("before", "据称W3456。"));
    all_are(Kind::Code, of("labels", "据称W3。"));
    all_are(Kind::Code, of("models", "据称W-3。"));
    all_are(Kind::Code, of("series", "据称W3号。"));
    all_are(Kind::Code, of("after", "据称3W。"));
    all_are(Kind::Code, of("events", "据称345W。"));
    all_are(Kind::Code, of("numbered", "据称3号W。"));
    all_are(Kind::Code, of("street", "某某W3号。"));
    for word in list(&codes, "known") {
        assert_eq!(mentions(&format!("据称{word}。"))[0].kind, Kind::Code, "{word}");
    }
    for word in list(&codes, "address") {
        let text = format!("某某路3号2{word}。");
        let read = mentions(&text);
        assert_eq!(&text[read[0].span.range()], format!("3号2{word}"));
    }
    let score = &codes["score"];
    let sides = |key: &str, pattern: &'static str| {
        list(score, key).into_iter().map(move |word| pattern.replace('W', &word))
    };
    all_are(Kind::Score, sides("before", "他们W3:1。"));
    all_are(Kind::Score, sides("after", "他们3:1W。"));
}

#[test]
fn every_word_of_ranks_makes_one() {
    let ranks = toml::Value::Table(words("ranks.toml"));
    let of = |key: &str, pattern: &'static str| {
        list(&ranks, key).into_iter().map(move |word| pattern.replace('W', &word))
    };
    all_are(Kind::Rank, of("rank", "居第3W。"));
    all_are(Kind::Code, of("code", "见第3W。"));
    all_are(Kind::Rank, of("top", "列前3W。"));
    for entry in ranks["word"].as_array().unwrap() {
        for name in list(entry, "names") {
            let text = format!("据称{name}。");
            let read = mentions(&text);
            assert_eq!(read.len(), 1, "{text} {}", show(&text));
            assert_eq!(read[0].kind.name(), entry["kind"].as_str().unwrap(), "{text}");
            assert_eq!(&text[read[0].extent.range()], name);
        }
    }
}

#[test]
fn every_sign_and_part_of_money_counts() {
    let currencies = words("currencies.toml");
    let signs = listed(&currencies["currency"], "before");
    all_are(Kind::Money, signs.map(|sign| format!("付{sign}3万。")));
    for key in ["part", "small"] {
        for name in listed(&currencies[key], "names") {
            let text =
                if key == "part" { format!("付3元4{name}。") } else { format!("付4{name}。") };
            let read = mentions(&text);
            let span = read.first().map_or("", |one| &text[one.span.range()]);
            assert_eq!(format!("付{span}。"), text, "{}", show(&text));
        }
    }
}

/// The words under a key of each table of an array.
fn listed(tables: &toml::Value, key: &str) -> impl Iterator<Item = String> {
    let tables = tables.as_array().unwrap().iter();
    tables.filter(move |table| table.get(key).is_some()).flat_map(move |table| list(table, key))
}

#[test]
fn what_is_blocked_is_no_unit() {
    let units = words("units.toml");
    let mut wrong = Vec::new();
    for word in list(&units["blocked"], "words") {
        let text = format!("有12{word}。");
        let read = mentions(&text);
        if read.first().is_some_and(|one| one.span.end as usize > "有12".len()) {
            wrong.push(format!("{text} {}", show(&text)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_begins_like_an_idiom_is_a_figure() {
    let idioms = toml::Value::Table(words("idioms.toml"));
    let mut wrong = list(&idioms, "figures");
    wrong.retain(|word| mentions(&format!("有{word}五。")).is_empty());
    assert!(wrong.is_empty(), "{wrong:?}");
}
