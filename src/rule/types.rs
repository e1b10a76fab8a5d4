//! Types and dimensions of expressions, checked when a rule loads.

use super::error::{Flaw, did_you_mean};
use super::expr::{Expr, Node, Op};
use super::function::{FUNCTIONS, Function};
use super::pattern::{Hole, Kinds};
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

/// The holes an expression may use.
pub struct Scope<'a> {
    /// Name and type of each.
    pub holes: &'a [(String, Type)],
    /// Names of the word sets.
    pub sets: &'a dyn Fn(&str) -> bool,
}

impl Scope<'_> {
    /// The type of `expr`.
    ///
    /// # Errors
    ///
    /// A [`Flaw`] at the part that does not fit: unknown hole, unknown function, wrong number of arguments, mismatch.
    pub fn check(&self, expr: &Expr) -> Result<Type, Flaw> {
        match &expr.node {
            Node::Number { percent, .. } => {
                Ok(Type::Amount(if *percent { "percent" } else { "number" }))
            }
            Node::Hole(name) => self.hole(expr, name),
            Node::Words(set) if (self.sets)(set) => Ok(Type::Words),
            Node::Words(set) => {
                Err(Flaw::new(expr.at.clone(), format!("没有词表 @{set}"), "在 [words] 里定义它"))
            }
            Node::Call(name, arguments) => self.call(expr, name, arguments),
            Node::Binary(op, left, right) => self.binary(expr, *op, left, right),
            Node::Not(inner) => self.expect(inner, Type::Truth),
            Node::Negate(inner) => {
                let found = self.expect(inner, Type::Amount("any"))?;
                Ok(found)
            }
            Node::If(parts) => {
                self.expect(&parts[0], Type::Truth)?;
                let (yes, no) = (self.check(&parts[1])?, self.check(&parts[2])?);
                if no.fits(yes) { Ok(yes) } else { Err(mismatch(&parts[2], yes, no)) }
            }
        }
    }

    /// Checks that `expr` has the type `wanted`.
    ///
    /// # Errors
    ///
    /// As [`Self::check`].
    pub fn expect(&self, expr: &Expr, wanted: Type) -> Result<Type, Flaw> {
        let found = self.check(expr)?;
        if found.fits(wanted) { Ok(found) } else { Err(mismatch(expr, wanted, found)) }
    }

    fn hole(&self, expr: &Expr, name: &str) -> Result<Type, Flaw> {
        let known = self.holes.iter().find(|(hole, _)| hole == name);
        known.map(|&(_, kind)| kind).ok_or_else(|| {
            let names: Vec<&str> = self.holes.iter().map(|(hole, _)| hole.as_str()).collect();
            let message = format!("find 里没有名为“{name}”的空位");
            Flaw::new(expr.at.clone(), message, did_you_mean(name, names.iter().copied()))
        })
    }

    fn call(&self, expr: &Expr, name: &str, arguments: &[Expr]) -> Result<Type, Flaw> {
        let Some(function) = super::function::named(name) else {
            let help = did_you_mean(name, FUNCTIONS.iter().map(|f| f.name));
            return Err(Flaw::new(expr.at.clone(), format!("没有函数“{name}”"), help));
        };
        if arguments.len() != function.takes.len() {
            return Err(arity(expr, function, arguments.len()));
        }
        let mut first = Type::Any;
        for (at, (argument, &wanted)) in arguments.iter().zip(function.takes).enumerate() {
            let found = self.expect(argument, wanted)?;
            if at == 0 {
                first = found;
            }
        }
        Ok(if function.gives == Type::Amount("same") { first } else { function.gives })
    }

    fn binary(&self, expr: &Expr, op: Op, left: &Expr, right: &Expr) -> Result<Type, Flaw> {
        if matches!(op, Op::And | Op::Or) {
            self.expect(left, Type::Truth)?;
            return self.expect(right, Type::Truth);
        }
        let (a, b) = (self.check(left)?, self.check(right)?);
        if op.compares() {
            return if b.fits(a) && !matches!(a, Type::List | Type::Words) {
                Ok(Type::Truth)
            } else {
                Err(mismatch_of(expr, "比较", a, b))
            };
        }
        match (a, b) {
            (Type::Amount(_), Type::Amount(_)) if matches!(op, Op::Mul | Op::Div) => {
                Ok(if b == Type::Amount("number") { a } else { Type::Amount("any") })
            }
            (Type::Amount(x), Type::Amount(y)) if convertible(x, y) => Ok(a),
            _ => Err(mismatch_of(expr, "相加减或相乘除", a, b)),
        }
    }
}

fn arity(expr: &Expr, function: &Function, given: usize) -> Flaw {
    let message =
        format!("函数 {} 要 {} 个参数,这里给了 {given} 个", function.name, function.takes.len());
    Flaw::new(expr.at.clone(), message, function.doc)
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
        Scope { holes: &holes, sets: &|set| set == "split" }.check(&expr::parse(text).unwrap())
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
