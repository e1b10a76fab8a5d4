//! Messages with expressions in them: `{from}至{to}共{days(from, to)}天,文中作{span}`.

use super::error::Flaw;
use super::expr;
use super::formula::Formula;
use super::types::Scope;

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text to print.
    Text(String),
    /// A formula whose value is printed; a bare hole prints as it stands in the draft.
    Value(Formula),
}

/// A parsed message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// Its parts in order.
    pub parts: Vec<Part>,
}

impl Template {
    /// Parses a message whose expressions may name what is in `scope`.
    ///
    /// # Errors
    ///
    /// A [`Flaw`] at an unclosed brace or a wrong expression.
    pub fn parse(text: &str, scope: &Scope<'_>) -> Result<Self, Flaw> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('{').map(|found| at + found) {
            let close = text[open..].find('}').map(|found| open + found);
            let close =
                close.ok_or_else(|| Flaw::new(open..text.len(), "花括号没有合上", "补上 }"))?;
            if open > at {
                parts.push(Part::Text(text[at..open].to_owned()));
            }
            let value = expr::parse(&text[open + 1..close]).and_then(|expr| scope.check(&expr));
            let (value, _) = value.map_err(|flaw| flaw.shifted(open + 1))?;
            parts.push(Part::Value(value));
            at = close + 1;
        }
        if at < text.len() {
            parts.push(Part::Text(text[at..].to_owned()));
        }
        Ok(Self { parts })
    }

    /// Its formulas.
    pub fn values(&self) -> impl Iterator<Item = &Formula> {
        self.parts.iter().filter_map(|part| match part {
            Part::Value(formula) => Some(formula),
            Part::Text(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::types::Type;
    use crate::rule::words::Words;

    #[test]
    fn parts() {
        let holes = ["a", "b", "span"].map(|name| (name.to_owned(), Type::Date));
        let scope = Scope { holes: &holes, words: &Words::default() };
        let template = Template::parse("共{days(a, b)}天,文中作{span}", &scope).unwrap();
        assert_eq!(template.parts.len(), 4);
        assert_eq!(template.values().count(), 2);
        assert_eq!(Template::parse("共{days(a, b", &scope).unwrap_err().at, 3..13);
        assert_eq!(Template::parse("共{days(a, c)}", &scope).unwrap_err().at, 12..13);
    }
}
