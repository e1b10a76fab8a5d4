//! From a rule as written to a rule that runs, with every mistake found on the way.

use std::sync::Arc;
use toml::Spanned;

use super::error::{Flaw, did_you_mean};
use super::example::Example;
use super::expr::{self, Expr};
use super::finder::{Antipattern, Finder};
use super::formula::Formula;
use super::model::{Key, RuleEntry, Within};
use super::pattern::{self, Hole, Pattern};
use super::phrase::Phrases;
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
    /// What the two claims it relates have in common; empty for a rule with patterns.
    pub same: Vec<Key>,
    /// The numbers of the indicators of an identity, in the order of its holes.
    pub terms: Vec<u16>,
    /// What makes it step aside.
    pub not: Vec<Antipattern>,
    /// The stretch a pattern may span.
    pub within: Within,
    /// When it applies.
    pub condition: Option<Formula>,
    /// What must hold.
    pub require: Formula,
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
    pub value: Formula,
}

/// Longer patterns and expressions are refused, so that a rule file cannot exhaust memory or stack.
const LONGEST: usize = 2_000;

/// Compiles `entry` of the file with the text `file_text`; its patterns may use `phrases` and `words`.
///
/// # Errors
///
/// A [`Flaw`] in bytes of the file.
pub fn compile(
    entry: &RuleEntry,
    file: &Arc<str>,
    file_text: &str,
    phrases: &Phrases,
    words: &mut Words,
    fold: impl Fn(&str) -> String + Copy,
) -> Result<Rule, Flaw> {
    let id = well_formed(&entry.id)?;
    let source = Source { id: &entry.id, text: file_text };
    let title = entry.title.clone().ok_or_else(|| source.lacks("title"))?;
    let find =
        if entry.claims.is_empty() { source.some(&entry.find, "find")? } else { &entry.find };
    let find = expanded(find, phrases)?;
    let patterns = source.patterns(&find, words, fold)?;
    let not = source.patterns(&entry.not, words, fold)?;
    let mut typed = hole_types(&patterns, &find)?;
    typed.extend(claims(entry)?);

    let scope = Scope { holes: &typed, words };
    let require = source.condition(source.needed(&entry.require, "require")?, &scope)?;
    let condition = entry.condition.as_ref().map(|it| source.condition(it, &scope)).transpose()?;
    let say = source.message(source.needed(&entry.say, "say")?, &scope)?;
    let proof = entry.proof.as_ref().map(|it| source.message(it, &scope)).transpose()?;
    let fixes = entry.fix.iter().map(|fix| source.fix(fix, &scope));
    let fixes = fixes.collect::<Result<Vec<_>, _>>()?;
    let formulas = [&require].into_iter().chain(&condition).chain(say.values());
    let formulas = formulas.chain(fixes.iter().map(|fix| &fix.value));
    let used: Vec<usize> = formulas.flat_map(Formula::holes).collect();
    let holes: Vec<String> = typed.into_iter().map(|(name, _)| name).collect();
    all_used(&patterns, &find, &holes, &used)?;
    claims_used(&entry.claims, &used)?;

    let across = matches!(entry.within, Some(Within::Paragraph | Within::Document));
    let finder = |(pattern, string): (&Pattern, &Spanned<String>)| {
        Finder::new(string.get_ref(), pattern, &holes, words, across)
    };
    let finders = patterns.iter().zip(&find).map(finder).collect();
    Ok(Rule {
        id: id.into(),
        name: name_of(id).into(),
        title,
        why: entry.why.clone().unwrap_or_default(),
        finders,
        same: entry.same.clone(),
        terms: Vec::new(),
        not: not.iter().map(|pattern| Antipattern::new(pattern, words)).collect(),
        within: entry.within.unwrap_or_default(),
        condition,
        require,
        say,
        proof,
        help: entry.help.clone().unwrap_or_default(),
        fixes,
        level: entry.level.unwrap_or(Severity::Error),
        holes,
        ok: source.examples(source.some(&entry.ok, "ok")?)?,
        bad: source.examples(source.some(&entry.bad, "bad")?)?,
        file: file.clone(),
        pack: 0,
    })
}

/// The id without its variant.
pub fn name_of(id: &str) -> &str {
    id.split('#').next().unwrap_or(id)
}

fn well_formed(id: &Spanned<String>) -> Result<&str, Flaw> {
    let text = id.get_ref().as_str();
    if text.contains('/') && !text.contains(char::is_whitespace) {
        return Ok(text);
    }
    let message = format!("规则编号“{text}”不合写法");
    Err(Flaw::new(id.span(), message, "写成 组/名,例如 date/duration"))
}

/// The file a rule stands in: turns its strings into what they say, and flaws in them into flaws of the file.
struct Source<'a> {
    id: &'a Spanned<String>,
    text: &'a str,
}

impl Source<'_> {
    fn lacks(&self, item: &str) -> Flaw {
        let message = format!("规则 {} 缺少 {item}", self.id.get_ref());
        Flaw::new(self.id.span(), message, format!("给这条规则写上 {item}"))
    }

    fn needed<'b, T>(&self, given: &'b Option<T>, item: &str) -> Result<&'b T, Flaw> {
        given.as_ref().ok_or_else(|| self.lacks(item))
    }

    fn some<'b, T>(&self, given: &'b [T], item: &str) -> Result<&'b [T], Flaw> {
        if given.is_empty() { Err(self.lacks(item)) } else { Ok(given) }
    }

    /// Where the text of a string begins in the file. Exact for literal strings; basic strings with escapes before the
    /// place are off by the length of the escapes, so those point at the whole string.
    fn offset(&self, string: &Spanned<String>) -> usize {
        let raw = self.text.get(string.span()).unwrap_or_default();
        string.span().start
            + if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 }
    }

    fn patterns(
        &self,
        strings: &[Spanned<String>],
        words: &Words,
        fold: impl Fn(&str) -> String + Copy,
    ) -> Result<Vec<Pattern>, Flaw> {
        let one = |string: &Spanned<String>| {
            short(string, "模式太长", "拆成几个 find")?;
            let pattern = pattern::parse(string.get_ref(), fold).map_err(|flaw| {
                let written = self.text.get(string.span()).unwrap_or_default();
                if written.contains(string.get_ref().as_str()) {
                    flaw.shifted(self.offset(string))
                } else {
                    // What is wrong stands in a phrase, elsewhere.
                    Flaw { at: string.span(), ..flaw }
                }
            })?;
            known_words(&pattern, string, words)?;
            Ok(pattern)
        };
        strings.iter().map(one).collect()
    }

    /// A formula that is true or false.
    fn condition(&self, string: &Spanned<String>, scope: &Scope<'_>) -> Result<Formula, Flaw> {
        short(string, "式子太长", "拆成几条规则")?;
        let formula = expr::parse(string.get_ref())
            .and_then(|expr: Expr| scope.expect(&expr, Type::Truth))
            .map_err(|flaw| flaw.shifted(self.offset(string)))?;
        Ok(formula.0)
    }

    fn message(&self, string: &Spanned<String>, scope: &Scope<'_>) -> Result<Template, Flaw> {
        Template::parse(string.get_ref(), scope).map_err(|flaw| flaw.shifted(self.offset(string)))
    }

    fn fix(&self, string: &Spanned<String>, scope: &Scope<'_>) -> Result<Fix, Flaw> {
        short(string, "式子太长", "写短些")?;
        let whole = self.offset(string)..self.offset(string) + string.get_ref().len();
        let help = "写成 空位 = 式子,例如 span = days(from, to)";
        let split = string.get_ref().split_once('=');
        let (hole, value) = split.ok_or_else(|| Flaw::new(whole.clone(), "缺少等号", help))?;
        let at = scope.holes.iter().position(|(name, _)| name == hole.trim());
        let at = at.ok_or_else(|| Flaw::new(whole, format!("没有空位“{}”", hole.trim()), help))?;
        let (value, _) = expr::parse(value)
            .and_then(|expr| scope.check(&expr))
            .map_err(|flaw| flaw.shifted(self.offset(string) + hole.len() + 1))?;
        Ok(Fix { hole: at, value })
    }

    fn examples(&self, strings: &[Spanned<String>]) -> Result<Vec<Example>, Flaw> {
        let parse = |string: &Spanned<String>| {
            Example::parse(string.get_ref()).map_err(|flaw| flaw.shifted(self.offset(string)))
        };
        strings.iter().map(parse).collect()
    }
}

/// The patterns with their phrases written out, each where the string stands that names them.
fn expanded(strings: &[Spanned<String>], phrases: &Phrases) -> Result<Vec<Spanned<String>>, Flaw> {
    let mut all = Vec::with_capacity(strings.len());
    for string in strings {
        let patterns = phrases.expand(string.get_ref()).map_err(|unknown| match unknown {
            Some(name) => {
                let help = did_you_mean(&name, phrases.names());
                Flaw::new(string.span(), format!("没有短语 <{name}>"), help)
            }
            None => Flaw::new(string.span(), "短语展开得太多", "拆成几条规则"),
        })?;
        all.extend(patterns.into_iter().map(|pattern| Spanned::new(string.span(), pattern)));
    }
    Ok(all)
}

fn short(string: &Spanned<String>, message: &str, advice: &str) -> Result<(), Flaw> {
    if string.get_ref().len() <= LONGEST {
        return Ok(());
    }
    Err(Flaw::new(string.span(), message, format!("不超过 {LONGEST} 字节,{advice}")))
}

fn known_words(pattern: &Pattern, string: &Spanned<String>, words: &Words) -> Result<(), Flaw> {
    match pattern.word_sets().into_iter().find(|set| words.id(set).is_none()) {
        None => Ok(()),
        Some(set) => {
            let help = did_you_mean(set, words.names());
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

/// The claims that a rule relates in place of patterns: two figures.
fn claims(entry: &RuleEntry) -> Result<Vec<(String, Type)>, Flaw> {
    let Some(first) = entry.claims.first() else { return Ok(Vec::new()) };
    let help = "写成 claims = ['a', 'b'],并写 same 说明两处有什么相同;这样的规则没有 find";
    let flaw = |message: &str| Flaw::new(first.span(), message, help);
    match entry.claims.as_slice() {
        _ if entry.same.contains(&Key::Identity) => {}
        [a, b] if a.get_ref() != b.get_ref() => {}
        _ => return Err(flaw("claims 要两个不同的名字")),
    }
    if entry.same.is_empty() || !entry.find.is_empty() {
        return Err(flaw("claims 要有 same,不能有 find"));
    }
    let typed = |name: &Spanned<String>| (name.get_ref().clone(), Type::Amount("any"));
    Ok(entry.claims.iter().map(typed).collect())
}

/// Both claims must be `used`.
fn claims_used(claims: &[Spanned<String>], used: &[usize]) -> Result<(), Flaw> {
    match claims.iter().enumerate().find(|(at, _)| !used.contains(at)) {
        None => Ok(()),
        Some((_, name)) => {
            let message = format!("空位“{}”没有用到", name.get_ref());
            Err(Flaw::new(name.span(), message, "在 require 里用上它"))
        }
    }
}

/// Every named hole of a pattern must be `used`, and every used one must stand in each pattern.
fn all_used(
    patterns: &[Pattern],
    strings: &[Spanned<String>],
    holes: &[String],
    used: &[usize],
) -> Result<(), Flaw> {
    for (pattern, string) in patterns.iter().zip(strings) {
        let stand: Vec<&str> =
            pattern.holes().iter().filter_map(|hole| hole.name.as_deref()).collect();
        for (at, hole) in holes.iter().enumerate() {
            let (message, help) = match (stand.contains(&hole.as_str()), used.contains(&at)) {
                (true, false) => (
                    format!("空位“{hole}”没有用到"),
                    format!("没有用处就写成 {{:类型}},否则在 require 里用上 {hole}"),
                ),
                (false, true) => (
                    format!("这个 find 里没有空位“{hole}”"),
                    format!("每个 find 都要有用到的空位,补上 {{{hole}:类型}}"),
                ),
                _ => continue,
            };
            return Err(Flaw::new(string.span(), message, help));
        }
    }
    Ok(())
}
