"""An audit and its flat fields say the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from forms.audits import Audit
from forms.findings import Finding
from tests.forms.samples import full_audit

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
FILLED = st.text(min_size=1, max_size=20, alphabet=st.characters(exclude_categories=["Cs"]))
REFERENCES = FILLED.map(str.strip)
ANSWERS = st.one_of(
    FILLED,
    st.integers(-1000, 1000),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: number % 1 != 0),
    st.lists(FILLED, min_size=1, max_size=3).map(tuple),
)
FINDINGS = st.builds(Finding, answer=ANSWERS, evidence=FILLED) | FILLED.map(
    lambda text: Finding(evidence=text)
)
AUDITS = st.builds(
    Audit,
    case=REFERENCES,
    auditor=REFERENCES,
    audited_on=st.none() | st.dates(),
    attributes=st.dictionaries(IDS, REFERENCES.filter(bool), max_size=3),
    findings=st.dictionaries(IDS, FINDINGS, max_size=4),
    sections=st.dictionaries(IDS, IDS, max_size=3),
    section_reasons=st.dictionaries(IDS, FILLED, max_size=3),
    overall=st.none() | IDS,
    overall_reason=FILLED,
    strengths=st.just(""),
    status=st.sampled_from(["completed", "moderated", "void"]),
)


@given(AUDITS)
def test_fields_hold_the_whole_audit(audit: Audit) -> None:
    assert Audit.from_fields(audit.to_fields()) == audit


def test_what_is_empty_is_not_there() -> None:
    assert Audit().to_fields() == {"status": "completed"}
    blank = Audit(findings={"q1": Finding()}, attributes={"team": ""}, section_reasons={"s": ""})
    assert blank.to_fields() == {"status": "completed"}


def test_fields_are_plain_and_flat() -> None:
    fields = full_audit().to_fields()
    assert fields["audited_on"] == "2026-04-02"
    assert fields["attribute.team"] == "North"
    assert fields["finding.methods"] == {"answer": ["play", "talk"]}
    assert fields["section.visiting"] == "outstanding"
    assert Audit.from_fields(fields).audited_on == date(2026, 4, 2)


@pytest.mark.parametrize(
    "fields",
    [
        {"unknown": "x"},
        {"unknown.x": "y"},
        {"case": 7},
        {"case.x": "y"},
        {"status": "draft"},
        {"finding.q1": "yes"},
        {"finding.q1": {"answer": "yes", "more": 1}},
        {"finding.q1": {"answer": {"a": 1}}},
        {"section.s": "Very good"},
        {"attribute.Team": "North"},
        {"audited_on": "02/04/2026"},
        {"strengths": "x" * 20_001},
        {"case": "x" * 101},
    ],
)
def test_fields_that_are_no_audit_are_refused(fields: dict[str, JsonValue]) -> None:
    with pytest.raises(ValidationError):
        Audit.from_fields(fields)
