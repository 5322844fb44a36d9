"""The sheet reads the audit anew with every answer, whatever day it has become."""

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from forms.audits import Audit
from forms.evaluation import evaluate
from forms.findings import Finding
from forms.tool_files import read_tool
from tests.forms.samples import every_kind_tool
from ui.audit_form.history import History
from ui.audit_form.sheet import Sheet

_ONCE = b"""\
id: once
version: "1.0"
title: Once
look_back_months: 12
sections:
  - id: facts
    title: Facts
    graded: false
    questions:
      - {id: days, kind: number, label: Days, required: false}
      - {id: first, kind: calculated, label: The first number, calculation: "once(${days})"}
"""

EDITS: tuple[tuple[str, object], ...] = (
    ("attribute.agency", "health"),
    ("attribute.agency", None),
    ("attribute.role", "manager"),
    ("finding.seen_alone", {"answer": "no"}),
    ("finding.known", {"answer": 2}),
    ("finding.known", None),
    ("finding.sibling_known#1", {"answer": "yes"}),
    ("finding.days", {"answer": 21}),
    ("instances.visit", [1, 3]),
    ("finding.visit_good#3", {"answer": "met"}),
    ("section.kinds", "good"),
)


def test_after_midnight_a_date_of_that_day_is_no_longer_in_the_future(qapp: QApplication) -> None:
    days = [date(2026, 11, 21)]
    sheet = Sheet(every_kind_tool(), Audit(), lambda: days[0])
    sheet.put("finding.met_on", {"answer": "2026-11-22"})
    assert "21/11/2026 or earlier" in sheet.reading.problem("met_on")
    days[0] = date(2026, 11, 22)
    changed: list[frozenset[str]] = []
    sheet.changed.connect(changed.append)
    sheet.put("case", "C-1")
    assert sheet.reading.problem("met_on") == ""
    assert "met_on" in changed[0]


def test_what_is_worked_out_once_is_kept_with_the_audit(qapp: QApplication) -> None:
    sheet = Sheet(read_tool(_ONCE, "once.yaml"), Audit(), lambda: date(2026, 11, 21))
    history = History(sheet)
    kept: dict[str, object] = {}
    history.edited.connect(kept.__setitem__)
    history.answer("days", 4)
    history.answer("days", 9)
    assert kept["finding.first"] == {"answer": 4}
    assert sheet.audit.findings["first"] == Finding(answer=4)


@given(steps=st.lists(st.sampled_from(EDITS), max_size=8), back=st.integers(0, 8))
def test_undoing_and_redoing_leaves_what_stood_there_before(
    qapp: QApplication, steps: list[tuple[str, object]], back: int
) -> None:
    today: Callable[[], date] = lambda: date(2026, 11, 21)  # noqa: E731 -- as the page is given it
    sheet = Sheet(every_kind_tool(), Audit(), today)
    history = History(sheet)
    for field, value in steps:
        history.edit(field, value)  # type: ignore[arg-type]
    whole = sheet.audit
    for _ in range(back):
        history.undo()
    if back >= len(steps):
        assert sheet.audit == Audit()
    for _ in range(back):
        history.redo()
    assert sheet.audit == whole
    assert sheet.reading.gaps == evaluate(sheet.tool, whole, today()).gaps
