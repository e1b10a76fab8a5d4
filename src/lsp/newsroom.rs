//! What counts for the open documents: configurations, rules, decisions, each read anew when it has changed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config;
use crate::decision::{Decision, Decisions};
use crate::house::{self, Asked, Disk, Files, Setup, Stamp};
use crate::lsp::open::Open;

/// What could be read, and what is wrong if it could not. Of files that are wrong what they said before still counts.
type Found<T> = (Option<Arc<T>>, Option<Arc<miette::Report>>);

/// The files of a newsroom, as they were read last.
pub(crate) struct Newsroom {
    asked: Asked,
    /// The one file of decisions.
    decisions: Option<PathBuf>,
    /// By configuration file.
    setups: HashMap<Option<PathBuf>, Kept<Setup>>,
    /// By file.
    decided: HashMap<PathBuf, Kept<Decisions>>,
    /// What counts where nothing else can be read.
    plain: Arc<Setup>,
}

/// TOML files that are open in the editor, which count in place of those on disk.
pub(crate) type Opened = HashMap<PathBuf, Arc<Open>>;

/// What a TOML file may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Configuration,
    Decisions,
    Rules,
}

/// A thing that was made of files.
struct Kept<T> {
    /// The files, as they were then.
    read: Vec<(PathBuf, State)>,
    good: Option<Arc<T>>,
    broken: Option<Arc<miette::Report>>,
}

/// The state of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Open(i32),
    Disk(Stamp),
}

impl Newsroom {
    /// With nothing but the rules as they come.
    ///
    /// # Errors
    ///
    /// None that can happen: tests read these rules.
    pub(crate) fn new() -> miette::Result<Self> {
        let asked = Asked::default();
        let plain = Arc::new(Setup::load(&Disk, &asked, None)?);
        let (setups, decided) = Default::default();
        Ok(Self { asked, decisions: None, setups, decided, plain })
    }

    /// Takes other settings; what was read under the old ones is forgotten.
    pub(crate) fn set(&mut self, asked: Asked, decisions: Option<PathBuf>) {
        if (&asked, &decisions) != (&self.asked, &self.decisions) {
            (self.asked, self.decisions) = (asked, decisions);
            self.setups.clear();
        }
    }

    /// What counts for a document in `folder`.
    pub(crate) fn setup(
        &mut self,
        opened: &Opened,
        folder: &Path,
    ) -> (Arc<Setup>, Option<Arc<miette::Report>>) {
        self.setup_by(opened, house::counting(&self.asked, folder))
    }

    /// What a configuration file makes of the documents it is for.
    pub(crate) fn setup_by(
        &mut self,
        opened: &Opened,
        file: Option<PathBuf>,
    ) -> (Arc<Setup>, Option<Arc<miette::Report>>) {
        let (asked, path) = (&self.asked, file.clone());
        let load = |files: &dyn Files| Setup::load(files, asked, path.as_deref());
        let (good, broken) = fresh(&mut self.setups, file, opened, load);
        (good.unwrap_or_else(|| Arc::clone(&self.plain)), broken)
    }

    /// Adds a decision about a draft: the file of decisions, and what it is to say.
    pub(crate) fn decide(
        &mut self,
        opened: &Opened,
        draft: &Path,
        decision: Decision,
    ) -> miette::Result<(PathBuf, String)> {
        let place = self.place(opened, draft).ok_or_else(|| miette::miette!("稿件没有名字"))?;
        let (path, file) = place;
        let mut all = house::read_decisions(&Reading::new(opened), &path)?;
        all.add(vec![Decision { file, ..decision }]);
        let text = all.write().map_err(|error| miette::miette!("{error}"))?;
        Ok((path, text))
    }

    /// What counts for a document in `folder`, with one more rule file.
    pub(crate) fn setup_with(
        &self,
        opened: &Opened,
        folder: &Path,
        file: &Path,
    ) -> miette::Result<Setup> {
        let counting = house::counting(&self.asked, folder);
        let mut asked = self.asked.clone();
        asked.rules.push(file.to_owned());
        Setup::load(&Reading::new(opened), &asked, counting.as_deref())
    }

    /// Whether `path` is a file of decisions, and whether a configuration file.
    pub(crate) fn holds(&self, path: &Path) -> Holds {
        let is_named = |name: &str| path.file_name().is_some_and(|it| it == name);
        if self.decisions.as_deref() == Some(path)
            || is_named(house::DECISIONS)
            || self.is_configured(path)
        {
            Holds::Decisions
        } else if self.asked.config.as_deref() == Some(path) || is_named(config::FILE) {
            Holds::Configuration
        } else {
            Holds::Rules
        }
    }

    /// The decisions about a draft.
    pub(crate) fn decided(
        &mut self,
        opened: &Opened,
        draft: &Path,
    ) -> (Vec<Decision>, Option<Arc<miette::Report>>) {
        let Some((path, name)) = self.place(opened, draft) else { return (Vec::new(), None) };
        let load = |files: &dyn Files| house::read_decisions(files, &path);
        let (good, broken) = fresh(&mut self.decided, path.clone(), opened, load);
        let all = good.iter().flat_map(|decisions| &decisions.all);
        (all.filter(|decision| decision.file == name).cloned().collect(), broken)
    }

    /// The file of the decisions about a draft, and what the draft is called in it.
    fn place(&mut self, opened: &Opened, draft: &Path) -> Option<(PathBuf, String)> {
        let configured = match &self.decisions {
            Some(named) => Some(named.clone()),
            None => {
                let (setup, _) = self.setup(opened, draft.parent().unwrap_or(draft));
                setup.decisions.clone()
            }
        };
        house::about(configured.as_deref(), draft)
    }

    /// Whether a configuration names `path` as its file of decisions.
    fn is_configured(&self, path: &Path) -> bool {
        let good = self.setups.values().filter_map(|kept| kept.good.as_ref());
        good.map(|setup| setup.decisions.as_deref()).any(|named| named == Some(path))
    }
}

/// What is kept under `key`, made anew if a file it was made of has changed.
fn fresh<K: Eq + Hash, T>(
    kept: &mut HashMap<K, Kept<T>>,
    key: K,
    opened: &Opened,
    make: impl FnOnce(&dyn Files) -> miette::Result<T>,
) -> Found<T> {
    let old = kept.get(&key);
    let still = |(path, state): &(PathBuf, State)| *state == State::of(opened, path);
    if let Some(old) = old.filter(|old| old.read.iter().all(still)) {
        return (old.good.clone(), old.broken.clone());
    }
    let files = Reading::new(opened);
    let (good, broken) = match make(&files) {
        Ok(made) => (Some(Arc::new(made)), None),
        Err(broken) => (old.and_then(|old| old.good.clone()), Some(Arc::new(broken))),
    };
    let read = files.read.into_inner();
    kept.insert(key, Kept { read, good: good.clone(), broken: broken.clone() });
    (good, broken)
}

impl State {
    fn of(opened: &Opened, path: &Path) -> Self {
        match opened.get(path) {
            Some(open) => Self::Open(open.version),
            None => Self::Disk(Stamp::of(path)),
        }
    }
}

/// Reads files and notes which.
struct Reading<'a> {
    opened: &'a Opened,
    read: RefCell<Vec<(PathBuf, State)>>,
}

impl<'a> Reading<'a> {
    fn new(opened: &'a Opened) -> Self {
        Self { opened, read: RefCell::default() }
    }
}

impl Files for Reading<'_> {
    fn text(&self, path: &Path) -> io::Result<String> {
        // The state is noted first: a file that changes while it is read is read again.
        self.read.borrow_mut().push((path.to_owned(), State::of(self.opened, path)));
        match self.opened.get(path) {
            Some(open) => Ok(open.text().to_owned()),
            None => Disk.text(path),
        }
    }

    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        self.read.borrow_mut().push((path.to_owned(), State::of(self.opened, path)));
        Disk.folder(path)
    }
}
