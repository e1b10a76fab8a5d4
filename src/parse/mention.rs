//! What the parser finds.

use std::ops::Range;

use crate::span::Span;
use crate::text::Moved;
use crate::value::{Clock, DateValue, Figure, UnitId};
use rust_decimal::Decimal;

/// What sort of statement a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A bare number: 3.6万.
    Number,
    /// Things counted with a classifier: 14个, 300余人次.
    Count,
    /// A measured quantity: 90亩, 3.6万平方米.
    Quantity,
    /// An amount of money: 5亿元.
    Money,
    /// 61.3%, 百分之五, 七成半, 千分之三.
    Percent,
    /// 3个百分点.
    PercentPoint,
    /// 三分之一, 一半.
    Fraction,
    /// 三倍, 翻两番.
    Multiple,
    /// 3:2 as a proportion.
    Ratio,
    /// 25∶21 as a score.
    Score,
    /// A place in a ranking: 第1位, 前三, 首位.
    Rank,
    /// A number in a series: 第三次, 首届.
    Ordinal,
    /// A calendar date of any precision.
    Date,
    /// Two dates joined into one stretch: 11月26日至29日.
    DateRange,
    /// A time of day.
    Time,
    /// Two times joined.
    TimeRange,
    /// 星期五.
    Weekday,
    /// A length of time: 45天.
    Duration,
    /// 33岁.
    Age,
    /// Phone, model, version, stock and document numbers: recognised so that they are left alone.
    Code,
}

impl Kind {
    /// All kinds, in order.
    pub const ALL: [Self; 20] = [
        Self::Number,
        Self::Count,
        Self::Quantity,
        Self::Money,
        Self::Percent,
        Self::PercentPoint,
        Self::Fraction,
        Self::Multiple,
        Self::Ratio,
        Self::Score,
        Self::Rank,
        Self::Ordinal,
        Self::Date,
        Self::DateRange,
        Self::Time,
        Self::TimeRange,
        Self::Weekday,
        Self::Duration,
        Self::Age,
        Self::Code,
    ];

    /// The kind of the two ends of a range; `None` for what is no range.
    #[must_use]
    pub const fn ends(self) -> Option<Self> {
        match self {
            Self::DateRange => Some(Self::Date),
            Self::TimeRange => Some(Self::Time),
            _ => None,
        }
    }

    /// What an editor calls it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number => "数字",
            Self::Count => "计数",
            Self::Quantity => "度量",
            Self::Money => "金额",
            Self::Percent => "百分比",
            Self::PercentPoint => "百分点",
            Self::Fraction => "分数",
            Self::Multiple => "倍数",
            Self::Ratio => "比例",
            Self::Score => "比分",
            Self::Rank => "名次",
            Self::Ordinal => "序数",
            Self::Date => "日期",
            Self::DateRange => "起止日期",
            Self::Time => "时刻",
            Self::TimeRange => "起止时刻",
            Self::Weekday => "星期",
            Self::Duration => "时长",
            Self::Age => "年龄",
            Self::Code => "编号",
        }
    }

    /// The name used in rules and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Count => "count",
            Self::Quantity => "quantity",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::PercentPoint => "percent-point",
            Self::Fraction => "fraction",
            Self::Multiple => "multiple",
            Self::Ratio => "ratio",
            Self::Score => "score",
            Self::Rank => "rank",
            Self::Ordinal => "ordinal",
            Self::Date => "date",
            Self::DateRange => "date-range",
            Self::Time => "time",
            Self::TimeRange => "time-range",
            Self::Weekday => "weekday",
            Self::Duration => "duration",
            Self::Age => "age",
            Self::Code => "code",
        }
    }
}

/// One figure, date or other statement in the text, with its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// The figure with its unit: 约【300余人】左右.
    pub span: Span,
    /// With the hedges around it: 【约300余人左右】. Rules see the extent as one token.
    pub extent: Span,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub value: Value,
}

/// Those of `mentions`, which are in reading order, that begin inside a span.
pub(crate) fn inside(mentions: &[Mention], span: Span) -> Range<usize> {
    let before = |end: u32| mentions.partition_point(|mention| mention.extent.start < end);
    before(span.start)..before(span.end)
}

/// What a mention says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Every kind that is a number with a unit: number, count, quantity, money, percent, percent-point, fraction (unit
    /// none, 0.5), multiple, rank, ordinal, duration, age (years).
    Figure(Figure),
    /// Ratio and score: the two sides.
    Pair(Side, Side),
    /// A date.
    Date(DateValue),
    /// A stretch of dates, with the spans of its two ends.
    Dates([RangeEnd<DateValue>; 2]),
    /// A time of day.
    Clock(Clock),
    /// A stretch of times, with the spans of its two ends.
    Clocks([RangeEnd<Clock>; 2]),
    /// 1 is Monday, 7 Sunday.
    Weekday(u8),
    /// Left alone.
    Code,
}

/// One side of a ratio or score. Smaller than a [`Figure`], which few mentions need twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The number.
    pub value: Decimal,
    /// One unit of its last stated place.
    pub step: Decimal,
}

impl Side {
    /// As a figure without a unit.
    #[must_use]
    pub fn figure(self) -> Figure {
        Figure { step: self.step, round: self.step, ..Figure::exact(self.value, UnitId::NONE) }
    }
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangeEnd<T> {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub value: T,
}

impl Mention {
    /// The figure, if it is one.
    #[must_use]
    pub const fn figure(&self) -> Option<&Figure> {
        match &self.value {
            Value::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// The same figure where its text has moved.
    pub(crate) fn moved(mut self, by: Moved) -> Self {
        (self.span, self.extent) = (by.span(self.span), by.span(self.extent));
        match &mut self.value {
            Value::Dates(ends) => ends.iter_mut().for_each(|end| end.span = by.span(end.span)),
            Value::Clocks(ends) => ends.iter_mut().for_each(|end| end.span = by.span(end.span)),
            _ => {}
        }
        self
    }

    /// Whether it states two figures as a range or an estimate: 3至5家.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.figure().is_some_and(Figure::is_range)
    }
}
