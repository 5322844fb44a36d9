"""Starting an audit: the tool, the case, and a warning where it was audited before."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import a_tool, an_audit
from ui.audits.new_audit import NewAuditDialog


@pytest.fixture
def open_dialog(make_page):
    """Ask for a new audit on the page; gives the dialog and what it chose."""

    def open_it():
        page = make_page()
        chosen = []
        page.new_audit_requested.connect(chosen.append)
        page.commands.new.trigger()
        (dialog,) = page.findChildren(NewAuditDialog)
        dialog.cards.choose("voice")
        return dialog, chosen

    return open_it


def test_a_started_audit_carries_tool_case_auditor_and_attributes(open_dialog, cabinet, qtbot):
    cabinet.record(an_audit("C-1", team="North"))
    dialog, chosen = open_dialog()
    assert dialog.particulars.auditor.currentText() == "auditor-01"
    qtbot.keyClicks(dialog.particulars.case, " C-77 ")
    dialog.particulars.attributes["team"].setEditText("Harbour")
    dialog.particulars.day.setDate(QDate(2026, 11, 20))
    qtbot.keyClick(dialog.particulars.case, Qt.Key.Key_Return)
    (wanted,) = chosen
    assert wanted.tool == a_tool()
    assert (wanted.audit.case, wanted.audit.auditor) == ("C-77", "auditor-01")
    assert wanted.audit.audited_on == date(2026, 11, 20)
    assert wanted.audit.attributes == {"team": "Harbour"}


def test_fields_offer_what_was_seen_before(open_dialog, cabinet):
    cabinet.record(an_audit("C-1", team="North", plan_type="shared care"))
    dialog, _ = open_dialog()
    attributes = dialog.particulars.attributes
    assert attributes["team"].findText("North") >= 0
    plan = [attributes["plan_type"].itemText(at) for at in range(attributes["plan_type"].count())]
    assert plan[0] == "early help"
    assert plan[-1] == "shared care"
    dialog.reject()


def test_cards_tell_what_a_tool_is_for_and_how_long_it_is(open_dialog, cabinet):
    cabinet.record(an_audit("C-1"))
    dialog, _ = open_dialog()
    spoken = dialog.cards.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Voice. 3 questions in 1 section")
    assert "version 1.0" in spoken
    assert "Tests whether the child was heard." in spoken
    dialog.reject()


@pytest.mark.parametrize("missing", ["case", "auditor"])
def test_nothing_starts_without_case_and_auditor(open_dialog, cabinet, missing):
    cabinet.record(an_audit("C-1"))
    dialog, chosen = open_dialog()
    dialog.particulars.case.setText("" if missing == "case" else "C-2")
    dialog.particulars.auditor.setEditText("" if missing == "auditor" else "auditor-01")
    dialog.start.click()
    assert chosen == []
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("Enter ")
    dialog.reject()


@pytest.mark.parametrize(
    ("case", "day", "is_warned"),
    [
        ("c 1", date(2025, 11, 22), True),
        ("C-1", date(2025, 11, 22), True),
        ("C-1", date(2025, 11, 21), False),
        ("C-11", date(2026, 11, 1), False),
    ],
)
def test_a_case_audited_within_twelve_months_is_told_and_not_forbidden(
    open_dialog, cabinet, case, day, is_warned
):
    cabinet.record(an_audit("C-1" if case != "c 1" else "C1", day=day))
    dialog, chosen = open_dialog()
    dialog.particulars.case.setText(case)
    dialog._pause.timeout.emit()
    assert dialog.warning.isVisible() is is_warned
    dialog.start.click()
    assert len(chosen) == 1


def test_every_field_of_the_dialog_has_a_name_of_its_own(open_dialog):
    dialog, _ = open_dialog()
    assert nameless(dialog) == []
    dialog.reject()
