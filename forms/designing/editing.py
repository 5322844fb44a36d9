"""The edits of a tool: adding, duplicating and removing parts, and changing their properties."""

from typing import NamedTuple

from pydantic import JsonValue

from forms.designing.kinds import in_kind, new_question
from forms.designing.naming import follows, free_id, ids_in, made_id, made_tool_id, with_id
from forms.designing.offers import scale_of
from forms.designing.outline import TOOL, entries, group_of, groups, level_of
from forms.designing.placeholders import NEW_QUESTION, NEW_SECTION, NEW_TOOL
from forms.designing.plain import (
    Path,
    Plain,
    part_at,
    parts_in,
    text_at,
    value_at,
    with_entry,
    with_value,
    without_entry,
)
from forms.scales import Scale

FIRST_SCALE = "yes_no"

_WORDS = {"question": "label", "section": "title", "subsection": "title", "tool": "title"}


class Edited(NamedTuple):
    """What an edit made of a tool: the data, the line to choose then, and what it is called."""

    data: Plain
    path: Path
    name: str
    renames: tuple[tuple[str, str], ...] = ()
    """(old id, new id) of a part that got another id."""


def new_tool(tool_id: str, title: str) -> Plain:
    """Return a tool to begin with: one section and one question, which can be asked as it is."""
    first = new_question("new_question", "graded", NEW_QUESTION, FIRST_SCALE)
    return {
        "id": tool_id,
        "version": "1.0",
        "title": title,
        "look_back_months": 12,
        "sections": [{"id": "new_section", "title": NEW_SECTION, "questions": [first]}],
    }


def add_question(data: Plain, at: Path, kind: str = "") -> Edited:
    """Add a question after the one at a path, or at the end of the section there.

    Without a kind it is of the kind, and on the scale, of the question before it.
    """
    data, group, index = _room_for_question(data, at)
    before = part_at(data, (*group, "questions", index - 1)) if index else {}
    like = kind or text_at(before, ("kind",)) or "graded"
    scale = text_at(before, ("scale",)) or FIRST_SCALE
    name = free_id(made_id(NEW_QUESTION, frozenset(), "question"), ids_in(data))
    path = (*group, "questions", index)
    made = with_entry(data, path, new_question(name, like, NEW_QUESTION, scale))
    return Edited(made, path, "add a question")


def add_section(data: Plain, at: Path) -> Edited:
    """Add a section after the one that a path lies in, at the end for the whole tool."""
    count = len(parts_in(data.get("sections")))
    index = int(at[1]) + 1 if len(at) > 1 else count
    path: Path = ("sections", index)
    return Edited(with_entry(data, path, _new_group(data)), path, "add a section")


def add_subsection(data: Plain, at: Path) -> Edited:
    """Add a nested section to the section that a path lies in, after the nested one there."""
    if at == TOOL:
        return add_section(data, at)
    section = at[:2]
    count = len(parts_in(value_at(data, (*section, "sections"))))
    index = int(at[3]) + 1 if len(at) > 3 and at[2] == "sections" else count
    path = (*section, "sections", index)
    return Edited(with_entry(data, path, _new_group(data)), path, "add a nested section")


def duplicate(data: Plain, path: Path) -> Edited:
    """Put a copy after a question or a section; every id in it is new, and its rules follow."""
    copy: JsonValue = part_at(data, path)
    holder: Plain = {"sections": [copy]}
    if level_of(path) == "question":
        holder = {"sections": [{"questions": [copy]}]}
    taken = ids_in(data)
    for entry in list(entries(holder)):
        if entry.id:
            new = free_id(entry.id, taken)
            holder = with_id(holder, entry.path, new)
            taken.add(new)
    own: Path = ("sections", 0, "questions", 0) if level_of(path) == "question" else ("sections", 0)
    after = (*path[:-1], int(path[-1]) + 1)
    return Edited(with_entry(data, after, part_at(holder, own)), after, "duplicate")


def remove(data: Plain, path: Path) -> Edited:
    """Take a question or a section with all in it away; the line beside it is chosen then."""
    changed = without_entry(data, path)
    index = int(path[-1])
    rest = value_at(changed, path[:-1])
    left = len(rest) if isinstance(rest, list) else 0
    beside = (*path[:-1], min(index, left - 1)) if left else path[:-2]
    what = {"question": "the question", "section": "the section"}.get(
        level_of(path), "the nested section"
    )
    return Edited(changed, beside, f"remove {what}")


def set_property(data: Plain, path: Path, name: str, value: JsonValue) -> Edited:
    """Give a part another value of a property; None takes it away."""
    return Edited(with_value(data, (*path, *name.split(".")), value), path, f"change {name}")


def set_words(data: Plain, path: Path, words: str, *, id_stays: bool) -> Edited:
    """Give a part another label or title.

    The id goes along as long as it is the one that was made from the words, in every rule that
    names it, unless it must stay because it is published.
    """
    level = level_of(path)
    name = _WORDS[level]
    before, part_id = text_at(data, (*path, name)), text_at(data, (*path, "id"))
    changed = with_value(data, (*path, name), words)
    what = f"change the {'question' if level == 'question' else 'title'}"
    if level == "tool" or id_stays or not follows(part_id, before, level):
        return Edited(changed, path, what)
    new = made_id(words, ids_in(data) - {part_id}, level)
    if new == part_id:
        return Edited(changed, path, what)
    return Edited(with_id(changed, path, new), path, what, ((part_id, new),))


def set_tool_title(data: Plain, title: str, *, id_stays: bool) -> Edited:
    """Give the tool another title; its name in files goes along while it still says the old one."""
    before, name = text_at(data, ("title",)), text_at(data, ("id",))
    changed = with_value(data, ("title",), title)
    if not id_stays and name in (made_tool_id(before), NEW_TOOL):
        changed = with_value(changed, ("id",), made_tool_id(title))
    return Edited(changed, TOOL, "change the title")


def set_id(data: Plain, path: Path, new: str) -> Edited:
    """Give a part another id, in every rule that names it too."""
    old = text_at(data, (*path, "id"))
    return Edited(with_id(data, path, new), path, "change the id", ((old, new),))


def set_kind(data: Plain, path: Path, kind: str, library: dict[str, Scale]) -> Edited:
    """Make a question one of another kind, with everything that still fits."""
    question = part_at(data, path)
    changed = in_kind(question, kind, scale_of(data, question, library), FIRST_SCALE)
    return Edited(with_value(data, path, changed), path, "change the kind")


def use_scale(data: Plain, path: Path, name: str, scale: Plain) -> Edited:
    """Put a scale into the tool, in place of its own one of the same id, and use it at a path."""
    scales = parts_in(data.get("scales"))
    others: list[JsonValue] = [
        scale if other.get("id") == scale.get("id") else other for other in scales
    ]
    if scale not in others:
        others.append(scale)
    changed = with_value(data, ("scales",), others)
    return Edited(with_value(changed, (*path, name), scale.get("id")), path, "change the scale")


def _new_group(data: Plain) -> Plain:
    name = free_id(made_id(NEW_SECTION, frozenset(), "section"), ids_in(data))
    return {"id": name, "title": NEW_SECTION}


def _room_for_question(data: Plain, at: Path) -> tuple[Plain, Path, int]:
    """Return the group and the position where a new question goes; a section is made if none is."""
    if at == TOOL:
        every = list(groups(data))
        if not every:
            made = add_section(data, TOOL)
            return made.data, made.path, 0
        at = every[-1]
    group = group_of(at)
    if at != group:
        return data, group, int(at[-1]) + 1
    return data, group, len(parts_in(value_at(data, (*group, "questions"))))
