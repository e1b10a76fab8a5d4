//! Rule files as they are written.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

use crate::finding::Severity;

/// One file of a pack.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// Word sets, used in patterns as `@name`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub words: BTreeMap<Spanned<String>, Vec<String>>,
    /// Phrases, used in patterns as `<name>`.
    #[serde(default)]
    pub phrases: BTreeMap<String, Vec<String>>,
    /// Rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleEntry>,
    /// Other names of indicators.
    #[serde(default)]
    pub indicators: BTreeMap<String, Vec<String>>,
    /// Identities: rules of one line each.
    #[serde(default, rename = "identity")]
    pub identities: Vec<IdentityEntry>,
}

/// An equation between indicators that holds wherever they stand together.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IdentityEntry {
    /// `进出口总额 = 出口总额 + 进口总额`
    #[cfg_attr(test, schemars(with = "String"))]
    pub equation: Spanned<String>,
}

/// One rule as written, or a change to a rule of an earlier pack (then only `id` with `off` or `level`).
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// `group/name`.
    #[cfg_attr(test, schemars(with = "String"))]
    pub id: Spanned<String>,
    /// What is wrong when it fires, in a few words.
    pub title: Option<String>,
    /// What the mistake is, for an editor.
    pub why: Option<String>,
    /// Patterns; the first that matches a place binds its holes.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub find: Vec<Spanned<String>>,
    /// In place of patterns: the names of two claims, wherever in the article they stand.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub claims: Vec<Spanned<String>>,
    /// What the two claims have in common.
    #[serde(default)]
    pub same: Vec<Key>,
    /// Patterns whose presence in the same stretch makes the rule step aside.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub not: Vec<Spanned<String>>,
    /// The stretch a pattern may span.
    pub within: Option<Within>,
    /// A cheap condition for the rule to apply at all.
    #[serde(rename = "where")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub condition: Option<Spanned<String>>,
    /// What must hold.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub require: Option<Spanned<String>>,
    /// The message.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub say: Option<Spanned<String>>,
    /// The arithmetic in words, where `require` does not show it by itself.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub proof: Option<Spanned<String>>,
    /// What to do about it.
    pub help: Option<String>,
    /// Candidate corrections, `hole = expression`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub fix: Vec<Spanned<String>>,
    /// The gravest level it may have.
    pub level: Option<Severity>,
    /// Switched off.
    #[serde(default)]
    pub off: bool,
    /// Texts it must be silent on.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub ok: Vec<Spanned<String>>,
    /// Texts it must report, 【】 around the primary figure and 〔〕 around related ones.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub bad: Vec<Spanned<String>>,
}

/// What two claims have in common that a rule compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Key {
    /// A heading and what it heads: the first claim stands in the heading, the second is the one below that it tells
    /// again, or else the one most like it.
    Heading,
    /// The indicators of an identity, each next to its figure in one paragraph.
    Identity,
    /// Two claims in running text, in different paragraphs, whose figures differ by one slip of the pen, and whose time,
    /// scope and speaker do not differ.
    Fact,
}

/// The stretch of text a pattern may span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Within {
    /// Between two commas.
    Clause,
    /// Between two full stops or semicolons.
    #[default]
    Sentence,
    /// Between two line ends.
    Paragraph,
    /// The whole article.
    Document,
}
