//! The main loop: keeps the documents as the client has them and passes on what is asked. It computes nothing.

use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::sync::Arc;
use std::thread::JoinHandle;

use gen_lsp_types::{
    CodeActionKind, CodeActionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentDiagnosticParams, DocumentSymbolParams, ErrorCodes,
    HoverParams, InlayHintParams, Uri,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::house::Asked;
use crate::lsp::client::Client;
use crate::lsp::desk::Desk;
use crate::lsp::newsroom::Newsroom;
use crate::lsp::open::Open;
use crate::lsp::out::Out;
use crate::lsp::queue::{Decide, Question, Queue, Task};
use crate::lsp::settings;
use crate::lsp::wire::{Id, Incoming, Params, Refusal, read};
use crate::lsp::{abilities, actions, explain};

/// The numbers of the check of a document.
const CHECK: &str = "heshu.check";
/// All claims of a document, as a table.
const CLAIMS: &str = "heshu.claims";
/// The figures of a document that nothing verifies.
const UNCHECKED: &str = "heshu.unchecked";
/// What a rule is about.
const EXPLAIN: &str = "heshu.explain";

/// The commands a client may ask for.
pub(crate) const COMMANDS: [&str; 6] =
    [actions::ACCEPT, actions::VERIFY, CHECK, CLAIMS, UNCHECKED, EXPLAIN];

/// Serves the client behind `input` and `output` until it leaves. Whether it took leave as the protocol has it.
///
/// # Errors
///
/// The built-in rules cannot be loaded.
pub(crate) fn serve(
    mut input: impl BufRead,
    output: impl Write + Send + 'static,
    started: Asked,
) -> miette::Result<bool> {
    let (out, writer) = Out::start(output);
    let mut server = Server {
        stage: Stage::New,
        beginning: Some((started, Newsroom::new()?)),
        client: Client::default(),
        documents: HashMap::new(),
        queue: Arc::default(),
        desk: None,
        asked_settings: None,
        out,
    };
    while matches!(server.stage, Stage::New | Stage::Working | Stage::Down) {
        match read(&mut input) {
            Ok(Some(message)) => server.receive(message),
            // A client that breaks off has left.
            Ok(None) | Err(_) => break,
        }
    }
    let took_leave = server.stage == Stage::Gone;
    server.end();
    // What a writer that panicked would have said is lost.
    let _ = writer.join();
    Ok(took_leave)
}

/// How far the client has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It has not said what it can do.
    New,
    Working,
    /// It wants no more answers.
    Down,
    /// It has taken leave.
    Gone,
    /// It has left without a word.
    Broken,
}

struct Server {
    stage: Stage,
    /// What the desk begins with.
    beginning: Option<(Asked, Newsroom)>,
    client: Client,
    documents: HashMap<Uri, Arc<Open>>,
    queue: Arc<Queue>,
    desk: Option<JoinHandle<()>>,
    /// The request for settings that is not answered yet.
    asked_settings: Option<Id>,
    out: Out,
}

#[derive(Deserialize)]
struct Changed {
    #[serde(default)]
    settings: Value,
}

#[derive(Deserialize)]
struct Cancelled {
    id: Id,
}

#[derive(Deserialize)]
struct Content {
    uri: String,
}

#[derive(Deserialize)]
struct Execute {
    command: String,
    #[serde(default)]
    arguments: Vec<Value>,
}

impl Server {
    fn receive(&mut self, message: Incoming) {
        match message {
            Incoming::Call { id: Some(id), method, params } => {
                if let Err(refusal) = self.request(&id, &method, &params) {
                    self.out.answer::<()>(&id, Err(refusal));
                }
            }
            // A notification that cannot be read changes nothing.
            Incoming::Call { id: None, method, params } => {
                let _ = self.notification(&method, &params);
            }
            Incoming::Answer { id, result } => self.answered(&id, &result),
            Incoming::Broken(refusal) => self.out.refuse(refusal),
        }
    }

    fn request(&mut self, id: &Id, method: &str, params: &Params) -> Result<(), Refusal> {
        match (self.stage, method) {
            (Stage::New, "initialize") => {
                let params = parsed(params)?;
                self.initialize(id, &params);
                Ok(())
            }
            (Stage::New, _) => {
                Err(Refusal::new(ErrorCodes::ServerNotInitialized, "先要 initialize"))
            }
            (Stage::Working, "shutdown") => {
                self.stage = Stage::Down;
                self.out.answer(id, Ok(Value::Null));
                Ok(())
            }
            (Stage::Working, "initialize") => {
                Err(Refusal::new(ErrorCodes::InvalidRequest, "已经 initialize 过了"))
            }
            (Stage::Working, _) => self.question(id, method, params),
            _ => Err(Refusal::new(ErrorCodes::InvalidRequest, "已经 shutdown 了")),
        }
    }

    fn initialize(&mut self, id: &Id, params: &Value) {
        self.client = Client::new(params);
        self.stage = Stage::Working;
        let result = json!({
            "capabilities": abilities::of(&self.client),
            "serverInfo": { "name": "heshu", "version": env!("CARGO_PKG_VERSION") },
        });
        self.out.answer(id, Ok(result));
        if let Some((started, newsroom)) = self.beginning.take() {
            let (client, queue) = (self.client.clone(), Arc::clone(&self.queue));
            let desk = Desk::new(client, started, newsroom, queue, self.out.clone());
            self.desk = Some(std::thread::spawn(move || desk.work()));
        }
        self.set(params.get("initializationOptions").unwrap_or(&Value::Null));
    }

    /// Takes the settings of an editor, which has them under our name or as they are.
    fn set(&self, value: &Value) {
        match settings::read(value) {
            Ok(settings) => self.queue.push(Task::Set(Box::new(settings))),
            Err(what) => self.out.show(1, &format!("heshu 的设置有误:{what}")),
        }
    }

    fn question(&self, id: &Id, method: &str, params: &Params) -> Result<(), Refusal> {
        let (uri, question) = match method {
            "textDocument/diagnostic" => {
                let it: DocumentDiagnosticParams = parsed(params)?;
                (it.text_document.uri, Question::Diagnostics(it.previous_result_id))
            }
            "textDocument/hover" => {
                let it: HoverParams = parsed(params)?;
                let it = it.text_document_position_params;
                (it.text_document.uri, Question::Hover(it.position))
            }
            "textDocument/codeAction" => {
                let it: CodeActionParams = parsed(params)?;
                if !it.context.only.is_none_or(|only| only.iter().any(is_quick_fix)) {
                    self.out.answer(id, Ok(json!([])));
                    return Ok(());
                }
                (it.text_document.uri, Question::Actions(it.range))
            }
            "textDocument/documentSymbol" => {
                let it: DocumentSymbolParams = parsed(params)?;
                (it.text_document.uri, Question::Symbols)
            }
            "textDocument/inlayHint" => {
                let it: InlayHintParams = parsed(params)?;
                (it.text_document.uri, Question::Hints(it.range))
            }
            "workspace/textDocumentContent" => {
                let it: Content = parsed(params)?;
                let rule = explain::rule_of(&it.uri)
                    .ok_or_else(|| Refusal::failed(format!("没有 {} 这一页", it.uri)))?;
                self.queue.push(Task::Explain(id.clone(), rule.to_owned()));
                return Ok(());
            }
            "workspace/executeCommand" => return self.command(id, parsed(params)?),
            _ => {
                let what = format!("没有 {method} 这个请求");
                return Err(Refusal::new(ErrorCodes::MethodNotFound, what));
            }
        };
        self.ask(id, &uri, question)
    }

    fn ask(&self, id: &Id, uri: &Uri, question: Question) -> Result<(), Refusal> {
        match (self.documents.get(uri), &question) {
            (Some(open), _) => self.queue.push(Task::Ask(id.clone(), Arc::clone(open), question)),
            (None, Question::Diagnostics(_)) => {
                self.out.answer(id, Ok(json!({ "kind": "full", "items": [] })));
            }
            (None, _) => return Err(Refusal::failed(format!("{} 没有打开", uri.0))),
        }
        Ok(())
    }

    fn command(&self, id: &Id, execute: Execute) -> Result<(), Refusal> {
        let Execute { command, arguments } = execute;
        let argument = arguments.into_iter().next().unwrap_or_default();
        let word = || {
            let wrong = || Refusal::new(ErrorCodes::InvalidParams, "命令要带一个字符串");
            argument.as_str().map(str::to_owned).ok_or_else(wrong)
        };
        match command.as_str() {
            actions::ACCEPT | actions::VERIFY => {
                let decide: Decide = serde_json::from_value(argument)
                    .map_err(|error| Refusal::new(ErrorCodes::InvalidParams, error.to_string()))?;
                self.queue.push(Task::Decide(id.clone(), decide));
                Ok(())
            }
            EXPLAIN => {
                self.queue.push(Task::Explain(id.clone(), word()?));
                Ok(())
            }
            CHECK => self.ask(id, &Uri(word()?), Question::Check),
            CLAIMS => self.ask(id, &Uri(word()?), Question::Claims),
            UNCHECKED => self.ask(id, &Uri(word()?), Question::Unchecked),
            _ => {
                let what = format!("没有 {command} 这个命令");
                Err(Refusal::new(ErrorCodes::InvalidParams, what))
            }
        }
    }

    fn notification(&mut self, method: &str, params: &Params) -> Result<(), Refusal> {
        match (self.stage, method) {
            (Stage::Down, "exit") => self.stage = Stage::Gone,
            (_, "exit") => self.stage = Stage::Broken,
            (Stage::Working, "initialized") => self.initialized(),
            (Stage::Working, "textDocument/didOpen") => {
                let it: DidOpenTextDocumentParams = parsed(params)?;
                let open = Arc::new(Open::new(it.text_document, self.client.encoding));
                self.documents.insert(open.uri.clone(), Arc::clone(&open));
                self.queue.push(Task::Check(open));
            }
            (Stage::Working, "textDocument/didChange") => self.change(parsed(params)?),
            (Stage::Working, "textDocument/didClose") => {
                let it: DidCloseTextDocumentParams = parsed(params)?;
                let uri = it.text_document.uri;
                if self.documents.remove(&uri).is_some() {
                    self.queue.push(Task::Close(uri));
                }
            }
            (
                Stage::Working,
                "textDocument/didSave"
                | "workspace/didChangeWatchedFiles"
                | "workspace/didChangeWorkspaceFolders",
            ) => self.queue.push(Task::Files),
            (Stage::Working, "workspace/didChangeConfiguration") => {
                let Changed { settings } = parsed(params)?;
                match self.client.has_settings {
                    true => self.ask_settings(),
                    false => self.set(&settings),
                }
            }
            (Stage::Working, "$/cancelRequest") => {
                let Cancelled { id } = parsed(params)?;
                if self.queue.cancel(&id) {
                    self.out.answer::<()>(&id, Err(Refusal::cancelled()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn initialized(&mut self) {
        if self.client.watches {
            let watchers = ["**/*.toml"].map(|glob| json!({ "globPattern": glob }));
            let registration = json!({
                "id": "heshu-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            });
            let params = json!({ "registrations": [registration] });
            self.out.ask("client/registerCapability", params);
        }
        if self.client.has_settings {
            self.ask_settings();
        }
    }

    fn ask_settings(&mut self) {
        let params = json!({ "items": [{ "section": settings::SECTION }] });
        self.asked_settings = Some(self.out.ask("workspace/configuration", params));
    }

    fn answered(&mut self, id: &Id, result: &Params) {
        if self.asked_settings.as_ref() != Some(id) {
            return;
        }
        self.asked_settings = None;
        // A client that sets nothing keeps what it began with.
        if let Ok([value]) = result.read::<[Value; 1]>()
            && !value.is_null()
        {
            self.set(&value);
        }
    }

    fn change(&mut self, it: DidChangeTextDocumentParams) {
        let version = it.text_document.version;
        let uri = it.text_document.text_document_identifier.uri;
        if let Some(open) = self.documents.get_mut(&uri) {
            Arc::make_mut(open).change(it.content_changes, version);
            self.queue.push(Task::Check(Arc::clone(open)));
        }
    }

    fn end(mut self) {
        self.queue.close();
        if let Some(desk) = self.desk.take() {
            // What a desk that panicked would have done is lost.
            let _ = desk.join();
        }
    }
}

/// Whether a client that wants such actions wants ours.
fn is_quick_fix(kind: &CodeActionKind) -> bool {
    matches!(kind, CodeActionKind::QuickFix | CodeActionKind::Empty)
}

/// The parameters of a request.
fn parsed<T: for<'de> Deserialize<'de>>(params: &Params) -> Result<T, Refusal> {
    params.read().map_err(|what| Refusal::new(ErrorCodes::InvalidParams, what))
}
