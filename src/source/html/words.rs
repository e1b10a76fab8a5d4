//! The words of `rules/words/html.toml`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::RULES;

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = RULES.get_file("words/html.toml").and_then(include_dir::File::contents_utf8);
    #[expect(clippy::expect_used, reason = "the file is part of the binary, and tests read it")]
    toml::from_str(file.unwrap_or_default()).expect("words/html.toml")
});

#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub(super) furniture: BTreeSet<Box<str>>,
    pub(super) skip: BTreeSet<Box<str>>,
    pub(super) object: BTreeSet<Box<str>>,
    pub(super) block: BTreeSet<Box<str>>,
    pub(super) container: BTreeSet<Box<str>>,
    pub(super) void: BTreeSet<Box<str>>,
    pub(super) date: Vec<Box<str>>,
    pub(super) title: Vec<Box<str>>,
    pub(super) separator: Vec<Box<str>>,
}
