//! The words that tell what a figure is about, from `rules/words/claims.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words, read once.
#[derive(Debug)]
pub struct Words {
    light: Vec<char>,
    apart: Vec<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimFile {
    light: String,
    apart: Vec<String>,
}

impl Words {
    /// The words that are built in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            let file = crate::RULES.get_file("words/claims.toml");
            let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
            // A test reads the file.
            Words::new(toml::from_str(text).unwrap_or_default())
        });
        &WORDS
    }

    fn new(file: ClaimFile) -> Self {
        let group = |line: &String| line.split_whitespace().map(str::to_owned).collect();
        let mut light: Vec<char> = file.light.chars().collect();
        light.sort_unstable();
        Self { light, apart: file.apart.iter().map(group).collect() }
    }

    /// Whether a character says nothing by itself.
    #[must_use]
    pub fn is_light(&self, char: char) -> bool {
        self.light.binary_search(&char).is_ok()
    }

    /// Whether two wordings differ in what cannot be the same: one says 同比, the other 环比.
    #[must_use]
    pub fn set_apart(&self, a: &str, b: &str) -> bool {
        self.apart.iter().any(|group| {
            let said = |text: &str| group.iter().position(|word| text.contains(word.as_str()));
            match (said(a), said(b)) {
                (Some(one), Some(other)) => {
                    one != other
                        && !a.contains(group[other].as_str())
                        && !b.contains(group[one].as_str())
                }
                _ => false,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_right() {
        let file = crate::RULES.get_file("words/claims.toml").unwrap().contents_utf8().unwrap();
        let words = Words::new(toml::from_str(file).unwrap());
        assert!(words.is_light('的') && !words.is_light('人'));
        assert!(words.set_apart("同比增长", "环比增长") && !words.set_apart("同比增长", "增长"));
        assert!(!words.set_apart("同比增长", "环比增长,同比增长"));
    }
}
