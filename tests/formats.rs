//! The formats of `heshu check`, through the real binary: each is one whole over all inputs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use common::{Desk, Ran};
use insta::assert_snapshot;
use serde_json::Value;

const WRONG: &str = "老桥从3月4日动工,4月2日完工,前后用了39天。\n";
const RIGHT: &str = "老桥从3月4日动工,4月2日完工,前后用了30天。\n";

/// `heshu check --format` over a wrong draft, a right one and a wrong one.
fn run(format: &str) -> Ran {
    let desk = Desk::new().with("稿/1.txt", WRONG).with("稿/2.txt", RIGHT).with("稿/3.txt", WRONG);
    let ran = desk.run(&format!("check --format {format} 稿"));
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{format}");
    let alone = desk.run(&format!("check --format {format} --jobs 1 稿"));
    assert_eq!(ran.out, alone.out, "{format}");
    ran
}

/// The same over the right draft alone.
fn silent(format: &str) -> String {
    let ran = Desk::new().with("2.txt", RIGHT).run(&format!("check --format {format} 2.txt"));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{format}");
    ran.out
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn lines() {
    assert_snapshot!(run("compact").out, @r"
    稿/1.txt:1:22: 错误 3月4日至4月2日与39天不符(39天;3月4日至4月2日的时间=29…30) [date/duration]
    稿/3.txt:1:22: 错误 3月4日至4月2日与39天不符(39天;3月4日至4月2日的时间=29…30) [date/duration]
    ");
    assert_snapshot!(run("github").out, @r"
    ::error title=date/duration,file=稿/1.txt,line=1,endLine=1,col=22,endColumn=25::3月4日至4月2日与39天不符%0A39天;3月4日至4月2日的时间=29…30
    ::error title=date/duration,file=稿/3.txt,line=1,endLine=1,col=22,endColumn=25::3月4日至4月2日与39天不符%0A39天;3月4日至4月2日的时间=29…30
    ");
    assert_eq!(silent("compact") + &silent("github"), "");
}

#[test]
fn xml() {
    assert_snapshot!(run("checkstyle").out, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
      <file name="稿/1.txt">
        <error line="1" column="22" severity="error" message="3月4日至4月2日与39天不符:39天;3月4日至4月2日的时间=29…30" source="date/duration"/>
      </file>
      <file name="稿/2.txt">
      </file>
      <file name="稿/3.txt">
        <error line="1" column="22" severity="error" message="3月4日至4月2日与39天不符:39天;3月4日至4月2日的时间=29…30" source="date/duration"/>
      </file>
    </checkstyle>
    "#);
    assert_snapshot!(run("junit").out, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="heshu">
      <testsuite name="稿/1.txt" tests="1" failures="1" errors="0">
        <properties>
          <property name="fail-on" value="error"/>
        </properties>
        <testcase name="date/duration:1:22" classname="稿/1.txt">
          <failure type="error" message="3月4日至4月2日与39天不符">39天;3月4日至4月2日的时间=29…30</failure>
        </testcase>
      </testsuite>
      <testsuite name="稿/2.txt" tests="1" failures="0" errors="0">
        <properties>
          <property name="fail-on" value="error"/>
        </properties>
        <testcase name="heshu" classname="稿/2.txt"/>
      </testsuite>
      <testsuite name="稿/3.txt" tests="1" failures="1" errors="0">
        <properties>
          <property name="fail-on" value="error"/>
        </properties>
        <testcase name="date/duration:1:22" classname="稿/3.txt">
          <failure type="error" message="3月4日至4月2日与39天不符">39天;3月4日至4月2日的时间=29…30</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
    assert_snapshot!(silent("checkstyle") + &silent("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
      <file name="2.txt">
      </file>
    </checkstyle>
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="heshu">
      <testsuite name="2.txt" tests="1" failures="0" errors="0">
        <properties>
          <property name="fail-on" value="error"/>
        </properties>
        <testcase name="heshu" classname="2.txt"/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn arrays() {
    let issues = json(&run("gitlab").out);
    let prints: Vec<&str> =
        issues.as_array().unwrap().iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), 2);
    assert_ne!(prints[0], prints[1], "one fingerprint a file");
    assert_eq!(json(&silent("gitlab")), json("[]"));
    let diagnostics = json(&run("rdjson").out);
    assert_eq!(diagnostics["diagnostics"].as_array().unwrap().len(), 2);
    let range = &diagnostics["diagnostics"][0]["location"]["range"];
    assert_eq!(
        range.to_string(),
        r#"{"end":{"column":57,"line":1},"start":{"column":52,"line":1}}"#
    );
    assert_eq!(json(&silent("rdjson"))["diagnostics"], json("[]"));
}

#[test]
fn sarif() {
    let log = json(&run("sarif").out);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "a rule stands once: {ids:?}");
    for result in results {
        assert!(ids.contains(&result["ruleId"].as_str().unwrap()));
        assert!(!result["fixes"].as_array().unwrap().is_empty());
    }
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E7%A8%BF/3.txt");
    assert_eq!(place["region"]["snippet"]["text"], "39天");
    let prints = results.iter().map(|it| it["partialFingerprints"]["heshu/v1"].clone());
    assert_eq!(prints.collect::<std::collections::HashSet<_>>().len(), 1);
    assert_eq!(json(&silent("sarif"))["runs"][0]["results"], json("[]"));
}

#[test]
fn page() {
    let page = run("html").out;
    assert_eq!(page.matches("<section class=\"draft\">").count(), 3);
    assert_eq!(page.matches("<article class=\"finding error\"").count(), 2);
    let ids: std::collections::HashSet<&str> =
        page.split(" id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(ids.len(), 2, "anchors of different drafts differ");
    assert!(page.ends_with("</html>\n") && page.contains("href=\"#f"));
    assert!(!page.contains("http://") && !page.contains("https://"));
}

#[test]
fn inputs_that_cannot_be_read_leave_the_whole_whole() {
    for format in ["json", "sarif", "gitlab", "rdjson"] {
        let ran = Desk::new().run(&format!("check --format {format} 无.txt"));
        assert_eq!(ran.status, 2, "{format}");
        json(&ran.out);
    }
}

#[test]
fn how_wrong_a_draft_is_can_be_counted() {
    let desk = Desk::new().with("1.txt", WRONG).with("2.txt", RIGHT);
    assert_snapshot!(desk.run("check --quiet --score 2.txt"), @r"
    计错 0.0,全文 25 字,差错率万分之 0.00
    ---- 0
    ");
    let scored = desk.run("check --quiet --score 1.txt 2.txt").out;
    assert!(scored.ends_with("计错 1.0,全文 50 字,差错率万分之 200.00\n"), "{scored}");
    let run = json(&desk.run("check --format json --score 1.txt 2.txt").out);
    assert_snapshot!(run["score"], @r#"{"characters":50,"errors":1.0,"per_10000":200.0}"#);
    assert_snapshot!(run["files"][0]["score"], @r#"{"characters":25,"errors":1.0,"per_10000":400.0}"#);
    assert!(json(&desk.run("check --format json 1.txt").out).get("score").is_none());
}

#[test]
fn the_exit_status_is_on_request() {
    let warning = "全县约有300多人。";
    let desk = Desk::new().with("1.txt", WRONG).with("3.txt", warning);
    let status = |arguments: &str| desk.run(&format!("check --quiet {arguments}")).status;
    assert_eq!((status("1.txt"), status("--exit-zero 1.txt")), (1, 0));
    assert_eq!((status("3.txt"), status("--max-warnings 0 3.txt")), (0, 1));
    assert_eq!(status("--max-warnings 1 3.txt"), 0);
    assert_eq!(status("--exit-zero 1.txt 无.txt"), 2, "what was not checked is never passed");
}

#[test]
fn two_versions_are_compared() {
    let desk = Desk::new().with("一.txt", RIGHT).with("二.txt", WRONG);
    assert_snapshot!(desk.run("check --diff 一.txt 二.txt"), @r"
    数字:改 1 处,添 0 处,删 0 处
      改 二.txt:1:22 30天 → 39天
    问题:新出 1 处,消除 0 处

      错误 3月4日至4月2日与39天不符 [date/duration]
       ╭─[二.txt:1:22]
     1 │ 老桥从3月4日动工,4月2日完工,前后用了39天。
       ·       ───┬──     ───┬──             ──┬─
       ·          │          │                 ╰── 起止日期与历时不符
       ·          │          ╰── 据此推算
       ·          ╰── 据此推算
       ╰────
      依据 39天;3月4日至4月2日的时间=29…30
      建议 把“39天”改为“30天”
        或 把“39天”改为“29天”
        或 把“4月2日”改为“4月12日”
        或 把“4月2日”改为“4月11日”
        或 把“3月4日”改为“2月22日”
        或 把“3月4日”改为“2月23日”
      帮助 起、止、历时三者必有一个写错

    ---- 1
    ");
    assert_snapshot!(desk.run("check --diff 二.txt 一.txt"), @r"
    数字:改 1 处,添 0 处,删 0 处
      改 一.txt:1:22 39天 → 30天
    问题:新出 0 处,消除 1 处
      消除 3月4日至4月2日与39天不符 [date/duration]
    ---- 0
    ");
    assert_eq!(desk.run("check --exit-zero --diff 一.txt 二.txt").status, 0);
    let diff = json(&desk.run("check --format json --diff 一.txt 二.txt").out);
    assert_eq!(diff["changed"][0]["old"]["text"], "30天");
    assert_eq!(diff["changed"][0]["new"]["text"], "39天");
    assert_eq!(diff["new"][0]["rule"], "date/duration");
    assert_eq!((&diff["gone"], &diff["added"]), (&json("[]"), &json("[]")));
    assert_snapshot!(desk.run("check --diff 一.txt 无.txt"), @r"
    ---- 2
      错误 找不到 无.txt
      帮助 看看路径有没有写错
    ");
    assert_snapshot!(desk.run("check --format junit --diff 一.txt 二.txt"), @r"
    ---- 2
      错误 --diff 的输出格式只有 text、json、jsonl
    ");
}
