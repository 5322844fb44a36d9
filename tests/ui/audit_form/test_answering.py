"""Each kind of answer is given, shown, judged and cleared in its card."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QMenu
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.findings import Finding
from tests.ui.audit_form.conftest import Desk
from ui.audit_form.date_box import NO_DATE
from ui.audit_form.question_card import QuestionCard
from ui.audit_form.typed_editors import DateEditor, NumberEditor

Press = Callable[..., None]
Type = Callable[[str], None]


def card(desk: Desk, name: str) -> QuestionCard:
    assert desk.page.pane.view is not None
    found = desk.page.pane.view.stops[name]
    assert isinstance(found, QuestionCard)
    return found


def test_a_digit_grades_the_question_in_focus_at_once(desk: Desk, press: Press) -> None:
    desk.open()
    press(Qt.Key.Key_1)
    assert desk.edits == [("u1", "finding.child_seen", {"answer": "yes"})]


def test_n_and_x_give_the_reserved_answers_where_they_are_allowed(desk: Desk, press: Press) -> None:
    desk.open(place=("seen", "quality"))
    press(Qt.Key.Key_N)
    assert desk.last("finding.quality") == {"answer": "not_applicable"}
    press(Qt.Key.Key_X)
    assert desk.last("finding.quality") == {"answer": "not_evidenced"}
    desk.open()
    before = len(desk.edits)
    press(Qt.Key.Key_N)
    assert len(desk.edits) == before


def test_arrows_move_between_options_and_space_chooses(desk: Desk, press: Press) -> None:
    desk.open(place=("seen", "quality"))
    press(Qt.Key.Key_Right)
    assert desk.edits == []
    press(Qt.Key.Key_Space)
    assert desk.last("finding.quality") == {"answer": "good"}
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    assert desk.last("finding.quality") == {"answer": "outstanding"}


def test_a_click_chooses_and_a_second_click_does_not_unchoose(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    button = card(desk, "child_seen").findChildren(type(QApplication.focusWidget()))[1]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [edit.value for edit in desk.edits] == [{"answer": "no"}]
    assert button.isChecked()


def test_delete_clears_the_answer_and_keeps_the_evidence(desk: Desk, press: Press) -> None:
    desk.open(Audit(findings={"child_seen": Finding(answer="yes", evidence="Seen at home.")}))
    press(Qt.Key.Key_Delete)
    assert desk.last("finding.child_seen") == {"evidence": "Seen at home."}


def test_several_options_are_turned_on_and_off_in_the_order_of_the_tool(
    desk: Desk, press: Press
) -> None:
    desk.open(place=("heard", "methods"))
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_1)
    assert desk.last("finding.methods") == {"answer": ["play", "talk"]}
    press(Qt.Key.Key_3)
    assert desk.last("finding.methods") == {"answer": ["play"]}
    press(Qt.Key.Key_1)
    assert desk.last("finding.methods") is None


def test_a_reserved_answer_takes_the_place_of_several_options(desk: Desk, press: Press) -> None:
    desk.open(place=("heard", "methods"))
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_X)
    assert desk.last("finding.methods") == {"answer": "not_evidenced"}
    press(Qt.Key.Key_2)
    assert desk.last("finding.methods") == {"answer": ["draw"]}


def test_a_number_is_read_with_blanks_and_commas(desk: Desk, type_text: Type) -> None:
    desk.open(place=("seen", "visits"))
    type_text(" 1 2 ")
    desk.page.flush()
    assert desk.last("finding.visits") == {"answer": 12}


@pytest.mark.parametrize(
    ("typed", "stored", "problem"),
    [("51", 51, "at most 50"), ("1.5", 1.5, "whole number"), ("lots", "lots", "must be a number")],
)
def test_a_wrong_number_stays_in_view_is_kept_and_explained(
    desk: Desk, type_text: Type, typed: str, stored: object, problem: str
) -> None:
    desk.open(place=("seen", "visits"))
    type_text(typed)
    desk.page.flush()
    shown = card(desk, "visits")
    assert isinstance(shown.editor, NumberEditor)
    assert desk.last("finding.visits") == {"answer": stored}
    assert shown.editor.box().text() == typed
    assert problem in shown.problem
    assert "Check the answer" in shown.accessibleDescription()


def test_a_date_is_kept_as_iso_and_tidied_when_the_line_is_left(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(Audit(findings={"child_seen": Finding(answer="yes")}), place=("seen", "last_seen"))
    type_text("3/4/26")
    desk.page.flush()
    editor = card(desk, "last_seen").editor
    assert isinstance(editor, DateEditor)
    assert desk.last("finding.last_seen") == {"answer": "2026-04-03"}
    assert editor.box().text() == "3/4/26", "not rewritten under the typing hand"
    press(Qt.Key.Key_Tab)
    assert editor.box().text() == "03/04/2026"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("soon", NO_DATE), ("1/1/2019", "01/01/2020 or later"), ("1/1/2027", "21/11/2026 or earlier")],
)
def test_a_wrong_date_stays_in_view_is_kept_and_explained(
    desk: Desk, type_text: Type, typed: str, problem: str
) -> None:
    desk.open(Audit(findings={"child_seen": Finding(answer="yes")}), place=("seen", "last_seen"))
    type_text(typed)
    desk.page.flush()
    shown = card(desk, "last_seen")
    assert isinstance(shown.editor, DateEditor)
    assert shown.editor.box().text() == typed
    assert problem in shown.problem
    assert desk.last("finding.last_seen") is not None


def test_a_day_taken_from_the_calendar_is_typed_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The screenless platform complains of every pop-up.
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)
    desk.open(Audit(findings={"child_seen": Finding(answer="yes")}), place=("seen", "last_seen"))
    editor = card(desk, "last_seen").editor
    assert isinstance(editor, DateEditor)
    editor.dates.button.click()
    calendar = editor.dates.findChildren(QCalendarWidget)[0]
    calendar.clicked.emit(QDate(2026, 2, 1))
    assert editor.box().text() == "01/02/2026"
    assert desk.last("finding.last_seen") == {"answer": "2026-02-01"}


def test_text_beyond_its_length_stays_and_is_explained(desk: Desk, type_text: Type) -> None:
    desk.open(place=("heard", "words"))
    type_text("I want to go home to my dog")
    desk.page.flush()
    assert desk.last("finding.words") == {"answer": "I want to go home to my dog"}
    assert "at most 20 characters" in card(desk, "words").problem


def test_evidence_beyond_what_a_file_keeps_stays_in_view_and_is_said(desk: Desk) -> None:
    desk.open()
    evidence = card(desk, "child_seen").evidence
    assert evidence is not None
    evidence.box.insertPlainText("x" * 20_050)
    desk.page.flush()
    kept = desk.last("finding.child_seen")
    assert isinstance(kept, dict)
    assert len(str(kept["evidence"])) == 20_000
    assert len(evidence.box.toPlainText()) == 20_050
    desk.page.pane.step_section(1)
    desk.page.pane.step_section(-1)
    again = card(desk, "child_seen").evidence
    assert again is not None
    assert len(again.box.toPlainText()) == 20_050
    assert "20,050" in again.problem


def test_digits_typed_as_evidence_do_not_grade(desk: Desk, press: Press, type_text: Type) -> None:
    desk.open()
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    type_text("Seen 12 times, n x")
    desk.page.flush()
    assert desk.last("finding.child_seen") == {"evidence": "Seen 12 times, n x"}


def test_escape_returns_from_the_evidence_to_the_answer(desk: Desk, press: Press) -> None:
    desk.open()
    answer = QApplication.focusWidget()
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is not answer
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is answer


def test_alt_n_answers_while_typing(desk: Desk, press: Press, type_text: Type) -> None:
    desk.open(place=("seen", "visits"))
    type_text("4")
    press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert desk.last("finding.visits") == {"answer": "not_applicable"}


def test_the_card_says_in_words_how_its_question_stands(desk: Desk, press: Press) -> None:
    desk.open()
    shown = card(desk, "child_seen")
    assert shown.accessibleName() == "1.1 Was the child seen? Required."
    assert shown.accessibleDescription() == "Required"
    press(Qt.Key.Key_1)
    assert shown.accessibleDescription() == "Evidence needed"
    assert shown.evidence is not None
    shown.evidence.box.insertPlainText("Seen at home.")
    desk.page.flush()
    assert shown.accessibleDescription() == "Answered"


def test_f1_opens_and_folds_what_good_looks_like(desk: Desk, press: Press) -> None:
    desk.open()
    fold = card(desk, "child_seen").fold
    assert fold is not None
    press(Qt.Key.Key_F1)
    assert fold.is_open
    assert "Look in the visit records." in fold.button.accessibleDescription()
    press(Qt.Key.Key_F1)
    assert not fold.is_open


def test_the_day_of_the_audit_decides_what_is_in_the_future(desk: Desk) -> None:
    desk.open(Audit(audited_on=date(2026, 11, 22)), place=("case", "audited_on"))
    assert desk.page.pane.view is not None
    stop = desk.page.pane.view.stops["audited_on"]
    assert "in the future" in stop.problem
