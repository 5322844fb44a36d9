"""Audits with repeats, calculations and answers set aside: sealed, projected, merged, bounded."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.merging import merge_files
from db.opening import create_store
from db.projection import projection_of
from db.recording import ToRecord, record_audits
from db.revisions import FieldKeys, add_revision
from db.sealing import complete_audit, open_audit, start_audit
from db.store import Store
from db.tools import add_tool
from db.verifying import verify
from forms.audits import AUDIT_KIND, Audit
from forms.findings import Finding
from forms.revisions import Revision, as_moment
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.db.making import ticking_clock

TOOL = b"""\
id: visits
version: "1.0"
title: Visits
look_back_months: 12
sections:
  - id: visit
    title: Visits
    graded: false
    repeat: {each: visit, minimum: 1, maximum: 9}
    questions:
      - {id: alone, kind: graded, scale: yes_no, label: Seen alone?}
      - {id: why, kind: short_text, label: Why not?, relevant: "${alone} = 'no'"}
      - {id: note, kind: note, label: Look at the record}
  - id: rest
    title: The rest
    relevant: "count(${visit}) > 1"
    questions:
      - {id: seen_on, kind: date, label: Last seen on?, required: false}
      - {id: days, kind: calculated, label: Days since, calculation: "today() - ${seen_on}"}
"""
UID = "019a0000-0000-7000-8000-000000000001"
SEALED_AT = datetime(2026, 5, 1, 9, tzinfo=UTC)


def tool() -> AuditTool:
    return read_tool(TOOL, "visits.yaml")


def an_audit(**others: Any) -> Audit:
    fields: dict[str, Any] = {
        "case": "C-1",
        "auditor": "a",
        "audited_on": "2026-04-02",
        "instances": {"visit": [1, 3]},
        "findings": {
            "alone#1": Finding(answer="yes"),
            "alone#3": Finding(answer="no"),
            "why#3": Finding(answer="He slept."),
            "seen_on": Finding(answer="2026-04-01"),
        },
        "sections": {"rest": "good"},
        "overall": "good",
    }
    return Audit.model_validate(fields | others)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create_store(tmp_path / "one.audit", ticking_clock(SEALED_AT))


def test_calculations_are_frozen_when_an_audit_is_completed(store: Store) -> None:
    with store:
        uid = start_audit(store, tool(), an_audit())
        complete_audit(store, uid, "a")
        sealed = open_audit(store, uid).audit
        assert sealed.findings["days"].answer == 30
        assert verify(store).ok


def test_every_instance_has_its_code_and_notes_have_none(store: Store) -> None:
    with store:
        uid = start_audit(store, tool(), an_audit())
        complete_audit(store, uid, "a")
        projected = projection_of(store, uid)
        assert projected
        codes = {field: code for field, (code, _) in projected.facts.items()}
        assert codes == {
            "overall": "good",
            "section.rest": "good",
            "finding.alone#1": "yes",
            "finding.why#1": "hidden",
            "finding.alone#3": "no",
            "finding.why#3": "answered",
            "finding.seen_on": "answered",
            "finding.days": "answered",
        }


def test_a_hidden_section_is_not_counted_as_ungraded(store: Store) -> None:
    with store:
        one = {"alone#1": Finding(answer="yes")}
        audit = an_audit(instances={"visit": [1]}, findings=one, sections={})
        uid = start_audit(store, tool(), audit)
        complete_audit(store, uid, "a")
        projected = projection_of(store, uid)
        assert projected
        assert projected.facts["section.rest"][0] == "hidden"


def test_what_was_recorded_is_read_on_the_day_of_the_audit(store: Store) -> None:
    with store:
        several = [ToRecord(UID, tool(), an_audit())]
        assert record_audits(store, several).new == 1
        assert record_audits(store, several).identical == 1
        assert open_audit(store, UID).audit.findings["days"].answer == 1


def _sealed(store: Store, audit: Audit) -> None:
    revision = Revision(
        kind=AUDIT_KIND,
        record=UID,
        tool=tool().hash,
        author="a",
        sealed_at=as_moment(SEALED_AT),
        act="completed",
        fields=audit.to_fields(),
    )
    with store.transaction():
        add_tool(store, tool())
        add_revision(store, revision, FieldKeys(store))


def _merged(tmp_path: Path, audit: Audit) -> list[str]:
    with create_store(tmp_path / "sent.audit") as sent:
        _sealed(sent, audit)
    with create_store(tmp_path / "mine.audit") as mine:
        report = merge_files(mine, [tmp_path / "sent.audit"])
    return [each.reason for each in report.set_aside]


ASIDE = {"answer": "x", "label": "Asked?", "tool": "0" * 64, "reason": "It is not asked any more."}


def test_audits_with_repeats_and_answers_set_aside_travel(tmp_path: Path) -> None:
    findings = {**an_audit().findings, "days": Finding(answer=30)}
    audit = an_audit(findings=findings, set_aside={"gone#2": ASIDE, "left": ASIDE})
    assert _merged(tmp_path, audit) == []
    with create_store(tmp_path / "third.audit") as third:
        merge_files(third, [tmp_path / "mine.audit"])
        assert open_audit(third, UID).audit == audit
        assert verify(third).ok


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"findings": {"alone": Finding(answer="yes")}}, "answers alone as often as"),
        ({"findings": {"days#1": Finding(answer=1)}}, "answers days as often as"),
        ({"findings": {"alone#01": Finding(answer="yes")}}, "answers a question that"),
        ({"findings": {"alone#99999": Finding(answer="yes")}}, "answers a question that"),
        ({"findings": {"note#1": Finding(answer="yes")}}, "its answer to note takes no answer"),
        ({"findings": {"days": Finding(answer=("a", "b"))}}, "its answer to days is not what"),
        ({"instances": {"rest": [1]}}, "counts a section that is answered only once"),
        ({"instances": {"other": [1]}}, "counts a section that is answered only once"),
        ({"set_aside": {"../x": ASIDE}}, "sets an answer aside under a name"),
    ],
)
def test_an_audit_that_does_not_fit_its_tool_is_set_aside(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    told = _merged(tmp_path, an_audit(**changes))
    assert len(told) == 1
    assert reason in told[0]


def test_instances_without_end_are_no_audit(tmp_path: Path) -> None:
    many = an_audit().model_copy(update={"instances": {"visit": tuple(range(1, 5000))}})
    assert _merged(tmp_path, many) == ["it does not hold an audit as it must be"]
