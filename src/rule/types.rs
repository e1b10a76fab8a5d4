//! Types and dimensions of expressions, checked when a rule loads.

use super::error::{Flaw, did_you_mean};
use super::expr::{Expr, Node, Op};
use super::formula::Formula;
use super::function::{Function, SIGNATURES};
use super::pattern::{Hole, Kinds};
use super::words::Words;
use crate::parse::Kind;

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number of a dimension: `percent`, `time`, `money` …; `any` where only the text will tell, `number` without one.
    Amount(&'static str),
    /// One or more days.
    Date,
    /// A time of day.
    Clock,
    /// A day of the week.
    Weekday,
    /// Two numbers: a ratio or a score.
    Pair,
    /// A list of amounts.
    List,
    /// True or false.
    Truth,
    /// A word set.
    Words,
    /// Anything a hole can hold.
    Any,
}

impl Type {
    /// The name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount("any" | "same") => "数量",
            Self::Amount("number") => "数",
            Self::Amount("percent") => "百分比",
            Self::Amount("percent-point") => "百分点",
            Self::Amount("multiple") => "倍数",
            Self::Amount("time") => "时间长度",
            Self::Amount("money") => "金额",
            Self::Amount("rank") => "名次",
            Self::Amount("age") => "年龄",
            Self::Amount(other) => other,
            Self::Date => "日期",
            Self::Clock => "时刻",
            Self::Weekday => "星期",
            Self::Pair => "比",
            Self::List => "列举",
            Self::Truth => "是非",
            Self::Words => "词表",
            Self::Any => "任意",
        }
    }

    /// The type of what fits a hole; `Any` if its kinds have nothing in common.
    #[must_use]
    pub fn of_hole(hole: &Hole) -> Self {
        if hole.list {
            return Self::List;
        }
        of_kinds(hole.kinds)
    }

    /// Whether a value of this type can stand where `wanted` is.
    fn fits(self, wanted: Self) -> bool {
        match (self, wanted) {
            (_, Self::Any) => true,
            (Self::Amount(a), Self::Amount(b)) => convertible(a, b),
            (a, b) => a == b,
        }
    }
}

fn of_kinds(kinds: Kinds) -> Type {
    let types = kinds.iter().map(|kind| match kind {
        Kind::Count | Kind::Quantity | Kind::Number => Type::Amount("any"),
        Kind::Money => Type::Amount("money"),
        Kind::Percent => Type::Amount("percent"),
        Kind::PercentPoint => Type::Amount("percent-point"),
        Kind::Fraction => Type::Amount("number"),
        Kind::Multiple => Type::Amount("multiple"),
        Kind::Rank | Kind::Ordinal => Type::Amount("rank"),
        Kind::Duration => Type::Amount("time"),
        Kind::Age => Type::Amount("age"),
        Kind::Date | Kind::DateRange => Type::Date,
        Kind::Time | Kind::TimeRange => Type::Clock,
        Kind::Weekday => Type::Weekday,
        Kind::Ratio | Kind::Score => Type::Pair,
        Kind::Code => Type::Any,
    });
    let common = |a, b| match (a, b) {
        (a, b) if a == b => a,
        (Type::Amount(_), Type::Amount(_)) => Type::Amount("any"),
        _ => Type::Any,
    };
    types.reduce(common).unwrap_or(Type::Any)
}

/// Whether two dimensions can be compared or added; which of them really do is known when a text is read.
fn convertible(a: &str, b: &str) -> bool {
    let loose = |d: &str| matches!(d, "any" | "same");
    let share = |d: &str| matches!(d, "percent" | "number" | "multiple");
    loose(a)
        || loose(b)
        || a == b
        || (share(a) && share(b))
        || (a == "number" || b == "number") && !point(a) && !point(b)
}

fn point(dimension: &str) -> bool {
    dimension == "percent-point"
}

/// What an expression may name.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Name and type of each hole.
    pub holes: &'a [(String, Type)],
    /// The word sets.
    pub words: &'a Words,
}

/// A formula and what it gives.
type Typed = (Formula, Type);

impl Scope<'_> {
    /// The formula of `expr`, with its type.
    ///
    /// # Errors
    ///
    /// A [`Flaw`] at the part that does not fit: unknown hole, unknown function, wrong number of arguments, mismatch.
    pub fn check(&self, expr: &Expr) -> Result<Typed, Flaw> {
        match &expr.node {
            &Node::Number { value, percent } => {
                let dimension = if percent { "percent" } else { "number" };
                Ok((Formula::Number { value, percent }, Type::Amount(dimension)))
            }
            Node::Hole(name) => self.hole(expr, name),
            Node::Words(set) => self.set(expr, set),
            Node::Call(name, arguments) => self.call(expr, name, arguments),
            Node::Binary(op, left, right) => self.binary(expr, *op, left, right),
            Node::Not(inner) => {
                let (inner, found) = self.expect(inner, Type::Truth)?;
                Ok((Formula::Not(Box::new(inner)), found))
            }
            Node::Negate(inner) => {
                let (inner, found) = self.expect(inner, Type::Amount("any"))?;
                Ok((Formula::Negate(Box::new(inner)), found))
            }
            Node::If(parts) => self.choice(parts),
        }
    }

    /// The same, for an expression that must have the type `wanted`.
    ///
    /// # Errors
    ///
    /// As [`Self::check`].
    pub fn expect(&self, expr: &Expr, wanted: Type) -> Result<Typed, Flaw> {
        let (formula, found) = self.check(expr)?;
        if found.fits(wanted) { Ok((formula, found)) } else { Err(mismatch(expr, wanted, found)) }
    }

    fn hole(&self, expr: &Expr, name: &str) -> Result<Typed, Flaw> {
        match self.holes.iter().position(|(hole, _)| hole == name) {
            Some(at) => Ok((Formula::Hole(at), self.holes[at].1)),
            None => {
                let names: Vec<&str> = self.holes.iter().map(|(hole, _)| hole.as_str()).collect();
                let message = format!("find 里没有名为“{name}”的空位");
                let help = did_you_mean(name, names.iter().copied());
                Err(Flaw::new(expr.at.clone(), message, help))
            }
        }
    }

    fn set(&self, expr: &Expr, name: &str) -> Result<Typed, Flaw> {
        match self.words.id(name) {
            Some(id) => Ok((Formula::Words(id), Type::Words)),
            None => {
                let message = format!("没有词表 @{name}");
                let help = did_you_mean(name, self.words.names());
                Err(Flaw::new(expr.at.clone(), message, help))
            }
        }
    }

    fn call(&self, expr: &Expr, name: &str, arguments: &[Expr]) -> Result<Typed, Flaw> {
        let Some(function) = Function::named(name) else {
            let help = did_you_mean(name, SIGNATURES.iter().map(|it| it.name));
            return Err(Flaw::new(expr.at.clone(), format!("没有函数“{name}”"), help));
        };
        let signature = function.signature();
        if arguments.len() != signature.takes.len() {
            return Err(arity(expr, function, arguments.len()));
        }
        let typed = arguments.iter().zip(signature.takes);
        let (parts, types): (Vec<Formula>, Vec<Type>) = typed
            .map(|(argument, &wanted)| self.expect(argument, wanted))
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .unzip();
        let gives = match signature.gives {
            Type::Amount("same") => types.first().copied().unwrap_or(Type::Any),
            gives => gives,
        };
        Ok((Formula::Call(function, parts.into()), gives))
    }

    fn binary(&self, expr: &Expr, op: Op, left: &Expr, right: &Expr) -> Result<Typed, Flaw> {
        if matches!(op, Op::And | Op::Or) {
            let (left, _) = self.expect(left, Type::Truth)?;
            let (right, found) = self.expect(right, Type::Truth)?;
            return Ok((Formula::Binary(op, Box::new([left, right])), found));
        }
        let ((left, a), (right, b)) = (self.check(left)?, self.check(right)?);
        let gives = match (a, b) {
            _ if op.compares() => {
                if !b.fits(a) || matches!(a, Type::List | Type::Words) {
                    return Err(mismatch_of(expr, "比较", a, b));
                }
                Type::Truth
            }
            (Type::Amount(_), Type::Amount("number")) if matches!(op, Op::Mul | Op::Div) => a,
            (Type::Amount(_), Type::Amount(_)) if matches!(op, Op::Mul | Op::Div) => {
                Type::Amount("any")
            }
            (Type::Amount(x), Type::Amount(y)) if convertible(x, y) => a,
            _ => return Err(mismatch_of(expr, "相加减或相乘除", a, b)),
        };
        Ok((Formula::Binary(op, Box::new([left, right])), gives))
    }

    fn choice(&self, parts: &[Expr; 3]) -> Result<Typed, Flaw> {
        let (condition, _) = self.expect(&parts[0], Type::Truth)?;
        let ((yes, a), (no, b)) = (self.check(&parts[1])?, self.check(&parts[2])?);
        if b.fits(a) {
            Ok((Formula::If(Box::new([condition, yes, no])), a))
        } else {
            Err(mismatch(&parts[2], a, b))
        }
    }
}

fn arity(expr: &Expr, function: Function, given: usize) -> Flaw {
    let signature = function.signature();
    let (name, wanted) = (signature.name, signature.takes.len());
    let message = format!("函数 {name} 要 {wanted} 个参数,这里给了 {given} 个");
    Flaw::new(expr.at.clone(), message, signature.doc)
}

fn mismatch(expr: &Expr, wanted: Type, found: Type) -> Flaw {
    let message = format!("这里要{},给的是{}", wanted.name(), found.name());
    Flaw::new(expr.at.clone(), message, "换一个空位,或用函数换算成同一种量")
}

fn mismatch_of(expr: &Expr, what: &str, a: Type, b: Type) -> Flaw {
    let message = format!("{}与{}不能{what}", a.name(), b.name());
    Flaw::new(expr.at.clone(), message, "两边要是同一种量;百分比与百分点是两种")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::expr;

    fn check(text: &str) -> Result<Type, Flaw> {
        let holes = [
            ("from".to_owned(), Type::Date),
            ("span".to_owned(), Type::Amount("time")),
            ("rate".to_owned(), Type::Amount("percent")),
            ("points".to_owned(), Type::Amount("percent-point")),
            ("parts".to_owned(), Type::List),
            ("total".to_owned(), Type::Amount("any")),
        ];
        let mut words = Words::default();
        words.define("split", []);
        let scope = Scope { holes: &holes, words: &words };
        scope.check(&expr::parse(text).unwrap()).map(|(_, found)| found)
    }

    #[test]
    fn well_typed() {
        assert_eq!(check("span == days(from, from)"), Ok(Type::Truth));
        assert_eq!(
            check("if said(@split) then sum(parts) == total else max(parts) <= total"),
            Ok(Type::Truth)
        );
        assert_eq!(check("rate / 2"), Ok(Type::Amount("percent")));
    }

    #[test]
    fn ill_typed() {
        for (text, message) in [
            ("spam == days(from, from)", "find 里没有名为“spam”的空位"),
            ("span == days(from)", "函数 days 要 2 个参数,这里给了 1 个"),
            ("span == dayz(from, from)", "没有函数“dayz”"),
            ("rate == points", "百分比与百分点不能比较"),
            ("span == rate", "时间长度与百分比不能比较"),
            ("said(@splat)", "没有词表 @splat"),
            ("not span", "这里要是非,给的是时间长度"),
        ] {
            assert_eq!(check(text).unwrap_err().message, message, "{text}");
        }
    }
}
