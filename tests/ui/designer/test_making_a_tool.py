"""A tool is made and amended in the designer, by keys alone."""

import pytest
from pytestqt.qtbot import QtBot

from forms.designing import editing
from forms.designing.outline import entries, questions
from forms.designing.plain import part_at, text_at
from forms.plain_tools import plain_tool
from forms.tool_files import builtin_tool, check_plain
from forms.tools import AuditTool
from tests.forms.samples import every_kind_tool
from tests.ui.designer.conftest import Driver
from ui.designer.editors import ChoiceEditor

FIRST = ("sections", 0, "questions", 0)
SECOND = ("sections", 0, "questions", 1)


def test_a_tool_of_three_questions_with_a_rule_is_made_without_a_mouse(driver: Driver) -> None:
    driver.press("F2")
    driver.write("Visits")
    driver.press("Ctrl+Shift+L", "Down", "F2")
    driver.write("Seeing the child")
    driver.press("Ctrl+Shift+L", "Down", "F2")
    driver.write("Was the child seen?")
    driver.press("Ctrl+Return")
    driver.write("Was the child seen alone?")
    driver.press("Ctrl+Return")
    driver.write("How many visits were made?")
    kind = driver.page.properties.question_form.field("kind")
    assert isinstance(kind, ChoiceEditor)
    driver.press("Tab")
    assert driver.focus is kind.box
    driver.write("Num")
    driver.press("Ctrl+Shift+L", "Up")
    rule = driver.page.properties.question_form.field("relevant")
    assert rule is not None
    rule.setFocus()
    driver.write("${child_seen} = 'yes'")
    driver.settle()
    tool = driver.page.tool
    assert tool is not None
    assert (tool.id, tool.title) == ("visits", "Visits")
    assert list(tool.questions) == ["child_seen", "child_seen_alone", "many_visits_made"]
    assert tool.questions["child_seen_alone"].relevant == "${child_seen} = 'yes'"
    assert tool.questions["many_visits_made"].kind == "number"
    assert driver.handed[-1] == ("draft-1", driver.data)


def test_a_new_tool_begins_with_its_title(driver: Driver) -> None:
    driver.open(editing.new_tool("new-tool", "New audit tool"))
    driver.write("Visits")
    driver.press("Ctrl+Shift+L")
    assert (driver.data["title"], driver.data["id"]) == ("Visits", "visits")


def test_enter_ends_a_question_and_leaves_no_blank_line(driver: Driver) -> None:
    driver.press("Down", "Down", "F2")
    driver.write("Was the child seen? ")
    driver.press("Return")
    kind = driver.page.properties.question_form.field("kind")
    assert isinstance(kind, ChoiceEditor)
    assert driver.focus is kind.box
    assert part_at(driver.data, FIRST)["label"] == "Was the child seen?"


def test_opening_a_draft_hands_nothing_on(driver: Driver) -> None:
    driver.open(plain_tool(builtin_tool("thresholds")))
    assert driver.handed == []
    assert driver.page.tool == builtin_tool("thresholds")


@pytest.mark.parametrize(
    "tool", [builtin_tool("childs-voice"), builtin_tool("dip-sample"), every_kind_tool()]
)
def test_a_tool_goes_through_the_designer_unchanged(driver: Driver, tool: AuditTool) -> None:
    data = plain_tool(tool)
    driver.open(data)
    for entry in entries(data):
        driver.page.workshop.choose(entry.path)
        driver.settle()
    assert driver.data == data
    assert driver.handed == []
    assert driver.page.tool == tool


def test_lines_are_moved_copied_and_removed_by_keys(driver: Driver) -> None:
    driver.press("Down", "Down", "Ctrl+D")
    driver.press("Ctrl+Shift+L")
    assert len(list(questions(driver.data))) == 2
    driver.press("Alt+Up")
    assert driver.page.workshop.path == FIRST
    assert text_at(driver.data, (*FIRST, "id")) == "new_question_2"
    driver.press("Del")
    assert [q["id"] for _, q in questions(driver.data)] == ["new_question"]


def test_undo_and_redo_take_the_words_and_the_id_together(driver: Driver) -> None:
    driver.press("Down", "Down", "F2")
    driver.write("Was the child seen?")
    driver.press("Ctrl+Z")
    assert part_at(driver.data, FIRST)["label"] == "New question"
    assert part_at(driver.data, FIRST)["id"] == "new_question"
    assert driver.page.header.redo.accessibleName() == "Redo: change the question"
    driver.press("Ctrl+Shift+Z")
    assert part_at(driver.data, FIRST)["id"] == "child_seen"


def test_a_published_id_is_shown_and_cannot_be_changed(driver: Driver) -> None:
    tool = builtin_tool("thresholds")
    driver.open(plain_tool(tool), amends=tool)
    driver.page.workshop.choose(FIRST)
    driver.page.properties.enter(("id",))
    driver.write("other")
    driver.press("Ctrl+Shift+L", "F2")
    driver.write("Something else?")
    driver.settle()
    assert part_at(driver.data, FIRST)["label"] == "Something else?"
    assert list(check_plain(driver.data).tool.questions) == list(tool.questions)  # type: ignore[union-attr]


def test_typing_is_handed_on_when_the_page_is_left(driver: Driver, qtbot: QtBot) -> None:
    driver.press("F2")
    driver.write("Half a title")
    assert driver.handed == []
    driver.page.hide()
    assert text_at(driver.handed[-1].data, ("title",)) == "Half a title"


def test_words_in_another_language_leave_the_first_alone(driver: Driver) -> None:
    shop = driver.page.workshop
    shop.put(
        ("languages",), [{"code": "en", "title": "English"}, {"code": "cy", "title": "Cymraeg"}]
    )
    shop.choose(FIRST)
    shop.speak("cy")
    driver.page.properties.enter_words()
    driver.write("A welwyd y plentyn?")
    driver.settle()
    question = part_at(driver.data, FIRST)
    assert question["label"] == "New question"
    assert question["translations"] == {"cy": {"label": "A welwyd y plentyn?"}}
    assert driver.page.tool is not None
