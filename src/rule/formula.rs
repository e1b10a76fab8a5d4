//! Expressions as they run: checked, with every name resolved.

use rust_decimal::Decimal;

use super::expr::Op;
use super::function::Function;

/// A checked expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A number; with `%` if `percent`.
    Number {
        /// Its value as printed.
        value: Decimal,
        /// Whether a percent sign follows.
        percent: bool,
    },
    /// A hole, by its index in the rule.
    Hole(usize),
    /// A word set, by its number in [`super::words::Words`]; only as an argument.
    Words(usize),
    /// A function with as many arguments as it takes.
    Call(Function, Box<[Self]>),
    /// Two operands.
    Binary(Op, Box<[Self; 2]>),
    /// `not x`
    Not(Box<Self>),
    /// `-x`
    Negate(Box<Self>),
    /// `if c then a else b`
    If(Box<[Self; 3]>),
}

impl Formula {
    /// Calls `visit` on this formula and every one inside it, in reading order.
    pub fn walk(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        self.parts().iter().for_each(|part| part.walk(visit));
    }

    /// The holes in it, in reading order, each as often as it stands.
    #[must_use]
    pub fn holes(&self) -> Vec<usize> {
        let mut holes = Vec::new();
        self.walk(&mut |formula| {
            if let Self::Hole(hole) = formula {
                holes.push(*hole);
            }
        });
        holes
    }

    /// What it is made of.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::Number { .. } | Self::Hole(_) | Self::Words(_) => &[],
            Self::Call(_, parts) => parts,
            Self::Binary(_, parts) => parts.as_slice(),
            Self::Not(inner) | Self::Negate(inner) => std::slice::from_ref(inner),
            Self::If(parts) => parts.as_slice(),
        }
    }
}
