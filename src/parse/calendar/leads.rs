//! The words a calendar mention may begin with, for a look-up at every candidate.

use super::words::Phrase;

/// The words, by their first two characters (one and NUL, if they have but one).
#[derive(Debug, Default)]
pub(super) struct Leads {
    slots: Vec<Vec<([char; 2], Vec<Phrase>)>>,
}

impl Leads {
    /// A prime well above the number of words, so that few share a slot.
    const SLOTS: usize = 2039;

    /// Of words from the longest to the shortest.
    pub(super) fn new(phrases: Vec<Phrase>) -> Self {
        let mut slots: Vec<Vec<([char; 2], Vec<Phrase>)>> = vec![Vec::new(); Self::SLOTS];
        for phrase in phrases {
            let mut chars = phrase.text.chars();
            let key = [chars.next().unwrap_or_default(), chars.next().unwrap_or_default()];
            let slot = &mut slots[Self::slot(key)];
            match slot.iter_mut().find(|(known, _)| *known == key) {
                Some((_, list)) => list.push(phrase),
                None => slot.push((key, vec![phrase])),
            }
        }
        Self { slots }
    }

    pub(super) fn find(&self, key: [char; 2]) -> &[Phrase] {
        let slot = self.slots.get(Self::slot(key)).map_or(&[][..], Vec::as_slice);
        slot.iter().find(|(known, _)| *known == key).map_or(&[], |(_, list)| list)
    }

    /// The first two characters of the words.
    pub(super) fn keys(&self) -> impl Iterator<Item = [char; 2]> {
        self.slots.iter().flatten().map(|&(key, _)| key)
    }

    const fn slot([first, second]: [char; 2]) -> usize {
        (first as usize * 31 + second as usize) % Self::SLOTS
    }
}
