"""The library of built-in tools: what a QA lead reads before choosing one."""

import pytest

from forms.tool_files import builtin_tool, builtin_tool_ids
from forms.tool_library import LibraryEntry, tool_library

LIBRARY = {entry.id: entry for entry in tool_library()}


def test_every_built_in_tool_is_in_the_library_once() -> None:
    assert sorted(entry.id for entry in tool_library()) == list(builtin_tool_ids())


@pytest.mark.parametrize("entry", LIBRARY.values(), ids=LIBRARY)
def test_an_entry_says_what_choosing_needs(entry: LibraryEntry) -> None:
    tool = builtin_tool(entry.id)
    assert (entry.title, entry.version) == (tool.title, tool.version)
    assert entry.purpose.endswith((".", "?"))
    assert len(entry.purpose) <= 100
    assert 20 <= entry.minutes <= 240
    assert any(character.isdigit() for character in entry.sample)
    assert entry.who


def test_questions_that_nobody_answers_are_not_counted() -> None:
    tool = builtin_tool("exploitation-and-missing")
    assert LIBRARY[tool.id].questions == len(tool.questions) - 6
    assert LIBRARY[tool.id].sections == 5


def test_a_tool_in_two_languages_names_both() -> None:
    assert LIBRARY["dip-sample"].languages == ("English", "Cymraeg")
    assert LIBRARY["thresholds"].languages == ("English",)
