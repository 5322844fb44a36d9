"""Grades with their reasons, what stands before completion, and audits that are only read."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.findings import Finding
from tests.ui.audit_form.conftest import WHOLE, Desk, view_stop
from ui.audit_form.grade_card import GradeCard

Press = Callable[..., None]
Type = Callable[[str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_where_nothing_is_left_the_key_goes_to_complete(desk: Desk, press: Press) -> None:
    desk.open(WHOLE.model_copy(update={"overall_reason": "Judged as a whole."}))
    press(Qt.Key.Key_F8)
    assert desk.page.header.complete.hasFocus()


def test_a_judgement_that_differs_asks_for_its_reason_and_keeps_it_in_view(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(WHOLE.model_copy(update={"section_reasons": {}, "sections": {}}))
    desk.page.pane.go_to_field("section.seen")
    grade = view_stop(desk, "section.seen")
    assert isinstance(grade, GradeCard)
    assert not grade.reason.isVisible()
    press(Qt.Key.Key_4)
    assert grade.reason.isVisible()
    assert "required" in grade.reason.box.accessibleDescription()
    press(Qt.Key.Key_E, CTRL)
    type_text("Thin records.")
    desk.page.flush()
    assert desk.last("section_reason.seen") == "Thin records."
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_2)
    assert grade.reason.isVisible(), "words that were written stay in view"


def test_the_descriptor_of_the_grade_in_focus_or_given_is_in_view(desk: Desk, press: Press) -> None:
    desk.open(WHOLE, place=("overall", "overall"))
    grade = view_stop(desk, "overall")
    assert isinstance(grade, GradeCard)
    assert grade.descriptor.text().startswith("Outstanding.")
    press(Qt.Key.Key_End)
    assert grade.descriptor.text().startswith("Inadequate.")
    press(Qt.Key.Key_Tab)
    assert grade.descriptor.text().startswith("Outstanding.")


def test_a_limiting_rule_is_explained_and_leads_to_its_question(desk: Desk, qtbot: QtBot) -> None:
    findings = {**WHOLE.findings, "child_seen": Finding(answer="no", evidence="Never.")}
    desk.open(WHOLE.model_copy(update={"findings": findings}), place=("overall", "overall"))
    grade = view_stop(desk, "overall")
    assert isinstance(grade, GradeCard)
    assert "the child was not seen" in grade.because
    qtbot.mouseClick(grade.limit_links[0], Qt.MouseButton.LeftButton)
    assert desk.place == ("seen", "child_seen")


def test_complete_lists_what_is_missing_as_links_that_shrink(
    desk: Desk, press: Press, qtbot: QtBot
) -> None:
    desk.open(WHOLE.model_copy(update={"case": "", "sections": {"seen": "outstanding"}}))
    press(Qt.Key.Key_Return, CTRL)
    panel = desk.page.gaps_panel
    assert panel.links.hasFocus()
    texts = [panel.links.item(row).text() for row in range(panel.links.count())]
    assert len(texts) == 2
    assert "Enter the case reference." in texts[0]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert desk.place == ("heard", "section.heard")
    press(Qt.Key.Key_1)
    assert panel.links.count() == 1


def test_escape_closes_the_list_of_what_is_missing(desk: Desk, press: Press) -> None:
    desk.open()
    press(Qt.Key.Key_Return, CTRL)
    panel = desk.page.gaps_panel
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert desk.place == ("seen", "child_seen")


def test_completion_is_asked_for_only_when_nothing_is_missing(
    desk: Desk, press: Press, qtbot: QtBot
) -> None:
    desk.open(WHOLE, place=("overall", "overall"))
    with qtbot.assertNotEmitted(desk.page.complete_requested):
        press(Qt.Key.Key_Return, CTRL)
    desk.page.pane.go_to_field("overall_reason", "words")
    qtbot.keyClicks(QApplication.focusWidget(), "As a whole.")
    with qtbot.waitSignal(desk.page.complete_requested) as asked:
        press(Qt.Key.Key_Return, CTRL)
    assert asked.args == ["u1"]
    assert desk.last("overall_reason") == "As a whole."


def test_a_completed_audit_takes_no_key_and_says_why(
    desk: Desk, press: Press, type_text: Type, qtbot: QtBot
) -> None:
    desk.open(WHOLE, read_only=True)
    for key in (Qt.Key.Key_2, Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_Delete):
        press(key)
    press(Qt.Key.Key_E, CTRL)
    type_text("more")
    press(Qt.Key.Key_Return, CTRL)
    assert desk.edits == []
    assert desk.page.audit == WHOLE
    assert "sealed" in desk.page.banner.reopen.accessibleDescription()
    with qtbot.waitSignal(desk.page.reopen_requested) as asked:
        desk.page.banner.reopen.click()
    assert asked.args == ["u1"]


def test_a_draft_shows_no_banner(desk: Desk) -> None:
    desk.open(WHOLE)
    assert not desk.page.banner.isVisible()
    assert desk.page.header.complete.isVisible()


def test_void_is_asked_for_with_everything_handed_on(
    desk: Desk, press: Press, type_text: Type, qtbot: QtBot
) -> None:
    desk.open()
    press(Qt.Key.Key_E, CTRL)
    type_text("Seen")
    with qtbot.waitSignal(desk.page.void_requested):
        desk.page.header.void.trigger()
    assert desk.last("finding.child_seen") == {"evidence": "Seen"}
