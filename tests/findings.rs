//! What findings offer, and how grave they are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

use heshu::finding::{Finding, Severity};
use heshu::text::Draft;
use heshu::{Checker, Keep};
use insta::assert_snapshot;
use std::sync::LazyLock;

static CHECKER: LazyLock<Checker> =
    LazyLock::new(|| Checker::new([]).expect("the built-in rules are sound"));

fn findings(title: Option<&str>, text: &str) -> Vec<Finding> {
    let title = title.map(str::to_owned);
    let draft = Draft { text: text.to_owned(), title, ..Draft::default() };
    CHECKER.check(draft, Keep::default()).findings
}

/// Each text with its findings and their corrections.
fn corrected(texts: &[&str]) -> String {
    let mut lines = Vec::new();
    for text in texts {
        lines.push((*text).to_owned());
        for finding in findings(None, text) {
            let corrections = finding.suggestions.iter().map(|it| {
                let printed = &text[it.span.range()];
                assert_eq!(it.message, format!("把“{printed}”改为“{}”", it.replacement));
                format!("{printed}→{}", it.replacement)
            });
            let corrections: Vec<String> = corrections.collect();
            lines.push(format!("  {} {}", finding.rule, corrections.join(" ")));
        }
    }
    lines.join("\n")
}

#[test]
fn every_side_is_corrected_those_closest_to_the_print_first() {
    assert_snapshot!(corrected(&[
        "养护队从6月2日动工,7月10日完工,历时83天。",
        "门票收入30万元、餐饮收入20万元,合计60万元。",
        "游客由320万人次增加到480万人次,增长15%。",
        "占地90亩(约60公顷)。",
        "演出定于2024年10月25日(星期四)举行。",
        "展览自2024年5月6日起至2024年4月9日止。",
        "在全国百强县中列第105位。",
        "大桥2019年5月1日动工,2023年4月30日竣工,历时6年。",
    ]), @r"
    养护队从6月2日动工,7月10日完工,历时83天。
      date/duration 83天→38天 83天→39天 6月2日→4月18日 6月2日→4月19日 7月10日→8月23日 7月10日→8月24日
    门票收入30万元、餐饮收入20万元,合计60万元。
      sum/parts 30万元→40万元 20万元→30万元 60万元→50万元
    游客由320万人次增加到480万人次,增长15%。
      growth/rate 15%→50% 320万人次→417万人次 480万人次→368万人次
    占地90亩(约60公顷)。
      unit/conversion 60公顷→6公顷 90亩→900亩
    演出定于2024年10月25日(星期四)举行。
      date/weekday 星期四→星期五 2024年10月25日→2024年10月24日 2024年10月25日→2029年10月25日
    展览自2024年5月6日起至2024年4月9日止。
      date/order 2024年5月6日→2024年4月6日 2024年4月9日→2024年5月9日 2024年5月6日→2024年3月6日 2024年4月9日→2024年6月9日
    在全国百强县中列第105位。
      rank/top 第105位→第100位 第105位→第15位
    大桥2019年5月1日动工,2023年4月30日竣工,历时6年。
      date/duration 6年→4年 2019年5月1日→2017年5月1日 2023年4月30日→2025年4月30日 2019年5月1日→2017年4月30日 2023年4月30日→2025年5月1日
    ");
}

#[test]
fn corrections_keep_the_printed_style() {
    assert_snapshot!(corrected(&[
        "車站從6月2日動工,7月10日完工,歷時八十三天。",
        "村裏有田地３０００畝(約合２０００公頃)。",
        "參賽選手二百八十人,其中男一百六十人,女一百四十人。",
        "售價1,200元,上年同期為1,000元,同比上漲30%。",
        "今年投入3.6萬元,上年同期為3億元,同比上漲20%。",
    ]), @r"
    車站從6月2日動工,7月10日完工,歷時八十三天。
      date/duration 八十三天→三十八天 八十三天→三十九天 6月2日→4月18日 6月2日→4月19日 7月10日→8月23日 7月10日→8月24日
    村裏有田地３０００畝(約合２０００公頃)。
      unit/conversion ２０００公頃→２００公頃 ３０００畝→３００００畝
    參賽選手二百八十人,其中男一百六十人,女一百四十人。
      sum/parts 一百六十人→一百四十人 一百四十人→一百二十人 二百八十人→三百人
    售價1,200元,上年同期為1,000元,同比上漲30%。
      growth/rate 30%→20% 1,200元→1,300元 1,000元→923元
    今年投入3.6萬元,上年同期為3億元,同比上漲20%。
      growth/rate 3億元→3萬元 3.6萬元→3.6億元
    ");
}

#[test]
fn words_and_order_are_corrected_too() {
    assert_snapshot!(corrected(&[
        "预计利润增长8%至5%。",
        "约有近300多人到场。",
        "投入近1200余万元。",
        "新生请于8日3日前报到。",
        "新生于9月6月报到。",
        "缴费截止9月31日。",
        "2024年10月,首演安排在本周六(10月25日)晚上。",
        "所需时间缩短两倍。",
    ]), @r"
    预计利润增长8%至5%。
      range/order 8%至5%→5%至8% 8%至5%→4%至5%
    约有近300多人到场。
      hedge/stacked 近300多人→300多人 近300多人→近300人
    投入近1200余万元。
      hedge/stacked 近1200余万元→1200余万元 近1200余万元→近1200万元
    新生请于8日3日前报到。
      date/impossible 8日→8月
    新生于9月6月报到。
      date/impossible 6月→6日
    缴费截止9月31日。
      date/impossible 9月31日→9月13日 9月31日→9月30日
    2024年10月,首演安排在本周六(10月25日)晚上。
      date/weekday 10月25日→10月26日 10月25日→10月5日
    所需时间缩短两倍。
      word/decrease-multiple
    ");
}

#[test]
fn a_correction_breaks_nothing_that_holds() {
    // In the last text a share supports the total and the men.
    assert_snapshot!(corrected(&[
        "共有学员60人,其中女学员24人,占比40%。门票收入30万元、餐饮收入20万元,合计60万元。",
        "参赛选手300人,其中男180人,女140人。",
        "参赛选手300人,其中男180人,占比60%,女140人。",
    ]), @r"
    共有学员60人,其中女学员24人,占比40%。门票收入30万元、餐饮收入20万元,合计60万元。
      sum/parts 30万元→40万元 20万元→30万元 60万元→50万元
    参赛选手300人,其中男180人,女140人。
      sum/parts 300人→320人 180人→160人 140人→120人
    参赛选手300人,其中男180人,占比60%,女140人。
      sum/parts 140人→120人
    ");
}

/// The levels of the findings.
fn levels(title: Option<&str>, text: &str) -> Vec<Severity> {
    findings(title, text).iter().map(|finding| finding.severity).collect()
}

#[test]
fn severity_is_by_arithmetic_and_place() {
    use Severity::{Error, Warning};
    let said = |level: Severity, title: Option<&str>, text: &str| {
        assert_eq!(levels(title, text), [level], "{text}");
    };
    // Under every fair reading, or only under the strict one.
    said(Error, None, "产值由200亿元增长到260亿元,增长60%。");
    said(Warning, None, "产值由2.4亿元增长到2.7亿元,增长18%。");
    // In the title, one level graver; a rule may cap it.
    said(Error, Some("产值由2.4亿元增长到2.7亿元,增长18%"), "详见第2版。");
    said(Warning, Some("约200余年的老街今日重开"), "详见第2版。");
    // One utterance is its speaker's; what two of them say may differ.
    said(Error, None, "他说:“车站6月2日动工,7月10日完工,只用了83天。”");
    said(Warning, None, "车站“6月2日动工,7月10日完工”,站长说“前后一共只用了83天”。");
}

/// The findings of a text: what is reported, beside what, and how it is worked out.
fn diagnosed(text: &str) -> String {
    let line = |finding: &Finding| {
        let at = |span: std::ops::Range<usize>| &text[span];
        let beside =
            finding.related.iter().map(|it| format!("{}({})", at(it.span.range()), it.label));
        let beside: Vec<String> = beside.collect();
        let first = finding.suggestions.first().map_or("", |it| &it.message);
        let proof = finding.proof.replace('\n', ";");
        let primary = at(finding.primary.span.range());
        format!("{} {primary} | {} | {proof} | {first}", finding.rule, beside.join(" "))
    };
    findings(None, text).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_figure_that_breaks_several_relations_is_one_finding() {
    assert_snapshot!(
        diagnosed("学校共有学生860人,其中男生520人,占54.2%;女生440人,占45.8%。"),
        @"share/part 860人 | 520人(据此推算) 54.2%(据此推算) 440人(据此推算) | 54.2%(可为54.1%…54.3%);520人÷860人=60.47%;文中另有一数使520人占54.2%;520人、440人是860人的各部分 | 把“860人”改为“960人”"
    );
    assert_snapshot!(
        diagnosed("白鹭港扩能\n白鹭港今年货柜年吞吐能力达到31.64万箱。\n据了解,白鹭港今年货柜年吞吐能力达到31.46万箱。"),
        @"claim/same-fact 31.46万箱 | 31.64万箱(两处同样可疑) | 31.64万箱与31.46万箱只差一处笔误 | 把“31.64万箱”改为“31.46万箱”"
    );
}
