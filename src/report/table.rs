//! Claims, and what became of rules, as people read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::Report;
use crate::claim::{Claim, Status};
use crate::finding::RuleTally;
use crate::report::locate::Locator;

const HEAD: [&str; 6] = ["位置", "原文", "类别", "读作", "单位", "核对"];

/// The claims of one document, one a line, under its name.
#[must_use]
pub fn claims(report: &Report) -> String {
    let mut out = format!("{}:读到 {} 处\n", report.document.name(), report.claims.len());
    if report.claims.is_empty() {
        return out;
    }
    let locator = Locator::new(&report.document);
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(report.claims.iter().map(|claim| row(claim, &locator)));
    align(&rows, "  ", &mut out);
    out
}

/// What became of each rule, one a line.
#[must_use]
pub fn survey(rows: &[(&str, &RuleTally)]) -> String {
    let head = ["规则", "适用", "相符", "错误", "警告", "提示", "让开", "无法判断"];
    let mut lines = vec![head.map(str::to_owned)];
    lines.extend(rows.iter().map(|(rule, tally)| {
        let RuleTally { aside, held, errors, warnings, infos, undecided } = tally;
        let counts = [tally.applied(), *held, *errors, *warnings, *infos, *aside];
        let [applied, held, errors, warnings, infos, aside] = counts.map(|it| it.to_string());
        let open: usize = undecided.values().sum();
        let open =
            if open == 0 { "0".to_owned() } else { format!("{open}({})", reasons(undecided)) };
        [(*rule).to_owned(), applied, held, errors, warnings, infos, aside, open]
    }));
    let mut out = String::new();
    align(&lines, "", &mut out);
    out
}

/// `年份不明 3、单位不能换算 1`
pub(super) fn reasons(undecided: &BTreeMap<&'static str, usize>) -> String {
    let each = undecided.iter().map(|(reason, count)| format!("{reason} {count}"));
    each.collect::<Vec<_>>().join("、")
}

/// Writes rows in columns, each line led in by `margin`.
fn align<const N: usize>(rows: &[[String; N]], margin: &str, out: &mut String) {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    for row in rows {
        let mut line = margin.to_owned();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
        }
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn row(claim: &Claim, locator: &Locator<'_>) -> [String; HEAD.len()] {
    let place = locator.locate(claim.span);
    [
        format!("{}:{}", place.line, place.column),
        place.text.split_whitespace().collect::<Vec<_>>().join(" "),
        claim.kind.label().to_owned(),
        reading(claim),
        claim.unit.clone().unwrap_or_default(),
        status_name(claim.status).to_owned(),
    ]
}

/// The value, or the bounds where the wording leaves room.
pub(crate) fn reading(claim: &Claim) -> String {
    let value = claim.value.as_deref().unwrap_or_default();
    if claim.lo == claim.value && claim.hi == claim.value {
        return value.to_owned();
    }
    let bound = |bound: &Option<String>| bound.clone().unwrap_or_else(|| "∞".to_owned());
    let (open, close) =
        (if claim.lo_open { '(' } else { '[' }, if claim.hi_open { ')' } else { ']' });
    format!("{value} {open}{}, {}{close}", bound(&claim.lo), bound(&claim.hi)).trim().to_owned()
}

/// Whether a claim is supported, as people read it; nothing for one that nothing verifies.
pub(crate) const fn status_name(status: Status) -> &'static str {
    match status {
        Status::Corroborated => "相符",
        Status::Contradicted => "矛盾",
        Status::Unchecked => "",
    }
}
