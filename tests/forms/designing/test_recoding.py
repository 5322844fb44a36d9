"""Codes and names change together with everything that names them, and with nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.designing.editing import new_tool
from forms.designing.plain import Path, Plain, value_at, with_value
from forms.designing.recoding import renames_between, with_choices, with_list, with_points
from forms.tool_files import check_plain

FIRST: Path = ("sections", 0, "questions", 0)
CHOICES: list[dict[str, str]] = [
    {"code": "home", "label": "At home"},
    {"code": "school", "label": "At school"},
]


def tool() -> Plain:
    """Return a tool with one question of choices and one that is asked after it."""
    data = new_tool("visits", "Visits")
    first = {
        "id": "place",
        "kind": "one_of",
        "label": "Where?",
        "choices": [*CHOICES],
        "default": "home",
        "constraint": ". != 'home' or ${other} = 'home'",
        "limits": [
            {"answers": ["home"], "cap": "good", "reason": "home"},
            {"when": "selected(${place}, 'home')", "cap": "good", "reason": "’home’"},
        ],
    }
    second = {
        "id": "other",
        "kind": "short_text",
        "label": "home",
        "relevant": "'home' = ${place} and ${place} != \"school\" or ${other} = 'home'",
    }
    return with_value(data, ("sections", 0, "questions"), [first, second])


def test_a_code_is_changed_where_it_is_meant_and_only_there() -> None:
    renamed = [{"code": "house", "label": "At home"}, CHOICES[1]]
    data = with_choices(tool(), FIRST, [*renamed]).data
    question = value_at(data, FIRST)
    assert isinstance(question, dict)
    assert question["default"] == "house"
    assert question["constraint"] == ". != 'house' or ${other} = 'home'"
    assert value_at(data, (*FIRST, "limits", 0, "answers")) == ["house"]
    assert value_at(data, (*FIRST, "limits", 1, "when")) == "selected(${place}, 'house')"
    assert value_at(data, (*FIRST, "limits", 1, "reason")) == "’home’"
    second = value_at(data, ("sections", 0, "questions", 1))
    assert isinstance(second, dict)
    assert second["label"] == "home"
    assert second["relevant"] == (
        "'house' = ${place} and ${place} != \"school\" or ${other} = 'home'"
    )


def test_a_rule_that_cannot_be_read_stays_as_it_is() -> None:
    data = with_value(tool(), (*FIRST, "relevant"), "${place} = 'home")
    data = with_choices(data, FIRST, [{"code": "house", "label": "At home"}, CHOICES[1]]).data
    assert value_at(data, (*FIRST, "relevant")) == "${place} = 'home"


@given(st.permutations(["a", "b", "c"]))
def test_rows_that_were_moved_have_no_other_names(order: list[str]) -> None:
    before = [{"code": code} for code in "abc"]
    assert renames_between([*before], [{"code": code} for code in order], "code") == {}


def test_an_answer_put_in_the_place_of_another_is_no_other_name() -> None:
    before = [{"code": "a"}, {"code": "b"}]
    assert renames_between([*before], [{"code": "a"}], "code") == {}
    assert renames_between([*before], [{"code": "b"}, {"code": "b"}], "code") == {}


def test_points_take_limits_rules_and_caps_along() -> None:
    point = {"code": "fine", "label": "Fine", "value": 1, "good": True, "tone": "best"}
    scale = {
        "id": "own",
        "title": "Own",
        "points": [
            {**point, "symbol": "✓"},
            {"code": "poor", "label": "Poor", "value": 0, "tone": "worst", "symbol": "✕"},
        ],
    }
    data = with_value(new_tool("visits", "Visits"), ("scales",), [scale])
    data = with_value(data, ("grade_scale",), "own")
    data = with_value(data, ("suggestion",), {"cuts": [0.5]})
    data = with_value(data, (*FIRST, "scale"), "own")
    data = with_value(
        data, (*FIRST, "limits"), [{"answers": ["poor"], "cap": "poor", "reason": "poor work"}]
    )
    data = with_value(
        data, ("limits",), [{"when": "${new_question} = 'poor'", "cap": "poor", "reason": "poor"}]
    )
    data = with_points(data, "own", {"poor": "weak"})
    data = with_value(data, ("scales", 0, "points", 1, "code"), "weak")
    assert check_plain(data).problems == ()
    assert value_at(data, (*FIRST, "limits", 0)) == {
        "answers": ["weak"],
        "cap": "weak",
        "reason": "poor work",
    }
    assert value_at(data, ("limits", 0, "when")) == "${new_question} = 'weak'"


@pytest.mark.parametrize("name", ["themes", "standards", "agencies", "roles"])
def test_questions_follow_the_other_name_of_what_they_belong_to(name: str) -> None:
    named = {"themes": ("theme", "old")}.get(name, (name, ["old", "kept"]))
    rows = [{"id": "old", "title": "Old"}, {"id": "kept", "title": "Kept"}]
    data = with_value(new_tool("visits", "Visits"), (name,), [*rows])
    data = with_value(data, (*FIRST, named[0]), named[1])
    data = with_list(data, name, [{"id": "new", "title": "Old"}, rows[1]]).data
    after = value_at(data, (*FIRST, named[0]))
    assert after == ("new" if name == "themes" else ["new", "kept"])
    assert check_plain(data).problems == ()
