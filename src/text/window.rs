//! A look at the next two characters of a text: what passes over all of it asks nothing else.

/// The bytes of a text from a place on, eight at the most: one load tells of the next two characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window(u64);

impl Window {
    /// That at the byte `at` of `text`; zeros stand for what lies behind its end.
    #[inline]
    pub(crate) fn at(text: &[u8], at: usize) -> Self {
        match text.get(at..).and_then(<[u8]>::first_chunk) {
            Some(&bytes) => Self(u64::from_le_bytes(bytes)),
            None => Self::near_end(text, at),
        }
    }

    #[cold]
    fn near_end(text: &[u8], at: usize) -> Self {
        let rest = text.get(at..).unwrap_or_default();
        Self(rest.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)))
    }

    /// The first byte.
    #[inline]
    pub(crate) const fn lead(self) -> u8 {
        self.0 as u8
    }

    /// Whether the first character takes three bytes, as nearly all Chinese ones do.
    #[inline]
    pub(crate) const fn is_three(self) -> bool {
        self.0 & 0xF0 == 0xE0
    }

    /// How many bytes the first character takes.
    #[inline]
    pub(crate) const fn width(self) -> usize {
        // A branch that is nearly always foreseen: the next character does not wait for this one.
        if self.is_three() { 3 } else { width(self.lead()) }
    }

    /// The first character as one of 65,536.
    #[inline]
    pub(crate) const fn key(self) -> usize {
        Self::hash(self.0 & u64::MAX >> (64 - 8 * self.width()))
    }

    /// The first two characters as one of 65,536, if both take three bytes.
    #[inline]
    pub(crate) const fn pair(self) -> usize {
        Self::hash(self.0 & 0xFFFF_FFFF_FFFF)
    }

    /// The number of the first character, if it takes three bytes.
    #[inline]
    pub(crate) const fn unit(self) -> u16 {
        let [a, b, c, _] = self.four();
        unit([a, b, c])
    }

    /// The first four bytes.
    #[inline]
    pub(crate) const fn four(self) -> [u8; 4] {
        (self.0 as u32).to_le_bytes()
    }

    /// Spreads over the table (Fibonacci hashing).
    const fn hash(bytes: u64) -> usize {
        (bytes.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
    }
}

/// The number of a character that takes three bytes.
#[inline]
pub(crate) const fn unit([a, b, c]: [u8; 3]) -> u16 {
    (a as u16 & 0xF) << 12 | (b as u16 & 0x3F) << 6 | (c as u16 & 0x3F)
}

/// How many bytes a character takes that begins with `byte`.
#[inline]
pub(crate) const fn width(byte: u8) -> usize {
    match byte {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_of_two_characters() {
        let text = "万户A".as_bytes();
        let at = |at: usize| Window::at(text, at);
        assert!(at(0).is_three() && at(3).is_three() && !at(6).is_three());
        assert_eq!((at(0).unit(), at(6).lead()), ('万' as u16, b'A'));
        assert_eq!(at(3).key(), Window::at("户".as_bytes(), 0).key());
        assert_eq!((at(3).width(), at(6).width()), (3, 1));
        assert_eq!(at(0).pair(), Window::at("万户".as_bytes(), 0).pair());
        assert_eq!(at(7).lead(), 0);
    }
}
