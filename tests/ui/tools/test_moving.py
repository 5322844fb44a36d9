"""Moving drafts: a preview of every answer first, whole or not at all, nothing lost."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.drafts import save_field
from db.opening import open_reading
from db.sealing import OpenedAudit, open_audit, start_audit
from db.tool_versions import publish_tool, withdraw_tool
from forms.audits import Audit
from forms.findings import Finding
from forms.tools import AuditTool
from forms.versions.amending import amended, proposed
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import TODAY, Cabinet
from tests.ui.tools.amending import amended_visits, visits
from tests.ui.tools.conftest import Desk
from ui.theme import Theme
from ui.tools.moving import MoveDialog

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


def new_version() -> AuditTool:
    new = amended_visits()
    codes = {"place": {"home": "home", "away": "elsewhere"}}
    told = {**proposed(visits(), new).questions, "place": "reworded"}
    update = {"questions": told, "codes": codes, "note": "Stricter."}
    return amended(new, proposed(visits(), new).model_copy(update=update))


def begun(cabinet: Cabinet, case: str) -> str:
    audit = Audit(
        case=case,
        auditor="auditor-01",
        audited_on=date(2026, 11, 2),
        findings={
            "heard": Finding(answer="yes"),
            "seen": Finding(answer="no", evidence="Visit of 3 June."),
            "place": Finding(answer="away"),
            "words": Finding(answer="“<b>Hello</b>”"),
        },
    )
    return cabinet.change(lambda store: start_audit(store, visits(), audit))


def stored(cabinet: Cabinet, uid: str) -> OpenedAudit:
    with open_reading(cabinet.path) as store, store.snapshot():
        return open_audit(store, uid)


class Moving:
    """The dialog on a cabinet where the new version is published, and what it said."""

    def __init__(self, dialog: MoveDialog) -> None:
        self.dialog = dialog
        self.told: list[str] = []
        dialog.moved.connect(self.told.append)


@pytest.fixture
def ask(cabinet: Cabinet, desk: Desk, jobs: "StoreJobs", theme: Theme) -> object:
    def open_it() -> Moving:
        cabinet.change(lambda store: publish_tool(store, new_version(), "lead"))
        dialog = MoveDialog(
            new_version(), [visits()], jobs, theme, desk.widget, today=lambda: TODAY
        )
        dialog.open()
        return Moving(dialog)

    return open_it


def test_the_preview_begins_with_what_needs_a_look(cabinet: Cabinet, ask) -> None:
    begun(cabinet, "C-1")
    moving = ask()
    assert moving.dialog.drafts.item(0).text() == (
        "C-1, auditor-01\n1 kept, 1 converted, 2 set aside"
    )
    told = moving.dialog.preview.toPlainText()
    places = [told.index(words) for words in ("Set aside", "Converted", "Kept")]
    assert places == sorted(places)
    assert "Away from home → Away from home" in told
    assert "The new version does not ask this question." in told
    assert "<b>Hello</b>" in told, "words of an auditor are no markup"


def test_all_ticked_drafts_are_moved_and_no_other(cabinet: Cabinet, ask, qtbot: QtBot) -> None:
    first, second = begun(cabinet, "C-1"), begun(cabinet, "C-2")
    moving = ask()
    assert moving.dialog.yes.text() == "&Move 2 drafts"
    qtbot.keyClick(moving.dialog.drafts, Qt.Key.Key_Space)
    assert moving.dialog.yes.text() == "&Move 1 draft"
    moving.dialog.yes.click()
    assert moving.told == ["1 draft was moved."]
    assert stored(cabinet, first).tool == visits()
    moved = stored(cabinet, second)
    assert moved.tool == new_version()
    assert moved.audit.findings["place"].answer == "elsewhere"
    assert moved.audit.set_aside["seen"].evidence == "Visit of 3 June."
    assert moved.audit.set_aside["words"].answer == "“<b>Hello</b>”"


def test_nothing_ticked_moves_nothing(cabinet: Cabinet, ask) -> None:
    begun(cabinet, "C-1")
    moving = ask()
    moving.dialog.drafts.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not moving.dialog.yes.isEnabled()


def test_a_draft_that_was_changed_since_the_preview_stays_and_is_told(
    cabinet: Cabinet, ask
) -> None:
    uid, other = begun(cabinet, "C-1"), begun(cabinet, "C-2")
    moving = ask()
    cabinet.change(lambda store: save_field(store, uid, "finding.heard", {"answer": "no"}))
    moving.dialog.yes.click()
    (told,) = moving.told
    assert told.startswith("1 draft was moved. C-1 was not: This draft was changed")
    assert stored(cabinet, uid).tool == visits()
    assert stored(cabinet, uid).audit.findings["heard"].answer == "no"
    assert stored(cabinet, other).tool == new_version()


def test_a_version_withdrawn_meanwhile_takes_no_draft(cabinet: Cabinet, ask) -> None:
    uid = begun(cabinet, "C-1")
    moving = ask()
    cabinet.change(lambda store: withdraw_tool(store, new_version().hash, "lead", "By mistake."))
    moving.dialog.yes.click()
    (told,) = moving.told
    assert "0 drafts were moved" in told
    assert "withdrawn" in told
    assert stored(cabinet, uid).tool == visits()


def test_a_draft_without_answers_says_so(cabinet: Cabinet, ask) -> None:
    audit = Audit(case="C-9", auditor="auditor-01", audited_on=date(2026, 11, 2))
    cabinet.change(lambda store: start_audit(store, visits(), audit))
    assert ask().dialog.preview.toPlainText() == "Nothing is answered yet in this draft."


def test_where_no_draft_is_left_nothing_can_be_moved(ask) -> None:
    moving = ask()
    assert not moving.dialog.yes.isEnabled()
    assert "No audit in draft" in moving.dialog.preview.toPlainText()


def test_every_field_has_a_name(cabinet: Cabinet, ask) -> None:
    begun(cabinet, "C-1")
    assert nameless(ask().dialog) == []
