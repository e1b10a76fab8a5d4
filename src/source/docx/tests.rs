use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::source::docx::mark::mark;
use crate::source::docx::read;
use crate::span::SourceSpan;
use crate::text::Draft;

/// A package of parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package.start_file(*name, SimpleFileOptions::default()).unwrap();
        package.write_all(content.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

/// A document with that body.
fn document(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>")
}

fn draft(body: &str) -> Result<Draft, String> {
    let bytes = package(&[("word/document.xml", &document(body))]);
    read("稿.docx", Cursor::new(bytes), None).map_err(|error| error.to_string())
}

fn check(body: &str, expected: &str) {
    let shown = draft(body).map_or_else(|error| error, |draft| draft.text.trim_end().to_owned());
    assert_eq!(shown.replace('\n', "|"), expected);
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_are_lines() {
    check(&(p("桥长3公里。") + "<w:p/>" + &p("宽20米&lt;30米。")), "桥长3公里。|宽20米<30米。");
    check(
        "<w:p><w:r><w:t>共</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>3 </w:t></w:r>\
         <w:r><w:t>万人</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:noBreakHyphen/></w:r></w:p>",
        "共3 万人\t甲|乙-",
    );
}

#[test]
fn tables_are_rows_of_cells() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let table = format!("<w:tbl>{}{}</w:tbl>", row("东厢", "西厢"), row("5户", "7户"));
    check(&(p("下表:") + &table + &p("完。")), "下表:|东厢\t西厢|5户\t7户|完。");
    let long = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc>{}</w:tr></w:tbl>",
        p("甲。"),
        p("乙。"),
        cell("丙")
    );
    check(&long, "甲。|乙。|丙");
}

#[test]
fn changes_read_as_accepted() {
    check(
        "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>3</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom>\
         <w:r><w:t>人。</w:t></w:r></w:p>",
        "共3人。",
    );
    let deleted =
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>共3</w:t></w:r></w:p>";
    check(&(deleted.to_owned() + &p("人。")), "共3人。");
}

#[test]
fn what_does_not_show_is_left_out() {
    check(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>\
         <w:t>明</w:t></w:r><w:commentRangeStart w:id='0'/><w:r><w:instrText>PAGE 3</w:instrText></w:r>\
         <w:r><w:drawing><a:t>图</a:t></w:drawing><w:ruby><w:rt><w:r><w:t>yī</w:t></w:r></w:rt>\
         <w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        "明一",
    );
}

#[test]
fn text_boxes_come_after_their_paragraph() {
    let text_box = format!("<w:txbxContent>{}</w:txbxContent>", p("框内5人。"));
    check(
        &format!(
            "<w:p><w:r><w:t>共3</w:t><mc:AlternateContent><mc:Choice>{text_box}</mc:Choice><mc:Fallback>{text_box}\
             </mc:Fallback></mc:AlternateContent><w:t>人。</w:t></w:r></w:p>{}",
            p("完。")
        ),
        "共3人。|框内5人。|完。",
    );
}

#[test]
fn titles_and_notes_are_known() {
    let styles = "<w:styles><w:style w:styleId='a3'><w:name w:val='Title'/></w:style></w:styles>";
    let body = "<w:p><w:pPr><w:pStyle w:val='a3'/></w:pPr><w:r><w:t>大桥合龙</w:t></w:r></w:p>"
        .to_owned()
        + &p("桥长3公里。");
    let notes = format!(
        "<w:footnotes><w:footnote w:type='separator'>{}</w:footnote><w:footnote>{}</w:footnote></w:footnotes>",
        p("线"),
        p("宽20米。")
    );
    let parts = [
        ("word/document.xml", document(&body)),
        ("word/styles.xml", styles.to_owned()),
        ("word/footnotes.xml", notes.clone()),
    ];
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let draft = read("稿.docx", Cursor::new(package(&parts)), None).unwrap();
    assert_eq!((draft.text.as_str(), draft.headed), ("大桥合龙\n桥长3公里。\n宽20米。\n", true));
    let origin = draft.origin.unwrap();
    let (start, part) = &origin.parts[1];
    assert_eq!(
        (*start as usize, part.as_str()),
        (draft.text.find("宽").unwrap(), "word/footnotes.xml")
    );
    let span = SourceSpan { start: *start, end: *start + 5 };
    assert_eq!(&notes[origin.map.span(span).range()], "宽20");
}

#[test]
fn offsets_lead_into_the_part() {
    let body = "<w:p><w:r><w:t>共3</w:t></w:r><w:r><w:t>&lt;5人。</w:t></w:r></w:p>";
    let draft = draft(body).unwrap();
    let source = document(body);
    let origin = draft.origin.unwrap();
    let at = |text: &str| {
        let start = draft.text.find(text).unwrap() as u32;
        &source[origin.map.span(SourceSpan { start, end: start + text.len() as u32 }).range()]
    };
    assert_eq!(at("共3"), "共3");
    assert_eq!(at("<"), "&lt;");
    assert_eq!(at("5人"), "5人");
    assert_eq!(at("3<5"), "3</w:t></w:r><w:r><w:t>&lt;5");
}

#[test]
fn broken_and_hostile_documents_are_told() {
    let broken = "稿.docx 这个 Word 文档有毛病:";
    let flaw = |body: &str| draft(body).unwrap_err().replace(broken, "");
    assert_eq!(flaw("<w:p>"), "word/document.xml 第 47 个字节处不是完好的 XML");
    assert_eq!(
        flaw("<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>"),
        "word/document.xml 第 57 个字节处有不认识的实体"
    );
    assert_eq!(flaw(""), "稿.docx 是空的,没有可核对的内容");
    let whole = |parts: &[(&str, &str)]| {
        let error = read("稿.docx", Cursor::new(package(parts)), None).unwrap_err();
        error.to_string().replace(broken, "")
    };
    let bomb =
        "<!DOCTYPE x [<!ENTITY a '哈哈'><!ENTITY b '&a;&a;&a;'>]><w:document>&b;</w:document>";
    assert_eq!(
        whole(&[("word/document.xml", bomb)]),
        "word/document.xml 第 1 个字节处有 DTD,Word 文档不该有"
    );
    assert_eq!(
        whole(&[("word/document.xml", "<w:document><w:p>")]),
        "word/document.xml 第 18 个字节处就断了"
    );
    assert_eq!(whole(&[("稿.txt", "3人")]), "稿.docx 是压缩包,读不了");
    let relations = "<R><R Type='x/officeDocument' Target='xl/workbook.xml'/></R>";
    assert_eq!(
        whole(&[("_rels/.rels", relations), ("xl/workbook.xml", "<a/>")]),
        "稿.docx 是电子表格,读不了"
    );
    let cut = &package(&[("word/document.xml", &document(&p("桥")))])[..60];
    let error = read("稿.docx", Cursor::new(cut), None).unwrap_err();
    assert_eq!(error.to_string().replace(broken, ""), "压缩包不完整,打不开");
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    package.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    package.write_all(b"<w:document>").unwrap();
    let block = " ".repeat(1 << 20);
    for _ in 0..10 {
        package.write_all(block.as_bytes()).unwrap();
    }
    let bytes = package.finish().unwrap().into_inner();
    let error = read("稿.docx", Cursor::new(bytes), None).unwrap_err().to_string();
    assert!(error.ends_with("word/document.xml 展开后超过 8 MiB"), "{error}");
}

/// Marks what stands between 【】 in a body, and shows the marks as `[` and `]`, where a run is cut as `|`.
fn check_marks(marked: &str, expected: &str) {
    let start = marked.find('【').unwrap();
    let end = marked.find('】').unwrap() - '【'.len_utf8();
    let xml = marked.replace(['【', '】'], "");
    let shown = mark("稿", &xml, &[(1, start..end)]).unwrap();
    let shown = shown
        .replace("<w:commentRangeStart w:id=\"1\"/>", "[")
        .replace("<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>", "]")
        .replace("</w:t></w:r>[<w:r><w:t xml:space=\"preserve\">", "|[")
        .replace("</w:t></w:r>]<w:r><w:t xml:space=\"preserve\">", "]|");
    assert_eq!(shown, expected);
}

#[test]
fn marks_stand_between_runs() {
    check_marks(
        "<w:p><w:r><w:t>共【39天】。</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>共|[39天]|。</w:t></w:r></w:p>",
    );
    check_marks(
        "<w:p><w:r><w:t>【39天】</w:t></w:r></w:p>",
        "<w:p>[<w:r><w:t>39天</w:t></w:r>]</w:p>",
    );
    check_marks(
        "<w:p><w:r><w:t>【3</w:t></w:r><w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:r><w:t>9】</w:t></w:r></w:p>",
        "<w:p>[<w:r><w:t>3</w:t></w:r><w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:r><w:t>9</w:t></w:r>]</w:p>",
    );
    check_marks(
        "<w:p><w:r><w:t>甲【&lt;3】&gt;</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>甲|[&lt;3]|&gt;</w:t></w:r></w:p>",
    );
}

/// What must not be cut is marked as a whole.
#[test]
fn marks_stand_around_what_is_not_cut() {
    check_marks(
        "<w:p><w:r><w:t><![CDATA[共【3】人]]></w:t></w:r></w:p>",
        "<w:p>[<w:r><w:t><![CDATA[共3人]]></w:t></w:r>]</w:p>",
    );
    check_marks(
        "<w:p><m:oMath><m:r><m:t>a=【3】</m:t></m:r></m:oMath></w:p>",
        "<w:p>[<m:oMath><m:r><m:t>a=3</m:t></m:r></m:oMath>]</w:p>",
    );
    check_marks(
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框【3】人</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
        "<w:p>[<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框3人</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>]</w:p>",
    );
}

#[test]
fn neighbours_share_a_place() {
    let xml = "<w:p><w:r><w:t>3人5天</w:t></w:r></w:p>";
    let at = |text: &str| xml.find(text).unwrap();
    let marked = mark("稿", xml, &[(1, at("3")..at("5")), (2, at("5")..at("</w:t>"))]).unwrap();
    let end = |id| {
        format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")
    };
    assert_eq!(
        marked,
        format!(
            "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>3人</w:t></w:r>{}<w:commentRangeStart w:id=\"2\"/><w:r>\
             <w:t xml:space=\"preserve\">5天</w:t></w:r>{}</w:p>",
            end(1),
            end(2)
        )
    );
}

#[test]
fn a_byte_order_mark_counts() {
    let source = format!("\u{feff}{}", document(&p("共3人。")));
    let bytes = package(&[("word/document.xml", &source)]);
    let draft = read("稿.docx", Cursor::new(bytes), None).unwrap();
    let start = draft.text.find('3').unwrap() as u32;
    let span = SourceSpan { start, end: start + 4 };
    assert_eq!(&source[draft.origin.unwrap().map.span(span).range()], "3人");
}
