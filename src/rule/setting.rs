//! What a configuration makes of the rules: which are off, and how grave the others may be.

use std::sync::Arc;

use serde::Deserialize;

use super::compile::{Rule, name_of};
use super::error::{Flaw, RuleError, did_you_mean};
use crate::finding::Severity;

/// What becomes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Setting {
    /// It is not tried.
    Off,
    /// It stays as it is, where others of its group are changed.
    On,
    /// At most an info.
    Info,
    /// At most a warning.
    Warning,
    /// As grave as its proof allows.
    Error,
}

/// The settings of a configuration file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The file's name, for messages.
    pub name: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
    /// Rules or groups of rules, each with where in the file it is named and what becomes of it.
    pub rules: Vec<(std::ops::Range<usize>, String, Setting)>,
}

impl Settings {
    /// Changes `rules`. Where several settings are meant for one, that of its variant counts, then that of its name, then
    /// that of its group.
    pub(super) fn apply(&self, rules: &mut Vec<Rule>) -> Result<(), RuleError> {
        for (at, id, _) in &self.rules {
            if !rules.iter().any(|rule| aim(id, rule).is_some()) {
                let known = rules.iter().flat_map(|rule| [&*rule.name, group(rule)]);
                let known: std::collections::BTreeSet<&str> = known.collect();
                let help = did_you_mean(id, known.iter().copied());
                let flaw = Flaw::new(at.clone(), format!("没有 {id} 这条或这组规则"), help);
                return Err(RuleError::misconfigured(&self.name, &self.text, flaw));
            }
        }
        rules.retain_mut(|rule| {
            let meant = self.rules.iter().filter_map(|(_, id, to)| Some((aim(id, rule)?, *to)));
            match meant.max_by_key(|(aim, _)| *aim).map(|(_, to)| to) {
                Some(Setting::Off) => return false,
                Some(Setting::Info) => rule.level = Severity::Info,
                Some(Setting::Warning) => rule.level = Severity::Warning,
                Some(Setting::Error) => rule.level = Severity::Error,
                Some(Setting::On) | None => {}
            }
            true
        });
        Ok(())
    }
}

/// How closely `id` aims at a rule, if it does.
fn aim(id: &str, rule: &Rule) -> Option<u8> {
    if *rule.id == *id {
        Some(2)
    } else if name_of(&rule.id) == id {
        Some(1)
    } else {
        (group(rule) == id).then_some(0)
    }
}

/// The group of a rule: `date` of `date/weekday`.
fn group(rule: &Rule) -> &str {
    rule.name.split('/').next().unwrap_or_default()
}
