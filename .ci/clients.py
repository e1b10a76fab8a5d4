"""JUnit and Checkstyle against their schemas, and every format against the JSON report: nothing is lost on the way."""

import json
import pathlib
import sys

from junitparser import JUnitXml
from lxml import etree
from sarif.loader import load_sarif_file

out = pathlib.Path(sys.argv[1])
summary = json.loads((out / "heshu.json").read_text())["summary"]
wanted = {level: summary[level + "s"] for level in ("error", "warning", "info")}

for name, schema in (("junit.xml", "junit-10.xsd"), ("checkstyle.xml", "checkstyle.xsd")):
    etree.XMLSchema(etree.parse(f"tests/schemas/{schema}")).assertValid(etree.parse(out / name))

errors = etree.parse(out / "checkstyle.xml").iter("error")
severities = [error.get("severity") for error in errors]
assert {level: severities.count(level) for level in wanted} == wanted, severities

suites = list(JUnitXml.fromfile(str(out / "junit.xml")))
assert len(suites) == summary["files"]
assert sum(suite.failures for suite in suites) == wanted["error"]
assert sum(len(case.result) for suite in suites for case in suite) == wanted["error"]

report = load_sarif_file(str(out / "heshu.sarif")).get_report()
counts = [report.get_issue_count_for_severity(level) for level in ("error", "warning", "note")]
assert counts == list(wanted.values()), counts
print(f"clients: {summary['files']} drafts, {wanted}")
