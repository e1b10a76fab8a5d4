//! Identities: equations between indicators, each a rule of one line.

use std::fmt::Write as _;

use toml::Spanned;

use super::error::Flaw;
use super::model::{Key, RuleEntry};
use crate::finding::Severity;
use crate::parse::trie::Trie;

/// The names of indicators and what each stands for.
#[derive(Clone, Debug, Default)]
pub struct Indicators {
    names: Vec<String>,
    /// By name or alias, back to front.
    ids: Trie<u16>,
}

impl Indicators {
    /// Makes an indicator known, by its name and others.
    pub fn define(&mut self, name: &str, aliases: impl IntoIterator<Item = String>) {
        let id = self.id(name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            (self.names.len() - 1) as u16
        });
        for word in aliases.into_iter().chain([name.to_owned()]) {
            self.ids.insert(word.chars().rev(), id);
        }
    }

    /// The number of the indicator of that name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<u16> {
        self.ids.get(name.chars().rev())
    }

    /// The indicator of that number.
    #[must_use]
    pub fn name(&self, id: u16) -> &str {
        &self.names[usize::from(id)]
    }

    /// The longest indicator that a text ends with, and what stands before it.
    #[must_use]
    pub fn at_end_of<'t>(&self, text: &'t str) -> Option<(u16, &'t str)> {
        let (len, id) = self.ids.at_end(text)?;
        Some((id, &text[..text.len() - len]))
    }
}

/// An equation: the total and its parts with their signs; or a bound, `累计病例 >= 新增病例`.
#[derive(Debug)]
pub struct Identity {
    /// Whether the total is only no less than the part.
    pub is_bound: bool,
    /// Each term, and whether it is subtracted; the first is the total.
    pub terms: Vec<(bool, String)>,
}

impl Identity {
    /// Reads `进出口总额 = 出口总额 + 进口总额`.
    ///
    /// # Errors
    ///
    /// A [`Flaw`] at an equation that is written otherwise.
    pub fn parse(equation: &Spanned<String>) -> Result<Self, Flaw> {
        let flaw = || {
            let help = "写成 总数 = 部分 + 部分,减去的用 -;或者 全体 >= 部分;两边都用指标的名字";
            Flaw::new(equation.span(), "恒等式不合写法", help)
        };
        let is_bound = equation.get_ref().contains(">=");
        let sign = if is_bound { ">=" } else { "=" };
        let (total, parts) = equation.get_ref().split_once(sign).ok_or_else(flaw)?;
        let mut terms = vec![(false, total.trim().to_owned())];
        let mut minus = false;
        for word in parts.split_whitespace() {
            match word {
                "+" => minus = false,
                "-" => minus = true,
                name => terms.push((minus, name.to_owned())),
            }
        }
        let named = terms.iter().all(|(_, name)| name.chars().all(char::is_alphabetic));
        let counted = if is_bound { terms.len() == 2 && !minus } else { terms.len() > 2 };
        if !counted || !named || terms.iter().any(|(_, name)| name.is_empty()) {
            return Err(flaw());
        }
        Ok(Self { is_bound, terms })
    }

    /// The rule it stands for, with an example that holds and one that does not.
    #[must_use]
    pub fn rule(&self, at: &Spanned<String>) -> RuleEntry {
        let here = |text: String| Spanned::new(at.span(), text);
        let hole = |index: usize| format!("x{index}");
        let parts = self.terms[1..].iter().enumerate();
        let sum = parts.fold(String::new(), |mut sum, (index, (minus, _))| {
            let sign = match (index, minus) {
                (0, _) => "",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            // Writing to a string does not fail.
            let _ = write!(sum, "{sign}{}", hole(index + 1));
            sum
        });
        let equation = at.get_ref();
        if self.is_bound {
            return self.bound(at);
        }
        RuleEntry {
            id: here(format!("claim/identity#{}", equation.replace(' ', ""))),
            title: Some("各项与总数不符".to_owned()),
            why: Some(format!("{equation},各项主语和时间相同时应当相等。")),
            find: Vec::new(),
            claims: (0..self.terms.len()).map(|index| here(hole(index))).collect(),
            same: vec![Key::Identity],
            not: Vec::new(),
            within: None,
            condition: None,
            require: Some(here(format!("x0 == {sum}"))),
            say: Some(here(format!("按{equation},应为{{{sum}}},文中作{{x0}}"))),
            proof: None,
            help: Some("核对各项,其中必有一个写错".to_owned()),
            fix: vec![here(format!("x0 = {sum}"))],
            level: None,
            off: false,
            ok: vec![here(self.example(0, ["", ""]))],
            bad: vec![here(self.example(7, ["【】", "〔〕"]))],
        }
    }

    /// The rule of a bound.
    fn bound(&self, at: &Spanned<String>) -> RuleEntry {
        let here = |text: &str| Spanned::new(at.span(), text.to_owned());
        let equation = at.get_ref();
        let [whole, part] = [0, 1].map(|index| self.terms[index].1.as_str());
        RuleEntry {
            id: here(&format!("claim/bounds#{}", equation.replace(' ', ""))),
            title: Some("部分大于全体".to_owned()),
            why: Some(format!("{part}在{whole}之内,主语和时间相同时不会更大。")),
            find: Vec::new(),
            claims: vec![here("x0"), here("x1")],
            same: vec![Key::Identity],
            not: Vec::new(),
            within: None,
            condition: None,
            require: Some(here("x1 <= x0")),
            say: Some(here(&format!("{part}{{x1}},却多于{whole}{{x0}}"))),
            proof: None,
            help: Some("核对两数,其中必有一个写错".to_owned()),
            fix: Vec::new(),
            level: Some(Severity::Warning),
            off: false,
            ok: vec![here(&format!("{whole}180万元,{part}160万元。"))],
            bad: vec![here(&format!("{whole}〔140万元〕,{part}【160万元】。"))],
        }
    }

    /// A sentence with figures that fit, but for `wrong` in the total.
    fn example(&self, wrong: usize, marks: [&str; 2]) -> String {
        let value = |index: usize| if index == 1 { 160 } else { 20 + 3 * index };
        let parts = self.terms.iter().enumerate().skip(1);
        let total = parts.fold(
            wrong,
            |sum, (index, (minus, _))| {
                if *minus { sum - value(index) } else { sum + value(index) }
            },
        );
        let clauses = self.terms.iter().enumerate().map(|(index, (_, name))| {
            let (value, marks) =
                if index == 0 { (total, marks[0]) } else { (value(index), marks[1]) };
            let mut marks = marks.chars();
            let (open, close) = (marks.next(), marks.next());
            let printed =
                open.into_iter().chain(format!("{value}万元").chars().collect::<Vec<_>>());
            format!("{name}{}", printed.chain(close).collect::<String>())
        });
        clauses.collect::<Vec<_>>().join(",") + "。"
    }
}
