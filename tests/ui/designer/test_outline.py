"""The outline: dragging, marks, words for screen readers, and keeping its lines."""

import pytest
from hypothesis import given, settings
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from forms.designing.outline import entries
from forms.designing.plain import text_at
from forms.plain_tools import plain_tool
from forms.tool_files import builtin_tool
from tests.forms.designing.making import Act, acts, thresholds
from tests.ui.designer.conftest import Driver, finished_tool
from ui.designer.outline_model import PATH, OutlineModel

MOVE = Qt.DropAction.MoveAction


def lines(model: OutlineModel, parent: QModelIndex | None = None) -> list[tuple[object, object]]:
    """Return (path, words) of every line below one, in order."""
    found: list[tuple[object, object]] = []
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        found.append((index.data(PATH), index.data()))
        found += lines(model, index)
    return found


def test_a_question_is_dragged_into_another_section_and_back_by_undo(driver: Driver) -> None:
    driver.open(plain_tool(builtin_tool("thresholds")))
    model = driver.page.outline.model
    dragged = model.mimeData([model.index_of(("sections", 0, "questions", 0))])
    target = model.index_of(("sections", 1))
    first = text_at(driver.data, ("sections", 0, "questions", 0, "id"))
    assert model.canDropMimeData(dragged, MOVE, 2, 0, target)
    model.dropMimeData(dragged, MOVE, 2, 0, target)
    assert text_at(driver.data, ("sections", 1, "questions", 2, "id")) == first
    assert driver.page.workshop.path == ("sections", 1, "questions", 2)
    driver.press("Ctrl+Z")
    assert driver.data == plain_tool(builtin_tool("thresholds"))


@pytest.mark.parametrize(
    ("dragged", "target"),
    [
        (("sections", 0, "questions", 0), ()),
        (("sections", 0), ("sections", 0)),
        (("sections", 0), ("sections", 1, "questions", 0)),
    ],
)
def test_a_line_is_not_dropped_where_it_cannot_stand(
    driver: Driver, dragged: tuple[str | int, ...], target: tuple[str | int, ...]
) -> None:
    driver.open(plain_tool(builtin_tool("thresholds")))
    model = driver.page.outline.model
    data = model.mimeData([model.index_of(dragged)])
    assert not model.canDropMimeData(data, MOVE, 0, 0, model.index_of(target))


def test_a_line_says_its_kind_and_its_marks_in_words(driver: Driver) -> None:
    driver.open(finished_tool())
    index = driver.page.outline.model.index_of(("sections", 0, "questions", 0))
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Was the child seen? – Graded on a scale"


def test_another_label_leaves_every_line_where_it_is(driver: Driver) -> None:
    driver.open(plain_tool(builtin_tool("thresholds")))
    model = driver.page.outline.model
    kept = [QPersistentModelIndex(model.index_of(e.path)) for e in entries(driver.data)]
    driver.page.workshop.choose(("sections", 2, "questions", 1))
    driver.page.workshop.put(("label",), "Another question?")
    assert all(index.isValid() for index in kept)
    assert "Another question?" in [words for _, words in lines(model)]


def test_typing_finds_a_line(driver: Driver) -> None:
    driver.open(plain_tool(builtin_tool("thresholds")))
    driver.write("Who made")
    assert driver.page.workshop.part["label"] == "Who made the contact?"


def test_the_model_is_a_sound_tree_after_any_edits(qtbot: QtBot) -> None:
    @given(acts())
    @settings(max_examples=25, deadline=None)
    def edited(made: list[Act]) -> None:
        model = OutlineModel()
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        tester = QAbstractItemModelTester(model, mode)
        data = thresholds()
        model.show_tool(data)
        for act in made:
            data = act.apply(data).data
            model.show_tool(data)
        fresh = OutlineModel()
        fresh.show_tool(data)
        assert lines(model) == lines(fresh)
        tester.deleteLater()

    edited()
