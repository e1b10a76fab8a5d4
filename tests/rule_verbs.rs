//! `heshu rules` and `heshu explain`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use common::{Desk, RULE};
use insta::assert_snapshot;

#[test]
fn rules_are_listed_with_those_of_a_pack() {
    let desk = Desk::new().with("包/a.toml", RULE);
    let ours = desk.run("rules list");
    assert_eq!((ours.status, ours.err.as_str()), (0, ""));
    assert!(ours.out.lines().any(|line| line.starts_with("date/duration ")));
    let all = desk.run("rules list --rules 包").out;
    let added: Vec<&str> = all.lines().filter(|line| !ours.out.contains(line)).collect();
    assert_eq!(added.len(), 1, "{added:?}");
    assert!(added[0].starts_with("trip/return "), "{added:?}");
}

#[test]
fn rules_are_chosen_by_their_ids() {
    let desk = Desk::new();
    let chosen = desk.run("rules list ^hedge/.*ed$").out;
    let ids: Vec<&str> = chosen.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(ids.contains(&"hedge/stacked"), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("hedge/") && id.ends_with("ed")), "{ids:?}");
    assert_eq!(desk.run("rules test ^range/order$").out.lines().count(), 1);
    assert_snapshot!(desk.run("rules list ^(hedge"), @r"
    ---- 2
      错误 [规则] 不能是“^(hedge”:不是正则表达式
      帮助 加上 --help 看用法
    ");
}

#[test]
fn a_rule_is_explained_by_its_examples() {
    let desk = Desk::new().with("包/a.toml", RULE);
    assert_snapshot!(desk.run("explain trip/return --rules 包/a.toml"), @r"
    trip/return 返程早于出发
      说明 返程总在出发之后。
      找 〈日期〉启航…〈日期〉返航
      帮助 核对两个日期
      级别 最重为错误
      出处 包/a.toml

    例如
      错误 3月5日启航,3月2日返航 [trip/return]
       ╭─[例句:1:1]
     1 │ 3月5日启航,3月2日返航。
       · ───┬──     ───┬──
       ·    │          ╰── 据此推算
       ·    ╰── 返程早于出发
       ╰────
      依据 3月5日=XXXX-03-05;3月2日=XXXX-03-02
      建议 把“3月5日”改为“3月2日”
        或 把“3月2日”改为“3月5日”
        或 把“3月5日”改为“3月1日”
        或 把“3月2日”改为“3月6日”
      帮助 核对两个日期

    这样就对
      核实 例句:1:1 3月2日、3月5日
           3月2日=XXXX-03-02;3月5日=XXXX-03-05 [trip/return]
      例句 3月2日启航,3月5日返航。
    ---- 0
    ");
    let ran = desk.run("explain date/duraton");
    assert_snapshot!(ran, @r"
    ---- 2
      错误 没有规则 date/duraton
      帮助 是不是想写 date/duration?
    ");
    let ran = desk.run("explain date/duration");
    assert!(ran.status == 0 && ran.out.contains("会报") && ran.out.contains("不报"), "{ran}");
}

#[test]
fn a_broken_rule_is_shown_in_its_file() {
    let broken = RULE.replace("{go:date}", "{go:dato}");
    let desk = Desk::new().with("坏.toml", &broken).with("a.txt", "无事。");
    let ran = desk.run("check --rules 坏.toml a.txt");
    assert_snapshot!(ran, @r"
    ---- 2
      错误 规则文件 坏.toml 有误:没有“dato”这种类型
       ╭─[坏.toml:6:10]
     5 │ why = '返程总在出发之后。'
     6 │ find = ['{go:dato}启航…{back:date}返航']
       ·          ────┬────
       ·              ╰── 这里
     7 │ require = 'go <= back'
       ╰────
      帮助 是不是想写 date?
    ");
    assert_eq!(desk.run("rules test --rules 坏.toml").err, ran.err);
    assert_eq!(desk.run("explain date/duration --rules 坏.toml").err, ran.err);
    assert_eq!(desk.run("rules try 坏.toml a.txt").err, ran.err);
}

#[test]
fn a_rule_is_tried_on_drafts() {
    let desk = Desk::new().with("a.toml", RULE);
    let ran = desk.run_with("rules try a.toml -", "科考船5月9日启航,5月4日返航。2月30日停航。\n");
    assert_snapshot!(ran, @r"
      错误 5月9日启航,5月4日返航 [trip/return]
       ╭─[<标准输入>:1:4]
     1 │ 科考船5月9日启航,5月4日返航。
       ·       ───┬──     ───┬──
       ·          │          ╰── 据此推算
       ·          ╰── 返程早于出发
       ╰────
      依据 5月9日=XXXX-05-09;5月4日=XXXX-05-04
      建议 把“5月9日”改为“5月4日”
        或 把“5月4日”改为“5月9日”
        或 把“5月9日”改为“5月3日”
        或 把“5月4日”改为“5月14日”
      帮助 核对两个日期

    试用 1 条规则,1 个文件:报告 1 处,核实 0 处
    ---- 1
    ");
    let ran = desk.run_with("rules try a.toml -", "科考船5月9日启航,5月14日返航。\n");
    assert_snapshot!(ran, @r"
      核实 <标准输入>:1:4 5月9日、5月14日
           5月9日=XXXX-05-09;5月14日=XXXX-05-14 [trip/return]
    试用 1 条规则,1 个文件:报告 0 处,核实 1 处
    ---- 0
    ");
}

#[test]
fn a_rule_is_tested_by_its_examples() {
    let noisy = RULE.replace("go <= back", "go >= back").replace(
        "bad = ['【3月5日】启航,〔3月2日〕返航。']",
        "bad = ['【3月2日】启航,〔3月5日〕返航。']",
    );
    let desk = Desk::new().with("a.toml", RULE).with("b.toml", noisy);
    let own = |ran: common::Ran| -> Vec<String> {
        let lines: Vec<&str> = ran.out.lines().collect();
        let is_own = |pair: &&[&str]| pair[0].starts_with("trip/");
        lines.windows(2).filter(is_own).map(|pair| pair.join("\n")).collect()
    };
    assert_eq!(own(desk.run("rules test --rules a.toml")), Vec::<String>::new());
    let failed = desk.run("rules test --rules b.toml");
    assert_eq!(failed.status, 1);
    assert_snapshot!(own(failed).join("\n"), @r"
    trip/return 误报:trip/return 3月2日启航,3月5日返航
      3月2日启航,3月5日返航。
    ");
}

#[test]
fn rules_are_surveyed_over_drafts() {
    let desk = Desk::new().with("a.toml", RULE);
    let records = [
        r#"{"id":1,"text":"5月9日启航,5月14日返航。6月9日启航,6月4日返航。"}"#,
        r#"{"id":2,"text":"5月9日启航,去年返航。7月1日启航,7月3日返航。"}"#,
    ];
    let records = records.join("\n");
    let arguments = "rules survey --rules a.toml --input-format jsonl";
    let ran = desk.run_with(&format!("{arguments} -"), &records);
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = ran.out.lines().filter(|line| line.starts_with("trip/") || !line.contains('/'));
    assert_snapshot!(shown.map(words).collect::<Vec<_>>().join("\n"), @r"
    规则 适用 相符 错误 警告 提示 让开 无法判断
    trip/return 4 2 1 0 0 0 1(年份或月份不明 1)
    共检查 2 个文件:读到 8 个数字,核实 4 处关系,2 处无法判断(年份或月份不明 2);错误 1,警告 1,提示 0
    ");
    let json = desk.run_with(&format!("{arguments} --format json -"), &records).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rules = json["rules"].as_array().unwrap();
    let own = rules.iter().find(|rule| rule["rule"] == "trip/return").unwrap();
    assert_snapshot!(own, @r#"{"applied":4,"aside":0,"errors":1,"held":2,"infos":0,"rule":"trip/return","undecided":{"年份或月份不明":1},"warnings":0}"#);
}
