//! The years nobody wrote: taken from the sentence, the paragraph and the date of the document.

use jiff::civil::{Date, DateTime, Time};

use super::mention::{Mention, Value};
use super::nearest::{begins_after, days_between, distance, nearest_day, nearest_year};
use super::stamp;
use crate::text::Document;
use crate::value::{Base, DatePart, DateValue, DayRange, Shift, YearFrom};

/// When a document says it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentDate {
    /// The day, with the time of day if known.
    pub at: DateTime,
    /// What says so.
    pub from: DateFrom,
}

/// What tells the date of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFrom {
    /// It was given with the draft.
    Given,
    /// The dateline: 新华社北京3月5日电.
    Dateline,
    /// A date line near the top: 2021-12-16 09:13.
    Stamp,
}

/// What lies within so many days of a document is what it reports.
const FRESH: i32 = 31;
/// A dateline so long before the page was made is that of a reprint.
const REPRINT: i32 = 60;

/// Fills in the years and months of `mentions` (in reading order) and finds the date of the document.
pub(crate) fn resolve(document: &Document, mentions: &mut [Mention]) -> Option<DocumentDate> {
    let found = document_date(document, mentions);
    let spoken = found.map(|found| found.at.date());
    let mut resolver = Resolver { today: spoken, text: document.folded(), ..Resolver::default() };
    let mut sentences = document.sentences().iter().peekable();
    let mut place = None;
    for mention in mentions {
        while let Some(sentence) =
            sentences.next_if(|sentence| sentence.span.start <= mention.span.start)
        {
            if place.is_some_and(|(_, paragraph)| paragraph != sentence.paragraph) {
                resolver.turn_paragraph();
            }
            resolver.sentence = None;
            place = Some((sentence.span.start, sentence.paragraph));
        }
        let opens = place.is_some_and(|(start, _)| mention.span.start < start + OPENING);
        resolver.mention(mention, opens);
    }
    found
}

/// A date within so many bytes of the start opens a sentence: 在2023年,….
const OPENING: u32 = 7;

fn document_date(document: &Document, mentions: &[Mention]) -> Option<DocumentDate> {
    if let Some(at) = document.given_date() {
        return Some(DocumentDate { at, from: DateFrom::Given });
    }
    let stamp = stamp::find(document, mentions);
    let Some(dateline) = dateline(document.folded(), mentions) else {
        return stamp.map(|at| DocumentDate { at, from: DateFrom::Stamp });
    };
    let day = match (dateline.days(), stamp) {
        (Some(days), _) => days.as_day(),
        (None, Some(stamp)) => nearest_year(dateline.part, stamp.date())
            .and_then(|year| dateline.days_in(year)?.as_day())
            .filter(|day| (0..=REPRINT).contains(&days_between(*day, stamp.date()))),
        (None, None) => None,
    };
    Some(DocumentDate { at: day?.to_datetime(Time::midnight()), from: DateFrom::Dateline })
}

/// The date of 新华社北京3月5日电 and 本报3月5日讯.
fn dateline(text: &str, mentions: &[Mention]) -> Option<DateValue> {
    mentions.iter().take(12).find_map(|mention| match mention.value {
        Value::Date(date) if matches!(date.part, DatePart::Day(1.., _)) => {
            let rest = &text[mention.span.end as usize..];
            rest.starts_with(['电', '讯']).then_some(date)
        }
        _ => None,
    })
}

/// What was said so far, while going through the dates of a document.
#[derive(Debug, Default)]
struct Resolver<'t> {
    /// The text of the document.
    text: &'t str,
    /// Where the date stands that is being read.
    at: usize,
    /// The date of the document.
    today: Option<Date>,
    /// The last date of the sentence whose year is known.
    sentence: Option<Heard>,
    /// The same of the sentences before in the paragraph.
    paragraph: Option<Heard>,
    /// The last known year of this paragraph or the one before.
    year: Option<i16>,
    /// Whether it was spoken of in the paragraph before.
    year_is_old: bool,
    /// The last day spoken of in this paragraph or the one before, its year known or not.
    day: Option<DateValue>,
    /// Whether it was spoken of in the paragraph before.
    day_is_old: bool,
}

/// A date that was spoken of.
#[derive(Clone, Copy, Debug)]
struct Heard {
    date: DateValue,
    /// Whether the sentence began with it.
    opens: bool,
    /// Where it stands.
    at: usize,
}

impl Resolver<'_> {
    fn turn_paragraph(&mut self) {
        self.paragraph = None;
        if std::mem::replace(&mut self.day_is_old, true) {
            self.day = None;
        }
        if std::mem::replace(&mut self.year_is_old, true) {
            self.year = None;
        }
    }

    fn mention(&mut self, mention: &mut Mention, opens: bool) {
        self.at = mention.span.start as usize;
        match &mut mention.value {
            Value::Date(date) => {
                *date = self.date(*date);
                self.hear(*date, opens);
            }
            Value::Dates([first, second]) => {
                first.value = self.date(first.value);
                self.hear(first.value, opens);
                let whole = second.value.completing(&first.value);
                // The end that leaves out its year has that of the first, known or not.
                let left_open = first.value.known_year().is_none()
                    && whole.year_from == YearFrom::Unknown
                    && month(whole.part).is_some();
                second.value = if left_open { whole } else { self.date(whole) };
                self.hear(second.value, false);
            }
            _ => {}
        }
    }

    fn hear(&mut self, date: DateValue, opens: bool) {
        if matches!(date.part, DatePart::Day(1.., _)) {
            (self.day, self.day_is_old) = (Some(date), false);
        }
        if date.known_year().is_some() && !matches!(date.part, DatePart::Century | DatePart::Decade)
        {
            let heard = Some(Heard { date, opens, at: self.at });
            (self.sentence, self.paragraph) = (heard, heard);
            (self.year, self.year_is_old) = (Some(date.year), false);
        }
    }

    fn date(&self, date: DateValue) -> DateValue {
        match (date.year_from, date.part) {
            (YearFrom::Stated | YearFrom::Context | YearFrom::Document, _) => date,
            (_, DatePart::Relative(base, shift)) => self.shifted(base, shift).unwrap_or(date),
            (YearFrom::Relative(base), part) => self.counted(base, date.year, part),
            (YearFrom::Unknown, DatePart::Day(0, day)) => self.bare_day(day).unwrap_or(date),
            (YearFrom::Unknown, part) => match self.year(part) {
                Some((year, year_from)) => DateValue { year, year_from, part },
                None => date,
            },
        }
    }

    /// 去年, 次年.
    fn counted(&self, base: Base, years: i16, part: DatePart) -> DateValue {
        let document = self.today.map(|today| (today.year(), YearFrom::Document));
        let said = |year: i16| (year, YearFrom::Context);
        let sentence = self.sentence.map(|heard| said(heard.date.year));
        let before = self.year.map(said);
        let is_edge = matches!(part, DatePart::Months(from, to) if from != to);
        let found = match base {
            Base::Document => document,
            // 年底: the year of the sentence or of the document.
            Base::Preceding if is_edge && years == 0 => sentence.or(document).or(before),
            // 上年 is said of the document's year too, 当年 and 次年 only of one spoken of.
            Base::Preceding if years < 0 => before.or(document),
            Base::Preceding => before,
        };
        match found.and_then(|(year, from)| Some((year.checked_add(years)?, from))) {
            Some((year, year_from)) => DateValue { year, year_from, part },
            None => DateValue::undated(part),
        }
    }

    /// 昨日, 次日, 上周五, 本月5日.
    fn shifted(&self, base: Base, shift: Shift) -> Option<DateValue> {
        let from_today = || {
            let (year, part) = shift.from(self.today?)?;
            Some(DateValue { year, year_from: YearFrom::Document, part })
        };
        match (base, self.preceding(shift)) {
            (Base::Document, _) => from_today(),
            (Base::Preceding, Some(spoken)) => match spoken.days() {
                Some(days) => {
                    let (year, part) = shift.from(days.first)?;
                    Some(DateValue { year, year_from: YearFrom::Context, part })
                }
                None => undated_from(spoken, shift),
            },
            // 当天 and 月底 without a date before are those of the document.
            (Base::Preceding, None) => match shift {
                Shift::Day(0) | Shift::MonthThird(..) | Shift::Week(0) | Shift::Month(0) => {
                    from_today()
                }
                _ => None,
            },
        }
    }

    /// The date that a word like 次日 or 当月 counts from.
    fn preceding(&self, shift: Shift) -> Option<DateValue> {
        let heard = self.sentence.or(self.paragraph).map(|heard| heard.date);
        match shift {
            Shift::Day(_) | Shift::Week(_) | Shift::Weekday(..) => self.day,
            // 月末 is that of the month the sentence speaks of.
            Shift::MonthThird(..) => {
                let spoken = self.sentence.map(|heard| heard.date)?;
                matches!(spoken.part, DatePart::Months(..)).then_some(spoken)
            }
            _ => self.day.into_iter().chain(heard).find(|date| month(date.part).is_some()),
        }
    }

    /// The month and year of 5日.
    fn bare_day(&self, day: u8) -> Option<DateValue> {
        let near = self.today.and_then(|today| nearest_day(day, today));
        let heard = |from: Option<Heard>| from.map(|heard| heard.date);
        let spoken = heard(self.sentence).or(self.day.filter(|_| !self.day_is_old));
        let spoken = spoken.and_then(|spoken| Some((spoken, month(spoken.part)?)));
        let Some((spoken, month)) = spoken else { return near };
        let same = DateValue { part: DatePart::Day(month, day), ..spoken };
        let year_from = match spoken.year_from {
            YearFrom::Stated => YearFrom::Context,
            other => other,
        };
        let same = DateValue { year_from, ..same };
        match (spoken.part, near) {
            (_, Some(near)) if same_day(&near, &same) => Some(near),
            (DatePart::Day(_, before), None) if day < before => None,
            (_, None) => Some(same),
            // Behind 12月1日电, 28日 may be one that is over or one to come.
            (DatePart::Day(..), _) if spoken.days().and_then(DayRange::as_day) == self.today => {
                None
            }
            // The sentence goes on from the date it spoke of; else it is open which one is meant.
            (DatePart::Day(_, before), Some(_)) => {
                (self.sentence.is_some() && day >= before).then_some(same)
            }
            (_, Some(_)) => self.sentence.map(|_| same),
        }
    }

    /// The year of a date that has none.
    fn year(&self, part: DatePart) -> Option<(i16, YearFrom)> {
        let near = self.today.and_then(|today| nearest_year(part, today));
        let document = near.map(|year| (year, YearFrom::Document));
        if let Some(heard) = self.sentence {
            let spoken = heard.date.year;
            let context = Some((spoken, YearFrom::Context));
            let chained = month(heard.date.part).is_some();
            if chained && turns_year(heard.date.part, part) {
                return document.filter(|(year, _)| (spoken..=spoken + 1).contains(year));
            }
            let Some(near) = near else {
                // 审理2019年的案件,2月18日宣判: whose year it is nothing tells.
                let one_clause = || !self.text[heard.at..self.at].contains([',', ';']);
                return context.filter(|_| chained || heard.opens || one_clause());
            };
            if near == spoken {
                return context;
            }
            let today = self.today?;
            if chained && !later(heard.date.part, part) {
                return document;
            }
            let to_come = begins_after(part, near, today);
            let told = chained || heard.opens;
            return context.filter(|_| to_come || told && !self.is_fresh(part, near));
        }
        let Some(heard) = self.paragraph else { return document };
        let chained = month(heard.date.part).is_some() && !turns_year(heard.date.part, part);
        match near {
            Some(near) if near == heard.date.year => document,
            Some(near) if chained && !self.is_fresh(part, near) => None,
            Some(_) => document,
            None if chained && later(heard.date.part, part) => {
                Some((heard.date.year, YearFrom::Context))
            }
            None => None,
        }
    }
}

impl Resolver<'_> {
    /// Whether a date of that year would be news.
    fn is_fresh(&self, part: DatePart, year: i16) -> bool {
        self.today.and_then(|today| distance(part, year, today)).is_some_and(|away| away <= FRESH)
    }
}

/// Counts from a date without a year, where the year makes no difference.
fn undated_from(spoken: DateValue, shift: Shift) -> Option<DateValue> {
    let read = |year: i16| shift.from(spoken.days_in(year)?.first);
    // Neither a leap day nor the turn of the year may lie between.
    let ((year, part), (leap_year, leap_part)) = (read(2023)?, read(2024)?);
    let weekly = matches!(part, DatePart::Week(_)) || matches!(shift, Shift::Weekday(..));
    let same = part == leap_part && year == 2023 && leap_year == 2024 && !weekly;
    same.then_some(DateValue::undated(part))
}

/// The month a date lies in.
const fn month(part: DatePart) -> Option<u8> {
    match part {
        DatePart::Day(month @ 1.., _) | DatePart::Third(month, _) => Some(month),
        DatePart::Months(from, to) if from == to => Some(from),
        _ => None,
    }
}

/// Whether a date after another in a text may belong to the next year: 12月 … 1月.
fn turns_year(before: DatePart, after: DatePart) -> bool {
    matches!((month(before), month(after)), (Some(10..), Some(..=3)))
}

/// Whether a date does not lie before another of the same year.
fn later(before: DatePart, after: DatePart) -> bool {
    let first = |part: DatePart| DateValue::undated(part).days_in(2024).map(|days| days.first);
    first(after) >= first(before)
}

fn same_day(a: &DateValue, b: &DateValue) -> bool {
    a.part == b.part && (a.year == b.year || b.known_year().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::calendar::testing::{read_all, words};
    use crate::parse::lexicon::Lexicon;
    use crate::text::Draft;

    /// Checks the dates of a text published at `date` (empty: not known), ranges by their ends.
    #[track_caller]
    fn check(date: &str, text: &str, expected: &str) {
        let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
        let given = date.parse::<Date>().ok().map(|date| date.to_datetime(Time::midnight()));
        let draft = Draft { text: text.into(), date: given, ..Draft::default() };
        let document = Document::new(draft);
        let mut mentions = read_all(document.folded(), &lexicon);
        resolve(&document, &mut mentions);
        let mut shown = Vec::new();
        for mention in &mentions {
            match &mention.value {
                Value::Date(date) => shown.push(date.iso()),
                Value::Dates([a, b]) => shown.push(format!("{}..{}", a.value.iso(), b.value.iso())),
                _ => {}
            }
        }
        assert_eq!(shown.join(" "), expected, "in {text}");
    }

    #[track_caller]
    fn check_document(text: &str, expected: Option<(&str, DateFrom)>) {
        let lexicon = Lexicon { calendar: words(), ..Lexicon::default() };
        let document = Document::new(Draft { text: text.into(), ..Draft::default() });
        let mut mentions = read_all(document.folded(), &lexicon);
        let found = resolve(&document, &mut mentions);
        let found = found.map(|found| (found.at.date().to_string(), found.from));
        assert_eq!(found, expected.map(|(date, from)| (date.to_owned(), from)), "in {text}");
    }

    #[test]
    fn years_from_the_document() {
        check("2024-03-10", "展会3月5日开幕。", "2024-03-05");
        check("2024-01-04", "展会12月28日开幕。", "2023-12-28");
        check("2023-12-20", "展会1月8日开幕。", "2024-01-08");
        check("2024-03-10", "工程去年9月动工,今年底完工。", "2023-09 2024-11/2024-12");
        check("2024-03-10", "昨日和上周五都下雨。", "2024-03-09 2024-03-01");
        check("2024-03-10", "展会5日闭幕,下一届28日开幕。", "2024-03-05 2024-03-28");
        check("2024-03-02", "展会28日闭幕。", "2024-02-28");
        check("", "本报2024年12月1日讯 展会28日闭幕。", "2024-12-01 XXXX-XX-28");
        check("", "本报2024年12月9日讯 展会8日闭幕。", "2024-12-09 2024-12-08");
        check("2024-03-10", "12月28日至1月3日放假。", "2023-12-28..2024-01-03");
        check("2024-03-10", "据统计,9月收成不错。", "XXXX-09");
        // Of the last and the next day of a name one must be clearly nearer, or be of this year.
        check("2024-03-10", "展会9月25日开幕,10月28日闭幕。", "XXXX-09-25 2023-10-28");
        check("2024-03-14", "展会30日闭幕,5日开幕。", "2024-03-30 2024-03-05");
        check("2024-03-02", "展会27日闭幕。", "2024-02-27");
        check("2024-10-09", "2月8日他到了省城。", "XXXX-02-08");
        check("2020-01-09", "2020年的10月2日—3月25日申报。", "2020-10-02..2021-03-25");
        check("2020-05-09", "据悉,10月12日至3月25日停业。", "XXXX-10-12..XXXX-03-25");
        check("2024-11-28", "前10个月产量增加。", "2024-01/2024-10");
        check("2026-06-01", "2025年9月以来有10起,5月30日又有1起。", "2025-09 2026-05-30");
        check("2024-06-01", "当年他只有十岁。", "XXXX");
        check("", "展会3月5日开幕。", "XXXX-03-05");
        check("", "昨日下雨。", "XXXX");
    }

    #[test]
    fn years_from_the_text() {
        check("", "2021年11月26日开工,12月29日完工。", "2021-11-26 2021-12-29");
        check("2024-06-01", "2021年11月26日开工,12月29日完工。", "2021-11-26 2021-12-29");
        check("2024-06-01", "2021年,厂房9月动工。", "2021 2021-09");
        check("2024-06-01", "人数比2019年多,5月3日最多。", "2019 XXXX-05-03");
        check("", "法院审理2019年冲突案,2月18日宣判。", "2019 XXXX-02-18");
        check("", "本市2025年读书季将于3月14日开幕。", "2025 2025-03-14");
        check("", "2021年11月26日开工,1月9日完工。", "2021-11-26 XXXX-01-09");
        check("", "2021年4月26日开工。同年9月完工,次年3月投产。", "2021-04-26 2021-09 2022-03");
        check("", "4月30日开幕,次日闭幕,当天下雨。", "XXXX-04-30 XXXX-05-01 XXXX-05-01");
        check(
            "2024-06-01",
            "2021年3月动工。\n当年9月完工,上年的计划如期完成。",
            "2021-03 2021-09 2020",
        );
        check("", "4月3日开幕,6日闭幕。", "XXXX-04-03 XXXX-04-06");
    }

    #[test]
    fn the_date_of_the_document() {
        check_document(
            "某县粮食增产\n来源:某报 2021-12-16 09:13\n\n今年以来,全县粮食增产。",
            Some(("2021-12-16", DateFrom::Stamp)),
        );
        let text = "某县粮食增产\n2021年12月16日\n\n本报12月14日讯 全县粮食增产。";
        check_document(text, Some(("2021-12-14", DateFrom::Dateline)));
        let old = "首页 > 新闻\n小编1年前 (2024-09-28)\n\n5月18日开工。2020年度的任务完成了。";
        check_document(old, None);
        check_document("展会3月5日开幕,4月5日闭幕。", None);
        check_document("截至2018年6月30日的项目\n甲类 30\n", None);
        for line in ["县报发布于2021年12月16日 星期四", "2021年12月16日来源:县报"]
        {
            let text = format!("某县增产\n{line}\n\n全县增产。");
            check_document(&text, Some(("2021-12-16", DateFrom::Stamp)));
        }
    }
}
