"""Parts are added, moved and taken away; what changed is found field by field."""

from hypothesis import given
from hypothesis import strategies as st

from forms.composing import (
    WHOLE,
    add_part,
    changed_fields,
    flat_fields,
    move_part,
    nearest_part,
    part_path,
    part_title,
    plain_fields,
    remove_part,
)
from forms.designing.plain import Plain, parts_in
from forms.report_templates import ReportTemplate

BOARD = ReportTemplate(name="Board", tool="thresholds", where={"team": "North"})


def kinds(data: Plain) -> list[object]:
    return [part.get("part") for part in parts_in(data.get("parts"))]


def test_plain_data_come_back_as_the_fields() -> None:
    fields = BOARD.to_fields()
    assert plain_fields(fields)["where"] == {"team": "North"}
    assert flat_fields(plain_fields(fields)) == fields


def test_a_part_stands_after_the_chosen_one() -> None:
    added = add_part(plain_fields(BOARD.to_fields()), part_path(1), {"part": "terms"})
    assert kinds(added.data)[:4] == ["introduction", "summary", "terms", "sections"]
    assert added.path == part_path(2)
    assert added.name == "add “Frequent terms”"


def test_without_a_choice_a_part_stands_before_the_recommendations() -> None:
    added = add_part(plain_fields(BOARD.to_fields()), WHOLE, {"part": "terms"})
    assert kinds(added.data)[-2:] == ["terms", "recommendations"]


def test_the_last_part_can_be_taken_away_and_one_be_added_again() -> None:
    data = plain_fields(BOARD.model_copy(update={"parts": BOARD.parts[:1]}).to_fields())
    emptied = remove_part(data, part_path(0))
    assert emptied.path == WHOLE
    assert ReportTemplate.from_fields(flat_fields(emptied.data)).parts == ()
    assert kinds(add_part(emptied.data, WHOLE, {"part": "summary"}).data) == ["summary"]


@given(st.integers(0, 6), st.integers(-2, 9))
def test_moving_keeps_every_part(at: int, place: int) -> None:
    data = plain_fields(BOARD.to_fields())
    moved = move_part(data, part_path(at), place)
    assert sorted(map(str, kinds(moved.data))) == sorted(map(str, kinds(data)))
    if 0 <= place < 7:
        assert kinds(moved.data)[place] == kinds(data)[at]
    else:
        assert moved.data == data


def test_what_changed_is_told_field_by_field() -> None:
    new = BOARD.model_copy(update={"introduction": "Why.", "where": {"service": "MASH"}})
    assert changed_fields(BOARD.to_fields(), new.to_fields()) == {
        "introduction": "Why.",
        "where.service": "MASH",
        "where.team": None,
    }
    assert changed_fields(new.to_fields(), BOARD.to_fields())["introduction"] is None


def test_a_path_lies_in_a_part_or_in_the_whole() -> None:
    data = plain_fields(BOARD.to_fields())
    assert nearest_part(data, ("parts", 2, "title")) == part_path(2)
    assert nearest_part(data, ("parts", 99)) == WHOLE
    assert nearest_part(data, ("name",)) == WHOLE


def test_a_heading_of_its_own_comes_before_the_usual_one() -> None:
    assert part_title({"part": "summary"}) == "Summary"
    assert part_title({"part": "summary", "title": "At a glance"}) == "At a glance"
