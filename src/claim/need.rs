//! What it takes to verify a figure that nothing in its text verifies, from `rules/words/needs.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::parse::Kind;

/// Characters behind a figure in which its words may stand.
const BEHIND: usize = 4;

/// What to look up for a figure of that kind, in Chinese. `before` and `after` are the folded text around it; only its
/// clause counts.
#[must_use]
pub fn need(kind: Kind, before: &str, after: &str) -> &'static str {
    const ENDS: [char; 6] = [',', ';', ':', '。', '!', '?'];
    let before = before.rsplit(ENDS).next().unwrap_or(before);
    let after = after.split(ENDS).next().unwrap_or(after);
    let to = after.char_indices().nth(BEHIND).map_or(after.len(), |(at, _)| at);
    let after = &after[..to];
    let said = |word: &String| before.contains(word.as_str()) || after.contains(word.as_str());
    let fits = |need: &&Need| {
        (need.kinds.is_empty() || need.kinds.iter().any(|name| name == kind.name()))
            && (need.words.is_empty() || need.words.iter().any(said))
    };
    NEEDS.iter().find(fits).map_or("", |need| need.text.as_str())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NeedFile {
    need: Vec<NeedEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NeedEntry {
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    words: String,
    text: String,
}

struct Need {
    kinds: Vec<String>,
    words: Vec<String>,
    text: String,
}

static NEEDS: LazyLock<Vec<Need>> = LazyLock::new(|| {
    let file = crate::RULES.get_file("words/needs.toml");
    let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
    // A test reads the file.
    let entries = toml::from_str(text).map_or_else(|_| Vec::new(), |file: NeedFile| file.need);
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect();
    let need = |entry: NeedEntry| Need {
        kinds: entry.kinds,
        words: words(&entry.words),
        text: entry.text,
    };
    entries.into_iter().map(need).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, before: &str, after: &str, expected: &str) {
        assert_eq!(need(kind, before, after), expected, "{before}…{after}");
    }

    #[test]
    fn the_words_around_tell_what_is_needed() {
        check(Kind::Percent, "产值占全县的", ",", "部分和总体各是多少");
        check(Kind::Percent, "占三成,同比增长", "。", "变化前后的两个数");
        check(Kind::Count, "共计", "参加", "各项的数");
        check(Kind::Money, "户均增收", "", "总数和个数");
        check(Kind::Age, "她今年", "", "出生年月");
        check(Kind::Money, "票房", "", "写有这个数的出处,或者文中另一处");
    }

    #[test]
    fn every_kind_is_needed_something_and_all_names_are_known() {
        let file = crate::RULES.get_file("words/needs.toml").unwrap().contents_utf8().unwrap();
        let file: NeedFile = toml::from_str(file).unwrap();
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        for entry in &file.need {
            assert!(entry.kinds.iter().all(|kind| names.contains(&kind.as_str())), "{entry:?}");
        }
        assert!(Kind::ALL.iter().all(|&kind| !need(kind, "", "").is_empty()));
    }
}
