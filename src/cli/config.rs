//! Configuration files: the one that counts for an input, and what it makes of the run.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Checker;
use crate::cli::Ended;
use crate::cli::args::{ConfigShowArgs, InputArgs, PackArgs};
use crate::cli::terminal::Terminal;
use crate::house::{Asked, Disk, Setup, counting, load};
use crate::source::Input;

/// The setups of a run: one for each configuration file, loaded when it is first needed.
pub(crate) struct Setups<'a> {
    asked: Asked,
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
        Self { asked: args.packs.asked(), named: &args.paths, files, loaded }
    }

    /// What counts for an input; `None` if its configuration is wrong, which is told once.
    pub(crate) fn of(&mut self, input: &Input, terminal: &Terminal) -> Option<Arc<Setup>> {
        let path = input.path().map_or_else(PathBuf::new, Path::to_owned);
        let file = self.file(&path);
        let asked = &self.asked;
        let load = || match Setup::load(&Disk, asked, file.as_deref()) {
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
        let asked = &self.asked;
        self.files.entry(folder).or_insert_with_key(|folder| counting(asked, folder)).clone()
    }
}

impl PackArgs {
    /// The same for whoever has no command line.
    pub(crate) fn asked(&self) -> Asked {
        let Self { rules, enable, config, isolated } = self.clone();
        Asked { rules, enable, config, isolated }
    }
}

/// What counts for one file.
pub(crate) fn setup_of(packs: &PackArgs, path: &Path) -> miette::Result<Arc<Setup>> {
    Ok(Arc::new(setup(packs, path.parent().unwrap_or(path))?))
}

/// The rules that count where no input says so: those of the current folder.
pub(crate) fn checker(packs: &PackArgs) -> miette::Result<Checker> {
    Ok(setup(packs, Path::new("."))?.checker)
}

/// What counts in a folder.
fn setup(packs: &PackArgs, folder: &Path) -> miette::Result<Setup> {
    let asked = packs.asked();
    Setup::load(&Disk, &asked, counting(&asked, folder).as_deref())
}

/// `heshu config show`: what counts for a file, and where that is written.
pub(crate) fn show(args: &ConfigShowArgs) -> miette::Result<Ended> {
    let folder = match args.path.is_dir() {
        true => &args.path,
        false => args.path.parent().unwrap_or(Path::new(".")),
    };
    // Loading it all finds mistakes in packs and settings too.
    let setup = setup(&args.packs, folder)?;
    let file = counting(&args.packs.asked(), folder);
    let config = load(&Disk, file.as_deref())?.config;
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
    if let Some(file) = &config.decisions {
        let _ = writeln!(out, "decisions = '{file}'");
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
