"""Conflicts are settled in the window by keys alone, and nothing chosen or written is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

from db.opening import open_reading
from db.revisions import each_revision
from db.sealing import open_audit
from db.settling import conflicts, settle
from forms.identity import recorded_uid
from forms.settlement_reasons import read_settlement
from forms.word_differences import Run
from tests.forms.test_couplings import visits
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import a_tool
from tests.ui.settling.conftest import version
from ui.settling.reads import Version
from ui.settling.words import version_html
from ui.widgets.collapsible import Collapsible

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
YES, NO = {"answer": "yes"}, {"answer": "no"}


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typed(qtbot, text):
    qtbot.keyClicks(focused(), text)


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(focused(), key, modifier)


def chosen(page):
    return [row.choice for row in page.board.rows]


def waiting(cabinet):
    with open_reading(cabinet.path) as store:
        return [row.case for row in conflicts(store)]


def test_without_conflicts_the_page_says_what_it_is_for(make_page):
    page = make_page()
    assert page.nothing.isVisible()
    assert not page.settle_now.isEnabled()


def test_conflicts_are_listed_and_opened_with_enter(make_page, conflict, qtbot):
    conflict("C-2")
    conflict("C-1")
    page = make_page()
    assert [row.case for row in page.table.list.things] == ["C-1", "C-2"]
    assert page.count.text().startswith("2 audits have versions that differ.")
    page.table.setFocus()
    press(qtbot, Key.Key_Return)
    assert page.board.isVisible()
    assert page.head.case.text() == "Conflict: C-1"
    assert [row.answer.label for row in page.board.rows] == ["Seen alone?", "Overall grade"]


def test_a_conflict_is_settled_by_keys_alone(make_page, conflict, cabinet, qtbot):
    uid = conflict()
    page = make_page()
    page.open_conflict(uid)
    assert page.foot.progress.text() == "• 0 of 2 chosen"
    press(qtbot, Key.Key_3)
    assert chosen(page) == ["theirs", None]
    assert focused() is page.board.rows[0].cells["theirs"]
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_O)
    assert page.foot.progress.text() == "✓ 2 of 2 chosen"
    press(qtbot, Key.Key_Tab)
    typed(qtbot, "It was seen.")
    press(qtbot, Key.Key_Return)
    assert focused() is page.foot.reason
    typed(qtbot, "We met.")
    with qtbot.waitSignal(page.settled) as told:
        press(qtbot, Key.Key_Return, Control)
    assert told.args[0] == uid
    assert "settled and sealed" in told.args[1]
    assert waiting(cabinet) == []
    with open_reading(cabinet.path) as store:
        audit = open_audit(store, uid).audit
        *_, (_, sealed) = each_revision(store)
    assert (audit.overall, audit.findings["alone"].answer) == ("outstanding", "inadequate")
    assert audit.strengths == "Patience."
    assert (sealed.act, sealed.author) == ("settled", "qa-lead")
    reason = read_settlement(sealed.reason)
    assert reason.reason == "We met."
    assert reason.chosen["overall"].why == "It was seen."


@pytest.mark.parametrize(
    ("key", "choice"),
    [("1", "ancestor"), ("2", "ours"), ("3", "theirs"), ("a", "ancestor"), ("O", "ours"),
     ("t", "theirs")],
)  # fmt: skip
def test_digits_and_letters_choose(make_page, conflict, qtbot, key, choice):
    page = make_page()
    page.open_conflict(conflict())
    typed(qtbot, key)
    assert chosen(page) == [choice, None]


def test_arrows_go_over_rows_and_columns_without_choosing(make_page, conflict, qtbot):
    page = make_page()
    page.open_conflict(conflict())
    first, second = page.board.rows
    press(qtbot, Key.Key_Right)
    assert focused() is first.cells["ours"]
    press(qtbot, Key.Key_Down)
    assert focused() is second.cells["ours"]
    press(qtbot, Key.Key_Tab)
    assert focused() is second.why
    press(qtbot, Key.Key_Up)
    assert focused() is first.why
    assert chosen(page) == [None, None]


def test_a_digit_in_a_reason_is_text(make_page, conflict, qtbot):
    page = make_page()
    page.open_conflict(conflict())
    page.board.rows[0].why.setFocus()
    typed(qtbot, "3 visits")
    assert page.board.rows[0].reason == "3 visits"
    assert chosen(page) == [None, None]


def test_what_is_missing_is_told_and_gone_to(make_page, conflict, cabinet, qtbot):
    page = make_page()
    page.open_conflict(conflict())
    first, second = page.board.rows
    first.choose("ours")
    press(qtbot, Key.Key_Return, Control)
    assert page.foot.problem.text() == "Choose one more answer."
    assert second.complaint.isVisible()
    assert focused() is second.stop
    second.choose("ours")
    assert not second.complaint.isVisible()
    press(qtbot, Key.Key_Return, Control)
    assert page.foot.problem.text() == "Say why the conflict is settled like this."
    assert focused() is page.foot.reason
    assert waiting(cabinet) == ["C-1"]


def test_taking_all_leaves_what_is_chosen(make_page, conflict):
    page = make_page()
    page.open_conflict(conflict())
    page.board.rows[0].choose("ancestor")
    page.board.heads.buttons["theirs"].click()
    assert chosen(page) == ["ancestor", "theirs"]


def test_what_was_chosen_and_written_is_there_when_one_comes_back(make_page, conflict, qtbot):
    page = make_page()
    one, two = conflict("C-1"), conflict("C-2")
    page.open_conflict(one)
    page.board.rows[0].choose("theirs")
    page.board.rows[1].why.setFocus()
    typed(qtbot, "Because.")
    page.foot.reason.setFocus()
    typed(qtbot, "We met.")
    press(qtbot, Key.Key_W, Control)
    page.open_conflict(two)
    assert chosen(page) == [None, None]
    assert page.foot.reason.text() == ""
    page.open_conflict(one)
    assert chosen(page) == ["theirs", None]
    assert page.board.rows[1].reason == "Because."
    assert page.foot.reason.text() == "We met."


def test_what_changed_meanwhile_is_shown_anew_with_what_was_chosen(
    make_page, conflict, cabinet, qtbot
):
    uid = conflict()
    page = make_page()
    page.open_conflict(uid)
    for row in page.board.rows:
        row.choose("theirs")
    page.foot.reason.setText("We met.")
    shown = page.settling.shown
    page.settling.shown = shown._replace(heads=("0" * 64,))  # as if the heads were others then
    press(qtbot, Key.Key_Return, Control)
    assert "changed since it was shown" in page.foot.problem.text()
    assert chosen(page) == ["theirs", "theirs"]
    assert waiting(cabinet) == ["C-1"]
    with qtbot.waitSignal(page.settled):
        press(qtbot, Key.Key_Return, Control)
    assert waiting(cabinet) == []


def test_a_conflict_that_is_settled_already_goes_back_to_the_list(make_page, conflict, cabinet):
    uid = conflict()
    page = make_page()
    cabinet.change(
        lambda store: settle(
            store, uid, {"finding.alone": "ours", "overall": "ours"}, "We met.", "other"
        )
    )
    said: list[str] = []
    page.announced.connect(said.append)
    page.open_conflict(uid)
    assert said == ["This audit is not in conflict; there is nothing to settle."]
    assert page.nothing.isVisible()


def test_an_open_draft_is_told_before_anything_is_chosen(make_page, cabinet, conflict):
    uid = conflict()
    cabinet.change(
        lambda store: store.run(
            "INSERT INTO draft (uid, kind, author, started_at) VALUES (?, 'audit', 'a', '')",
            (uid,),
        )
    )
    page = make_page()
    page.open_conflict(uid)
    assert "open as a draft here" in page.head.notice.text


def test_versions_of_different_tools_are_chosen_whole(make_page, conflict, cabinet, qtbot):
    other = a_tool().model_copy(update={"title": "Voice of the child", "version": "1.1"})
    uid = conflict(tools=(a_tool(), other))
    page = make_page()
    page.open_conflict(uid)
    [row] = page.board.rows
    assert not row.cells["ancestor"].isEnabled()
    assert "Voice of the child, version 1.1" in row.cells["theirs"].accessibleName()
    typed(qtbot, "t")
    page.foot.reason.setText("The newer tool.")
    with qtbot.waitSignal(page.settled):
        press(qtbot, Key.Key_Return, Control)
    with open_reading(cabinet.path) as store:
        assert open_audit(store, uid).tool == other


def test_what_joined_is_folded_below(make_page, conflict):
    page = make_page()
    page.open_conflict(conflict())
    [joined] = page.board.findChildren(Collapsible)
    assert joined.heading.text() == "1 change joined by itself"
    assert not joined.is_open


def test_every_cell_says_what_it_holds_and_what_differs(make_page, conflict):
    page = make_page()
    page.open_conflict(conflict())
    assert nameless(page) == []
    first = page.board.rows[0]
    theirs = first.cells["theirs"]
    assert theirs.accessibleName().startswith("Theirs: Inadequate. The chronology")
    assert "Seen alone? 1 of 2." in theirs.accessibleDescription()
    assert "New words: Nobody was told." in theirs.accessibleDescription()
    assert "Words taken out: not" in first.cells["ours"].accessibleDescription()


def test_a_version_that_is_not_there_cannot_be_chosen(make_page, conflict, qtbot):
    other = a_tool().model_copy(update={"version": "1.1"})
    page = make_page()
    page.open_conflict(conflict(tools=(a_tool(), other)))
    typed(qtbot, "1")
    assert chosen(page) == [None]


def test_text_of_an_audit_is_shown_as_it_is_written(theme):
    hostile = "<img src=x> & <b>bold</b>"
    runs = (Run("kept", hostile), Run("new", hostile), Run("gone", hostile))
    shown = version_html(Version(hostile, hostile, runs), theme.palette)
    document = QTextDocument()
    document.setHtml(shown)
    assert document.toPlainText().count(hostile) == 4


def test_a_click_anywhere_in_a_version_chooses_it(make_page, conflict, qtbot):
    page = make_page()
    page.open_conflict(conflict())
    cell = page.board.rows[1].cells["theirs"]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=cell.rect().bottomRight() / 2)
    assert chosen(page) == [None, "theirs"]


def test_another_database_forgets_what_was_chosen_in_this_one(make_page, conflict):
    page = make_page()
    uid = conflict()
    page.open_conflict(uid)
    page.board.rows[0].choose("ours")
    page.forget()
    page.open_conflict(uid)
    assert chosen(page) == [None, None]


@pytest.fixture
def two_visits(cabinet):
    """An audit of which two people each added a second visit."""
    uid = recorded_uid("visits", "C-1", "auditor-01", "2026-04-02")
    one = {"case": "C-1", "auditor": "a", "status": "completed", "finding.alone#1": YES}
    sides = [{**one, "instances.visit": [1, 2], "finding.alone#2": each} for each in (YES, NO)]

    def seal(store):
        with store.transaction():
            first = version(store, uid, 1, (), one, visits())
            for at, side in enumerate(sides, 2):
                version(store, uid, at, (first,), side, visits())

    cabinet.change(seal)
    return uid


def test_visits_of_two_people_are_both_kept(make_page, two_visits, cabinet, qtbot):
    page = make_page()
    page.open_conflict(two_visits)
    [row] = page.board.rows
    assert "(visit 3): No" in row.cells["both"].accessibleName()
    typed(qtbot, "4")
    assert chosen(page) == ["both"]
    page.show_list()
    page.open_conflict(two_visits)
    assert chosen(page) == ["both"]
    page.foot.reason.setText("Both were made.")
    with qtbot.waitSignal(page.settled):
        page.foot.settle.click()
    with open_reading(cabinet.path) as store:
        assert open_audit(store, two_visits).audit.instances == {"visit": (1, 2, 3)}
