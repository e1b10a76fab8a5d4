//! From a rule as written to a rule that runs, with every mistake found on the way.

use std::collections::BTreeSet;
use std::sync::Arc;
use toml::Spanned;

use super::error::Flaw;
use super::example::Example;
use super::expr::{self, Expr, Node};
use super::finder::{Antipattern, Finder};
use super::model::{RuleEntry, Within};
use super::pattern::{self, Hole, Pattern};
use super::template::Template;
use super::types::{Scope, Type};
use super::words::Words;
use crate::finding::Severity;

/// A checked rule.
#[derive(Debug)]
pub struct Rule {
    /// `group/name`, or `group/name#variant`.
    pub id: Arc<str>,
    /// `group/name`: what findings carry. Variants of a rule share it.
    pub name: Arc<str>,
    /// What is wrong when it fires.
    pub title: String,
    /// What the mistake is, for an editor.
    pub why: String,
    /// Its patterns.
    pub finders: Vec<Finder>,
    /// What makes it step aside.
    pub not: Vec<Antipattern>,
    /// The stretch a pattern may span.
    pub within: Within,
    /// When it applies.
    pub condition: Option<Expr>,
    /// What must hold.
    pub require: Expr,
    /// The message.
    pub say: Template,
    /// The arithmetic in words, where `require` does not show it by itself.
    pub proof: Option<Template>,
    /// What to do about it.
    pub help: String,
    /// Candidate corrections.
    pub fixes: Vec<Fix>,
    /// The gravest level.
    pub level: Severity,
    /// The names of its holes; bindings are in this order.
    pub holes: Vec<String>,
    /// Texts it must be silent on.
    pub ok: Vec<Example>,
    /// Texts it must report.
    pub bad: Vec<Example>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Which of the packs loaded it came with, ours being 0.
    pub pack: usize,
}

/// A candidate correction: what a hole would have to be.
#[derive(Debug)]
pub struct Fix {
    /// The hole's index.
    pub hole: usize,
    /// Its value.
    pub value: Expr,
}

/// Longer patterns and expressions are refused, so that a rule file cannot exhaust memory or stack.
const LONGEST: usize = 2_000;

/// Where in the file the text of a string begins, and the text.
struct Located<'a> {
    text: &'a str,
    offset: usize,
}

/// Compiles `entry` of the file with the text `file_text`.
///
/// # Errors
///
/// A [`Flaw`] in bytes of the file.
pub fn compile(
    entry: &RuleEntry,
    file: &Arc<str>,
    file_text: &str,
    words: &mut Words,
    fold: impl Fn(&str) -> String + Copy,
) -> Result<Rule, Flaw> {
    let at = |string: &'_ Spanned<String>| offset_of(file_text, string);
    let whole = |string: &Spanned<String>| Flaw::new(string.span(), "", "");
    let id = &entry.id;
    if !id.get_ref().contains('/') || id.get_ref().chars().any(char::is_whitespace) {
        let message = format!("规则编号“{}”不合写法", id.get_ref());
        return Err(Flaw {
            message, help: "写成 组/名,例如 date/duration".into(), ..whole(id)
        });
    }
    let needed = |name: &str| {
        let message = format!("规则 {} 缺少 {name}", id.get_ref());
        Flaw { message, help: format!("给这条规则写上 {name}"), ..whole(id) }
    };
    if entry.find.is_empty() {
        return Err(needed("find"));
    }
    let patterns = parse_patterns(&entry.find, file_text, fold)?;
    let not = parse_patterns(&entry.not, file_text, fold)?;
    for (pattern, string) in patterns.iter().zip(&entry.find).chain(not.iter().zip(&entry.not)) {
        known_words(pattern, string, words)?;
    }
    let holes = hole_types(&patterns, &entry.find)?;
    let require =
        parse_expr(&located(entry.require.as_ref().ok_or_else(|| needed("require"))?, file_text))?;
    let condition =
        entry.condition.as_ref().map(|c| parse_expr(&located(c, file_text))).transpose()?;
    let names: Vec<String> = holes.iter().map(|(name, _)| name.clone()).collect();
    let fixes = entry
        .fix
        .iter()
        .map(|fix| parse_fix(&located(fix, file_text), &names))
        .collect::<Result<Vec<_>, _>>()?;

    let known_set = |set: &str| words.id(set).is_some();
    let scope = Scope { holes: &holes, sets: &known_set };
    for (expr, string) in std::iter::once((&require, entry.require.as_ref()))
        .chain(condition.as_ref().map(|condition| (condition, entry.condition.as_ref())))
    {
        let offset = string.map_or(0, at);
        scope.expect(expr, Type::Truth).map_err(|flaw| flaw.shifted(offset))?;
    }
    let say = template(entry.say.as_ref().ok_or_else(|| needed("say"))?, file_text, &scope)?;
    let proof = entry.proof.as_ref().map(|proof| template(proof, file_text, &scope)).transpose()?;
    for (fix, string) in fixes.iter().zip(&entry.fix) {
        let offset = at(string) + string.get_ref().find('=').map_or(0, |equals| equals + 1);
        scope.check(&fix.value).map_err(|flaw| flaw.shifted(offset))?;
    }
    let used = used_holes(
        [Some(&require), condition.as_ref()].into_iter().flatten().chain(say.values()),
        &fixes,
    );
    unused_holes(&patterns, &entry.find, &used)?;
    let across = matches!(entry.within, Some(Within::Paragraph | Within::Document));
    let finders = patterns
        .iter()
        .zip(&entry.find)
        .map(|(p, s)| Finder::new(s.get_ref(), p, &names, words, across))
        .collect();
    let not = not.iter().map(Antipattern::new).collect();
    let examples = |strings: &[Spanned<String>]| {
        let parse =
            |s: &Spanned<String>| Example::parse(s.get_ref()).map_err(|flaw| flaw.shifted(at(s)));
        strings.iter().map(parse).collect::<Result<Vec<_>, _>>()
    };
    let (ok, bad) = (examples(&entry.ok)?, examples(&entry.bad)?);
    if ok.is_empty() || bad.is_empty() {
        return Err(needed(if ok.is_empty() { "ok" } else { "bad" }));
    }
    Ok(Rule {
        id: id.get_ref().as_str().into(),
        name: name_of(id.get_ref()).into(),
        title: entry.title.clone().ok_or_else(|| needed("title"))?,
        why: entry.why.clone().unwrap_or_default(),
        finders,
        not,
        within: entry.within.unwrap_or_default(),
        condition,
        require,
        say,
        proof,
        help: entry.help.clone().unwrap_or_default(),
        fixes,
        level: entry.level.unwrap_or(Severity::Error),
        holes: names,
        ok,
        bad,
        file: file.clone(),
        pack: 0,
    })
}

/// The id without its variant.
pub fn name_of(id: &str) -> &str {
    id.split('#').next().unwrap_or(id)
}

/// Where the text of a string begins in its file. Exact for literal strings; basic strings with escapes before the
/// place are off by the length of the escapes, so those point at the whole string.
fn offset_of(file_text: &str, string: &Spanned<String>) -> usize {
    let raw = file_text.get(string.span()).unwrap_or_default();
    string.span().start + if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 }
}

fn located<'a>(string: &'a Spanned<String>, file_text: &str) -> Located<'a> {
    Located { text: string.get_ref(), offset: offset_of(file_text, string) }
}

fn parse_patterns(
    strings: &[Spanned<String>],
    file_text: &str,
    fold: impl Fn(&str) -> String + Copy,
) -> Result<Vec<Pattern>, Flaw> {
    let one = |string: &Spanned<String>| {
        if string.get_ref().len() > LONGEST {
            return Err(Flaw::new(
                string.span(),
                "模式太长",
                format!("不超过 {LONGEST} 字节,拆成几个 find"),
            ));
        }
        pattern::parse(string.get_ref(), fold)
            .map_err(|flaw| flaw.shifted(offset_of(file_text, string)))
    };
    strings.iter().map(one).collect()
}

fn parse_expr(string: &Located<'_>) -> Result<Expr, Flaw> {
    if string.text.len() > LONGEST {
        let at = string.offset..string.offset + string.text.len();
        return Err(Flaw::new(at, "式子太长", format!("不超过 {LONGEST} 字节,拆成几条规则")));
    }
    expr::parse(string.text).map_err(|flaw| flaw.shifted(string.offset))
}

/// A message whose expressions are well typed.
fn template(
    string: &Spanned<String>,
    file_text: &str,
    scope: &Scope<'_>,
) -> Result<Template, Flaw> {
    let offset = offset_of(file_text, string);
    let shift = |flaw: Flaw| flaw.shifted(offset);
    let template = Template::parse(string.get_ref()).map_err(shift)?;
    for value in template.values() {
        scope.check(value).map_err(shift)?;
    }
    Ok(template)
}

fn parse_fix(string: &Located<'_>, holes: &[String]) -> Result<Fix, Flaw> {
    let here = string.offset..string.offset + string.text.len();
    let help = "写成 空位 = 式子,例如 span = days(from, to)";
    let (hole, value) =
        string.text.split_once('=').ok_or_else(|| Flaw::new(here.clone(), "缺少等号", help))?;
    let at = holes.iter().position(|name| name == hole.trim());
    let at = at.ok_or_else(|| Flaw::new(here, format!("没有空位“{}”", hole.trim()), help))?;
    let value = expr::parse(value).map_err(|flaw| flaw.shifted(string.offset + hole.len() + 1))?;
    Ok(Fix { hole: at, value })
}

fn known_words(pattern: &Pattern, string: &Spanned<String>, words: &Words) -> Result<(), Flaw> {
    match pattern.word_sets().into_iter().find(|set| words.id(set).is_none()) {
        None => Ok(()),
        Some(set) => {
            let help = super::error::did_you_mean(set, words.names());
            Err(Flaw::new(string.span(), format!("没有词表 @{set}"), help))
        }
    }
}

/// The name and type of every hole, which must agree in all patterns.
fn hole_types(
    patterns: &[Pattern],
    strings: &[Spanned<String>],
) -> Result<Vec<(String, Type)>, Flaw> {
    let mut kinds: Vec<Hole> = Vec::new();
    for (pattern, string) in patterns.iter().zip(strings) {
        for hole in pattern.holes() {
            match kinds.iter_mut().find(|known| known.name == hole.name) {
                None => kinds.push(hole.clone()),
                Some(known) if known.list == hole.list => known.kinds.0 |= hole.kinds.0,
                Some(_) => {
                    let name = hole.name.as_deref().unwrap_or_default();
                    let message = format!("空位“{name}”有时是列举,有时不是");
                    return Err(Flaw::new(
                        string.span(),
                        message,
                        "同名的空位要么都带 *,要么都不带",
                    ));
                }
            }
        }
    }
    let typed = |hole: Hole| (hole.name.clone().unwrap_or_default(), Type::of_hole(&hole));
    Ok(kinds.into_iter().map(typed).collect())
}

fn used_holes<'a>(exprs: impl Iterator<Item = &'a Expr>, fixes: &'a [Fix]) -> BTreeSet<&'a str> {
    let mut used = BTreeSet::new();
    for expr in exprs.chain(fixes.iter().map(|fix| &fix.value)) {
        expr.walk(&mut |inner| {
            if let Node::Hole(name) = &inner.node {
                used.insert(name.as_str());
            }
        });
    }
    used
}

fn unused_holes(
    patterns: &[Pattern],
    strings: &[Spanned<String>],
    used: &BTreeSet<&str>,
) -> Result<(), Flaw> {
    for (pattern, string) in patterns.iter().zip(strings) {
        let names: BTreeSet<&str> =
            pattern.holes().iter().filter_map(|hole| hole.name.as_deref()).collect();
        if let Some(unused) = names.difference(used).next() {
            let help = format!("没有用处就写成 {{:类型}},否则在 require 里用上 {unused}");
            return Err(Flaw::new(string.span(), format!("空位“{unused}”没有用到"), help));
        }
        if let Some(missing) = used.difference(&names).next() {
            let help = format!("每个 find 都要有用到的空位,补上 {{{missing}:类型}}");
            return Err(Flaw::new(string.span(), format!("这个 find 里没有空位“{missing}”"), help));
        }
    }
    Ok(())
}
