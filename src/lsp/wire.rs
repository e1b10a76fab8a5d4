//! Messages as they go over the wire: JSON-RPC with a header.

use std::io::{self, BufRead, Read as _, Write};

use gen_lsp_types::{ErrorCodes, LspErrorCodes};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Longer messages are skipped, in bytes: no draft is so long.
const LONGEST: u64 = 512 << 20;

/// Longer lines of a header are none.
const LONGEST_LINE: u64 = 4096;

/// The id of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Id {
    Number(i64),
    Text(String),
}

/// What came in.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// A request, or a notification if it has no id.
    Call { id: Option<Id>, method: String, params: Params },
    /// The answer to a request of ours.
    Answer { id: Id, result: Params },
    /// No message.
    Broken(Refusal),
}

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Refusal {
    code: i32,
    message: String,
}

impl Refusal {
    /// It is not as the protocol has it.
    pub(crate) fn new(code: ErrorCodes, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    /// It cannot be done.
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self { code: LspErrorCodes::RequestFailed.into(), message: message.into() }
    }

    /// It was taken back.
    pub(crate) fn cancelled() -> Self {
        Self { code: LspErrorCodes::RequestCancelled.into(), message: "已取消".to_owned() }
    }
}

/// The parameters of a message, not yet read.
#[derive(Debug, Default)]
pub(crate) struct Params(Option<Box<RawValue>>);

#[derive(Deserialize)]
struct Message {
    #[serde(default, deserialize_with = "any_id")]
    id: Option<Result<Id, ()>>,
    method: Option<String>,
    params: Option<Box<RawValue>>,
    result: Option<Box<RawValue>>,
}

/// An id; `Err` for what cannot be one.
fn any_id<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Result<Id, ()>>, D::Error> {
    let value = Option::<Box<RawValue>>::deserialize(from)?;
    Ok(value.map(|value| serde_json::from_str(value.get()).map_err(drop)))
}

impl Params {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// They are not those of this message.
    pub(crate) fn read<T: for<'de> Deserialize<'de>>(&self) -> Result<T, String> {
        let text = self.0.as_deref().map_or("null", RawValue::get);
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

/// The next message; `None` at the end of the input.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = header(input)? else { return Ok(None) };
    let broken = |code, what: &str| Incoming::Broken(Refusal::new(code, what));
    let Some(length) = length else {
        return Ok(Some(broken(ErrorCodes::InvalidRequest, "消息头里没有 Content-Length")));
    };
    if length > LONGEST {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(broken(ErrorCodes::InvalidRequest, "消息太长")));
    }
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(parse(&bytes)))
}

fn parse(bytes: &[u8]) -> Incoming {
    let broken = |code, what: &str| Incoming::Broken(Refusal::new(code, what));
    match serde_json::from_slice(bytes) {
        Ok(Message { id: Some(Err(())), .. }) => {
            broken(ErrorCodes::InvalidRequest, "id 要是整数或字符串")
        }
        Ok(Message { id, method: Some(method), params, .. }) => {
            Incoming::Call { id: id.and_then(Result::ok), method, params: Params(params) }
        }
        Ok(Message { id: Some(Ok(id)), result, .. }) => {
            Incoming::Answer { id, result: Params(result) }
        }
        Ok(Message { id: None, .. }) => {
            broken(ErrorCodes::InvalidRequest, "既没有 id 也没有 method")
        }
        Err(error) => broken(ErrorCodes::ParseError, &error.to_string()),
    }
}

/// The length that a header gives, if it gives one; `None` at the end of the input.
fn header(input: &mut impl BufRead) -> io::Result<Option<Option<u64>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = line.trim_ascii();
        if text.is_empty() {
            return Ok(Some(length));
        }
        let Some(colon) = memchr::memchr(b':', text) else { continue };
        if text[..colon].eq_ignore_ascii_case(b"content-length") {
            let number = std::str::from_utf8(&text[colon + 1..]).ok();
            length = number.and_then(|number| number.trim().parse().ok());
        }
    }
}

/// Writes a message with its header.
pub(crate) fn write(output: &mut impl Write, message: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", message.len())?;
    output.write_all(message)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of an input, one a line.
    fn read_all(input: &str) -> Vec<String> {
        let mut input = input.as_bytes();
        std::iter::from_fn(|| read(&mut input).unwrap())
            .map(|message| match message {
                Incoming::Call { id: Some(id), method, .. } => format!("{id:?} {method}"),
                Incoming::Call { id: None, method, .. } => method,
                Incoming::Answer { id, .. } => format!("{id:?}"),
                Incoming::Broken(refusal) => refusal.code.to_string(),
            })
            .collect()
    }

    fn framed(text: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, text.as_bytes()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn messages_are_told_apart() {
        let texts = [
            r#"{"jsonrpc":"2.0","id":1,"method":"a","params":{"x":1}}"#,
            r#"{"jsonrpc":"2.0","method":"b"}"#,
            r#"{"jsonrpc":"2.0","id":"q","result":null}"#,
            r#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#,
            r#"{"jsonrpc":"2.0"}"#,
            "{\"method\":",
            "[]",
        ];
        let input: String = texts.map(framed).concat();
        let wanted = ["Number(1) a", "b", "Text(\"q\")", "-32600", "-32600", "-32700", "-32700"];
        assert_eq!(read_all(&input), wanted);
    }

    #[test]
    fn after_a_broken_header_the_next_message_is_read() {
        let good = framed(r#"{"method":"a"}"#);
        assert_eq!(read_all(&format!("Content-Length: x\r\n\r\n{good}")), ["-32600", "a"]);
        assert_eq!(read_all(&format!("garbage\r\n\r\n{good}")), ["-32600", "a"]);
        assert_eq!(read_all(&format!("{}\n\n{good}", "x".repeat(9999))), ["-32600", "a"]);
        let other = good.replace("Content-Length", "Content-Type: utf-8\r\ncontent-length");
        assert_eq!(read_all(&other), ["a"]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_to_their_end(input in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), length in 0_usize..50) {
            let mut bytes = format!("Content-Length: {length}\r\n\r\n").into_bytes();
            bytes.extend(&input);
            let mut rest = &*bytes;
            while let Ok(Some(_)) = read(&mut rest) {}
        }
    }

    #[test]
    fn an_input_that_ends_in_a_message_is_at_its_end() {
        assert!(read_all("Content-Length: 100\r\n\r\n{}").is_empty());
        assert!(read_all("Content-Length: 9").is_empty());
    }
}
