//! Messages with expressions in them: `{from}至{to}共{days(from, to)}天,文中作{span}`.

use super::error::Flaw;
use super::expr::{self, Expr};

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text to print.
    Text(String),
    /// An expression whose value is printed; a bare hole prints as it stands in the draft.
    Value(Expr),
}

/// A parsed message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// Its parts in order.
    pub parts: Vec<Part>,
}

impl Template {
    /// Parses a message.
    ///
    /// # Errors
    ///
    /// A [`Flaw`] at an unclosed brace or a wrong expression.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('{').map(|found| at + found) {
            let close = text[open..].find('}').map(|found| open + found);
            let close =
                close.ok_or_else(|| Flaw::new(open..text.len(), "花括号没有合上", "补上 }"))?;
            if open > at {
                parts.push(Part::Text(text[at..open].to_owned()));
            }
            let mut value =
                expr::parse(&text[open + 1..close]).map_err(|flaw| flaw.shifted(open + 1))?;
            shift(&mut value, open + 1);
            parts.push(Part::Value(value));
            at = close + 1;
        }
        if at < text.len() {
            parts.push(Part::Text(text[at..].to_owned()));
        }
        Ok(Self { parts })
    }

    /// Its expressions.
    pub fn values(&self) -> impl Iterator<Item = &Expr> {
        self.parts.iter().filter_map(|part| match part {
            Part::Value(expr) => Some(expr),
            Part::Text(_) => None,
        })
    }
}

fn shift(expr: &mut Expr, by: usize) {
    expr.at = expr.at.start + by..expr.at.end + by;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let template = Template::parse("共{days(a, b)}天,文中作{span}").unwrap();
        assert_eq!(template.parts.len(), 4);
        assert_eq!(template.values().count(), 2);
        assert_eq!(Template::parse("共{days(a, b").unwrap_err().at, 3..13);
    }
}
