//! The language server: checks drafts in the editor while they are written.
//!
//! One thread ([`server`]) reads what the client says and keeps its documents; another (the `desk`) checks them and answers;
//! a third writes. So typing waits for nothing, and of a document that changes faster than it can be checked the latest
//! version is.

mod abilities;
mod actions;
mod analysis;
mod client;
mod desk;
mod diagnostics;
mod encoding;
mod explain;
mod hints;
mod hover;
mod newsroom;
mod open;
mod out;
mod queue;
mod server;
mod settings;
mod symbols;
mod text;
mod toml;
mod uri;
mod wire;

pub(crate) use server::serve;
