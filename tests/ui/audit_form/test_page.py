"""The page as a whole: what it hands on, where it goes, what it shows and what it refuses."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.findings import Finding
from tests.ui.audit_form.conftest import TODAY, Desk
from ui.audit_form.grade_card import GradeCard

Press = Callable[..., None]
Type = Callable[[str], None]
CTRL = Qt.KeyboardModifier.ControlModifier

WHOLE = Audit(
    case="CF-1",
    auditor="Auditor 1",
    audited_on=TODAY,
    attributes={"team": "North", "custom": "kept"},
    findings={
        "child_seen": Finding(answer="yes", evidence="Seen at home."),
        "last_seen": Finding(answer="2026-10-01"),
        "visits": Finding(answer=4),
        "quality": Finding(answer="good"),
        "stage": Finding(answer="young"),
        "methods": Finding(answer=("play",)),
    },
    sections={"seen": "outstanding", "heard": "good"},
    section_reasons={"seen": "Much better than it looks."},
    overall="outstanding",
    strengths="Known well.",
)


def view_stop(desk: Desk, name: str) -> object:
    assert desk.page.pane.view is not None
    return desk.page.pane.view.stops[name]


@pytest.mark.parametrize("section", ["case", "seen", "heard", "overall"])
def test_opening_hands_nothing_on(desk: Desk, qtbot: QtBot, section: str) -> None:
    desk.open(WHOLE, place=(section, ""))
    assert desk.page.pane.view is not None
    assert desk.page.pane.view.stops
    desk.page.flush()
    desk.page.pane.step_section(1)
    desk.page.hide()
    assert desk.edits == []
    assert desk.page.audit == WHOLE


def test_what_is_typed_is_handed_on_when_the_focus_goes(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(place=("case", "case"))
    type_text("CF-7")
    assert desk.edits == []
    press(Qt.Key.Key_Tab)
    assert desk.edits == [("u1", "case", "CF-7")]


@pytest.mark.parametrize("leave", ["section", "page", "close", "audit"])
def test_what_is_typed_is_handed_on_before_anything_else_comes_into_view(
    desk: Desk, press: Press, type_text: Type, leave: str
) -> None:
    desk.open()
    press(Qt.Key.Key_E, CTRL)
    type_text("Seen")
    if leave == "section":
        press(Qt.Key.Key_PageDown, CTRL)
    elif leave == "page":
        desk.page.hide()
    elif leave == "close":
        press(Qt.Key.Key_W, CTRL)
    else:
        desk.open(WHOLE)
    assert desk.edits == [("u1", "finding.child_seen", {"evidence": "Seen"})]


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


def test_where_nothing_is_left_the_key_goes_to_complete(desk: Desk, press: Press) -> None:
    desk.open(WHOLE.model_copy(update={"overall_reason": "Judged as a whole."}))
    press(Qt.Key.Key_F8)
    assert desk.page.header.complete.hasFocus()


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
    assert panel is not None
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
    assert panel is not None
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
    desk.open(WHOLE, place=("seen", "quality"))
    desk.page.hide()
    desk.page.show()
    desk.page.activateWindow()
    qtbot.waitUntil(lambda: desk.place == ("seen", "quality"))


def test_saved_is_said_only_when_nothing_is_typed_or_under_way(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open()
    state = desk.page.header.save_state
    assert state.isVisible()
    press(Qt.Key.Key_1)
    assert "Saving" in state.text()
    desk.page.show_saved(datetime(2026, 11, 21, 14, 2))
    assert "Saved 14:02" in state.text()
    press(Qt.Key.Key_E, CTRL)
    type_text("S")
    desk.page.show_saved(datetime(2026, 11, 21, 14, 3))
    assert "Saving" in state.text()
    desk.page.flush()
    desk.page.show_not_saved("the disk is full")
    assert "the disk is full" in state.text()


def test_typing_that_comes_to_nothing_leaves_all_saved(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open()
    press(Qt.Key.Key_E, CTRL)
    type_text("S")
    press(Qt.Key.Key_Backspace)
    desk.page.flush()
    assert desk.edits == []
    assert desk.page.header.save_state.text() == "✓ Saved"


def test_case_details_are_handed_on_under_their_names(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(place=("case", "attribute.team"))
    type_text("North")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_3)
    assert desk.last("attribute.team") == "North"
    assert desk.last("attribute.plan_type") == "child protection"
    press(Qt.Key.Key_Delete)
    assert desk.last("attribute.plan_type") is None


def test_an_attribute_from_elsewhere_is_shown_and_kept(desk: Desk) -> None:
    desk.open(WHOLE, place=("case", "attribute.custom"))
    assert desk.place == ("case", "attribute.custom")


def test_a_date_of_the_audit_that_is_none_stays_in_view_and_empties_the_field(
    desk: Desk, press: Press, type_text: Type
) -> None:
    desk.open(Audit(audited_on=date(2026, 11, 1)), place=("case", "audited_on"))
    press(Qt.Key.Key_A, CTRL)
    type_text("soon")
    press(Qt.Key.Key_Tab)
    assert desk.last("audited_on") is None
    desk.page.pane.step_section(1)
    desk.page.pane.step_section(-1)
    stop = view_stop(desk, "audited_on")
    assert stop.dates.line.text() == "soon"  # type: ignore[attr-defined]
    assert "not a date" in stop.problem  # type: ignore[attr-defined]


def test_known_values_are_offered_while_typing(desk: Desk, type_text: Type) -> None:
    desk.page.set_known_values({"attribute.team": ["North", "South"]})
    desk.open(place=("case", "attribute.team"))
    stop = view_stop(desk, "attribute.team")
    completer = stop.line.completer()  # type: ignore[attr-defined]
    completer.setCompletionPrefix("nor")
    assert completer.currentCompletion() == "North"


def test_the_header_names_case_tool_auditor_and_progress(desk: Desk) -> None:
    desk.open(WHOLE)
    assert desk.page.header.case_text == "CF-1"
    assert "Small tool, version 1.0" in desk.page.header.about_text
    assert "Auditor 1" in desk.page.header.about_text
    assert "6 of 7 answered" in desk.page.header.about_text


def test_void_is_asked_for_with_everything_handed_on(
    desk: Desk, press: Press, type_text: Type, qtbot: QtBot
) -> None:
    desk.open()
    press(Qt.Key.Key_E, CTRL)
    type_text("Seen")
    with qtbot.waitSignal(desk.page.void_requested):
        desk.page.header.void.trigger()
    assert desk.last("finding.child_seen") == {"evidence": "Seen"}


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
