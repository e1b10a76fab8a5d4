//! The functions rules may call: their names, types and meaning.
//!
//! What they compute is in [`crate::engine`]; each has tight bounds of its own, because naive interval arithmetic of
//! `(to − from) ÷ from` would be too wide to prove anything.

use super::types::Type;
use super::types::Type::{Amount, Any, Clock, Date, List, Truth, Weekday, Words};

/// What a function is called, takes and gives.
#[derive(Debug)]
pub struct Signature {
    /// The function.
    pub function: Function,
    /// Its name in rules.
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

const AMOUNT: Type = Amount("any");
const SAME: Type = Amount("same");
const TIME: Type = Amount("time");
const AGE: Type = Amount("age");
const PERCENT: Type = Amount("percent");
const NUMBER: Type = Amount("number");
const MULTIPLE: Type = Amount("multiple");

/// One line a function: `Name "name" (types of the arguments) -> type of the result, how a proof writes it, what it means;`
macro_rules! functions {
    ($($function:ident $name:literal ($($takes:expr),*) -> $gives:expr, $shown:literal, $doc:literal;)*) => {
        /// A function that rules may call.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Function {
            $(#[doc = $doc] $function,)*
        }

        /// The signatures of all functions, in their order.
        pub static SIGNATURES: &[Signature] = &[$(Signature {
            function: Function::$function,
            name: $name,
            takes: &[$($takes),*],
            gives: $gives,
            shown: $shown,
            doc: $doc,
        }),*];
    };
}

functions! {
    Abs "abs" (AMOUNT) -> SAME, "|{0}|",
        "绝对值";
    Additive "additive" (AMOUNT) -> Truth, "{0}可以相加",
        "人数、金额、面积这样的数可以相加,单价、温度、指数不能";
    AddsUp "adds_up" (AMOUNT, List) -> Truth, "{0}加得出{1}",
        "列举的各项(或开头、末尾的几项)之和等于总数";
    Age "age" (Date, Date, AGE) -> AGE, "{0}至{1}的年龄",
        "前一日出生的人在后一日的年龄,从周岁到虚岁都可;第三个参数写明周岁的,只算周岁";
    Alike "alike" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}说的是一件事",
        "两个数只差一个笔误(一位数字、相邻两位颠倒、漏一位、差一个数量级),前后的文字又相像";
    AllShares "all_shares" (List) -> Truth, "{0}是全部的占比",
        "列举的百分比正好属于一个划分的各部分,或列到“其余”";
    Anniversary "anniversary" (Date, Date) -> TIME, "{0}至{1}的周年数",
        "前一日的事在后一日满了几年,或到那年年底满几年";
    Apart "apart" (Date, Date) -> Truth, "{0}与{1}不重叠",
        "两个日期没有共同的一天";
    Averages "averages" (AMOUNT, AMOUNT) -> Truth, "{0}是{1}的平均数",
        "平均数旁边没有说是别的什么的平均";
    Bare "bare" (AMOUNT) -> NUMBER, "{0}",
        "去掉单位的数,连同它的舍入和约数词";
    Between "between" (Date, Clock, Date, Clock) -> TIME, "{0}{1}至{2}{3}的时间",
        "某日某时到另一日另一时的时间";
    BreaksDown "breaks_down" (AMOUNT, List) -> Truth, "{1}是{0}的各部分",
        "列举的是一个划分的全部(或列到“其余”)时,各项之和等于总数;否则没有一项大于总数";
    Celebrates "celebrates" (Date) -> Truth, "{0}是文中的节日",
        "找到的文字里的节日、节气在这一天;节日见 rules/words/festivals.toml";
    Change "change" (AMOUNT, AMOUNT) -> AMOUNT, "{1}−{0}",
        "从前一个数到后一个数的变化;两个百分数相差的是百分点";
    Clash "clash" (AMOUNT) -> Truth, "{0}前后的约数词互相矛盾",
        "数字带的约数词不能同时成立,如“近……余”";
    Closed "closed" (List) -> Truth, "{0}列举完毕",
        "列举后面没有“等”,也不是“其中”这样的部分列举";
    Closes "closes" (AMOUNT) -> Truth, "{0}是句中最后一个数",
        "句子里这个数后面没有同一种单位的数";
    Complete "complete" (AMOUNT, List) -> Truth, "{1}列举完毕",
        "列举的开头正好是总数的一个划分的各部分,如男、女,金、银、铜,或列到“其余”;划分是名为 partition-… 的词表";
    Confirmed "confirmed" (AMOUNT, AMOUNT) -> Truth, "{0}是{1}所在列举的总数",
        "总数后面的另一项,正好占总数的文中所说的百分比";
    Count "count" (List) -> NUMBER, "{0}的项数",
        "列举了几项";
    Cyclic "cyclic" (Date, Words) -> Truth, "{0}轮到文中的年名",
        "某年在词表的循环里轮到找到的词;词表从公元4年(甲子、鼠年)排起";
    Day "day" (Date) -> NUMBER, "{0}的日",
        "写出的日,如8月15日的15,不论年、月";
    Days "days" (Date, Date) -> TIME, "{0}至{1}的天数",
        "两个日期之间的天数,首尾算一头或两头都可";
    Differ "differ" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}单位不同",
        "两个数的单位不同而可以换算,货币也算";
    Edition "edition" (AMOUNT, Date) -> Truth, "第{0}届在{1}",
        "找到的文字里的活动,这一届在那一年;活动见 rules/tables/editions.toml";
    Elapsed "elapsed" (Any, Any, TIME) -> TIME, "{0}至{1}的时间",
        "两个日期、两个时刻或两个星期几之间的时间,用第三个参数的单位计;首尾算一头或两头都可";
    Elsewhere "elsewhere" (AMOUNT, AMOUNT) -> Truth, "文中另有一数使{0}占{1}",
        "同一段里另有一个数,和部分相除正好得出这个百分比(或它到100%的余数)";
    Ends "ends" (Date) -> Date, "{0}的最后一天",
        "一段日期的最后一天";
    Enumerated "enumerated" (AMOUNT) -> NUMBER, "{0}之后“一是……二是……”的点数",
        "同一段里数字之后“一是、二是……”依次列出几点";
    Exact "exact" (AMOUNT) -> SAME, "{0}",
        "写出的数,不带舍入和约数词";
    Exclusive "exclusive" (List) -> Truth, "{0}互不重叠",
        "各项的名称互不重叠:一类的地名、分期,或者名为 family-… 的一个词表里的不同的词";
    Exists "exists" (Any) -> Truth, "{0}存在",
        "日历上有这一天,钟面上有这一刻";
    Falling "falling" (AMOUNT) -> Truth, "{0}前大后小",
        "范围写出的前一个数大于后一个数";
    Falls "falls" (Date, Date) -> Truth, "{0}是{1}",
        "公历的日子就是后一个农历日子";
    FestivalDay "festival_day" (Date) -> Date, "{0}的节日",
        "找到的文字里的节日、节气在那一年是哪一天";
    First "first" (AMOUNT) -> SAME, "{0}",
        "范围写出的前一个数,连同它的舍入;不是范围就是它自己";
    Floor "floor" (AMOUNT) -> Truth, "{0}只是下限",
        "数字带“超”“大于”“以上”这样的词,只说至少有多少";
    Follows "follows" (Any, Words) -> Truth, "{0}紧接{1}",
        "数字紧接在词表中的词后面";
    Gap "gap" (Date, Date, TIME) -> TIME, "{0}与{1}之间的时间",
        "两个日期之间的时间,不论先后,用第三个参数的单位计;首尾算一头或两头都可";
    Growth "growth" (AMOUNT, AMOUNT) -> PERCENT, "({1}−{0})÷{0}",
        "从前一个数到后一个数的增长率,前一个须为正";
    Hedged "hedged" (AMOUNT) -> Truth, "{0}带约数词",
        "数字前后有约、近、超、余、以上这样的词";
    HedgedBy "hedged_by" (AMOUNT, Words) -> Truth, "{0}的约数词有{1}",
        "数字前面或后面的约数词是词表中的词,如“约合”“以上”";
    High "high" (AMOUNT) -> SAME, "{0}的上限",
        "写出的后一个数";
    Hour "hour" (Clock) -> NUMBER, "{0}的钟点",
        "24小时制的钟点,分按小数";
    Hours "hours" (TIME) -> NUMBER, "{0}的小时数",
        "一段时间有几小时";
    Implied "implied" (AMOUNT, AMOUNT) -> SAME, "{0}÷{1}",
        "部分除以它的百分比,得出的总体";
    InPercent "in_percent" (AMOUNT) -> Truth, "{0}是百分数",
        "写成百分数的数,如61.3%、七成";
    Joins "joins" (Date, Date, Date) -> Truth, "{0}和{1}合成{2}",
        "前两个时期首尾相接,正好是第三个时期";
    Jubilee "jubilee" (AMOUNT, Date) -> Truth, "{1}是{0}",
        "找到的文字里的大事到那一天是这么多周年;大事见 rules/tables/editions.toml";
    Last "last" (AMOUNT) -> SAME, "{0}",
        "范围写出的后一个数,连同它的舍入;不是范围就是它自己";
    Led "led" (AMOUNT, Words) -> Truth, "{0}前面有{1}",
        "紧靠数字之前、同一小句里的文字(至多八个字)有词表中的词";
    Likeness "likeness" (AMOUNT, AMOUNT) -> NUMBER, "{0}与{1}文字相像",
        "两个数前后的文字有几处相邻两字相同,指明数字的另加一分,旁边的数相同再加;各有各的名目则扣分";
    Listed "listed" (Any) -> Truth, "{0}是列举的一项",
        "在“其中”“包括”后面列举的数,前面还有别的项;后面的话也许说的是总数";
    Low "low" (AMOUNT) -> SAME, "{0}的下限",
        "写出的前一个数";
    Lunar "lunar" (Date) -> Truth, "{0}是农历",
        "按农历写的日子";
    Max "max" (List) -> AMOUNT, "{0}中最大的",
        "列举中最大的一项";
    Misadded "misadded" (AMOUNT, List) -> Truth, "{0}与{1}之和只差一个笔误",
        "四位以上的总数与各项之和正好差一位数字,或相邻两位颠倒";
    Misplaced "misplaced" (AMOUNT, AMOUNT) -> Truth, "{0}在标题和正文里说的不是一回事",
        "标题里的百分数在正文里只作为增减的幅度,标题却说是比率、占比,或者反过来";
    Multiplied "multiplied" (AMOUNT, AMOUNT, AMOUNT) -> Truth, "{2}÷{1}与增长{0}相符",
        "从第二个数到第三个数增长了第一个数那么多倍;严格地读,增长三倍是四倍,宽松地读,三倍也行";
    NamedAfter "named_after" (AMOUNT) -> NUMBER, "{0}之后列出的个数",
        "数字之后冒号后面列出几个名称;“和”可以连接两个名称,也可以在一个名称里";
    NamedAlike "named_alike" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}同名",
        "同一小句里,两个数紧前面的名称相同(至少两个字,去掉“为”“达到”这样的动词),或一个以另一个结尾";
    NamedBefore "named_before" (AMOUNT) -> NUMBER, "{0}之前列出的个数",
        "数字之前列出几个名称,如“甲、乙、丙三地”;有“等”的,至少这么多";
    NamesAgain "names_again" (AMOUNT, AMOUNT) -> Truth, "{1}说的是{0}的那个人",
        "“诞辰”“逝世”前面的人名,在后一个数之后又出现";
    NextTo "next_to" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}之间没有同类的数",
        "两个数之间没有与前者单位相同的数";
    NotBefore "not_before" (Date, Date) -> Truth, "{0}不早于{1}",
        "前一个日期不早于后一个;没写年份的,在日历上早四十多天以内,也算早了";
    Number "number" (AMOUNT) -> NUMBER, "{0}的数字",
        "写出的数,不论单位;范围取后一个";
    Numbered "numbered" (List) -> Truth, "{0}前面说了项数",
        "列举紧前面的数正好是它的项数,如“四节得分依次为……”";
    Occasion "occasion" (Date) -> Truth, "文中的盛会在{0}",
        "找到的文字里的盛会在那一年;盛会见 rules/tables/editions.toml";
    OfNamed "of_named" (AMOUNT, AMOUNT) -> Truth, "{0}是占{1}",
        "“占某某的”写出的名称,正是总数的名称";
    OfOneWhole "of_one_whole" (AMOUNT, AMOUNT, AMOUNT, AMOUNT) -> Truth, "{1}与{3}是占同一个总体",
        "两个部分各占的总体名称相同,部分的名称也相近";
    Opens "opens" (Any) -> Truth, "{0}是句中第一个数",
        "句子里这个数(或列举的第一个数)前面没有同一种单位的数";
    Overruns "overruns" (AMOUNT, List) -> Truth, "{1}之和略大于{0}",
        "各项之和比三位以上的总数大一成以内,正好差一位数字或相邻两位颠倒,各项的名称又不像有重叠";
    Per "per" (AMOUNT, AMOUNT) -> Truth, "{0}按{1}平均",
        "平均数前面写着“每户”“户均”,正是后一个数的单位";
    Percent "percent" (AMOUNT) -> PERCENT, "{0}",
        "把分数、倍数写成百分数";
    PlanYear "plan_year" (Date) -> NUMBER, "{0}在五年规划里的年次",
        "这一年是找到的文字里的五年规划(计划)的第几年;规划见 rules/tables/editions.toml";
    Possible "possible" (AMOUNT, AMOUNT) -> Truth, "{0}的{1}是整数",
        "整数个人或物中的几个,能得出这个百分比";
    Priced "priced" (AMOUNT, AMOUNT, AMOUNT) -> Truth, "{0}是{1}的单价",
        "第一个数的单位是第三个数的单位比第二个数的单位,如元/股、股、元";
    Proportion "proportion" (Type::Pair) -> NUMBER, "{0}",
        "比的前项除以后项";
    Published "published" () -> Date, "稿件日期",
        "稿件发表的日子";
    Range "range" (AMOUNT) -> Truth, "{0}是范围",
        "写出了两个数";
    Redundant "redundant" (AMOUNT) -> Truth, "{0}前后的约数词重复",
        "数字带的约数词意思重复,如“至少……以上”";
    Reigned "reigned" (Date) -> Truth, "{0}在文中的年号里",
        "某年在找到的文字里的年号所用的年头里,前后宽一年;年头是名为 reign-首年-末年 的词表";
    Repeated "repeated" (AMOUNT) -> Truth, "{0}前后的约数词叠用",
        "约数词叠用但不矛盾,如“约……左右”";
    RespectiveCount "respective_count" (AMOUNT) -> NUMBER, "{0}之前说的个数",
        "“分别”前面、同一小句里说有几个,中间没有别的名称";
    RespectiveNames "respective_names" (AMOUNT) -> NUMBER, "{0}之前列出的名称数",
        "“分别”前面列出几个名称;“和”可以连接两个名称,也可以在一个名称里";
    RespectiveValues "respective_values" (AMOUNT) -> NUMBER, "{0}起列出的数值数",
        "“分别”后面从这个数起连着列出几个数";
    Restates "restates" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}是同一个数",
        "前一个数与后一个数写得一样,或者是它的约数;精确到同一位的,约数词不能改动数字";
    Rise "rise" (AMOUNT, AMOUNT) -> PERCENT, "{0}÷({1}−{0})",
        "变化了前者而成后者,增长率是多少;减少的变化为负";
    Round "round" (AMOUNT) -> Truth, "{0}是整数",
        "不带约数词和小数的整数";
    Rounded "rounded" (AMOUNT) -> SAME, "{0}",
        "平均数,整数个的也按四舍五入读";
    Said "said" (Words) -> Truth, "文中有{0}",
        "找到的文字里有词表中的词";
    SameName "same_name" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}名称不相悖",
        "两个数前面的名称有相同的字,或有一个没有名称";
    SameNoun "same_noun" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}数的是同一种东西",
        "两个数的单位相同,前一个数紧后面的两个字在后一个数后面的六个字里";
    SameSeries "same_series" (AMOUNT, AMOUNT) -> Truth, "{1}是{0}里的一个",
        "序数后面的量词(或“个”后面的名称)和前一个数的相同,如共40集、第42集";
    SameThings "same_things" (AMOUNT, Any) -> Truth, "{1}与{0}数的是同一种东西",
        "用“个”“家”“项”这样什么都能数的量词的,后面的名称相同,并且紧接着总数说";
    Scaled "scaled" (AMOUNT, AMOUNT) -> Truth, "{0}与{1}差一个数量级",
        "两个数数字相同,只差一个或几个零,或者差“万”“亿”";
    Sets "sets" (Type::Pair) -> Truth, "各局的胜负是{0}",
        "比赛的比分后面列出各局比分,各局的胜负数合成比赛的比分";
    Share "share" (AMOUNT, AMOUNT) -> PERCENT, "{0}÷{1}",
        "前一个数占后一个数的百分比";
    Shift "shift" (Date, TIME) -> Date, "{0}之后{1}",
        "从某日起过这么长时间";
    Siblings "siblings" (List) -> Truth, "{0}的名称是一组",
        "各项的名称不同而最后一个字相同,如“甲县”“乙县”,不像会有重叠";
    Signed "signed" (AMOUNT) -> SAME, "{0}",
        "数字前面紧挨着负号的,按负数算";
    Slips "slips" (Date, Date) -> Truth, "{0}{1}把月、日写混",
        "“8日3日”“9月6月”这样同一个单位写了两遍";
    SpeaksOf "speaks_of" (AMOUNT, AMOUNT) -> Truth, "{0}说的是{1}",
        "百分比的小句以那一部分的名称开头,如“民办117家,民办机构占54.4%”";
    Spelled "spelled" (Date) -> Weekday, "{0}写出的星期",
        "“本周日”“上周五”这样的日期说的是星期几";
    Spoken "spoken" (Any, Words) -> Truth, "{0}写作{1}",
        "数字或日期(一段日期的头、尾)写出的文字里有词表中的词";
    Starts "starts" (Date) -> Date, "{0}的第一天",
        "一段日期的第一天";
    Streak "streak" () -> NUMBER, "“战全胜”的场数",
        "找到的文字里“八战全胜”的八";
    Sum "sum" (List) -> AMOUNT, "{0}相加",
        "列举各项之和";
    SumsUp "sums_up" (AMOUNT, AMOUNT) -> Truth, "{1}是按{0}算出的总数",
        "平均数后面的总数只写“共”“合计”,没有别的名称,或者名称与平均数的相同";
    Times "times" (AMOUNT, AMOUNT) -> MULTIPLE, "{1}÷{0}",
        "后一个数是前一个数的几倍";
    TitlesBefore "titles_before" (AMOUNT) -> NUMBER, "{0}之前列出的个数",
        "数字之前连着列出几个书名号;有“等”的,至少这么多";
    Unit "unit" (AMOUNT, AMOUNT) -> SAME, "{0}",
        "把前一个数换算成后一个数的单位";
    Unshift "unshift" (Date, TIME) -> Date, "{0}之前{1}",
        "到某日为止这么长时间以前";
    Vague "vague" (AMOUNT) -> Truth, "{0}前后的约数词一个说约、一个说多或说少",
        "数字带的约数词是“约……多”“约……余”“近……左右”“超过……左右”";
    Weekday "weekday" (Date) -> Weekday, "{0}的星期",
        "某日是星期几";
    Worth "worth" (AMOUNT, AMOUNT) -> AMOUNT, "{0}",
        "把前一笔钱换成后一笔钱的货币,汇率取一九九四年以来有过的任何一个";
    Year "year" (Date) -> NUMBER, "{0}的年份",
        "公历哪一年;公元前为零和负数";
}

impl Function {
    /// The function of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        SIGNATURES.iter().find(|signature| signature.name == name).map(|it| it.function)
    }

    /// Its signature.
    #[must_use]
    pub fn signature(self) -> &'static Signature {
        &SIGNATURES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_documented() {
        for (at, signature) in SIGNATURES.iter().enumerate() {
            assert_eq!(signature.function.signature().name, signature.name);
            assert!(!signature.doc.is_empty());
            let before = &SIGNATURES[..at];
            assert!(before.iter().all(|other| other.name < signature.name), "{}", signature.name);
        }
    }
}
