"""The history of an audit in the window: versions, what they changed, every old answer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Never

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.listing import AuditFilter, list_audits
from db.troubles import StoreTrouble
from forms.record_history import History
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, an_audit
from ui.history.dialog import HistoryDialog
from ui.history.graph import Line, lines_of
from ui.history.histories import Histories
from ui.jobs import Openers
from ui.report.handing_over import HandingOver
from ui.theme import Theme

Show = Callable[..., HistoryDialog]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, history: History) -> Iterator[Show]:
    """Show the history, from one answer where its field is given."""
    parent = QWidget()
    qtbot.addWidget(parent)
    made: list[HistoryDialog] = []

    def shown(field: str = "") -> HistoryDialog:
        dialog = HistoryDialog(history, "C-0001", theme, parent, field)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        made.append(dialog)
        return dialog

    yield shown
    for dialog in made:
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()


def test_the_newest_version_is_marked_and_told_in_words(show: Show) -> None:
    dialog = show()
    told = [dialog.versions.item(row).text() for row in range(dialog.versions.count())]
    assert told[0].startswith("Version 3: Made void. manager, ")
    assert told[0].endswith("It builds on version 2. It is the newest version.")
    assert told[2].startswith("Version 1: Completed. auditor-01, ")
    text = dialog.text.toPlainText()
    for words in ("Version 3", "Made void by manager", "The wrong child", "Status", "Void"):
        assert words in text


def test_walking_down_the_list_shows_what_each_version_changed(show: Show, qtbot: QtBot) -> None:
    dialog = show()
    qtbot.keyClick(dialog.versions, Qt.Key.Key_Down)
    text = dialog.text.toPlainText()
    for words in ("3 changes", "How well?", "Good", "Inadequate", "<b>Drawn</b>", "Time was taken"):
        assert words in text
    qtbot.keyClick(dialog.versions, Qt.Key.Key_Down)
    assert "builds on no other" in dialog.text.toPlainText()


def test_any_two_versions_are_compared_the_older_at_the_left(show: Show) -> None:
    dialog = show()
    dialog.other.setCurrentText("Version 1: Completed")
    text = dialog.text.toPlainText()
    assert "4 changes" in text
    assert text.index("Completed\n") < text.rindex("Void")
    dialog.other.setCurrentText("Version 3: Made void")
    assert "says the same" in dialog.text.toPlainText()


def test_an_answer_shows_all_it_ever_said(show: Show) -> None:
    dialog = show("finding.q2")
    text = dialog.text.toPlainText()
    assert text.index("Inadequate") < text.index("Good")
    for words in ("How well?", "Version 2, qa-lead", "Version 1, auditor-01", "Drawings on file."):
        assert words in text
    dialog.versions.setCurrentRow(1)
    assert dialog.answer.currentText() == "Everything that changed"
    assert "3 changes" in dialog.text.toPlainText()


def test_a_version_is_saved_and_printed_by_its_hash(
    show: Show, qtbot: QtBot, history: History
) -> None:
    dialog = show()
    dialog.versions.setCurrentRow(2)
    with qtbot.waitSignal(dialog.save_requested) as saved:
        dialog.save.click()
    with qtbot.waitSignal(dialog.print_requested) as printed:
        dialog.print.click()
    first = history.entries[0].hash
    assert (saved.args, printed.args) == ([first], [first])


def test_everything_in_the_dialog_has_a_name(show: Show) -> None:
    assert nameless(show()) == []


def test_the_graph_draws_every_link_through_every_row_between() -> None:
    def version(number: int, lane: int, *builds_on: int) -> SimpleNamespace:
        return SimpleNamespace(number=number, lane=lane, builds_on=builds_on)

    entries = [version(1, 0), version(2, 0, 1), version(3, 1, 1), version(4, 0, 2, 3)]
    drawn = {number: set(lines_of(entries, number)) for number in range(1, 5)}  # type: ignore[arg-type]
    assert drawn[4] == {Line(0, 0, "below"), Line(0, 1, "below")}
    assert drawn[3] == {Line(0, 0), Line(1, 1, "above"), Line(1, 1, "below")}
    assert drawn[2] == {Line(1, 1), Line(0, 0, "above"), Line(0, 0, "below")}
    assert drawn[1] == {Line(0, 0, "above"), Line(1, 0, "above")}


def test_a_version_is_drawn_and_saved_under_a_name_that_tells_nothing(
    qtbot: QtBot,
    theme: Theme,
    cabinet: Cabinet,
    jobs_now: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cabinet.record(an_audit("C-CANARY"))
    uid = cabinet.change(lambda store: list_audits(store, AuditFilter())[0].uid)
    asked: list[tuple[bytes, str]] = []
    monkeypatch.setattr(
        "ui.report.handing_over.HandingOver.ask_save",
        lambda _self, data, name: asked.append((data, name)),
    )
    page = QWidget()
    qtbot.addWidget(page)
    histories = Histories(jobs_now(cabinet.openers), theme, page)
    histories.open(uid, "C-CANARY")
    qtbot.waitUntil(lambda: bool(page.findChildren(HistoryDialog)))
    dialog = page.findChildren(HistoryDialog)[0]
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(asked))
    data, name = asked[0]
    assert data.startswith(b"%PDF")
    assert name == f"audit-{dialog.entry.short}.pdf"
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_a_version_is_saved_also_where_the_database_can_only_be_read(
    qtbot: QtBot, cabinet: Cabinet, jobs_now: Callable[..., Any], tmp_path: Path
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    jobs = jobs_now(Openers(cabinet.openers.reader, _refused))
    jobs.read_only = "This database is read only."
    giving = HandingOver(jobs, page, private=tmp_path, folder=tmp_path, called="audit")
    with qtbot.waitSignal(giving.announced):
        giving.save(b"%PDF", tmp_path / "audit.pdf")
    assert (tmp_path / "audit.pdf").read_bytes() == b"%PDF"


def _refused() -> Never:
    raise StoreTrouble("This database is read only.")
