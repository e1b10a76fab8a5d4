//! Packs: folders of rule files. Ours is embedded; a user's pack loads after it.

use std::sync::Arc;

use super::compile::{Rule, compile, name_of};
use super::error::{Flaw, RuleError, did_you_mean};
use super::model::{PackFile, RuleEntry};
use super::words::{CueIndex, Words};

/// A rule file's name and text.
#[derive(Clone, Debug)]
pub struct RuleText {
    /// What messages call it.
    pub name: Arc<str>,
    /// Its content.
    pub text: String,
}

/// All rules of a run.
#[derive(Debug)]
pub struct RuleSet {
    /// In the order loaded.
    pub rules: Vec<Rule>,
    /// The word sets.
    pub words: Words,
    /// The words that call for a rule.
    pub cues: CueIndex,
}

impl RuleSet {
    /// Loads packs in order; `fold` folds the literal text of patterns as documents are folded.
    ///
    /// # Errors
    ///
    /// The first file that is wrong.
    pub fn load(
        packs: &[Vec<RuleText>],
        fold: impl Fn(&str) -> String + Copy,
    ) -> Result<Self, RuleError> {
        let mut set = Loading { rules: Vec::new(), words: Words::default(), number: 0, fold };
        for (number, pack) in packs.iter().enumerate() {
            set.number = number;
            set.pack(pack)?;
        }
        let Loading { rules, words, .. } = set;
        let finders = rules.iter().flat_map(|rule| &rule.finders);
        let mut used: Vec<usize> = finders.flat_map(|finder| finder.cues.iter().copied()).collect();
        used.sort_unstable();
        used.dedup();
        let cues = CueIndex::new(&words, &used);
        Ok(Self { rules, words, cues })
    }

    /// The rule of that id, with its variants.
    pub fn named<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| &*rule.id == id || name_of(&rule.id) == id)
    }
}

struct Loading<F> {
    rules: Vec<Rule>,
    words: Words,
    /// The number of the pack being loaded.
    number: usize,
    fold: F,
}

impl<F: Fn(&str) -> String + Copy> Loading<F> {
    /// Word sets of all files first, so that any rule can use any set.
    fn pack(&mut self, files: &[RuleText]) -> Result<(), RuleError> {
        let mut parsed = Vec::new();
        for file in files {
            let content =
                toml::from_str::<PackFile>(&file.text).map_err(|e| unreadable(file, &e))?;
            for (name, words) in &content.words {
                self.words.define(name.get_ref(), words.iter().map(|word| (self.fold)(word)));
            }
            parsed.push((file, content));
        }
        for (file, content) in &parsed {
            for entry in &content.rules {
                self.entry(entry, file)
                    .map_err(|flaw| RuleError::broken(&file.name, &file.text, flaw))?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, entry: &RuleEntry, file: &RuleText) -> Result<(), Flaw> {
        let known = self.rules.iter().position(|rule| *rule.id == **entry.id.get_ref());
        if entry.find.is_empty() && entry.require.is_none() {
            return self.patch(entry);
        }
        match known {
            Some(at) if self.rules[at].pack == self.number => {
                Err(Flaw::new(entry.id.span(), "有两条编号相同的规则", "换一个编号,或合并成一条"))
            }
            Some(at) => {
                self.rules[at] = self.compiled(entry, file)?;
                Ok(())
            }
            None => {
                let rule = self.compiled(entry, file)?;
                self.rules.push(rule);
                Ok(())
            }
        }
    }

    fn compiled(&mut self, entry: &RuleEntry, file: &RuleText) -> Result<Rule, Flaw> {
        let rule = compile(entry, &file.name, &file.text, &mut self.words, self.fold)?;
        Ok(Rule { pack: self.number, ..rule })
    }

    /// Switches a known rule with all its variants off, or changes their level.
    fn patch(&mut self, entry: &RuleEntry) -> Result<(), Flaw> {
        let id = entry.id.get_ref();
        let meant = |rule: &Rule| *rule.id == **id || *rule.name == **id;
        if !self.rules.iter().any(meant) {
            let help = did_you_mean(id, self.rules.iter().map(|rule| &*rule.id));
            let message = format!("没有编号为 {id} 的规则可改,新规则要写 find 和 require");
            return Err(Flaw::new(entry.id.span(), message, help));
        }
        match (entry.off, entry.level) {
            (true, _) => self.rules.retain(|rule| !meant(rule)),
            (false, Some(level)) => {
                self.rules
                    .iter_mut()
                    .filter(|rule| meant(rule))
                    .for_each(|rule| rule.level = level);
            }
            (false, None) => {
                return Err(Flaw::new(
                    entry.id.span(),
                    "这条没有改动什么",
                    "写 off = true 关掉它,或写 level 改它的级别",
                ));
            }
        }
        Ok(())
    }
}

fn unreadable(file: &RuleText, error: &toml::de::Error) -> RuleError {
    let message = error.message().to_owned();
    let help = match message.split('`').nth(1) {
        Some(field) if message.starts_with("unknown field") => {
            did_you_mean(field, FIELDS.iter().copied())
        }
        _ => "按 TOML 的写法改正;模式和式子用单引号字符串".to_owned(),
    };
    let message = match message.split('`').nth(1) {
        Some(field) if message.starts_with("unknown field") => format!("没有“{field}”这一项"),
        _ => message,
    };
    RuleError::broken(
        &file.name,
        &file.text,
        Flaw::new(error.span().unwrap_or(0..0), message, help),
    )
}

/// What a rule may have.
const FIELDS: [&str; 17] = [
    "words", "off", "proof", "id", "title", "why", "find", "not", "within", "where", "require",
    "say", "help", "fix", "level", "ok", "bad",
];

/// The built-in pack: the files directly under `rules/`.
#[must_use]
pub fn built_in() -> Vec<RuleText> {
    let mut files: Vec<RuleText> = crate::RULES
        .files()
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|file| {
            let name = format!("rules/{}", file.path().display());
            Some(RuleText { name: name.into(), text: file.contents_utf8()?.to_owned() })
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}
