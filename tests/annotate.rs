//! Word documents with the findings as comments: what is added, and that nothing else changes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

mod common;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::process::Command;

use common::{Desk, package, root};
use heshu::report::note::notes;
use heshu::source::{Annotated, Note, Told, read_bytes};
use heshu::{Checker, Keep};
use insta::assert_snapshot;
use serde_json::Value;
use zip::ZipArchive;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package as Word lays one out, with further parts of `word/` by their kind.
fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let parts: String = more
        .iter()
        .map(|(kind, _)| {
            format!("<Override PartName=\"/word/{kind}.xml\" ContentType=\"{TYPES}.{kind}+xml\"/>")
        })
        .collect();
    let relations: String = more
        .iter()
        .enumerate()
        .map(|(at, (kind, _))| {
            format!("<Relationship Id=\"rId{at}\" Type=\"{KINDS}/{kind}\" Target=\"{kind}.xml\"/>")
        })
        .collect();
    let schemas = "http://schemas.openxmlformats.org/package/2006";
    let mut members = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"{schemas}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/word/document.xml\" ContentType=\"{TYPES}.document.main+xml\"/>\
                 {parts}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{schemas}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{KINDS}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml".to_owned(),
            format!("<w:document {WORD}><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{schemas}/relationships\">{relations}</Relationships>"),
        ),
        ("word/media/图.bin".to_owned(), "\u{1}".repeat(5000)),
    ];
    members
        .extend(more.iter().map(|(kind, text)| (format!("word/{kind}.xml"), (*text).to_owned())));
    package(members)
}

/// The members of a package by name, unpacked and as they are packed.
fn members(bytes: &[u8]) -> BTreeMap<String, (String, Vec<u8>)> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = BTreeMap::new();
    for at in 0..package.len() {
        let mut text = String::new();
        let mut member = package.by_index(at).unwrap();
        let name = member.name().unwrap().into_owned();
        member.read_to_string(&mut text).unwrap();
        drop(member);
        let mut packed = Vec::new();
        package.by_index_raw(at).unwrap().read_to_end(&mut packed).unwrap();
        members.insert(name, (text, packed));
    }
    members
}

/// What `heshu check 稿.docx --annotate 批.docx` makes of a document, and the members of both.
struct Copied {
    desk: Desk,
    before: BTreeMap<String, (String, Vec<u8>)>,
    after: BTreeMap<String, (String, Vec<u8>)>,
}

fn annotate(bytes: &[u8]) -> Copied {
    let desk = Desk::new().with("稿.docx", bytes);
    let ran = desk.run("check --quiet --exit-zero --annotate 批.docx 稿.docx");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran}");
    let after = members(&std::fs::read(desk.path("批.docx")).unwrap());
    let annotated = Copied { before: members(bytes), after, desk };
    annotated.check();
    annotated
}

impl Copied {
    /// What the copy promises: the same findings on the same text, a comment each, and the other members as they were.
    fn check(&self) {
        let read = |name: &str| {
            let ran = self.desk.run(&format!("check --format jsonl {name}"));
            let report: Value = serde_json::from_str(&ran.out).unwrap();
            report["findings"].clone()
        };
        let findings = read("稿.docx");
        assert_eq!(findings, read("批.docx"));
        let changed = |name: &str| self.before.get(name) != self.after.get(name);
        for name in self.before.keys().filter(|name| changed(name)) {
            let may = ["document", "comments", "Content_Types"];
            assert!(may.iter().any(|part| name.contains(part)), "{name}");
        }
        let old = self.before.get("word/comments.xml").map_or(0, |(text, _)| count(text));
        let comments = self.after.get("word/comments.xml").map_or(0, |(text, _)| count(text));
        assert_eq!(findings.as_array().unwrap().len(), comments - old);
    }

    fn part(&self, name: &str) -> &str {
        &self.after[name].0
    }

    /// The body, one element a line.
    fn body(&self) -> String {
        let body = self.part("word/document.xml").split("<w:body>").nth(1).unwrap();
        body.split("</w:body>").next().unwrap().replace("><", ">\n<")
    }
}

fn count(comments: &str) -> usize {
    comments.matches("<w:comment ").count()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_run_is_cut_at_the_figure_and_keeps_its_properties() {
    let body = "<w:p w:rsidR=\"1\"><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r w:rsidR=\"2\"><w:rPr><w:b/></w:rPr>\
                <w:t>南院从3月4日动工,4月2日完工,用了 39天。</w:t></w:r></w:p>";
    let annotated = annotate(&document(body, &[]));
    assert_snapshot!(annotated.body(), @r#"
    <w:p w:rsidR="1">
    <w:pPr>
    <w:jc w:val="both"/>
    </w:pPr>
    <w:r w:rsidR="2">
    <w:rPr>
    <w:b/>
    </w:rPr>
    <w:t xml:space="preserve">南院从3月4日动工,4月2日完工,用了 </w:t>
    </w:r>
    <w:commentRangeStart w:id="0"/>
    <w:r w:rsidR="2">
    <w:rPr>
    <w:b/>
    </w:rPr>
    <w:t xml:space="preserve">39天</w:t>
    </w:r>
    <w:commentRangeEnd w:id="0"/>
    <w:r>
    <w:commentReference w:id="0"/>
    </w:r>
    <w:r w:rsidR="2">
    <w:rPr>
    <w:b/>
    </w:rPr>
    <w:t xml:space="preserve">。</w:t>
    </w:r>
    </w:p>
    "#);
    assert_snapshot!(annotated.part("word/comments.xml").replace("><", ">\n<"), @r#"
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:comment w:id="0" w:author="核数" w:initials="核数">
    <w:p>
    <w:r>
    <w:t xml:space="preserve">错误 3月4日至4月2日与39天不符 [date/duration]</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">依据 39天;3月4日至4月2日的时间=29…30</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">建议 把“39天”改为“30天”</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">或 把“39天”改为“29天”</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">或 把“4月2日”改为“4月12日”</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">或 把“4月2日”改为“4月11日”</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">或 把“3月4日”改为“2月22日”</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">或 把“3月4日”改为“2月23日”</w:t>
    </w:r>
    </w:p>
    <w:p>
    <w:r>
    <w:t xml:space="preserve">帮助 起、止、历时三者必有一个写错</w:t>
    </w:r>
    </w:p>
    </w:comment>
    </w:comments>
    "#);
    assert!(annotated.part("[Content_Types].xml").ends_with(
        "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
         wordprocessingml.comments+xml\"/></Types>"
    ));
    assert!(annotated.part("word/_rels/document.xml.rels").ends_with(
        "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
         comments\" Target=\"comments.xml\"/></Relationships>"
    ));
}

#[test]
fn whole_runs_are_not_cut() {
    let body = "<w:p><w:r><w:t>南院从3月4日动工,4月2日完工,用了</w:t></w:r><w:ins w:id=\"7\" w:author=\"甲\">\
                <w:r><w:rPr><w:i/></w:rPr><w:tab/><w:t>39</w:t></w:r></w:ins><w:r><w:t>天</w:t><w:t>。</w:t></w:r></w:p>";
    assert_snapshot!(annotate(&document(body, &[])).body(), @r#"
    <w:p>
    <w:r>
    <w:t>南院从3月4日动工,4月2日完工,用了</w:t>
    </w:r>
    <w:ins w:id="7" w:author="甲">
    <w:r>
    <w:rPr>
    <w:i/>
    </w:rPr>
    <w:tab/>
    </w:r>
    <w:commentRangeStart w:id="0"/>
    <w:r>
    <w:rPr>
    <w:i/>
    </w:rPr>
    <w:t>39</w:t>
    </w:r>
    </w:ins>
    <w:r>
    <w:t>天</w:t>
    </w:r>
    <w:commentRangeEnd w:id="0"/>
    <w:r>
    <w:commentReference w:id="0"/>
    </w:r>
    <w:r>
    <w:t>。</w:t>
    </w:r>
    </w:p>
    "#);
}

/// Tables, notes, boxes, formulas, ruby, links: the marks stand where Word allows them.
#[test]
fn figures_stand_in_many_places() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p(text));
    let wrong = "院从3月4日动工,4月2日完工,用了39天。";
    let body = format!(
        "{}<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{}</w:tr></w:tbl>\
         <w:p><w:hyperlink w:anchor=\"a\"><w:r><w:t>北{wrong}</w:t></w:r></w:hyperlink></w:p>\
         <w:p><w:r><w:t>见</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
         <w:p><w:r><w:t>西{}</w:t></w:r><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase><w:r>\
         <w:t>39天</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        p("四院都修好了"),
        cell(&format!("东{wrong}")),
        "院从3月4日动工,4月2日完工,用了",
    );
    let notes = format!(
        "<w:footnotes {WORD}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
         <w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p(&format!("南{wrong}"))
    );
    let annotated = annotate(&document(&body, &[("footnotes", &notes)]));
    assert_eq!(count(annotated.part("word/comments.xml")), 4);
    let body = annotated.part("word/document.xml");
    assert!(body.contains("<w:commentRangeStart w:id=\"2\"/><w:r><w:ruby>"), "{body}");
    // A note is commented where it is referred to.
    assert!(
        body.contains(
            "<w:commentRangeStart w:id=\"3\"/><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:commentRangeEnd w:id=\"3\"/>"
        ),
        "{body}"
    );
    assert!(annotated.part("word/comments.xml").contains(">注释里的“39天”:<"));
}

#[test]
fn comments_that_are_there_stay() {
    let old = format!(
        "<w:comments {WORD}><w:comment w:id=\"4\" w:author=\"甲\"><w:p><w:r><w:t>改</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let body = "<w:p><w:commentRangeStart w:id=\"4\"/><w:r><w:t>南院从3月4日动工,</w:t></w:r><w:commentRangeEnd w:id=\"4\"/>\
                <w:r><w:commentReference w:id=\"4\"/></w:r><w:r><w:t>4月2日完工,用了39天。</w:t></w:r></w:p>";
    let first = annotate(&document(body, &[("comments", &old)]));
    let comments = first.part("word/comments.xml");
    assert!(comments.starts_with(old.strip_suffix("</w:comments>").unwrap()), "{comments}");
    assert!(comments.contains("<w:comment w:id=\"5\" w:author=\"核数\""), "{comments}");
    assert_eq!(first.before["[Content_Types].xml"], first.after["[Content_Types].xml"]);
    // A copy of the copy.
    let copy = std::fs::read(first.desk.path("批.docx")).unwrap();
    let second = annotate(&copy);
    assert!(second.part("word/comments.xml").contains("w:id=\"6\""));
}

#[test]
fn a_document_without_findings_is_copied() {
    let annotated = annotate(&document(&p("桥长3公里。"), &[]));
    assert_eq!(annotated.before, annotated.after);
}

#[test]
fn every_draft_of_the_corpus_can_be_annotated() {
    let paths = std::fs::read_dir(root().join("corpus/faulty")).unwrap();
    let checker = Checker::new([]).unwrap();
    let mut total = 0;
    for path in paths.map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|it| it != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let body: String =
            lines.map(|line| p(&line.replace('&', "&amp;").replace('<', "&lt;"))).collect();
        let bytes = document(&body, &[]);
        let draft = read_bytes("稿.docx", &bytes, &Told::default()).unwrap().draft;
        let report = checker.check(draft, Keep::default());
        let notes: Vec<Note> =
            notes(&report).into_iter().map(|(span, lines)| Note { span, lines }).collect();
        let text = report.document.source();
        let annotated = Annotated::new("稿.docx", Cursor::new(&bytes), text, &notes).unwrap();
        let mut copy = Cursor::new(Vec::new());
        annotated.write(&mut copy).unwrap();
        let again = read_bytes("批.docx", copy.get_ref(), &Told::default()).unwrap().draft;
        assert_eq!(again.text, text, "{}", path.display());
        let body = &members(copy.get_ref())["word/document.xml"].0;
        for (id, finding) in report.findings.iter().enumerate() {
            let between =
                body.split(&format!("<w:commentRangeStart w:id=\"{id}\"/>")).nth(1).unwrap();
            let between =
                between.split(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).next().unwrap();
            let commented: String = between
                .split("<w:t")
                .skip(1)
                .map(|it| it.split('>').nth(1).unwrap().split('<').next().unwrap())
                .collect();
            let figure =
                text[finding.primary.span.range()].replace('&', "&amp;").replace('<', "&lt;");
            assert_eq!(commented, figure, "{}", path.display());
        }
        total += notes.len();
    }
    assert!(total > 50, "{total}");
}

#[test]
fn what_cannot_be_annotated_is_told_and_leaves_nothing() {
    let draft = document(&p("院从3月4日动工,4月2日完工,用了39天。"), &[]);
    let desk = Desk::new()
        .with("稿.docx", &draft)
        .with("断.docx", &draft[..900])
        .with("稿.txt", "用了39天。");
    assert_snapshot!(desk.run("check -q --annotate 稿.docx 稿.docx"), @r"
    ---- 2
      错误 --annotate 不能写到原稿 稿.docx 上
      帮助 换一个文件名
    ");
    assert_eq!(desk.run("check -q --annotate ./稿.docx 稿.docx").out, "");
    assert_snapshot!(desk.run("check -q --annotate 批.docx 稿.txt"), @r"
    ---- 2
      错误 稿.txt 不是 .docx,批注不了
    ");
    assert_snapshot!(desk.run("check -q --annotate 批.docx 稿.docx 稿.txt"), @r"
    ---- 2
      错误 --annotate 一次批注一份 .docx
    ");
    assert_snapshot!(desk.run("check -q --annotate 批.docx ."), @r"
    ---- 2
      错误 --annotate 要批注的须是一份 .docx
    ");
    assert_snapshot!(desk.run("check -q --annotate 批.docx 断.docx"), @r"
    ---- 2
      错误 断.docx 这个 Word 文档有毛病:压缩包不完整,打不开
      帮助 用 Word 或 WPS 打开,另存一份 .docx 再试
    ");
    assert_snapshot!(desk.run("check -q --exit-zero --format compact --annotate 无/批.docx 稿.docx"), @r"
    稿.docx:1:19: 错误 3月4日至4月2日与39天不符(39天;3月4日至4月2日的时间=29…30) [date/duration]
    ---- 2
      错误 写不了 无/批.docx:No such file or directory (os error 2)
      帮助 看看那个文件夹在不在、能不能写,磁盘满没满;原来的文件没有动
    ");
    if std::path::Path::new("/dev/full").exists() {
        assert_snapshot!(desk.run("check -q --exit-zero --format compact --annotate /dev/full 稿.docx"), @r#"
        稿.docx:1:19: 错误 3月4日至4月2日与39天不符(39天;3月4日至4月2日的时间=29…30) [date/duration]
        ---- 2
        ZipWriter::drop: failed to finalize archive: Io(Os { code: 28, kind: StorageFull, message: "No space left on device" })  错误 写不了 /dev/full:i/o error: No space left on device (os error 28)
          帮助 看看那个文件夹在不在、能不能写,磁盘满没满;原来的文件没有动
        "#);
    }
    let mut left: Vec<_> =
        std::fs::read_dir(desk.path(".")).unwrap().map(|it| it.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left.len(), 3, "{left:?}");
}

/// LibreOffice opens the copy, and what it makes of it has the comments.
#[test]
fn libreoffice_shows_the_comments() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("skipped: LibreOffice is not installed (Debian: libreoffice-writer)");
        return;
    }
    let wrong = "院从3月4日动工,4月2日完工,用了39天。";
    let cell = format!("<w:tc><w:tcPr/>{}</w:tc>", p(&format!("东{wrong}")));
    let body = format!(
        "{}<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>\
         <w:p><w:r><w:t>北院从3月4日动工,4月2日完工,用了</w:t></w:r><w:ins w:id=\"9\" w:author=\"甲\" \
         w:date=\"2024-01-01T00:00:00Z\"><w:r><w:t>共39天</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r>\
         <w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        p(&format!("西{wrong}"))
    );
    let notes = format!(
        "<w:footnotes {WORD}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
         <w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p(&format!("南{wrong}"))
    );
    let annotated = annotate(&document(&body, &[("footnotes", &notes)]));
    let folder = annotated.desk.path(".");
    let profile =
        format!("-env:UserInstallation=file://{}", annotated.desk.path("profile").display());
    let converted = Command::new("soffice")
        .env("LC_ALL", "C.UTF-8")
        .args([&profile, "--headless", "--convert-to", "fodt", "--outdir"])
        .arg(&folder)
        .arg(annotated.desk.path("批.docx"))
        .output()
        .unwrap();
    let page = std::fs::read_to_string(annotated.desk.path("批.fodt"))
        .unwrap_or_else(|error| panic!("{error}: {converted:?}"));
    let comments: Vec<&str> = page.split("<office:annotation ").skip(1).collect();
    assert_eq!(comments.len(), 4, "{page}");
    assert!(comments.iter().all(|it| it.contains("3月4日至4月2日与39天不符")));
    assert_eq!(page.matches("<office:annotation-end").count(), 4);
}
