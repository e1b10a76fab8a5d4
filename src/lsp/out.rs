//! What goes out to the client: answers, notifications and requests of our own, written by a thread of its own, so that a
//! client that is slow to read holds nobody up.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use serde::Serialize;

use crate::lsp::wire::{Id, Refusal, write};

/// The way to the client.
#[derive(Clone, Debug)]
pub(crate) struct Out {
    messages: Sender<Vec<u8>>,
    asked: Arc<AtomicU32>,
}

#[derive(Serialize)]
struct Message<'a, P> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Id>,
    method: &'a str,
    params: P,
}

#[derive(Serialize)]
struct Answer<'a, R> {
    jsonrpc: &'static str,
    /// Null where it is not known what is answered.
    id: Option<&'a Id>,
    #[serde(flatten)]
    result: Outcome<R>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome<R> {
    Result(R),
    Error(Refusal),
}

impl Out {
    const JSONRPC: &'static str = "2.0";

    /// Starts writing to `output`. The thread ends when nobody can send any more.
    pub(crate) fn start(mut output: impl Write + Send + 'static) -> (Self, JoinHandle<()>) {
        let (messages, waiting) = channel::<Vec<u8>>();
        let writer = std::thread::spawn(move || {
            // A client that has gone reads no more; what comes is dropped with the channel.
            waiting.into_iter().all(|message| write(&mut output, &message).is_ok());
        });
        (Self { messages, asked: Arc::default() }, writer)
    }

    /// Tells something.
    pub(crate) fn notify(&self, method: &str, params: impl Serialize) {
        self.send(&Message { jsonrpc: Self::JSONRPC, id: None, method, params });
    }

    /// Asks for something; the answer will carry the id.
    pub(crate) fn ask(&self, method: &str, params: impl Serialize) -> Id {
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        let id = Id::Text(format!("heshu-{number}"));
        self.send(&Message { jsonrpc: Self::JSONRPC, id: Some(&id), method, params });
        id
    }

    /// Answers a request.
    pub(crate) fn answer<R: Serialize>(&self, id: &Id, result: Result<R, Refusal>) {
        let result = match result {
            Ok(result) => Outcome::Result(result),
            Err(refusal) => Outcome::Error(refusal),
        };
        self.send(&Answer { jsonrpc: Self::JSONRPC, id: Some(id), result });
    }

    /// Answers what was no request.
    pub(crate) fn refuse(&self, refusal: Refusal) {
        let result = Outcome::<()>::Error(refusal);
        self.send(&Answer { jsonrpc: Self::JSONRPC, id: None, result });
    }

    /// Shows a message to the person, 1 being an error, 3 a note.
    pub(crate) fn show(&self, level: u8, message: &str) {
        let params = serde_json::json!({ "type": level, "message": message });
        self.notify("window/showMessage", params);
    }

    fn send(&self, message: &impl Serialize) {
        if let Ok(bytes) = serde_json::to_vec(message) {
            // The writer has ended with a client that has gone.
            let _ = self.messages.send(bytes);
        }
    }
}
