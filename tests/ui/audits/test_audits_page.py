"""The list of audits: searched, filtered, sorted, opened and changed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.conftest import AtOnce
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Later, an_audit
from ui.audits.dialogs import DiscardDialog, VoidDialog
from ui.audits.model import GRADE_COLUMN, STATUS_COLUMN, TITLES
from ui.audits.page import AuditsPage
from ui.jobs import Jobs


def cases(page: AuditsPage) -> list[str]:
    return column(page, 0)


def column(page: AuditsPage, place: int) -> list[str]:
    model = page.table.audits_model
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def dialog_of(page: AuditsPage, kind: type[QDialog]) -> QDialog:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def make_active(page: AuditsPage, qtbot: QtBot) -> None:
    """Shortcuts work in the active window only."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()


def test_an_empty_database_offers_the_first_audit(make_page):
    page = make_page()
    assert page.stack.nothing_yet.isVisible()
    assert page.stack.nothing_yet.button.text() == "Start your first audit"


def test_every_audit_is_listed_with_its_words(make_page, cabinet):
    cabinet.record(an_audit("C-1", "requires_improvement", date(2026, 4, 2), team="North"))
    cabinet.start("C-2", answered=2)
    page = make_page()
    page.sort_by("case", False)
    assert cases(page) == ["C-1", "C-2"]
    assert column(page, STATUS_COLUMN) == ["Completed", "Draft"]
    assert column(page, GRADE_COLUMN) == ["Requires improvement", "2 of 3 answered"]
    assert column(page, TITLES.index("Date")) == ["02/04/2026", "21/11/2026"]
    assert page.count.text() == "2 audits"


def test_a_grade_is_spoken_with_its_column(make_page, cabinet):
    cabinet.record(an_audit("C-1", "inadequate"))
    page = make_page()
    index = page.table.audits_model.index(0, GRADE_COLUMN)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Overall grade: Inadequate"


def test_typing_in_the_search_box_narrows_the_list(make_page, cabinet, qtbot):
    cabinet.record(an_audit("C-1", team="North"), an_audit("C-2", team="South"))
    page = make_page()
    with qtbot.waitSignal(page.bar.filter_changed):
        qtbot.keyClicks(page.bar.search, "south")
    assert cases(page) == ["C-2"]
    assert page.count.text() == "1 of 2 audits"


@pytest.mark.parametrize(
    ("box", "value", "expected"),
    [
        ("tool", "voice", ["C-1", "C-2", "C-3"]),
        ("status", "draft", ["C-3"]),
        ("team", "North", ["C-1"]),
        ("auditor", "auditor-02", ["C-2"]),
    ],
)
def test_each_filter_narrows_the_list(make_page, cabinet, box, value, expected):
    cabinet.record(an_audit("C-1", team="North"), an_audit("C-2", auditor="auditor-02"))
    cabinet.start("C-3")
    page = make_page()
    page.sort_by("case", False)
    choice = getattr(page.bar, box)
    choice.setCurrentIndex(choice.findData(value))
    assert cases(page) == expected


def test_a_period_of_ones_own_shows_its_dates_and_narrows_the_list(make_page, cabinet):
    cabinet.record(an_audit("C-1", day=date(2026, 3, 31)), an_audit("C-2", day=date(2026, 4, 1)))
    page = make_page()
    page.bar.period.restore({"period": "between", "from": "2026-04-01", "to": "2026-06-30"})
    page.bar.filter_changed.emit()
    assert page.bar.period.dates.isVisible()
    assert cases(page) == ["C-2"]


def test_what_matches_nothing_offers_to_clear_the_filters(make_page, cabinet, qtbot):
    cabinet.record(an_audit("C-1"))
    page = make_page()
    page.bar.search.setText("elsewhere")
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Return)
    assert page.stack.no_match.isVisible()
    page.stack.no_match.button.click()
    assert cases(page) == ["C-1"]
    assert page.table.isVisible()


def test_a_heading_sorts_and_sorts_back(make_page, cabinet):
    cabinet.record(an_audit("C-2"), an_audit("C-1"), an_audit("C-3"))
    page = make_page()
    header = page.table.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert cases(page) == ["C-1", "C-2", "C-3"]
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert cases(page) == ["C-3", "C-2", "C-1"]


def test_grades_sort_by_their_scale_and_ungraded_audits_come_last(make_page, cabinet):
    cabinet.record(an_audit("C-1", "inadequate"), an_audit("C-2", "outstanding"))
    cabinet.record(an_audit("C-3", "good"))
    cabinet.start("C-4")
    page = make_page()
    page.sort_by("overall", False)
    assert cases(page) == ["C-2", "C-3", "C-1", "C-4"]
    page.sort_by("overall", True)
    assert cases(page) == ["C-1", "C-3", "C-2", "C-4"]


def test_a_search_that_was_overtaken_never_shows(make_page, cabinet, qtbot):
    cabinet.record(an_audit("C-1", team="North"), an_audit("C-2", team="South"))
    reader = Later()
    jobs = Jobs(AtOnce(), reader, cabinet.openers)
    page = make_page(jobs)
    reader.run()
    shown: list[list[str]] = []
    page.table.audits_model.modelReset.connect(lambda: shown.append(cases(page)))
    for word in ("north", "south"):
        page.bar.search.setText(word)
        qtbot.keyClick(page.bar.search, Qt.Key.Key_Return)
    reader.run()
    assert shown == [["C-2"]]
    jobs.close()


def test_enter_opens_the_marked_audit(make_page, cabinet, qtbot):
    cabinet.record(an_audit("C-2"))
    (wanted,) = cabinet.record(an_audit("C-1"))
    page = make_page()
    page.sort_by("case", False)
    with qtbot.waitSignal(page.open_audit_requested) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [wanted]


def test_the_keyboard_goes_from_search_to_an_open_audit(make_page, cabinet, qtbot):
    cabinet.record(an_audit("C-1", team="North"))
    (wanted,) = cabinet.record(an_audit("C-2", team="South"))
    page = make_page()
    qtbot.keyClick(page.table, Qt.Key.Key_S)
    qtbot.keyClicks(page.bar.search, "outh")
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Return)
    assert cases(page) == ["C-2"]
    with qtbot.waitSignal(page.open_audit_requested) as opened:
        qtbot.keyClick(page.bar.search, Qt.Key.Key_Return)
    assert opened.args == [wanted]


def test_tab_begins_in_the_search_box(make_page):
    from ui.panes import first_stop

    page = make_page()
    assert first_stop(page) is page.bar.search


def test_mark_and_scroll_position_survive_a_refresh(make_page, cabinet):
    cabinet.record(*(an_audit(f"C-{number:03}") for number in range(80)))
    page = make_page()
    page.sort_by("case", False)
    page.table.mark(40)
    bar = page.table.verticalScrollBar()
    offset = bar.value()
    assert offset > 0
    cabinet.record(an_audit("C-999"))
    page.refresh()
    assert page.table.current.case == "C-040"
    assert bar.value() == offset
    assert len(cases(page)) == 81


def test_a_page_that_comes_back_into_view_is_up_to_date(make_page, cabinet):
    page = make_page()
    page.hide()
    cabinet.record(an_audit("C-1"))
    page.show()
    assert cases(page) == ["C-1"]


def test_filters_and_order_are_remembered_but_a_search_is_not(make_page, cabinet, memory):
    cabinet.record(an_audit("C-1", team="North"), an_audit("C-2", team="South"))
    first = make_page()
    first.bar.search.setText("C-1")
    first.bar.team.setCurrentIndex(first.bar.team.findData("North"))
    first.sort_by("case", False)
    assert "C-1" not in str(memory.filters)
    second = make_page()
    assert cases(second) == ["C-1"]
    assert second.bar.team.currentText() == "North"
    assert second.bar.search.text() == ""


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("draft", {"open", "discard"}),
        ("completed", {"open", "reopen", "void"}),
        ("reopened", {"open", "discard"}),
        ("void", {"open"}),
    ],
)
def test_only_what_suits_the_marked_audit_is_offered(make_page, cabinet, status, offered):
    if status == "draft":
        cabinet.start("C-1")
    else:
        cabinet.record(an_audit("C-1"))
    page = make_page()
    if status == "reopened":
        page.commands.reopen.trigger()
        page.refresh()
    if status == "void":
        page.commands.void.trigger()
        dialog_of(page, VoidDialog).confirmed.emit("Wrong case", "auditor-01")
        dialog_of(page, VoidDialog).reject()
        page.bar.status.setCurrentIndex(page.bar.status.findData("void"))
    names = ("open", "reopen", "void", "discard")
    enabled = {name for name in names if getattr(page.commands, name).isEnabled()}
    assert page.table.current.status == status
    assert enabled == offered


def test_reopening_makes_a_working_copy_and_opens_it(make_page, cabinet, qtbot):
    (uid,) = cabinet.record(an_audit("C-1"))
    page = make_page()
    with qtbot.waitSignal(page.open_audit_requested) as opened:
        page.commands.reopen.trigger()
    assert opened.args == [uid]
    page.refresh()
    assert column(page, STATUS_COLUMN) == ["Reopened"]


def test_a_report_on_the_marked_audit_is_asked_for(make_page, cabinet, qtbot):
    cabinet.start("C-0")
    page = make_page()
    assert not page.commands.report.isEnabled()
    (uid,) = cabinet.record(an_audit("C-1"))
    page.refresh()
    page.table.mark(page.table.audits_model.place_of(uid))
    assert page.commands.report in page.commands.in_the_menu
    with qtbot.waitSignal(page.report_requested) as asked:
        page.commands.report.trigger()
    assert asked.args == [uid]


def test_making_void_asks_for_a_reason_and_keeps_the_audit(make_page, cabinet, qtbot):
    (uid,) = cabinet.record(an_audit("C-1"))
    page = make_page()
    make_active(page, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    dialog = dialog_of(page, VoidDialog)
    dialog.yes.click()
    assert dialog.problem.text() == "Say why the audit is made void."
    assert dialog.isVisible()
    dialog.reason.setPlainText("Recorded against the wrong case")
    with qtbot.waitSignal(page.announced) as said:
        dialog.yes.click()
    assert said.args == ["C-1: the audit was made void."]
    assert cases(page) == []
    page.bar.status.setCurrentIndex(page.bar.status.findData("void"))
    assert page.table.current.uid == uid


def test_a_draft_is_discarded_only_after_a_yes(make_page, cabinet, qtbot):
    cabinet.start("C-1", answered=2)
    page = make_page()
    make_active(page, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    dialog = dialog_of(page, DiscardDialog)
    assert dialog.keep.isDefault()
    dialog.keep.click()
    page.refresh()
    assert cases(page) == ["C-1"]
    make_active(page, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    with qtbot.waitSignal(page.audits_changed):
        dialog_of(page, DiscardDialog).yes.click()
    assert cases(page) == []


def test_discarding_changes_keeps_what_was_completed(make_page, cabinet):
    cabinet.record(an_audit("C-1"))
    page = make_page()
    page.commands.reopen.trigger()
    page.refresh()
    page.commands.discard.trigger()
    dialog_of(page, DiscardDialog).yes.click()
    assert column(page, STATUS_COLUMN) == ["Completed"]


def test_every_field_has_a_name_of_its_own(make_page, cabinet):
    cabinet.record(an_audit("C-1", team="North"))
    assert nameless(make_page()) == []


def test_a_long_list_shows_its_first_rows_at_once_and_then_all(make_page, cabinet, qtbot):
    cabinet.record(*(an_audit(f"C-{number:03}") for number in range(130)))
    reader = Later()
    jobs = Jobs(AtOnce(), reader, cabinet.openers)
    page = make_page(jobs)
    reader.run_next()
    assert len(cases(page)) == 100
    assert page.table.current.case == cases(page)[0]
    assert not page.is_settled

    def all_there() -> bool:
        reader.run()
        return len(cases(page)) == 130

    qtbot.waitUntil(all_there)
    assert page.count.text() == "130 audits"
    jobs.close()


def test_the_list_is_read_once_while_its_page_is_still_being_made(theme, memory, cabinet, qtbot):
    cabinet.record(an_audit("C-1"))
    asked: list[object] = []
    reader = Later()
    jobs = Jobs(AtOnce(), reader, cabinet.openers)
    jobs.started.connect(asked.append)
    page = AuditsPage(jobs, theme, memory, author=str)
    qtbot.addWidget(page)
    assert len(asked) == 1
    page.show()
    assert len(asked) == 1
    reader.run()
    assert cases(page) == ["C-1"]
    jobs.close()


def test_without_a_database_the_page_says_so_once_when_it_is_shown(theme, memory, qtbot):
    reader = Later()
    jobs = Jobs(AtOnce(), reader)
    told: list[object] = []
    jobs.trouble.connect(told.append)
    page = AuditsPage(jobs, theme, memory, author=str)
    qtbot.addWidget(page)
    reader.run()
    assert not told
    page.show()
    reader.run()
    assert len(told) == 1
    jobs.close()
