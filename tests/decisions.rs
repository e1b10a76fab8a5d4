//! What editors decide: accepted findings, verified figures, comments in drafts, baselines of archives.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use common::Desk;
use insta::assert_snapshot;

const WRONG: &str = "老桥从3月4日动工,4月2日完工,前后用了39天。";
const OTHER: &str = "新桥从5月4日动工,6月2日完工,前后用了49天。";

fn read(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.path(name)).unwrap()
}

#[test]
fn an_accepted_finding_is_not_reported_again() {
    let desk = Desk::new().with("稿/桥.txt", format!("{WRONG}\n\n{OTHER}\n"));
    let ran = desk.run("accept 稿/桥.txt:1 --reason 含停工九天 --on 2024-03-05");
    assert_snapshot!(ran, @r"
    稿/heshu-decisions.toml:记下 1 条决定
    ---- 0
    ");
    assert_snapshot!(read(&desk, "稿/heshu-decisions.toml"), @r#"
    # 核数的决定:heshu accept 接受一处问题,heshu verify 记下数字的出处;heshu decisions 列出全部。
    # 决定跟着句子的内容走,句子改了就失效。可以手改。

    [[decision]]
    file = "桥.txt"
    rule = "date/duration"
    sentence = "老桥从3月4日动工,4月2日完工,前后用了39天。"
    reason = "含停工九天"
    date = "2024-03-05"
    "#);
    let ran = desk.run("check --format compact 稿/桥.txt");
    assert_snapshot!(ran, @r"
    稿/桥.txt:3:22: 错误 5月4日至6月2日与49天不符(49天;5月4日至6月2日的时间=29…30) [date/duration]
    ---- 1
    ");
    assert_snapshot!(desk.run("decisions 稿 --on 2024-03-06"), @r"
    桥.txt 接受 date/duration:含停工九天(2024-03-05)
      老桥从3月4日动工,4月2日完工,前后用了39天。
    ---- 0
    ");
    let sarif: serde_json::Value =
        serde_json::from_str(&desk.run("check --format sarif 稿").out).unwrap();
    let results = &sarif["runs"][0]["results"];
    assert!(results[0].get("suppressions").is_none());
    assert_snapshot!(results[1]["suppressions"], @r#"[{"justification":"含停工九天","kind":"external"}]"#);
    let json: serde_json::Value =
        serde_json::from_str(&desk.run("check --format jsonl 稿").out).unwrap();
    assert_eq!(json["silenced"][0]["reason"], "含停工九天");
    assert_eq!((&json["summary"]["silenced"], &json["summary"]["errors"]), (&1.into(), &1.into()));

    // The sentence moves and is spaced anew; then it says something else.
    let desk = desk.with("稿/桥.txt", format!("编者按:另见下文。\n\n  {WRONG}\n"));
    assert_snapshot!(desk.run("check 稿/桥.txt"), @r"
    共检查 1 个文件:读到 3 个数字,核实 0 处关系,1 处无法判断(年份或月份不明 1);错误 0,警告 0,提示 0;按决定不报 1
    ---- 0
    ");
    let desk = desk.with("稿/桥.txt", WRONG.replace("39", "38"));
    assert_snapshot!(desk.run("check --format compact 稿/桥.txt"), @r"
    稿/桥.txt:1:22: 错误 3月4日至4月2日与38天不符(38天;3月4日至4月2日的时间=29…30) [date/duration]
    ---- 1
      警告 稿/桥.txt:对“老桥从3月4日动工,4月2日完工,前后用了39天。”的决定(date/duration)已经失效
      帮助 句子改过了,或者不再有这个问题:从决定文件里删掉它,或者重新决定
    ");
}

#[test]
fn drafts_in_other_encodings_are_decided_about() {
    let wide: Vec<u8> = WRONG.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let desk = Desk::new().with("桥.txt", wide);
    let ran = desk.run("accept 桥.txt:1 --encoding utf-16le --reason 含停工 --on 2024-03-05");
    assert_eq!(ran.status, 0, "{ran}");
    assert_eq!(desk.run("check -q --encoding utf-16le 桥.txt").status, 0);
    assert_eq!(desk.run("verify 桥.txt --encoding utf --source 统计局").status, 2);
}

#[test]
fn decisions_expire() {
    let desk = Desk::new().with("桥.txt", WRONG);
    let until = "--expires 2024-06-30 --on 2024-03-05";
    assert_eq!(desk.run(&format!("accept 桥.txt --reason 待查 {until}")).status, 0);
    assert_eq!(desk.run("check --date 2024-06-30 桥.txt").status, 0);
    let ran = desk.run("check --format compact --date 2024-07-01 桥.txt");
    assert_snapshot!(ran, @r"
    桥.txt:1:22: 错误 3月4日至4月2日与39天不符(39天;3月4日至4月2日的时间=29…30) [date/duration]
    ---- 1
      警告 桥.txt:对“老桥从3月4日动工,4月2日完工,前后用了39天。”的决定(date/duration)在 2024-06-30 之后不再有效
      帮助 重新决定,或者删掉它
    ");
    assert_snapshot!(desk.run("decisions --on 2024-07-01"), @r"
    桥.txt 接受 date/duration:待查(2024-03-05,2024-06-30 之后已失效)
      老桥从3月4日动工,4月2日完工,前后用了39天。
    ---- 0
    ");
}

#[test]
fn verified_figures_are_not_open() {
    let desk = Desk::new().with("渡口.txt", "渡口每天开船14班。\n全年送客36.5万人次。\n");
    let ran = desk.run("verify 渡口.txt:2 --source 航运公司年报 --on 2024-03-05");
    assert_snapshot!(ran, @r"
    heshu-decisions.toml:记下 1 条决定
    ---- 0
    ");
    assert_snapshot!(desk.run("claims --unchecked 渡口.txt"), @r"
    渡口.txt:读到 2 处,1 处要人工核对

    第1段第1句 渡口每天开船【14班】。
      14班(渡口每天开船) 需要:总数和个数
    ---- 0
    ");
    let unchecked = |desk: &Desk| {
        let run: serde_json::Value =
            serde_json::from_str(&desk.run("check --format jsonl 渡口.txt").out).unwrap();
        run["summary"]["unchecked"].as_u64().unwrap()
    };
    let decided = unchecked(&desk);
    std::fs::remove_file(desk.path("heshu-decisions.toml")).unwrap();
    assert_eq!(decided + 1, unchecked(&desk));
    assert_snapshot!(desk.run("verify 渡口.txt:9 --source 年报"), @r"
    ---- 2
      错误 渡口.txt:9 处没有要人工核对的数字
    ");
    assert!(!desk.path("heshu-decisions.toml").exists());
}

#[test]
fn a_draft_can_speak_for_itself() {
    let page = format!(
        "<!-- heshu:ignore date/duration 含停工 -->\n{WRONG}\n\n<!-- heshu:ignore date/ -->\n{OTHER}\n\
         <!-- heshu:ignore sum/parts 多余 -->\n末行。\n"
    );
    let desk = Desk::new().with("桥.md", page);
    assert_snapshot!(desk.run("check --format compact 桥.md"), @r"
    桥.md:5:22: 错误 5月4日至6月2日与49天不符(49天;5月4日至6月2日的时间=29…30) [date/duration]
    ---- 1
      警告 桥.md:4:heshu:ignore date/ 没有写理由,不起作用
      帮助 写成 <!-- heshu:ignore 规则 理由 -->
      警告 桥.md:6:heshu:ignore sum/parts 没有可以忽略的问题
      帮助 它只管所在的一行;独占一行的,管下一行
    ");
}

#[test]
fn a_broken_file_of_decisions_fails_the_run_once() {
    let desk =
        Desk::new().with("1.txt", WRONG).with("2.txt", WRONG).with("heshu-decisions.toml", "[[x]]");
    let ran = desk.run("check --format compact --jobs 1 .");
    assert_eq!((ran.status, ran.err.matches("有误").count()), (2, 1), "{ran}");
    assert_eq!(desk.run("accept 1.txt --reason 好").status, 2);
    assert_eq!(read(&desk, "heshu-decisions.toml"), "[[x]]");
}

#[test]
fn only_what_is_new_is_reported() {
    let desk = Desk::new().with("稿/旧.txt", WRONG).with("稿/改.txt", WRONG);
    assert_snapshot!(desk.run("check --new-only 稿"), @r"
    ---- 2
      错误 heshu-baseline.jsonl 读不了:No such file or directory (os error 2)
      帮助 先用 heshu baseline write 写一份
    ");
    assert_snapshot!(desk.run("baseline write 稿"), @r"
    heshu-baseline.jsonl:基线有 2 处问题
    ---- 0
    ");
    assert_eq!(desk.run("check --new-only 稿").status, 0);
    let desk = desk.with("稿/改.txt", OTHER).with("稿/新.txt", WRONG);
    assert_snapshot!(desk.run("check --new-only --format compact 稿"), @r"
    稿/改.txt:1:22: 错误 5月4日至6月2日与49天不符(49天;5月4日至6月2日的时间=29…30) [date/duration]
    稿/新.txt:1:22: 错误 3月4日至4月2日与39天不符(39天;3月4日至4月2日的时间=29…30) [date/duration]
    ---- 1
    ");
    assert_snapshot!(desk.run("baseline prune 稿"), @r"
    heshu-baseline.jsonl:基线有 1 处问题
    ---- 0
    ");
    assert_eq!(read(&desk, "heshu-baseline.jsonl").lines().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let desk = Desk::new().with("桥.txt", WRONG);
    let ran = desk.run("accept 桥.txt --reason 好 --decisions /proc/heshu.toml");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran}");
    assert!(ran.err.contains("写不了 /proc/heshu.toml"), "{ran}");
}
