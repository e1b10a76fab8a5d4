//! A draft that is checked while it is being written is checked as if it had always been what it is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

use std::sync::LazyLock;

use heshu::text::Draft;
use heshu::{Checker, Keep, Report};
use proptest::prelude::*;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new([]).unwrap());

/// The texts of our corpus.
static DRAFTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folders = ["faulty", "clean", "traps"].map(|folder| format!("corpus/{folder}"));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect()
});

/// What is typed, pasted and taken away again: figures, dates that others are counted from, titles, quotation marks, the
/// ends of sentences and paragraphs, page furniture.
const TYPED: [&str; 24] = [
    "",
    "",
    "3",
    "15天",
    "2019年",
    "去年",
    "3月2日至3月9日",
    "本报2021年5月6日讯 ",
    "2022-06-07 09:13\n",
    "。",
    ",",
    "\n",
    "\n\n",
    "“",
    "”",
    "\"",
    "《",
    "分别为3人、4人和5人,共13人",
    "其中",
    "\n大桥合龙:全长30公里\n",
    "约",
    "\u{200b}",
    "\n责任编辑:甲\n",
    "由30亿元增至36亿元,增长50%。",
];

/// Takes away some bytes at a place and puts something there.
fn edit(text: &mut String, (place, length, typed): (usize, usize, usize)) {
    let start = text.floor_char_boundary(place % (text.len() + 1));
    let end = text.floor_char_boundary((start + length).min(text.len()));
    text.replace_range(start..end, TYPED[typed % TYPED.len()]);
}

/// All that a report says.
fn told(report: &Report) -> String {
    let Report { findings, verified, claims, summary, .. } = report;
    format!("{findings:#?}\n{verified:#?}\n{claims:#?}\n{summary:#?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_next_version_is_checked_like_a_new_draft(
        drafts in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        edits in prop::collection::vec((any::<usize>(), 0_usize..60, any::<usize>()), 1..8),
        claims in any::<bool>(),
    ) {
        let text = drafts.iter().map(|draft| draft.get(&DRAFTS).as_str()).collect::<Vec<_>>();
        let mut text = text.join("\n");
        let keep = Keep { verified: true, claims, ..Keep::default() };
        let draft = |text: &str| Draft { text: text.to_owned(), ..Draft::default() };
        let mut before = CHECKER.check_next(draft(&text), keep, None);
        prop_assert_eq!(told(&before), told(&CHECKER.check(draft(&text), keep)));
        for one in edits {
            edit(&mut text, one);
            let next = CHECKER.check_next(draft(&text), keep, Some(&before));
            prop_assert_eq!(told(&next), told(&CHECKER.check(draft(&text), keep)), "{:?} in {}", one, text);
            before = next;
        }
    }
}

#[test]
fn what_another_checker_says_is_of_no_use() {
    let other = Checker::new([]).unwrap();
    let draft = || Draft { text: DRAFTS.concat(), ..Draft::default() };
    let before = other.check_next(draft(), Keep::default(), None);
    let next = CHECKER.check_next(draft(), Keep::default(), Some(&before));
    assert_eq!(told(&next), told(&CHECKER.check(draft(), Keep::default())));
}
