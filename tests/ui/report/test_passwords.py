"""A password on what leaves the report page: asked for twice, judged, kept nowhere."""

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.exports.documents.reading import texts
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, an_audit
from ui.report.batch_dialog import BatchDialog
from ui.report.page import ReportPage
from ui.report.password_dialog import PasswordDialog

GOOD = "quiet copper lantern orchard"


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Four audits of two teams."""
    teams = ("North", "South", "North", "South")
    cabinet.record(*(an_audit(f"C-{n}", team=team) for n, team in enumerate(teams)))
    return cabinet


@pytest.fixture
def page(make_page, filled) -> ReportPage:
    page = make_page()
    page.activateWindow()
    return page


def ask(page: ReportPage) -> PasswordDialog:
    page.commands.protect.trigger()
    (dialog,) = page.findChildren(PasswordDialog)
    return dialog


def save_to(page: ReportPage, target: Path) -> None:
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.close()


def test_a_pdf_is_saved_behind_a_password_typed_twice(page, qtbot, tmp_path):
    dialog = ask(page)
    assert nameless(dialog) == []
    for box in (dialog.password.choice.first, dialog.password.choice.second):
        assert dialog.focusWidget() is box.line
        qtbot.keyClicks(box.line, GOOD)
        qtbot.keyClick(box.line, Qt.Key.Key_Return)
        assert not dialog.password.choice.problem.isVisible()
    target = tmp_path / "locked.pdf"
    with qtbot.waitSignal(page.announced) as said:
        save_to(page, target)
    assert said.args == ["Saved as “locked.pdf”. It opens with its password only."]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(target)
    with pikepdf.open(target, password=GOOD) as locked:
        assert len(locked.pages) == len(texts(page.document.data))
        assert locked.encryption.R == 6
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("short", "short", "at least 12 characters"),
        ("password12345", "password12345", "guessed"),
        (GOOD, GOOD + "s", "not the same"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_nothing_is_asked(
    page, qtbot, first: str, second: str, said: str
):
    dialog = ask(page)
    dialog.password.choice.first.line.setText(first)
    dialog.password.choice.second.line.setText(second)
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.go.click()
    choice = dialog.password.choice
    assert said in choice.meter.sentence.text() + choice.problem.text()
    assert page.findChildren(QFileDialog) == []
    dialog.reject()


def test_the_name_of_the_file_is_no_password(page):
    dialog = ask(page)
    name = "Voice thematic report 2026-11-21"
    dialog.password.choice.first.line.setText(name)
    dialog.password.choice.second.line.setText(name)
    dialog.go.click()
    assert not dialog.password.choice.meter.is_acceptable
    dialog.reject()


def test_a_suggested_password_is_shown_and_will_do(page, qtbot):
    dialog = ask(page)
    dialog.password.suggest.click()
    suggested = dialog.password.choice.first.text
    assert dialog.password.choice.first.shown.isChecked()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.go.click()
    assert chosen.args == [suggested]
    (files,) = page.findChildren(QFileDialog)
    files.close()


def test_without_a_document_there_is_nothing_to_protect(page):
    page.head.kind.setCurrentIndex(page.head.kind.findData("team"))
    assert not page.commands.protect.isEnabled()
    assert not page.head.save_as.isEnabled()


def batch(page: ReportPage) -> BatchDialog:
    page.head.kind.setCurrentIndex(page.head.kind.findData("team"))
    page.head.each_team.click()
    (dialog,) = page.findChildren(BatchDialog)
    assert nameless(dialog) == []
    return dialog


def a_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "teams"
    folder.mkdir()
    return folder


def test_a_report_for_each_team_is_saved_into_a_folder(page, qtbot, tmp_path):
    batch(page).go.click()
    folder = a_folder(tmp_path)
    with qtbot.waitSignal(page.announced) as said:
        save_to(page, folder)
    assert said.args == ["Saved 2 reports in “teams”."]
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["voice-north.pdf", "voice-south.pdf"]
    team = page.bar.fields["team"]
    team.setCurrentIndex(team.findData("South"))
    assert (folder / "voice-south.pdf").read_bytes() == page.document.data


def test_the_reports_of_all_teams_can_have_a_password(page, qtbot, tmp_path):
    dialog = batch(page)
    dialog.protect.click()
    dialog.go.click()
    assert dialog.isVisible()  # it asks for one first
    dialog.password.choice.first.line.setText(GOOD)
    dialog.password.choice.second.line.setText(GOOD)
    dialog.go.click()
    folder = a_folder(tmp_path)
    with qtbot.waitSignal(page.announced) as said:
        save_to(page, folder)
    assert said.args[0].endswith("They open with their password only.")
    for name in ("voice-north.pdf", "voice-south.pdf"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(folder / name)
        pikepdf.open(folder / name, password=GOOD).close()


def test_the_reports_of_all_teams_can_be_web_pages_which_no_password_protects(
    page, qtbot, tmp_path
):
    dialog = batch(page)
    dialog.protect.click()
    dialog.as_page.click()
    assert not dialog.protect.isEnabled()
    assert not dialog.password.isVisible()
    dialog.go.click()
    folder = a_folder(tmp_path)
    with qtbot.waitSignal(page.announced):
        save_to(page, folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["voice-north.html", "voice-south.html"]
    assert (folder / "voice-north.html").read_bytes().startswith(b"<!doctype html>")
