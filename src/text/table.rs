//! What each character folds to.

use std::sync::LazyLock;

use crate::RULES;

/// For each character of the basic plane but ASCII what it folds to, itself if it stays, or one of the codes.
pub(super) type Table = [u16; 1 << 16];

/// How folds are coded that are not to a certain character. All stand for ASCII control characters, to which nothing
/// folds.
pub(super) mod code {
    /// Left out.
    pub(crate) const DROP: u16 = 1;
    /// ○ and its like.
    pub(crate) const ZERO: u16 = 2;
    /// ＂.
    pub(crate) const QUOTE: u16 = 3;
    /// The first that is a character.
    pub(crate) const ASCII: u16 = '\n' as u16;
    /// The first character that takes three bytes.
    pub(crate) const THREE_BYTES: u16 = 0x800;
}

/// The table, made when it is first needed.
pub(super) static TABLE: LazyLock<Box<Table>> = LazyLock::new(table);

/// Signs, each with the characters that fold to it.
const SIGNS: [(char, &str); 17] = [
    (' ', "\u{a0}\u{1680}\u{202f}\u{205f}\u{3000}"),
    ('\n', "\u{2028}\u{2029}"),
    ('-', "‐‑‒–—―−─━﹘﹣－"),
    ('~', "〜∼～˜"),
    ('·', "•‧∙⋅・･"),
    (':', "∶︰﹕"),
    ('/', "⁄∕"),
    ('“', "„‟〝「『｢﹁﹃"),
    ('”', "〞〟」』｣﹂﹄"),
    ('…', "⋯"),
    ('¥', "￥"),
    ('£', "￡"),
    ('。', "｡"),
    ('、', "､﹑"),
    (',', "﹐"),
    ('.', "﹒"),
    ('%', "﹪"),
];

/// Small forms and the ASCII signs they fold to, in the same order.
const SMALL: [(char, char); 5] = [('﹔', ';'), ('﹖', '?'), ('﹗', '!'), ('﹙', '('), ('﹚', ')')];

/// Characters that are not seen: zero-width space and (non-)joiner, soft hyphen, marks of direction, byte order mark.
const UNSEEN: &str = "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
                      \u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}";

fn table() -> Box<Table> {
    let mut table: Box<Table> = Box::new(std::array::from_fn(|unit| unit as u16));
    let mut set = |from: char, to: u16| {
        if let Some(place) = table.get_mut(from as usize) {
            *place = to;
        }
    };
    for (from, to) in pairs("tables/traditional.txt").chain(pairs("tables/variants.txt")) {
        set(from, unit(to));
    }
    for (full, half) in ('！'..='～').zip('!'..='~') {
        set(full, unit(half));
    }
    for space in '\u{2000}'..='\u{200a}' {
        set(space, unit(' '));
    }
    for (to, from) in SIGNS {
        from.chars().for_each(|from| set(from, unit(to)));
    }
    SMALL.iter().for_each(|&(from, to)| set(from, unit(to)));
    UNSEEN.chars().for_each(|from| set(from, code::DROP));
    "○◯Ｏ".chars().for_each(|from| set(from, code::ZERO));
    set('＂', code::QUOTE);
    table
}

/// The number of a character of the basic plane; all that anything folds to are.
fn unit(char: char) -> u16 {
    char as u16
}

/// The pairs of characters of a table under `rules/`; `#` begins a comment line.
fn pairs(path: &str) -> impl Iterator<Item = (char, char)> {
    let table = RULES.get_file(path).and_then(include_dir::File::contents_utf8).unwrap_or_default();
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_ascii_whitespace).filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_fold_to_ones_that_stay() {
        let folds = |char: char| TABLE[char as usize] != unit(char);
        let tables = || pairs("tables/traditional.txt").chain(pairs("tables/variants.txt"));
        assert!(tables().count() > 3500);
        for (from, to) in tables() {
            assert!(folds(from) && !folds(to), "{from}{to}");
            assert!(to.len_utf8() <= from.len_utf8(), "{from}{to}");
        }
    }
}
