"""What is wrong is said at once, at its place, and is a key away."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.designing import editing
from forms.designing.plain import part_at
from tests.ui.designer.conftest import Driver, finished_tool
from ui.designer.outline_model import PROBLEMS
from ui.designer.rule_editor import RuleEditor

FIRST = ("sections", 0, "questions", 0)


def test_a_problem_marks_its_line_and_stops_publishing(driver: Driver) -> None:
    driver.open(finished_tool())
    assert driver.page.header.publish.isEnabled()
    driver.page.workshop.choose(FIRST)
    driver.page.workshop.put(("relevant",), "${nobody} = 'x'")
    driver.settle()
    index = driver.page.outline.model.index_of(FIRST)
    assert index.data(PROBLEMS) == 1
    assert "1 problem" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not driver.page.header.publish.isEnabled()
    assert driver.page.tool is None
    assert driver.page.header.problems.text() == "1 problem"


def test_enter_on_a_problem_goes_to_its_field(driver: Driver) -> None:
    driver.open(finished_tool())
    driver.page.workshop.choose(FIRST)
    driver.page.workshop.put(("relevant",), "${nobody} = 'x'")
    driver.page.workshop.choose(())
    driver.settle()
    driver.page.header.problems.click()
    driver.press("Return")
    rule = driver.page.properties.question_form.field("relevant")
    assert isinstance(rule, RuleEditor)
    assert driver.focus is rule.box
    assert driver.page.workshop.path == FIRST


def test_f8_goes_from_problem_to_problem(driver: Driver) -> None:
    driver.open(finished_tool())
    shop = driver.page.workshop
    shop.put(("title",), None)
    shop.choose(FIRST)
    shop.put(("label",), None)
    driver.settle()
    driver.press("F8")
    assert shop.path == ()
    driver.press("F8")
    assert shop.path == FIRST
    driver.write("Was the child seen?")
    driver.settle()
    assert part_at(driver.data, FIRST)["label"] == "Was the child seen?"
    assert driver.page.header.problems.text() == "1 problem"


def test_a_rule_says_in_words_what_it_says_or_what_is_wrong(driver: Driver) -> None:
    driver.press("Down", "Down", "Ctrl+Return")
    rule = driver.page.properties.question_form.field("relevant")
    assert isinstance(rule, RuleEditor)
    rule.setFocus()
    driver.write("${new_question} = 'no'")
    assert "“New question” is “No”" in rule.said.text()
    driver.write(" and")
    assert rule.said.text().startswith("✕")
    assert rule.box.accessibleDescription() == rule.said.text()


def test_a_name_is_completed_from_a_few_letters(driver: Driver) -> None:
    driver.press("Down", "Down", "Ctrl+Return")
    rule = driver.page.properties.question_form.field("relevant")
    assert isinstance(rule, RuleEditor)
    rule.setFocus()
    driver.write("${new_q")
    popup = rule.box.popup
    assert popup.isVisible()
    driver.press_in(popup, "Return")
    assert rule.box.toPlainText() == "${new_question}"


def test_words_that_only_stand_in_are_not_published(driver: Driver) -> None:
    page = driver.page
    assert not page.header.publish.isEnabled()
    driver.open(editing.new_tool("new-tool", "New audit tool"))
    for words in ("Visits", "Seeing the child", "Was the child seen?"):
        driver.press("F8")
        driver.write(words)
    driver.settle()
    assert page.header.problems.text() == "✓ No problems"
    assert page.header.publish.isEnabled()
    assert page.tool is not None
    assert page.tool.id == "visits"


def test_words_typed_last_are_judged_before_publishing_is_asked_for(
    driver: Driver, qtbot: QtBot
) -> None:
    driver.open(finished_tool())
    driver.page.workshop.choose(FIRST)
    driver.page.properties.enter_words()
    asked: list[object] = []
    driver.page.publish_requested.connect(asked.append)
    driver.write("New question")
    driver.page.header.publish.click()
    assert asked == []
    driver.write("Was the child seen alone?")
    driver.settle()
    driver.page.header.publish.click()
    assert asked == ["draft-1"]


def test_a_problem_is_said_in_words_of_the_page(driver: Driver) -> None:
    driver.open(finished_tool())
    driver.press("Down", "Ctrl+Return")
    driver.write("How often?")
    driver.page.workshop.put(("relevant",), "${new_question} = 'never'")
    driver.settle()
    said = driver.page._faults[0].words
    assert "“never” is never the answer to “Was the child seen?”" in said
    assert "character" not in said
