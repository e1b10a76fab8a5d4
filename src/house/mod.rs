//! What a newsroom keeps on disk beside its drafts: configuration files, rules of its own, decisions.

mod decisions;
mod files;
mod pack;
mod save;
mod setup;
mod today;

pub(crate) use decisions::{DECISIONS, about, read as read_decisions};
#[cfg(feature = "lsp")]
pub(crate) use files::Stamp;
pub(crate) use files::{Disk, Files};
pub(crate) use save::{save, save_with};
pub(crate) use setup::{Asked, Setup, counting, load};
pub(crate) use today::today;
