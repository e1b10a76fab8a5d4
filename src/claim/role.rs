//! What part a figure plays: a level, a change of one, or a share.

use super::words::Words;

/// The part a figure plays, as the words right before it tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// By so much something rose or is more: 增长, 高出, 比去年多.
    Rise,
    /// By so much it fell or is less.
    Fall,
    /// So much it came to: 增至, 降到.
    Level,
    /// So large a part of a whole: 占, 占比.
    Share,
}

/// The ends of words by which a verb of change says what it comes to.
const COMES_TO: [char; 4] = ['至', '到', '为', '成'];

impl Role {
    /// The part of a figure with `before` in its clause; `None` where that does not tell.
    #[must_use]
    pub fn of(before: &str, words: &Words) -> Option<Self> {
        let before = before.trim_end();
        let comes_to = before.trim_end_matches('了').strip_suffix(COMES_TO);
        let bare = before.trim_end_matches(|char| words.is_light(char) && !"多少".contains(char));
        if words.is_share(bare) {
            return Some(Self::Share);
        }
        let role = words.turn(bare)?;
        // 降幅为5% is how much it fell, 降为5% what it came to.
        match comes_to {
            Some(verb) if !words.is_extent(verb.trim_end_matches(|char| words.is_light(char))) => {
                Some(Self::Level)
            }
            _ => Some(role),
        }
    }

    /// Whether two parts cannot be those of one figure.
    #[must_use]
    pub fn differ(one: Option<Self>, other: Option<Self>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one != other)
    }

    /// Whether it is a change.
    #[must_use]
    pub fn is_change(self) -> bool {
        matches!(self, Self::Rise | Self::Fall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_before_a_figure_tell_its_part() {
        use Role::{Fall, Level, Rise, Share};
        for (before, expected) in [
            ("销量同比增长", Some(Rise)),
            ("销量同比增长了近", Some(Rise)),
            ("涨幅达", Some(Rise)),
            ("降幅为", Some(Fall)),
            ("销量降至", Some(Level)),
            ("增加到", Some(Level)),
            ("股价跌超", Some(Fall)),
            ("占总股本", None),
            ("占", Some(Share)),
            ("占比约为", Some(Share)),
            ("比去年多", Some(Rise)),
            ("少了", Some(Fall)),
            ("至少", None),
            ("最多", None),
            ("共有", None),
        ] {
            assert_eq!(Role::of(before, Words::builtin()), expected, "{before}");
        }
    }
}
