//! The 万, 亿 and 兆 of a numeral.

use super::fixed::Fixed;

/// Sections multiplied by their magnitudes, the greatest first.
#[derive(Default)]
pub(super) struct Sections {
    parts: [(Fixed, u32); 4],
    len: usize,
    /// The power of ten that ends what was read: 12 after 1.2万亿.
    pub(super) magnitude: u32,
}

impl Sections {
    pub(super) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The lowest magnitude so far.
    pub(super) fn floor(&self) -> u32 {
        self.parts[self.len - 1].1
    }

    /// Adds a section with its 万, 亿 or 兆. A magnitude multiplies all lower ones before it: 1万1111亿, 1.2万亿; alone, also
    /// its like: 万万.
    pub(super) fn push(&mut self, section: Option<Fixed>, power: u32) -> Option<()> {
        let mut pending = section;
        let mut keep = self.len;
        while keep > 0
            && (self.parts[keep - 1].1 < power
                || (pending.is_none() && self.parts[keep - 1].1 == power))
        {
            keep -= 1;
            pending = Some(add(pending, self.parts[keep].0)?);
        }
        if keep > 0 && self.parts[keep - 1].1 <= power || keep == self.parts.len() {
            return None;
        }
        self.magnitude = if section.is_none() { self.magnitude + power } else { power };
        let squared = section.is_none() && keep < self.len && self.parts[keep].1 == power;
        let value = pending?.shifted(power as i32);
        value.value()?;
        self.parts[keep] = (value, if squared { 2 * power } else { power });
        self.len = keep + 1;
        Some(())
    }

    pub(super) fn total(&self) -> Option<Fixed> {
        self.parts[..self.len].iter().try_fold(None, |sum, part| Some(Some(add(sum, part.0)?)))?
    }
}

pub(super) fn add(sum: Option<Fixed>, more: Fixed) -> Option<Fixed> {
    match sum {
        Some(sum) => sum.checked_add(more),
        None => Some(more),
    }
}
