//! A place in the text where a mention may stand.

use super::amount::Amount;
use super::number::Numeral;
use crate::span::Span;

/// A candidate inside a sentence, with what a parser may look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'a> {
    text: &'a str,
    floor: usize,
    at: usize,
    end: usize,
    amount: Option<&'a Amount>,
}

impl<'a> Spot<'a> {
    /// The place `at` of `text`, between `floor` (the end of the last mention, or the start of the sentence) and the `end`
    /// of the sentence.
    pub(crate) const fn new(text: &'a str, floor: usize, at: usize, end: usize) -> Self {
        Self { text, floor, at, end, amount: None }
    }

    /// The same with the number that begins there, so that it is read only once.
    pub(crate) const fn with(self, amount: Option<&'a Amount>) -> Self {
        Self { amount, ..self }
    }

    /// The place so many bytes before it, which must be at a character of what belongs to no mention yet.
    pub(crate) const fn back(self, bytes: usize) -> Self {
        Self { at: self.at - bytes, ..self }
    }

    /// The number that begins there.
    pub(crate) const fn amount(&self) -> Option<&'a Amount> {
        self.amount
    }

    /// The numeral it begins with.
    pub(crate) fn numeral(&self) -> Option<&'a Numeral> {
        self.amount.map(|amount| &amount.numeral)
    }

    /// What stands before it and belongs to no mention yet.
    pub(crate) fn before(&self) -> &'a str {
        &self.text[self.floor..self.at]
    }

    /// All that stands before it, other mentions included.
    pub(crate) fn text_before(&self) -> &'a str {
        &self.text[..self.at]
    }

    /// The last character of the figure that ends where [`Self::before`] begins.
    pub(crate) fn behind(&self) -> Option<char> {
        self.text[..self.floor].chars().next_back()
    }

    /// What stands from it on, to the end of the sentence.
    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    /// The span of what begins `from` bytes and ends `to` bytes behind it.
    pub(crate) const fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.at + from, self.at + to)
    }

    /// The span of what begins `back` bytes before and ends `to` bytes behind it.
    pub(crate) const fn span_back(&self, back: usize, to: usize) -> Span {
        Span::new(self.at - back, self.at + to)
    }

    /// What stands before the position `end` of the text and belongs to no mention yet.
    pub(crate) fn up_to(&self, end: u32) -> &'a str {
        &self.text[self.floor..end as usize]
    }

    /// What stands from the position `start` of the text on, to the end of the sentence.
    pub(crate) fn from(&self, start: u32) -> &'a str {
        &self.text[start as usize..self.end]
    }
}
