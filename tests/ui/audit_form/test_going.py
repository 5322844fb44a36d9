"""Going from place to place: by keys, by undoing, by coming back; and what is in view there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.findings import Finding
from tests.ui.audit_form.conftest import WHOLE, Desk, view_stop

Press = Callable[..., None]
Type = Callable[[str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_only_the_section_in_view_is_built(desk: Desk) -> None:
    desk.open(WHOLE)
    boxes = len(desk.page.findChildren(QPlainTextEdit))
    desk.page.pane.step_section(1)
    QApplication.sendPostedEvents(None, 52)  # what was let go of is deleted now
    assert view_stop(desk, "stage") is not None
    assert len(desk.page.findChildren(QPlainTextEdit)) <= boxes + 1


def test_a_question_comes_and_goes_with_the_answer_that_decides(desk: Desk, press: Press) -> None:
    desk.open(Audit(findings={"last_seen": Finding(answer="2026-10-01")}))
    hidden = view_stop(desk, "last_seen")
    assert hidden.isHidden()  # type: ignore[attr-defined]
    assert "0 of 3" in desk.page.pane.sections.item(1).toolTip()
    press(Qt.Key.Key_1)
    assert hidden.isVisible()  # type: ignore[attr-defined]
    assert "2 of 4" in desk.page.pane.sections.item(1).toolTip()
    press(Qt.Key.Key_2)
    assert hidden.isHidden()  # type: ignore[attr-defined]
    audit = desk.page.audit
    assert audit is not None
    assert audit.findings["last_seen"].answer == "2026-10-01", "kept while it is hidden"


def test_coming_back_to_a_question_that_a_rule_hides_now_goes_on_after_it(desk: Desk) -> None:
    desk.open(place=("seen", "last_seen"))
    assert desk.place == ("seen", "visits")


def test_up_and_down_go_from_question_to_question_past_hidden_ones(
    desk: Desk, press: Press
) -> None:
    desk.open()
    press(Qt.Key.Key_Down)
    assert desk.place == ("seen", "visits")
    press(Qt.Key.Key_Up)
    assert desk.place == ("seen", "child_seen")
    press(Qt.Key.Key_Up)
    assert desk.place == ("case", "attribute.legal_status")
    press(Qt.Key.Key_Down)
    assert desk.place == ("seen", "child_seen")


@pytest.mark.parametrize("key", [(Qt.Key.Key_F8,), (Qt.Key.Key_J, CTRL)])
def test_one_key_goes_to_the_next_thing_to_do_in_any_section(
    desk: Desk, press: Press, key: tuple[Qt.Key]
) -> None:
    desk.open(WHOLE.model_copy(update={"overall": None, "sections": {"seen": "outstanding"}}))
    press(*key)
    assert desk.place == ("heard", "section.heard")
    press(*key)
    assert desk.place == ("overall", "overall")
    press(*key)
    assert desk.place == ("heard", "section.heard"), "round to the beginning"


def test_the_next_thing_to_do_may_be_the_evidence_of_the_question_in_focus(
    desk: Desk, press: Press
) -> None:
    desk.open()
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_F8)
    assert desk.place == ("seen", "child_seen")
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)


def test_undo_and_redo_go_to_what_they_change_in_any_section(desk: Desk, press: Press) -> None:
    desk.open()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_PageDown, CTRL)
    press(Qt.Key.Key_2)
    assert desk.last("finding.stage") == {"answer": "young"}
    press(Qt.Key.Key_Z, CTRL)
    assert desk.last("finding.stage") is None
    press(Qt.Key.Key_Z, CTRL)
    assert desk.place == ("seen", "child_seen")
    assert desk.last("finding.child_seen") is None
    press(Qt.Key.Key_Y, CTRL)
    assert desk.last("finding.child_seen") == {"answer": "yes"}
    press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.place == ("heard", "stage")


def test_text_is_undone_from_within_its_box_a_sentence_at_a_time(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open()
    press(Qt.Key.Key_E, CTRL)
    for part in ("Seen", " at home.", " Happy."):
        type_text(part)
        desk.page.flush()
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    press(Qt.Key.Key_Z, CTRL)
    assert box.toPlainText() == "Seen at home."
    assert QApplication.focusWidget() is box
    press(Qt.Key.Key_Z, CTRL)
    assert box.toPlainText() == ""
    assert desk.last("finding.child_seen") is None


def test_it_opens_where_the_person_left_off(desk: Desk) -> None:
    places: list[tuple[str, str]] = []
    desk.page.place_changed.connect(lambda *place: places.append(place))
    desk.open(WHOLE, place=("heard", "methods"))
    assert desk.place == ("heard", "methods")
    assert places[-1] == ("heard", "methods")


def test_without_a_place_it_opens_where_something_is_left_to_do(desk: Desk) -> None:
    desk.open(WHOLE.model_copy(update={"sections": {"heard": "good"}}), place=None)
    assert desk.place == ("seen", "section.seen")


def test_a_place_that_is_gone_opens_at_the_first_thing_there_is(desk: Desk) -> None:
    desk.open(WHOLE, place=("withdrawn", "withdrawn"))
    assert desk.place == ("case", "case")


def test_coming_back_to_the_page_returns_to_the_question(desk: Desk, qtbot: QtBot) -> None:
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    desk.open(WHOLE, place=("seen", "quality"))
    desk.page.hide()
    with qtbot.waitExposed(elsewhere):
        elsewhere.show()
    desk.page.show()
    desk.page.activateWindow()
    qtbot.waitUntil(lambda: desk.place == ("seen", "quality"))


def test_the_header_names_case_tool_auditor_and_progress(desk: Desk) -> None:
    desk.open(WHOLE)
    assert desk.page.header.case_text == "CF-1"
    assert "Small tool, version 1.0" in desk.page.header.about_text
    assert "Auditor 1" in desk.page.header.about_text
    assert "6 of 7 answered" in desk.page.header.about_text


def test_larger_text_keeps_the_place_and_every_word(
    desk: Desk, press: Press, type_text: Type, theme: object
) -> None:
    desk.open(place=("seen", "quality"))
    press(Qt.Key.Key_E, CTRL)
    type_text("Half a sent")
    theme.set_text_percent(150)  # type: ignore[attr-defined]
    assert desk.last("finding.quality") == {"evidence": "Half a sent"}
    desk.page.pane.return_focus()
    assert desk.place == ("seen", "quality")


def test_f1_is_the_questions_in_a_question_and_the_windows_elsewhere(
    desk: Desk, press: Press, qtbot: QtBot
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    helped: list[bool] = []
    help_action = window.menuBar().addMenu("Help").addAction("Keys")
    help_action.setShortcut("F1")
    help_action.triggered.connect(lambda: helped.append(True))
    window.setCentralWidget(desk.page)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.open()
    press(Qt.Key.Key_F1)
    assert view_stop(desk, "child_seen").fold.is_open  # type: ignore[attr-defined]
    assert helped == []
    desk.page.pane.sections.setFocus()
    press(Qt.Key.Key_F1)
    assert helped == [True]
    window.takeCentralWidget()  # the fixture closes it
