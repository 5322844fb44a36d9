"""Two versions side by side: what differs, marked by words and signs, not by colour alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.tool_files import builtin_tool
from forms.tools import AuditTool
from forms.versions.comparing import compare_tools
from ui.palettes import LIGHT
from ui.theme import Theme
from ui.tools.comparing import CompareDialog
from ui.tools.comparison import as_html, blocks, summary

OLD = builtin_tool("thresholds")


def amended(label: str = "Decided <b>soon</b>?") -> AuditTool:
    first = OLD.sections[0]
    kept = [first.questions[0].model_copy(update={"label": label}), *first.questions[2:]]
    sections = (first.model_copy(update={"questions": tuple(kept)}), *OLD.sections[1:])
    return OLD.model_copy(update={"version": "1.1", "sections": sections})


Show = Callable[..., CompareDialog]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Show]:
    """Compare the amended tool with others; without any, with the version before."""
    parent = QWidget()
    qtbot.addWidget(parent)

    made: list[CompareDialog] = []

    def shown(*others: AuditTool) -> CompareDialog:
        dialog = CompareDialog(amended(), list(others) or [OLD], theme, parent)
        dialog.resize(1100, 600)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        made.append(dialog)
        return dialog

    yield shown
    for dialog in made:
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()


def test_the_older_version_stands_at_the_left(show: Show) -> None:
    dialog = show()
    assert "version 1.0" in dialog.left.text()
    assert "version 1.1" in dialog.right.text()
    assert dialog.told.text() == "1 removed, 1 changed. 2 of 44 questions are touched."


def test_each_change_says_what_it_is_in_words(show: Show) -> None:
    text = show().text.toPlainText()
    assert "≠ Changed · label" in text
    assert "− Removed · question" in text
    assert "Who made the contact?" in text


def test_text_of_tools_is_never_read_as_markup(show: Show) -> None:
    assert "<b>soon</b>" in show().text.toPlainText()


def test_unchanged_questions_are_shown_when_asked_for(show: Show) -> None:
    dialog = show()
    unchanged = OLD.sections[3].questions[1].label
    assert unchanged not in dialog.text.toPlainText()
    dialog.every.setChecked(True)
    assert unchanged in dialog.text.toPlainText()


def test_f8_goes_from_change_to_change_and_round(qtbot: QtBot, show: Show) -> None:
    dialog = show(builtin_tool("childs-voice"))
    bar = dialog.text.verticalScrollBar()
    qtbot.keyClick(dialog, Qt.Key.Key_F8)
    qtbot.keyClick(dialog, Qt.Key.Key_F8)
    second = bar.value()
    assert second > 0
    qtbot.keyClick(dialog, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() < second
    qtbot.keyClick(dialog, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() > second


def test_two_equal_tools_say_so() -> None:
    diff = compare_tools(OLD, OLD)
    assert blocks(diff, with_unchanged=False) == []
    assert summary(diff) == "The two say the same."


def test_very_long_texts_are_shown_whole() -> None:
    diff = compare_tools(OLD, amended("x " * 400))
    assert "x x x" in as_html(blocks(diff, with_unchanged=False), LIGHT)


def test_a_tool_whose_every_text_is_another_is_compared_at_once() -> None:
    def rewritten(text: str) -> AuditTool:
        questions = (each.model_copy(update={"guidance": text}) for each in OLD.questions.values())
        section = OLD.sections[0].model_copy(update={"questions": tuple(questions)})
        return OLD.model_copy(update={"sections": (section,)})

    diff = compare_tools(rewritten("so be it " * 220), rewritten("be it so " * 220))
    page = as_html(blocks(diff, with_unchanged=False), LIGHT)
    assert "text-decoration" not in page
    assert page.count("so be it so be it") >= len(OLD.questions)
