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
        // 高达 says how much, not more than what.
        let before = before.trim_end();
        let before = before.strip_suffix("高达").unwrap_or(before);
        let comes_to = before.trim_end_matches('了').strip_suffix(COMES_TO);
        let bare = before.trim_end_matches(|char| words.is_light(char) && !"多少".contains(char));
        // 上升幅度 is how much it rose.
        let bare = bare.strip_suffix("幅度").unwrap_or(bare).trim_end_matches('的');
        let Some(role) = words.turn(bare) else {
            return words.is_share(bare).then_some(Self::Share);
        };
        // 降幅为5% is how much it fell, 降为5% what it came to.
        match comes_to {
            Some(verb) if !words.is_extent(verb.trim_end_matches(|char| words.is_light(char))) => {
                Some(Self::Level)
            }
            _ => Some(role),
        }
    }

    /// Whether two parts cannot be those of one figure: a change is not what it comes to, nor one the other way.
    #[must_use]
    pub fn differ(one: Option<Self>, other: Option<Self>) -> bool {
        let changes = |(one, other): (Self, Self)| one.is_change() || other.is_change();
        one.zip(other).is_some_and(|pair| pair.0 != pair.1 && changes(pair))
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
            ("上升幅度", Some(Rise)),
            ("下降幅度达到", Some(Fall)),
            ("销量降至", Some(Level)),
            ("增加到", Some(Level)),
            ("股价跌超", Some(Fall)),
            ("占总股本", None),
            ("占", Some(Share)),
            ("占比约为", Some(Share)),
            ("发病率超过", Some(Share)),
            ("发病率上升", Some(Rise)),
            ("年均增长率为", Some(Rise)),
            ("比去年多", Some(Rise)),
            ("少了", Some(Fall)),
            ("税率高达", Some(Share)),
            ("至少", None),
            ("最多", None),
            ("共有", None),
        ] {
            assert_eq!(Role::of(before, Words::builtin()), expected, "{before}");
        }
    }
}
