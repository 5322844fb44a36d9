"""Parts are added, chosen and dragged; the cover stays first and the method last."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.report_parts import PART_TITLES
from forms.report_templates import ReportTemplate
from ui.builder.bench import ReportBench
from ui.builder.parts_list import PartsList
from ui.builder.words import ABOUT, ICONS
from ui.theme import Theme


@pytest.fixture
def parts(qtbot: QtBot, theme: Theme) -> PartsList:
    """A template's usual parts."""
    bench = ReportBench()
    made = PartsList(bench, theme)
    qtbot.addWidget(made)
    bench.open(ReportTemplate(name="Board", tool="voice").to_fields())
    made.resize(300, 600)
    made.show()
    return made


def lines(parts: PartsList) -> list[str]:
    return [parts.list.item(at).text() for at in range(parts.list.count())]


def test_the_cover_comes_first_and_the_method_last(parts: PartsList) -> None:
    assert lines(parts)[0] == "Cover and audits"
    assert lines(parts)[-1] == "Limits and method"
    assert not parts.list.item(parts.list.count() - 1).flags() & Qt.ItemFlag.ItemIsEnabled


def test_every_part_is_in_the_menu_with_what_it_shows(parts: PartsList) -> None:
    offered = {action.text(): action.toolTip() for action in parts.menu.actions()}
    assert offered == {PART_TITLES[kind]: about for kind, about in ABOUT.items()}
    assert ICONS.keys() == PART_TITLES.keys()


def test_a_part_from_the_menu_is_chosen_at_once(parts: PartsList) -> None:
    terms = next(each for each in parts.menu.actions() if each.text() == "Frequent terms")
    terms.trigger()
    assert lines(parts)[-3:] == ["Frequent terms", "Recommendations", "Limits and method"]
    assert parts.list.currentItem().text() == "Frequent terms"


@pytest.mark.parametrize(("first", "before", "place"), [(1, 3, 2), (7, 1, 1), (3, 0, 1), (1, 9, 7)])
def test_a_part_that_is_dragged_stays_between_cover_and_method(
    qtbot: QtBot, parts: PartsList, first: int, before: int, place: int
) -> None:
    dragged = lines(parts)[first]
    model = parts.list.model()
    root = parts.list.rootIndex()
    model.moveRow(root, first, root, before)
    qtbot.waitUntil(lambda: lines(parts)[place] == dragged)
    assert lines(parts)[0] == "Cover and audits"
    assert lines(parts)[-1] == "Limits and method"
    assert len(lines(parts)) == 9


def test_a_line_says_where_it_stands_and_what_it_shows(parts: PartsList) -> None:
    spoken = parts.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "2: Summary. The main figures on one page"


def test_only_parts_can_be_moved_or_taken_away(parts: PartsList) -> None:
    assert not parts.remove.isEnabled()
    parts.list.setCurrentRow(1)
    assert parts.remove.isEnabled()
    assert not parts.up.isEnabled()
    parts.list.setCurrentRow(7)
    assert parts.up.isEnabled()
    assert not parts.down.isEnabled()
