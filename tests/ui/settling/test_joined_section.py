"""What joined by itself is looked at and accepted, one by one or all at once, by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.joined import joined_rows
from db.opening import open_reading
from db.revisions import each_revision
from db.sealing import reopen_audit
from db.settling import ACCEPTED
from forms.revisions import Revision
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet
from ui.settling import joined_section
from ui.settling.accept_dialog import AcceptDialog
from ui.settling.page import SettlePage

Key = Qt.Key
MakePage = Callable[[], SettlePage]
Make = Callable[..., str]


def asked(page: SettlePage) -> AcceptDialog:
    (found,) = [each for each in page.findChildren(AcceptDialog) if each.isVisible()]
    return found


def left(cabinet: Cabinet) -> list[str]:
    with open_reading(cabinet.path) as store:
        return [row.case for row in joined_rows(store)]


def newest(cabinet: Cabinet) -> Revision:
    with open_reading(cabinet.path) as store:
        *_, (_, sealed) = each_revision(store)
    return sealed


def heard(page: SettlePage) -> list[str]:
    said: list[str] = []
    page.announced.connect(said.append)
    return said


def test_what_joined_is_shown_before_it_is_accepted_by_keys(
    make_page: MakePage, joined: Make, cabinet: Cabinet, qtbot: QtBot
) -> None:
    joined()
    page = make_page()
    said = heard(page)
    assert not page.nothing.isVisible()
    assert page.entry is page.joined.table
    page.entry.setFocus()

    qtbot.keyClick(page.joined.table, Key.Key_Return)

    dialog = asked(page)
    text = dialog.text.toPlainText()
    assert "C-5" in text
    assert text.index("changed by auditor-02") < text.index("Patience.")
    assert "changed by auditor-03" in text
    assert (dialog.reason.text(), dialog.author.text()) == (ACCEPTED, "qa-lead")
    assert "can no longer be undone" in dialog.told.text()
    assert nameless(dialog) == []
    dialog.reason.setFocus()
    dialog.reason.selectAll()
    qtbot.keyClicks(dialog.reason, "Both rang me.")
    qtbot.keyClick(dialog.reason, Key.Key_Return)
    assert left(cabinet) == []
    sealed = newest(cabinet)
    assert (sealed.act, sealed.author, sealed.reason) == ("settled", "qa-lead", "Both rang me.")
    assert sealed.fields["strengths"] == "Patience."
    assert said == ["1 audit was accepted and sealed as joined."]
    assert page.nothing.isVisible()


def test_all_that_are_listed_are_accepted_at_once_but_those_with_a_draft(
    make_page: MakePage, joined: Make, conflict: Make, cabinet: Cabinet, qtbot: QtBot
) -> None:
    conflict("C-1")
    joined("C-5")
    joined("C-6")
    busy = joined("C-7")
    cabinet.change(lambda store: reopen_audit(store, busy, "qa-lead"))
    page = make_page()
    assert page.table.isVisible()
    assert page.joined.count == 3

    page.joined.accept_all.trigger()

    dialog = asked(page)
    assert "C-5" in dialog.text.toPlainText()
    assert "C-6" in dialog.text.toPlainText()
    assert "C-7" not in dialog.text.toPlainText()
    assert "Left for later: one other audit." in dialog.told.text()
    dialog.yes.click()
    assert left(cabinet) == ["C-7"]
    said = heard(page)
    page.joined.accept_one.trigger()
    assert said == ["This audit is open as a draft. Complete or discard the draft first."]


def test_nothing_is_accepted_without_a_reason_and_a_name(
    make_page: MakePage, joined: Make, cabinet: Cabinet
) -> None:
    joined()
    page = make_page()
    page.joined.accept_one.trigger()
    dialog = asked(page)

    dialog.reason.setText(" ")
    dialog.yes.click()
    assert dialog.problem.text() == "Say why the joined answers are accepted."
    dialog.reason.setText("Looked at.")
    dialog.author.clear()
    dialog.yes.click()
    assert dialog.problem.text() == "Enter your name or auditor code."

    dialog.reject()
    assert left(cabinet) == ["C-5"]


def test_what_changed_since_it_was_shown_is_not_accepted(
    make_page: MakePage, joined: Make, cabinet: Cabinet
) -> None:
    uid = joined()
    page = make_page()
    said = heard(page)
    page.joined.accept_one.trigger()
    cabinet.change(lambda store: reopen_audit(store, uid, "qa-lead"))

    asked(page).yes.click()

    assert left(cabinet) == ["C-5"]
    assert said[0].startswith("1 audit was not accepted. Complete or discard the open draft")


def test_more_than_a_person_can_look_at_wait_for_another_time(
    make_page: MakePage, joined: Make, cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joined_section, "MOST_AT_ONCE", 2)
    for number in range(5, 9):
        joined(f"C-{number}")
    page = make_page()

    page.joined.accept_all.trigger()
    assert "Left for later: 2 other audits." in asked(page).told.text()
    asked(page).yes.click()

    assert left(cabinet) == ["C-7", "C-8"]


def test_while_a_conflict_is_looked_at_nothing_joined_is_accepted(
    make_page: MakePage, joined: Make, conflict: Make
) -> None:
    joined()
    uid = conflict("C-1")
    page = make_page()
    assert page.joined.accept_all.isEnabled()

    page.open_conflict(uid)
    assert not page.joined.accept_all.isEnabled()
    page.show_list()
    assert page.joined.accept_all.isEnabled()
    page.forget()
    assert page.joined.count == 0


def test_text_of_audits_is_shown_as_it_is_written(
    make_page: MakePage, joined: Make, cabinet: Cabinet
) -> None:
    joined("<img src=x>")
    page = make_page()
    page.joined.accept_one.trigger()
    assert "<img src=x>" in asked(page).text.toPlainText()
    asked(page).reject()
