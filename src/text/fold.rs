//! Folding: one form for characters that are written in several, so that what reads the text need not know them all.
//!
//! * Full-width and small letters, digits and signs become ASCII, wide and unusual spaces a plain one.
//! * Traditional characters become Simplified ones (`rules/tables/traditional.txt`, `variants.txt`).
//! * Dashes become `-` (so `——` becomes `--`), waves `~`, middle dots `·`, colons `:`.
//! * Corner brackets and all other double quotation marks become “ and ”; ASCII `"` stays.
//! * ○ after a Chinese digit becomes 〇.
//! * Characters without width, and marks of the direction of writing, are left out.
//!
//! No character gets longer in bytes, and the folded text keeps the order of the source, so positions map back by a
//! sorted list of the places where the two drift apart.

use std::sync::LazyLock;

use crate::RULES;

/// A folded text and the way back to its source.
#[derive(Debug)]
pub(crate) struct Folded {
    text: String,
    shifts: Vec<Shift>,
}

/// From byte `folded` of the folded text on, up to the next shift, byte `folded + n` comes from `source + n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shift {
    folded: u32,
    source: u32,
}

/// The longest text whose positions fit into 32 bits.
const LONGEST: usize = u32::MAX as usize;

impl Folded {
    /// Folds `source`, or its first 4 GiB.
    pub(crate) fn new(source: &str) -> Self {
        let source = &source[..source.floor_char_boundary(LONGEST)];
        let mut text = String::with_capacity(source.len());
        let mut shifts = Vec::new();
        let mut quotes = StraightQuotes::default();
        let table = &**TABLE;
        let mut copied = 0;
        for (at, char) in source.char_indices() {
            let code = code_of(table, char);
            if code == code::KEEP {
                continue;
            }
            text.push_str(&source[copied..at]);
            let to = match Fold::of(char, code) {
                Fold::Drop => None,
                Fold::To(to) => Some(to),
                Fold::Zero(_) if text.ends_with(is_chinese_digit) => Some('〇'),
                Fold::Zero(otherwise) => Some(otherwise),
                Fold::Quote => Some(quotes.next(source, at)),
            };
            text.extend(to);
            copied = at + char.len_utf8();
            if to.map_or(0, char::len_utf8) != char.len_utf8() {
                push_shift(&mut shifts, text.len(), copied);
            }
        }
        text.push_str(&source[copied..]);
        Self { text, shifts }
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Which byte of the source the byte `at` of the folded text comes from. Starts of characters map to starts of
    /// characters, the end to the end.
    pub(crate) fn source_at(&self, at: u32) -> u32 {
        let after = self.shifts.partition_point(|shift| shift.folded <= at);
        match after.checked_sub(1) {
            Some(last) => self.shifts[last].source + (at - self.shifts[last].folded),
            None => at,
        }
    }
}

fn push_shift(shifts: &mut Vec<Shift>, folded: usize, source: usize) {
    let shift = Shift { folded: folded as u32, source: source as u32 };
    match shifts.last_mut() {
        Some(last) if last.folded == shift.folded => *last = shift,
        _ => shifts.push(shift),
    }
}

/// Tells opening from closing where the sign is the same: in turn, from the start of each line.
#[derive(Default)]
struct StraightQuotes {
    open: bool,
    last: usize,
}

impl StraightQuotes {
    fn next(&mut self, source: &str, at: usize) -> char {
        let same_line = memchr::memchr(b'\n', &source.as_bytes()[self.last..at]).is_none();
        self.open = !(self.open && same_line);
        self.last = at;
        if self.open { '“' } else { '”' }
    }
}

fn is_chinese_digit(char: char) -> bool {
    "〇零一二三四五六七八九".contains(char)
}

/// Whether folding leaves a character out, wherever it stands.
pub(crate) fn is_left_out(char: char) -> bool {
    code_of(&TABLE, char) == code::DROP
}

/// What folding does to a character that does not stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fold {
    Drop,
    To(char),
    /// ○ and its like, which stand for 〇 after a Chinese digit, else for the character given.
    Zero(char),
    /// ＂, which opens and closes in turn.
    Quote,
}

/// How folding is coded in the table; any other code is the character to fold to.
mod code {
    pub(super) const KEEP: u16 = 0;
    pub(super) const DROP: u16 = 1;
    pub(super) const ZERO: u16 = 2;
    pub(super) const QUOTE: u16 = 3;
}

/// Nothing above the basic plane is folded.
fn code_of(table: &Table, char: char) -> u16 {
    u16::try_from(char as u32).map_or(code::KEEP, |unit| table[usize::from(unit)])
}

impl Fold {
    fn of(char: char, code: u16) -> Self {
        match code {
            code::DROP => Self::Drop,
            code::ZERO => Self::Zero(if char == 'Ｏ' { 'O' } else { char }),
            code::QUOTE => Self::Quote,
            to => Self::To(char::from_u32(u32::from(to)).unwrap_or(char)),
        }
    }
}

type Table = [u16; 1 << 16];

static TABLE: LazyLock<Box<Table>> = LazyLock::new(table);

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
    let mut table = Box::new([code::KEEP; 1 << 16]);
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
    use proptest::prelude::*;

    fn fold(source: &str) -> String {
        Folded::new(source).text
    }

    #[test]
    fn signs_fold() {
        assert_eq!(fold("４５％，（１．５～２万）；￥３：０"), "45%,(1.5~2万);¥3:0");
        assert_eq!(fold("3—5 3－5 3–5 甲——乙 −3℃"), "3-5 3-5 3-5 甲--乙 -3℃");
        assert_eq!(fold("「甲『乙』」 ‘丙’ ＂丁＂ \"戊\""), "“甲“乙”” ‘丙’ “丁” \"戊\"");
        assert_eq!(fold("甲•乙‧丙・丁　戊\u{a0}己"), "甲·乙·丙·丁 戊 己");
        assert_eq!(fold("《甲》、〈乙〉。①㎡‰…⋯"), "《甲》、〈乙〉。①㎡‰……");
    }

    #[test]
    fn traditional_folds_to_simplified() {
        assert_eq!(
            fold("億萬點幾歲鐘號臺兩個週隻餘後發於佔參衆戶"),
            "亿万点几岁钟号台两个周只余后发于占参众户"
        );
        assert_eq!(fold("⽉⽇巿衞"), "月日市卫");
    }

    #[test]
    fn simplified_stays() {
        let text = "乾隆六十年,著者慰藉、覆盖、瞭望;里面、公里。";
        assert_eq!(fold(text), text);
        assert_eq!(fold("春天裡走三里"), "春天裡走三里");
    }

    #[test]
    fn a_circle_is_a_zero_after_a_digit_only() {
        assert_eq!(fold("二○○八年,二○一○年,张○○,○一"), "二〇〇八年,二〇一〇年,张○○,○一");
        assert_eq!(fold("二ＯＯ八 ＯＫ"), "二〇〇八 OK");
    }

    #[test]
    fn straight_quotes_pair_up_within_a_line() {
        assert_eq!(fold("＂甲＂乙＂丙\n＂丁＂"), "“甲”乙“丙\n“丁”");
    }

    #[test]
    fn unseen_characters_go_and_positions_stay() {
        let source = "\u{feff}共3\u{200b}万，人";
        let folded = Folded::new(source);
        assert_eq!(folded.text, "共3万,人");
        let source_of = |what: &str| {
            let at = folded.text.find(what).unwrap() as u32;
            folded.source_at(at) as usize
        };
        for what in ["共", "3", "万", "人"] {
            assert!(source[source_of(what)..].starts_with(what));
        }
        assert_eq!(folded.source_at(folded.text.len() as u32) as usize, source.len());
    }

    #[test]
    fn the_tables_map_to_characters_that_stay() {
        let folds = |char: char| code_of(&TABLE, char) != code::KEEP;
        let tables = || pairs("tables/traditional.txt").chain(pairs("tables/variants.txt"));
        assert!(tables().count() > 3500);
        for (from, to) in tables() {
            assert!(folds(from) && !folds(to), "{from}{to}");
            assert!(to.len_utf8() <= from.len_utf8(), "{from}{to}");
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        let signs =
            "[一二○Ｏ〇，。“「＂—\u{200b}\u{feff}•￥萬億點裡0-9a-c０-９ \n\u{3000}𠀀é]{0,60}";
        prop_oneof![signs, any::<String>()]
    }

    proptest! {
        #[test]
        fn positions_map_back(source in texts()) {
            let folded = Folded::new(&source);
            prop_assert!(folded.text.len() <= source.len());
            let mut before = 0;
            let ends = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]);
            for at in ends {
                let back = folded.source_at(at as u32) as usize;
                prop_assert!(source.is_char_boundary(back) && before <= back);
                before = back;
            }
            let end = folded.source_at(folded.text.len() as u32) as usize;
            prop_assert!(source[end..].chars().all(is_left_out));
        }

        #[test]
        fn each_character_comes_from_its_own(source in texts()) {
            let folded = Folded::new(&source);
            for (at, char) in folded.text.char_indices() {
                let back = folded.source_at(at as u32) as usize;
                let from = source[back..].chars().next().unwrap();
                let same = match code_of(&TABLE, from) {
                    code::KEEP => from == char,
                    code => match Fold::of(from, code) {
                        Fold::To(to) => char == to,
                        Fold::Zero(otherwise) => char == otherwise || char == '〇',
                        Fold::Quote => "“”".contains(char),
                        Fold::Drop => false,
                    },
                };
                prop_assert!(same, "{from:?} {char:?}");
            }
        }

        #[test]
        fn folding_twice_changes_nothing(source in texts()) {
            let once = fold(&source);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
