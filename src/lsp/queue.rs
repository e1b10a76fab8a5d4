//! What the desk has still to do.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use gen_lsp_types::{Position, Range, Uri};

use crate::lsp::open::Open;
use crate::lsp::settings::Settings;
use crate::lsp::wire::Id;

/// Something to do.
#[derive(Debug)]
pub(crate) enum Task {
    /// A document has a new version.
    Check(Arc<Open>),
    /// A document must be looked at anew, if it is still open.
    Again(Uri),
    /// A document was closed.
    Close(Uri),
    /// Files have changed.
    Files,
    /// There are other settings.
    Set(Box<Settings>),
    /// A question about a document.
    Ask(Id, Arc<Open>, Question),
    /// A question about a rule.
    Explain(Id, String),
    /// Something is decided.
    Decide(Id, Decide),
}

impl Task {
    /// The document it looks at.
    fn looks_at(&self) -> Option<&Uri> {
        match self {
            Self::Check(open) => Some(&open.uri),
            Self::Again(uri) => Some(uri),
            _ => None,
        }
    }
}

/// A question about a document.
#[derive(Debug)]
pub(crate) enum Question {
    /// What to show of it, unless that is what the result of that id showed.
    Diagnostics(Option<String>),
    Hover(Position),
    Actions(Range),
    Symbols,
    Hints(Range),
    /// The numbers of the check.
    Check,
    /// All claims, as a table.
    Claims,
    /// The figures that nothing verifies.
    Unchecked,
}

/// Something that a person decides about a draft.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Decide {
    pub(crate) uri: Uri,
    /// The rule whose finding is accepted; none where figures were verified.
    pub(crate) rule: Option<String>,
    pub(crate) sentence: String,
    /// Why, or by what.
    pub(crate) by: String,
}

/// Tasks in the order in which they came. Of a document that is to be checked the latest version counts.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    tasks: Mutex<Tasks>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Tasks {
    all: VecDeque<Task>,
    is_closed: bool,
}

impl Queue {
    pub(crate) fn push(&self, task: Task) {
        let mut tasks = self.lock();
        match &task {
            Task::Check(new) => {
                tasks.all.retain(|old| old.looks_at() != Some(&new.uri));
            }
            Task::Again(uri) if tasks.all.iter().any(|task| task.looks_at() == Some(uri)) => return,
            Task::Files => tasks.all.retain(|old| !matches!(old, Task::Files)),
            _ => {}
        }
        tasks.all.push_back(task);
        self.changed.notify_one();
    }

    /// Takes a question back; whether it was still waiting.
    pub(crate) fn cancel(&self, id: &Id) -> bool {
        let mut tasks = self.lock();
        let is_it = |task: &Task| match task {
            Task::Ask(it, ..) | Task::Explain(it, _) | Task::Decide(it, _) => it == id,
            _ => false,
        };
        let at = tasks.all.iter().position(is_it);
        at.and_then(|at| tasks.all.remove(at)).is_some()
    }

    /// The next task, when there is one; `None` when no more will come.
    pub(crate) fn next(&self) -> Option<Task> {
        let mut tasks = self.lock();
        loop {
            match tasks.all.pop_front() {
                None if tasks.is_closed => return None,
                None => {
                    tasks = self.changed.wait(tasks).unwrap_or_else(PoisonError::into_inner);
                }
                task => return task,
            }
        }
    }

    /// No more will come, and what waits is left undone.
    pub(crate) fn close(&self) {
        let mut tasks = self.lock();
        tasks.all.clear();
        tasks.is_closed = true;
        self.changed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Tasks> {
        // A thread that panicked has left no half-made task in there.
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::encoding::Encoding;
    use gen_lsp_types::TextDocumentItem;

    fn check(uri: &str, version: i32) -> Task {
        let item = TextDocumentItem {
            uri: Uri(uri.to_owned()),
            language_id: "plaintext".to_owned().into(),
            version,
            text: String::new(),
        };
        Task::Check(Arc::new(Open::new(item, Encoding::Utf8)))
    }

    #[test]
    fn a_look_that_waits_is_not_asked_for_twice_and_gives_way_to_a_new_version() {
        let queue = Queue::default();
        let again = || Task::Again(Uri("a".to_owned()));
        queue.push(again());
        queue.push(again());
        queue.push(check("a", 2));
        queue.push(again());
        queue.push(Task::Files);
        let (first, second) = (queue.next(), queue.next());
        assert!(matches!(first, Some(Task::Check(open)) if open.version == 2));
        assert!(matches!(second, Some(Task::Files)));
    }

    #[test]
    fn the_latest_version_counts_and_questions_can_be_taken_back() {
        let queue = Queue::default();
        let rule = || "date/age".to_owned();
        queue.push(check("a", 1));
        queue.push(Task::Explain(Id::Number(1), rule()));
        queue.push(check("b", 1));
        queue.push(Task::Explain(Id::Text("x".to_owned()), rule()));
        queue.push(check("a", 2));
        assert!(queue.cancel(&Id::Number(1)) && !queue.cancel(&Id::Number(1)));
        let told = |task| match task {
            Task::Check(open) => format!("{}{}", open.uri.0, open.version),
            Task::Explain(id, _) => format!("{id:?}"),
            _ => String::new(),
        };
        let all: Vec<String> = (0..3).map(|_| told(queue.next().unwrap())).collect();
        assert_eq!(all, ["b1", "Text(\"x\")", "a2"]);
        queue.push(check("a", 3));
        queue.close();
        assert!(queue.next().is_none());
    }
}
