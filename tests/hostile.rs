//! Inputs that are broken or made to do harm: each is told of, nothing is left half-written, and the others are checked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use std::io::Write as _;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};

use common::{Desk, heshu, package};
use insta::assert_snapshot;

const DRAFT: &str = "南院从3月4日动工,4月2日完工,前后用了39天。\n";
const FOUND: &str = "1:22: 错误";

#[test]
fn packages_in_packages_and_entities_of_entities_are_not_unfolded() {
    let mut nested = package([("稿.txt", DRAFT.as_bytes())]);
    for _ in 0..5 {
        nested = package([("内.docx", &nested)]);
    }
    let entities: String =
        (1..40).map(|at| format!("<!ENTITY a{at} \"&a{};&a{0};\">", at - 1)).collect();
    let bomb =
        format!("<!DOCTYPE d [<!ENTITY a0 \"三人\">{entities}]><w:document>&a39;</w:document>");
    let desk = Desk::new()
        .with("套.docx", nested)
        .with("弹.docx", package([("word/document.xml", bomb.as_bytes())]))
        .with("弹.html", bomb.replace("w:document", "p"))
        .with("好.txt", DRAFT);
    let ran = desk.run("check -q --format compact 套.docx 弹.docx 弹.html 好.txt");
    assert!(ran.status == 2 && ran.out.contains(&format!("好.txt:{FOUND}")), "{ran}");
    assert_snapshot!(ran.err, @r"
    错误 套.docx 是压缩包,读不了
    帮助 解压以后核对里面的稿件
    错误 弹.docx 这个 Word 文档有毛病:word/document.xml 第 1 个字节处有 DTD,Word 文档不该有
    帮助 用 Word 或 WPS 打开,另存一份 .docx 再试
    ");
}

#[test]
fn a_million_open_tags_are_read() {
    let many = 1_000_000;
    let page = format!("<html><body>{}{DRAFT}{}", "<div>".repeat(many), "</div>".repeat(many));
    let parts = "<w:p>".repeat(many / 10);
    let body = format!(
        "<w:document>{parts}<w:r><w:t>{DRAFT}</w:t></w:r>{}</w:document>",
        parts.replace('<', "</")
    );
    let desk = Desk::new()
        .with("深.html", page)
        .with("开.html", format!("<p>{DRAFT}</p>{}", "<b><i>".repeat(many / 10)))
        .with("深.md", format!("{DRAFT}\n{}{DRAFT}", "> ".repeat(many / 100)))
        .with("深.docx", package([("word/document.xml", body.as_bytes())]));
    let ran = desk.run("check -q --exit-zero --format compact .");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    for name in ["深.html", "开.html", "深.md", "深.docx"] {
        assert!(ran.out.contains(name), "{name}: {ran}");
    }
}

#[test]
fn encodings_that_are_broken_or_mixed_are_placed() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (one, other) = DRAFT.split_at(DRAFT.find('4').unwrap());
    let desk = Desk::new()
        .with("奇.txt", [b"\xff\xfe".as_slice(), &wide(DRAFT), b"3"].concat())
        .with("半.txt", [b"\xff\xfe".as_slice(), &wide("甲\n"), b"\x00\xd8", &wide(DRAFT)].concat())
        .with("混.txt", [DRAFT.as_bytes(), &encoding_rs::GB18030.encode(other).0].concat())
        .with("拼.txt", [&*encoding_rs::BIG5.encode("東廂有5戶").0, one.as_bytes()].concat());
    let ran = desk.run("check -q --format compact 奇.txt 半.txt 混.txt 拼.txt");
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains(&format!("奇.txt:{FOUND}")) && ran.out.contains("半.txt:2:"), "{ran}");
    assert_snapshot!(ran.err, @r"
    错误 奇.txt 第 2 行第 1 字(全文第 55 个字节)按 UTF-16LE 读不通
    帮助 其余照常核对;编码不对的,用 --encoding 写明,如 --encoding big5
    错误 半.txt 第 2 行第 1 字(全文第 7 个字节)按 UTF-16LE 读不通
    帮助 其余照常核对;编码不对的,用 --encoding 写明,如 --encoding big5
    错误 混.txt 认不出是什么编码的文本
    帮助 确认它是稿件;知道编码的,用 --encoding 写明,如 --encoding gb18030
    错误 拼.txt 认不出是什么编码的文本
    帮助 确认它是稿件;知道编码的,用 --encoding 写明,如 --encoding gb18030
    ");
}

#[test]
fn a_draft_that_is_being_written_is_not_half_checked() {
    let desk = Desk::new().with("长.txt", DRAFT.repeat(20_000)).with("好.txt", DRAFT);
    let (path, done) = (desk.path("长.txt"), AtomicBool::new(false));
    let ran = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = std::fs::File::options().append(true).open(path).unwrap();
            for _ in 0..10_000 {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                file.write_all(DRAFT.as_bytes()).unwrap();
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        });
        let ran = desk.run("check -q --format compact 长.txt 好.txt");
        done.store(true, Ordering::Relaxed);
        ran
    });
    assert!(ran.status == 2 && ran.out.starts_with(&format!("好.txt:{FOUND}")), "{}", ran.err);
    assert_snapshot!(ran.err, @r"
    错误 长.txt 在核对的时候改过了
    帮助 等它存好,再运行一次
    ");
}

/// What can no longer be written is told, and what was there stays.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let old = "# 决定\n";
    let desk = Desk::new().with("稿.txt", DRAFT).with("heshu-decisions.toml", old);
    let heshu = env!("CARGO_BIN_EXE_heshu");
    let check = |command: &str, said: &str| {
        // A limit on the size of files stands for a disk without room.
        let command = format!("trap '' XFSZ; ulimit -f 0; {heshu} {command}");
        let mut shell = std::process::Command::new("bash");
        let output = shell.args(["-c", &command]).current_dir(desk.path(".")).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && err.contains(said), "{command}: {err}");
    };
    check("accept 稿.txt --reason 含停工", "写不了 heshu-decisions.toml:");
    check("baseline write 稿.txt", "写不了 heshu-baseline.jsonl:");
    check("man 手册", "写不了 手册/heshu");
    check("check 稿.txt >/dev/full", "写不出结果:");
    check("check --format html 稿.txt >/dev/full", "写不出结果:");
    let mut left: Vec<_> =
        std::fs::read_dir(desk.path(".")).unwrap().map(|it| it.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["heshu-decisions.toml", "手册", "稿.txt"]);
    assert_eq!(std::fs::read_dir(desk.path("手册")).unwrap().count(), 0);
    assert_eq!(std::fs::read_to_string(desk.path("heshu-decisions.toml")).unwrap(), old);
}

/// Whoever breaks off a long run keeps what it has written, line by line.
#[test]
fn a_run_that_is_killed_leaves_whole_lines() {
    let desk = Desk::new();
    let path = desk.path("结果.jsonl");
    let mut child = heshu(&desk.path("."))
        .args(["check", "--input-format", "jsonl", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(std::fs::File::create(&path).unwrap())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // It goes on until nobody listens any more.
    let feeder = std::thread::spawn(move || {
        let record = |id: u64| serde_json::json!({ "id": id, "text": DRAFT.repeat(3) });
        (0..).take_while(|&id| writeln!(stdin, "{}", record(id)).is_ok()).count()
    });
    while path.metadata().unwrap().len() < 300_000 {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (given, written) = (feeder.join().unwrap(), std::fs::read_to_string(&path).unwrap());
    assert!(written.ends_with("}\n"));
    for (id, line) in written.lines().enumerate() {
        let report: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(report["id"], id);
        assert_eq!(report["summary"]["errors"], 3);
    }
    assert!((100..given).contains(&written.lines().count()));
}
