//! The functions rules may call: their names, types and meaning.
//!
//! What they compute is in [`crate::engine`]; each has tight bounds of its own, because naive interval arithmetic of
//! `(to − from) ÷ from` would be too wide to prove anything.

use super::types::Type;
use super::types::Type::{Amount, Date, List, Truth, Weekday, Words};

/// A function.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// The types of its arguments.
    pub takes: &'static [Type],
    /// The type of its result. `Amount("same")` is that of its first argument.
    pub gives: Type,
    /// How a proof writes it, `{0}` `{1}` being the arguments.
    pub shown: &'static str,
    /// What it means.
    pub doc: &'static str,
}

const ANY: Type = Amount("any");
const SAME: Type = Amount("same");
const TIME: Type = Amount("time");
const PERCENT: Type = Amount("percent");
const NUMBER: Type = Amount("number");

const fn function(
    name: &'static str,
    takes: &'static [Type],
    gives: Type,
    shown: &'static str,
    doc: &'static str,
) -> Function {
    Function { name, takes, gives, shown, doc }
}

/// All of them, by name.
pub static FUNCTIONS: &[Function] = &[
    function("abs", &[ANY], SAME, "|{0}|", "绝对值"),
    function(
        "adds_up",
        &[ANY, List],
        Truth,
        "{0}加得出{1}",
        "列举的各项(或开头、末尾的几项)之和等于总数",
    ),
    function("apart", &[Date, Date], Truth, "{0}与{1}不重叠", "两个日期没有共同的一天"),
    function(
        "clash",
        &[ANY],
        Truth,
        "{0}前后的约数词互相矛盾",
        "数字带的约数词不能同时成立,如“近……余”",
    ),
    function(
        "closed",
        &[List],
        Truth,
        "{0}列举完毕",
        "列举后面没有“等”,也不是“其中”这样的部分列举",
    ),
    function(
        "complete",
        &[List],
        Truth,
        "{0}列举完毕",
        "列举的正好是一个划分的各部分,如男、女,金、银、铜;划分是名为 partition-… 的词表",
    ),
    function("count", &[List], NUMBER, "{0}的项数", "列举了几项"),
    function(
        "days",
        &[Date, Date],
        TIME,
        "{0}至{1}的天数",
        "两个日期之间的天数,首尾算一头或两头都可",
    ),
    function(
        "elapsed",
        &[Type::Any, Type::Any, TIME],
        TIME,
        "{0}至{1}的时间",
        "两个日期或两个时刻之间的时间,用第三个参数的单位计;首尾算一头或两头都可",
    ),
    function("differ", &[ANY, ANY], Truth, "{0}与{1}单位不同", "两个数的单位不同而可以换算"),
    function("ends", &[Date], Date, "{0}的最后一天", "一段日期的最后一天"),
    function("exists", &[Type::Any], Truth, "{0}存在", "日历上有这一天,钟面上有这一刻"),
    function("falling", &[ANY], Truth, "{0}前大后小", "范围写出的前一个数大于后一个数"),
    function(
        "growth",
        &[ANY, ANY],
        PERCENT,
        "({1}−{0})÷{0}",
        "从前一个数到后一个数的增长率,前一个须为正",
    ),
    function("high", &[ANY], SAME, "{0}的上限", "写出的后一个数"),
    function(
        "led",
        &[ANY, Words],
        Truth,
        "{0}前面有{1}",
        "紧靠数字之前、同一小句里的文字(至多八个字)有词表中的词",
    ),
    function("low", &[ANY], SAME, "{0}的下限", "写出的前一个数"),
    function("max", &[List], ANY, "{0}中最大的", "列举中最大的一项"),
    function("number", &[ANY], NUMBER, "{0}的数字", "写出的数,不论单位;范围取后一个"),
    function("percent", &[ANY], PERCENT, "{0}", "把分数、倍数写成百分数"),
    function("range", &[ANY], Truth, "{0}是范围", "写出了两个数"),
    function(
        "redundant",
        &[ANY],
        Truth,
        "{0}前后的约数词重复",
        "数字带的约数词意思重复,如“至少……以上”",
    ),
    function("repeated", &[ANY], Truth, "{0}前后的约数词叠用", "约数词叠用但不矛盾,如“约……左右”"),
    function("round", &[ANY], Truth, "{0}是整数", "不带约数词和小数的整数"),
    function(
        "slips",
        &[Date, Date],
        Truth,
        "{0}{1}把月、日写混",
        "“8日3日”“9月6月”这样同一个单位写了两遍",
    ),
    function("said", &[Words], Truth, "文中有{0}", "找到的文字里有词表中的词"),
    function("share", &[ANY, ANY], PERCENT, "{0}÷{1}", "前一个数占后一个数的百分比"),
    function("shift", &[Date, TIME], Date, "{0}之后{1}", "从某日起过这么长时间"),
    function(
        "spelled",
        &[Date],
        Weekday,
        "{0}写出的星期",
        "“本周日”“上周五”这样的日期说的是星期几",
    ),
    function("starts", &[Date], Date, "{0}的第一天", "一段日期的第一天"),
    function("sum", &[List], ANY, "{0}相加", "列举各项之和"),
    function("times", &[ANY, ANY], Amount("multiple"), "{1}÷{0}", "后一个数是前一个数的几倍"),
    function("unit", &[ANY, ANY], SAME, "{0}", "把前一个数换算成后一个数的单位"),
    function("unshift", &[Date, TIME], Date, "{0}之前{1}", "到某日为止这么长时间以前"),
    function(
        "vague",
        &[ANY],
        Truth,
        "{0}前后的约数词一个说多、一个说约",
        "数字带的约数词是“约……多”“约……余”",
    ),
    function("weekday", &[Date], Weekday, "{0}的星期", "某日是星期几"),
];

/// The function of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_documented() {
        for (at, function) in FUNCTIONS.iter().enumerate() {
            assert!(!function.doc.is_empty());
            assert!(
                FUNCTIONS[..at].iter().all(|other| other.name != function.name),
                "{}",
                function.name
            );
        }
    }
}
