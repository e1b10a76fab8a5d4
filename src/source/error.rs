//! What can be wrong with an input.

use std::io;

use miette::Diagnostic;
use serde_json::Value;
use thiserror::Error;

use crate::source::encoding::{Damage, Decoded};
use crate::source::kind::Foreign;

/// An input that cannot be checked. The others are checked all the same; the run ends with status 2.
#[derive(Debug, Error, Diagnostic)]
#[expect(missing_docs, reason = "the fields are those of the message")]
pub enum SourceError {
    /// There is no such file.
    #[error("找不到 {name}")]
    #[diagnostic(help("看看路径有没有写错"))]
    Missing { name: String },

    /// It may not be read.
    #[error("没有权限读 {name}")]
    Forbidden { name: String },

    /// Reading failed.
    #[error("读不了 {name}:{error}")]
    Unreadable { name: String, error: String },

    /// A folder without drafts.
    #[error("文件夹 {folder} 里没有稿件")]
    #[diagnostic(help("稿件是扩展名为 .{extensions} 的文件;别的文件请写出文件名"))]
    NoDrafts { folder: String, extensions: String },

    /// Nothing but blanks.
    #[error("{name} 是空的,没有可核对的内容")]
    Empty { name: String },

    /// Bytes that are a text in no encoding.
    #[error("{name} 认不出是什么编码的文本")]
    #[diagnostic(help("确认它是稿件;知道编码的,用 --encoding 写明,如 --encoding gb18030"))]
    NoText { name: String },

    /// Some bytes stand for no character; the rest was read. All count from 1.
    #[error("{name} 第 {line} 行第 {column} 字(全文第 {byte} 个字节)按 {encoding} 读不通{more}")]
    #[diagnostic(help("其余照常核对;编码不对的,用 --encoding 写明,如 --encoding big5"))]
    Undecodable {
        name: String,
        encoding: &'static str,
        line: u32,
        column: u32,
        byte: usize,
        /// How many such places follow, in words.
        more: String,
    },

    /// A document of a kind that is not read.
    #[error("{name} 是{kind},读不了")]
    #[diagnostic(help("{advice}"))]
    Foreign { name: String, kind: &'static str, advice: &'static str },

    /// A Word document that is broken, or made to do harm.
    #[error("{name} 这个 Word 文档有毛病:{flaw}")]
    #[diagnostic(help("用 Word 或 WPS 打开,另存一份 .docx 再试"))]
    BrokenWord { name: String, flaw: String },

    /// It was written to while it was read, or checked.
    #[error("{name} 在核对的时候改过了")]
    #[diagnostic(help("等它存好,再运行一次"))]
    Changed { name: String },

    /// It holds a NUL, as files that are no text do.
    #[error("{name} 第 {line} 行有 NUL 字节,不像文本")]
    #[diagnostic(help("确认它是稿件;知道编码的,用 --encoding 写明"))]
    Nul { name: String, line: usize },

    /// Positions would not fit into 32 bits.
    #[error("{name} 超过 4 GiB")]
    #[diagnostic(help("分成几份再核对"))]
    TooLong { name: String },

    /// A line that is not JSON.
    #[error("{origin} 第 {line} 行不是 JSON(第 {column} 个字节处)")]
    #[diagnostic(help("每行应是一个 {{\"id\":…,\"text\":…,\"title\"?,\"date\"?}}"))]
    NotJson { origin: String, line: usize, column: usize },

    /// A line of JSON that is no record of a draft.
    #[error("{origin} 第 {line} 行不是稿件:{flaw}")]
    #[diagnostic(help("每行应是一个 {{\"id\":…,\"text\":…,\"title\"?,\"date\"?}}"))]
    NotRecord { origin: String, line: usize, flaw: String },
}

impl SourceError {
    /// A document of a kind that is not read.
    pub(super) fn foreign(name: &str, (kind, advice): Foreign) -> Self {
        Self::Foreign { name: name.to_owned(), kind, advice }
    }

    /// What of a text could not be read.
    pub(super) fn damage(name: &str, decoded: &Decoded) -> Option<Self> {
        let Damage { byte, at, count } = decoded.damage?;
        let text = &decoded.text[..at.min(decoded.text.len())];
        let line = 1 + memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32;
        let column = 1 + text.rsplit('\n').next().map_or(0, |it| it.chars().count()) as u32;
        let more = match count {
            1 => String::new(),
            _ => format!(",后面还有 {} 处", count - 1),
        };
        let (name, encoding) = (name.to_owned(), decoded.encoding.name());
        Some(Self::Undecodable { name, encoding, line, column, byte: byte + 1, more })
    }

    /// An input that could not be read at all.
    pub(crate) fn read(name: &str, error: &io::Error) -> Self {
        let name = name.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing { name },
            io::ErrorKind::PermissionDenied => Self::Forbidden { name },
            io::ErrorKind::IsADirectory => {
                Self::Unreadable { name, error: "它是文件夹".to_owned() }
            }
            _ => Self::Unreadable { name, error: error.to_string() },
        }
    }

    /// A line that is not a record, because of `error`.
    pub(super) fn record(
        origin: &str,
        line: usize,
        bytes: &[u8],
        error: &serde_json::Error,
    ) -> Self {
        let origin = origin.to_owned();
        match serde_json::from_slice::<Value>(bytes) {
            Ok(value) => Self::NotRecord { origin, line, flaw: flaw(&value) },
            Err(_) => Self::NotJson { origin, line, column: error.column() },
        }
    }
}

/// Why a value is not a record.
fn flaw(value: &Value) -> String {
    let Some(record) = value.as_object() else { return "不是 {…}".to_owned() };
    if !record.contains_key("text") {
        return "缺少 text".to_owned();
    }
    let is_text = |field: &&str| record.get(*field).is_none_or(|it| it.is_string() || it.is_null());
    match ["title", "date"].iter().find(|field| !is_text(field)) {
        Some(field) => format!("{field} 不是字符串"),
        None if record["text"].is_string() => "有字段重复".to_owned(),
        None => "text 不是字符串".to_owned(),
    }
}
