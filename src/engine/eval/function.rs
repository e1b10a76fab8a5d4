//! What the functions of [`crate::rule::function`] compute.

use rust_decimal::Decimal;

use super::{
    Answer, Env, Filled, Val, again, claim, gap, growth, kinds, means, misadded, names, partition,
    parts, record, respective, shares,
};
use crate::engine::shadow::Part;
use crate::engine::{age, almanac, calendar, edition};
use crate::parse::{Kind, Mention, Value};
use crate::rule::formula::Formula;
use crate::rule::function::Function;
use crate::value::{
    DatePart, DateValue, Effect, Figure, Hedges, Interval, Slip, Truth, Undecided, UnitId,
};

/// Numbers in a unit.
pub(super) type Amount = (Interval, UnitId);

/// Calls a function with as many arguments as it takes, which was checked when the rule was loaded.
pub(super) fn call(env: &Env<'_>, function: Function, arguments: &[Formula]) -> Answer {
    let amount = |at: usize| env.amount(&arguments[at]);
    let when = |at: usize| env.when(&arguments[at]);
    let stated = |at: usize| mention(env, &arguments[at]);
    let figure = |at: usize| figure(env, &arguments[at]);
    let items = |at: usize| list(env, &arguments[at]);
    let known = |truth: bool| Ok(Val::Truth(Truth::known(truth)));
    match function {
        Function::Abs => amount(0).map(|(interval, unit)| Val::Amount(interval.abs(), unit)),
        Function::Additive => figure(0).and_then(|figure| known(parts::additive(env, figure))),
        Function::AddsUp => parts::adds_up(env, amount(0)?, &items(1)?.0, arguments),
        Function::Age => age_at(env, when(0)?, when(1)?, stated(2)?),
        Function::AllShares => known(partition::all_shares(env, &arguments[0])?),
        Function::Alike => {
            claim::alike(env, stated(0)?, stated(1)?).map(|truth| Val::Truth(Truth::known(truth)))
        }
        Function::Anniversary => {
            Ok(Val::Amount(age::anniversary(when(0)?, when(1)?)?, UnitId::YEAR))
        }
        Function::Apart => calendar::same(when(0)?, when(1)?).map(|truth| Val::Truth(!truth)),
        Function::Averages => known(means::averages(env, &arguments[0], &arguments[1])?),
        Function::Bare => Ok(Val::Amount(amount(0)?.0, UnitId::NONE)),
        Function::Between => {
            let moment = |at: usize| Ok((when(at)?, env.clock(&arguments[at + 1])?));
            let (from, to) = (moment(0)?, moment(2)?);
            Ok(Val::Amount(calendar::between(from, to)?, UnitId::SECOND))
        }
        Function::BreaksDown => parts::breaks_down(env, amount(0)?, arguments),
        Function::Celebrates => almanac::celebrates(env.matched, when(0)?).map(Val::Truth),
        Function::Change => growth::change(env, amount(0)?, amount(1)?),
        Function::Clash => {
            let figure = figure(0)?;
            known(clash(figure.hedges) && !recent(env, stated(0)?, figure))
        }
        Function::Closed => known(items(0)?.1),
        Function::Closes => known(parts::closes(env, &arguments[0])),
        Function::Complete => known(parts::complete(env, arguments)?),
        Function::Confirmed => known(shares::confirmed(env, &arguments[0], &arguments[1])?),
        Function::Count => {
            let count = Interval::point(items(0)?.0.len().into());
            Ok(Val::Amount(count, UnitId::NONE))
        }
        Function::Cyclic => {
            let name = almanac::named(words(env, &arguments[1]), env.matched);
            almanac::cyclic(when(0)?, name.ok_or(Undecided::Unknown)?).map(Val::Truth)
        }
        Function::Day => match when(0)?.first.part {
            DatePart::Day(_, day) => Ok(Val::Amount(Interval::point(day.into()), UnitId::NONE)),
            _ => Err(Undecided::UnknownDate),
        },
        Function::Days => Ok(Val::Amount(calendar::days(when(0)?, when(1)?)?, UnitId::DAY)),
        Function::Differ => known(differ(env, amount(0)?, amount(1)?)),
        Function::Edition => {
            let number = i16::try_from(figure(0)?.to).map_err(|_| Undecided::Arithmetic)?;
            edition::edition(env.matched, number, when(1)?).map(Val::Truth)
        }
        Function::Elapsed => elapsed(env, &arguments[0], &arguments[1], amount(2)?.1),
        Function::Elsewhere => known(shares::elsewhere(env, &arguments[0], &arguments[1])?),
        Function::Ends => when(0)?.end(true).map(Val::When),
        Function::Enumerated => names::enumerated(env, stated(0)?),
        Function::Exact => {
            let figure = figure(0)?;
            Ok(Val::Amount(Interval::between(figure.from, figure.to), figure.unit))
        }
        Function::Exclusive => known(kinds::exclusive(env, &arguments[0])?),
        Function::Exists => known(exists(env, stated(0)?, part(env, &arguments[0]))),
        Function::Falling => figure(0).and_then(|figure| known(figure.from > figure.to)),
        Function::Falls => almanac::falls(when(0)?, when(1)?).map(Val::Truth),
        Function::FestivalDay => almanac::festival_day(env.matched, when(0)?).map(Val::When),
        Function::First => end(env, figure(0)?, false),
        Function::Floor => figure(0).and_then(|figure| known(parts::is_floor(figure))),
        Function::Follows => known(follows(env, stated(0)?, &arguments[1])),
        Function::Gap => Ok(Val::Amount(gap::gap(when(0)?, when(1)?, amount(2)?.1)?, amount(2)?.1)),
        Function::Growth => growth::growth(env, amount(0)?, amount(1)?),
        Function::Hedged => figure(0).and_then(|figure| known(!figure.hedges.is_empty())),
        Function::HedgedBy => {
            let Mention { extent, span, .. } = stated(0)?;
            let has = |start: u32, end: u32| {
                has_word(env, &env.text[start as usize..end as usize], &arguments[1])
            };
            known(has(extent.start, span.start) || has(span.end, extent.end))
        }
        Function::High => figure(0).map(|it| Val::Amount(Interval::point(it.to), it.unit)),
        Function::Hour => {
            let hours = Decimal::from(env.clock(&arguments[0])?.seconds()) / Decimal::from(3600);
            Ok(Val::Amount(Interval::point(hours), UnitId::NONE))
        }
        Function::Hours => {
            let (time, unit) = amount(0)?;
            Ok(Val::Amount(env.convert(time, unit, UnitId::HOUR)?, UnitId::NONE))
        }
        Function::Implied => shares::implied(env, &arguments[0], &arguments[1]),
        Function::InPercent => figure(0).and_then(|figure| known(figure.unit == UnitId::PERCENT)),
        Function::Joins => known(calendar::joins(when(0)?, when(1)?, when(2)?)?),
        Function::Jubilee => edition::jubilee(env.matched, figure(0)?.to, when(1)?).map(Val::Truth),
        Function::Last => end(env, figure(0)?, true),
        Function::Led => known(led(env, stated(0)?, &arguments[1])),
        Function::Likeness => {
            let likeness = claim::likeness(env, stated(0)?, stated(1)?);
            Ok(Val::Amount(Interval::point(likeness.into()), UnitId::NONE))
        }
        Function::Listed => known(listed(env, stated(0)?)),
        Function::Low => figure(0).map(|it| Val::Amount(Interval::point(it.from), it.unit)),
        Function::Lunar => known(matches!(when(0)?.first.part, DatePart::Lunar(..))),
        Function::Max => parts::max(env, &items(0)?.0),
        Function::Misadded => known(misadded::misadded(env, stated(0)?, &arguments[1])?),
        Function::Misplaced => known(claim::misplaced(env, stated(0)?, stated(1)?)?),
        Function::Multiplied => growth::multiplied(env, amount(0)?, amount(1)?, amount(2)?),
        Function::NamedAfter => names::after(env, stated(0)?),
        Function::NamedAlike => known(named_alike(env, stated(0)?, stated(1)?)),
        Function::NamedBefore => names::before(env, stated(0)?),
        Function::NamesAgain => known(again::names_again(env, stated(0)?, stated(1)?)),
        Function::NextTo => known(parts::next_to(env, &arguments[0], &arguments[1])?),
        Function::NotBefore => gap::in_order(when(1)?, when(0)?).map(Val::Truth),
        Function::Number => figure(0).map(|it| Val::Amount(Interval::point(it.to), UnitId::NONE)),
        Function::Opens => known(parts::opens(env, &arguments[0])),
        Function::Numbered => known(parts::numbered(env, &arguments[0])?),
        Function::Occasion => edition::occasion(env.matched, when(0)?).map(Val::Truth),
        Function::OfNamed => known(shares::of_named(env, &arguments[0], &arguments[1])?),
        Function::OfOneWhole => known(shares::of_one_whole(env, arguments)?),
        Function::Overruns => known(misadded::overruns(env, stated(0)?, &arguments[1])?),
        Function::Per => known(means::per(env, &arguments[0], &arguments[1])?),
        Function::Percent => {
            let (interval, unit) = amount(0)?;
            let percent = env.convert(interval, unit, UnitId::PERCENT)?;
            Ok(Val::Amount(percent, UnitId::PERCENT))
        }
        Function::PlanYear => {
            let year = edition::plan_year(env.matched, when(0)?)?;
            Ok(Val::Amount(Interval::point(year.into()), UnitId::NONE))
        }
        Function::Possible => shares::possible(env, &arguments[0], &arguments[1]),
        Function::Priced => known(means::priced(env, arguments)?),
        Function::Proportion => shares::proportion(env, &arguments[0]),
        Function::Published => {
            let day = env.published.ok_or(Undecided::UnknownDate)?;
            Ok(Val::When(calendar::When::day(day)))
        }
        Function::Range => figure(0).and_then(|figure| known(figure.is_range())),
        Function::Redundant => figure(0).and_then(|figure| known(doubled_bound(figure.hedges))),
        Function::Reigned => {
            // The reign is part of the date, or stands beside it.
            let when = when(0)?;
            let within = env.text_of(&arguments[0]).unwrap_or_default().as_bytes();
            let of_date = almanac::reigned(env.words, within, when);
            of_date.or_else(|_| almanac::reigned(env.words, env.matched, when)).map(Val::Truth)
        }
        Function::Repeated => figure(0).and_then(|figure| known(repeated(figure.hedges))),
        Function::Restates => {
            Ok(Val::Truth(figure(0)?.restates(figure(1)?, env.reading, env.widths)))
        }
        Function::Rise => growth::rise(env, amount(0)?, amount(1)?),
        Function::Round => figure(0).and_then(|figure| known(round(figure))),
        Function::Said => {
            let said = |id: &usize| env.words.stand_in(*id, env.matched);
            known(matches!(&arguments[0], Formula::Words(id) if said(id)))
        }
        Function::RespectiveCount => respective::counted(env, stated(0)?),
        Function::RespectiveNames => respective::names(env, stated(0)?),
        Function::RespectiveValues => respective::values(env, stated(0)?),
        Function::Rounded => means::rounded(env, &arguments[0]),
        Function::SameName => known(parts::same_name(env, &arguments[0], &arguments[1])?),
        Function::SameNoun => known(claim::same_noun(env, stated(0)?, stated(1)?)),
        Function::SameSeries => known(again::same_series(env, stated(0)?, stated(1)?)),
        Function::SameThings => known(parts::same_things(env, &arguments[0], &arguments[1])?),
        Function::Scaled => {
            let (a, b) = (figure(0)?, figure(1)?);
            known(Slip::between(a, b).is_some_and(|slip| slip.magnitude))
        }
        Function::Sets => known(record::sets(env, stated(0)?)?),
        Function::Share => {
            quotient(env, amount(0)?, amount(1)?, Decimal::ONE_HUNDRED, UnitId::PERCENT)
        }
        Function::Shift | Function::Unshift => {
            let (by, unit) = amount(1)?;
            calendar::shift(when(0)?, by, unit, function == Function::Unshift).map(Val::When)
        }
        Function::Siblings => known(kinds::siblings(env, &arguments[0])?),
        Function::Signed => parts::signed(env, &arguments[0]),
        Function::Slips => {
            let text = |at: usize| env.text_of(&arguments[at]).ok_or(Undecided::Unknown);
            known(slips(text(0)?, text(1)?))
        }
        Function::SpeaksOf => known(shares::speaks_of(env, &arguments[0], &arguments[1])?),
        Function::Spelled => {
            let day = env.text_of(&arguments[0]).and_then(spelled);
            day.map(Val::Weekday).ok_or(Undecided::UnknownDate)
        }
        Function::Spoken => {
            let text = env.text_of(&arguments[0]).ok_or(Undecided::Unknown)?;
            known(has_word(env, text, &arguments[1]))
        }
        Function::Starts => when(0)?.end(false).map(Val::When),
        Function::Streak => record::streak(env),
        Function::Sum => parts::sum(env, &items(0)?.0),
        Function::SumsUp => known(means::sums_up(env, &arguments[0], &arguments[1])?),
        Function::Times => quotient(env, amount(1)?, amount(0)?, Decimal::ONE, UnitId::TIMES),
        Function::TitlesBefore => names::titles_before(env, stated(0)?),
        Function::Unit => {
            let ((a, from), (_, to)) = (amount(0)?, amount(1)?);
            Ok(Val::Amount(env.convert(a, from, to)?, to))
        }
        Function::Vague => figure(0).and_then(|figure| known(vague(figure.hedges))),
        Function::Weekday => calendar::weekday(when(0)?).map(Val::Weekday),
        Function::Worth => worth(env, amount(0)?, amount(1)?.1),
        Function::Year => {
            let when = when(0)?;
            let years = when.first.known_year().zip(when.last.known_year());
            let (first, last) = years.ok_or(Undecided::UnknownDate)?;
            let years = Interval::between(first.min(last).into(), last.max(first).into());
            Ok(Val::Amount(years, UnitId::NONE))
        }
    }
}

fn mention<'a>(env: &'a Env<'_>, hole: &Formula) -> Result<&'a Mention, Undecided> {
    env.mention(hole).ok_or(Undecided::Unknown)
}

fn figure<'a>(env: &'a Env<'_>, hole: &Formula) -> Result<&'a Figure, Undecided> {
    mention(env, hole)?.figure().ok_or(Undecided::Unknown)
}

/// The words of a set.
fn words<'a>(env: &'a Env<'_>, set: &Formula) -> &'a [String] {
    match set {
        Formula::Words(id) => env.words.set(*id),
        _ => &[],
    }
}

pub(super) fn list(env: &Env<'_>, hole: &Formula) -> Result<(Vec<Amount>, bool), Undecided> {
    match env.value(hole)? {
        Val::List(items, closed) => Ok((items, closed)),
        _ => Err(Undecided::Unknown),
    }
}

/// A plain whole number.
fn round(figure: &Figure) -> bool {
    figure.hedges.is_empty() && figure.from.fract().is_zero() && figure.step >= Decimal::ONE
}

/// Hedges that no number satisfies together, as words: 近 is below and 余 above. What stands behind a figure with 余
/// or 多 in it (50多岁及以下, 20多岁左右) speaks of the rounded figure.
fn clash(hedges: Hedges) -> bool {
    let Hedges { before, inside, after } = hedges;
    before.is_some_and(|before| {
        [inside, after].into_iter().flatten().any(|other| excludes(before, other))
    })
}

fn excludes(a: Effect, b: Effect) -> bool {
    use Effect::{About, Above, AtLeast, AtMost, More, Near, Under};
    let side = |effect| match effect {
        Near | Under | AtMost => -1,
        Above | AtLeast | More => 1,
        About => 0,
    };
    // 不到……左右: on either side, yet on one side only.
    side(a) * side(b) < 0 || (a, b) == (Under, About)
}

/// 约……余, 近……左右: on either side, yet on one side only. Wrong by the book, and common in speech.
fn vague(hedges: Hedges) -> bool {
    use Effect::{About, Above, More, Near};
    let Hedges { before, inside, after } = hedges;
    before == Some(About) && [inside, after].contains(&Some(More))
        || matches!((before, after), (Some(Near | Above), Some(About)))
}

/// 近十多年来 are the recent years, not nearly so many; 近10多20年 is one of them too, read as far as 多.
fn recent(env: &Env<'_>, mention: &Mention, figure: &Figure) -> bool {
    let before = &env.text[mention.extent.start as usize..mention.span.start as usize];
    let goes_on = env.text[mention.extent.end as usize..].starts_with(|c: char| c.is_ascii_digit());
    before.trim() == "近" && (goes_on || env.units.get(figure.unit).dimension == "time")
}

/// 至少……以上, 最多……以下: the same bound twice.
fn doubled_bound(hedges: Hedges) -> bool {
    matches!(
        (hedges.before, hedges.after),
        (Some(Effect::AtLeast), Some(Effect::AtLeast))
            | (Some(Effect::AtMost), Some(Effect::AtMost))
    )
}

/// 约……左右, 超过……以上.
fn repeated(hedges: Hedges) -> bool {
    matches!(
        (hedges.before, hedges.after),
        (Some(Effect::About), Some(Effect::About)) | (Some(Effect::Above), Some(Effect::AtLeast))
    )
}

/// 8日 3日, 9月 6月: the same unit twice where month and day should stand.
fn slips(a: &str, b: &str) -> bool {
    let numeral = |text: &str| {
        text.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十廿卅".contains(c))
    };
    ["日", "月"].iter().any(|unit| {
        let last =
            a.strip_suffix(unit).map(|head| head.rsplit(['年', '月']).next().unwrap_or(head));
        last.is_some_and(numeral) && b.strip_suffix(unit).is_some_and(numeral)
    })
}

/// Which end of a range a hole is bound to.
fn part(env: &Env<'_>, hole: &Formula) -> Part {
    match env.bound(hole) {
        Some(Filled::One(one)) => one.part,
        _ => Part::Whole,
    }
}

fn exists(env: &Env<'_>, mention: &Mention, part: Part) -> bool {
    let text = &env.text[mention.span.range()];
    // The month of a bare 30日 is a guess; that of 4月28日至31日 is not.
    let date = |date: &DateValue| match date.part {
        // 第32号 is the number of a document.
        DatePart::Day(_, day) if !text.contains(['月', '-', '/', '.']) => {
            (1..=31).contains(&day) || text.ends_with('号')
        }
        _ => date.exists(),
    };
    match &mention.value {
        Value::Date(value) => date(value),
        Value::Dates([first, last]) => {
            (part == Part::Last || date(&first.value)) && (part == Part::First || date(&last.value))
        }
        // 午夜12时46分 is read as 24:46, and is a time; so is 24:56 on television.
        Value::Clock(clock) => {
            clock.exists() || clock.hour == 24 && clock.minute.is_none_or(|minute| minute < 60)
        }
        Value::Figure(_) => !runs_over(text),
        Value::Clocks([first, last]) => {
            (part == Part::Last || first.value.exists())
                && (part == Part::First || last.value.exists())
        }
        _ => true,
    }
}

/// Whether a length of time has more than sixty seconds besides minutes, or minutes besides hours: 3分65秒.
fn runs_over(text: &str) -> bool {
    [("分", "秒"), ("时", "分")].into_iter().any(|(longer, unit)| {
        let rest = text.split_once(longer).map_or("", |(_, rest)| rest.trim_start_matches('钟'));
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, rest) = rest.split_at(digits);
        rest.starts_with(unit) && number.parse::<u16>().is_ok_and(|number| number > 60)
    })
}

/// The weekday in the name of a date: 本周日, 上星期五.
fn spelled(text: &str) -> Option<u8> {
    let named = text.char_indices().rev().nth(1).map(|(at, _)| text.split_at(at));
    let (_, name) = named.filter(|(_, name)| name.starts_with(['周', '期', '拜']))?;
    let day = name.chars().next_back()?;
    let at = "一二三四五六日".chars().position(|c| c == day).or((day == '天').then_some(6))?;
    u8::try_from(at + 1).ok()
}

/// The age of who was born on one day on another, in the way the third figure counts.
fn age_at(env: &Env<'_>, born: calendar::When, at: calendar::When, old: &Mention) -> Answer {
    let full = env.text[old.extent.range()].contains("周岁");
    Ok(Val::Amount(age::age(born, at, full)?, UnitId::YEAR))
}

/// The words right before a figure, in its clause and behind the amount before it.
fn led(env: &Env<'_>, mention: &Mention, set: &Formula) -> bool {
    let at = env.mentions.partition_point(|other| other.extent.start < mention.extent.start);
    // Dates and lengths of time are words that lead to a figure.
    let figure = at.checked_sub(1).map(|at| &env.mentions[at]);
    let figure = figure.filter(|it| it.figure().is_some() && it.kind != Kind::Duration);
    let figure = figure.map_or(0, |it| it.extent.end);
    let end = mention.extent.start;
    let before = &env.text[figure.min(end) as usize..end as usize];
    let start = before.char_indices().rev().take(8).last().map_or(before.len(), |(at, _)| at);
    let near = &before[start..];
    let clause = near.rfind([',', ';', ':', '。', '、', '(', ')', '\n']);
    has_word(env, clause.map_or(near, |at| &near[at..]), set)
}

/// The verbs between a name and its figure.
const REACHED: &str = "reached";

/// Whether two figures have the same name right before them, or one has the other's with more in front.
fn named_alike(env: &Env<'_>, a: &Mention, b: &Mention) -> bool {
    let (a, b) = (name_before(env, a), name_before(env, b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.chars().nth(1).is_some() && long.ends_with(short)
}

/// What stands in front of a figure in its clause, behind the mention before it, without the verb.
fn name_before<'a>(env: &Env<'a>, mention: &Mention) -> &'a str {
    let end = mention.extent.start as usize;
    let at = env.mentions.partition_point(|other| other.extent.start < mention.extent.start);
    let start = at.checked_sub(1).map_or(0, |at| env.mentions[at].extent.end as usize);
    let before = &env.text[start.min(end)..end];
    let name = before.rsplit([',', ';', ':', '。', '\n']).next().unwrap_or(before);
    let verbs = env.words.of(REACHED).iter().filter(|verb| name.ends_with(verb.as_str()));
    verbs.map(String::len).max().map_or(name, |verb| &name[..name.len() - verb])
}

/// The word set that begins a list of parts.
const OF_WHICH: &str = "of-which";
/// How far before a figure the beginning of its list is looked for, in bytes.
const LIST: usize = 300;

/// Whether a figure is one of those behind 其中 or 包括, and not the first of them.
fn listed(env: &Env<'_>, mention: &Mention) -> bool {
    let end = mention.extent.start as usize;
    let start = (end.saturating_sub(LIST)..=end).find(|&at| env.text.is_char_boundary(at));
    let before = &env.text[start.unwrap_or(end)..end];
    let sentence = before.rfind(['。', ';', '\n']).map_or(before, |at| &before[at..]);
    let opened = env.words.of(OF_WHICH).iter().filter_map(|word| sentence.rfind(word.as_str()));
    opened.max().is_some_and(|at| {
        let list = end - (sentence.len() - at);
        let known = env.mentions.partition_point(|other| (other.extent.start as usize) < list);
        env.mentions.get(known).is_some_and(|first| (first.extent.start as usize) < end)
    })
}

/// Whether a word of the set stands right before a figure and its hedges.
fn follows(env: &Env<'_>, mention: &Mention, set: &Formula) -> bool {
    let before = env.text[..mention.extent.start as usize].trim_end_matches(' ');
    words(env, set).iter().any(|word| before.ends_with(word.as_str()))
}

fn has_word(env: &Env<'_>, text: &str, set: &Formula) -> bool {
    matches!(set, Formula::Words(id) if env.words.stand_in(*id, text.as_bytes()))
}

fn differ(env: &Env<'_>, (_, x): Amount, (_, y): Amount) -> bool {
    let converts = env.units.factor(x, y).is_some() || env.units.exchange(x, y).is_some();
    x != y && x != UnitId::NONE && y != UnitId::NONE && converts
}

/// An amount of money in another currency, at any rate there was.
fn worth(env: &Env<'_>, (money, from): Amount, to: UnitId) -> Answer {
    let rate = env.units.exchange(from, to).ok_or(Undecided::Units)?;
    Ok(Val::Amount(money.checked_mul(rate).ok_or(Undecided::Arithmetic)?, to))
}

/// The first or the last figure of a range, alone.
fn end(env: &Env<'_>, figure: &Figure, last: bool) -> Answer {
    let at = if last { figure.to } else { figure.from };
    let alone = Figure { from: at, to: at, ..*figure };
    let interval =
        if env.printed { Interval::point(at) } else { alone.interval(env.reading, env.widths) };
    Ok(Val::Amount(interval, figure.unit))
}

fn quotient(env: &Env<'_>, (a, x): Amount, (b, y): Amount, scale: Decimal, unit: UnitId) -> Answer {
    let b = env.convert(b, y, x)?;
    let out =
        a.checked_div(b).and_then(|ratio| ratio.scaled(scale)).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(out, unit))
}

/// Between two dates, two times of day or two weekdays, in `unit`.
fn elapsed(env: &Env<'_>, from: &Formula, to: &Formula, unit: UnitId) -> Answer {
    match (env.value(from)?, env.value(to)?) {
        (Val::When(a), Val::When(b)) => Ok(Val::Amount(calendar::elapsed(a, b, unit)?, unit)),
        (Val::Clock(a), Val::Clock(b)) => {
            let seconds = calendar::between_clocks(a, b);
            Ok(Val::Amount(env.convert(seconds, UnitId::SECOND, unit)?, unit))
        }
        (Val::Weekday(a), Val::Weekday(b)) => {
            let days = calendar::between_weekdays(a, b);
            Ok(Val::Amount(env.convert(days, UnitId::DAY, unit)?, unit))
        }
        _ => Err(Undecided::Units),
    }
}
