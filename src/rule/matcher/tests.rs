//! The same patterns as regular expressions, which say what a matcher must find.

use super::*;
use crate::rule::finder::token;
use crate::rule::pattern;
use proptest::prelude::*;
use regex::bytes::Regex;

fn regex(pieces: &[Piece], words: &Words) -> String {
    pieces.iter().map(|piece| regex_of(piece, words)).collect()
}

/// Of a list at either end only the item next to the rest is matched.
fn regex_of_all(pieces: &[Piece], words: &Words) -> String {
    let last = pieces.len() - 1;
    let piece = |(at, piece): (usize, &Piece)| match piece {
        Piece::Hole(hole) if at == 0 || at == last => {
            regex_of(&Piece::Hole(Hole { list: false, ..hole.clone() }), words)
        }
        piece => regex_of(piece, words),
    };
    pieces.iter().enumerate().map(piece).collect()
}

fn regex_of(piece: &Piece, words: &Words) -> String {
    match piece {
        Piece::Text(text) if text == TO => format!(r"(?:\x{JOIN:02x}|{TO})"),
        Piece::Text(text) => regex::escape(text),
        Piece::Words(set) => {
            let mut words = words.of(set).to_vec();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            format!("(?:{})", words.join("|"))
        }
        Piece::Gap(gap) => {
            let bytes = match gap {
                Gap::Words => r"[^\x01-\x1f\x7f,;:()]",
                Gap::Text => r"[^\x01-\x1f\x7f;]",
                Gap::Wide => r"[^\n]",
            };
            format!("(?:{bytes}{{0,{}}}?)", limit(*gap))
        }
        Piece::Hole(hole) => {
            let tokens = hole.kinds.iter().map(|kind| format!(r"\x{:02x}", token(kind)));
            let one = format!("[{}]", tokens.collect::<String>());
            let open = if hole.name.is_some() { "(" } else { "(?:" };
            let more = if hole.list { format!(r"(?:[^\n]*?{one})*") } else { String::new() };
            format!("{open}{one}{more})")
        }
        Piece::Group { any, optional } => {
            let any: Vec<String> = any.iter().map(|pieces| regex(pieces, words)).collect();
            format!("(?:{}){}", any.join("|"), if *optional { "?" } else { "" })
        }
    }
}

fn words() -> Words {
    let mut words = Words::default();
    words.define("rise", ["增".to_owned(), "增长".to_owned(), "升".to_owned()]);
    words
}

fn patterns() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{x:count}"),
        Just("{y:money}"),
        Just("{z:count*}"),
        Just("@rise"),
        Just("@rise?"),
        Just("增"),
        Just("长"),
        Just(","),
        Just("至"),
        Just("…"),
        Just("‥"),
        Just("……"),
        Just("(增|长{:money})"),
        Just("(长…)?"),
        Just("(增长|升)?"),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

fn shadows() -> impl Strategy<Value = Vec<u8>> {
    let count = char::from(token(Kind::Count)).to_string();
    let money = char::from(token(Kind::Money)).to_string();
    let bit = prop_oneof![
        Just(count),
        Just(money),
        Just(char::from(JOIN).to_string()),
        "[增长升至,;(\n]",
    ];
    prop::collection::vec(bit, 0..40).prop_map(|bits| bits.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn finds_what_a_regular_expression_finds(text in patterns(), shadow in shadows()) {
        // A name may stand once in a pattern only; which holes are meant does not matter here.
        let Ok(pattern) = pattern::parse(&text, str::to_owned) else { return Ok(()) };
        let words = words();
        let holes = ["x", "y", "z"].map(str::to_owned);
        let (matcher, slots) = Matcher::new(&pattern.pieces, &holes, &words, false);
        let source = regex_of_all(&pattern.pieces, &words);
        let oracle = Regex::new(&format!("(?s-u){source}")).unwrap();
        let mut found = Captures::default();
        let matched = matcher.find_at(&shadow, 0, &words, &mut found);
        let expected = oracle.captures(&shadow);
        let whole = expected.as_ref().and_then(|captures| captures.get(0));
        prop_assert_eq!(matched.clone(), whole.map(|whole| whole.range()), "{} {}", text, source);
        if let Some(expected) = expected.filter(|_| matched.is_some_and(|m| !m.is_empty())) {
            for at in 0..slots.len() {
                let place = expected.get(at + 1).map(|place| (place.start(), place.end()));
                prop_assert_eq!(found.place(at), place, "{} slot {}", text, at);
            }
        }
    }
}

#[test]
fn a_match_costs_little_on_text_made_against_it() {
    let words = words();
    let pattern = pattern::parse("{x:count}……增……增……增……升", str::to_owned).unwrap();
    let (matcher, _) = Matcher::new(&pattern.pieces, &["x".to_owned()], &words, false);
    let mut shadow = vec![token(Kind::Count)];
    shadow.extend_from_slice("增".repeat(2000).as_bytes());
    let mut found = Captures::default();
    assert_eq!(matcher.find_at(&shadow, 0, &words, &mut found), None);
    // A gap is entered once a place: as many places as its reach, times the gaps.
    let entered = found.entered.iter().filter(|&&attempt| attempt != 0).count();
    assert!(entered <= 4 * 4 * 240, "{entered}");
}
