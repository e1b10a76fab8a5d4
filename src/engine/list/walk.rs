//! The walk from figure to figure that finds the items of a list.

use std::ops::ControlFlow;

use super::{COMPARED, GAP, Items, MOST, Mark, Reader, STOP, begins_clause, last_clause};
use crate::engine::shadow::{Ref, Token};
use crate::value::UnitId;

/// How far a list has been read.
pub(super) struct Walk<'w, 'a> {
    reader: &'w Reader<'a>,
    /// The kinds of its items, one bit each.
    kinds: u32,
    /// Whether it goes back from the end of the list.
    backward: bool,
    /// What leads the first item.
    lead: &'w [u8],
    /// The unit of the items, `NONE` as long as they have none.
    unit: UnitId,
    /// Whether an item has no unit.
    bare: bool,
    items: Vec<Token>,
    /// How many of them stand before the first full stop.
    firm: Option<usize>,
    /// Whether it ended at a word inside a clause, which may be part of a name.
    cut: bool,
    /// The figure before, item or not.
    previous: Token,
    /// What separates the items.
    mark: Option<Mark>,
    /// Whether each item is in brackets of its own.
    apart: Option<bool>,
}

impl<'w, 'a> Walk<'w, 'a> {
    /// Begins at the first figure, unless that is compared with something or leads a list of its own.
    pub(super) fn from(
        reader: &'w Reader<'a>,
        first: Token,
        kinds: u32,
        backward: bool,
    ) -> Option<Self> {
        let unit = reader.unit(first)?;
        let lead = reader.lead(first);
        if reader.has(last_clause(lead), if backward { STOP } else { COMPARED }) {
            return None;
        }
        Some(Self {
            reader,
            kinds,
            backward,
            lead,
            unit,
            bare: unit == UnitId::NONE,
            items: vec![first],
            firm: None,
            cut: false,
            previous: first,
            mark: None,
            apart: None,
        })
    }

    /// Goes on to the next figure; breaks where the list has ended before it.
    pub(super) fn step(&mut self, token: Token) -> ControlFlow<()> {
        let reader = self.reader;
        let gap = reader.between(self.previous, token);
        let since = reader.between(self.last(), token);
        let reached = Mark::in_gap(since);
        let far = gap.len() > GAP || self.items.len() == MOST;
        if far || self.mark.is_some_and(|mark| reached > mark) {
            return ControlFlow::Break(());
        }
        if let Some(at) = reader.stop(gap, self.lead) {
            // A word that begins a clause ends a list for certain; inside one it may be part of a name.
            self.cut = !begins_clause(gap, at);
            return ControlFlow::Break(());
        }
        self.previous = token;
        let first = self.items[0];
        let fits = self.kinds & (1 << reader.mention(token).kind as u32) != 0;
        if !fits || !reader.same_family(token, self.unit) || token.depth > first.depth {
            return ControlFlow::Continue(());
        }
        let apart = first.depth > 0 && since.contains(&b')');
        if token.depth < first.depth || *self.apart.get_or_insert(apart) != apart {
            return ControlFlow::Break(());
        }
        let before = if self.backward { reader.lead(token) } else { gap };
        if !reader.has(last_clause(before), COMPARED) {
            self.take(token, reached);
        }
        ControlFlow::Continue(())
    }

    fn take(&mut self, token: Token, reached: Mark) {
        self.mark.get_or_insert(reached);
        if reached == Mark::Stop {
            self.firm.get_or_insert(self.items.len());
        }
        let unit = self.reader.unit(token).unwrap_or(UnitId::NONE);
        if self.unit == UnitId::NONE {
            self.unit = unit;
        }
        self.bare |= unit == UnitId::NONE;
        self.items.push(token);
    }

    fn last(&self) -> Token {
        self.items[self.items.len() - 1]
    }

    /// The items that were found.
    pub(super) fn finish(self) -> Items {
        let firm = self.firm.unwrap_or(self.items.len());
        // In 3、5和8亿元 the first two may be carried in 亿: what they add up to is not certain.
        let carried = self.bare && self.unit != UnitId::NONE;
        let ends = self.reader.ends_in(&self.items[..firm], self.backward);
        let closed = !self.cut && !carried && ends;
        let mut items: Vec<Ref> = self.items.into_iter().map(|token| token.what).collect();
        if self.backward {
            // What stands behind a full stop stands before it here: only the firm part is read.
            items.truncate(firm);
            items.reverse();
        }
        Items { items, firm, closed }
    }
}
