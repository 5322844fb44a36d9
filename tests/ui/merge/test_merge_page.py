"""The merge page: what it shows before anything is merged, what it does, and how it is undone."""

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from db.listing import AuditFilter, list_audits
from db.merging import merge_files
from db.opening import open_reading, open_store
from tests.db.making import stricter_tool
from tests.ui.audits.naming import nameless
from tests.ui.merge.conftest import MakePage
from tests.ui.merge.sending import PASSPHRASE, change, damaged, hostile, send, uid_of
from ui.merge.difference_dialog import DifferenceDialog
from ui.merge.lines import lines_of
from ui.merge.page import MergePage
from ui.merge.passphrase_dialog import PassphraseDialog
from ui.report.password_dialog import PasswordDialog
from ui.tools.asking import AskDialog
from ui.tools.comparing import CompareDialog


def stored(path: Path) -> list[str]:
    with open_reading(path) as store:
        return sorted(row.case for row in list_audits(store, AuditFilter()))


def listed(page: MergePage) -> dict[str, str]:
    return {line.name: line.state for line in page.board.view.files.list.things}


def told(page: MergePage) -> str:
    return page.board.told.text()


def mark(page: MergePage, name: str) -> None:
    table = page.board.view.files
    place = [line.name for line in table.list.things].index(name)
    table.setCurrentIndex(table.list.index(place, 0))


def outcomes(page: MergePage) -> dict[str, str]:
    things = page.board.view.inside.audits.list.things
    return {each.case: each.outcome for each in things}


def dialog(page: MergePage, kind: type) -> object:
    (found,) = [each for each in page.findChildren(kind) if each.isVisible()]
    return found


def said(page: MergePage) -> list[str]:
    heard: list[str] = []
    page.announced.connect(heard.append)
    return heard


def test_a_folder_is_looked_into_before_anything_is_merged(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    sound = send(inbox / "north" / "my.audit", "auditor-01", "C-0001", "C-0002")
    send(inbox / "south" / "my.audit", "auditor-02", "C-0003")
    damaged(sound, inbox / "broken.audit")
    hostile(sound, inbox / "odd.audit")
    (inbox / "notes.txt").write_text("not a database")
    page = make_page()

    page.work.add([inbox])

    assert listed(page) == {
        "broken.audit": "refused",
        "north / my.audit": "ready",
        "odd.audit": "refused",
        "south / my.audit": "ready",
    }
    assert told(page).startswith("4 files: 3 new. Nothing was changed yet.")
    assert "2 files cannot be merged" in told(page)
    assert stored(lead) == []
    mark(page, "odd.audit")
    assert "tables that Case File Audit did not make" in page.board.view.inside.told.text()
    mark(page, "north / my.audit")
    assert outcomes(page) == {"C-0001": "new", "C-0002": "new"}
    assert page.board.view.files.current is not None
    assert page.board.view.files.current.people == "auditor-01"


def test_the_look_leaves_the_thread_that_saves_alone(
    make_page: MakePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_page()
    asked: list[object] = []
    monkeypatch.setattr(page._jobs, "write", lambda *_, **__: asked.append("write"))

    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001")])

    assert listed(page) == {"a.audit": "ready"}
    assert asked == []


def test_merging_does_what_the_look_said_and_can_be_undone(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    page = make_page()
    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001", "C-0002")])
    looked = page.work.report
    assert looked is not None

    page.board.merge.click()

    assert page.work.report is not None
    assert page.work.report.audits == looked.audits
    assert told(page) == "Merged 1 of 1 file. Audits: 2 new."
    assert stored(lead) == ["C-0001", "C-0002"]

    page.commands.undo.trigger()
    ask = dialog(page, AskDialog)
    assert isinstance(ask, AskDialog)
    assert stored(lead) == ["C-0001", "C-0002"]
    ask.yes.click()

    assert stored(lead) == []
    assert page.work.phase == "empty"


def test_merging_a_file_again_brings_nothing(make_page: MakePage, tmp_path: Path) -> None:
    path = send(tmp_path / "a.audit", "auditor-01", "C-0001")
    page = make_page()
    page.work.add([path])
    page.commands.merge.trigger()
    page.commands.back.trigger()

    page.work.add([path])

    assert listed(page) == {"a.audit": "already"}
    assert page.board.view.inside.told.text() == "This file was merged before."


def test_files_that_are_added_later_are_looked_into_with_the_others(
    make_page: MakePage, tmp_path: Path
) -> None:
    first = send(tmp_path / "a.audit", "auditor-01", "C-0001")
    copy = tmp_path / "copy.audit"
    page = make_page()
    page.work.add([first])
    copy.write_bytes(first.read_bytes() + b"")
    page.work.add([copy, first])

    assert listed(page) == {"a.audit": "ready", "copy.audit": "twin"}
    mark(page, "copy.audit")
    said = page.board.view.inside.told.text()
    assert said == "The same as “a.audit”, given twice; it counts once."

    mark(page, "a.audit")
    page.commands.remove.trigger()

    assert listed(page) == {"copy.audit": "ready"}


def test_a_locked_file_asks_for_its_passphrase_until_one_is_right(
    make_page: MakePage, tmp_path: Path
) -> None:
    page = make_page()
    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001", locked=True)])

    asked = dialog(page, PassphraseDialog)
    assert isinstance(asked, PassphraseDialog)
    asked.yes.click()
    assert asked.problem.isVisible()
    asked.box.line.setText("not this one")
    asked.yes.click()
    again = dialog(page, PassphraseDialog)
    assert isinstance(again, PassphraseDialog)
    assert again.problem.text() == "This passphrase opens none of these files."
    again.box.line.setText(PASSPHRASE)
    again.yes.click()

    assert listed(page) == {"a.audit": "ready"}
    assert outcomes(page) == {"C-0001": "new"}


def test_files_left_locked_are_told_and_the_others_can_be_merged(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    page = make_page()
    locked = send(tmp_path / "in" / "a.audit", "auditor-01", "C-0001", locked=True)
    send(tmp_path / "in" / "b.audit", "auditor-02", "C-0002")
    page.work.add([locked.parent])
    asked = dialog(page, PassphraseDialog)
    assert isinstance(asked, PassphraseDialog)
    asked.no.click()

    assert listed(page) == {"a.audit": "locked", "b.audit": "ready"}
    assert "1 file can only be read with a passphrase." in told(page)
    assert page.commands.unlock.isVisible()

    page.commands.merge.trigger()

    assert stored(lead) == ["C-0002"]


def test_each_difference_can_be_read_before_and_after_the_merge(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    theirs = send(tmp_path / "a.audit", "auditor-01", "C-0001")
    with open_store(lead) as store:
        merge_files(store, [theirs])
    uid = uid_of("C-0001", "auditor-01")
    change(lead, uid, "lead-01", strengths="The lead’s words.")
    change(theirs, uid, "auditor-01", strengths="The auditor’s words.")
    page = make_page()
    page.work.add([theirs])
    assert outcomes(page) == {"C-0001": "conflicts"}

    for _ in ("before", "after"):
        page.board.view.inside.compare.click()
        shown = dialog(page, DifferenceDialog)
        assert isinstance(shown, DifferenceDialog)
        assert "1 of them waits for a person" in shown.told.text()
        assert "lead-01" in shown.left.text()
        assert "auditor-01" in shown.right.text()
        text = shown.text.toPlainText()
        assert "Changed on both sides: waits for a person" in text
        assert text.index("The lead’s words.") < text.index("The auditor’s words.")
        shown.close()
        shown.deleteLater()
        QApplication.sendPostedEvents()
        page.commands.merge.trigger()
        mark(page, "a.audit")

    assert page.commands.settle.isVisible()


def test_double_audits_are_listed_and_each_can_be_opened(
    make_page: MakePage, tmp_path: Path
) -> None:
    page = make_page()
    page.work.add(
        [
            send(tmp_path / "a.audit", "auditor-01", "C-0001"),
            send(tmp_path / "b.audit", "auditor-02", "c-0001", day="2026-05-02"),
            send(tmp_path / "c.audit", "auditor-03", "C-0001", day="2026-09-02"),
        ]
    )
    view = page.board.view
    assert view.tabs.isTabVisible(1)
    assert not view.doubles.open.isVisibleTo(view.doubles)
    assert len(view.recent.table.list.things) == 1
    page.commands.merge.trigger()
    opened: list[object] = []
    page.open_audit_requested.connect(opened.append)

    view.tabs.setCurrentIndex(1)
    view.doubles.open.click()
    menu = page.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Open the audit by auditor-01, 02/04/2026",
        "Open the audit by auditor-02, 02/05/2026",
    ]
    menu.actions()[1].trigger()
    menu.close()

    assert opened == [uid_of("c-0001", "auditor-02", "2026-05-02")]


def test_tools_of_one_name_are_compared_side_by_side(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page()
    page.work.add(
        [
            send(tmp_path / "a.audit", "auditor-01", "C-0001"),
            send(tmp_path / "b.audit", "auditor-02", "C-0002", tool=stricter_tool()),
        ]
    )
    page.commands.merge.trigger()
    view = page.board.view
    view.tabs.setCurrentIndex(3)

    view.twins.open.click()

    shown = dialog(page, CompareDialog)
    assert isinstance(shown, CompareDialog)
    assert "How very well?" in shown.text.toPlainText()
    shown.close()


def test_an_earlier_merge_is_listed_opened_and_undone(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    with open_store(lead) as store:
        merge_files(store, [send(tmp_path / "a.audit", "auditor-01", "C-0001")], author="lead-02")
    page = make_page()
    earlier = page.start.earlier
    assert earlier.table.current is not None

    earlier.open.click()
    assert page.title.text().endswith("by lead-02")
    assert listed(page) == {"a.audit": "merged"}
    assert outcomes(page) == {"C-0001": "new"}
    page.commands.back.trigger()
    heard = said(page)
    earlier.undo.click()
    ask = dialog(page, AskDialog)
    assert isinstance(ask, AskDialog)
    assert "1 audit of it altogether" in " ".join(
        each.text() for each in ask.findChildren(type(page.title))
    )
    ask.yes.click()

    assert stored(lead) == []
    assert heard == ["The merge was undone: 1 version of an audit left the database."]
    assert not earlier.isVisible()


def test_undoing_says_why_it_is_refused(
    make_page: MakePage, lead: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    theirs = send(tmp_path / "a.audit", "auditor-01", "C-0001")
    with open_store(lead) as store:
        merge_files(store, [theirs])
    change(lead, uid_of("C-0001", "auditor-01"), "lead-01", strengths="Later work.")
    page = make_page()
    troubles: list[object] = []
    page._jobs.trouble.connect(troubles.append)

    page.start.earlier.undo.click()
    ask = dialog(page, AskDialog)
    assert isinstance(ask, AskDialog)
    ask.yes.click()

    assert "later work builds on what it brought" in str(troubles[0])
    assert stored(lead) == ["C-0001"]


def test_the_report_is_saved_as_pdf_and_as_a_table(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page()
    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001")])
    page.commands.merge.trigger()

    page.commands.save_pdf.trigger()
    chooser = dialog(page, QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "report.pdf"))
    chooser.close()
    chooser.deleteLater()
    QApplication.sendPostedEvents()
    page.commands.save_csv.trigger()
    other = next(each for each in page.findChildren(QFileDialog) if each.isVisible())
    other.fileSelected.emit(str(tmp_path / "report.csv"))
    other.close()

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "C-0001" in (tmp_path / "report.csv").read_text("utf-8-sig")


def test_the_report_is_saved_behind_a_password(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page()
    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001")])
    page.commands.merge.trigger()

    page.commands.protect.trigger()
    asking = dialog(page, PasswordDialog)
    assert isinstance(asking, PasswordDialog)
    for box in (asking.password.choice.first, asking.password.choice.second):
        box.line.setText("quiet copper lantern orchard")
    asking.go.click()
    chooser = dialog(page, QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "locked.pdf"))
    chooser.close()

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "locked.pdf")
    pikepdf.open(tmp_path / "locked.pdf", password="quiet copper lantern orchard").close()


def test_files_can_be_dropped_on_the_page(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page()
    data = QMimeData()
    data.setUrls(
        [
            QUrl.fromLocalFile(str(send(tmp_path / "a.audit", "auditor-01", "C-0001"))),
            QUrl("https://example.org/b.audit"),
        ]
    )

    page.dropEvent(
        QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    assert listed(page) == {"a.audit": "ready"}


def test_a_folder_without_databases_is_told(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page()
    heard = said(page)
    (tmp_path / "empty").mkdir()

    page.work.add([tmp_path / "empty"])

    assert heard == ["There are no audit databases in “empty”."]
    assert page.work.phase == "empty"


def test_the_page_is_worked_by_keys_and_every_stop_has_a_name(
    make_page: MakePage, lead: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = make_page()
    assert nameless(page) == []
    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001")])
    assert nameless(page) == []
    assert page.board.view.files.hasFocus()

    qtbot.keyClick(page.board.view.inside.audits, Qt.Key.Key_Return)
    shown = dialog(page, DifferenceDialog)
    assert isinstance(shown, DifferenceDialog)
    assert nameless(shown) == []
    qtbot.keyClick(shown, Qt.Key.Key_F8)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.keyClick(page.board.view.files, Qt.Key.Key_Delete)
    assert page.work.phase == "empty"


def test_another_database_begins_anew(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page()
    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001")])

    page.begin_anew()

    assert page.work.phase == "empty"
    assert page.work.lines == []


def test_what_brings_nothing_at_all_is_not_offered_to_be_merged(
    make_page: MakePage, tmp_path: Path
) -> None:
    sound = send(tmp_path / "a.audit", "auditor-01", "C-0001")
    page = make_page()

    page.work.add([damaged(sound, tmp_path / "broken.audit")])
    assert not page.board.merge.isVisible()

    page.work.add([sound])
    assert page.board.merge.isVisible()


def test_a_locked_database_shows_nothing_of_its_merges(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    with open_store(lead) as store:
        merge_files(store, [send(tmp_path / "a.audit", "auditor-01", "C-0001")])
    page = make_page()
    page.work.add([send(tmp_path / "b.audit", "auditor-02", "C-0002")])

    page.forget()

    assert page.work.lines == []
    assert not page.start.earlier.table.list.things
    assert not page.board.view.inside.audits.list.things


def test_a_damaged_file_is_to_be_sent_again(make_page: MakePage, tmp_path: Path) -> None:
    sound = send(tmp_path / "sound.audit", "auditor-01", "C-0001")
    page = make_page()
    page.work.add([damaged(sound, tmp_path / "broken.audit")])
    said = page.board.view.inside.told.text()
    assert said == "“broken.audit” is damaged. Ask for it to be sent again."


def test_the_focus_stays_on_the_page_when_what_held_it_is_read_anew(
    make_page: MakePage, tmp_path: Path, qtbot: QtBot
) -> None:
    page = make_page()
    page.work.add([send(tmp_path / "a.audit", "auditor-01", "C-0001")])
    page.show()
    page.activateWindow()
    page.board.view.inside.audits.setFocus()
    qtbot.waitUntil(page.board.view.inside.audits.hasFocus)
    page.board.view.show_lines(lines_of([tmp_path / "a.audit"]))
    assert page.board.view.files.hasFocus()


def test_a_difference_says_where_an_audit_comes_from_that_was_never_here(
    make_page: MakePage, tmp_path: Path
) -> None:
    first = send(tmp_path / "a.audit", "auditor-01", "C-0001")
    later = tmp_path / "b.audit"
    later.write_bytes(first.read_bytes())
    change(later, uid_of("C-0001", "auditor-01"), "auditor-01", strengths="More of them.")
    page = make_page()
    page.work.add([first, later])
    mark(page, "b.audit")
    page.board.view.inside.compare.click()
    shown = dialog(page, DifferenceDialog)
    assert isinstance(shown, DifferenceDialog)
    assert shown.told.text().startswith("Another file of this merge brings this audit too")
    shown.close()
