//! What an input is, by its first bytes and its name.

use std::ffi::OsStr;
use std::path::Path;

use crate::source::SourceError;

/// How an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Markdown,
    Html,
    Word,
}

/// How many of the first bytes tell.
pub(super) const HEAD: usize = 512;

/// A kind of document that is not read: what it is called, and what to do about it.
pub(super) type Foreign = (&'static str, &'static str);

const OLD_WORD: Foreign =
    ("旧版 Word 文档", "用 Word、WPS 或 LibreOffice 打开,另存为 .docx 再核对");
const WPS: Foreign = (" WPS 文字文档", "用 WPS 打开,另存为 .docx 再核对");
const LOCKED: Foreign = ("加了密码的 Word 文档", "打开后去掉密码,另存一份再核对");
const OLD_OFFICE: Foreign = ("旧版 Office 文档", "是稿件的话,打开后另存为 .docx 再核对");
const PDF: Foreign = (" PDF", "请核对它的原稿(.docx);没有原稿的,把文字复制出来存成 .txt 再核对");
const RTF: Foreign = (" RTF 文档", "用 Word 或 WPS 打开,另存为 .docx 再核对");
#[cfg(feature = "docx")]
const SHEET: Foreign = ("电子表格", "把要核对的文字复制到 .txt 或 .docx 里再核对");
#[cfg(feature = "docx")]
const SLIDES: Foreign = ("幻灯片", "把要核对的文字复制到 .txt 或 .docx 里再核对");
#[cfg(feature = "docx")]
const OPEN_DOCUMENT: Foreign = (" OpenDocument 文档", "用 LibreOffice 打开,另存为 .docx 再核对");
#[cfg(feature = "docx")]
const PACKAGE: Foreign = ("压缩包", "解压以后核对里面的稿件");
const PICTURE: Foreign = ("图片", "请核对里面文字的原稿");
#[cfg(not(feature = "docx"))]
pub(super) const WORD: Foreign = ("Word 文档", "这个程序没带读 Word 的功能,请另存为 .txt");

/// Tells what an input is.
///
/// # Errors
///
/// It is of a kind that is not read.
pub(super) fn of(name: &str, head: &[u8]) -> Result<Kind, SourceError> {
    let extension = Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    let foreign = |kind| Err(SourceError::foreign(name, kind));
    match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Ok(Kind::Word),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => foreign(match extension.as_str() {
            "docx" => LOCKED,
            "wps" | "wpt" => WPS,
            "doc" | "dot" => OLD_WORD,
            _ => OLD_OFFICE,
        }),
        [b'%', b'P', b'D', b'F', b'-', ..] => foreign(PDF),
        [b'{', b'\\', b'r', b't', b'f', ..] => foreign(RTF),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => {
            foreign(PICTURE)
        }
        _ => Ok(match extension.as_str() {
            "html" | "htm" | "xhtml" | "shtml" => Kind::Html,
            "md" | "markdown" => Kind::Markdown,
            _ if is_page(head) => Kind::Html,
            _ => Kind::Plain,
        }),
    }
}

/// Whether a text begins as pages do. What stands between its bytes in UTF-16 does not matter.
fn is_page(head: &[u8]) -> bool {
    let text = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    let text = text.trim_ascii_start();
    let begins = |with: &str| {
        text.len() >= with.len() && text[..with.len()].eq_ignore_ascii_case(with.as_bytes())
    };
    begins("<!doctype html") || begins("<html") || begins("<head>")
}

/// What a zip archive is that is no Word document, by the part that is its document.
#[cfg(feature = "docx")]
pub(super) fn of_package(document: &str, is_open_document: bool) -> Foreign {
    match document.split('/').next() {
        Some("xl") => SHEET,
        Some("ppt") => SLIDES,
        _ if is_open_document => OPEN_DOCUMENT,
        _ => PACKAGE,
    }
}
