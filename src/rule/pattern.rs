//! Patterns: what a rule looks for, written like the text it finds.
//!
//! | written | finds |
//! | --- | --- |
//! | `{x:date}` | a mention of the kind, or of one of several: `{x:count\|money}`; a group of kinds: `{x:amount}` |
//! | `{:date}` | the same without a name |
//! | `{x:amount*}` | a list of mentions with text between them |
//! | `@took` | a word of the set |
//! | `<rise>` | each of the patterns of the phrase in turn: see [`super::phrase`] |
//! | `‥` | a few words: text without a mention, inside the clause, at most 8 characters |
//! | `…` | some text without a mention, inside the sentence, at most 24 characters |
//! | `……` | some text that may hold mentions, inside the sentence, at most 80 characters |
//! | `(甲\|乙)` `(甲)?` `@took?` `的?` | alternatives, an optional part |
//! | `至` | itself, folded; 至 is also what joins the two dates or times of a range |
//! | `\(` | a bracket |
//!
//! Spaces are ignored, so a long pattern can be laid out.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{anychar, char, none_of, one_of};
use nom::combinator::{map, not, opt, value, verify};
use nom::multi::{fold_many1, many0, separated_list1};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Offset, Parser};

use super::error::{Flaw, did_you_mean};
use super::words::Words;
use crate::parse::Kind;

/// A set of mention kinds, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(pub u32);

impl Kinds {
    /// Just one.
    #[must_use]
    pub const fn one(kind: Kind) -> Self {
        Self(1 << kind as u32)
    }

    /// Whether `kind` is in it.
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    /// The kinds in it.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |&kind| self.has(kind))
    }

    /// The kinds of a name: a kind, or a group.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let of =
            |kinds: &[Kind]| Self(kinds.iter().fold(0, |bits, &kind| bits | Self::one(kind).0));
        use Kind::{
            Age, Count, Duration, Fraction, Money, Multiple, Number, Ordinal, Percent,
            PercentPoint, Quantity, Rank,
        };
        let group = match name {
            "amount" => of(&[Number, Count, Quantity, Money]),
            "measure" => of(&[Number, Count, Quantity, Money, Percent, Multiple, Duration, Age]),
            "share" => of(&[Percent, Fraction]),
            "figure" => of(&[
                Number,
                Count,
                Quantity,
                Money,
                Percent,
                PercentPoint,
                Fraction,
                Multiple,
                Rank,
                Ordinal,
                Duration,
                Age,
            ]),
            _ => Self::one(Kind::ALL.into_iter().find(|kind| kind.name() == name)?),
        };
        Some(group)
    }

    /// What an editor calls what is of these kinds.
    #[must_use]
    pub fn label(self) -> String {
        let group = [("amount", "数量"), ("share", "占比"), ("figure", "数字")];
        let group = group.into_iter().find(|(name, _)| Self::named(name) == Some(self));
        let kinds = || self.iter().map(Kind::label).collect::<Vec<_>>().join("或");
        group.map_or_else(kinds, |(_, label)| label.to_owned())
    }

    /// Names that [`Self::named`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        Kind::ALL.into_iter().map(Kind::name).chain(["amount", "measure", "share", "figure"])
    }
}

/// A typed hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Its name; `None` when the rule does not need the value.
    pub name: Option<String>,
    /// What fits.
    pub kinds: Kinds,
    /// Whether it is a list.
    pub list: bool,
}

/// How far a gap may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// `‥`: inside the clause.
    Words,
    /// `…`: inside the sentence, over no mention.
    Text,
    /// `……`: inside the sentence, over mentions.
    Wide,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Literal text, folded.
    Text(String),
    /// A word of a set.
    Words(String),
    /// A mention.
    Hole(Hole),
    /// Text that does not matter.
    Gap(Gap),
    /// Alternatives, perhaps optional.
    Group {
        /// The alternatives.
        any: Vec<Vec<Self>>,
        /// Whether nothing will do too.
        optional: bool,
    },
}

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

/// Parses a pattern; `fold` folds literal text as the document is folded.
///
/// # Errors
///
/// A [`Flaw`] at the place where it cannot be read.
pub fn parse(text: &str, fold: impl Fn(&str) -> String) -> Result<Pattern, Flaw> {
    let (rest, mut pieces) = sequence(text).unwrap_or((text, Vec::new()));
    if !rest.is_empty() {
        return Err(flaw_at(text, rest));
    }
    fold_text(&mut pieces, &fold);
    Ok(Pattern { pieces })
}

fn fold_text(pieces: &mut [Piece], fold: &impl Fn(&str) -> String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => *text = fold(text),
            Piece::Group { any, .. } => any.iter_mut().for_each(|pieces| fold_text(pieces, fold)),
            _ => {}
        }
    }
}

/// What stands at the place where parsing stopped.
fn flaw_at(text: &str, rest: &str) -> Flaw {
    let at = text.offset(rest);
    let first = rest.chars().next().map_or(1, char::len_utf8);
    if !rest.starts_with('{') {
        let message = format!("模式在“{}”处读不下去", rest.chars().take(6).collect::<String>());
        return Flaw::new(at..at + first, message, "括号要成对;@ 后面写词表名,{} 里写 名字:类型");
    }
    let end = rest.find('}').map_or(text.len(), |end| at + end + 1);
    let inner = text[at + 1..end].trim_end_matches('}');
    let kinds = inner.split_once(':').map_or("", |(_, kinds)| kinds.trim_end_matches('*'));
    match kinds.split('|').find(|kind| Kinds::named(kind).is_none()) {
        Some(unknown) if inner.contains(':') => Flaw::new(
            at..end,
            format!("没有“{unknown}”这种类型"),
            did_you_mean(unknown, Kinds::names()),
        ),
        _ => Flaw::new(
            at..end,
            "空位写法不对",
            "写成 {名字:类型},例如 {total:amount} 或 {parts:count*}",
        ),
    }
}

fn sequence(input: &str) -> IResult<&str, Vec<Piece>> {
    many0(piece).parse(input)
}

fn piece(input: &str) -> IResult<&str, Piece> {
    let (input, _) = many0(one_of(" \n")).parse(input)?;
    let (input, piece) = alt((
        value(Piece::Gap(Gap::Wide), tag("……")),
        value(Piece::Gap(Gap::Text), tag("…")),
        value(Piece::Gap(Gap::Words), tag("‥")),
        map((char('@'), name, opt(char('?'))), |(_, set, optional)| words(set, optional.is_some())),
        map(hole, Piece::Hole),
        group,
        optional_character,
        map(literal, Piece::Text),
    ))
    .parse(input)?;
    let (input, _) = many0(one_of(" \n")).parse(input)?;
    Ok((input, piece))
}

fn name(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_').parse(input)
}

fn words(set: &str, optional: bool) -> Piece {
    let words = Piece::Words(set.to_owned());
    if optional { Piece::Group { any: vec![vec![words]], optional } } else { words }
}

fn literal(input: &str) -> IResult<&str, String> {
    fold_many1(terminated(character, not(char('?'))), String::new, |mut text, c| {
        text.push(c);
        text
    })
    .parse(input)
}

/// One character that may be missing: `(?` after a backslash, `的?`.
fn optional_character(input: &str) -> IResult<&str, Piece> {
    let text = map(terminated(character, char('?')), |c| vec![Piece::Text(c.to_string())]);
    map(text, |text| Piece::Group { any: vec![text], optional: true }).parse(input)
}

fn character(input: &str) -> IResult<&str, char> {
    alt((preceded(char('\\'), anychar), none_of("‥…@{}()|?\\ \n"))).parse(input)
}

fn hole(input: &str) -> IResult<&str, Hole> {
    let kind = map(name, Kinds::named);
    let kinds = map(separated_list1(char('|'), kind), |kinds| {
        kinds.into_iter().try_fold(Kinds::default(), |all, kind| Some(Kinds(all.0 | kind?.0)))
    });
    let known = verify(kinds, Option::is_some);
    let (rest, (_, name, _, kinds, list, _)) =
        (char('{'), opt(name), char(':'), known, opt(char('*')), char('}')).parse(input)?;
    let hole = Hole {
        name: name.map(str::to_owned),
        kinds: kinds.unwrap_or_default(),
        list: list.is_some(),
    };
    Ok((rest, hole))
}

fn group(input: &str) -> IResult<&str, Piece> {
    let (rest, (_, any, _, optional)) =
        (char('('), separated_list1(char('|'), sequence), char(')'), opt(char('?')))
            .parse(input)?;
    Ok((rest, Piece::Group { any, optional: optional.is_some() }))
}

impl Pattern {
    /// The named holes, in order of first appearance.
    #[must_use]
    pub fn holes(&self) -> Vec<&Hole> {
        let mut holes = Vec::new();
        collect_holes(&self.pieces, &mut holes);
        holes
    }

    /// The word sets it names.
    #[must_use]
    pub fn word_sets(&self) -> Vec<&str> {
        let mut sets = Vec::new();
        collect_sets(&self.pieces, &mut sets);
        sets
    }
}

fn collect_holes<'a>(pieces: &'a [Piece], holes: &mut Vec<&'a Hole>) {
    for piece in pieces {
        match piece {
            Piece::Hole(hole) if hole.name.is_some() => holes.push(hole),
            Piece::Group { any, .. } => any.iter().for_each(|pieces| collect_holes(pieces, holes)),
            _ => {}
        }
    }
}

fn collect_sets<'a>(pieces: &'a [Piece], sets: &mut Vec<&'a str>) {
    for piece in pieces {
        match piece {
            Piece::Words(set) => sets.push(set),
            Piece::Group { any, .. } => any.iter().for_each(|pieces| collect_sets(pieces, sets)),
            _ => {}
        }
    }
}

/// Pieces as an editor would write them: 从〈日期〉…到〈日期〉…〔历时、为期……〕〈时长〉.
#[must_use]
pub fn in_words(pieces: &[Piece], words: &Words) -> String {
    pieces.iter().map(|piece| piece_in_words(piece, words)).collect()
}

/// So many words of a set stand for it.
const SHOWN: usize = 3;

fn piece_in_words(piece: &Piece, words: &Words) -> String {
    match piece {
        Piece::Text(text) => text.clone(),
        Piece::Words(set) => {
            let all = words.of(set);
            let more = if all.len() > SHOWN { "……" } else { "" };
            format!("〔{}{more}〕", all[..all.len().min(SHOWN)].join("、"))
        }
        Piece::Gap(_) => "…".to_owned(),
        Piece::Hole(hole) if hole.list => format!("〈{},…〉", hole.kinds.label()),
        Piece::Hole(hole) => format!("〈{}〉", hole.kinds.label()),
        Piece::Group { any, optional } => {
            let any: Vec<String> = any.iter().map(|pieces| in_words(pieces, words)).collect();
            let or_not = if *optional { "?" } else { "" };
            format!("〔{}〕{or_not}", any.join("|"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Pattern, Flaw> {
        parse(text, str::to_owned)
    }

    #[test]
    fn pieces() {
        let pattern =
            parsed("{from:date}…@begin(从|自)?{:date-range}……{parts:count|money*}元").unwrap();
        assert_eq!(pattern.pieces.len(), 8);
        assert_eq!(pattern.pieces[1], Piece::Gap(Gap::Text));
        assert_eq!(pattern.word_sets(), ["begin"]);
        let names: Vec<_> =
            pattern.holes().iter().map(|hole| (hole.name.as_deref(), hole.list)).collect();
        assert_eq!(names, [(Some("from"), false), (Some("parts"), true)]);
    }

    #[test]
    fn unknown_kind_is_named() {
        let flaw = parsed("共{x:percnt}").unwrap_err();
        assert_eq!(&"共{x:percnt}"[flaw.at.clone()], "{x:percnt}");
        assert!(flaw.help.contains("percent"), "{flaw:?}");
    }

    #[test]
    fn unbalanced_is_a_flaw() {
        for text in ["(甲|乙", "{x}", "{x:date", "甲)", "甲\\"] {
            assert!(parsed(text).is_err(), "{text}");
        }
    }
}
