//! The settings of the editor, under `heshu`.

use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde::Deserialize;
use serde_json::Value;

use crate::house::Asked;
use crate::source::parse_date;

/// The name under which an editor has our settings.
pub(crate) const SECTION: &str = "heshu";

/// Reads settings, which stand under our name or by themselves. None are the ones that are there without any.
///
/// # Errors
///
/// A setting is of the wrong kind.
pub(crate) fn read(value: &Value) -> Result<Settings, serde_json::Error> {
    match value.get(SECTION).unwrap_or(value) {
        Value::Null => Ok(Settings::default()),
        own => Settings::deserialize(own),
    }
}

/// What the editor sets. Keys that are not known are those of others, such as the path of this program.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    /// The one configuration file that counts.
    config: Option<PathBuf>,
    /// No configuration file counts.
    isolated: bool,
    /// Rule files or folders of them.
    rules: Vec<PathBuf>,
    /// Optional packs.
    enable: Vec<String>,
    /// The date of drafts that bring none.
    date: Option<String>,
    /// The one file of decisions, in place of those beside the drafts.
    decisions: Option<PathBuf>,
    /// What is shown between the words.
    pub(crate) hints: Hints,
    /// Reasons for which findings are accepted, each an action.
    pub(crate) reasons: Vec<String>,
    /// Sources by which figures are verified, each an action.
    pub(crate) sources: Vec<String>,
}

/// What is shown between the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Hints {
    /// That nothing in the text verifies a figure.
    pub(crate) unchecked: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            config: None,
            isolated: false,
            rules: Vec::new(),
            enable: Vec::new(),
            date: None,
            decisions: None,
            hints: Hints::default(),
            reasons: words(&["原文如此", "口径不同"]),
            sources: words(&["已与采访对象核对", "已查原始材料"]),
        }
    }
}

impl Settings {
    /// What is asked for beside configuration files: on the command line, and here, with paths from `folder` on.
    pub(crate) fn asked(&self, started: &Asked, folder: &Path) -> Asked {
        let Asked { rules, enable, config, isolated } = started.clone();
        let own = |path: &PathBuf| folder.join(path);
        Asked {
            rules: rules.into_iter().chain(self.rules.iter().map(own)).collect(),
            enable: enable.into_iter().chain(self.enable.clone()).collect(),
            config: config.or_else(|| given(self.config.as_deref()).map(|path| folder.join(path))),
            isolated: isolated || self.isolated,
        }
    }

    /// The date of drafts that bring none.
    pub(crate) fn date(&self) -> Option<DateTime> {
        self.date.as_deref().and_then(parse_date)
    }

    /// The one file of decisions.
    pub(crate) fn decisions(&self, folder: &Path) -> Option<PathBuf> {
        given(self.decisions.as_deref()).map(|path| folder.join(path))
    }

    /// What is wrong with them.
    pub(crate) fn mistake(&self) -> Option<String> {
        let date = self.date.as_deref().filter(|date| !date.is_empty())?;
        let wrong = parse_date(date).is_none();
        wrong.then(|| format!("设置 heshu.date 的“{date}”不是日期,要写成 2024-03-05 的样子"))
    }
}

/// What editors leave empty is not set.
fn given(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| !path.as_os_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(json: &str) -> Settings {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_is_left_empty_is_not_set() {
        let empty = settings(r#"{"config":"","decisions":"","date":"","rules":[],"path":"x"}"#);
        assert_eq!(empty.asked(&Asked::default(), Path::new("/稿")), Asked::default());
        assert_eq!((empty.decisions(Path::new("/稿")), empty.date()), (None, None));
        assert_eq!(empty.mistake(), None);
    }

    #[test]
    fn paths_count_from_the_folder() {
        let set =
            settings(r#"{"config":"heshu.toml","rules":["规则"],"hints":{"unchecked":true}}"#);
        let started = Asked { rules: vec!["/甲".into()], ..Asked::default() };
        let asked = set.asked(&started, Path::new("/稿"));
        assert_eq!(asked.rules, [Path::new("/甲"), Path::new("/稿/规则")]);
        assert_eq!(asked.config.as_deref(), Some(Path::new("/稿/heshu.toml")));
        assert!(set.hints.unchecked);
    }

    #[test]
    fn a_date_that_is_none_is_told() {
        let told = settings(r#"{"date":"昨天"}"#).mistake();
        assert_eq!(told.unwrap(), "设置 heshu.date 的“昨天”不是日期,要写成 2024-03-05 的样子");
    }
}
