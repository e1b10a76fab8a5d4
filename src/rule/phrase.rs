//! Phrases: parts of patterns with a name, for constructions that several rules share.
//!
//! A `[phrases]` table of a rule file gives a name several patterns; `<name>` in `find` or in another phrase stands for
//! each of them in turn, so a rule is tried in all the word orders of its phrases.

use std::collections::BTreeMap;

/// The phrases of all packs, by name.
#[derive(Debug, Default)]
pub struct Phrases(BTreeMap<String, Vec<String>>);

/// A pattern may become at most so many.
const MOST: usize = 128;
/// Phrases may stand in phrases, but not for ever.
const DEEPEST: usize = 4;

impl Phrases {
    /// Defines a phrase, or replaces it.
    pub fn define(&mut self, name: &str, patterns: Vec<String>) {
        self.0.insert(name.to_owned(), patterns);
    }

    /// The names of the phrases.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.keys().map(String::as_str)
    }

    /// The patterns that `pattern` stands for; just itself if no phrase is in it.
    ///
    /// # Errors
    ///
    /// The name of a phrase that does not exist, or [`None`] for a pattern that stands for too many.
    pub fn expand(&self, pattern: &str) -> Result<Vec<String>, Option<String>> {
        let mut all = vec![pattern.to_owned()];
        for _ in 0..DEEPEST {
            if !all.iter().any(|one| place(one).is_some()) {
                return Ok(all);
            }
            let mut next = Vec::new();
            for one in &all {
                self.first(one, &mut next)?;
            }
            if next.len() > MOST {
                return Err(None);
            }
            all = next;
        }
        if all.iter().any(|one| place(one).is_some()) { Err(None) } else { Ok(all) }
    }

    /// `pattern` with all of its phrases replaced once.
    fn first(&self, pattern: &str, out: &mut Vec<String>) -> Result<(), Option<String>> {
        let Some((from, to)) = place(pattern) else {
            out.push(pattern.to_owned());
            return Ok(());
        };
        let name = &pattern[from + 1..to];
        let inner = self.0.get(name).ok_or_else(|| Some(name.to_owned()))?;
        let mut tails = Vec::new();
        self.first(&pattern[to + 1..], &mut tails)?;
        for phrase in inner {
            out.extend(tails.iter().map(|tail| format!("{}{phrase}{tail}", &pattern[..from])));
        }
        Ok(())
    }
}

/// Where the first phrase of a pattern stands: its brackets.
fn place(pattern: &str) -> Option<(usize, usize)> {
    let from = pattern.find('<')?;
    Some((from, from + pattern[from..].find('>')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        let mut phrases = Phrases::default();
        phrases.define("rise", vec!["由{a:amount}".to_owned(), "从{a:amount}".to_owned()]);
        phrases.define("both", vec!["<rise>到{b:amount}".to_owned()]);
        phrases.define("loop", vec!["<loop>".to_owned()]);
        phrases
    }

    #[test]
    fn each_in_turn() {
        let check = |pattern: &str, expected: &[&str]| {
            assert_eq!(phrases().expand(pattern).unwrap(), expected, "{pattern}");
        };
        check("共{a:amount}", &["共{a:amount}"]);
        check("<both>,增", &["由{a:amount}到{b:amount},增", "从{a:amount}到{b:amount},增"]);
        check(
            "<rise><rise>",
            &[
                "由{a:amount}由{a:amount}",
                "由{a:amount}从{a:amount}",
                "从{a:amount}由{a:amount}",
                "从{a:amount}从{a:amount}",
            ],
        );
    }

    #[test]
    fn mistakes() {
        assert_eq!(phrases().expand("<ris>"), Err(Some("ris".to_owned())));
        assert_eq!(phrases().expand("<loop>"), Err(None));
        assert_eq!(phrases().expand(&"<rise>".repeat(9)), Err(None));
    }
}
