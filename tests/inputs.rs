//! Drafts in every encoding and format say the same, and what is wrong with an input is told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use common::{Desk, package, root};
use encoding_rs::{BIG5, GB18030, GBK};
use insta::assert_snapshot;
use serde_json::Value;

const DRAFT: &str = "老街南院修好了\n\n南院从3月4日动工，4月2日完工，前后用了39天。\n";

/// All drafts of the corpus by name.
fn corpus() -> BTreeMap<String, String> {
    let folders = ["clean", "faulty", "traps"].map(|name| root().join("corpus").join(name));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let paths = files.map(|entry| entry.unwrap().path());
    let drafts = paths.filter(|path| path.extension().is_some_and(|it| it == "txt"));
    let name = |path: &std::path::Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    drafts.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// What is found in each draft once it is written with that extension, by name.
fn findings(
    extension: &str,
    write: impl Fn(&str) -> Option<Vec<u8>>,
) -> BTreeMap<String, (Vec<u8>, Value)> {
    let mut desk = Desk::new();
    let mut written = BTreeMap::new();
    for (name, text) in corpus() {
        if let Some(bytes) = write(&text) {
            desk = desk.with(&format!("稿/{name}.{extension}"), &bytes);
            written.insert(name, bytes);
        }
    }
    assert!(!written.is_empty(), "{extension}");
    let ran = desk.run("check --format jsonl 稿");
    assert_eq!(ran.err, "", "{extension}");
    let mut found = BTreeMap::new();
    for line in ran.out.lines() {
        let mut report: Value = serde_json::from_str(line).unwrap();
        let path = report["path"].as_str().unwrap().replace('\\', "/");
        let name = path.trim_start_matches("稿/").trim_end_matches(extension).trim_end_matches('.');
        let bytes = written.remove(name).unwrap();
        found.insert(name.to_owned(), (bytes, report["findings"].take()));
    }
    assert!(written.is_empty(), "not checked: {:?}", written.keys());
    found
}

fn plain() -> BTreeMap<String, (Vec<u8>, Value)> {
    findings("txt", |text| Some(text.into()))
}

/// The rules, messages and labelled texts of findings: what does not hang on how the draft is stored.
fn gist(findings: &Value) -> Vec<String> {
    let spans = |finding: &Value| {
        let related = finding["related"].as_array().unwrap().iter();
        let all = std::iter::once(&finding["primary"]).chain(related);
        all.map(|span| span["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("、")
    };
    let findings = findings.as_array().unwrap().iter();
    let gist =
        |it: &Value| format!("{} {} {} {}", it["rule"], it["severity"], it["message"], spans(it));
    findings.map(gist).collect()
}

/// Whether the offsets of all labels lead to their texts in `source`, its tags left aside.
fn check_offsets(name: &str, source: &str, findings: &Value) {
    for finding in findings.as_array().unwrap() {
        let related = finding["related"].as_array().unwrap().iter();
        for span in std::iter::once(&finding["primary"]).chain(related) {
            let at = |key: &str| span[key].as_u64().unwrap() as usize;
            assert_eq!(&source[at("start")..at("end")], span["text"].as_str().unwrap(), "{name}");
            let line = source[..at("start")].matches('\n').count() + 1;
            assert_eq!(at("line"), line, "{name}");
        }
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

/// A page with furniture in characters that Simplified and Traditional texts share.
fn html(text: &str) -> String {
    let mut page =
        "<!DOCTYPE html>\n<html><body><div class=nav><a href=/>主版</a></div><div>\n".to_owned();
    for line in paragraphs(text) {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        writeln!(page, "<p>{line}</p>").unwrap();
    }
    page + "</div><footer>某社,2001年立。</footer></body></html>\n"
}

fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for line in paragraphs(text) {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        // Word cuts a sentence into runs wherever it likes.
        let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
        let cut = if line.contains('&') { 0 } else { middle };
        let (one, other) = line.split_at(cut);
        let run = |text| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        write!(body, "<w:p>{}{}</w:p>", run(one), run(other)).unwrap();
    }
    package([("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

#[test]
fn every_encoding_gives_the_same_report() {
    let plain = plain();
    let lossless = |(bytes, _, lost): (std::borrow::Cow<'_, [u8]>, _, bool)| {
        (!lost).then(|| bytes.into_owned())
    };
    let written = [
        findings("txt", |text| Some(utf16(text))),
        findings("txt", |text| Some(format!("\u{feff}{text}").into())),
        findings("txt", |text| lossless(GB18030.encode(text))),
        // Simplified texts cannot be written in Big5.
        findings("txt", |text| lossless(BIG5.encode(text))),
    ];
    for (number, written) in written.into_iter().enumerate() {
        for (name, (_, findings)) in written {
            assert_eq!(plain[&name].1, findings, "{name} {number}");
        }
    }
}

/// A page says in what it is written, and is read by that; its findings stand where they do in the same page in UTF-8.
#[test]
fn pages_in_every_encoding_give_the_same_report() {
    let page = |text: &str, name: &str| {
        let head = format!("<head><meta charset=\"{name}\"></head><body>");
        html(text).replacen("<body>", &head, 1)
    };
    let plain = plain();
    for encoding in [GB18030, GBK, BIG5] {
        // Names of encodings are of different lengths, and offsets count them.
        let in_utf8 = findings("html", |text| Some(page(text, encoding.name()).into()));
        let pages = findings("html", |text| {
            let text = page(text, encoding.name());
            let (bytes, _, lost) = encoding.encode(&text);
            (!lost).then(|| bytes.into_owned())
        });
        for (name, (_, found)) in pages {
            assert_eq!(gist(&plain[&name].1), gist(&found), "{name} {}", encoding.name());
            assert_eq!(in_utf8[&name].1, found, "{name} {}", encoding.name());
        }
    }
}

#[test]
fn every_format_gives_the_same_findings() {
    let plain = plain();
    let markdown = |text: &str| Some(paragraphs(text).collect::<Vec<_>>().join("\n\n").into());
    for (format, written) in [
        ("html", findings("html", |text| Some(html(text).into()))),
        ("md", findings("md", markdown)),
        ("docx", findings("docx", |text| Some(docx(text)))),
    ] {
        assert_eq!(written.len(), plain.len());
        for (name, (bytes, findings)) in written {
            assert_eq!(gist(&plain[&name].1), gist(&findings), "{format} {name}");
            match format {
                "docx" => check_offsets(&name, &docx_text(&plain[&name].0), &findings),
                _ => check_offsets(&name, std::str::from_utf8(&bytes).unwrap(), &findings),
            }
        }
    }
}

/// The text that positions in a Word document count in: its paragraphs, a line each.
fn docx_text(plain: &[u8]) -> String {
    let plain = std::str::from_utf8(plain).unwrap();
    paragraphs(plain).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn findings_in_markup_are_shown_without_it() {
    let page = "<html><title>老街南院修好了_某网</title>\n<h1>老街南院修好了</h1>\n\
                <p>南院从<b>3月</b>4日动工,4月2日完工,前后用了<i>39</i>天。</p></html>";
    let desk = Desk::new().with("南院.html", page);
    assert_snapshot!(desk.run("check --quiet 南院.html"), @r"
      错误 3月4日至4月2日与39天不符 [date/duration]
       ╭─[南院.html:3:35]
     3 │ 南院从3月4日动工,4月2日完工,前后用了39天。
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
    let ran = desk.run("check --format jsonl 南院.html");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let finding = &report["findings"][0];
    let at = |key: &str| finding["primary"][key].as_u64().unwrap() as usize;
    assert_eq!(&page[at("start")..at("end")], "39</i>天");
    // What tags run through cannot be replaced.
    for suggestion in finding["suggestions"].as_array().unwrap() {
        let at = |key: &str| suggestion[key].as_u64().unwrap() as usize;
        assert_eq!(&page[at("start")..at("end")], "4月2日");
    }
}

#[test]
fn encodings_can_be_said() {
    let bytes = BIG5.encode("用了39天").0.into_owned();
    let desk = Desk::new().with("a.txt", &bytes);
    let text = |ran: &common::Ran| {
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        report["claims"][0]["text"].clone()
    };
    assert_eq!(text(&desk.run("claims --format jsonl --encoding big5 a.txt")), "39天");
    assert_eq!(text(&desk.run_with("claims --format jsonl --encoding BIG5 -", &bytes)), "39天");
    let record = GB18030.encode("{\"text\":\"用了39天\"}").0.into_owned();
    let ran = desk.run_with("claims --input-format jsonl --format jsonl --encoding gbk -", record);
    assert_eq!(text(&ran), "39天");
    assert_snapshot!(desk.run("check --encoding latin9x a.txt"), @r"
    ---- 2
      错误 --encoding <编码> 不能是“latin9x”:常用的有 utf-8、gb18030、gbk、big5、utf-16le、utf-16be
      帮助 加上 --help 看用法
    ");
}

#[test]
fn bytes_that_are_no_text_are_placed_and_the_rest_is_checked() {
    let mut bytes = GB18030.encode(DRAFT).0.into_owned();
    bytes.splice(2..2, [0xff]);
    let mut utf8 = DRAFT.as_bytes().to_vec();
    utf8.extend("住着12户，其中东厢5户、西厢".as_bytes());
    utf8.extend(b"\xe4\xb8 7\xff");
    let desk = Desk::new().with("gbk.txt", &bytes).with("utf8.txt", &utf8);
    let ran = desk.run("check --format jsonl gbk.txt utf8.txt");
    assert_eq!(ran.out.lines().filter(|line| line.contains("\"39天\"")).count(), 2, "{ran}");
    assert_eq!(ran.status, 2);
    assert_snapshot!(ran.err, @r"
    错误 gbk.txt 第 1 行第 2 字(全文第 3 个字节)按 gb18030 读不通
    帮助 其余照常核对;编码不对的,用 --encoding 写明,如 --encoding big5
    错误 utf8.txt 第 4 行第 16 字(全文第 127 个字节)按 UTF-8 读不通,后面还有 1 处
    帮助 其余照常核对;编码不对的,用 --encoding 写明,如 --encoding big5
    ");
}

#[test]
fn standard_input_may_have_a_name() {
    let desk = Desk::new();
    let page = "<p>南院从3月4日动工,4月2日完工,前后用了<b>39</b>天。";
    let ran = desk.run_with("check --format jsonl --stdin-filename 稿/南院.html -", page);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, report["path"].as_str()), (1, Some("稿/南院.html")));
    let ran = desk.run_with(
        "check --quiet --stdin-filename 南院.md -",
        "# 题\n\n```\n3月4日动工,4月2日完工,用了39天。\n```\n",
    );
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "code is no text");
    let ran = desk.run_with("check --format jsonl -", docx(DRAFT));
    assert_eq!(ran.status, 1, "{ran}");
}

#[test]
fn what_cannot_be_read_is_told_what_to_do() {
    let document = "<w:document><w:body><w:p><w:r><w:t>3人";
    let entities = "<!DOCTYPE d [<!ENTITY a \"三人\">]><w:document>&a;</w:document>";
    let inner = package([("稿.txt", "3人")]);
    let nested = package([("内.zip", inner)]);
    let desk = Desk::new()
        .with("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(9))
        .with("锁.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(9))
        .with("稿.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(9))
        .with("报.pdf", "%PDF-1.7\n")
        .with("富.rtf", "{\\rtf1 3}")
        .with("图.txt", b"\x89PNG\r\n\x1a\n")
        .with("断.docx", &docx(DRAFT)[..70])
        .with("半.docx", package([("word/document.xml", document)]))
        .with("弹.docx", package([("word/document.xml", entities)]))
        .with("套.docx", nested)
        .with("空.docx", package([("word/document.xml", "<w:document/>")]))
        .with("空.html", "<script>var a = '3人';</script>")
        .with("好.txt", DRAFT);
    let ran = desk.run("check --format jsonl 旧.doc 锁.docx 稿.wps 报.pdf 富.rtf 图.txt 断.docx 半.docx 弹.docx 套.docx 空.docx 空.html 好.txt");
    assert_eq!((ran.status, ran.out.lines().count()), (2, 1));
    assert_snapshot!(ran.err, @r"
    错误 旧.doc 是旧版 Word 文档,读不了
    帮助 用 Word、WPS 或 LibreOffice 打开,另存为 .docx 再核对
    错误 锁.docx 是加了密码的 Word 文档,读不了
    帮助 打开后去掉密码,另存一份再核对
    错误 稿.wps 是 WPS 文字文档,读不了
    帮助 用 WPS 打开,另存为 .docx 再核对
    错误 报.pdf 是 PDF,读不了
    帮助 请核对它的原稿(.docx);没有原稿的,把文字复制出来存成 .txt 再核对
    错误 富.rtf 是 RTF 文档,读不了
    帮助 用 Word 或 WPS 打开,另存为 .docx 再核对
    错误 图.txt 是图片,读不了
    帮助 请核对里面文字的原稿
    错误 断.docx 这个 Word 文档有毛病:压缩包不完整,打不开
    帮助 用 Word 或 WPS 打开,另存一份 .docx 再试
    错误 半.docx 这个 Word 文档有毛病:word/document.xml 第 40 个字节处就断了
    帮助 用 Word 或 WPS 打开,另存一份 .docx 再试
    错误 弹.docx 这个 Word 文档有毛病:word/document.xml 第 1 个字节处有 DTD,Word 文档不该有
    帮助 用 Word 或 WPS 打开,另存一份 .docx 再试
    错误 套.docx 是压缩包,读不了
    帮助 解压以后核对里面的稿件
    错误 空.docx 是空的,没有可核对的内容
    错误 空.html 是空的,没有可核对的内容
    ");
}

#[test]
fn a_size_that_is_only_said_costs_nothing() {
    // The directory says that the part has a gigabyte; it has 41 bytes.
    let mut bytes = docx("共3人。");
    let size = (1_u32 << 30).to_le_bytes();
    let entry = bytes.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&size);
    bytes[22..26].copy_from_slice(&size);
    let ran = Desk::new().with("大.docx", bytes).run("check --quiet 大.docx");
    assert!(ran.status == 0 || ran.err.contains("有毛病"), "{ran}");
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_locked_files_stop_nothing() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new().with("稿/好.txt", DRAFT).with("稿/锁.txt", DRAFT);
    symlink(desk.path("稿"), desk.path("稿/圈")).unwrap();
    symlink(desk.path("稿/自.txt"), desk.path("稿/自.txt")).unwrap();
    std::fs::set_permissions(desk.path("稿/锁.txt"), PermissionsExt::from_mode(0o000)).unwrap();
    let ran = desk.run("check --format jsonl 稿");
    assert!(ran.status == 2 && ran.err.contains("自.txt"), "{ran}");
    assert!(ran.out.contains("好.txt") && ran.out.contains("39天"), "{ran}");
    // Root may read everything.
    let readable = std::fs::read(desk.path("稿/锁.txt")).is_ok();
    assert!(readable || ran.err.contains("没有权限读 稿/锁.txt"), "{ran}");
}
