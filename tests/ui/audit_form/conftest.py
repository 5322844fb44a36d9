"""A small tool with every kind of question, an audit page, and what the page handed on."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.findings import Finding
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.forms.samples import every_kind_tool
from ui.audit_form import AuditPage
from ui.theme import Theme

TODAY = date(2026, 11, 21)

TOOL = """
id: small
version: "1.0"
title: Small tool
look_back_months: 12
grade_guidance: Judge the whole.
sections:
  - id: seen
    title: Seen
    guidance: The child is seen and known.
    questions:
      - id: child_seen
        kind: graded
        scale: yes_no
        label: Was the child seen?
        guidance: Look in the visit records.
        evidence: required
        limits:
          - {answers: ["no"], cap: inadequate, reason: the child was not seen}
      - id: last_seen
        kind: date
        label: When was the child last seen?
        relevant: "${child_seen} = 'yes'"
        evidence: none
        not_evidenced: false
        earliest: 2020-01-01
        latest: today
      - id: visits
        kind: number
        label: How many visits were made?
        minimum: 0
        maximum: 50
        whole: true
        unit: visits
        not_applicable: true
      - id: quality
        kind: graded
        scale: ofsted
        label: How good were the visits?
        not_applicable: true
  - id: heard
    title: Heard
    questions:
      - id: stage
        kind: one_of
        label: How old is the child?
        evidence: none
        choices:
          - {code: baby, label: Under one}
          - {code: young, label: One to ten}
          - {code: older, label: Over ten}
      - id: methods
        kind: several_of
        label: Which methods were used?
        choices:
          - {code: play, label: Play}
          - {code: draw, label: Drawing}
          - {code: talk, label: Talking}
      - id: words
        kind: text
        label: What did the child say?
        required: false
        max_length: 20
"""


WHOLE = Audit(
    case="CF-1",
    auditor="Auditor 1",
    audited_on=TODAY,
    attributes={"team": "North", "custom": "kept"},
    findings={
        "child_seen": Finding(answer="yes", evidence="Seen at home."),
        "last_seen": Finding(answer="2026-10-01"),
        "visits": Finding(answer=4),
        "quality": Finding(answer="good"),
        "stage": Finding(answer="young"),
        "methods": Finding(answer=("play",)),
    },
    sections={"seen": "outstanding", "heard": "good"},
    section_reasons={"seen": "Much better than it looks."},
    overall="outstanding",
    strengths="Known well.",
)
"""A whole audit of the small tool; only the reason of its overall grade is missing."""


class Edit(NamedTuple):
    """One thing the page handed on."""

    uid: str
    field: str
    value: object


class Desk(NamedTuple):
    """A page on screen, the tool it shows, and what it handed on so far."""

    page: AuditPage
    tool: AuditTool
    edits: list[Edit]

    def open(
        self,
        audit: Audit | None = None,
        *,
        place: tuple[str, str] | None = ("seen", "child_seen"),
        read_only: bool = False,
    ) -> None:
        """Open an audit of the small tool."""
        self.page.open_audit(
            "u1",
            self.tool,
            audit or Audit(),
            read_only=read_only,
            status="completed" if read_only else "draft",
            place=place,
        )

    def last(self, field: str) -> object:
        """Return the value that was handed on last for a field."""
        return [edit.value for edit in self.edits if edit.field == field][-1]

    @property
    def place(self) -> tuple[str, str]:
        """Section and stop that have the focus."""
        view, current = self.page.pane.view, self.page.pane.current
        assert view is not None
        return view.section, current.name if current else ""


@pytest.fixture(scope="session")
def small_tool() -> AuditTool:
    return read_tool(TOOL.encode(), "small.yaml")


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, small_tool: AuditTool) -> Desk:
    page = AuditPage(theme, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1200, 720)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    edits: list[Edit] = []
    page.field_edited.connect(lambda uid, field, value: edits.append(Edit(uid, field, value)))
    return Desk(page, small_tool, edits)


@pytest.fixture
def every_kind(desk: Desk) -> Desk:
    """The page with a tool that uses all that a tool may hold."""
    return desk._replace(tool=every_kind_tool())


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """`press(key, modifier)` sends a key to whatever has the focus."""

    def send(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        qtbot.keyClick(focused, key, modifier)

    return send


@pytest.fixture
def type_text(qtbot: QtBot) -> Callable[[str], None]:
    """`type_text(words)` types into whatever has the focus."""

    def send(text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        qtbot.keyClicks(focused, text)

    return send


def drop_old_views() -> None:
    """Let go of what waits to be deleted, as the running program does; else it piles up."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def view_stop(desk: Desk, name: str) -> object:
    assert desk.page.pane.view is not None
    return desk.page.pane.view.stops[name]
