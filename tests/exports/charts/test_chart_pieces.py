"""A long chart in pieces that fit on a page, and labels in any script."""

from hypothesis import given
from hypothesis import strategies as st

from exports.charts.groups import GroupLine, divided, group_chart
from exports.documents.base import draw_document
from exports.documents.blocks.panels import Figure
from tests.exports.documents.reading import texts
from tests.exports.documents.test_base import FACTS

HEBREW = "צוות צפון"


def a_group(name: str, lines: int) -> list[GroupLine]:
    """Return a heading with so many lines under it."""
    under = [GroupLine(f"{name}{place}", inset=True) for place in range(lines)]
    return [GroupLine(name, is_heading=True, starts_anew=True), *under]


def names(lines: list[GroupLine], most: int) -> list[str]:
    return [" ".join(line.title for line in part) for part in divided(lines, most)]


ALL = GroupLine("All")


def test_whole_groups_stand_together_as_long_as_they_fit() -> None:
    lines = [*a_group("a", 2), *a_group("b", 2), *a_group("c", 2), ALL]
    assert names(lines, 7) == ["a a0 a1 b b0 b1", "c c0 c1 All"]
    assert names(lines, 100) == ["a a0 a1 b b0 b1 c c0 c1 All"]
    assert names(lines, 3) == ["a a0 a1", "b b0 b1", "c c0 c1 All"]


def test_a_group_that_goes_on_is_named_again_but_not_said_to_start_anew() -> None:
    assert names([*a_group("a", 5), ALL], 4) == ["a a0 a1 a2", "a a3 a4 All"]
    first, second = divided([*a_group("a", 5), ALL], 4)
    assert [first[0].starts_anew, second[0].starts_anew] == [True, False]


def test_lines_without_headings_are_parted_alike() -> None:
    lines = [GroupLine(str(place)) for place in range(10)]
    assert [len(part) for part in divided(lines, 4)] == [4, 4, 2]
    assert [len(part) for part in divided(lines, 9)] == [5, 5]
    assert divided([], 4) == []


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(3, 20))
def test_no_line_is_lost_and_no_part_is_too_long(sizes: list[int], most: int) -> None:
    lines = [each for n, size in enumerate(sizes) for each in a_group(f"g{n}-", size)]
    parts = divided([*lines, ALL], most)
    shown = [line for part in parts for line in part if not line.is_heading]
    assert shown == [line for line in [*lines, ALL] if not line.is_heading]
    assert all(len(part) <= most for part in parts[:-1])
    assert len(parts[-1]) <= most + 1
    assert not any(part[0].inset for part in parts)


def test_a_label_that_reads_from_the_right_is_set_in_a_font_that_has_it() -> None:
    chart = group_chart([GroupLine(HEBREW, n=3)], ("Team", "Grades"))
    data = draw_document(FACTS, [Figure(chart.drawing, "A chart")])
    assert HEBREW.split(maxsplit=1)[0] in texts(data)[0]
