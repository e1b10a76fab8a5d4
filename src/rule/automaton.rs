//! Patterns as regular expressions over the bytes of shadows.

use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, meta};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::finder::{JOIN, TO, token};
use super::pattern::{Gap, Kinds, Piece};
use super::words::Words;
use crate::parse::Kind;

/// The regular expression of `pieces`. Named holes and gaps open a capture group each; `holes` are the names that count.
/// With `across`, wide gaps may run over the end of a sentence.
pub(super) fn regex(pieces: &[Piece], holes: &[String], words: &Words, across: bool) -> String {
    let mut build = Build { regex: String::from("(?s-u)"), holes, words, across };
    build.sequence(pieces);
    build.regex
}

/// A regular expression for short texts that are known to hold its words: a backtracker over one small automaton, with
/// the time bound of the `regex` crate but without the engines that pay only on long texts and take a millisecond each to
/// build.
#[derive(Debug)]
pub struct Matcher {
    regex: meta::Regex,
}

impl Matcher {
    /// Builds the automaton; `None` if its size is refused. `anywhere`: it begins with words and is looked for everywhere,
    /// so a search for those words pays.
    pub(super) fn new(pattern: &str, anywhere: bool) -> Option<Self> {
        let config = meta::Config::new()
            .hybrid(false)
            .dfa(false)
            .onepass(false)
            .auto_prefilter(anywhere)
            .utf8_empty(false);
        let syntax = syntax::Config::new().utf8(false);
        let regex = meta::Regex::builder().configure(config).syntax(syntax).build(pattern).ok()?;
        Some(Self { regex })
    }

    /// Scratch space for the places of one match.
    #[must_use]
    pub fn captures(&self) -> Captures {
        self.regex.create_captures()
    }

    /// The first match that begins at `from` or later; `found` tells its places.
    pub fn find_at(
        &self,
        shadow: &[u8],
        from: usize,
        found: &mut Captures,
    ) -> Option<Range<usize>> {
        self.search(Input::new(shadow).span(from..shadow.len()), found)
    }

    /// The match that begins just where `stretch` of the shadow begins and lies inside it.
    pub fn match_at(
        &self,
        shadow: &[u8],
        stretch: Range<usize>,
        found: &mut Captures,
    ) -> Option<Range<usize>> {
        self.search(Input::new(shadow).span(stretch).anchored(Anchored::Yes), found)
    }

    fn search(&self, input: Input<'_>, found: &mut Captures) -> Option<Range<usize>> {
        self.regex.search_captures(&input, found);
        found.get_match().map(|found| found.range())
    }
}

/// Writes a pattern as a regular expression over shadows.
struct Build<'a> {
    regex: String,
    holes: &'a [String],
    words: &'a Words,
    across: bool,
}

impl Build<'_> {
    fn sequence(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.piece(piece);
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.regex.push_str(&literal(text)),
            Piece::Words(set) => self.regex.push_str(&alternatives(self.words.of(set))),
            Piece::Gap(gap) => self.gap(*gap),
            Piece::Hole(hole) => {
                let one = one_of(hole.kinds);
                let named = hole
                    .name
                    .as_ref()
                    .and_then(|name| self.holes.iter().position(|hole| hole == name));
                let open = if named.is_some() { "(" } else { "(?:" };
                if hole.list {
                    self.push(format_args!(r"{open}{one}(?:[^\n]*?{one})*)"));
                } else {
                    self.push(format_args!("{open}{one})"));
                }
            }
            Piece::Group { any, optional } => {
                self.regex.push_str("(?:");
                for (at, pieces) in any.iter().enumerate() {
                    if at > 0 {
                        self.regex.push('|');
                    }
                    self.sequence(pieces);
                }
                self.regex.push_str(if *optional { ")?" } else { ")" });
            }
        }
    }

    fn gap(&mut self, gap: Gap) {
        let bytes = match gap {
            Gap::Words => r"[^\x01-\x1f\x7f,;:()]",
            Gap::Text => r"[^\x01-\x1f\x7f;]",
            Gap::Wide if self.across => ".",
            Gap::Wide => r"[^\n]",
        };
        self.push(format_args!("({bytes}*?)"));
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.regex.write_fmt(text);
    }
}

/// Literal text. Without Unicode mode it still stands for its UTF-8 bytes.
fn literal(text: &str) -> String {
    if text == TO {
        return format!(r"(?:\x{JOIN:02x}|{TO})");
    }
    regex::escape(text)
}

/// The words of a set, as a tree of their bytes: where none of them stands, few branches are tried.
fn alternatives(words: &[String]) -> String {
    let mut tree = Tree::default();
    for word in words {
        tree.insert(word.as_bytes());
        if word == TO {
            tree.insert(&[JOIN]);
        }
    }
    let mut regex = String::new();
    tree.write(&mut regex);
    regex
}

/// Words by their bytes.
#[derive(Default)]
struct Tree {
    branches: BTreeMap<u8, Self>,
    ends: bool,
}

impl Tree {
    fn insert(&mut self, word: &[u8]) {
        match word {
            [] => self.ends = true,
            [first, rest @ ..] => self.branches.entry(*first).or_default().insert(rest),
        }
    }

    /// The longest word first.
    fn write(&self, regex: &mut String) {
        if self.branches.is_empty() {
            return;
        }
        regex.push_str("(?:");
        for (at, (byte, branch)) in self.branches.iter().enumerate() {
            if at > 0 {
                regex.push('|');
            }
            // Writing to a string cannot fail.
            let _ = write!(regex, r"\x{byte:02x}");
            branch.write(regex);
        }
        regex.push_str(if self.ends { ")?" } else { ")" });
    }
}

/// One token of the kinds; a range is its two ends joined.
fn one_of(kinds: Kinds) -> String {
    let range = |whole: Kind, end: Kind| {
        kinds.has(whole).then(|| format!(r"\x{0:02x}\x{JOIN:02x}\x{0:02x}", token(end)))
    };
    let single: String = kinds
        .iter()
        .filter(|kind| !matches!(kind, Kind::DateRange | Kind::TimeRange))
        .map(|kind| format!(r"\x{:02x}", token(kind)))
        .collect();
    let single = (!single.is_empty()).then(|| format!("[{single}]"));
    let parts = [range(Kind::DateRange, Kind::Date), range(Kind::TimeRange, Kind::Time), single];
    format!("(?:{})", parts.into_iter().flatten().collect::<Vec<_>>().join("|"))
}
