//! SARIF 2.1.0, the format of code scanning services: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::Report;
use crate::decision::fingerprints;
use crate::finding::{Finding, Label, Severity};
use crate::report::locate::{Columns, Locator, Region};
use crate::report::uri;
use crate::span::SourceSpan;

/// What stands behind the last result.
pub const TAIL: &str = "\n]}]}\n";
/// What stands between the results of two inputs.
pub const BETWEEN: &str = ",\n";

/// A rule as it is shown beside its results.
#[derive(Clone, Copy, Debug)]
pub struct RuleCard<'a> {
    /// `date/duration`.
    pub id: &'a str,
    /// What it finds, in a few words.
    pub title: &'a str,
    /// Why that is wrong.
    pub why: &'a str,
    /// What to do.
    pub help: &'a str,
    /// The gravest level of its findings.
    pub level: Severity,
}

/// What stands before the first result: the tool and its rules.
///
/// # Errors
///
/// None that can happen: all keys are strings.
pub fn head<'a>(rules: impl Iterator<Item = RuleCard<'a>>) -> serde_json::Result<String> {
    let or_title = |text: &'a str, title: &'a str| if text.is_empty() { title } else { text };
    let rules: Vec<Value> = rules
        .map(|RuleCard { id, title, why, help, level: gravest }| {
            json!({
                "id": id,
                "shortDescription": { "text": title },
                "fullDescription": { "text": or_title(why, title) },
                "help": { "text": or_title(help, title) },
                "defaultConfiguration": { "level": level(gravest) },
            })
        })
        .collect();
    let driver = json!({
        "name": "heshu",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": rules,
    });
    Ok(format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n",
        serde_json::to_string(&driver)?
    ))
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The findings of the input `name` as results parted by [`BETWEEN`].
///
/// # Errors
///
/// Those of `out`.
pub fn write(out: &mut dyn Write, name: &str, report: &Report) -> io::Result<()> {
    let sheet = Sheet { at: Locator::new(&report.document), uri: uri::reference(name) };
    let prints = fingerprints(report);
    let open = report.findings.iter().zip(prints).map(|(it, print)| sheet.result(it, Some(print)));
    let silenced = report.silenced.iter().map(|silenced| SarifResult {
        suppressions: Some([Suppression {
            kind: if silenced.in_draft { "inSource" } else { "external" },
            justification: &silenced.reason,
        }]),
        ..sheet.result(&silenced.finding, None)
    });
    for (nth, result) in open.chain(silenced).enumerate() {
        out.write_all(if nth == 0 { "" } else { BETWEEN }.as_bytes())?;
        serde_json::to_writer(&mut *out, &result)?;
    }
    Ok(())
}

/// The input that results speak of.
struct Sheet<'a> {
    at: Locator<'a>,
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial_fingerprints: Option<Fingerprints>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "heshu/v1")]
    sentence: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    region: SarifRegion<'a>,
}

#[derive(Serialize)]
struct Artifact<'a> {
    uri: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion<'a> {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Message<'a>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact<'a>,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: SarifRegion<'a>,
    inserted_content: Message<'a>,
}

impl<'a> Sheet<'a> {
    fn result(&'a self, finding: &'a Finding, print: Option<String>) -> SarifResult<'a> {
        let text = match finding.proof.is_empty() {
            true => (&*finding.message).into(),
            false => [&*finding.message, &*finding.proof].join("。依据:").into(),
        };
        let related = finding.related.iter().enumerate();
        SarifResult {
            rule_id: &finding.rule,
            level: level(finding.severity),
            message: Message { text },
            locations: [self.location(None, &finding.primary)],
            related_locations: related
                .map(|(nth, label)| self.location(Some(nth + 1), label))
                .collect(),
            partial_fingerprints: print.map(|sentence| Fingerprints { sentence }),
            fixes: self.at.suggestions(finding).map(|it| self.fix(it)).collect(),
            suppressions: None,
        }
    }

    fn location(&'a self, id: Option<usize>, label: &'a Label) -> Location<'a> {
        let snippet = Message { text: self.at.locate(label.span).text.into() };
        let region = SarifRegion { snippet: Some(snippet), ..self.region(label.span) };
        let message = (!label.label.is_empty()).then(|| Message { text: (&*label.label).into() });
        let physical_location = Physical { artifact_location: self.artifact(), region };
        Location { id, physical_location, message }
    }

    fn fix(&'a self, suggestion: &'a crate::finding::Suggestion) -> Fix<'a> {
        let replacement = Replacement {
            deleted_region: self.region(suggestion.span),
            inserted_content: Message { text: (&*suggestion.replacement).into() },
        };
        Fix {
            description: Message { text: (&*suggestion.message).into() },
            artifact_changes: [Change {
                artifact_location: self.artifact(),
                replacements: [replacement],
            }],
        }
    }

    fn artifact(&self) -> Artifact<'_> {
        Artifact { uri: &self.uri }
    }

    fn region(&self, span: SourceSpan) -> SarifRegion<'a> {
        let Region { start, end } = self.at.region(span, Columns::Characters);
        SarifRegion {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            snippet: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::written;

    fn pretty(json: &str) -> String {
        format!("{:#}", serde_json::from_str::<Value>(json).unwrap())
    }

    #[test]
    fn the_head_describes_the_rules() {
        let card = RuleCard {
            id: "date/duration",
            title: "起止日期与历时不符",
            why: "",
            help: "核对",
            level: Severity::Error,
        };
        let head = head([card].into_iter()).unwrap();
        let whole = format!("{head}{TAIL}").replace(env!("CARGO_PKG_VERSION"), "[版本]");
        insta::assert_snapshot!(pretty(&whole), @r#"
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "runs": [
            {
              "columnKind": "unicodeCodePoints",
              "results": [],
              "tool": {
                "driver": {
                  "language": "zh-CN",
                  "name": "heshu",
                  "rules": [
                    {
                      "defaultConfiguration": {
                        "level": "error"
                      },
                      "fullDescription": {
                        "text": "起止日期与历时不符"
                      },
                      "help": {
                        "text": "核对"
                      },
                      "id": "date/duration",
                      "shortDescription": {
                        "text": "起止日期与历时不符"
                      }
                    }
                  ],
                  "semanticVersion": "[版本]",
                  "version": "[版本]"
                }
              }
            }
          ],
          "version": "2.1.0"
        }
        "#);
    }

    #[test]
    fn a_finding_is_a_result() {
        insta::assert_snapshot!(pretty(&format!("[{}]", written(write))), @r#"
        [
          {
            "fixes": [
              {
                "artifactChanges": [
                  {
                    "artifactLocation": {
                      "uri": "%E7%A8%BF/%E7%81%AF%E4%BC%9A%201.txt"
                    },
                    "replacements": [
                      {
                        "deletedRegion": {
                          "endColumn": 6,
                          "endLine": 1,
                          "startColumn": 4,
                          "startLine": 1
                        },
                        "insertedContent": {
                          "text": "8天"
                        }
                      }
                    ]
                  }
                ],
                "description": {
                  "text": "把“9天”改为“8天”"
                }
              }
            ],
            "level": "error",
            "locations": [
              {
                "message": {
                  "text": "文中作9天"
                },
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "%E7%A8%BF/%E7%81%AF%E4%BC%9A%201.txt"
                  },
                  "region": {
                    "endColumn": 6,
                    "endLine": 1,
                    "snippet": {
                      "text": "9天"
                    },
                    "startColumn": 4,
                    "startLine": 1
                  }
                }
              }
            ],
            "message": {
              "text": "起止日期与历时不符。依据:3月2日至3月9日共7至8天,文中作9天"
            },
            "partialFingerprints": {
              "heshu/v1": "f0f9c1a897306a94ca4b59cdae7f2ce4"
            },
            "relatedLocations": [
              {
                "id": 1,
                "message": {
                  "text": "起"
                },
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "%E7%A8%BF/%E7%81%AF%E4%BC%9A%201.txt"
                  },
                  "region": {
                    "endColumn": 9,
                    "endLine": 3,
                    "snippet": {
                      "text": "3月2日"
                    },
                    "startColumn": 5,
                    "startLine": 3
                  }
                }
              },
              {
                "id": 2,
                "message": {
                  "text": "止"
                },
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "%E7%A8%BF/%E7%81%AF%E4%BC%9A%201.txt"
                  },
                  "region": {
                    "endColumn": 16,
                    "endLine": 3,
                    "snippet": {
                      "text": "3月9日"
                    },
                    "startColumn": 12,
                    "startLine": 3
                  }
                }
              }
            ],
            "ruleId": "date/duration"
          },
          {
            "level": "warning",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "%E7%A8%BF/%E7%81%AF%E4%BC%9A%201.txt"
                  },
                  "region": {
                    "endColumn": 16,
                    "endLine": 3,
                    "snippet": {
                      "text": "3月9日"
                    },
                    "startColumn": 12,
                    "startLine": 3
                  }
                }
              }
            ],
            "message": {
              "text": "起止日期与历时不符。依据:3月2日至3月9日共7至8天,文中作9天"
            },
            "partialFingerprints": {
              "heshu/v1": "314fb23de50764ac96b1b9c862700de3"
            },
            "ruleId": "date/duration"
          }
        ]
        "#);
    }
}
