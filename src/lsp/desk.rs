//! The desk: the thread that checks documents and answers what is asked about them, so that nobody who types waits for it.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{PublishDiagnosticsParams, TextEdit, Uri};
use serde::Serialize;
use serde_json::{Value, json};

use crate::decision::Decision;
use crate::finding::Summary;
use crate::house::{Asked, save};
use crate::lsp::analysis::{Analysis, Basis, Made};
use crate::lsp::client::Client;
use crate::lsp::newsroom::{Newsroom, Opened};
use crate::lsp::open::Open;
use crate::lsp::out::Out;
use crate::lsp::queue::{Decide, Question, Queue, Task};
use crate::lsp::settings::Settings;
use crate::lsp::wire::{Id, Refusal};
use crate::lsp::{actions, diagnostics, explain, hints, hover, symbols, toml, uri};
use crate::report::{table, unchecked};

/// What the desk works with.
pub(crate) struct Desk {
    client: Client,
    /// What was asked for on the command line.
    started: Asked,
    settings: Settings,
    newsroom: Newsroom,
    open: HashMap<Uri, Arc<Open>>,
    /// Those of them that are TOML.
    opened: Opened,
    analyses: HashMap<Uri, Arc<Analysis>>,
    /// How many were made.
    made: u64,
    /// What has been complained of.
    told: HashSet<String>,
    queue: Arc<Queue>,
    out: Out,
}

/// The numbers of a check, as our own extension shows them.
#[derive(Serialize)]
struct Numbers<'a> {
    uri: &'a Uri,
    version: i32,
    #[serde(flatten)]
    summary: &'a Summary,
}

impl Desk {
    pub(crate) fn new(
        client: Client,
        started: Asked,
        newsroom: Newsroom,
        queue: Arc<Queue>,
        out: Out,
    ) -> Self {
        let (settings, open, opened, analyses, told) = Default::default();
        let made = 0;
        Self { client, started, settings, newsroom, open, opened, analyses, made, told, queue, out }
    }

    /// Works until no more will come.
    pub(crate) fn work(mut self) {
        while let Some(task) = self.queue.next() {
            match task {
                Task::Check(open) => self.check(&open),
                Task::Again(uri) => {
                    // Closed in between, there is nothing to look at.
                    if let Some(open) = self.open.get(&uri).cloned() {
                        self.check(&open);
                    }
                }
                Task::Close(uri) => self.close(&uri),
                Task::Files => self.look_again(),
                Task::Set(settings) => self.set(*settings),
                Task::Ask(id, open, question) => {
                    let answer = self.answer(&open, &question);
                    self.out.answer(&id, answer);
                }
                Task::Explain(id, rule) => self.explain(&id, &rule),
                Task::Decide(id, decide) => {
                    let answer = self.decide(decide);
                    self.out.answer(&id, answer);
                }
            }
        }
    }

    fn set(&mut self, settings: Settings) {
        let folder = self.folder();
        let asked = settings.asked(&self.started, &folder);
        self.newsroom.set(asked, settings.decisions(&folder));
        if let Some(mistake) = settings.mistake() {
            self.tell(&mistake);
        }
        self.settings = settings;
        self.look_again();
    }

    /// Looks at all documents again, as something else than their text has changed.
    fn look_again(&self) {
        self.open.keys().for_each(|uri| self.queue.push(Task::Again(uri.clone())));
        // A client that has opened nothing may not be ready for requests.
        if self.open.is_empty() {
            return;
        }
        if self.client.pulls && self.client.refreshes_diagnostics {
            self.out.ask("workspace/diagnostic/refresh", Value::Null);
        }
        if self.client.refreshes_hints {
            self.out.ask("workspace/inlayHint/refresh", Value::Null);
        }
    }

    fn check(&mut self, open: &Arc<Open>) {
        let old = self.open.insert(open.uri.clone(), Arc::clone(open));
        if let Some(path) = open.path.clone().filter(|_| open.is_toml()) {
            self.opened.insert(path, Arc::clone(open));
            if old.is_none_or(|old| old.version != open.version) {
                // Rules may have changed that others are checked by.
                self.queue.push(Task::Files);
            }
        }
        if self.client.pulls && !self.client.is_ours {
            return;
        }
        let before = self.analyses.get(&open.uri).map(|analysis| analysis.number);
        let analysis = self.analysis(open, false);
        if before == Some(analysis.number) {
            return;
        }
        if !self.client.pulls {
            let params = PublishDiagnosticsParams {
                uri: open.uri.clone(),
                version: Some(open.version),
                diagnostics: diagnostics::all(&analysis, &self.client),
            };
            self.out.notify("textDocument/publishDiagnostics", params);
        }
        if self.client.is_ours
            && let Some(draft) = analysis.draft()
        {
            let summary = &draft.report.summary;
            let numbers = Numbers { uri: &open.uri, version: open.version, summary };
            self.out.notify("heshu/summary", numbers);
        }
    }

    fn close(&mut self, uri: &Uri) {
        self.analyses.remove(uri);
        let closed = self.open.remove(uri);
        if let Some(path) = closed.and_then(|open| open.path.clone())
            && self.opened.remove(&path).is_some()
        {
            // What is on disk counts again.
            self.queue.push(Task::Files);
        }
        if !self.client.pulls {
            let diagnostics = Vec::new();
            let params = PublishDiagnosticsParams { uri: uri.clone(), version: None, diagnostics };
            self.out.notify("textDocument/publishDiagnostics", params);
        }
    }

    /// What is known of a document; `whole` with what holds and what is claimed.
    fn analysis(&mut self, open: &Arc<Open>, whole: bool) -> Arc<Analysis> {
        let basis = self.basis(open);
        let before = self.analyses.get(&open.uri);
        let known = before.filter(|known| {
            known.open.version == open.version
                && known.basis.is(&basis)
                && (known.made.is_whole() || !whole)
                && !matches!(known.made, Made::Toml(_))
        });
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let made = match open.is_toml() {
            true => Made::Toml(toml::diagnostics(open, &mut self.newsroom, &self.opened)),
            false => Made::of_draft(open, &basis, whole, before.map(Arc::as_ref)),
        };
        self.made += 1;
        let analysis = Analysis { open: Arc::clone(open), number: self.made, made, basis };
        let analysis = Arc::new(analysis);
        self.analyses.insert(open.uri.clone(), Arc::clone(&analysis));
        analysis
    }

    /// What counts for a document. What is wrong with that is told, unless the editor shows it in the file itself.
    fn basis(&mut self, open: &Open) -> Basis {
        let folder = open.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = folder.unwrap_or_else(|| self.folder());
        let (setup, broken) = self.newsroom.setup(&self.opened, &folder);
        let (decided, undecided) = match &open.path {
            Some(path) => self.newsroom.decided(&self.opened, path),
            None => (Vec::new(), None),
        };
        for broken in broken.iter().chain(&undecided) {
            if !self.opened.keys().any(|path| toml::is_in(broken, path)) {
                let help = broken.help().map(|help| format!("。{help}")).unwrap_or_default();
                self.tell(&format!("{broken}{help}"));
            }
        }
        Basis { setup, decided, date: self.settings.date() }
    }

    /// Shows what is wrong, once.
    fn tell(&mut self, what: &str) {
        if self.told.insert(what.to_owned()) {
            self.out.show(1, what);
        }
    }

    /// The folder that is being worked in.
    fn folder(&self) -> PathBuf {
        self.client.folder.clone().unwrap_or_else(|| PathBuf::from("."))
    }

    fn answer(&mut self, open: &Arc<Open>, question: &Question) -> Result<Value, Refusal> {
        let whole = !matches!(question, Question::Diagnostics(_) | Question::Check);
        let analysis = self.analysis(open, whole);
        let answer = match question {
            Question::Diagnostics(shown) => self.pulled(&analysis, shown.as_deref()),
            Question::Hover(at) => serde_json::to_value(hover::at(&analysis, *at, &self.client)),
            Question::Actions(range) => {
                serde_json::to_value(actions::all(&analysis, *range, &self.client, &self.settings))
            }
            Question::Symbols => symbols::all(&analysis, &self.client),
            Question::Hints(range) => serde_json::to_value(match self.settings.hints.unchecked {
                true => hints::unchecked(&analysis, *range),
                false => Vec::new(),
            }),
            Question::Check => {
                serde_json::to_value(analysis.draft().map(|draft| &draft.report.summary))
            }
            Question::Claims => Ok(text(&analysis, table::claims)),
            Question::Unchecked => Ok(text(&analysis, unchecked::unchecked)),
        };
        answer.map_err(|error| Refusal::failed(error.to_string()))
    }

    /// The diagnostics of a document, unless they are those that are shown.
    fn pulled(&self, analysis: &Analysis, shown: Option<&str>) -> serde_json::Result<Value> {
        let id = analysis.number.to_string();
        if shown == Some(&*id) {
            return Ok(json!({ "kind": "unchanged", "resultId": id }));
        }
        let items = serde_json::to_value(diagnostics::all(analysis, &self.client))?;
        Ok(json!({ "kind": "full", "resultId": id, "items": items }))
    }

    fn explain(&mut self, id: &Id, rule: &str) {
        let (setup, _) = self.newsroom.setup(&self.opened, &self.folder());
        let page = explain::page(&setup.checker, rule);
        let missing = || Refusal::failed(format!("没有规则 {rule}"));
        self.out.answer(id, page.map(|text| json!({ "text": text })).ok_or_else(missing));
    }

    /// Notes a decision: in the editor, if it has the file open, or else on disk.
    fn decide(&mut self, decide: Decide) -> Result<Value, Refusal> {
        let Decide { uri: draft, rule, sentence, by } = decide;
        let path = uri::path(&draft.0)
            .ok_or_else(|| Refusal::failed("稿件还没有存成文件,决定没有地方记"))?;
        if by.trim().is_empty() {
            return Err(Refusal::failed("要写明理由或者出处"));
        }
        let (reason, source) = if rule.is_some() { (Some(by), None) } else { (None, Some(by)) };
        let date = crate::house::today();
        let file = String::new();
        let decision = Decision { file, rule, sentence, reason, source, date, expires: None };
        let decided = self.newsroom.decide(&self.opened, &path, decision);
        let (file, text) = decided.map_err(|error| Refusal::failed(error.to_string()))?;
        match self.opened.get(&file) {
            Some(open) => {
                let range = open.range(0..open.text().len());
                let edit = TextEdit { range, new_text: text };
                let edit = actions::replace(open, edit, &self.client);
                self.out
                    .ask("workspace/applyEdit", json!({ "label": "核数:记下决定", "edit": edit }));
            }
            None => {
                save(&file, &text).map_err(|error| Refusal::failed(error.to_string()))?;
                self.look_again();
            }
        }
        Ok(json!({ "text": format!("{}:记下 1 条决定", file.display()) }))
    }
}

/// A page about a draft, for people to read.
fn text(analysis: &Analysis, page: impl Fn(&crate::Report) -> String) -> Value {
    let text = analysis.draft().map(|draft| page(&draft.report)).unwrap_or_default();
    json!({ "text": text })
}
