//! An editor: drives the real server over its standard streams.

use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// No answer takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client with a server of its own.
pub(crate) struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came while something else was waited for.
    heard: Vec<Value>,
    /// What it answers when it is asked for settings.
    pub(crate) settings: Value,
    asked: i32,
}

impl Editor {
    /// Starts a server in `folder`, without a word.
    pub(crate) fn new(folder: &Path) -> Self {
        let mut child = super::heshu(folder)
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, messages) = channel();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, messages, heard: Vec::new(), settings: Value::Null, asked: 0 }
    }

    /// Starts a server and says what it can do.
    pub(crate) fn started(folder: &Path, capabilities: Value, options: Value) -> Self {
        let mut editor = Self::new(folder);
        let params = json!({
            "processId": null,
            "rootUri": uri(folder),
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        editor.request("initialize", params);
        editor.notify("initialized", json!({}));
        editor
    }

    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait; its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i32 {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer to a request.
    pub(crate) fn answer(&mut self, id: i32) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// The result of a request, which must not fail.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// The first message that is wanted; those before it are kept.
    pub(crate) fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.heard.iter().position(&wanted) {
            return self.heard.remove(at);
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the server answers");
            if message["method"] == "workspace/configuration" {
                let settings = self.settings.clone();
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": [settings] }));
            } else if message.get("method").is_some() && message.get("id").is_some() {
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            }
            if wanted(&message) {
                return message;
            }
            self.heard.push(message);
        }
    }

    /// Forgets what came and was not waited for.
    pub(crate) fn forget(&mut self) {
        self.heard.clear();
    }

    /// The parameters of the next notification of that kind.
    pub(crate) fn told(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method)["params"].take()
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let language = if uri.ends_with(".toml") { "toml" } else { "plaintext" };
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Puts `text` in the place of a range.
    pub(crate) fn change(&mut self, uri: &str, version: i32, range: &Value, text: &str) {
        let changes = json!([{ "range": range, "text": text }]);
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// Puts another text in the place of all.
    pub(crate) fn rewrite(&mut self, uri: &str, version: i32, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.notify("textDocument/didChange", params);
    }

    /// The diagnostics that are published for a version of a document.
    pub(crate) fn published(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let is_it = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        };
        let mut message = self.wait(is_it);
        serde_json::from_value(message["params"]["diagnostics"].take()).unwrap()
    }

    /// The memory that the server holds, in bytes; 0 where that is not told.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        kib.unwrap_or(0) * 1024
    }

    /// Takes leave; the exit status.
    pub(crate) fn leave(mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// Hangs up; the exit status.
    pub(crate) fn hang_up(mut self) -> i32 {
        self.input = None;
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

fn read(output: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).unwrap_or(0) == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((_, value)) => length = value.parse().unwrap(),
            None => break,
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The URI of a path.
pub(crate) fn uri(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let path = path.to_str().unwrap().bytes();
    let path = path.map(|byte| match plain(byte) {
        true => (byte as char).to_string(),
        false => format!("%{byte:02X}"),
    });
    format!("file://{}", path.collect::<String>())
}

/// A range on one line.
pub(crate) fn range(line: u32, from: u32, to: u32) -> Value {
    let at = |character| json!({ "line": line, "character": character });
    json!({ "start": at(from), "end": at(to) })
}
