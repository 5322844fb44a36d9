"""The editors of properties: tables, limits, scales, rules built from conditions."""

from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QInputDialog,
    QLineEdit,
    QWidget,
)

from forms.designing import editing
from forms.designing.outline import questions
from forms.designing.plain import part_at, parts_in, text_at, value_at
from forms.plain_tools import plain_tool
from forms.questions import QuestionKind
from tests.forms.samples import every_kind_tool
from tests.ui.designer.conftest import Driver
from ui.designer.rows_editor import RowsEditor
from ui.designer.rule_builder import RuleBuilder
from ui.designer.rule_cards import RuleCards
from ui.designer.rule_editor import RuleEditor
from ui.designer.scale_dialog import ScaleDialog
from ui.designer.scale_editor import ScaleEditor

FIRST = ("sections", 0, "questions", 0)


def choose_kind(driver: Driver, kind: str) -> None:
    shop = driver.page.workshop
    shop.choose(FIRST)
    shop.do(editing.set_kind(shop.data, FIRST, kind, shop.library))


def choices(driver: Driver) -> RowsEditor:
    editor = driver.page.properties.question_form.field("choices")
    assert isinstance(editor, RowsEditor)
    return editor


def test_answers_are_added_named_ordered_and_removed_by_keys(driver: Driver) -> None:
    choose_kind(driver, "one_of")
    editor = choices(driver)
    editor.table.setFocus()
    editor.table.setCurrentIndex(editor.model.index(1, 0))
    driver.press("Ins")
    driver.write("Not known")
    driver.press("Return")
    driver.wait_for_rows(editor, 4)
    driver.press("Escape")
    driver.wait_for_rows(editor, 3)
    driver.wait_for_focus(editor.table)
    driver.press("Alt+Up", "Alt+Up")
    codes = [choice["code"] for choice in parts_in(value_at(driver.data, (*FIRST, "choices")))]
    assert codes == ["not_known", "yes", "no"]
    driver.press("Del")
    codes = [choice["code"] for choice in parts_in(value_at(driver.data, (*FIRST, "choices")))]
    assert codes == ["yes", "no"]


def test_answers_are_written_one_after_another_and_enter_ends_them(driver: Driver) -> None:
    choose_kind(driver, "several_of")
    driver.page.workshop.put(
        ("choices",),
        [{"code": "answer_1", "label": "Answer 1"}, {"code": "answer_2", "label": "Answer 2"}],
    )
    editor = choices(driver)
    driver.enter(editor.table)
    driver.press("F2")
    for at, words in enumerate(("Drew together", "Played", "Talked")):
        driver.write(words)
        driver.press("Return")
        driver.wait_for_words(editor, at, words)
        driver.wait_for_cell()
    driver.press("Return")
    driver.wait_for_rows(editor, 3)
    made = parts_in(value_at(driver.data, (*FIRST, "choices")))
    assert [(each["code"], each["label"]) for each in made] == [
        ("drew_together", "Drew together"),
        ("played", "Played"),
        ("talked", "Talked"),
    ]


def test_a_code_goes_along_in_limits_and_rules(driver: Driver) -> None:
    choose_kind(driver, "one_of")
    shop = driver.page.workshop
    shop.put(("limits",), [{"answers": ["no"], "cap": "inadequate", "reason": "not seen"}])
    shop.do(editing.add_question(shop.data, FIRST))
    shop.put(("relevant",), "${new_question} = 'no'")
    shop.choose(FIRST)
    editor = choices(driver)
    editor.model.setData(editor.model.index(1, 1), "not_seen")
    limits = parts_in(value_at(driver.data, (*FIRST, "limits")))
    assert limits[0]["answers"] == ["not_seen"]
    second = ("sections", 0, "questions", 1, "relevant")
    assert value_at(driver.data, second) == "${new_question} = 'not_seen'"


def test_a_published_code_stays_and_says_why(driver: Driver) -> None:
    tool = every_kind_tool()
    asked = next(each for each in tool.questions.values() if each.kind == "one_of")
    driver.open(plain_tool(tool), amends=tool)
    shop = driver.page.workshop
    shop.choose(next(path for path, each in questions(shop.data) if each["id"] == asked.id))
    editor = choices(driver)
    code = editor.model.index(0, 1)
    assert not code.flags() & Qt.ItemFlag.ItemIsEditable
    assert "published" in code.data(Qt.ItemDataRole.ToolTipRole)
    editor.model.setData(editor.model.index(0, 0), "Quite other words")
    assert text_at(shop.part, ("choices", 0, "code")) == asked.choices[0].code


def test_a_cell_that_is_being_typed_in_stays_with_its_own_question(driver: Driver) -> None:
    choose_kind(driver, "one_of")
    editor = choices(driver)
    driver.enter(editor.table)
    editor.table.setCurrentIndex(editor.model.index(0, 0))
    driver.press("F2")
    driver.write("Yes, alone")
    driver.press("Ctrl+Return")
    driver.settle()
    assert value_at(driver.data, (*FIRST, "choices", 0, "label")) == "Yes, alone"
    added = parts_in(driver.page.workshop.part.get("choices"))
    assert [choice["label"] for choice in added] == ["Answer 1", "Answer 2"]


def test_many_answers_are_pasted_at_once(driver: Driver) -> None:
    choose_kind(driver, "one_of")
    QApplication.clipboard().setText("Play\nDrawing\nTalking")
    choices(driver).paste.click()
    labels = [choice["label"] for choice in parts_in(value_at(driver.data, (*FIRST, "choices")))]
    assert labels == ["Yes", "No", "Play", "Drawing", "Talking"]
    driver.press("Ctrl+Z")
    assert len(parts_in(value_at(driver.data, (*FIRST, "choices")))) == 2


def test_another_label_keeps_the_code_of_an_answer(driver: Driver) -> None:
    choose_kind(driver, "one_of")
    editor = choices(driver)
    editor.model.setData(editor.model.index(0, 0), "Yes, alone")
    first = parts_in(value_at(driver.data, (*FIRST, "choices")))[0]
    assert first == {"code": "yes", "label": "Yes, alone"}


def test_quite_other_words_make_the_code_of_an_answer_anew(driver: Driver) -> None:
    choose_kind(driver, "one_of")
    editor = choices(driver)
    editor.model.setData(editor.model.index(0, 0), "Drew together")
    first = parts_in(value_at(driver.data, (*FIRST, "choices")))[0]
    assert first == {"code": "drew_together", "label": "Drew together"}


def test_answers_get_a_fact_to_be_filtered_by(driver: Driver) -> None:
    choose_kind(driver, "one_of")
    editor = choices(driver)
    editor.add_fact.click()
    dialog = editor.findChildren(QInputDialog)[0]
    dialog.setTextValue("Region")
    dialog.accept()
    editor.model.setData(editor.model.index(0, 3), "north")
    driver.page.workshop.put(("choice_filter",), "region = 'north'")
    driver.settle()
    assert text_at(driver.data, (*FIRST, "choices", 0, "columns", "region")) == "north"
    assert driver.page.tool is not None
    asked = driver.page.tool.questions["new_question"]
    assert [choice.columns["region"] for choice in asked.choices] == ["north", ""]
    driver.page.workshop.choose(())
    driver.page.workshop.do(editing.add_question(driver.data, FIRST, "ranked"))
    assert len(choices(driver).model.columns) == 3


def test_a_limit_begins_with_the_worst_answer_and_asks_for_its_reason(driver: Driver) -> None:
    driver.page.workshop.choose(FIRST)
    cards = driver.page.properties.question_form.field("limits")
    assert isinstance(cards, RuleCards)
    cards.add.click()
    driver.write("the child was not seen")
    driver.settle()
    limit = {"answers": ["no"], "cap": "inadequate", "reason": "the child was not seen"}
    assert part_at(driver.data, FIRST)["limits"] == [limit]
    assert driver.page.tool is not None
    cards.cards[0].answers.setFocus()
    driver.press("Space")
    assert value_at(driver.data, (*FIRST, "limits", 0, "answers")) == ["yes", "no"]


def test_a_scale_of_the_tools_own_is_made_from_one_of_the_library(driver: Driver) -> None:
    driver.page.workshop.choose(FIRST)
    editor = driver.page.properties.question_form.field("scale")
    assert isinstance(editor, ScaleEditor)
    editor.change.click()
    dialog = driver.page.findChildren(ScaleDialog)[0]
    driver.enter(dialog.title.line)
    dialog.title.line.selectAll()
    driver.write("Seen or not")
    points = dialog.points.model
    points.setData(points.index(1, 0), "Not seen")
    button(dialog, "Use this scale").click()
    driver.settle()
    assert part_at(driver.data, FIRST)["scale"] == "seen_or_not"
    assert driver.page.tool is not None
    assert driver.page.tool.scales_by_id["seen_or_not"].points[1].label == "Not seen"


def test_the_dialog_of_a_scale_makes_room_for_each_point(driver: Driver) -> None:
    driver.page.workshop.choose(FIRST)
    editor = driver.page.properties.question_form.field("scale")
    assert isinstance(editor, ScaleEditor)
    editor.new.click()
    dialog = driver.page.findChildren(ScaleDialog)[0]
    driver.enter(dialog.points.table)
    before = dialog.height()
    for _ in range(3):
        dialog.points.model.add(2)
    assert dialog.height() > before
    dialog.reject()


def test_a_scale_that_cannot_be_is_refused_with_its_place(driver: Driver) -> None:
    driver.page.workshop.choose(FIRST)
    editor = driver.page.properties.question_form.field("scale")
    assert isinstance(editor, ScaleEditor)
    editor.new.click()
    dialog = driver.page.findChildren(ScaleDialog)[0]
    points = dialog.points.model
    points.setData(points.index(0, 1), "5")
    button(dialog, "Use this scale").click()
    assert dialog.isVisible()
    assert "row 1" in dialog.problem.text()
    dialog.reject()


def test_a_rule_is_built_without_the_language(driver: Driver) -> None:
    driver.page.workshop.choose(FIRST)
    driver.page.outline.add_question()
    editor = driver.page.properties.question_form.field("relevant")
    assert isinstance(editor, RuleEditor)
    editor.build.click()
    builder = driver.page.findChildren(RuleBuilder)[0]
    answer = named_box(builder, "Answer")
    driver.enter(answer)
    driver.press("Down")
    assert builder.said.text() == "Asked while “New question” is “No”."
    button(builder, "Use this rule").click()
    second = driver.page.workshop.part
    assert second["relevant"] == "${new_question} = 'no'"
    assert editor.box.toPlainText() == "${new_question} = 'no'"


@pytest.mark.parametrize("kind", get_args(QuestionKind))
def test_every_field_of_every_kind_has_a_name_and_is_reached_by_tab(
    driver: Driver, kind: str
) -> None:
    driver.open(plain_tool(every_kind_tool()))
    choose_kind(driver, kind)
    form = driver.page.properties.question_form
    shown = [bound.editor for bound in form._bound.values() if not bound.row.isHidden()]
    for editor in shown:
        target = editor.focusProxy() or editor
        assert target.accessibleName(), editor
        assert target.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_every_control_of_the_page_has_a_name(driver: Driver) -> None:
    driver.open(plain_tool(every_kind_tool()))
    for path in ((), ("sections", 0), FIRST):
        driver.page.workshop.choose(path)
        controls = [
            widget
            for sort in (QAbstractButton, QComboBox, QLineEdit)
            for widget in driver.page.panes.bench.findChildren(sort)
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        assert [widget for widget in controls if not widget.accessibleName()] == []


def button(within: QWidget, name: str) -> QAbstractButton:
    every = within.findChildren(QAbstractButton)
    return next(each for each in every if each.accessibleName() == name)


def named_box(within: QWidget, name: str) -> QComboBox:
    return next(each for each in within.findChildren(QComboBox) if each.accessibleName() == name)
