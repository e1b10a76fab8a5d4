//! `heshu-decisions.toml`: the decisions about the drafts of a folder.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A file of decisions that cannot be read.
#[derive(Debug, Error, miette::Diagnostic)]
#[error("{name} 有误")]
#[diagnostic(help("{problem}"))]
pub struct DecisionError {
    name: String,
    problem: String,
    #[source_code]
    text: std::sync::Arc<miette::NamedSource<String>>,
    #[label]
    at: Option<miette::SourceSpan>,
}

/// One decision, in the form of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The input, from the folder of the file on.
    pub file: String,
    /// The rule whose finding is accepted; none where figures were verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What the sentence says.
    pub sentence: String,
    /// Why the finding is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// By what the figures of the sentence were verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day it was made.
    #[serde(with = "day")]
    pub date: Date,
    /// The last day on which it holds; always, if there is none.
    #[serde(with = "day::or_none", default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

/// What a decision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// A finding of a rule is accepted, for a reason.
    Accepted {
        /// Its rule.
        rule: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// Figures were verified by a source.
    Verified(&'a str),
}

/// All decisions of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// The decisions.
    #[serde(default, rename = "decision")]
    pub all: Vec<Decision>,
}

const HEAD: &str = "\
# 核数的决定:heshu accept 接受一处问题,heshu verify 记下数字的出处;heshu decisions 列出全部。
# 决定跟着句子的内容走,句子改了就失效。可以手改。
";

impl Decision {
    /// What it says; `None` where it says neither or both.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict<'_>> {
        match (self.rule.as_deref(), self.reason.as_deref(), self.source.as_deref()) {
            (Some(rule), Some(reason), None) => Some(Verdict::Accepted { rule, reason }),
            (None, None, Some(source)) => Some(Verdict::Verified(source)),
            _ => None,
        }
    }

    /// Whether it is about the same thing as another.
    fn replaces(&self, other: &Self) -> bool {
        (&self.file, &self.rule, &self.sentence) == (&other.file, &other.rule, &other.sentence)
    }
}

impl Decisions {
    /// Reads the `text` of the file `name`.
    ///
    /// # Errors
    ///
    /// It is no TOML, has other keys, or has a decision that says neither why nor by what.
    pub fn read(name: &str, text: &str) -> Result<Self, DecisionError> {
        let wrong = |problem: String, at: Option<std::ops::Range<usize>>| DecisionError {
            name: name.to_owned(),
            problem,
            text: std::sync::Arc::new(miette::NamedSource::new(name, text.to_owned())),
            at: at.map(Into::into),
        };
        let read: Self = toml::from_str(text)
            .map_err(|error| wrong(error.message().to_owned(), error.span()))?;
        match read.all.iter().find(|decision| decision.verdict().is_none()) {
            Some(decision) => {
                let at = text.find(&decision.sentence);
                let problem = "每个决定要么有 rule 和 reason,要么有 source";
                Err(wrong(problem.to_owned(), at.map(|at| at..at + decision.sentence.len())))
            }
            None => Ok(read),
        }
    }

    /// Adds decisions; one about the same thing gives way.
    pub fn add(&mut self, decisions: Vec<Decision>) {
        for decision in decisions {
            self.all.retain(|old| !decision.replaces(old));
            self.all.push(decision);
        }
    }

    /// The file.
    ///
    /// # Errors
    ///
    /// None that can happen: all values are strings.
    pub fn write(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEAD}\n{}", toml::to_string(self)?))
    }
}

/// Days as the file writes them: `"2024-03-05"`.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(date)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| D::Error::custom("日期要写成 \"2024-03-05\" 的样子"))
    }

    pub(super) mod or_none {
        use super::{Date, Deserializer, Serializer};

        pub(in super::super) fn serialize<S: Serializer>(
            date: &Option<Date>,
            to: S,
        ) -> Result<S::Ok, S::Error> {
            match date {
                Some(date) => super::serialize(date, to),
                None => to.serialize_none(),
            }
        }

        pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
            from: D,
        ) -> Result<Option<Date>, D::Error> {
            super::deserialize(from).map(Some)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(sentence: &str, reason: &str) -> Decision {
        Decision {
            file: "稿件.txt".to_owned(),
            rule: Some("date/duration".to_owned()),
            sentence: sentence.to_owned(),
            reason: Some(reason.to_owned()),
            source: None,
            date: "2024-03-05".parse().unwrap(),
            expires: Some("2024-06-01".parse().unwrap()),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut decisions = Decisions::default();
        decisions.add(vec![accepted("用了“39天”。", "含停工"), accepted("甲", "乙")]);
        decisions.add(vec![accepted("用了“39天”。", "含停工九天")]);
        let verified = Decision {
            rule: None,
            reason: None,
            source: Some("统计局".to_owned()),
            ..accepted("丙", "")
        };
        decisions.add(vec![Decision { expires: None, ..verified }]);
        let text = decisions.write().unwrap();
        insta::assert_snapshot!(text, @r#"
        # 核数的决定:heshu accept 接受一处问题,heshu verify 记下数字的出处;heshu decisions 列出全部。
        # 决定跟着句子的内容走,句子改了就失效。可以手改。

        [[decision]]
        file = "稿件.txt"
        rule = "date/duration"
        sentence = "甲"
        reason = "乙"
        date = "2024-03-05"
        expires = "2024-06-01"

        [[decision]]
        file = "稿件.txt"
        rule = "date/duration"
        sentence = "用了“39天”。"
        reason = "含停工九天"
        date = "2024-03-05"
        expires = "2024-06-01"

        [[decision]]
        file = "稿件.txt"
        sentence = "丙"
        source = "统计局"
        date = "2024-03-05"
        "#);
        assert_eq!(Decisions::read("d.toml", &text).unwrap(), decisions);
        assert_eq!(Decisions::read("d.toml", "").unwrap(), Decisions::default());
    }

    #[test]
    fn what_is_wrong_in_the_file_is_told() {
        let check = |text: &str| Decisions::read("d.toml", text).unwrap_err().problem;
        let head = "[[decision]]\nfile='a'\nsentence='甲'\n";
        insta::assert_snapshot!(check(&format!("{head}date='2024-03-05'")), @"每个决定要么有 rule 和 reason,要么有 source");
        insta::assert_snapshot!(check(&format!("{head}source='乙'\ndate='3月5日'")), @r#"日期要写成 "2024-03-05" 的样子"#);
    }
}
