//! Sets of words that are looked for in short texts.

/// Words to be found in short texts, in order of their first characters.
#[derive(Debug)]
pub(super) struct Finder(Vec<(char, String)>);

impl Finder {
    pub(super) fn new(line: &str) -> Self {
        let first = |word: &str| Some((word.chars().next()?, word.to_owned()));
        let mut words: Vec<(char, String)> = line.split_whitespace().filter_map(first).collect();
        words.sort_unstable();
        Self(words)
    }

    /// The first word in a text, the longest that begins there.
    pub(super) fn first_in(&self, text: &str) -> Option<(usize, &str)> {
        text.char_indices().find_map(|(at, char)| {
            let from = self.0.partition_point(|(first, _)| *first < char);
            let same = self.0[from..].iter().take_while(|(first, _)| *first == char);
            let found = same.filter(|(_, word)| text[at..].starts_with(word.as_str()));
            found.max_by_key(|(_, word)| word.len()).map(|(_, word)| (at, word.as_str()))
        })
    }

    /// The last word in a text.
    pub(super) fn last_in<'w>(&'w self, text: &str) -> Option<(usize, &'w str)> {
        let (mut from, mut last) = (0, None);
        while let Some((at, word)) = self.first_in(&text[from..]) {
            last = Some((from + at, word));
            from += at + word.len();
        }
        last
    }
}
