"""Moves in a tool's outline: a step up, down, in or out, and anywhere by dragging."""

from typing import Literal

from forms.designing.editing import Edited
from forms.designing.outline import group_of, groups, groups_in, level_of
from forms.designing.plain import (
    Path,
    Plain,
    part_at,
    parts_in,
    value_at,
    with_entry,
    without_entry,
)

Direction = Literal["up", "down", "in", "out"]


def may_stand_in(data: Plain, path: Path, parent: Path) -> bool:
    """Return whether the part at `path` may be moved into the part at `parent`.

    Questions stand in sections and nested sections, sections in the tool, nested ones in a
    section; a section without nested ones of its own may become one.
    """
    if parent[: len(path)] == path:
        return False
    into = level_of(parent)
    if level_of(path) == "question":
        return into in {"section", "subsection"}
    has_nested = bool(parts_in(value_at(data, (*path, "sections"))))
    return into == "tool" or (into == "section" and not has_nested)


def move_to(data: Plain, path: Path, parent: Path, index: int) -> Edited:
    """Move a question or a section into a parent, before what stands at `index` there now.

    Where it may not stand, or would not move, the data come back as they are.
    """
    part = part_at(data, path)
    names = (*parent, "questions" if level_of(path) == "question" else "sections")
    count = len(parts_in(value_at(data, names)))
    target = (*names, min(max(index, 0), count))
    is_still = target == path or target == (*path[:-1], int(path[-1]) + 1)
    if not may_stand_in(data, path, parent) or is_still:
        return Edited(data, path, "move")
    if level_of(target) == "subsection":
        part = {name: value for name, value in part.items() if name != "graded"}
    target_after = _after_removal(target, path)
    return Edited(with_entry(without_entry(data, path), target_after, part), target_after, "move")


def move_step(data: Plain, path: Path, direction: Direction) -> Edited:
    """Move a question or a section one step; at an end the data come back as they are.

    A question goes up and down across the ends of sections; in and out of a nested section. A
    section goes in to become a nested one of the section before it.
    """
    if not path:
        return Edited(data, path, "move")
    if direction in {"up", "down"}:
        return _up_or_down(data, path, 1 if direction == "down" else -1)
    return _in(data, path) if direction == "in" else _out(data, path)


def _up_or_down(data: Plain, path: Path, step: int) -> Edited:
    index = int(path[-1]) + step
    siblings = value_at(data, path[:-1])
    count = len(siblings) if isinstance(siblings, list) else 0
    level = level_of(path)
    if 0 <= index < count:
        return move_to(data, path, _parent(path), index + (step > 0))
    if level == "section":
        return Edited(data, path, "move")
    sections: list[Path] = [("sections", at) for at in range(len(parts_in(data.get("sections"))))]
    every = list(groups(data)) if level == "question" else sections
    at = every.index(_parent(path)) + step
    if not 0 <= at < len(every):
        return Edited(data, path, "move")
    name = "questions" if level == "question" else "sections"
    end = len(parts_in(value_at(data, (*every[at], name))))
    return move_to(data, path, every[at], 0 if step > 0 else end)


def _in(data: Plain, path: Path) -> Edited:
    if level_of(path) == "section" and int(path[1]) > 0:
        before: Path = ("sections", int(path[1]) - 1)
        return move_to(data, path, before, len(parts_in(value_at(data, (*before, "sections")))))
    if level_of(path) == "question":
        group = group_of(path)
        inside = list(groups_in(data, group[:2]))
        at = inside.index(group) + 1
        if at < len(inside):
            return move_to(data, path, inside[at], 0)
    return Edited(data, path, "move")


def _out(data: Plain, path: Path) -> Edited:
    if level_of(path) == "subsection":
        return move_to(data, path, (), int(path[1]) + 1)
    group = group_of(path)
    if level_of(path) == "question" and level_of(group) == "subsection":
        section = group[:2]
        end = len(parts_in(value_at(data, (*section, "questions"))))
        return move_to(data, path, section, end)
    return Edited(data, path, "move")


def _parent(path: Path) -> Path:
    return path[:-2]


def _after_removal(target: Path, removed: Path) -> Path:
    """Return where a path leads once the part at another path is gone.

    Of the list that the part stood in, every later position is one lower.
    """
    depth = len(removed) - 1
    if target[:depth] == removed[:-1] and len(target) > depth:
        position = int(target[depth])
        if position > int(removed[-1]):
            return (*target[:depth], position - 1, *target[depth + 1 :])
    return target
