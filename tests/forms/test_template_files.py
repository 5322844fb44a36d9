"""Report templates as files: what is written comes back, and every fault is told at its place."""

import json

import pytest

from forms.errors import AuditAppError, ProblemsFound
from forms.report_parts import Comparison, Summary, View
from forms.report_templates import ReportTemplate
from forms.template_files import LARGEST_FILE, read_template

QUARTERLY = """{
  "name": "Quarterly",
  "tool": "thresholds",
  "where": {"service": "Assessment"},
  "introduction": "What we did.\\n\\n- One",
  "parts": [
    {"part": "summary"},
    {"part": "comparison", "by": "plan_type", "title": "By plan"},
    {"part": "view", "view": {"tool": "thresholds", "measure": "overall", "and": "quarter"}}
  ]
}
"""


def problems_of(text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        read_template(text.encode(), "q.json")
    return [str(each) for each in caught.value.problems]


def test_a_template_is_read_with_its_parts_in_order() -> None:
    template = read_template(QUARTERLY.encode(), "q.json")
    assert template.where == {"service": "Assessment"}
    assert template.period == "last_quarter"
    summary, comparison, view = template.parts
    assert isinstance(summary, Summary)
    assert comparison == Comparison(by="plan_type", title="By plan")
    assert isinstance(view, View)
    assert view.view.across == "quarter"


def test_every_template_comes_back_from_its_own_text() -> None:
    template = read_template(QUARTERLY.encode(), "q.json")
    text = template.model_dump_json(by_alias=True, exclude_none=True)
    assert read_template(text.encode(), "q.json") == template
    plain = ReportTemplate(name="Plain", tool="voice")
    assert read_template(plain.model_dump_json(by_alias=True).encode(), "p.json") == plain


def test_every_fault_is_told_at_its_line() -> None:
    wrong = QUARTERLY.replace('"plan_type"', '"Plan type"').replace('"tool": "thresholds",\n', "")
    wrong = wrong.replace('"name"', '"nmae"')
    assert problems_of(wrong) == [
        "q.json:1:1: “name” is missing",
        "q.json:1:1: “tool” is missing",
        "q.json:2:3: “nmae” is not known here",
        "q.json:7:34: must start with a letter, then lower-case letters, digits, underscores",
    ]


def test_a_part_of_no_kind_is_told_with_those_there_are() -> None:
    parts = '[{"part": "league"}, {"by": "team"}]'
    league, nothing = problems_of(f'{{"name": "Q", "tool": "voice", "parts": {parts}}}')
    assert league.startswith("q.json:1:42: must be one of 'introduction', 'recommendations', ")
    assert nothing == "q.json:1:62: “part” is missing"


def test_days_the_wrong_way_round_are_told() -> None:
    days = {"period": "between", "from": "2026-04-01", "to": "2026-03-01"}
    text = json.dumps({"name": "Q", "tool": "voice", **days})
    (problem,) = problems_of(text)
    assert problem.endswith("the last day is before the first")


@pytest.mark.parametrize("text", ["", "[]", '"voice"', "{", "\x00", "[" * 5_000])
def test_what_is_no_template_is_refused(text: str) -> None:
    assert problems_of(text)


def test_a_file_too_large_for_a_template_is_not_read() -> None:
    with pytest.raises(AuditAppError, match="too large"):
        read_template(b" " * (LARGEST_FILE + 1), "q.json")
