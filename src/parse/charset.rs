//! Sets of characters and of pairs of characters, small enough for the nearest cache: what passes over nearly all of a text
//! asks of every character.

/// A bit for each of 65,536 characters or hashes.
#[derive(Clone, Debug)]
pub(crate) struct Bits(Box<[u64; ROWS]>);

const ROWS: usize = 1 << 10;

impl Default for Bits {
    fn default() -> Self {
        Self(Box::new([0; ROWS]))
    }
}

impl Bits {
    /// Adds one; what lies beyond is left out.
    pub(crate) fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at >> 6) {
            *word |= 1 << (at & 63);
        }
    }

    /// Whether it is in; what lies beyond shares a bit with another.
    #[inline]
    pub(crate) fn has(&self, at: usize) -> bool {
        self.0[(at >> 6) % ROWS] >> (at & 63) & 1 != 0
    }
}

/// Two characters as one of 65,536.
#[inline]
pub(crate) const fn pair(first: usize, second: usize) -> usize {
    (first * 31 + second) & 0xFFFF
}
