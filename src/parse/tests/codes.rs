//! What is written in digits and is no figure, beside what only looks like it.

use super::check;

#[test]
fn telephones_in_groups() {
    check(
        "请致电(021)6543 2109或+86 21 6543 2109,手机139 0000 1111,热线0571-8765 4321。",
        "code【021)6543 2109】 code【86 21 6543 2109】 code【139 0000 1111】 code【0571-8765 4321】",
    );
    check("2019 2020 2021。", "number【2019】2019 number【2020】2020 number【2021】2021");
}

#[test]
fn models_behind_a_dash() {
    check(
        "歼-16与长征-5同场,气温-6℃,阵风9-10级。",
        "code【16】 code【5】 quantity【-6℃】-6℃ quantity【9-10级】9..10级",
    );
}

#[test]
fn figures_behind_latin_words() {
    check(
        "GDP达GDP1.3万亿元,SUV2.4万辆,PMI 50.3。",
        "money【1.3万亿元】1300000000000CNY count【2.4万辆】24000辆 number【50.3】50.3",
    );
    check("升级到iOS 16.4,执行GB/T 20001-2015。", "code【16.4】 code【20001-2015】");
}

#[test]
fn stocks() {
    check("甲公司(600001.SH)与乙公司(00017.HK)。", "code【600001.SH】 code【00017.HK】");
}

#[test]
fn days_of_events() {
    check("经历7.20事件,涨7.20元。", "code【7.20】 money【7.20元】7.2CNY");
}

#[test]
fn a_dash_behind_a_figure_is_no_minus() {
    check(
        "波音747-8型,4-3-1-2阵型。",
        "code【747】 code【8】 number【4】4 number【3】3 number【1】1 number【2】2",
    );
}

#[test]
fn years_that_have_no_such_name() {
    check("瓶底写“清嘉靖”,不是明嘉靖。", "code【清】");
    check("明清嘉靖、乾隆两朝,说明康熙时已有;大清·万历年制。", "code【大清】");
    check(
        "丙戍年,乙已蛇年,壬寅兔年,甲丑年。",
        "code【丙戍】 code【乙已】 code【壬寅】 code【甲丑】",
    );
    check(
        "丙戌年,乙巳蛇年,王申年过半百,丁辰年仅廿岁,已亥。",
        "age【年过半百】50year above age【廿岁】20year",
    );
}
