//! Configuration files: the one that counts for an input, and what it makes of the run.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use jiff::civil::DateTime;

use super::files::absolute;
use super::{Files, pack};
use crate::config::{FILE, Loaded};
use crate::{Checker, rule};

/// What is asked for besides what a configuration file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Rule files, or folders of them.
    pub(crate) rules: Vec<PathBuf>,
    /// Optional packs.
    pub(crate) enable: Vec<String>,
    /// The one configuration file that counts, in place of the nearest.
    pub(crate) config: Option<PathBuf>,
    /// No configuration file counts.
    pub(crate) isolated: bool,
}

/// What a configuration makes of the inputs it is for.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) checker: Checker,
    /// The date of drafts that bring none.
    pub(crate) date: Option<DateTime>,
    /// The file of decisions about drafts, in place of those beside them.
    pub(crate) decisions: Option<PathBuf>,
    folder: PathBuf,
    include: Gitignore,
    exclude: Gitignore,
}

impl Setup {
    /// Loads what is asked for and what the configuration file `file` says.
    pub(crate) fn load(
        files: &dyn Files,
        asked: &Asked,
        file: Option<&Path>,
    ) -> miette::Result<Self> {
        let loaded = load(files, file)?;
        let config = &loaded.config;
        let folder = file.and_then(Path::parent).unwrap_or(Path::new("."));
        let folder = absolute(folder);
        if let Some(unknown) = config.enable.iter().find(|name| !is_optional(name)) {
            let names: Vec<String> = rule::pack::optional().map(|(name, _)| name).collect();
            let help = format!("可选的规则有:{}", names.join("、"));
            return Err(miette::miette!(help = help, "配置文件里没有“{unknown}”这组可选的规则"));
        }
        let enabled = rule::pack::optional()
            .filter(|(name, _)| asked.enable.contains(name) || config.enable.contains(name))
            .map(|(_, pack)| pack);
        let own = config.packs.iter().map(|path| folder.join(path));
        let read = own.chain(asked.rules.iter().cloned()).map(|path| pack::read(files, &path));
        let read = read.collect::<Result<Vec<_>, _>>()?;
        let checker = Checker::configured(enabled.chain(read), &loaded)?;
        let (include, exclude) = (globs(&config.include)?, globs(&config.exclude)?);
        let decisions = config.decisions.as_ref().map(|file| absolute(&folder.join(file)));
        Ok(Self { checker, date: loaded.date, decisions, folder, include, exclude })
    }

    /// Whether an input that a folder was searched for is one of those to check.
    pub(crate) fn wants(&self, path: &Path) -> bool {
        let path = absolute(path);
        let Ok(below) = path.strip_prefix(&self.folder) else { return true };
        let matches =
            |globs: &Gitignore| globs.matched_path_or_any_parents(below, false).is_ignore();
        (self.include.is_empty() || matches(&self.include)) && !matches(&self.exclude)
    }
}

/// The configuration file that counts in a folder: the one that was named, or the nearest, unless none is wanted.
pub(crate) fn counting(asked: &Asked, folder: &Path) -> Option<PathBuf> {
    match asked.isolated {
        true => None,
        false => asked.config.clone().or_else(|| nearest(folder)),
    }
}

/// The configuration file in `folder` or the nearest folder above it.
fn nearest(folder: &Path) -> Option<PathBuf> {
    absolute(folder).ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
}

/// What a configuration file says.
pub(crate) fn load(files: &dyn Files, file: Option<&Path>) -> miette::Result<Loaded> {
    let Some(file) = file else { return Ok(Loaded::default()) };
    let name = file.display().to_string();
    let text = files.text(file).map_err(|error| {
        miette::miette!(
            help = "看看 --config 的路径和文件的编码(UTF-8)",
            "读不了配置文件 {name}:{error}"
        )
    })?;
    Ok(Loaded::parse(&name, &text)?)
}

fn is_optional(name: &str) -> bool {
    rule::pack::optional().any(|(it, _)| it == name)
}

fn globs(patterns: &[String]) -> miette::Result<Gitignore> {
    let mut globs = GitignoreBuilder::new("");
    for pattern in patterns {
        let wrong =
            |_| miette::miette!(help = "写法同 .gitignore", "配置文件里的“{pattern}”不是路径模式");
        globs.add_line(None, pattern).map_err(wrong)?;
    }
    globs.build().map_err(|_| miette::miette!("配置文件里的路径模式太多"))
}
