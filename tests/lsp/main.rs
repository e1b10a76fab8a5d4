//! The language server as an editor meets it: the real binary over its standard streams.

#![cfg(feature = "lsp")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

#[path = "../common/mod.rs"]
mod common;

mod files;
mod neovim;
mod robust;
mod same;
mod session;
