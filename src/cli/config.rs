//! Configuration files: the one that counts for an input, and what it makes of the run.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use jiff::civil::DateTime;

use crate::cli::args::{ConfigShowArgs, InputArgs, PackArgs};
use crate::cli::terminal::Terminal;
use crate::cli::{Ended, pack};
use crate::config::{FILE, Loaded};
use crate::source::Input;
use crate::{Checker, rule};

/// What a configuration makes of the inputs it is for.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) checker: Checker,
    /// The date of drafts that bring none.
    pub(crate) date: Option<DateTime>,
    folder: PathBuf,
    include: Gitignore,
    exclude: Gitignore,
}

/// The setups of a run: one for each configuration file, loaded when it is first needed.
pub(crate) struct Setups<'a> {
    packs: &'a PackArgs,
    /// Files that were named, and so are checked whatever a configuration excludes.
    named: &'a [PathBuf],
    /// By folder which file counts there.
    files: HashMap<PathBuf, Option<PathBuf>>,
    /// `None` for a file with a mistake that was told already.
    loaded: HashMap<Option<PathBuf>, Option<Arc<Setup>>>,
}

impl<'a> Setups<'a> {
    pub(crate) fn new(args: &'a InputArgs) -> Self {
        let (files, loaded) = Default::default();
        Self { packs: &args.packs, named: &args.paths, files, loaded }
    }

    /// What counts for an input; `None` if its configuration is wrong, which is told once.
    pub(crate) fn of(&mut self, input: &Input, terminal: &Terminal) -> Option<Arc<Setup>> {
        let path = input.path().map_or_else(PathBuf::new, Path::to_owned);
        let file = self.file(&path);
        let packs = self.packs;
        let load = || match setup(packs, file.as_deref()) {
            Ok(setup) => Some(Arc::new(setup)),
            Err(error) => {
                terminal.complain(error.as_ref());
                None
            }
        };
        self.loaded.entry(file.clone()).or_insert_with(load).clone()
    }

    /// Whether an input that a folder was searched for is one of those to check.
    pub(crate) fn is_wanted(&self, setup: &Setup, input: &Input) -> bool {
        let Input::File(path) = input else { return true };
        self.named.contains(path) || setup.wants(path)
    }

    /// The configuration file nearest to `path`.
    fn file(&mut self, path: &Path) -> Option<PathBuf> {
        let folder = path.parent().unwrap_or(path).to_owned();
        let packs = self.packs;
        self.files.entry(folder).or_insert_with_key(|folder| counting(packs, folder)).clone()
    }
}

impl Setup {
    fn wants(&self, path: &Path) -> bool {
        let Ok(path) = std::path::absolute(path) else { return true };
        let Ok(below) = path.strip_prefix(&self.folder) else { return true };
        let matches =
            |globs: &Gitignore| globs.matched_path_or_any_parents(below, false).is_ignore();
        (self.include.is_empty() || matches(&self.include)) && !matches(&self.exclude)
    }
}

/// The configuration file in `folder` or the nearest folder above it.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // A folder that cannot be named has none.
    let folder = std::path::absolute(folder).ok()?;
    folder.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
}

/// The configuration file that counts in a folder: the one that was named, or the nearest, unless none is wanted.
fn counting(packs: &PackArgs, folder: &Path) -> Option<PathBuf> {
    match packs.isolated {
        true => None,
        false => packs.config.clone().or_else(|| nearest(folder)),
    }
}

/// What counts for one file.
pub(crate) fn setup_of(packs: &PackArgs, path: &Path) -> miette::Result<Arc<Setup>> {
    let file = counting(packs, path.parent().unwrap_or(path));
    Ok(Arc::new(setup(packs, file.as_deref())?))
}

/// The rules that count where no input says so: those of the current folder.
pub(crate) fn checker(packs: &PackArgs) -> miette::Result<Checker> {
    Ok(setup(packs, counting(packs, Path::new(".")).as_deref())?.checker)
}

fn load(file: Option<&Path>) -> miette::Result<Loaded> {
    let Some(file) = file else { return Ok(Loaded::default()) };
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| {
        miette::miette!(
            help = "看看 --config 的路径和文件的编码(UTF-8)",
            "读不了配置文件 {name}:{error}"
        )
    })?;
    Ok(Loaded::parse(&name, &text)?)
}

fn setup(packs: &PackArgs, file: Option<&Path>) -> miette::Result<Setup> {
    let loaded = load(file)?;
    let config = &loaded.config;
    let folder = file.and_then(Path::parent).unwrap_or(Path::new("."));
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    if let Some(unknown) = config.enable.iter().find(|name| pack_named(name).is_none()) {
        let names: Vec<String> = rule::pack::optional().map(|(name, _)| name).collect();
        let help = format!("可选的规则有:{}", names.join("、"));
        return Err(miette::miette!(help = help, "配置文件里没有“{unknown}”这组可选的规则"));
    }
    let enabled = rule::pack::optional()
        .filter(|(name, _)| packs.enable.contains(name) || config.enable.contains(name))
        .map(|(_, pack)| pack);
    let own = config.packs.iter().map(|path| folder.join(path));
    let read = own.chain(packs.rules.iter().cloned()).map(|path| pack::read(&path));
    let read = read.collect::<Result<Vec<_>, _>>()?;
    let checker = Checker::configured(enabled.chain(read), &loaded)?;
    let (include, exclude) = (globs(&config.include)?, globs(&config.exclude)?);
    Ok(Setup { checker, date: loaded.date, folder, include, exclude })
}

fn pack_named(name: &str) -> Option<String> {
    rule::pack::optional().map(|(name, _)| name).find(|it| it == name)
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

/// `heshu config show`: what counts for a file, and where that is written.
pub(crate) fn show(args: &ConfigShowArgs) -> miette::Result<Ended> {
    let folder = match args.path.is_dir() {
        true => &args.path,
        false => args.path.parent().unwrap_or(Path::new(".")),
    };
    let file = counting(&args.packs, folder);
    // Loading it all finds mistakes in packs and settings too.
    let setup = setup(&args.packs, file.as_deref())?;
    let config = load(file.as_deref())?.config;
    let mut out = match &file {
        Some(file) => format!("# {}\n", file.display()),
        None => "# 没有配置文件,一切照默认\n".to_owned(),
    };
    let quoted = |words: &[String]| {
        let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        format!("[{}]", words.join(", "))
    };
    let _ = writeln!(out, "packs = {}", quoted(&config.packs));
    let _ = writeln!(out, "enable = {}", quoted(&config.enable));
    if let Some(date) = &config.date {
        let _ = writeln!(out, "date = '{}'", date.get_ref());
    }
    let _ = writeln!(out, "include = {}", quoted(&config.include));
    let _ = writeln!(out, "exclude = {}", quoted(&config.exclude));
    out.push_str("\n[rules]\n");
    for (id, to) in &config.rules {
        let _ = writeln!(out, "'{}' = '{}'", id.get_ref(), format!("{to:?}").to_lowercase());
    }
    let widths = setup.checker.lexicon().widths;
    let _ = write!(
        out,
        "\n[widths]\nabout_strict = '{}'\nabout_lenient = '{}'\nnear_strict = '{}'\nnear_lenient = '{}'\n\
         above_strict = '{}'\n",
        widths.about_strict,
        widths.about_lenient,
        widths.near_strict,
        widths.near_lenient,
        widths.above_strict
    );
    super::print(&out)?;
    Ok(Ended::Clean)
}
