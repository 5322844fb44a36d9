"""What a tool consists of, in the order of its form: sections, nested sections, questions."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pydantic import JsonValue

from forms.designing.plain import Path, Plain, numbered, part_at, text_at, value_at
from forms.questions import UNANSWERED_KINDS

Level = Literal["tool", "section", "subsection", "question"]

TOOL: Path = ()
_UNNUMBERED = UNANSWERED_KINDS - {"calculated"}
"""Kinds that the form gives no number."""


class Entry(NamedTuple):
    """A line of the outline."""

    path: Path
    level: Level
    id: str
    title: str
    """A section's title or a question's label."""
    number: str
    """As the form numbers it: `2` or `2.3`."""


def level_of(path: Path) -> Level:
    """Return what stands at a path of the outline."""
    if not path:
        return "tool"
    if path[-2] == "questions":
        return "question"
    return "section" if len(path) == 2 else "subsection"


def group_of(path: Path) -> Path:
    """Return the section or nested section that a question stands in; a group is its own."""
    return path[:-2] if path and level_of(path) == "question" else path


def entries(data: Plain) -> Iterator[Entry]:
    """Yield every section, nested section and question in the order of the form."""
    for at, section in numbered(data.get("sections")):
        path: Path = ("sections", at)
        yield Entry(path, "section", text_at(section, ("id",)), _title(section), str(at + 1))
        count = 0
        for group in groups_in(data, path):
            if group != path:
                inner = part_at(data, group)
                yield Entry(group, "subsection", text_at(inner, ("id",)), _title(inner), "")
            for index, question in numbered(value_at(data, (*group, "questions"))):
                is_numbered = question.get("kind") not in _UNNUMBERED
                count += is_numbered
                label = text_at(question, ("label",))
                number = f"{at + 1}.{count}" if is_numbered else ""
                place = (*group, "questions", index)
                yield Entry(place, "question", text_at(question, ("id",)), label, number)


def groups(data: Plain) -> Iterator[Path]:
    """Yield the path of every section and nested section in the order of the form."""
    for at, _ in numbered(data.get("sections")):
        yield from groups_in(data, ("sections", at))


def groups_in(data: Plain, section: Path) -> Iterator[Path]:
    """Yield the path of a section, then those of its nested sections."""
    yield section
    for index, _ in numbered(value_at(data, (*section, "sections"))):
        yield (*section, "sections", index)


def questions(data: Plain) -> Iterator[tuple[Path, Plain]]:
    """Yield every question with its path, in the order of the form."""
    for group in groups(data):
        for index, question in numbered(value_at(data, (*group, "questions"))):
            yield (*group, "questions", index), question


def question_named(data: Plain, question_id: str) -> Plain:
    """Return a question by its id; an empty part where there is none."""
    found = (question for _, question in questions(data) if question.get("id") == question_id)
    return next(found, {})


def nearest(data: Plain, path: Path) -> Path:
    """Return the line of the outline that a path to any value lies in; the tool for all else."""
    while path:
        is_line = isinstance(path[-1], int) and len(path) > 1 and path[-2] in _LISTS
        if is_line and isinstance(value_at(data, path), dict) and path[0] == "sections":
            return path
        path = path[:-1]
    return TOOL


_LISTS = ("sections", "questions")


def _title(group: JsonValue) -> str:
    return text_at(group, ("title",))
