"""Everything in the builder has a name of its own, and is reached by Tab."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.audits import Fields
from forms.report_parts import PART_TITLES
from forms.report_templates import ReportTemplate
from tests.conftest import JobsNow
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import TODAY, Cabinet, an_audit
from ui.builder.composing_view import ComposingView
from ui.memory import WindowMemory
from ui.theme import Theme


@pytest.fixture
def view(
    qtbot: QtBot, tmp_path: Path, theme: Theme, memory: WindowMemory, jobs_now: JobsNow
) -> ComposingView:
    """A template with one part of each kind."""
    cabinet = Cabinet(tmp_path / "audits.db")
    cabinet.record(an_audit("C-1", day=date(2026, 9, 1), team="North"))
    made = ComposingView(
        jobs_now(cabinet.openers),
        theme,
        memory,
        private_folder=tmp_path,
        folder=tmp_path,
        today=lambda: TODAY,
    )
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    usual = ReportTemplate(name="Board", tool="voice").to_fields()
    parts: list[JsonValue] = [
        {"part": kind, "view": {"tool": "voice"}} if kind == "view" else {"part": kind}
        for kind in PART_TITLES
    ]
    fields: Fields = {**usual, "parts": parts}
    made.open_template("a", fields, is_draft=True)
    return made


def test_every_control_has_a_name_of_its_own(view: ComposingView) -> None:
    for place in range(-1, len(PART_TITLES)):
        view.bench.choose(("parts", place) if place >= 0 else ())
        assert nameless(view) == [], place


@pytest.mark.parametrize("place", [-1, 0, list(PART_TITLES).index("target")])
def test_tab_reaches_what_the_chosen_part_asks_for(
    qtbot: QtBot, view: ComposingView, place: int
) -> None:
    view.bench.choose(("parts", place) if place >= 0 else ())
    view.activateWindow()
    view.parts.enter()
    reached: set[QWidget] = set()
    for _ in range(60):
        focus = view.window().focusWidget()
        if focus is None or focus in reached:
            break
        reached.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    page = view.properties.page
    first = page.field("name" if place < 0 else "title")
    assert first is not None
    assert first.focusProxy() in reached
    assert view.header.keep_button in reached
