//! Claims as people read them.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::Report;
use crate::claim::{Claim, Status};
use crate::parse::Kind;
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
    let mut widths = [0; HEAD.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    for row in &rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str("  ");
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width()));
        }
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn row(claim: &Claim, locator: &Locator<'_>) -> [String; HEAD.len()] {
    let place = locator.locate(claim.span);
    [
        format!("{}:{}", place.line, place.column),
        place.text.split_whitespace().collect::<Vec<_>>().join(" "),
        kind_name(claim.kind).to_owned(),
        reading(claim),
        claim.unit.clone().unwrap_or_default(),
        status_name(claim.status).to_owned(),
    ]
}

/// The value, or the bounds where the wording leaves room.
fn reading(claim: &Claim) -> String {
    let value = claim.value.as_deref().unwrap_or_default();
    if claim.lo == claim.value && claim.hi == claim.value {
        return value.to_owned();
    }
    let bound = |bound: &Option<String>| bound.clone().unwrap_or_else(|| "∞".to_owned());
    let (open, close) =
        (if claim.lo_open { '(' } else { '[' }, if claim.hi_open { ')' } else { ']' });
    format!("{value} {open}{}, {}{close}", bound(&claim.lo), bound(&claim.hi)).trim().to_owned()
}

const fn status_name(status: Status) -> &'static str {
    match status {
        Status::Corroborated => "相符",
        Status::Contradicted => "矛盾",
        Status::Unchecked => "",
    }
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "数字",
        Kind::Count => "计数",
        Kind::Quantity => "度量",
        Kind::Money => "金额",
        Kind::Percent => "百分比",
        Kind::PercentPoint => "百分点",
        Kind::Fraction => "分数",
        Kind::Multiple => "倍数",
        Kind::Ratio => "比例",
        Kind::Score => "比分",
        Kind::Rank => "名次",
        Kind::Ordinal => "序数",
        Kind::Date => "日期",
        Kind::DateRange => "起止日期",
        Kind::Time => "时刻",
        Kind::TimeRange => "起止时刻",
        Kind::Weekday => "星期",
        Kind::Duration => "时长",
        Kind::Age => "年龄",
        Kind::Code => "编号",
    }
}
