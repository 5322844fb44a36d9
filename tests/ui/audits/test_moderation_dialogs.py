"""The dialogs of a moderation: who and how, what differs, and that everything can be named."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from db.listing import AuditRow
from forms.moderations import ChangedGrade, Grading
from tests.ui.audits.naming import nameless
from ui.moderation.begin_dialog import BeginDialog
from ui.moderation.jobs import Ready
from ui.moderation.seal_dialog import SealDialog
from ui.theme import Theme

CHANGED = ChangedGrade("overall", "Overall grade", "Good", "Inadequate")


def a_row(status: str = "completed") -> AuditRow:
    return AuditRow(
        "u1", "C-1", "voice", "Voice", "1.0", status, "good", "auditor-01",  # type: ignore[arg-type]
        "2026-04-02", "North", "", "", "2026-04-03T09:00:00Z", 0, 2,
    )  # fmt: skip


def ready(*changed: ChangedGrade, blind: bool = False) -> Ready:
    before = Grading("Auditor", "auditor-01", {})
    return Ready("u1", "C-1", "auditor-01", before, "lead", blind, list(changed))


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield window
    for dialog in window.findChildren(QDialog):
        dialog.close()


def begin(parent: QWidget, theme: Theme, author: str = "lead", status: str = "") -> BeginDialog:
    dialog = BeginDialog(a_row(status or "completed"), author, theme.icons, parent)
    dialog.show()
    return dialog


def seal(parent: QWidget, theme: Theme, what: Ready) -> SealDialog:
    dialog = SealDialog(what, theme.icons, parent)
    dialog.show()
    return dialog


def test_who_moderates_and_how_is_handed_on(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    dialog = begin(parent, theme)
    dialog.blind.click()
    with qtbot.waitSignal(dialog.confirmed) as said:
        dialog.yes.click()
    assert said.args == ["lead", "blind"]


def test_the_auditor_is_told_to_leave_it_to_somebody_else(theme: Theme, parent: QWidget) -> None:
    dialog = begin(parent, theme, author="AUDITOR-01")
    dialog.yes.click()
    assert "somebody else must moderate it" in dialog.problem.text()
    assert dialog.isVisible()


def test_agreeing_needs_no_reason(qtbot: QtBot, theme: Theme, parent: QWidget) -> None:
    dialog = seal(parent, theme, ready())
    assert not dialog.table.isVisible()
    assert dialog.summary.text() == "You agree with every grade that auditor-01 gave."
    with qtbot.waitSignal(dialog.confirmed) as said:
        dialog.yes.click()
    assert said.args == [""]


def test_going_back_unseen_keeps_a_moderation_blind(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    dialog = seal(parent, theme, ready(CHANGED, blind=True))
    with qtbot.assertNotEmitted(dialog.looked):
        dialog.reject()
    again = seal(parent, theme, ready(CHANGED, blind=True))
    again.show_grades.click()
    assert again.table.isVisible()
    with qtbot.waitSignal(again.looked):
        again.reject()


def test_who_moderates_in_the_open_may_go_back_and_forth(
    qtbot: QtBot, theme: Theme, parent: QWidget
) -> None:
    dialog = seal(parent, theme, ready(CHANGED))
    with qtbot.assertNotEmitted(dialog.looked):
        dialog.reject()


def test_everything_that_tab_reaches_has_a_name(theme: Theme, parent: QWidget) -> None:
    blind = seal(parent, theme, ready(CHANGED, blind=True))
    assert nameless(blind) == []
    blind.show_grades.click()
    for dialog in (begin(parent, theme), begin(parent, theme, status="disputed"), blind):
        assert nameless(dialog) == []
