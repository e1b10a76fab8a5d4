//! What can be wrong with an input.

use std::io;

use miette::Diagnostic;
use serde_json::Value;
use thiserror::Error;

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

    /// Text in another encoding, or no text. Lines and bytes count from 1.
    #[error("{name} 不是 UTF-8 文本:第 {line} 行、全文第 {byte} 个字节处读不通")]
    #[diagnostic(help("用编辑器另存为 UTF-8 编码再试"))]
    NotUtf8 { name: String, line: usize, byte: usize },

    /// It begins with the byte order mark of UTF-16.
    #[error("{name} 是 UTF-16 文本")]
    #[diagnostic(help("用编辑器另存为 UTF-8 编码再试"))]
    Utf16 { name: String },

    /// It holds a NUL, as files that are no text do.
    #[error("{name} 第 {line} 行有 NUL 字节,不像文本")]
    #[diagnostic(help("确认它是纯文本;Word、PDF 等请先另存为纯文本"))]
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
    /// An input that could not be read at all.
    pub(super) fn read(name: &str, error: &io::Error) -> Self {
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
