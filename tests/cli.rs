//! The command line as its users meet it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use common::{Desk, heshu};
use insta::assert_snapshot;

const CLEAN: &str = "灯会周末开幕,市民可以免费入园。\n";

#[test]
fn help_is_in_chinese() {
    let help = Desk::new().run("--help");
    assert_eq!((help.status, help.err.as_str()), (0, ""));
    assert_snapshot!(help.out, @r"
    核对中文新闻稿里的数字:彼此矛盾的指出来,对得上的说清楚。

    用法:heshu <命令> [选项]

    命令:
      check        核对稿件,报告互相矛盾的数字
      claims       列出从稿件里读到的每一个数字
      rules        列出、检验、试用、统计规则
      accept       接受一处问题,记下理由,以后不再报
      verify       记下数字的出处,以后算作已核实
      decisions    列出记下的决定
      baseline     记下一批稿件现有的问题,以后只报新出的
      explain      说明一条规则
      config       看配置文件
      lsp          为编辑器服务:边写边核对
      completions  生成命令行补全脚本
      man          写出手册页

    选项:
          --color <何时>  何时着色:auto(默认)、always、never
      -h, --help          显示帮助
      -V, --version       显示版本

    每个命令都有自己的帮助:heshu check --help
    ");
    for verb in [
        "check",
        "claims",
        "rules",
        "rules list",
        "rules test",
        "rules try",
        "rules survey",
        "accept",
        "verify",
        "decisions",
        "baseline",
        "baseline write",
        "baseline prune",
        "explain",
        "completions",
        "man",
        "config",
        "config show",
        "lsp",
    ] {
        let help = Desk::new().run(&format!("{verb} --help"));
        assert_eq!(help.status, 0, "{verb}");
        for english in ["Usage", "Options", "Commands", "Arguments", "OPTIONS", "Print", "default"]
        {
            assert!(!help.out.contains(english), "{verb}: {}", help.out);
        }
        assert!(help.out.lines().all(|line| line.chars().count() <= 76), "{}", help.out);
    }
}

#[test]
fn no_command_is_a_mistake() {
    let ran = Desk::new().run("");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("用法:heshu"));
}

#[test]
fn wrong_usage_is_explained() {
    let desk = Desk::new();
    assert_snapshot!(desk.run("chek"), @r"
    ---- 2
      错误 没有 chek 这个命令
      帮助 是不是 check?
    ");
    assert_snapshot!(desk.run("check --formt json"), @r"
    ---- 2
      错误 没有 --formt 这个选项
      帮助 是不是 --format?
    ");
    assert_snapshot!(desk.run("check --format xml"), @r"
    ---- 2
      错误 --format <格式> 不能是“xml”
      帮助 可以是 text、json、jsonl、compact、sarif、github、gitlab、checkstyle、junit、rdjson、html
    ");
    assert_snapshot!(desk.run("check --jobs 0"), @r"
    ---- 2
      错误 --jobs <个数> 不能是“0”:要写正整数
      帮助 加上 --help 看用法
    ");
    assert_snapshot!(desk.run("check --date 2023-02-29"), @r"
    ---- 2
      错误 --date <日期> 不能是“2023-02-29”:要写成 2024-03-05 的样子
      帮助 加上 --help 看用法
    ");
    assert_snapshot!(desk.run("check --quiet --verbose"), @r"
    ---- 2
      错误 --quiet 不能和 --verbose 一起用
      帮助 加上 --help 看用法
    ");
    assert_snapshot!(desk.run("explain"), @r"
    ---- 2
      错误 缺少 <规则>
      帮助 加上 --help 看用法
    ");
}

#[test]
fn a_clean_draft_says_what_was_checked() {
    let desk = Desk::new().with("灯会.txt", CLEAN);
    assert_snapshot!(desk.run("check 灯会.txt"), @r"
    共检查 1 个文件:读到 0 个数字,核实 0 处关系,0 处无法判断;错误 0,警告 0,提示 0
    ---- 0
    ");
    assert_snapshot!(desk.run("check --quiet 灯会.txt"), @"---- 0");
    assert_snapshot!(desk.run_with("check -", CLEAN), @r"
    共检查 1 个文件:读到 0 个数字,核实 0 处关系,0 处无法判断;错误 0,警告 0,提示 0
    ---- 0
    ");
}

#[test]
fn formats_of_a_clean_draft() {
    let desk = Desk::new().with("a.txt", CLEAN);
    assert_snapshot!(desk.run("check --format json a.txt"), @r#"
    {"version":1,"files":[{"path":"a.txt","findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    ---- 0
    "#);
    assert_snapshot!(desk.run("check --format jsonl a.txt"), @r#"
    {"path":"a.txt","findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    ---- 0
    "#);
    assert_snapshot!(desk.run("check --format jsonl --verbose a.txt"), @r#"
    {"path":"a.txt","findings":[],"verified":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    ---- 0
    "#);
    assert_snapshot!(desk.run("claims --format json a.txt"), @r#"
    {"version":1,"files":[{"path":"a.txt","claims":[]}]}
    ---- 0
    "#);
    assert_snapshot!(desk.run("claims --format jsonl a.txt"), @r#"
    {"path":"a.txt","claims":[]}
    ---- 0
    "#);
    assert_snapshot!(desk.run("claims a.txt"), @r"
    a.txt:读到 0 处
    ---- 0
    ");
    assert_snapshot!(desk.run("claims --unchecked --format json a.txt"), @r#"
    {"version":1,"files":[{"path":"a.txt","claims":[]}]}
    ---- 0
    "#);
    let ran = desk.run_with("claims --unchecked --format jsonl -", "门店今年关了3家。");
    assert_snapshot!(ran, @r#"
    {"path":"-","claims":[{"start":18,"end":22,"line":1,"column":7,"text":"3家","kind":"count","value":"3","lo":"3","hi":"3","lo_open":false,"hi_open":false,"precision":"1","unit":"家","dimension":"count","hedge":null,"subject":null,"attribute":null,"period":null,"scope":null,"status":"unchecked","numerals":[{"start":18,"end":19,"value":"3"}],"place":"第1段第1句","sentence":"门店今年关了3家。","need":"写有这个数的出处,或者文中另一处"}]}
    ---- 0
    "#);
    assert_snapshot!(desk.run_with("check --format jsonl -", CLEAN), @r#"
    {"path":"-","findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    ---- 0
    "#);
}

#[test]
fn records_keep_their_ids_and_order() {
    let records = r#"{"id":"乙","text":"无事。"}
{"id":7,"text":"","title":"有题无文","date":"2024-03-05 08:00"}

{"text":"没有编号的用行号。","date":"不明","source":"别的字段不管"}
"#;
    let ran = Desk::new().run_with("check --input-format jsonl --format jsonl -", records);
    assert_snapshot!(ran, @r#"
    {"id":"乙","findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    {"id":7,"findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    {"id":4,"findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    ---- 0
    "#);
    let ran = Desk::new().run_with("claims --input-format jsonl --format jsonl -", records);
    assert_snapshot!(ran, @r#"
    {"id":"乙","claims":[]}
    {"id":7,"claims":[]}
    {"id":4,"claims":[]}
    ---- 0
    "#);
}

#[test]
fn folders_are_searched_in_order() {
    let desk = Desk::new()
        .with("稿/b.txt", CLEAN)
        .with("稿/a/z.md", CLEAN)
        .with("稿/a.text", CLEAN)
        .with("稿/图.png", [0, 159, 146, 150])
        .with("稿/.hidden.txt", CLEAN)
        .with("稿/旧稿/c.txt", CLEAN)
        .with("稿/.gitignore", "旧稿/\n");
    let ran = desk.run("check --format jsonl 稿");
    let paths: Vec<String> = ran.out.lines().map(path_of).collect();
    assert_eq!(paths, ["稿/a/z.md", "稿/a.text", "稿/b.txt"]);
    assert_eq!(ran.status, 0);
    let ran = desk.run("check --quiet");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "the current folder is searched");
}

fn path_of(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    line["path"].as_str().unwrap().replace('\\', "/")
}

#[test]
fn bad_inputs_are_named_and_the_others_go_on() {
    let desk = Desk::new()
        .with("好.txt", CLEAN)
        .with("空.txt", "")
        .with("白.txt", " \n\u{3000}\n")
        .with("乱.txt", [0x80, 0xff, 0x80, 0xff])
        .with("nul.txt", "一行\n二\0行\n")
        .with("图/图.png", "");
    let ran = desk.run("check 无.txt 空.txt 白.txt 乱.txt nul.txt 图 好.txt");
    assert_snapshot!(ran, @r"
    共检查 1 个文件:读到 0 个数字,核实 0 处关系,0 处无法判断;错误 0,警告 0,提示 0;6 个输入没能检查
    ---- 2
      错误 找不到 无.txt
      帮助 看看路径有没有写错
      错误 空.txt 是空的,没有可核对的内容
      错误 白.txt 是空的,没有可核对的内容
      错误 乱.txt 认不出是什么编码的文本
      帮助 确认它是稿件;知道编码的,用 --encoding 写明,如 --encoding gb18030
      错误 nul.txt 第 2 行有 NUL 字节,不像文本
      帮助 确认它是稿件;知道编码的,用 --encoding 写明
      错误 文件夹 图 里没有稿件
      帮助 稿件是扩展名为 .txt、.text、.md、.markdown、.html、.htm、.docx 的文件;别的文件请写出文件名
    ");
    let ran = desk.run("check --format jsonl 无.txt 好.txt");
    assert_eq!((ran.status, ran.out.lines().count()), (2, 1));
    assert_snapshot!(desk.run("check --input-format jsonl 无.jsonl 图"), @r"
    共检查 0 个文件:读到 0 个数字,核实 0 处关系,0 处无法判断;错误 0,警告 0,提示 0;2 个输入没能检查
    ---- 2
      错误 找不到 无.jsonl
      帮助 看看路径有没有写错
      错误 文件夹 图 里没有稿件
      帮助 稿件是扩展名为 .jsonl、.ndjson 的文件;别的文件请写出文件名
    ");
}

#[test]
fn broken_records_are_named_by_line() {
    let records = "{\"id\":1,\"text\":\"甲\"}\n{\"id\":2,\n{\"id\":3}\n{\"id\":4,\"text\":5}\n[]\n\
                   {\"id\":6,\"text\":\"己\"}";
    let ran = Desk::new().run_with("check --input-format jsonl --format jsonl -", records);
    assert_snapshot!(ran, @r#"
    {"id":1,"findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    {"id":6,"findings":[],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}
    ---- 2
      错误 <标准输入> 第 2 行不是 JSON(第 8 个字节处)
      帮助 每行应是一个 {"id":…,"text":…,"title"?,"date"?}
      错误 <标准输入> 第 3 行不是稿件:缺少 text
      帮助 每行应是一个 {"id":…,"text":…,"title"?,"date"?}
      错误 <标准输入> 第 4 行不是稿件:text 不是字符串
      帮助 每行应是一个 {"id":…,"text":…,"title"?,"date"?}
      错误 <标准输入> 第 5 行不是稿件:不是 {…}
      帮助 每行应是一个 {"id":…,"text":…,"title"?,"date"?}
    "#);
    let mut latin = b"{\"id\":1,\"text\":\"".to_vec();
    latin.extend([0xe9, b'"', b'}', b'\n']);
    let ran = Desk::new().run_with("check --input-format jsonl --format jsonl -", latin);
    assert_snapshot!(ran, @r#"
    ---- 2
      错误 <标准输入> 第 1 行不是 JSON(第 17 个字节处)
      帮助 每行应是一个 {"id":…,"text":…,"title"?,"date"?}
    "#);
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let desk = Desk::new().with("a.txt", "\u{feff}有3人。");
    let ran = desk.run("claims --format jsonl a.txt");
    assert!(!ran.out.contains('\u{feff}'));
    assert_eq!(ran.status, 0);
}

#[test]
fn monstrous_inputs_are_read_to_the_end() {
    let line = "入园3.6万人次,其中外地1200人,增长12.5%,".repeat(1_500);
    let monsters = [
        ("一行.txt", line),
        ("长数.txt", format!("共有{}人。", "9".repeat(1_000_000))),
        ("一一.txt", "一".repeat(1_000_000)),
        ("引号.txt", "“他说".repeat(100_000) + "有3人"),
        ("括号.txt", "(3".repeat(10_000)),
        ("日期.txt", "3月1日至".repeat(3_000)),
        ("未完.txt", "《3月1日—".repeat(3_000)),
    ];
    for (name, text) in monsters {
        let desk = Desk::new().with(name, text);
        for verb in ["check --verbose", "claims --format json"] {
            let ran = desk.run(&format!("{verb} {name}"));
            assert_eq!((ran.status.max(1), ran.err.as_str()), (1, ""), "{verb} {name}");
            assert!(!ran.out.is_empty());
        }
    }
}

#[test]
fn any_number_of_jobs_writes_the_same() {
    let mut desk = Desk::new();
    let mut records = String::new();
    for number in 1..=60 {
        let text = format!(
            "第{number}批货3月{}日到港,共{number}吨,其中煤{}吨。",
            number % 31 + 1,
            number * 2
        );
        records += &format!("{{\"id\":{number},\"text\":\"{text}\"}}\n");
        desk = desk.with(&format!("稿/{number:02}.txt"), text);
    }
    for arguments in [
        "check 稿 无.txt",
        "check --format json 稿",
        "check --verbose 稿",
        "claims 稿",
        "check --input-format jsonl --format jsonl -",
        "claims --input-format jsonl --format json -",
    ] {
        let runs =
            [1, 2, 7].map(|jobs| desk.run_with(&format!("{arguments} --jobs {jobs}"), &records));
        let [one, two, seven] = runs.map(|ran| ran.to_string());
        assert!(one.len() > 100, "{one}");
        assert_eq!(one, two);
        assert_eq!(one, seven);
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let desk = Desk::new();
    let records = "{\"text\":\"灯会周末开幕。\"}\n".repeat(20_000);
    std::fs::write(desk.path("many.jsonl"), records).unwrap();
    let mut child = heshu(&desk.path(""))
        .args(["check", "--input-format", "jsonl", "--format", "jsonl", "many.jsonl"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn colours_are_on_request() {
    let desk = Desk::new();
    let escape = '\u{1b}';
    assert!(!desk.run("check 无.txt").err.contains(escape));
    assert!(desk.run("check 无.txt --color always").err.contains(escape));
    assert!(!desk.run("check 无.txt --color never").err.contains(escape));
}

#[test]
fn completions_name_the_verbs() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = Desk::new().run(&format!("completions {shell}"));
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        for word in ["check", "claims", "explain", "fail-on"] {
            assert!(ran.out.contains(word), "{shell} lacks {word}");
        }
    }
}

/// A page a command, with all that its help names.
#[test]
fn manual_pages_tell_what_the_help_tells() {
    let desk = Desk::new().with("手册/旧", "");
    let ran = desk.run("man 手册");
    assert!(ran.status == 0 && ran.out.ends_with("页手册\n"), "{ran}");
    for (page, command) in
        [("heshu", ""), ("heshu-check", "check"), ("heshu-rules-try", "rules try")]
    {
        let page = std::fs::read_to_string(desk.path(&format!("手册/{page}.1"))).unwrap();
        let page = page.replace("\\-", "-");
        let help = desk.run(&format!("{command} --help")).out;
        let options = help.split_whitespace().filter(|word| word.starts_with("--"));
        let options = options
            .filter(|word| word[2..].bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()));
        for option in options.collect::<Vec<_>>() {
            assert!(page.contains(option), "{command} {option}: {page}");
        }
    }
    assert_eq!(desk.run("man 新/手册").status, 0);
    assert!(desk.run("man 手册/旧").err.contains("建不了文件夹 手册/旧"));
}

#[test]
fn a_missing_rule_folder_ends_the_run() {
    let ran = Desk::new().with("a.txt", CLEAN).run("check --rules 无 a.txt");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains('无'), "{}", ran.err);
}

/// On a terminal a long run shows how far it is; in a pipe it never does.
#[cfg(target_os = "linux")]
#[test]
fn a_long_run_shows_how_far_it_is() {
    let mut desk = Desk::new();
    for number in 0..150 {
        desk = desk.with(&format!("稿/{number}.txt"), CLEAN);
    }
    assert_eq!(desk.run("check 稿").err, "");
    let watched = |arguments: &str| {
        let command = format!("{} {arguments} >out", env!("CARGO_BIN_EXE_heshu"));
        let mut script = std::process::Command::new("script");
        script
            .args(["-qec", &command, "/dev/null"])
            .current_dir(desk.path("."))
            .env("TERM", "xterm");
        script.output().ok().map(|it| String::from_utf8(it.stdout).unwrap())
    };
    let Some(shown) = watched("check 稿") else {
        eprintln!("skipped: there is no script (Debian: bsdutils)");
        return;
    };
    assert!(shown.contains("/150 份"), "{shown:?}");
    assert!(!std::fs::read_to_string(desk.path("out")).unwrap().contains('\u{1b}'));
    assert_eq!(watched("check 稿/1.txt"), Some(String::new()), "too few to wait for");
    std::fs::write(desk.path("all.jsonl"), "{\"text\":\"共3人。\"}\n".repeat(9000)).unwrap();
    let shown = watched("check --input-format jsonl all.jsonl").unwrap();
    assert!(shown.contains("已核对"), "{shown:?}");
}

/// A program that asks with one line and waits for the answer before it asks on gets it.
#[test]
fn each_line_is_answered_when_it_comes() {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::process::Stdio;
    for jobs in ["1", "4"] {
        let desk = Desk::new();
        let mut child = heshu(&desk.path("."))
            .args(["check", "--input-format", "jsonl", "--format", "jsonl", "--jobs", jobs, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut asked = child.stdin.take().unwrap();
        let (give, take) = std::sync::mpsc::channel();
        let answers = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            answers.lines().for_each(|line| give.send(line.unwrap()).unwrap());
        });
        for number in 0..3 {
            writeln!(asked, "{{\"id\":{number},\"text\":\"共3人。\"}}").unwrap();
            let answer = take.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
            assert!(answer.starts_with(&format!("{{\"id\":{number},")), "{answer}");
        }
        drop(asked);
        assert!(child.wait().unwrap().success());
    }
}
