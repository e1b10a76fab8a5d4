//! What the items of a list are called, and whether their names exclude each other.

use super::Env;
use super::label::Label;
use super::parts::{firm, items};
use crate::engine::shadow::Ref;
use crate::rule::formula::Formula;
use crate::value::Undecided;

/// The word set of names that may hold for the same people or things as another name of the list: 党员, 青年.
const OVERLAPPING: &str = "overlapping";
/// The word set of verbs that such names begin with: 会英语, 会日语.
const VERBS: &str = "overlapping-verb";
/// The word set of what may stand beside the name of a part and says nothing of it.
pub(super) const BESIDE: &str = "part-beside";
/// The word sets of names that exclude each other and need not be all there are: 小学, 初中, 高中.
const FAMILY: &str = "family-";
/// The word sets of which one word is the only difference between names that exclude each other: 深井, 浅井.
const CONTRAST: &str = "contrast-";
/// The word set of what the names of places and stages end with.
const PLACE: &str = "place-kind";

/// Whether the names of a list's firm items are of one pattern and tell things apart: 平原村, 山区村.
pub(super) fn siblings(env: &Env<'_>, parts: &Formula) -> Result<bool, Undecided> {
    let names = names(env, parts)?;
    let kind = |name: &&str| name.chars().next_back();
    let alike = names.windows(2).all(|pair| kind(&pair[0]) == kind(&pair[1]));
    let short = names.iter().any(|name| name.chars().nth(1).is_none());
    Ok(alike && !short && told_apart(&names) && !overlap(env, &names))
}

/// Whether nothing can be under two of the names of a list's firm items: places of one kind, stages, the words of a family.
pub(super) fn exclusive(env: &Env<'_>, parts: &Formula) -> Result<bool, Undecided> {
    let names = names(env, parts)?;
    let ends = |kind: &String| {
        names.iter().all(|name| name.len() > kind.len() && name.ends_with(kind.as_str()))
    };
    let places = told_apart(&names) && env.words.of(PLACE).iter().any(ends);
    let family = || env.words.with_prefix(FAMILY).any(|family| are_of(&names, family));
    let contrast = || env.words.with_prefix(CONTRAST).any(|words| contrasted(&names, words));
    Ok(names.len() >= 2 && (places && !overlap(env, &names) || family() || contrast()))
}

/// Whether the names of a list's firm items may hold for the same things.
pub(super) fn may_overlap(env: &Env<'_>, parts: &Formula) -> Result<bool, Undecided> {
    Ok(overlap(env, &names(env, parts)?))
}

fn names<'t>(env: &Env<'t>, parts: &Formula) -> Result<Vec<&'t str>, Undecided> {
    let items = &items(env, parts)?[..firm(env, parts)?];
    Ok(items.iter().map(|&item| name(env, item)).collect())
}

fn overlap(env: &Env<'_>, names: &[&str]) -> bool {
    let (words, verbs) = (env.words.of(OVERLAPPING), env.words.of(VERBS));
    names.iter().any(|name| {
        words.iter().any(|word| name.contains(word.as_str()))
            || verbs.iter().any(|verb| name.starts_with(verb.as_str()))
    })
}

/// Whether there are two names at least, and none of them stands in another.
fn told_apart(names: &[&str]) -> bool {
    let stands_in = |at: usize, name: &str| {
        names.iter().enumerate().any(|(other, of)| at != other && of.contains(name))
    };
    names.len() >= 2 && !names.iter().enumerate().any(|(at, name)| stands_in(at, name))
}

/// Whether each name holds a word of the family, and no two of them the same.
fn are_of(names: &[&str], family: &[String]) -> bool {
    let word = |name: &&str| {
        family.iter().filter(|word| name.contains(word.as_str())).max_by_key(|word| word.len())
    };
    let words: Option<Vec<&String>> = names.iter().map(word).collect();
    words.is_some_and(|mut words| {
        words.sort_unstable();
        words.windows(2).all(|pair| pair[0] != pair[1])
    })
}

/// Whether names differ in one word of the set only, and no two of them have the same.
fn contrasted(names: &[&str], words: &[String]) -> bool {
    let [first, others @ ..] = names else { return false };
    let word_of = |name: &str, head: &str, tail: &str| {
        let middle = name.strip_prefix(head)?.strip_suffix(tail)?;
        words.iter().position(|word| word == middle)
    };
    let told_by = |at: usize, word: &String| {
        let (head, tail) = (&first[..at], &first[at + word.len()..]);
        let mut found: Vec<usize> =
            others.iter().map_while(|name| word_of(name, head, tail)).collect();
        found.extend(word_of(first, head, tail));
        found.sort_unstable();
        found.len() == names.len() && found.windows(2).all(|pair| pair[0] != pair[1])
    };
    let longer = |word: &String| first.len() > word.len();
    words
        .iter()
        .filter(|word| longer(word))
        .any(|word| first.match_indices(word.as_str()).any(|(at, _)| told_by(at, word)))
}

/// What joins the last two items, and no part of the name before it.
const JOINTS: [&str; 4] = ["以及", "和", "及", "与"];

/// What an item is called: what stands before it, or else behind it.
pub(super) fn name<'t>(env: &Env<'t>, item: Ref) -> &'t str {
    let words = env.words.of(BESIDE);
    let label = Label::of(env, item);
    let after = JOINTS.iter().find_map(|joint| label.after.strip_suffix(joint));
    let mut before = label.before;
    loop {
        let ends = words.iter().find_map(|word| before.strip_suffix(word.as_str()));
        let begins = || words.iter().find_map(|word| before.strip_prefix(word.as_str()));
        match ends.or_else(begins) {
            Some(rest) => before = rest,
            None if before.is_empty() => return after.unwrap_or(label.after),
            None => return before,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_family_are_different_words_of_it() {
        let family = ["小学", "初中", "高中", "中学"].map(str::to_owned);
        assert!(are_of(&["城区小学", "初中"], &family));
        assert!(!are_of(&["城区小学", "镇小学"], &family), "the same word twice");
        assert!(!are_of(&["小学", "幼儿园"], &family), "one is of no family");
    }

    #[test]
    fn contrasted_names_differ_in_one_word() {
        let words = ["大", "中", "小"].map(str::to_owned);
        assert!(contrasted(&["大客车", "中客车"], &words));
        assert!(contrasted(&["老城大院", "老城小院"], &words));
        assert!(!contrasted(&["大客车", "大客车"], &words), "the same word twice");
        assert!(!contrasted(&["大客车", "中学"], &words), "the rest differs too");
        assert!(!contrasted(&["大", "小"], &words), "nothing but the words");
    }

    #[test]
    fn no_name_stands_in_another() {
        assert!(told_apart(&["平原村", "山区村"]));
        assert!(!told_apart(&["村", "山区村"]));
        assert!(!told_apart(&["村"]));
    }
}
