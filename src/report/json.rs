//! JSON for machines. The shapes are a promise: see "Stable interfaces" in ARCHITECTURE.md.
//!
//! Offsets are bytes of the decoded text, columns are characters; both are the title's where `in` says so.

mod view;

use std::io;

use serde::{Serialize, Serializer};
use serde_json::json;

use crate::Report;
use crate::claim::Claim;
use crate::finding::{Finding, RuleTally, Summary};
use crate::report::diff::Diff;
use crate::report::locate::Locator;
use crate::report::score::{Score, ScoreView};
use crate::report::unchecked;
use view::{ClaimView, FindingView, OpenView, SilencedView, VerifiedView};

/// What an input is called in the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Key {
    /// A file, or `-` for standard input.
    Path(String),
    /// The `id` of a record.
    Id(serde_json::Value),
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path(name) | Self::Id(serde_json::Value::String(name)) => f.write_str(name),
            Self::Id(id) => write!(f, "{id}"),
        }
    }
}

/// What is written of an input besides its findings, where it was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extra {
    /// The relations that hold.
    pub verified: bool,
    /// How wrong it is.
    pub score: Option<Score>,
}

/// The findings of one input as one object, `{"path" or "id", "findings", "summary"}`, with `verified` and `score` where they
/// were asked for.
///
/// # Errors
///
/// Those of `out`.
pub fn write_findings(
    out: impl io::Write,
    key: &Key,
    report: &Report,
    extra: Extra,
) -> serde_json::Result<()> {
    let at = Locator::new(&report.document);
    let checked = Checked {
        key,
        findings: Each(report.findings.iter().map(|finding| FindingView::new(finding, &at))),
        verified: (extra.verified)
            .then(|| Each(report.verified.iter().map(|held| VerifiedView::new(held, &at)))),
        silenced: report.silenced.iter().map(|it| SilencedView::new(it, &at)).collect(),
        summary: &report.summary,
        score: extra.score.map(Score::view),
    };
    serde_json::to_writer(out, &checked)
}

/// The claims of one input as one object, `{"path" or "id", "claims"}`.
///
/// # Errors
///
/// Those of `out`.
pub fn write_claims(out: impl io::Write, key: &Key, report: &Report) -> serde_json::Result<()> {
    let at = Locator::new(&report.document);
    let claims = Each(report.claims.iter().map(|claim| ClaimView::new(claim, &at)));
    serde_json::to_writer(out, &Read { key, claims })
}

/// The claims of one input that nothing verifies, as [`write_claims`] writes them, each with its `place`, its `sentence` and
/// what it would `need`.
///
/// # Errors
///
/// Those of `out`.
pub fn write_unchecked(out: impl io::Write, key: &Key, report: &Report) -> serde_json::Result<()> {
    let (at, source) = (Locator::new(&report.document), report.document.source());
    let open = unchecked::open(report);
    let views = open.iter().map(|open| OpenView {
        claim: ClaimView::new(open.claim, &at),
        place: &open.place,
        sentence: &source[open.sentence.range()],
        need: open.need,
    });
    serde_json::to_writer(out, &Read { key, claims: Each(views) })
}

/// What stands before the first object of a run; the objects are made by [`write_findings`] or [`write_claims`] and parted by
/// commas.
pub const HEAD: &str = r#"{"version":1,"files":["#;

/// What stands behind the last object of a run.
///
/// # Errors
///
/// None that can happen: all keys are strings.
pub fn tail(summary: Option<&Summary>, score: Option<Score>) -> serde_json::Result<String> {
    let mut tail = "]".to_owned();
    if let Some(summary) = summary {
        tail += &format!(",\"summary\":{}", serde_json::to_string(summary)?);
    }
    if let Some(score) = score {
        tail += &format!(",\"score\":{}", serde_json::to_string(&score.view())?);
    }
    Ok(tail + "}\n")
}

/// The differences between two versions, which must have kept their claims:
/// `{"version":1,"changed":[{"old":claim,"new":claim}],"added":[claim],"removed":[claim],"new":[finding],"gone":[finding]}`.
///
/// # Errors
///
/// None that can happen: all keys are strings.
pub fn diff(old: &Report, new: &Report) -> serde_json::Result<String> {
    let diff = Diff::new(old, new);
    let (before, after) = (Locator::new(&old.document), Locator::new(&new.document));
    let claims = |claims: &[&'_ Claim], at: &Locator<'_>| {
        claims.iter().map(|claim| json!(ClaimView::new(claim, at))).collect::<Vec<_>>()
    };
    let findings = |findings: &[&'_ Finding], at: &Locator<'_>| {
        findings.iter().map(|it| json!(FindingView::new(it, at))).collect::<Vec<_>>()
    };
    let change = |(old, new): &(&Claim, &Claim)| {
        let (old, new) = (ClaimView::new(old, &before), ClaimView::new(new, &after));
        json!({ "old": old, "new": new })
    };
    serde_json::to_string(&json!({
        "version": 1,
        "changed": diff.changed.iter().map(change).collect::<Vec<_>>(),
        "added": claims(&diff.added, &after),
        "removed": claims(&diff.removed, &before),
        "new": findings(&diff.new, &after),
        "gone": findings(&diff.gone, &before),
    }))
}

/// What became of each rule, `{"version":1,"rules":[{"rule","applied","aside","held",…}],"summary"}`.
///
/// # Errors
///
/// None that can happen: all keys are strings.
pub fn survey(rows: &[(&str, &RuleTally)], summary: &Summary) -> serde_json::Result<String> {
    let view = |&(rule, tally)| TallyView { rule, applied: RuleTally::applied(tally), tally };
    let rules: Vec<_> = rows.iter().map(view).collect();
    serde_json::to_string(&Survey { version: 1, rules, summary })
}

#[derive(Serialize)]
struct Survey<'a> {
    version: u8,
    rules: Vec<TallyView<'a>>,
    summary: &'a Summary,
}

#[derive(Serialize)]
struct TallyView<'a> {
    rule: &'a str,
    applied: usize,
    #[serde(flatten)]
    tally: &'a RuleTally,
}

#[derive(Serialize)]
#[serde(bound = "F: Serialize, V: Serialize")]
struct Checked<'a, F, V> {
    #[serde(flatten)]
    key: &'a Key,
    findings: F,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<V>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    silenced: Vec<SilencedView<'a>>,
    summary: &'a Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<ScoreView>,
}

#[derive(Serialize)]
struct Read<'a, C> {
    #[serde(flatten)]
    key: &'a Key,
    claims: C,
}

/// A sequence written item by item, so that no list of views is ever held.
struct Each<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Numeral, Status};
    use crate::finding::Severity;
    use crate::parse::Kind;
    use crate::report::fixture::report as report_on;

    fn pretty(json: &[u8]) -> String {
        let value: serde_json::Value = serde_json::from_slice(json).unwrap();
        format!("{value:#}")
    }

    /// A finding in the text that reaches into a title that came apart, after a character of four bytes.
    fn faulty() -> Report {
        let mut report =
            report_on("a1", Some("𠮷町灯会办9天"), "预告\n灯会3月2日开幕,3月9日闭幕。");
        report.find(Severity::Error, &[("3月9日", "止"), ("9天", "天数")]);
        report.suggest("9天", "8天");
        report.verify(&["3月2日"], "3月2日存在");
        report
    }

    #[test]
    fn findings_count_from_the_part_they_stand_in() {
        let mut json = Vec::new();
        write_findings(
            &mut json,
            &Key::Id("a1".into()),
            &faulty(),
            Extra { verified: true, score: None },
        )
        .unwrap();
        insta::assert_snapshot!(pretty(&json), @r#"
        {
          "findings": [
            {
              "help": "核对起止日期和天数",
              "message": "起止日期与历时不符",
              "primary": {
                "column": 10,
                "end": 36,
                "label": "止",
                "line": 2,
                "start": 28,
                "text": "3月9日"
              },
              "proof": "3月2日至3月9日共7至8天,文中作9天",
              "related": [
                {
                  "column": 6,
                  "end": 20,
                  "in": "title",
                  "label": "天数",
                  "line": 1,
                  "start": 16,
                  "text": "9天"
                }
              ],
              "rule": "date/duration",
              "severity": "error",
              "suggestions": [
                {
                  "end": 20,
                  "in": "title",
                  "message": "把“9天”改为“8天”",
                  "replacement": "8天",
                  "start": 16
                }
              ]
            }
          ],
          "id": "a1",
          "summary": {
            "errors": 0,
            "figures": 0,
            "files": 1,
            "infos": 0,
            "unchecked": 0,
            "undecided": {},
            "verified": 0,
            "warnings": 0
          },
          "verified": [
            {
              "proof": "3月2日存在",
              "rule": "date/duration",
              "spans": [
                {
                  "column": 3,
                  "end": 21,
                  "line": 2,
                  "start": 13,
                  "text": "3月2日"
                }
              ]
            }
          ]
        }
        "#);
    }

    #[test]
    fn keys_stand_in_the_promised_order() {
        let mut json = Vec::new();
        let mut report = faulty();
        report.findings[0].related.clear();
        report.findings[0].suggestions.clear();
        write_findings(&mut json, &Key::Path("a.txt".into()), &report, Extra::default()).unwrap();
        insta::assert_snapshot!(String::from_utf8(json).unwrap(), @r#"{"path":"a.txt","findings":[{"rule":"date/duration","severity":"error","message":"起止日期与历时不符","help":"核对起止日期和天数","proof":"3月2日至3月9日共7至8天,文中作9天","primary":{"start":28,"end":36,"line":2,"column":10,"text":"3月9日","label":"止"},"related":[],"suggestions":[]}],"summary":{"files":1,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}"#);
    }

    #[test]
    fn claims_say_null_for_what_is_unknown() {
        let mut report = report_on("a.txt", None, "约300余人,编号7。");
        let claim = Claim {
            span: report.span("约300余人"),
            kind: Kind::Count,
            value: Some("300".to_owned()),
            lo: Some("300".to_owned()),
            hi: Some("400".to_owned()),
            lo_open: true,
            hi_open: false,
            precision: Some("100".to_owned()),
            unit: Some("人".to_owned()),
            dimension: None,
            hedge: Some("about+more".to_owned()),
            subject: None,
            attribute: None,
            period: Some(("2023-01-01".to_owned(), "2023-12-31".to_owned())),
            scope: None,
            status: Status::Unchecked,
            numerals: vec![Numeral { span: report.span("300"), value: "300".to_owned() }],
        };
        report.claims.push(claim);
        let mut json = Vec::new();
        write_claims(&mut json, &Key::Path("a.txt".into()), &report).unwrap();
        insta::assert_snapshot!(String::from_utf8(json).unwrap(), @r#"{"path":"a.txt","claims":[{"start":0,"end":12,"line":1,"column":1,"text":"约300余人","kind":"count","value":"300","lo":"300","hi":"400","lo_open":true,"hi_open":false,"precision":"100","unit":"人","dimension":null,"hedge":"about+more","subject":null,"attribute":null,"period":{"start":"2023-01-01","end":"2023-12-31"},"scope":null,"status":"unchecked","numerals":[{"start":3,"end":6,"value":"300"}]}]}"#);
    }

    #[test]
    fn a_run_is_one_object() {
        let run = format!("{HEAD}{}", tail(Some(&Summary::default()), None).unwrap());
        insta::assert_snapshot!(run.trim_end(), @r#"{"version":1,"files":[],"summary":{"files":0,"figures":0,"verified":0,"unchecked":0,"undecided":{},"errors":0,"warnings":0,"infos":0}}"#);
    }
}
