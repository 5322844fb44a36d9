"""Words that only stand in are found wherever the designer puts them."""

import pytest

from forms.designing import editing
from forms.designing.kinds import in_kind
from forms.designing.placeholders import NEW_LISTED, placeholders
from forms.designing.plain import Path, part_at, with_value
from forms.plain_tools import plain_tool
from forms.tool_files import builtin_tool, builtin_tool_ids

FIRST: Path = ("sections", 0, "questions", 0)


def test_a_new_tool_has_nothing_but_words_that_stand_in() -> None:
    data = editing.new_tool("new-tool", "New audit tool")
    found = [path for path, _ in placeholders(data)]
    assert found == [("title",), ("sections", 0, "title"), (*FIRST, "label")]


def test_a_tool_keeps_no_name_that_stands_in() -> None:
    data = editing.new_tool("new-tool", "Visits")
    assert ("id",) in [path for path, _ in placeholders(data)]


@pytest.mark.parametrize("name", NEW_LISTED)
def test_rows_of_lists_are_found(name: str) -> None:
    data = editing.new_tool("visits", "Visits")
    data = with_value(data, (name,), [{"id": "one", "title": NEW_LISTED[name]}])
    assert ((name, 0, "title")) in [path for path, _ in placeholders(data)]


def test_first_answers_are_found() -> None:
    data = editing.new_tool("visits", "Visits")
    asked = in_kind(part_at(data, FIRST), "ranked", None, "yes_no")
    found = [path for path, _ in placeholders(with_value(data, FIRST, asked))]
    assert (*FIRST, "choices", 0, "label") in found
    assert (*FIRST, "choices", 1, "label") in found


@pytest.mark.parametrize("name", builtin_tool_ids())
def test_finished_tools_have_none(name: str) -> None:
    assert list(placeholders(plain_tool(builtin_tool(name)))) == []
