//! What the functions of [`crate::rule::function`] compute.

use rust_decimal::Decimal;

use super::calendar;
use super::eval::{Answer, Env, Val};
use crate::parse::{Mention, Value};
use crate::rule::expr::{Expr, Node};
use crate::span::Span;
use crate::value::{
    DatePart, DateValue, Effect, End, Figure, Hedges, Interval, Truth, Undecided, UnitId,
};

type Amount = (Interval, UnitId);

/// Calls a function; names and numbers of arguments were checked when the rule was loaded.
pub(super) fn call(env: &Env<'_>, name: &str, arguments: &[Expr]) -> Answer {
    let [first, rest @ ..] = arguments else { return Err(Undecided::Unknown) };
    let amount = |at: usize| env.amount(&arguments[at]);
    match (name, rest.len()) {
        ("abs", 0) => amount(0).map(|(interval, unit)| Val::Amount(interval.abs(), unit)),
        ("percent", 0) => amount(0).and_then(|(interval, unit)| percent(env, interval, unit)),
        ("sum", 0) => list(env, first).and_then(|(items, _)| sum(env, &items)),
        ("max", 0) => list(env, first).and_then(|(items, _)| max(env, &items)),
        ("count", 0) => list(env, first).map(|(items, _)| {
            Val::Amount(Interval::point(Decimal::from(items.len())), UnitId::NONE)
        }),
        ("closed", 0) => list(env, first).map(|(_, closed)| Val::Truth(Truth::known(closed))),
        ("complete", 0) => {
            list(env, first).map(|(items, _)| Val::Truth(Truth::known(complete(env, items.len()))))
        }
        ("days", 1) => days(env, first, &rest[0]),
        ("elapsed", 2) => elapsed(env, first, &rest[0], &rest[1]),
        ("shift" | "unshift", 1) => {
            let (by, unit) = env.amount(&rest[0])?;
            calendar::shift(env.when(first)?, by, unit, name == "unshift").map(Val::When)
        }
        ("differ", 1) => differ(env, amount(0)?, amount(1)?),
        ("adds_up", 1) => adds_up(env, amount(0)?, &rest[0]),
        ("slips", 1) => {
            let (a, b) = (mention(env, first)?, mention(env, &rest[0])?);
            Ok(Val::Truth(Truth::known(slips(
                &env.text[a.span.range()],
                &env.text[b.span.range()],
            ))))
        }
        ("ends", 0) => env.when(first).map(|when| Val::When(calendar::When::one(when.last))),
        ("starts", 0) => env.when(first).map(|when| Val::When(calendar::When::one(when.first))),
        ("apart", 1) => {
            calendar::same(env.when(first)?, env.when(&rest[0])?).map(|truth| Val::Truth(!truth))
        }
        ("weekday", 0) => calendar::weekday(env.when(first)?).map(Val::Weekday),
        ("spelled", 0) => {
            let day = spelled(&env.text[mention(env, first)?.span.range()]);
            day.map(Val::Weekday).ok_or(Undecided::UnknownDate)
        }
        ("exists", 0) => {
            mention(env, first).map(|mention| Val::Truth(Truth::known(exists(env, mention))))
        }
        ("growth", 1) => growth(env, amount(0)?, amount(1)?),
        ("share", 1) => {
            quotient(env, amount(0)?, amount(1)?, Decimal::ONE_HUNDRED, UnitId::PERCENT)
        }
        ("times", 1) => quotient(env, amount(1)?, amount(0)?, Decimal::ONE, UnitId::TIMES),
        ("unit", 1) => {
            let ((a, from), (_, to)) = (amount(0)?, amount(1)?);
            Ok(Val::Amount(env.convert(a, from, to)?, to))
        }
        ("low" | "high", 0) => {
            let figure = figure(env, first)?;
            let at = if name == "low" { figure.from } else { figure.to };
            Ok(Val::Amount(Interval::point(at), figure.unit))
        }
        ("said", 0) => said(env, first),
        ("led", 1) => led(env, mention(env, first)?, &rest[0]),
        ("number", 0) => {
            figure(env, first).map(|figure| Val::Amount(Interval::point(figure.to), UnitId::NONE))
        }
        (_, 0) => figure(env, first)
            .map(|figure| Val::Truth(Truth::known(wording(env, name, first, figure)))),
        _ => Err(Undecided::Unknown),
    }
}

fn mention<'a>(env: &'a Env<'_>, hole: &Expr) -> Result<&'a Mention, Undecided> {
    env.mention(hole).ok_or(Undecided::Unknown)
}

fn figure<'a>(env: &'a Env<'_>, hole: &Expr) -> Result<&'a Figure, Undecided> {
    mention(env, hole)?.figure().ok_or(Undecided::Unknown)
}

/// What the wording of one figure says, without arithmetic.
fn wording(env: &Env<'_>, name: &str, hole: &Expr, figure: &Figure) -> bool {
    match name {
        "clash" => clash(figure.hedges) && !recent(env, hole, figure),
        "vague" => vague(figure.hedges),
        "redundant" => doubled_bound(figure.hedges),
        "repeated" => repeated(figure.hedges),
        "range" => figure.is_range(),
        "round" => {
            figure.hedges.is_empty() && figure.from.fract().is_zero() && figure.step >= Decimal::ONE
        }
        "falling" => figure.from > figure.to,
        _ => false,
    }
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

/// 约……余: on either side, yet above. Wrong by the book, and common in speech.
fn vague(hedges: Hedges) -> bool {
    let Hedges { before, inside, after } = hedges;
    before == Some(Effect::About) && [inside, after].contains(&Some(Effect::More))
}

/// 近十多年来 are the recent years, not nearly so many.
fn recent(env: &Env<'_>, hole: &Expr, figure: &Figure) -> bool {
    let time = env.units.get(figure.unit).dimension == "time";
    time && env.mention(hole).is_some_and(|mention| {
        let before = &env.text[mention.extent.start as usize..mention.span.start as usize];
        before.trim() == "近"
    })
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

fn exists(env: &Env<'_>, mention: &Mention) -> bool {
    let date = |date: &DateValue, span: Span| {
        let text = &env.text[span.range()];
        match date.part {
            // The month of a bare 30日 is a guess.
            DatePart::Day(_, day) if !text.contains(['月', '-', '/', '.']) => {
                (1..=31).contains(&day)
            }
            _ => date.exists(),
        }
    };
    match &mention.value {
        Value::Date(value) => date(value, mention.span),
        Value::Dates(ends) => ends.iter().all(|end| date(&end.value, end.span)),
        Value::Clock(clock) => clock.exists(),
        Value::Clocks(ends) => ends.iter().all(|end| end.value.exists()),
        _ => true,
    }
}

fn said(env: &Env<'_>, set: &Expr) -> Answer {
    let Node::Words(name) = &set.node else { return Err(Undecided::Unknown) };
    let words = env.words.of(name);
    let found =
        words.iter().any(|word| memchr::memmem::find(env.matched, word.as_bytes()).is_some());
    Ok(Val::Truth(Truth::known(found)))
}

/// The weekday in the name of a date: 本周日, 上星期五.
fn spelled(text: &str) -> Option<u8> {
    let named = text.char_indices().rev().nth(1).map(|(at, _)| text.split_at(at));
    let (_, name) = named.filter(|(_, name)| name.starts_with(['周', '期', '拜']))?;
    let day = name.chars().next_back()?;
    let at = "一二三四五六日".chars().position(|c| c == day).or((day == '天').then_some(6))?;
    u8::try_from(at + 1).ok()
}

/// The words right before a figure, in its clause and behind the figure before it.
fn led(env: &Env<'_>, mention: &Mention, set: &Expr) -> Answer {
    let Node::Words(name) = &set.node else { return Err(Undecided::Unknown) };
    let before = &env.text[..mention.extent.start as usize];
    let start = before.char_indices().rev().take(8).last().map_or(before.len(), |(at, _)| at);
    let near = &before[start..];
    let clause = near.rfind([',', ';', ':', '。', '、', '(', ')', '\n']);
    let near = clause.map_or(near, |at| &near[at..]);
    let found = env.words.of(name).iter().any(|word| near.contains(word.as_str()));
    Ok(Val::Truth(Truth::known(found)))
}

fn list(env: &Env<'_>, hole: &Expr) -> Result<(Vec<Amount>, bool), Undecided> {
    match env.value(hole)? {
        Val::List(items, closed) => Ok((items, closed)),
        _ => Err(Undecided::Unknown),
    }
}

fn sum(env: &Env<'_>, items: &[Amount]) -> Answer {
    let (&(first, unit), rest) = items.split_first().ok_or(Undecided::Unknown)?;
    let mut total = first;
    for &(item, of) in rest {
        total = total.checked_add(env.convert(item, of, unit)?).ok_or(Undecided::Arithmetic)?;
    }
    Ok(Val::Amount(total, unit))
}

/// Whether the items add up to a total: all of them, or the first few of them (or the last few, for a list that stands
/// before its total), because a reader may have taken the list to be longer than it is.
fn adds_up(env: &Env<'_>, (total, unit): Amount, hole: &Expr) -> Answer {
    let (items, _) = list(env, hole)?;
    let mut found = Truth::Never;
    for count in 2..=items.len() {
        for part in [&items[..count], &items[items.len() - count..]] {
            if let Val::Amount(sum, of) = sum(env, part)? {
                found = found.or(env.convert(sum, of, unit)?.equals(total));
            }
        }
    }
    Ok(Val::Truth(found))
}

/// Whether the stretch names every part of some partition, and its whole (`=伤亡`), and gives as many figures as parts.
fn complete(env: &Env<'_>, items: usize) -> bool {
    let named = |word: &String| {
        memchr::memmem::find(env.context, word.trim_start_matches('=').as_bytes()).is_some()
    };
    let parts = |words: &[String]| words.iter().filter(|word| !word.starts_with('=')).count();
    env.words
        .with_prefix("partition-")
        .any(|words| parts(words) == items && words.iter().all(named))
}

fn differ(env: &Env<'_>, (_, x): Amount, (_, y): Amount) -> Answer {
    let converts = x != UnitId::NONE && y != UnitId::NONE && env.units.factor(x, y).is_some();
    Ok(Val::Truth(Truth::known(x != y && converts)))
}

/// The largest of several intervals: its ends are the largest of their ends.
fn max(env: &Env<'_>, items: &[Amount]) -> Answer {
    let (&(first, unit), rest) = items.split_first().ok_or(Undecided::Unknown)?;
    let larger = |a: Option<End>, b: Option<End>, absent_wins: bool| match (a, b) {
        (Some(a), Some(b)) => Some(if (b.at, a.open) > (a.at, b.open) { b } else { a }),
        (a, b) => {
            if absent_wins {
                None
            } else {
                a.or(b)
            }
        }
    };
    let mut top = first;
    for &(item, of) in rest {
        let item = env.convert(item, of, unit)?;
        let (lo, hi) = (larger(top.lo(), item.lo(), false), larger(top.hi(), item.hi(), true));
        top = Interval::new(lo, hi).ok_or(Undecided::Arithmetic)?;
    }
    Ok(Val::Amount(top, unit))
}

/// (to − from) ÷ from, which rises with `to` and falls with `from`: exact at the corners.
fn growth(env: &Env<'_>, (from, unit): Amount, (to, of): Amount) -> Answer {
    let to = env.convert(to, of, unit)?;
    if from.less(Interval::point(Decimal::ZERO)).is_possible() || from.contains(Decimal::ZERO) {
        return Err(Undecided::Arithmetic);
    }
    let ratio =
        to.checked_div(from).and_then(|ratio| ratio.checked_sub(Interval::point(Decimal::ONE)));
    let percent =
        ratio.and_then(|ratio| ratio.scaled(Decimal::ONE_HUNDRED)).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(percent, UnitId::PERCENT))
}

fn quotient(env: &Env<'_>, (a, x): Amount, (b, y): Amount, scale: Decimal, unit: UnitId) -> Answer {
    let b = env.convert(b, y, x)?;
    let out =
        a.checked_div(b).and_then(|ratio| ratio.scaled(scale)).ok_or(Undecided::Arithmetic)?;
    Ok(Val::Amount(out, unit))
}

fn percent(env: &Env<'_>, interval: Interval, unit: UnitId) -> Answer {
    Ok(Val::Amount(env.convert(interval, unit, UnitId::PERCENT)?, UnitId::PERCENT))
}

fn days(env: &Env<'_>, from: &Expr, to: &Expr) -> Answer {
    Ok(Val::Amount(calendar::days(env.when(from)?, env.when(to)?)?, UnitId::DAY))
}

/// Between two dates in the unit of `span`; between two times of day in its unit.
fn elapsed(env: &Env<'_>, from: &Expr, to: &Expr, span: &Expr) -> Answer {
    let (_, unit) = env.amount(span)?;
    match (env.value(from)?, env.value(to)?) {
        (Val::When(a), Val::When(b)) => Ok(Val::Amount(calendar::elapsed(a, b, unit)?, unit)),
        (Val::Clock(a), Val::Clock(b)) => {
            let seconds = calendar::between_clocks(a, b);
            Ok(Val::Amount(env.convert(seconds, UnitId::SECOND, unit)?, unit))
        }
        _ => Err(Undecided::Units),
    }
}
