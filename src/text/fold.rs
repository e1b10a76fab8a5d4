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

use super::table::{TABLE, code};
use super::window::Window;

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
        let mut folding = Folding::new(source);
        let mut at = 0;
        while at < source.len() {
            at = folding.run(at);
            at = folding.one(at);
        }
        Self { text: folding.text, shifts: folding.shifts }
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

/// A character of three bytes by its number.
#[inline]
fn three_bytes(unit: u16) -> [u8; 3] {
    [0xe0 | (unit >> 12) as u8, 0x80 | (unit >> 6 & 0x3f) as u8, 0x80 | (unit & 0x3f) as u8]
}

/// A text being folded.
struct Folding<'s> {
    source: &'s str,
    text: String,
    shifts: Vec<Shift>,
    quotes: StraightQuotes,
}

/// How many bytes are folded before they become text.
const BLOCK: usize = 1024;

impl<'s> Folding<'s> {
    fn new(source: &'s str) -> Self {
        let text = String::with_capacity(source.len());
        Self { source, text, shifts: Vec::new(), quotes: StraightQuotes::default() }
    }

    /// Folds from `at` on what the table alone can fold, a block at most, and returns where it stopped.
    ///
    /// This is where the time goes: most characters cost a look at the table and a store of three bytes, with no branch
    /// between those that stay and those that change, and no check until the block is whole.
    fn run(&mut self, mut at: usize) -> usize {
        let (bytes, table) = (self.source.as_bytes(), &**TABLE);
        let mut block = [0; BLOCK + 4];
        let mut filled = 0;
        while filled < BLOCK && at < bytes.len() {
            let window = Window::at(bytes, at);
            if !window.is_three() {
                if !window.lead().is_ascii() {
                    break;
                }
                block[filled] = window.lead();
                filled += 1;
                at += 1;
                continue;
            }
            let code = table[usize::from(window.unit())];
            if code >= code::THREE_BYTES {
                // Nearly all stay as they are.
                let stays = code == window.unit();
                let [a, b, c, _] = window.four();
                let folded = if stays { [a, b, c] } else { three_bytes(code) };
                block[filled..filled + 3].copy_from_slice(&folded);
                filled += 3;
                at += 3;
            } else if (code::ASCII..0x80).contains(&code) {
                block[filled] = code as u8;
                filled += 1;
                at += 3;
                self.shift(self.text.len() + filled, at);
            } else {
                break;
            }
        }
        #[expect(clippy::expect_used, reason = "the block holds whole characters")]
        let block = simdutf8::basic::from_utf8(&block[..filled]).expect("UTF-8");
        self.text.push_str(block);
        at
    }

    /// Folds the character at `at`, whatever it is, and returns where the next begins.
    fn one(&mut self, at: usize) -> usize {
        let Some(char) = self.source[at..].chars().next() else { return at };
        let to = match Fold::of(char) {
            Fold::Drop => None,
            Fold::To(to) => Some(to),
            Fold::Zero(_) if self.text.ends_with(is_chinese_digit) => Some('〇'),
            Fold::Zero(otherwise) => Some(otherwise),
            Fold::Quote => Some(self.quotes.next(self.source, at)),
        };
        self.text.extend(to);
        let next = at + char.len_utf8();
        if to.map_or(0, char::len_utf8) != char.len_utf8() {
            self.shift(self.text.len(), next);
        }
        next
    }

    /// Notes that byte `folded` of the folded text comes from byte `source` of the source.
    fn shift(&mut self, folded: usize, source: usize) {
        let shift = Shift { folded: folded as u32, source: source as u32 };
        match self.shifts.last_mut() {
            Some(last) if last.folded == shift.folded => *last = shift,
            _ => self.shifts.push(shift),
        }
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
    Fold::of(char) == Fold::Drop
}

/// What folding does to a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fold {
    Drop,
    /// It becomes this one, or stays.
    To(char),
    /// ○ and its like, which stand for 〇 after a Chinese digit, else for the character given.
    Zero(char),
    /// ＂, which opens and closes in turn.
    Quote,
}

impl Fold {
    fn of(char: char) -> Self {
        let Ok(unit @ 0x80..) = u16::try_from(char as u32) else { return Self::To(char) };
        match TABLE[usize::from(unit)] {
            code::DROP => Self::Drop,
            code::ZERO => Self::Zero(if char == 'Ｏ' { 'O' } else { char }),
            code::QUOTE => Self::Quote,
            to => Self::To(char::from_u32(u32::from(to)).unwrap_or(char)),
        }
    }
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
                let same = match Fold::of(from) {
                    Fold::To(to) => char == to,
                    Fold::Zero(otherwise) => char == otherwise || char == '〇',
                    Fold::Quote => "“”".contains(char),
                    Fold::Drop => false,
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
