"""Words that stand in until somebody writes others; a tool that still has some is not finished."""

from collections.abc import Iterator

from forms.designing.outline import entries
from forms.designing.plain import Path, Plain, numbered, text_at, value_at
from forms.tool_files import Found

NEW_QUESTION, NEW_SECTION = "New question", "New section"
NEW_ANSWER, NEW_POINT, NEW_SCALE = "New answer", "New point", "New scale"
NEW_TOOL, NEW_TITLE = "new-tool", "New audit tool"
FIRST_ANSWERS = ("Answer 1", "Answer 2")
NEW_LISTED = {
    "themes": "New theme",
    "standards": "New standard",
    "agencies": "New agency",
    "roles": "New role",
}
"""List of the tool → the title of a new entry."""

OF_ROWS = frozenset({NEW_ANSWER, NEW_POINT, *FIRST_ANSWERS, *NEW_LISTED.values()})
"""What the rows of a table say until somebody writes other words."""


def placeholders(data: Plain) -> Iterator[Found]:
    """Yield every word that only stands in, with its place."""
    yield from _of_tool(data)
    for entry in entries(data):
        if entry.level == "question":
            if entry.title.strip() == NEW_QUESTION:
                yield _still((*entry.path, "label"), NEW_QUESTION, "write what is asked")
            yield from _listed(
                data, (*entry.path, "choices"), "label", {NEW_ANSWER, *FIRST_ANSWERS}
            )
        elif entry.title.strip() == NEW_SECTION:
            yield _still((*entry.path, "title"), NEW_SECTION, "write what it is about")


def _of_tool(data: Plain) -> Iterator[Found]:
    if text_at(data, ("title",)).strip() == NEW_TITLE:
        yield _still(("title",), NEW_TITLE, "write what the audit is called")
    elif data.get("id") == NEW_TOOL:
        yield _still(("id",), NEW_TOOL, "give the tool a name of its own; it stays for ever")
    for name, words in NEW_LISTED.items():
        yield from _listed(data, (name,), "title", {words})
    for at, scale in numbered(data.get("scales")):
        if text_at(scale, ("title",)).strip() == NEW_SCALE:
            yield _still(("scales", at, "title"), NEW_SCALE, "write what it is called")
        yield from _listed(data, ("scales", at, "points"), "label", {NEW_POINT})


def _listed(data: Plain, path: Path, name: str, words: set[str]) -> Iterator[Found]:
    for at, part in numbered(value_at(data, path)):
        if text_at(part, (name,)).strip() in words:
            yield _still((*path, at, name), text_at(part, (name,)), "write words of your own")


def _still(path: Path, words: str, wanted: str) -> Found:
    return Found(path, f"still says “{words}”: {wanted}")
