"""The kinds of question beyond grades: ranked, times, lines, notes, worked out, confirmed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.findings import Finding
from forms.tools import AuditTool, Choice, Question
from tests.ui.audit_form.conftest import Desk, view_stop
from ui.audit_form.file_editor import FileEditor
from ui.audit_form.question_card import QuestionCard
from ui.audit_form.rank_editor import RankEditor
from ui.audit_form.told_cards import NOT_YET, CalculatedCard, ToldCard

Press = Callable[..., None]
Type = Callable[[str], None]
ALT = Qt.KeyboardModifier.AltModifier


def card(desk: Desk, name: str) -> QuestionCard:
    found = view_stop(desk, name)
    assert isinstance(found, QuestionCard)
    return found


def ranking(desk: Desk) -> RankEditor:
    editor = card(desk, "worries").editor
    assert isinstance(editor, RankEditor)
    return editor


def test_alt_and_arrows_rank_and_the_line_keeps_the_focus(every_kind: Desk, press: Press) -> None:
    every_kind.open(place=("kinds", "worries"))
    assert ranking(every_kind).lines.item(0).isSelected(), "the line in focus is marked"
    press(Qt.Key.Key_Down, ALT)
    assert every_kind.last("finding.worries") == {"answer": ["home", "school", "friends"]}
    press(Qt.Key.Key_Down, ALT)
    assert every_kind.last("finding.worries") == {"answer": ["home", "friends", "school"]}
    press(Qt.Key.Key_Up, ALT)
    assert every_kind.last("finding.worries") == {"answer": ["home", "school", "friends"]}
    assert ranking(every_kind).lines.currentRow() == 1
    assert ranking(every_kind).lines.hasFocus()


def test_a_digit_moves_a_line_to_that_place(every_kind: Desk, press: Press) -> None:
    every_kind.open(place=("kinds", "worries"))
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1)
    assert every_kind.last("finding.worries") == {"answer": ["friends", "school", "home"]}


def test_the_order_as_it_stands_is_kept_by_space_and_taken_away_by_delete(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(place=("kinds", "worries"))
    lines = ranking(every_kind).lines
    role = Qt.ItemDataRole.AccessibleTextRole
    assert lines.item(0).data(role) == "School, not ranked yet"
    press(Qt.Key.Key_Space)
    assert every_kind.last("finding.worries") == {"answer": ["school", "home", "friends"]}
    assert lines.item(0).data(role) == "School, place 1 of 3"
    press(Qt.Key.Key_Delete)
    assert every_kind.last("finding.worries") is None


def test_the_arrows_leave_the_ranking_at_its_ends(every_kind: Desk, press: Press) -> None:
    every_kind.open(place=("kinds", "worries"))
    press(Qt.Key.Key_Up)
    assert every_kind.place == ("kinds", "methods")


@pytest.mark.parametrize(
    ("typed", "stored"), [("9.30", "09:30"), ("2pm", "14:00"), ("1430", "14:30"), ("soon", "soon")]
)
def test_a_time_is_read_as_people_write_it(
    every_kind: Desk, press: Press, type_text: Type, typed: str, stored: str
) -> None:
    every_kind.open(place=("kinds", "met_at"))
    type_text(typed)
    press(Qt.Key.Key_Tab)
    assert every_kind.last("finding.met_at") == {"answer": stored}
    shown = card(every_kind, "met_at")
    assert shown.editor.box().text() == stored  # type: ignore[attr-defined]
    assert ("14:30" in shown.problem) == (stored == "soon")


def test_of_a_file_only_the_name_is_kept(every_kind: Desk, type_text: Type, press: Press) -> None:
    every_kind.open(place=("kinds", "letter"))
    type_text("C:\\Users\\someone\\plan 3.pdf")
    press(Qt.Key.Key_Tab)
    assert every_kind.last("finding.letter") == {"answer": "plan 3.pdf"}
    editor = card(every_kind, "letter").editor
    assert isinstance(editor, FileEditor)
    assert editor.box().text() == "plan 3.pdf"
    editor.take("/home/someone/letter.docx")
    assert every_kind.last("finding.letter") == {"answer": "letter.docx"}
    assert {edit.field for edit in every_kind.edits} == {"finding.letter"}


def test_the_number_of_a_document_may_hold_a_stroke(every_kind: Desk, type_text: Type) -> None:
    every_kind.open(place=("kinds", "letter"))
    type_text("DOC 2026/117")
    every_kind.page.flush()
    assert every_kind.last("finding.letter") == {"answer": "DOC 2026/117"}
    assert card(every_kind, "letter").problem == ""


def test_an_acknowledgement_is_ticked_and_unticked(every_kind: Desk, press: Press) -> None:
    every_kind.open(place=("kinds", "confirmed"))
    press(Qt.Key.Key_Space)
    assert every_kind.last("finding.confirmed") == {"answer": "yes"}
    press(Qt.Key.Key_1)
    assert every_kind.last("finding.confirmed") is None


def test_what_is_worked_out_follows_the_answers(every_kind: Desk, type_text: Type) -> None:
    every_kind.open(place=("kinds", "days"))
    worked_out = view_stop(every_kind, "weeks")
    assert isinstance(worked_out, CalculatedCard)
    assert worked_out.value.text() == NOT_YET
    type_text("21")
    every_kind.page.flush()
    assert worked_out.value.text() == "3 weeks"
    assert "3 weeks" in worked_out.accessibleDescription()
    assert "Worked out" in worked_out.accessibleDescription()
    assert [edit.field for edit in every_kind.edits] == ["finding.days"]


def test_a_sealed_audit_shows_what_was_worked_out_then(every_kind: Desk) -> None:
    sealed = Audit(findings={"days": Finding(answer=21), "weeks": Finding(answer=2.9)})
    every_kind.open(sealed, place=("kinds", "weeks"), read_only=True)
    worked_out = view_stop(every_kind, "weeks")
    assert isinstance(worked_out, CalculatedCard)
    assert worked_out.value.text() == "2.9 weeks"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("welcome", "Note: Read the whole file before the first answer."),
        ("photo", "“Take a photograph of the door” (image) is not asked in an audit."),
    ],
)
def test_what_is_only_read_is_reached_by_keys_and_read_out(
    every_kind: Desk, press: Press, name: str, said: str
) -> None:
    every_kind.open(place=("kinds", name))
    told = QApplication.focusWidget()
    assert isinstance(told, ToldCard)
    interface = QAccessible.queryAccessibleInterface(told)
    assert interface.text(QAccessible.Text.Name) == said
    for key in (Qt.Key.Key_1, Qt.Key.Key_X, Qt.Key.Key_Delete):
        press(key)
    assert every_kind.edits == []


def test_only_the_choices_that_fit_are_offered_and_the_wrong_one_stays_in_view(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(place=("kinds", "region"))
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_2)
    assert every_kind.last("finding.office") == {"answer": "moor"}
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_2)
    shown = card(every_kind, "office")
    offered = [option.code for option in shown.editor.box.options]  # type: ignore[attr-defined]
    assert offered == ["moor", "quay", "not_evidenced"]
    assert "not offered any more" in shown.problem


def test_a_constraint_says_in_its_own_words_what_is_wrong(
    every_kind: Desk, type_text: Type
) -> None:
    every_kind.open(place=("kinds", "days"))
    type_text("13")
    every_kind.page.flush()
    assert card(every_kind, "days").problem == "✕ Thirteen days cannot be; look again."


def test_hint_and_standard_stand_under_the_question(every_kind: Desk) -> None:
    every_kind.open(place=("kinds", "seen_alone"))
    shown = card(every_kind, "seen_alone")
    words = {each.text() for each in shown.findChildren(QLabel) if each.isVisible()}
    assert "Alone means without a parent in the room." in words
    assert "Standard: Visiting policy, section 3" in words
    assert "without a parent" in shown.accessibleDescription()


def with_question(tool: AuditTool, question: Question) -> AuditTool:
    section = tool.sections[0].model_copy(update={"questions": (question,)})
    return tool.model_copy(update={"sections": (section,)})


def test_many_choices_drop_down_and_are_found_by_letters(
    desk: Desk, press: Press, type_text: Type
) -> None:
    names = ["alder", "birch", "cedar", "elm", "fir", "hazel", "ivy", "juniper", "kapok", "larch"]
    names += ["maple", "oak", "pine", "rowan", "sorbus", "teak", "willow", "yew"]
    choices = tuple(Choice(code=name, label=name.capitalize()) for name in names)
    asked = Question(id="tree", kind="one_of", label="Which team?", choices=choices)
    many = desk._replace(tool=with_question(desk.tool, asked))
    many.open(place=("seen", "tree"))
    type_text("ro")
    assert many.last("finding.tree") == {"answer": "rowan"}
    press(Qt.Key.Key_Delete)
    assert many.last("finding.tree") is None
    press(Qt.Key.Key_Down)
    assert many.place == ("seen", "section.seen")


def test_a_read_only_question_takes_no_key(desk: Desk, press: Press) -> None:
    asked = Question(
        id="fixed", kind="graded", scale="yes_no", label="Kept", read_only=True, evidence="none"
    )
    fixed = desk._replace(tool=with_question(desk.tool, asked))
    fixed.open(Audit(findings={"fixed": Finding(answer="yes")}), place=("seen", "fixed"))
    for key in (Qt.Key.Key_2, Qt.Key.Key_Delete, Qt.Key.Key_X):
        press(key)
    press(Qt.Key.Key_X, ALT)
    assert fixed.edits == []


def test_a_proposed_answer_is_taken_by_its_button(desk: Desk, qtbot: QtBot) -> None:
    asked = Question(id="sum", kind="number", label="Total", calculation="2 + 3", evidence="none")
    proposing = desk._replace(tool=with_question(desk.tool, asked))
    proposing.open(place=("seen", "sum"))
    shown = card(proposing, "sum")
    button = shown._proposal._button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert proposing.last("finding.sum") == {"answer": 5}
    assert not button.isVisible()


def test_a_scale_that_is_offered_worst_first_counts_its_keys_so(desk: Desk, press: Press) -> None:
    scales = tuple(
        scale.model_copy(update={"direction": "worst_first"}) for scale in desk.tool.scales
    )
    turned = desk._replace(tool=desk.tool.model_copy(update={"scales": scales}))
    turned.open(place=("seen", "quality"))
    press(Qt.Key.Key_1)
    assert turned.last("finding.quality") == {"answer": "inadequate"}


def test_the_list_of_choices_is_not_changed_by_the_wheel(desk: Desk) -> None:
    choices = tuple(Choice(code=f"c{at}", label=f"Choice {at}") for at in range(20))
    asked = Question(id="many", kind="one_of", label="Which?", choices=choices)
    many = desk._replace(tool=with_question(desk.tool, asked))
    many.open(place=("seen", "many"))
    box = card(many, "many").findChildren(QComboBox)[0]
    assert box.count() == 21
    assert box.accessibleName().startswith("1.1 Which?")
