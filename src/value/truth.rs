//! Three-valued truth, and the verdict of a check.

/// Whether a relation between intervals can be true.
///
/// The order is that of Kleene's logic, so *and* is the minimum and *or* the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// No choice within the intervals satisfies the relation.
    Never,
    /// Some choices do.
    Maybe,
    /// Every choice does.
    Always,
}

impl Truth {
    /// `Always` or `Never`.
    #[must_use]
    pub const fn known(value: bool) -> Self {
        if value { Self::Always } else { Self::Never }
    }

    /// From the two questions that decide it.
    #[must_use]
    pub const fn new(can_hold: bool, can_fail: bool) -> Self {
        match (can_hold, can_fail) {
            (false, _) => Self::Never,
            (true, true) => Self::Maybe,
            (true, false) => Self::Always,
        }
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// One of them holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether some choice satisfies it.
    #[must_use]
    pub const fn is_possible(self) -> bool {
        !matches!(self, Self::Never)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Never => Self::Always,
            Self::Maybe => Self::Maybe,
            Self::Always => Self::Never,
        }
    }
}

/// The two readings of a figure (see [`crate::value::Figure`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// What the wording means to a careful reader.
    Strict,
    /// Everything a lenient reader would let pass: cut-off digits, generous hedges.
    Lenient,
}

/// Why a check could not be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undecided {
    /// A date lacks its year (or month) and nothing in the document supplies it.
    UnknownDate,
    /// The figures are in units that do not convert into each other.
    Units,
    /// The arithmetic left the range of the decimals, or divided by a possible zero.
    Arithmetic,
    /// A named fact is not in the tables.
    Unknown,
}

impl Undecided {
    /// The reason in an editor's words.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::UnknownDate => "年份或月份不明",
            Self::Units => "单位不能换算",
            Self::Arithmetic => "数值超出可计算范围",
            Self::Unknown => "资料表中没有",
        }
    }
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Consistent under the strict reading.
    Holds,
    /// Inconsistent: under the lenient reading too, or only under the strict one.
    Contradicts(Reading),
    /// Not evaluated.
    Undecided(Undecided),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kleene() {
        let all = [Truth::Never, Truth::Maybe, Truth::Always];
        for a in all {
            assert_eq!(!!a, a);
            for b in all {
                assert_eq!(!(a.and(b)), (!a).or(!b));
            }
        }
    }
}
