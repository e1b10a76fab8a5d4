//! Expressions: arithmetic, comparison and logic over the holes of a rule.
//!
//! ```text
//! span == days(from, to)          if closed(parts) then sum(parts) == total else max(parts) <= total
//! not clash(x)                    has(@divided) and count(parts) >= 2
//! ```
//!
//! Operators, loosest first: `if … then … else`, `or`, `and`, `not`, comparison, `+ -`, `* /`, unary minus. Numbers may
//! carry `%`. Functions are those of [`super::function`].

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, multispace0, satisfy};
use nom::combinator::{map, map_res, not, opt, recognize, value};
use nom::multi::{fold_many0, separated_list0};
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Offset, Parser};
use rust_decimal::Decimal;
use std::ops::Range;

use super::error::Flaw;

/// A comparison or arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `and`
    And,
    /// `or`
    Or,
}

impl Op {
    /// Whether it compares.
    #[must_use]
    pub const fn compares(self) -> bool {
        matches!(
            self,
            Self::Equal | Self::Unequal | Self::Less | Self::AtMost | Self::Greater | Self::AtLeast
        )
    }
}

/// An expression with its place in the rule's string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// Bytes of the string.
    pub at: Range<usize>,
    /// What it is.
    pub node: Node,
}

/// The sorts of expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A number; with `%` if `percent`.
    Number {
        /// Its value as printed.
        value: Decimal,
        /// Whether a percent sign follows.
        percent: bool,
    },
    /// A hole.
    Hole(String),
    /// A word set, only as an argument.
    Words(String),
    /// A function call.
    Call(String, Vec<Expr>),
    /// Two operands.
    Binary(Op, Box<Expr>, Box<Expr>),
    /// `not x`
    Not(Box<Expr>),
    /// `-x`
    Negate(Box<Expr>),
    /// `if c then a else b`
    If(Box<[Expr; 3]>),
}

/// Parses an expression.
///
/// # Errors
///
/// A [`Flaw`] at the place where it cannot be read.
pub fn parse(text: &str) -> Result<Expr, Flaw> {
    if nesting(text) > DEEPEST {
        return Err(Flaw::new(0..text.len(), "式子嵌套太深", "拆成几条规则"));
    }
    let source = Source { text };
    let help =
        "运算符有 + - * / == != < <= > >= and or not、if … then … else …;函数写成 名字(参数, …)";
    match source.conditional(text) {
        Ok((rest, expr)) if rest.trim().is_empty() => Ok(expr),
        Ok((rest, _)) | Err(nom::Err::Error(nom::error::Error { input: rest, .. })) => {
            let at = text.len() - rest.trim_start().len();
            let len = rest.trim_start().chars().next().map_or(0, char::len_utf8);
            Err(Flaw::new(at..at + len, "式子在这里读不下去", help))
        }
        Err(_) => Err(Flaw::new(0..text.len(), "式子读不懂", help)),
    }
}

/// The string being parsed, to tell places.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
}

type Parsed<'a> = IResult<&'a str, Expr>;

/// Nesting is limited so that a rule file cannot exhaust the stack.
const DEEPEST: usize = 24;

/// An upper bound of how deep the parser descends.
fn nesting(text: &str) -> usize {
    let step = |(depth, deepest): (usize, usize), c| match c {
        '(' => (depth + 1, deepest.max(depth + 1)),
        ')' => (depth.saturating_sub(1), deepest),
        _ => (depth, deepest),
    };
    let (_, parentheses) = text.chars().fold((0, 0), step);
    parentheses + text.split_whitespace().filter(|word| matches!(*word, "not" | "if")).count()
}

impl<'a> Source<'a> {
    fn expr(self, from: &'a str, rest: &'a str, node: Node) -> Expr {
        let end = self.text.offset(rest);
        Expr { at: self.text.offset(from)..end.max(self.text.offset(from)), node }
    }

    fn conditional(self, input: &'a str) -> Parsed<'a> {
        let (input, _) = multispace0(input)?;
        let Ok((rest, _)) = word("if", input) else { return self.or(input) };
        let (rest, condition) = self.conditional(rest)?;
        let (rest, _) = word("then", rest)?;
        let (rest, yes) = self.conditional(rest)?;
        let (rest, _) = word("else", rest)?;
        let (rest, no) = self.conditional(rest)?;
        Ok((rest, self.expr(input, rest, Node::If(Box::new([condition, yes, no])))))
    }

    fn or(self, input: &'a str) -> Parsed<'a> {
        self.binary(input, |i| value(Op::Or, |i| word("or", i)).parse(i), Self::and)
    }

    fn and(self, input: &'a str) -> Parsed<'a> {
        self.binary(input, |i| value(Op::And, |i| word("and", i)).parse(i), Self::negation)
    }

    fn negation(self, input: &'a str) -> Parsed<'a> {
        let Ok((rest, _)) = word("not", input) else { return self.comparison(input) };
        let (rest, inner) = self.negation(rest)?;
        Ok((rest, self.expr(input, rest, Node::Not(Box::new(inner)))))
    }

    fn comparison(self, input: &'a str) -> Parsed<'a> {
        let (input, _) = multispace0(input)?;
        let (rest, left) = self.sum(input)?;
        let compare = alt((
            value(Op::Equal, tag("==")),
            value(Op::Unequal, tag("!=")),
            value(Op::AtMost, tag("<=")),
            value(Op::AtLeast, tag(">=")),
            value(Op::Less, tag("<")),
            value(Op::Greater, tag(">")),
        ));
        match opt(preceded(multispace0, compare)).parse(rest)? {
            (rest, Some(op)) => {
                let (rest, right) = self.sum(rest)?;
                Ok((
                    rest,
                    self.expr(input, rest, Node::Binary(op, Box::new(left), Box::new(right))),
                ))
            }
            (rest, None) => Ok((rest, left)),
        }
    }

    fn sum(self, input: &'a str) -> Parsed<'a> {
        let op = |i| alt((value(Op::Add, char('+')), value(Op::Sub, char('-')))).parse(i);
        self.binary(input, op, Self::product)
    }

    fn product(self, input: &'a str) -> Parsed<'a> {
        let op = |i| alt((value(Op::Mul, char('*')), value(Op::Div, char('/')))).parse(i);
        self.binary(input, op, Self::unary)
    }

    fn binary(
        self,
        input: &'a str,
        op: impl Fn(&'a str) -> IResult<&'a str, Op>,
        operand: fn(Self, &'a str) -> Parsed<'a>,
    ) -> Parsed<'a> {
        let (input, _) = multispace0(input)?;
        let (rest, first) = operand(self, input)?;
        let more = pair(preceded(multispace0, op), |i| operand(self, i));
        let mut first = Some(first);
        let start = self.text.offset(input);
        fold_many0(
            more,
            move || first.take(),
            move |left, (op, right)| {
                left.map(|left| Expr {
                    at: start..right.at.end,
                    node: Node::Binary(op, Box::new(left), Box::new(right)),
                })
            },
        )
        .parse(rest)
        .and_then(|(rest, expr)| match expr {
            Some(expr) => Ok((rest, expr)),
            None => {
                Err(nom::Err::Error(nom::error::Error::new(rest, nom::error::ErrorKind::Many0)))
            }
        })
    }

    fn unary(self, input: &'a str) -> Parsed<'a> {
        let (input, _) = multispace0(input)?;
        if let Some(rest) = input.strip_prefix('-') {
            let (rest, inner) = self.atom(rest.trim_start())?;
            return Ok((rest, self.expr(input, rest, Node::Negate(Box::new(inner)))));
        }
        self.atom(input)
    }

    fn atom(self, input: &'a str) -> Parsed<'a> {
        let number = map(
            pair(
                map_res(
                    recognize(pair(digits1, opt(pair(char('.'), digits1)))),
                    str::parse::<Decimal>,
                ),
                opt(char('%')),
            ),
            |(value, percent)| Node::Number { value, percent: percent.is_some() },
        );
        let arguments = delimited(
            char('('),
            separated_list0(preceded(multispace0, char(',')), |i| self.argument(i)),
            preceded(multispace0, char(')')),
        );
        let call =
            map(pair(name, arguments), |(name, arguments)| Node::Call(name.to_owned(), arguments));
        let hole = map(name, |name| Node::Hole(name.to_owned()));
        if let Ok((rest, inner)) =
            delimited(char('('), |i| self.conditional(i), preceded(multispace0, char(')')))
                .parse(input)
        {
            return Ok((rest, inner));
        }
        let (rest, node) = alt((number, call, hole)).parse(input)?;
        Ok((rest, self.expr(input, rest, node)))
    }

    fn argument(self, input: &'a str) -> Parsed<'a> {
        let (input, _) = multispace0(input)?;
        if let Ok((rest, set)) = preceded(char('@'), set_name).parse(input) {
            return Ok((rest, self.expr(input, rest, Node::Words(set.to_owned()))));
        }
        self.conditional(input)
    }
}

fn digits1(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_digit()).parse(input)
}

fn name(input: &str) -> IResult<&str, &str> {
    recognize(pair(
        satisfy(|c| c.is_ascii_alphabetic()),
        take_while(|c: char| c.is_ascii_alphanumeric() || c == '_'),
    ))
    .parse(input)
}

/// The name of a word set, as patterns write it.
fn set_name(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_').parse(input)
}

/// A keyword that is not the beginning of a longer name.
fn word<'a>(keyword: &'static str, input: &'a str) -> IResult<&'a str, &'a str> {
    let boundary = not(satisfy(|c: char| c.is_ascii_alphanumeric() || c == '_'));
    preceded(multispace0, terminated(tag(keyword), boundary)).parse(input)
}

impl Expr {
    /// Calls `visit` on this expression and every one inside it.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match &self.node {
            Node::Number { .. } | Node::Hole(_) | Node::Words(_) => {}
            Node::Call(_, inner) => inner.iter().for_each(|e| e.walk(visit)),
            Node::Binary(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Node::Not(inner) | Node::Negate(inner) => inner.walk(visit),
            Node::If(inner) => inner.iter().for_each(|e| e.walk(visit)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(expr: &Expr) -> String {
        match &expr.node {
            Node::Number { value, percent } => {
                format!("{value}{}", if *percent { "%" } else { "" })
            }
            Node::Hole(name) => name.clone(),
            Node::Words(set) => format!("@{set}"),
            Node::Call(name, inner) => {
                format!("{name}({})", inner.iter().map(shape).collect::<Vec<_>>().join(" "))
            }
            Node::Binary(op, a, b) => format!("({op:?} {} {})", shape(a), shape(b)),
            Node::Not(inner) => format!("(not {})", shape(inner)),
            Node::Negate(inner) => format!("(- {})", shape(inner)),
            Node::If(parts) => {
                format!("(if {} {} {})", shape(&parts[0]), shape(&parts[1]), shape(&parts[2]))
            }
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(shape(&parse(text).unwrap()), expected);
    }

    #[test]
    fn precedence() {
        check("span == days(from, to)", "(Equal span days(from to))");
        check("a + b * 2 - c <= 100%", "(AtMost (Sub (Add a (Mul b 2)) c) 100%)");
        check("not a == b and c < d or e", "(Or (And (not (Equal a b)) (Less c d)) e)");
        check(
            "if has(@split) then sum(x) == t else max(x) <= t",
            "(if has(@split) (Equal sum(x) t) (AtMost max(x) t))",
        );
        check("(a + b) / -c", "(Div (Add a b) (- c))");
        check("notable == 1", "(Equal notable 1)");
    }

    #[test]
    fn flaws_tell_the_place() {
        assert_eq!(parse("a == ").unwrap_err().at, 5..5);
        assert_eq!(parse("a == b)").unwrap_err().at, 6..7);
        assert!(parse(&"(".repeat(100_000)).is_err());
    }
}
