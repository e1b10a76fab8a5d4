//! `heshu man`: manual pages, one a command, from the definitions that the command line is read by.

use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use miette::IntoDiagnostic as _;

use crate::cli::Ended;
use crate::cli::args::{Cli, ManArgs};
use crate::house::save;

pub(crate) fn run(args: &ManArgs) -> miette::Result<Ended> {
    std::fs::create_dir_all(&args.folder)
        .map_err(|error| miette::miette!("建不了文件夹 {}:{error}", args.folder.display()))?;
    let mut heshu = Cli::command();
    // Gives the commands below it their full names.
    heshu.build();
    let count = pages(&heshu, &args.folder)?;
    super::print(&format!("{}:写了 {count} 页手册\n", args.folder.display()))?;
    Ok(Ended::Clean)
}

/// Writes the pages of a command and of those below it; returns how many.
fn pages(command: &Command, folder: &Path) -> miette::Result<usize> {
    let page = Man::new(command.clone())
        .manual("核数")
        .source(concat!("heshu ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    page.render(&mut text).into_diagnostic()?;
    let text = String::from_utf8(text).into_diagnostic()?;
    // Lines of Chinese have no blanks that could be stretched.
    let text = text.replacen("\n.SH ", "\n.ad l\n.SH ", 1);
    save(&folder.join(page.get_filename()), &text)?;
    command.get_subcommands().try_fold(1, |count, below| Ok(count + pages(below, folder)?))
}
