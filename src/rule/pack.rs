//! Packs: folders of rule files. Ours is embedded; a user's pack loads after it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agenda::{Agenda, Stretch};
use super::compile::{Rule, compile, name_of};
use super::error::{Flaw, RuleError, did_you_mean, toml_flaw};
use super::identity::{Identity, Indicators};
use super::model::{IdentityEntry, PackFile, RuleEntry};
use super::phrase::Phrases;
use super::setting::Settings;
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
    /// The indicators that identities relate.
    pub indicators: Indicators,
    /// What is tried on each sort of stretch.
    pub agendas: [Agenda; 3],
}

impl RuleSet {
    /// Loads packs in order, and changes the rules as `settings` say; `fold` folds the literal text of patterns as documents are folded.
    ///
    /// # Errors
    ///
    /// The first file that is wrong, or a setting of no known rule.
    pub fn load(
        packs: &[Vec<RuleText>],
        settings: &Settings,
        fold: impl Fn(&str) -> String + Copy,
    ) -> Result<Self, RuleError> {
        let (mut words, phrases) = (Words::default(), Phrases::default());
        words.define(FESTIVAL, festivals());
        for (name, set) in editions() {
            words.define(name, set);
        }
        let indicators = Indicators::default();
        let mut set = Loading { rules: Vec::new(), words, phrases, indicators, number: 0, fold };
        let files = packs.iter().map(|pack| pack.iter().map(File::parse).collect());
        let files = files.collect::<Result<Vec<Vec<File<'_>>>, _>>()?;
        // All word sets and phrases first, so that any rule can use any of them, and sees what a later pack makes of it.
        for pack in &files {
            set.define(pack)?;
        }
        for (number, pack) in files.iter().enumerate() {
            set.number = number;
            set.compile(pack)?;
        }
        let Loading { mut rules, words, indicators, .. } = set;
        settings.apply(&mut rules)?;
        let finders = rules.iter().flat_map(|rule| &rule.finders);
        let mut used: Vec<usize> = finders.flat_map(|finder| finder.cues.iter().copied()).collect();
        used.sort_unstable();
        used.dedup();
        let cues = CueIndex::new(&words, &used);
        let agendas = Stretch::ALL.map(|stretch| Agenda::new(&rules, stretch));
        Ok(Self { rules, words, cues, indicators, agendas })
    }

    /// What is tried on such a stretch.
    #[must_use]
    pub const fn agenda(&self, stretch: Stretch) -> &Agenda {
        &self.agendas[stretch as usize]
    }

    /// The rule of that id, with its variants.
    pub fn named<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| &*rule.id == id || name_of(&rule.id) == id)
    }
}

/// A rule file that could be read.
struct File<'a> {
    text: &'a RuleText,
    content: PackFile,
}

impl<'a> File<'a> {
    fn parse(text: &'a RuleText) -> Result<Self, RuleError> {
        let content = toml::from_str(&text.text)
            .map_err(|error| RuleError::broken(&text.name, &text.text, toml_flaw(&error)))?;
        Ok(Self { text, content })
    }

    fn broken(&self, flaw: Flaw) -> RuleError {
        RuleError::broken(&self.text.name, &self.text.text, flaw)
    }
}

/// The word set of the names of festivals.
const FESTIVAL: &str = "festival";

/// The names of festivals, which are the keys of the tables in `rules/words/festivals.toml` that give their days.
fn festivals() -> Vec<String> {
    const DAYS: [&str; 6] = ["solar", "lunar", "week", "easter", "orthodox", "term"];
    let file = crate::RULES.get_file("words/festivals.toml");
    let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
    // A test of the reader of festivals reads the file.
    let tables: toml::Table = text.parse().unwrap_or_default();
    let days = DAYS.iter().filter_map(|name| tables.get(*name)?.as_table());
    days.flat_map(|table| table.keys().cloned()).collect()
}

/// The word sets of the names of recurring events, and of single occasions and what has anniversaries, all of them in
/// `rules/tables/editions.toml`.
fn editions() -> [(&'static str, Vec<String>); 3] {
    let file = crate::RULES.get_file("tables/editions.toml");
    let text = file.and_then(include_dir::File::contents_utf8).unwrap_or_default();
    // A test of the reader of editions reads the file.
    let tables: toml::Table = text.parse().unwrap_or_default();
    let events = tables.get("event").and_then(toml::Value::as_array).into_iter().flatten();
    let names = events.filter_map(|event| event.get("names")?.as_array()).flatten();
    let names = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
    let keys = |name: &str| {
        let table = tables.get(name).and_then(toml::Value::as_table);
        table.map_or_else(Vec::new, |table| table.keys().cloned().collect())
    };
    [("event", names), ("occasion", keys("occasion")), ("jubilee", keys("jubilee"))]
}

struct Loading<F> {
    rules: Vec<Rule>,
    words: Words,
    phrases: Phrases,
    indicators: Indicators,
    /// The number of the pack being loaded.
    number: usize,
    fold: F,
}

impl<F: Fn(&str) -> String + Copy> Loading<F> {
    /// The word sets and phrases of a pack. They may replace those of earlier packs, not each other.
    fn define(&mut self, pack: &[File<'_>]) -> Result<(), RuleError> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for file in pack {
            for (name, words) in &file.content.words {
                if let Some(other) = seen.insert(name.get_ref(), &file.text.name) {
                    let message = format!("词表 {} 在 {other} 里已经有了", name.get_ref());
                    let help = "换一个名字,或把两个词表合成一个";
                    return Err(file.broken(Flaw::new(name.span(), message, help)));
                }
                if let Some(long) = words.iter().find(|word| word.len() > Words::LONGEST) {
                    let message = format!("词表 {} 里的“{long}”太长", name.get_ref());
                    return Err(file.broken(Flaw::new(name.span(), message, "一个词不超过42个字")));
                }
                self.words.define(name.get_ref(), words.iter().map(|word| (self.fold)(word)));
            }
            for (name, aliases) in &file.content.indicators {
                self.indicators.define(name, aliases.iter().map(|alias| (self.fold)(alias)));
            }
            for (name, patterns) in &file.content.phrases {
                self.phrases.define(name, patterns.clone());
            }
        }
        Ok(())
    }

    fn compile(&mut self, pack: &[File<'_>]) -> Result<(), RuleError> {
        for file in pack {
            for entry in &file.content.rules {
                self.entry(entry, file.text).map_err(|flaw| file.broken(flaw))?;
            }
            for entry in &file.content.identities {
                self.identity(entry, file.text).map_err(|flaw| file.broken(flaw))?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, entry: &RuleEntry, file: &RuleText) -> Result<(), Flaw> {
        let known = self.rules.iter().position(|rule| *rule.id == **entry.id.get_ref());
        if entry.find.is_empty() && entry.claims.is_empty() && entry.require.is_none() {
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

    /// An identity becomes a rule like any other.
    fn identity(&mut self, entry: &IdentityEntry, file: &RuleText) -> Result<(), Flaw> {
        let identity = Identity::parse(&entry.equation)?;
        for (_, term) in &identity.terms {
            self.indicators.define(term, std::iter::empty());
        }
        let rule = self.compiled(&identity.rule(&entry.equation), file)?;
        let ids = identity.terms.iter().filter_map(|(_, term)| self.indicators.id(term));
        let terms = ids.collect();
        self.rules.push(Rule { terms, ..rule });
        Ok(())
    }

    fn compiled(&mut self, entry: &RuleEntry, file: &RuleText) -> Result<Rule, Flaw> {
        let Self { words, phrases, fold, .. } = self;
        let rule = compile(entry, &file.name, &file.text, phrases, words, *fold)?;
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

/// The built-in pack: the files directly under `rules/`.
#[must_use]
pub fn built_in() -> Vec<RuleText> {
    texts(&crate::RULES)
}

/// The packs that are loaded only when asked for by name: the files under `rules/optional/`.
pub fn optional() -> impl Iterator<Item = (String, Vec<RuleText>)> {
    let folder = crate::RULES.get_dir("optional").map_or_else(Vec::new, texts);
    folder.into_iter().map(|text| {
        let name = text.name.rsplit('/').next().unwrap_or_default();
        (name.trim_end_matches(".toml").to_owned(), vec![text])
    })
}

/// The rule files directly in a folder, by name.
fn texts(folder: &include_dir::Dir<'_>) -> Vec<RuleText> {
    let mut files: Vec<RuleText> = folder
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

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "
        [[rule]]
        id = 'trip/return'
        title = '返程早于出发'
        find = ['{go:date}@leave…(@back|回港){back:date}']
        require = 'go <= back'
        say = '{go}启航,{back}返航'
        ok = ['3月2日启航,返航3月5日。']
        bad = ['3月5日启航,返航3月2日。']";

    fn load(packs: &[&[&str]]) -> Result<RuleSet, RuleError> {
        let file = |text: &&str| RuleText { name: "a.toml".into(), text: (*text).to_owned() };
        let packs: Vec<Vec<RuleText>> =
            packs.iter().map(|pack| pack.iter().map(file).collect()).collect();
        RuleSet::load(&packs, &Settings::default(), str::to_owned)
    }

    #[test]
    fn a_later_pack_replaces_words_everywhere() {
        let ours = [RULE, "[words]\nleave = ['启航']\nback = ['返航']"];
        let set = load(&[&ours, &["[words]\nback = ['归航']"]]).unwrap();
        let finder = &set.rules[0].finders[0];
        let cues: Vec<&[String]> = finder.cues.iter().map(|&cue| set.words.set(cue)).collect();
        assert_eq!(cues, [&["启航"][..], &["归航", "回港"]]);
    }

    #[test]
    fn one_pack_may_not_define_a_set_twice() {
        let words = "[words]\nleave = ['启航']";
        let RuleError::Broken { message, at, .. } = load(&[&[words, words]]).unwrap_err();
        assert_eq!((message.as_str(), at.offset()), ("词表 leave 在 a.toml 里已经有了", 8));
    }
}
